import { formats, type Language } from '../format';

export type Cell = string | number | null;

/** A table as a file that a Danish spreadsheet opens as it stands. The library is fetched when first asked for. */
export async function saveCsv(
  name: string,
  head: string[],
  rows: Cell[][],
  language: Language,
): Promise<void> {
  const { stringify } = await import('csv-stringify/browser/esm/sync');
  const text = stringify(
    [head, ...rows].map((row) => row.map((cell) => written(cell, language))),
    {
      delimiter: language === 'da' ? ';' : ',',
      bom: true,
      record_delimiter: 'windows',
    },
  );
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
  link.download = `${name}.csv`;
  link.click();
  URL.revokeObjectURL(link.href);
}

function written(cell: Cell, language: Language): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return formats[language].plain(cell);
  // A spreadsheet would run a text that begins like a formula.
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}
