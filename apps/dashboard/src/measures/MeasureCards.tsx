import { Link } from '@tanstack/react-router';
import { forecastOf } from '../overview/forecastSum';
import { Figure } from '../parts/Figure';
import { FourPartBar } from '../parts/FourPartBar';
import { partsOf, standingOf } from '../parts/fourParts';
import { StatusMark } from '../parts/StatusMark';
import { useWidth } from '../parts/useWidth';
import { useWords } from '../texts';
import { sectionsOf, type MeasureRow } from './measureRows';

export function MeasureCards({ rows, year }: { rows: MeasureRow[]; year: number }) {
  return (
    <div className="cards">
      {sectionsOf(rows).map((section) => (
        <section key={section.title}>
          <h3>{section.title}</h3>
          <ul>
            {section.rows.map((row) => (
              <Card key={row.measure.ref} row={row} year={year} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Card({ row, year }: { row: MeasureRow; year: number }) {
  const { t, f } = useWords();
  const [watch, width] = useWidth();
  const { measure, figure } = row;
  const id = `${measure.ref}-${String(year)}`;
  const standing = standingOf(figure);
  return (
    <li className="card-row" ref={watch}>
      <div className="card-row__head">
        <Link to="/tiltag/$ref" params={{ ref: measure.ref }} className="plain" activeProps={{}}>
          {measure.reference} {measure.title}
        </Link>
        <StatusMark status={figure.status} effect={measure.effect} />
      </div>
      {figure.expectedSavingKr === 0 ? (
        <p className="secondary">{figure.sentence}</p>
      ) : (
        <>
          <FourPartBar
            parts={partsOf(figure)}
            scaleKr={figure.expectedSavingKr}
            width={width}
            height={16}
          />
          <p className="card-row__foot secondary">
            <Figure id={id} value={figure.realisedSavingKr}>
              {standing === 'known'
                ? t('parts.of', {
                    realised: f.amount(figure.realisedSavingKr),
                    expected: f.kr(figure.expectedSavingKr),
                  })
                : t(`measure.${standing}`, { amount: f.kr(figure.expectedSavingKr) })}
            </Figure>
            <span>{useForecast(row)}</span>
          </p>
          {figure.actual !== null && figure.target !== null && (
            <p className="secondary">
              {t('measures.actualTarget', {
                actual: f.percent(figure.actual),
                target: f.percent(figure.target),
              })}
            </p>
          )}
        </>
      )}
    </li>
  );
}

function useForecast({ figure }: MeasureRow): string {
  const { t, f } = useWords();
  const forecastKr = forecastOf(figure);
  if (figure.yearStatus === 'closed') return t('forecast.cardClosed');
  return forecastKr === null
    ? t('forecast.cardNone')
    : t('forecast.card', { amount: f.rounded(forecastKr) });
}
