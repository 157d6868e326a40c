import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Waiting } from '../parts/Waiting';
import { useWords } from '../texts';

/** One block's data: its height while loading, its last figures when new ones fail, its own problem when there are none. */
export function Loaded<T>({
  query,
  kind,
  children,
}: {
  query: UseQueryResult<T>;
  kind: 'strip' | 'chart' | 'rows';
  children: (data: T) => ReactNode;
}) {
  const { t } = useWords();
  if (query.data !== undefined) return children(query.data);
  if (!query.isError) return <Waiting kind={kind} />;
  return (
    <p className="block-problem" role="alert">
      {t('problem.block')}{' '}
      <button type="button" className="link" onClick={() => void query.refetch()}>
        {t('problem.again')}
      </button>
    </p>
  );
}
