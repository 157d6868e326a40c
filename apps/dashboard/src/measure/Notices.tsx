import type { Warning } from '../api';
import { StatusShape } from '../parts/StatusMark';

/** What one should know and nothing is blocked by, a quiet line each. */
export function Notices({ warnings }: { warnings: readonly Warning[] }) {
  if (warnings.length === 0) return null;
  return (
    <ul className="remarks">
      {warnings.map(({ code, message }) => (
        <li key={`${code} ${message}`} className="remark">
          <StatusShape status="at_risk" />
          <span>{message}</span>
        </li>
      ))}
    </ul>
  );
}
