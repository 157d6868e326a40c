import { Figure } from './Figure';
import { PartRect, PartSwatch, usePartsLabel } from './FourPartBar';
import { partClass, partKeys, segments, type Parts } from './fourParts';
import { textWidth } from './textWidth';
import { useWidth } from './useWidth';
import { useWords } from '../texts';

const height = 48;
const labelHeight = 46;

/**
 * The large bar. Labels stand at the left edge of their part; where one is wider than its part,
 * all of them move into rows under the bar.
 */
export function LabelledBar({ parts, scaleKr }: { parts: Parts; scaleKr: number }) {
  const { t, f } = useWords();
  const label = usePartsLabel(parts);
  const [watch, width] = useWidth();
  const bars = segments(parts, scaleKr === 0 ? 0 : width / scaleKr);
  const labels = bars.map(({ key, value, from, size }, at) => {
    const length = Math.max(textWidth(t(`parts.${key}`), 14), textWidth(f.amount(value), 18, 600));
    // The last one may end with the bar instead, where there is room to its left.
    const isLast = at === bars.length - 1;
    return { x: isLast && length > size ? width - length : from, length };
  });
  const fits = labels.every(
    ({ x, length }, at) =>
      x >= 0 && x + length + (at === labels.length - 1 ? 0 : 8) <= (labels[at + 1]?.x ?? width),
  );
  const top = fits ? labelHeight : 0;
  return (
    <div className="labelled-bar" ref={watch}>
      {width > 0 && scaleKr > 0 && (
        <svg
          width={width}
          height={height + top}
          viewBox={`0 0 ${String(width)} ${String(height + top)}`}
          role="img"
          aria-label={label}
        >
          {bars.map(({ key, value, from, size }, at) => (
            <g key={key}>
              {fits && (
                <>
                  <text x={labels[at]?.x} y={15} className="t14">
                    {t(`parts.${key}`)}
                  </text>
                  <text x={labels[at]?.x} y={36} className="t18 strong">
                    {f.amount(value)}
                  </text>
                </>
              )}
              <PartRect
                className={partClass[key]}
                solid={key === 'realised'}
                x={from}
                y={top}
                width={size}
                height={height}
              />
            </g>
          ))}
        </svg>
      )}
      {width > 0 && !fits && (
        <dl className="part-rows">
          {partKeys.map((key) => (
            <div key={key}>
              <dt>
                <PartSwatch part={key} />
                {t(`parts.${key}`)}
              </dt>
              <dd>
                <Figure id={key} value={parts[key]}>
                  {f.amount(parts[key])}
                </Figure>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </div>
  );
}
