import { useId, useState } from 'react';
import type { YearTotal } from '../api';
import { Panel } from '../parts/Panel';
import { PartRect } from '../parts/FourPartBar';
import { partClass, partKeys, partsOf, segments } from '../parts/fourParts';
import { TableTools } from '../parts/TableTools';
import { useWidth } from '../parts/useWidth';
import { useWords } from '../texts';
import { YearsTable } from './YearsTable';

const height = 236;
const top = 22;
const foot = 26;

/** Expected against realised, year by year, in the same four parts. */
export function YearsChart({ totals, year }: { totals: YearTotal[]; year: number }) {
  const { t, f } = useWords();
  const [open, setOpen] = useState(false);
  const table = useId();
  const rising = totals.every(
    ({ expectedSavingKr }, at) =>
      at === 0 || expectedSavingKr > (totals[at - 1]?.expectedSavingKr ?? 0),
  );
  const sheet = {
    name: t('overview.fileYears'),
    head: [t('overview.year'), t('measures.expected'), ...partKeys.map((key) => t(`parts.${key}`))],
    rows: totals.map((one) => [
      one.year,
      one.expectedSavingKr,
      ...partKeys.map((key) => partsOf(one)[key]),
    ]),
  };
  return (
    <Panel
      title={t(rising ? 'overview.rising' : 'overview.perYear')}
      tools={
        <TableTools
          sheet={sheet}
          open={open}
          onToggle={() => {
            setOpen(!open);
          }}
          controls={table}
        />
      }
    >
      <Columns totals={totals} year={year} />
      <p className="summary">
        {t('overview.chartUnit')} {useYearsSentence(totals)}
        {totals.some(({ byBasis }) => (byBasis.indicative?.expectedSavingKr ?? 0) > 0) &&
          ` ${t('overview.indicativeNote', { years: f.years(indicativeYears(totals)) })}`}
      </p>
      <div id={table} hidden={!open}>
        {open && <YearsTable totals={totals} />}
      </div>
    </Panel>
  );
}

function Columns({ totals, year }: { totals: YearTotal[]; year: number }) {
  const { f } = useWords();
  const sentence = useYearsSentence(totals);
  const [watch, width] = useWidth();
  const highest = Math.max(...totals.map(({ expectedSavingKr }) => expectedSavingKr), 1);
  const perKr = (height - top - foot) / highest;
  const base = height - foot;
  const bar = Math.min(53, width / totals.length - 12);
  const step = totals.length > 1 ? (width - bar) / (totals.length - 1) : 0;
  return (
    <div className="columns-chart" ref={watch}>
      {width > 0 && (
        <svg
          width={width}
          height={height}
          viewBox={`0 0 ${String(width)} ${String(height)}`}
          role="img"
          aria-label={sentence}
        >
          {totals.map((total, at) => {
            const x = at * step;
            const mid = x + bar / 2;
            const full = total.expectedSavingKr * perKr;
            return (
              <g key={total.year}>
                {segments(partsOf(total), perKr).map(({ key, value, from, size }) => (
                  <g key={key}>
                    <PartRect
                      className={partClass[key]}
                      solid={key === 'realised'}
                      x={x}
                      y={base - from - size}
                      width={bar}
                      height={size}
                    />
                    {key === 'realised' && size > 22 && (
                      <text
                        x={mid}
                        y={base - from - size / 2 + 5}
                        className="t14 on-dark"
                        textAnchor="middle"
                      >
                        {f.mio(value)}
                      </text>
                    )}
                  </g>
                ))}
                <text x={mid} y={base - full - 7} className="t14 strong" textAnchor="middle">
                  {f.mio(total.expectedSavingKr)}
                </text>
                <text
                  x={mid}
                  y={height - 6}
                  className={`t14 ${total.year === year ? 'strong' : ''}`}
                  textAnchor="middle"
                >
                  {total.year}
                </text>
              </g>
            );
          })}
          <line className="axis-line" x1="0" x2={width} y1={base + 2.5} y2={base + 2.5} />
        </svg>
      )}
    </div>
  );
}

/** What the columns say, made of the same figures. */
function useYearsSentence(totals: YearTotal[]): string {
  const { t, f } = useWords();
  const first = totals[0];
  const last = totals.at(-1);
  if (first === undefined || last === undefined) return t('overview.empty');
  const begun = totals.filter((one) => one.notDueSavingKr < one.expectedSavingKr);
  const expected = t('overview.sentenceExpected', {
    first: f.mioKr(first.expectedSavingKr),
    firstYear: first.year,
    last: f.mioKr(last.expectedSavingKr),
    lastYear: last.year,
  });
  if (begun.length === 0) return `${expected} ${t('overview.sentenceNone')}`;
  return `${expected} ${t('overview.sentenceRealised', {
    list: begun
      .map((one) =>
        t('overview.sentenceYear', { amount: f.mio(one.realisedSavingKr), year: one.year }),
      )
      .join(', '),
  })}`;
}

const indicativeYears = (totals: YearTotal[]) =>
  totals
    .filter(({ byBasis }) => (byBasis.indicative?.expectedSavingKr ?? 0) > 0)
    .map(({ year }) => year);
