import { Link } from '@tanstack/react-router';
import { useId, useState } from 'react';
import type { Effect, Sums, YearTotal } from '../api';
import { Figure } from '../parts/Figure';
import { FourPartBar } from '../parts/FourPartBar';
import { LabelledBar } from '../parts/LabelledBar';
import { Panel } from '../parts/Panel';
import { partKeys, partsOf, standingOf } from '../parts/fourParts';
import { TableTools } from '../parts/TableTools';
import { PartsTable } from '../parts/PartsTable';
import { useWidth } from '../parts/useWidth';
import { nameOf, type MeasureRow } from '../measures/measureRows';
import { useWords } from '../texts';
import { forecastOf, forecastSum } from './forecastSum';
import { YearForecast } from './YearForecast';

/** The year's sum as four parts, and under it each saving on the same scale. */
export function YearFigure({
  total,
  rows,
  year,
}: {
  total: YearTotal;
  rows: MeasureRow[];
  year: number;
}) {
  const { t, f } = useWords();
  const [open, setOpen] = useState(false);
  const table = useId();
  const savings = rows.filter((row) => row.figure.expectedSavingKr > 0);
  const parts = partsOf(total);
  const standing = standingOf(total);
  // A closed year ended at its figures; there is nothing left to expect.
  const closed = savings.some((row) => row.figure.yearStatus === 'closed');
  const forecast = forecastSum(
    total,
    savings.map(({ figure }) => figure),
  );
  const sheet = {
    name: t('overview.fileParts', { year }),
    head: [
      t('measures.measure'),
      t('measures.expected'),
      ...partKeys.map((key) => t(`parts.${key}`)),
      t('forecast.column'),
    ],
    rows: [
      ...savings.map((row) => [
        nameOf(row.measure),
        row.figure.expectedSavingKr,
        ...partKeys.map((key) => partsOf(row.figure)[key]),
        forecastOf(row.figure),
      ]),
      [
        t('measures.total'),
        total.expectedSavingKr,
        ...partKeys.map((key) => parts[key]),
        forecast?.forecastKr ?? null,
      ],
    ],
  };
  return (
    <Panel
      title={
        <Figure id={`total-${String(year)}`} value={total.realisedSavingKr}>
          {standing === 'known'
            ? t('overview.realisedOf', {
                realised: f.amount(total.realisedSavingKr),
                expected: f.kr(total.expectedSavingKr),
                year,
              })
            : t(`measure.${standing}`, { amount: f.kr(total.expectedSavingKr) })}
        </Figure>
      }
      tools={
        <>
          <Link
            to="."
            search={(now) => ({ ...now, forklar: '1' })}
            className="link"
            resetScroll={false}
            activeProps={{}}
          >
            {t('explain.open')}
          </Link>
          <TableTools
            sheet={sheet}
            open={open}
            onToggle={() => {
              setOpen(!open);
            }}
            controls={table}
          />
        </>
      }
    >
      <LabelledBar parts={parts} scaleKr={total.expectedSavingKr} />
      {closed ? (
        <p className="summary">{t('forecast.closedYear', { year })}</p>
      ) : (
        savings.length > 0 && (
          <YearForecast sum={forecast} scaleKr={total.expectedSavingKr} year={year} />
        )
      )}
      <p className="summary">{total.sentence}</p>
      <div id={table} hidden={!open}>
        {open && <PartsTable parts={parts} caption={t('overview.fileParts', { year })} />}
      </div>
      {barsOf(savings, total).map((bar) => (
        <SavingBar key={bar.key} bar={bar} scaleKr={total.expectedSavingKr} />
      ))}
    </Panel>
  );
}

/** One bar: a measure's, or of all measures of a kind together. */
interface Bar {
  key: string;
  effect: Effect;
  sums: Sums;
  /** Whose bar it is; null where it is the kind's. */
  measure: MeasureRow['measure'] | null;
  count: number;
  indicative: boolean;
}

/** More than these would push the list of measures off the page: then a bar for each kind. */
const mostBars = 4;

function barsOf(savings: readonly MeasureRow[], total: YearTotal): Bar[] {
  if (savings.length <= mostBars) {
    return savings.map(({ measure, figure }) => ({
      key: measure.ref,
      effect: measure.effect,
      sums: figure,
      measure,
      count: 1,
      indicative: figure.basis === 'indicative',
    }));
  }
  return [...new Set(savings.map(({ measure }) => measure.effect))].flatMap((effect): Bar[] => {
    const sums = total.byEffect[effect];
    const count = savings.filter(({ measure }) => measure.effect === effect).length;
    return sums === undefined
      ? []
      : [{ key: effect, effect, sums, measure: null, count, indicative: false }];
  });
}

function SavingBar({ bar, scaleKr }: { bar: Bar; scaleKr: number }) {
  const { t, f } = useWords();
  const [watch, width] = useWidth();
  const { measure, sums } = bar;
  const standing = standingOf(sums);
  return (
    <div className="saving-bar" ref={watch}>
      <p>
        {measure === null ? (
          <strong>{t('overview.measuresOfKind', { count: bar.count })}</strong>
        ) : (
          <Link to="/tiltag/$ref" params={{ ref: measure.ref }} className="plain" activeProps={{}}>
            {measure.reference ?? measure.title}
          </Link>
        )}{' '}
        {t(`effect.${bar.effect}.how`)}
        {bar.indicative && ` (${t('measure.indicative')})`} ·{' '}
        {standing === 'known'
          ? t('parts.of', {
              realised: f.amount(sums.realisedSavingKr),
              expected: f.amount(sums.expectedSavingKr),
            })
          : t(`measure.${standing}`, { amount: f.kr(sums.expectedSavingKr) })}
      </p>
      <div className="saving-bar__drawing">
        <FourPartBar parts={partsOf(sums)} scaleKr={scaleKr} width={width} height={15} />
      </div>
    </div>
  );
}
