import { MutationCache, QueryCache, QueryClient, queryOptions } from '@tanstack/react-query';
import type {
  Agreement,
  Coordination,
  DecisionPath,
  DatedFigure,
  Dialogue,
  Explanation,
  HistoryItem,
  Indicator,
  Measure,
  Milestone,
  Reading,
  Realisation,
  Remedy,
} from './api';
import { fetchMe, get, getAll, ProblemError, Unreachable, type View } from './client';
import type { Language } from './format';

/** Every question the pages ask. What depends on the log stands under `data`, and is asked again when it moves. */

/** A session that has ended is noticed by whatever is asked first; the shell then leads to signing in. */
const lookAgain = (failure: Error) => {
  if (failure instanceof ProblemError && failure.status === 401) void refreshMe();
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (failure, query) => {
      if (query.queryKey[0] !== 'me') lookAgain(failure);
    },
  }),
  mutationCache: new MutationCache({ onError: lookAgain }),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      // A page without a network says so at once instead of waiting for one.
      networkMode: 'always',
      retry: (failures, failure) => failures < 2 && mayPass(failure),
      retryDelay: (failures, failure) =>
        failure instanceof ProblemError && failure.retryAfterSeconds !== null
          ? Math.min(failure.retryAfterSeconds, 10) * 1000
          : 400 * 2 ** failures,
    },
    mutations: { networkMode: 'always' },
  },
});

function mayPass(failure: Error): boolean {
  return (
    failure instanceof Unreachable || (failure instanceof ProblemError && failure.status === 503)
  );
}

export const refreshMe = () => queryClient.invalidateQueries({ queryKey: ['me'] });
export const refreshData = () => queryClient.invalidateQueries({ queryKey: ['data'] });

export const meQuery = (lang: Language) =>
  queryOptions({
    queryKey: ['me', lang],
    queryFn: () => fetchMe(lang),
    staleTime: Number.POSITIVE_INFINITY,
  });

export const agreementsQuery = (view: View) =>
  queryOptions({
    queryKey: ['data', 'agreements', view],
    queryFn: ({ signal }) => getAll<Agreement>('/agreements', view, {}, signal),
  });

export const realisationQuery = (view: View) =>
  queryOptions({
    queryKey: ['data', 'realisation', view],
    queryFn: ({ signal }) => get<Realisation>('/realisation', view, { groupBy: 'measure' }, signal),
  });

export const figureQuery = (view: View, ref: string, year: number) =>
  queryOptions({
    queryKey: ['data', 'figure', view, ref, year],
    queryFn: ({ signal }) =>
      get<DatedFigure>(`/realisation/${part(ref)}/${String(year)}`, view, {}, signal),
  });

export const measuresQuery = (view: View) =>
  queryOptions({
    queryKey: ['data', 'measures', view],
    queryFn: ({ signal }) => getAll<Measure>('/measures', view, {}, signal),
  });

export const explanationQuery = (view: View, ref: string, year: number) =>
  queryOptions({
    queryKey: ['data', 'explanation', view, ref, year],
    queryFn: ({ signal }) =>
      get<Explanation>(`/realisation/${part(ref)}/${String(year)}/explanation`, view, {}, signal),
  });

export const historyQuery = (view: View, ref: string, year: number) =>
  queryOptions({
    queryKey: ['data', 'history', view, ref, year],
    queryFn: ({ signal }) =>
      getAll<HistoryItem>(`/measures/${part(ref)}/history`, view, { year }, signal),
  });

export const milestonesQuery = (view: View, measure: string | undefined) =>
  queryOptions({
    queryKey: ['data', 'milestones', view, measure ?? null],
    queryFn: ({ signal }) => getAll<Milestone>('/milestones', view, { measure }, signal),
  });

export const pathQuery = (view: View, ref: string) =>
  queryOptions({
    queryKey: ['data', 'path', view, ref],
    queryFn: ({ signal }) => get<DecisionPath>(`/measures/${part(ref)}/path`, view, {}, signal),
  });

export const coordinationsQuery = (view: View, ref: string) =>
  queryOptions({
    queryKey: ['data', 'coordinations', view, ref],
    queryFn: ({ signal }) =>
      getAll<Coordination>(`/measures/${part(ref)}/coordinations`, view, {}, signal),
  });

export const dialoguesQuery = (view: View, ref: string) =>
  queryOptions({
    queryKey: ['data', 'dialogues', view, ref],
    queryFn: ({ signal }) => getAll<Dialogue>(`/measures/${part(ref)}/dialogues`, view, {}, signal),
  });

export const remediesQuery = (view: View, ref: string) =>
  queryOptions({
    queryKey: ['data', 'remedies', view, ref],
    queryFn: ({ signal }) => getAll<Remedy>(`/measures/${part(ref)}/remedies`, view, {}, signal),
  });

export const indicatorQuery = (view: View, id: string) =>
  queryOptions({
    queryKey: ['data', 'indicator', view, id],
    queryFn: ({ signal }) => get<Indicator>(`/indicators/${part(id)}`, view, {}, signal),
  });

export const readingsQuery = (view: View, id: string) =>
  queryOptions({
    queryKey: ['data', 'readings', view, id],
    queryFn: ({ signal }) => getAll<Reading>(`/indicators/${part(id)}/readings`, view, {}, signal),
  });

/** A name as one part of an address. */
export const part = (text: string) => encodeURIComponent(text);
