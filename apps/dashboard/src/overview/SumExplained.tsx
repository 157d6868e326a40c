import { Link } from '@tanstack/react-router';
import type { YearTotal } from '../api';
import { partKeys, partsOf, standingOf } from '../parts/fourParts';
import { nameOf, type MeasureRow } from '../measures/measureRows';
import { useWords } from '../texts';

/** The sum opened: the rows it is made of, each with the way to its own calculation. */
export function SumExplained({ total, rows }: { total: YearTotal; rows: MeasureRow[] }) {
  const { t, f } = useWords();
  const standing = standingOf(total);
  const savings = rows.filter((row) => row.figure.expectedSavingKr > 0);
  return (
    <section className="explain" aria-labelledby="forklar-sum">
      <div className="panel__head">
        <h2 id="forklar-sum" className="explain__title">
          {standing === 'known'
            ? t('explain.sumTitle', { amount: f.kr(total.realisedSavingKr), year: total.year })
            : t(
                standing === 'nothingDue' ? 'explain.titleNothingDue' : 'explain.titleNotMeasured',
                {
                  year: total.year,
                },
              )}
        </h2>
        <div className="panel__tools">
          <Link
            to="."
            search={(now) => ({ ...now, forklar: undefined })}
            className="link"
            resetScroll={false}
            activeProps={{}}
          >
            {t('explain.close')}
          </Link>
        </div>
      </div>
      <p>{t('explain.sumText')}</p>
      <div
        className="scroll-x"
        tabIndex={0}
        role="region"
        aria-label={t('measures.caption', { year: total.year })}
      >
        <table className="table">
          <thead>
            <tr>
              <th scope="col">{t('measures.measure')}</th>
              <th scope="col">{t('explain.how')}</th>
              <th scope="col" className="num">
                {t('measures.expected')}
              </th>
              {partKeys.map((key) => (
                <th key={key} scope="col" className="num">
                  {t(`parts.${key}`)}
                </th>
              ))}
              <td />
            </tr>
          </thead>
          <tbody>
            {savings.map(({ measure, figure }) => (
              <tr key={measure.ref}>
                <th scope="row">{nameOf(measure)}</th>
                <td>{t(`effect.${measure.effect}.how`)}</td>
                <td className="num">{f.amount(figure.expectedSavingKr)}</td>
                {partKeys.map((key) => (
                  <td key={key} className="num">
                    {f.amount(partsOf(figure)[key])}
                  </td>
                ))}
                <td className="num">
                  <Link
                    to="/tiltag/$ref"
                    params={{ ref: measure.ref }}
                    search={{ forklar: '1', aar: total.year }}
                    className="link"
                    activeProps={{}}
                    aria-label={t('explain.openFor', { name: measure.reference ?? measure.title })}
                  >
                    {t('explain.open')}
                  </Link>
                </td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('measures.total')}</th>
              <td />
              <td className="num">{f.amount(total.expectedSavingKr)}</td>
              {partKeys.map((key) => (
                <td key={key} className="num">
                  {f.amount(partsOf(total)[key])}
                </td>
              ))}
              <td />
            </tr>
          </tfoot>
        </table>
      </div>
    </section>
  );
}
