import { useCallback, useSyncExternalStore } from 'react';

/** Widths at which a page changes shape; the sheets use the same ones. */
export const widths = { phone: 767, tablet: 1099, small: 1249 } as const;

/** Whether the window is at most that wide. */
export function useNarrow(at: keyof typeof widths = 'phone'): boolean {
  const question = `(max-width: ${String(widths[at])}px)`;
  const watch = useCallback(
    (changed: () => void) => {
      const media = window.matchMedia(question);
      media.addEventListener('change', changed);
      return () => {
        media.removeEventListener('change', changed);
      };
    },
    [question],
  );
  return useSyncExternalStore(watch, () => window.matchMedia(question).matches);
}
