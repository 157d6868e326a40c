import type { YearTotal } from '../api';
import { partKeys, partsOf } from '../parts/fourParts';
import { useWords } from '../texts';

/** The chart as figures: a column per year, as in the chart. */
export function YearsTable({ totals }: { totals: YearTotal[] }) {
  const { t, f } = useWords();
  return (
    <table className="table table--tight years-table">
      <caption>{t('overview.tableCaption')}</caption>
      <thead>
        <tr>
          <th scope="col">{t('parts.part')}</th>
          {totals.map(({ year }) => (
            <th key={year} scope="col" className="num">
              {year}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {partKeys.map((key) => (
          <tr key={key}>
            <th scope="row">{t(`parts.${key}`)}</th>
            {totals.map((total) => (
              <td key={total.year} className="num">
                {f.mio(partsOf(total)[key])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('measures.expected')}</th>
          {totals.map((total) => (
            <td key={total.year} className="num">
              {f.mio(total.expectedSavingKr)}
            </td>
          ))}
        </tr>
      </tfoot>
    </table>
  );
}
