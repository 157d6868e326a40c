import type { YearTotal } from '../api';
import { useNarrow } from '../parts/useNarrow';
import { useWords } from '../texts';
import { MeasureCards } from './MeasureCards';
import { MeasureTable } from './MeasureTable';
import type { MeasureRow } from './measureRows';

/** The measures by section: a table where there is room for one, rows under one another where there is not. */
export function MeasureList({
  rows,
  total,
  year,
}: {
  rows: MeasureRow[];
  total: YearTotal | undefined;
  year: number;
}) {
  const { t } = useWords();
  const narrow = useNarrow('tablet');
  if (rows.length === 0) return <p className="empty">{t('measures.none')}</p>;
  return narrow ? (
    <MeasureCards rows={rows} year={year} />
  ) : (
    <MeasureTable rows={rows} total={total} year={year} />
  );
}
