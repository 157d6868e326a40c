import { textWidth } from '../parts/textWidth';
import { useWidth } from '../parts/useWidth';
import { useWords } from '../texts';
import type { LineNow } from './useLines';

const needed = 0.8;

/** How much of the weight is in or ready, what waits for an answer, and the 80 % that make a period measured. */
export function CoverageBar({ lines, open }: { lines: LineNow[]; open: boolean }) {
  const { t, f } = useWords();
  const [watch, width] = useWidth();
  const weigh = (some: LineNow[]) => some.reduce((sum, { line }) => sum + line.weight, 0);
  const all = weigh(lines) || 1;
  const ready = weigh(lines.filter(({ state }) => state === 'sent' || state === 'ready')) / all;
  const waiting = weigh(lines.filter(({ state }) => state === 'asked')) / all;
  const mark = t('submit.needed', { share: f.share(String(needed)) });
  const text = t('submit.coverageText', {
    ready: f.share(String(ready)),
    waiting: f.share(String(waiting)),
  });
  const shown =
    waiting > 0
      ? text
      : t(open ? 'submit.coverageReady' : 'submit.coverageIn', { ready: f.share(String(ready)) });
  const markWidth = textWidth(mark, 13);
  const markX = Math.min(Math.max(width * needed - markWidth / 2, 0), width - markWidth);
  const apart = textWidth(shown, 13) + 12 < markX;
  return (
    <div className="coverage">
      <p className="label">{t('submit.coverage')}</p>
      <div ref={watch}>
        {width > 0 && (
          <svg
            width={width}
            height={apart ? 40 : 58}
            viewBox={`0 0 ${String(width)} ${apart ? '40' : '58'}`}
            role="img"
            aria-label={`${shown}. ${mark}`}
          >
            <rect className="coverage__all" x=".5" y="6.5" width={width - 1} height="11" />
            <rect className="part-realised" x="0" y="6" width={width * ready} height="12" />
            {waiting > 0 && (
              <rect
                className="coverage__asked"
                x={width * ready + 1.5}
                y="6.5"
                width={Math.max(width * waiting - 2, 0)}
                height="11"
              />
            )}
            <line
              className="coverage__mark"
              x1={width * needed}
              x2={width * needed}
              y1="0"
              y2="23"
            />
            <text x="0" y={apart ? 36 : 54} className="t13">
              {shown}
            </text>
            <text x={markX} y="36" className="t13">
              {mark}
            </text>
          </svg>
        )}
      </div>
    </div>
  );
}
