import type { Measure } from '../api';
import { Panel } from '../parts/Panel';
import { useWords } from '../texts';

/** The document's own amounts, in the document's own sign. */
export function AmountsPanel({ measure }: { measure: Measure }) {
  const { t, f } = useWords();
  const years = Object.keys(measure.amountsKr).sort();
  if (years.every((year) => measure.amountsKr[year] === null)) return null;
  const revised = years.some((year) => measure.amountsKr[year] !== measure.originalAmountsKr[year]);
  const shown = (kr: number | null | undefined) => (kr == null ? t('amounts.blank') : f.mio(kr));
  return (
    <Panel title={t('amounts.title')} note={t('amounts.sign')} className="amounts">
      <table className="table table--tight">
        <thead>
          <tr>
            <th scope="col">{t('overview.year')}</th>
            <th scope="col" className="num">
              {t('amounts.original')}
            </th>
            {revised && (
              <th scope="col" className="num">
                {t('amounts.revised')}
              </th>
            )}
            <th scope="col" className="num">
              {t('amounts.incorporated')}
            </th>
          </tr>
        </thead>
        <tbody>
          {years.map((year) => (
            <tr key={year}>
              <th scope="row">{year}</th>
              <td className="num">{shown(measure.originalAmountsKr[year])}</td>
              {revised && (
                <td className="num strong">
                  {shown(measure.amountsKr[year])}
                  {lowered(measure, year) && (
                    <span className="cell-note">{t('amounts.lowered')}</span>
                  )}
                </td>
              )}
              <td className="num">{shown(measure.incorporated[year])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {(measure.priceLevel !== null || measure.expenditureType !== null) && (
        <p className="secondary">
          {[
            measure.expenditureType === null ? '' : t(`expenditure.${measure.expenditureType}`),
            measure.priceLevel === null
              ? ''
              : t('amounts.priceLevel', { level: measure.priceLevel }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
    </Panel>
  );
}

/** Less is to be saved than was agreed at first. */
const lowered = ({ amountsKr, originalAmountsKr }: Measure, year: string) =>
  saving(amountsKr[year]) < saving(originalAmountsKr[year]);

const saving = (kr: number | null | undefined) => Math.max(0, -(kr ?? 0));
