import { useQuery } from '@tanstack/react-query';
import { isPast, usePlace } from '../place';
import { realisationQuery } from '../queries';
import { useWords } from '../texts';

/** The moment and position behind every figure above. */
export function Footer() {
  const { t, f } = useWords();
  const { view, knownAt } = usePlace();
  const { data, dataUpdatedAt } = useQuery({
    ...realisationQuery(view),
    enabled: knownAt === undefined || isPast(knownAt),
  });
  return (
    <footer className="foot">
      <p>
        {data === undefined
          ? t('shell.footWaiting')
          : t('shell.foot', {
              when:
                knownAt === undefined
                  ? f.instantLong(new Date(dataUpdatedAt).toISOString())
                  : f.day(data.onDate),
              position: f.count(data.position),
            })}
      </p>
    </footer>
  );
}
