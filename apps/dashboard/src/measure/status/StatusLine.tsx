import type { ReactNode } from 'react';

export function StatusLine({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="status-panel__line">
      <h3>{name}</h3>
      <div>{children}</div>
    </div>
  );
}
