import { useId, type ReactNode } from 'react';

/** A block: a 2 px ink rule, its title, its tools. */
export function Panel({
  title,
  note,
  tools,
  className = '',
  children,
}: {
  title: ReactNode;
  note?: ReactNode;
  tools?: ReactNode;
  className?: string;
  children: ReactNode;
}) {
  const id = useId();
  return (
    <section className={`panel ${className}`} aria-labelledby={id}>
      <div className="panel__head">
        <h2 id={id}>
          {title}
          {note !== undefined && <span className="panel__note">{note}</span>}
        </h2>
        {tools !== undefined && <div className="panel__tools">{tools}</div>}
      </div>
      {children}
    </section>
  );
}
