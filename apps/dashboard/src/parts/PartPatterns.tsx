/** The fills of the parts, once for the whole document; every drawing refers to them. */
export function PartPatterns() {
  return (
    <svg className="patterns" width="0" height="0" aria-hidden="true" focusable="false">
      <defs>
        <pattern
          id="hatch"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className="hatch__ground" width="6" height="6" />
          <line className="hatch__line" x1="3" x2="3" y1="0" y2="6" strokeWidth="2.2" />
        </pattern>
        <pattern
          id="hatch-small"
          width="4"
          height="4"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect className="hatch__ground" width="4" height="4" />
          <line className="hatch__line" x1="2" x2="2" y1="0" y2="4" strokeWidth="1.5" />
        </pattern>
        <pattern id="dots" width="7" height="7" patternUnits="userSpaceOnUse">
          <rect width="7" height="7" fill="#fff" />
          <circle className="dots__dot" cx="1.75" cy="1.75" r=".95" />
          <circle className="dots__dot" cx="5.25" cy="5.25" r=".95" />
        </pattern>
        <pattern
          id="hatch-asked"
          width="6"
          height="6"
          patternUnits="userSpaceOnUse"
          patternTransform="rotate(45)"
        >
          <rect width="6" height="6" fill="#fff4d6" />
          <line x1="3" x2="3" y1="0" y2="6" stroke="#7a4f00" strokeWidth="2" />
        </pattern>
      </defs>
    </svg>
  );
}
