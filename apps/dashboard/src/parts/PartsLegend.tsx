import { useWords } from '../texts';
import { partKeys } from './fourParts';
import { PartSwatch } from './FourPartBar';

export function PartsLegend({ note }: { note?: string }) {
  const { t } = useWords();
  return (
    <div className="legend">
      <ul>
        {partKeys.map((key) => (
          <li key={key}>
            <PartSwatch part={key} />
            {t(`parts.${key}`)}
          </li>
        ))}
      </ul>
      {note !== undefined && <span className="legend__note">{note}</span>}
    </div>
  );
}
