import { useWords } from '../texts';
import { partClass, segments, type Parts } from './fourParts';

/**
 * The product's mark: one bar, four parts, in kroner. `scaleKr` is what the whole width stands
 * for, so that bars beside one another share one scale.
 */
export function FourPartBar({
  parts,
  scaleKr,
  width,
  height,
}: {
  parts: Parts;
  scaleKr: number;
  width: number;
  height: number;
}) {
  const label = usePartsLabel(parts);
  if (width <= 0) return null;
  const small = height < 20 ? '--small' : '';
  return (
    <svg
      className="four-part"
      width={width}
      height={height}
      viewBox={`0 0 ${String(width)} ${String(height)}`}
      role="img"
      aria-label={label}
    >
      {segments(parts, scaleKr === 0 ? 0 : width / scaleKr).map(({ key, from, size }) => (
        <PartRect
          key={key}
          className={`${partClass[key]} ${partClass[key]}${small}`}
          solid={key === 'realised'}
          x={from}
          y={0}
          width={size}
          height={height}
        />
      ))}
    </svg>
  );
}

/** A part drawn: the outline lies inside, so that neighbours keep their distance. */
export function PartRect({
  className,
  solid,
  x,
  y,
  width,
  height,
}: {
  className: string;
  solid: boolean;
  x: number;
  y: number;
  width: number;
  height: number;
}) {
  const inset = solid ? 0 : 0.5;
  return (
    <rect
      className={className}
      x={x + inset}
      y={y + inset}
      width={Math.max(width - 2 * inset, 0.5)}
      height={Math.max(height - 2 * inset, 0.5)}
    />
  );
}

export function usePartsLabel(parts: Parts): string {
  const { t, f } = useWords();
  return t('parts.label', {
    realised: f.kr(parts.realised),
    notRealised: f.kr(parts.notRealised),
    notMeasured: f.kr(parts.notMeasured),
    notDue: f.kr(parts.notDue),
  });
}

export function PartSwatch({ part }: { part: keyof Parts }) {
  return (
    <svg className="swatch" width="18" height="12" viewBox="0 0 18 12" aria-hidden="true">
      <PartRect
        className={`${partClass[part]} ${partClass[part]}--small`}
        solid={part === 'realised'}
        x={0}
        y={0}
        width={18}
        height={12}
      />
    </svg>
  );
}
