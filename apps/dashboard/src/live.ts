import { useEffect } from 'react';
import { address, raiseFloor } from './client';
import { refreshData, refreshMe } from './queries';

const gatherMs = 200;
const retryMs = 5_000;

/** Follows the log while the page is open: what is recorded elsewhere is asked for again here. */
export function useLive(on: boolean): void {
  useEffect(() => (on ? follow() : undefined), [on]);
}

function follow(): () => void {
  let source: EventSource;
  let gathering: ReturnType<typeof setTimeout> | undefined;
  let again: ReturnType<typeof setTimeout> | undefined;
  let broken = false;

  /** Events come in bursts (an import, a matrix of readings): one question for all of them. */
  const refreshSoon = () => {
    gathering ??= setTimeout(() => {
      gathering = undefined;
      void refreshData();
    }, gatherMs);
  };
  const open = () => {
    source = new EventSource(address('/events/live'));
    source.onopen = () => {
      if (broken) refreshSoon();
      broken = false;
    };
    source.onmessage = ({ data }: MessageEvent<string>) => {
      raiseFloor((JSON.parse(data) as { position: number }).position);
      refreshSoon();
    };
    source.onerror = () => {
      broken = true;
      // The browser comes back by itself after a cut, but gives up after a refusal: the session may have ended.
      if (source.readyState !== EventSource.CLOSED) return;
      void refreshMe();
      again = setTimeout(open, retryMs);
    };
  };

  open();
  return () => {
    clearTimeout(gathering);
    clearTimeout(again);
    source.close();
  };
}
