/** The four parts in small: what we have, what we lack, what we do not know, what is to come. */
export function Logo() {
  return (
    <svg className="logo" width="27" height="14" viewBox="0 0 27 14" aria-hidden="true">
      <rect className="part-realised" x="0" y="0" width="10" height="14" />
      <rect
        className="part-not-realised part-not-realised--small"
        x="11.5"
        y=".5"
        width="5"
        height="13"
      />
      <rect
        className="part-not-measured part-not-measured--logo"
        x="18.5"
        y=".5"
        width="3"
        height="13"
      />
      <rect className="part-not-due" x="23.5" y=".5" width="3" height="13" />
    </svg>
  );
}
