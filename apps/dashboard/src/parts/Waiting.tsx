import { useWords } from '../texts';

/** Grey rules of the height that the figures will have: nothing jumps, nothing is drawn at zero. */
export function Waiting({ kind }: { kind: 'page' | 'strip' | 'chart' | 'rows' }) {
  const { t } = useWords();
  return (
    <div className={`waiting waiting--${kind}`} role="status">
      <span className="sr-only">{t('states.loading')}</span>
      <span className="waiting__rule" />
      <span className="waiting__rule" />
      <span className="waiting__rule" />
    </div>
  );
}
