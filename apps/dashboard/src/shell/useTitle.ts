import { useEffect } from 'react';

/** The page's name in the browser's tab. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title === undefined ? 'Kursholder' : `${title} – Kursholder`;
  }, [title]);
}
