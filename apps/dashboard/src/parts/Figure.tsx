import { useEffect, useRef, useState, type ReactNode } from 'react';

/**
 * A figure that tells when it moved while one was looking: an ink edge that stays until the
 * reader has done something. `id` names the figure; another figure in its place has not moved.
 */
export function Figure({
  id,
  value,
  children,
  className = '',
}: {
  id: string;
  value: number | string | null;
  children: ReactNode;
  className?: string;
}) {
  const moved = useMoved(id, value);
  return <span className={`figure ${moved ? 'figure--moved' : ''} ${className}`}>{children}</span>;
}

function useMoved(id: string, value: number | string | null): boolean {
  const last = useRef({ id, value });
  const [moved, setMoved] = useState(false);
  useEffect(() => {
    const { id: lastId, value: lastValue } = last.current;
    last.current = { id, value };
    if (lastId !== id) setMoved(false);
    else if (lastValue !== value) setMoved(true);
  }, [id, value]);
  useEffect(() => {
    if (!moved) return undefined;
    const seen = () => {
      setMoved(false);
    };
    window.addEventListener('pointerdown', seen);
    window.addEventListener('keydown', seen);
    return () => {
      window.removeEventListener('pointerdown', seen);
      window.removeEventListener('keydown', seen);
    };
  }, [moved]);
  return moved;
}
