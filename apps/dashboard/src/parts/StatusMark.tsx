import type { Effect, PerformanceStatus } from '../api';
import { useWords } from '../texts';

/** Shape, word, colour, in that order; nothing is said by colour alone. */
export function StatusMark({ status, effect }: { status: PerformanceStatus; effect: Effect }) {
  const { t } = useWords();
  return (
    <span className={`status status--${status}`}>
      <StatusShape status={status} />
      <span className="status__word">{t(`status.${statusWord(status, effect)}`)}</span>
    </span>
  );
}

export function statusWord(status: PerformanceStatus, effect: Effect) {
  if (status !== 'not_applicable') return status;
  if (effect === 'spend') return 'effort';
  return effect === 'process' ? 'process' : 'no_amount';
}

export function StatusShape({ status }: { status: PerformanceStatus }) {
  return (
    <svg className="status__shape" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      {shapes[status]}
    </svg>
  );
}

const tick = 'M4.3 8.3 7 11l4.8-5.4';
const shapes: Readonly<Record<PerformanceStatus, React.ReactNode>> = {
  met: (
    <>
      <circle cx="8" cy="8" r="8" fill="currentColor" />
      <path d={tick} className="status__cut" />
    </>
  ),
  on_track: (
    <>
      <circle cx="8" cy="8" r="7" className="status__line" />
      <path d={tick} className="status__line" />
    </>
  ),
  at_risk: (
    <>
      <path d="M8 1 15.6 15H.4z" fill="currentColor" />
      <path d="M8 5.6v4.6M8 11.7v1.7" className="status__cut" />
    </>
  ),
  not_met: (
    <>
      <rect width="16" height="16" rx="2" fill="currentColor" />
      <path d="M4.8 4.8l6.4 6.4M11.2 4.8l-6.4 6.4" className="status__cut" />
    </>
  ),
  adverse: (
    <>
      <rect width="16" height="16" rx="2" fill="currentColor" />
      <path d="M8 12.5v-8M4.5 7.7 8 4.2l3.5 3.5" className="status__cut" />
    </>
  ),
  not_measured: <circle cx="8" cy="8" r="7" className="status__line status__line--dashed" />,
  not_configured: <path d="M8 1l7 7-7 7-7-7z" className="status__line" />,
  not_applicable: <path d="M3 8h10" className="status__line" />,
};
