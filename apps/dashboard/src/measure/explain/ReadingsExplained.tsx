import { useQuery } from '@tanstack/react-query';
import type { Explanation, Indicator, IndicatorPeriod, Reading } from '../../api';
import { Loaded } from '../../missing/Loaded';
import { usePlace } from '../../place';
import { readingsQuery } from '../../queries';
import { useWords } from '../../texts';
import { EventLink } from '../EventLink';

/** The readings behind the year's figure: the period that changed last is open, the others open when asked. */
export function ReadingsExplained({
  indicator,
  year,
  lastChange,
}: {
  indicator: Indicator;
  year: number;
  lastChange: Explanation['lastChange'];
}) {
  const { view } = usePlace();
  const readings = useQuery(readingsQuery(view, indicator.id));
  const periods = indicator.periods.filter((period) => period.year === year && period.measured);
  return (
    <Loaded query={readings} kind="rows">
      {(all) => {
        const standing = all.filter(({ status }) => status !== 'withdrawn');
        const of = (period: IndicatorPeriod) =>
          standing.filter(({ periodStart }) => periodStart === period.periodStart);
        const changed =
          periods.find((period) =>
            of(period).some(({ position }) => position === lastChange?.position),
          ) ?? periods.at(-1);
        return periods.map((period) => (
          <details key={period.periodStart} className="reading-block" open={period === changed}>
            <PeriodReadings period={period} readings={of(period)} indicator={indicator} />
          </details>
        ));
      }}
    </Loaded>
  );
}

function PeriodReadings({
  period,
  readings,
  indicator,
}: {
  period: IndicatorPeriod;
  readings: Reading[];
  indicator: Indicator;
}) {
  const { t, f } = useWords();
  const rows = [
    ...readings
      .filter(({ unitId }) => unitId === null)
      .map((reading) => ({ name: t('explain.wholeMunicipality'), reading })),
    ...indicator.units.flatMap(({ id, name }) =>
      readings.filter(({ unitId }) => unitId === id).map((reading) => ({ name, reading })),
    ),
  ];
  const days = indicator.method === 'pooled';
  return (
    <>
      <summary>
        <strong>{f.period(period.year, period.index, indicator.cadence)}</strong>{' '}
        {days &&
          period.absentDays !== null &&
          period.possibleDays !== null &&
          `${f.count(period.absentDays)} / ${f.count(period.possibleDays)} = `}
        {period.percent !== null && f.percent(period.percent)}{' '}
        <span className="secondary">
          {period.coverage !== null && t('series.coverageOf', { share: f.share(period.coverage) })}
        </span>
      </summary>
      <div
        className="scroll-x"
        tabIndex={0}
        role="region"
        aria-label={f.period(period.year, period.index, indicator.cadence)}
      >
        <table className="table table--tight">
          <thead>
            <tr>
              <th scope="col">{t('submit.unit')}</th>
              {days && (
                <>
                  <th scope="col" className="num">
                    {t('submit.absentDays')}
                  </th>
                  <th scope="col" className="num">
                    {t('submit.possibleDays')}
                  </th>
                </>
              )}
              <th scope="col" className="num">
                {t('submit.percent')}
              </th>
              <th scope="col" className="num">
                {t('history.eventHead')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ name, reading }) => (
              <tr key={reading.id}>
                <th scope="row">{name}</th>
                {days && (
                  <>
                    <td className="num">
                      <Was now={reading.absentDays} before={lastBefore(reading)?.absentDays} />
                    </td>
                    <td className="num">
                      <Was now={reading.possibleDays} before={lastBefore(reading)?.possibleDays} />
                    </td>
                  </>
                )}
                <td className="num">{f.points(reading.shownPercent)}</td>
                <td className="num">
                  {positionsOf(reading).map((position) => (
                    <span key={position}>
                      <EventLink position={position} />{' '}
                    </span>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

const positionsOf = ({ position, previous }: Reading) =>
  [...new Set([...previous.map((one) => one.position), position])].sort((a, b) => a - b);

const lastBefore = ({ previous }: Reading) =>
  [...previous].sort((a, b) => a.position - b.position).at(-1);

/** What was corrected stands struck through before what holds now. */
function Was({ now, before }: { now: number | null; before: number | null | undefined }) {
  const { f } = useWords();
  if (now === null) return null;
  if (before == null || before === now) return f.count(now);
  return (
    <>
      <del>{f.count(before)}</del> <strong>{f.count(now)}</strong>
    </>
  );
}
