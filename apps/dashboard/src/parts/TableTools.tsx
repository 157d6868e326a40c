import type { Cell } from './csv';
import { saveCsv } from './csv';
import { useWords } from '../texts';

export interface Sheet {
  name: string;
  head: string[];
  rows: Cell[][];
}

/** *Tabel* opens the figures under the chart, *CSV* saves the same ones. */
export function TableTools({
  sheet,
  open,
  onToggle,
  controls,
}: {
  sheet: Sheet;
  open: boolean;
  onToggle: () => void;
  controls: string;
}) {
  const { t } = useWords();
  return (
    <>
      <button
        type="button"
        className="link"
        aria-expanded={open}
        aria-controls={controls}
        onClick={onToggle}
      >
        {t('table.show')}
      </button>
      <CsvButton sheet={sheet} />
    </>
  );
}

export function CsvButton({ sheet }: { sheet: Sheet }) {
  const { t, lang } = useWords();
  return (
    <button
      type="button"
      className="link"
      aria-label={t('table.csvOf', { name: sheet.name })}
      onClick={() => void saveCsv(sheet.name, sheet.head, sheet.rows, lang)}
    >
      CSV
    </button>
  );
}
