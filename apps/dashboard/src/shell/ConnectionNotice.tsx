import { notifyManager, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useWords } from '../texts';

/** The last figures stay when new ones cannot be had; this says how old they are. */
export function ConnectionNotice() {
  const { t, f } = useWords();
  const offline = !useSyncExternalStore(watchNetwork, () => navigator.onLine);
  const since = useOldestFigures(offline);
  if (!offline && since === undefined) return null;
  return (
    <p className="connection" role="status">
      <strong>{t(offline ? 'states.offline' : 'states.noAnswer')}</strong>{' '}
      {since !== undefined &&
        t('states.lastFigures', { when: f.instant(new Date(since).toISOString()) })}
    </p>
  );
}

function watchNetwork(changed: () => void): () => void {
  window.addEventListener('online', changed);
  window.addEventListener('offline', changed);
  return () => {
    window.removeEventListener('online', changed);
    window.removeEventListener('offline', changed);
  };
}

/** When the oldest figures on the page were fetched: all of them without a network, else those asked for again in vain. */
function useOldestFigures(offline: boolean): number | undefined {
  const cache = useQueryClient().getQueryCache();
  const [since, setSince] = useState<number>();
  useEffect(() => {
    const look = () => {
      const ages = cache
        .findAll({ type: 'active', queryKey: ['data'] })
        .filter(({ state }) => state.data !== undefined && (offline || state.status === 'error'))
        .map(({ state }) => state.dataUpdatedAt);
      setSince(ages.length === 0 ? undefined : Math.min(...ages));
    };
    look();
    // Queries also change while a page is drawn; this waits until it is.
    return cache.subscribe(notifyManager.batchCalls(look));
  }, [cache, offline]);
  return since;
}
