import { PartSwatch } from './FourPartBar';
import { partKeys, type Parts } from './fourParts';
import { useWords } from '../texts';

/** The four parts and their sum; a part of 0 is 0 here. */
export function PartsTable({ parts, caption }: { parts: Parts; caption: string }) {
  const { t, f } = useWords();
  const sum = partKeys.reduce((so, key) => so + parts[key], 0);
  return (
    <table className="table table--tight">
      <caption>{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{t('parts.part')}</th>
          <th scope="col" className="num">
            {t('table.kr')}
          </th>
        </tr>
      </thead>
      <tbody>
        {partKeys.map((key) => (
          <tr key={key}>
            <th scope="row">
              <PartSwatch part={key} />
              {t(`parts.${key}`)}
            </th>
            <td className="num">{f.amount(parts[key])}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('measures.expected')}</th>
          <td className="num">{f.amount(sum)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
