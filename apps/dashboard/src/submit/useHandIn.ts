import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { Indicator, IndicatorPeriod, Problem } from '../api';
import { command, ProblemError } from '../client';
import { refreshData } from '../queries';
import { useWords } from '../texts';
import { bodyOf, readingsPath, type LineNow } from './useLines';

interface Outcome {
  sent: string[];
  refused: Record<string, Problem>;
}

/** Hands in the lines that are ready, one command each; what is refused stays in its row with the reason. */
export function useHandIn(
  indicator: Indicator,
  period: IndicatorPeriod,
  receivedOn: string,
  onSent: (keys: string[]) => void,
) {
  const { t, lang } = useWords();
  const [refused, setRefused] = useState<Readonly<Record<string, Problem>>>({});
  const mutation = useMutation({
    mutationFn: async (ready: LineNow[]): Promise<Outcome> => {
      const outcome: Outcome = { sent: [], refused: {} };
      for (const { line, read, entry } of ready) {
        if (read.kind !== 'whole') continue;
        try {
          await command(
            readingsPath(indicator),
            bodyOf(line, period, read.figures, { receivedOn, note: entry.reason.trim() }),
            lang,
          );
          outcome.sent.push(line.key);
        } catch (failure) {
          outcome.refused[line.key] =
            failure instanceof ProblemError
              ? failure.problem
              : { type: 'about:blank', status: 0, title: t('problem.unreachable.text') };
        }
      }
      return outcome;
    },
    onSuccess: async (outcome) => {
      setRefused(outcome.refused);
      await refreshData();
      onSent(outcome.sent);
    },
  });
  return {
    refused,
    forget: (key: string) => {
      setRefused((now) => Object.fromEntries(Object.entries(now).filter(([one]) => one !== key)));
    },
    send: (ready: LineNow[]) => {
      mutation.mutate(ready);
    },
    pending: mutation.isPending,
    sent: mutation.data?.sent.length ?? 0,
    failed: Object.keys(refused).length,
  };
}
