import { useMutation } from '@tanstack/react-query';
import type { CommandAnswer } from '../api';
import { command, ProblemError } from '../client';
import { refreshData } from '../queries';
import { useWords } from '../texts';

export interface Order {
  path: string;
  body: object;
  ifMatch?: number;
}

/** One command: sent, its errors by field, and the page's own figures refreshed when it stands. */
export function useCommand(onDone?: (answer: CommandAnswer) => void) {
  const { t, lang } = useWords();
  const mutation = useMutation({
    mutationFn: ({ path, body, ifMatch }: Order) => command(path, body, lang, ifMatch),
    onSuccess: async (answer) => {
      onDone?.(answer);
      await refreshData();
    },
  });
  const problem = mutation.error instanceof ProblemError ? mutation.error.problem : undefined;
  const errors = problem?.errors ?? [];
  const named = (path: string) =>
    errors.find((one) => one.path === path || one.path.startsWith(`${path}.`))?.message;
  return {
    send: (order: Order) => {
      mutation.mutate(order);
    },
    pending: mutation.isPending,
    failed: mutation.isError,
    problem,
    /** The message that belongs beside this field. */
    errorAt: named,
    /** What belongs to no field of the form. */
    message: mutation.isError
      ? ((errors.length > 0 ? undefined : (problem?.detail ?? problem?.title)) ??
        (problem === undefined ? t('problem.unreachable.text') : undefined))
      : undefined,
    reset: () => {
      mutation.reset();
    },
  };
}
