import type { YearTotal } from '../api';
import { partKeys, partsOf } from '../parts/fourParts';
import { useWords } from '../texts';

export function YearsTable({ totals }: { totals: YearTotal[] }) {
  const { t, f } = useWords();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t('overview.fileYears')}>
      <table className="table table--tight">
        <caption>{t('overview.tableCaption')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('overview.year')}</th>
            <th scope="col" className="num">
              {t('measures.expected')}
            </th>
            {partKeys.map((key) => (
              <th key={key} scope="col" className="num">
                {t(`parts.${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {totals.map((total) => (
            <tr key={total.year}>
              <th scope="row">{total.year}</th>
              <td className="num">{f.mio(total.expectedSavingKr)}</td>
              {partKeys.map((key) => (
                <td key={key} className="num">
                  {f.mio(partsOf(total)[key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
