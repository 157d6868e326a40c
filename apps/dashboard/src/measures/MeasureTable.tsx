import { Link } from '@tanstack/react-router';
import type { Sums, YearTotal } from '../api';
import { Figure } from '../parts/Figure';
import { FourPartBar } from '../parts/FourPartBar';
import { FilledDiamond, HollowDiamond } from '../parts/icons';
import { partsOf, standingOf } from '../parts/fourParts';
import { StatusMark } from '../parts/StatusMark';
import { useWords } from '../texts';
import { nextOf } from './duties';
import { sectionsOf, type MeasureRow } from './measureRows';
import { ForecastCells, ForecastTotal } from './ForecastCells';
import { Sparkline } from './Sparkline';

const barWidth = 128;
/** More would not fit; one then stands for all, and the count says the rest. */
const mostDiamonds = 5;

export function MeasureTable({
  rows,
  total,
  year,
}: {
  rows: MeasureRow[];
  total: YearTotal | undefined;
  year: number;
}) {
  const { t } = useWords();
  return (
    <table className="table measure-table">
      <caption className="sr-only">{t('measures.caption', { year })}</caption>
      <thead>
        <tr>
          <th scope="col" className="col-measure">
            {t('measures.measure')}
          </th>
          <th scope="col" className="col-owner">
            {t('measures.owner')}
          </th>
          <th scope="col" className="col-status">
            {t('measures.status')}
          </th>
          <th scope="col" className="num col-kr">
            {t('measures.expectedKr')}
          </th>
          <th scope="col" className="num col-kr">
            {t('measures.realised')}
          </th>
          <th scope="col" className="col-split">
            {t('measures.split')}
          </th>
          <th scope="col" className="num col-kr">
            {t('forecast.column')}
          </th>
          <th scope="col" className="num col-kr">
            {t('forecast.against')}
          </th>
          <th scope="col" className="col-progress">
            {t('measures.progress')}
          </th>
          <th scope="col">{t('measures.next')}</th>
        </tr>
      </thead>
      {sectionsOf(rows).map((section) => (
        <tbody key={section.title}>
          <tr className="group-row">
            <th scope="rowgroup" colSpan={10}>
              {section.title} <span>{t('measures.count', { count: section.rows.length })}</span>
            </th>
          </tr>
          {section.rows.map((row) => (
            <Row key={row.measure.ref} row={row} year={year} />
          ))}
        </tbody>
      ))}
      {total !== undefined && total.expectedSavingKr > 0 && <TotalRow rows={rows} total={total} />}
    </table>
  );
}

function Row({ row, year }: { row: MeasureRow; year: number }) {
  const { t, f } = useWords();
  const { measure, figure } = row;
  const id = `${measure.ref}-${String(year)}`;
  return (
    <tr className={figure.expectedSavingKr > 0 ? 'saving-row' : undefined}>
      <th scope="row">
        <Link to="/tiltag/$ref" params={{ ref: measure.ref }} className="plain" activeProps={{}}>
          {measure.reference !== null && <strong>{measure.reference}</strong>} {measure.title}
        </Link>
      </th>
      <td className="col-owner">{measure.owners.join(', ') || t('measures.noOwner')}</td>
      <td>
        <Figure id={id} value={figure.status}>
          <StatusMark status={figure.status} effect={measure.effect} />
        </Figure>
      </td>
      {figure.expectedSavingKr === 0 ? (
        <td colSpan={5} className="secondary">
          {figure.sentence}
        </td>
      ) : (
        <>
          <td className="num">
            <Figure id={id} value={figure.expectedSavingKr}>
              {f.amount(figure.expectedSavingKr)}
            </Figure>
          </td>
          <td className="num">
            <Realised sums={figure} id={id} />
          </td>
          <td className="col-split">
            <FourPartBar
              parts={partsOf(figure)}
              scaleKr={figure.expectedSavingKr}
              width={barWidth}
              height={14}
            />
          </td>
          <ForecastCells figure={figure} id={id} />
        </>
      )}
      <td className="col-progress">
        <Progress row={row} year={year} />
      </td>
      <td className="col-next">
        <NextStep row={row} />
      </td>
    </tr>
  );
}

function Realised({ sums, id }: { sums: Sums; id: string }) {
  const { t, f } = useWords();
  const standing = standingOf(sums);
  if (standing !== 'known') return <span className="secondary">{t(`measures.${standing}`)}</span>;
  return (
    <Figure id={id} value={sums.realisedSavingKr}>
      {f.amount(sums.realisedSavingKr)}
    </Figure>
  );
}

function Progress({ row, year }: { row: MeasureRow; year: number }) {
  const { t } = useWords();
  const { indicator, milestones } = row;
  if (indicator?.periods.some(({ measured }) => measured))
    return <Sparkline indicator={indicator} year={year} />;
  const counted = milestones.filter(({ status }) => status !== 'cancelled');
  const done = counted.filter(({ status }) => status === 'completed').length;
  if (counted.length === 0) return null;
  return (
    <span className="diamonds">
      <span aria-hidden="true">
        {(counted.length > mostDiamonds ? counted.slice(0, 1) : counted).map(({ id }, at) =>
          at < done ? <FilledDiamond key={id} /> : <HollowDiamond key={id} />,
        )}
      </span>
      <span className="diamonds__count">{t('measures.done', { done, all: counted.length })}</span>
    </span>
  );
}

function NextStep({ row }: { row: MeasureRow }) {
  const { t, f } = useWords();
  const next = nextOf(row.milestones);
  if (row.measure.missing.length > 0 && row.measure.effect === 'conditional')
    return <span className="secondary">{t('measures.setup')}</span>;
  if (next === undefined)
    return (
      <span className="secondary">
        {t(row.measure.closed ? 'measures.closed' : 'measures.noDate')}
      </span>
    );
  if (next.dueOn === null) return <span>{next.title}</span>;
  return (
    <span>
      <strong className={next.status === 'overdue' ? 'overdue' : undefined}>
        {f.dayNear(next.dueOn)}
      </strong>{' '}
      {next.title}
    </span>
  );
}

function TotalRow({ rows, total }: { rows: MeasureRow[]; total: YearTotal }) {
  const { t, f } = useWords();
  const savings = rows.filter(({ figure }) => figure.expectedSavingKr > 0);
  const names = savings.map(
    ({ measure }) => `${measure.reference ?? measure.title} ${t(`effect.${measure.effect}.word`)}`,
  );
  const effects = savings.map(({ measure }) => measure.effect);
  const kinds = [...new Set(effects)].map(
    (effect) =>
      `${f.count(effects.filter((one) => one === effect).length)} ${t(`effect.${effect}.word`)}`,
  );
  // The split stands beside the sum, by name while there is room for names.
  const which = (names.length <= 4 ? names : kinds).join(', ');
  return (
    <tfoot>
      <tr>
        <th scope="row" colSpan={3}>
          {t('measures.total')} ({which})
        </th>
        <td className="num">{f.amount(total.expectedSavingKr)}</td>
        <td className="num">
          <Realised sums={total} id={`sum-${String(total.year)}`} />
        </td>
        <td className="col-split">
          <FourPartBar
            parts={partsOf(total)}
            scaleKr={total.expectedSavingKr}
            width={barWidth}
            height={14}
          />
        </td>
        <ForecastTotal rows={rows} total={total} />
        <td />
        <td />
      </tr>
    </tfoot>
  );
}
