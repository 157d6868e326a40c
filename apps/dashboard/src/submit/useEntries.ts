import { useEffect, useState } from 'react';
import { emptyEntry, type Entry } from './entries';

export type Entries = Readonly<Record<string, Entry>>;

interface Draft {
  entries: Entries;
  savedAt: string | null;
}

/** What has been typed and not handed in. It is kept in this browser until it is. */
export function useEntries(place: string) {
  const [draft, setDraft] = useState<Draft>(() => kept(place));
  useEffect(() => {
    keep(place, draft);
  }, [place, draft]);
  const change = (key: string, part: Partial<Entry>) => {
    setDraft(({ entries }) => ({
      entries: { ...entries, [key]: { ...(entries[key] ?? emptyEntry), ...part } },
      savedAt: new Date().toISOString(),
    }));
  };
  const drop = (keys: readonly string[]) => {
    setDraft(({ entries, savedAt }) => {
      const left = Object.fromEntries(
        Object.entries(entries).filter(([key]) => !keys.includes(key)),
      );
      return { entries: left, savedAt: Object.keys(left).length === 0 ? null : savedAt };
    });
  };
  return { entries: draft.entries, savedAt: draft.savedAt, change, drop };
}

function kept(place: string): Draft {
  try {
    const text = localStorage.getItem(place);
    return text === null ? { entries: {}, savedAt: null } : (JSON.parse(text) as Draft);
  } catch {
    return { entries: {}, savedAt: null };
  }
}

function keep(place: string, draft: Draft): void {
  try {
    if (Object.keys(draft.entries).length === 0) localStorage.removeItem(place);
    else localStorage.setItem(place, JSON.stringify(draft));
  } catch {
    // Without storage the draft lives as long as the page.
  }
}
