import { useQueries } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type {
  Indicator,
  IndicatorPeriod,
  Problem,
  Reading,
  ReadingBody,
  ReadingFigures,
  Warning,
} from '../api';
import { ask, ProblemError } from '../client';
import { part } from '../queries';
import { useWords } from '../texts';
import {
  emptyEntry,
  isSameFigure,
  readEntry,
  standing,
  type Entry,
  type Line,
  type Read,
} from './entries';
import type { Entries } from './useEntries';

/** Where a line stands: nothing typed, faulty, asked about, ready, refused, or handed in already. */
export type LineState =
  'missing' | 'typing' | 'faulty' | 'checking' | 'asked' | 'ready' | 'refused' | 'sent';

export interface LineNow {
  line: Line;
  entry: Entry;
  read: Read;
  reading: Reading | undefined;
  lastYear: Reading | undefined;
  warnings: Warning[];
  problem: Problem | undefined;
  state: LineState;
  percent: string | undefined;
}

const pauseMs = 350;

/** What was typed for a period whose reading was there after all; nothing that was typed for another. */
export const takenEntry = (
  { entry, reading }: LineNow,
  correcting: Reading,
  { periodStart }: IndicatorPeriod,
): Entry | undefined =>
  correcting === reading || correcting.periodStart !== periodStart ? undefined : entry;

export const readingsPath = (indicator: Indicator) => `/indicators/${part(indicator.id)}/readings`;

export function bodyOf(
  line: Line,
  period: IndicatorPeriod,
  figures: ReadingFigures,
  more: { receivedOn?: string; note?: string } = {},
): ReadingBody {
  return {
    ...(line.unit === null ? {} : { unitId: line.unit.id }),
    periodStart: period.periodStart,
    periodEnd: period.periodEnd,
    ...figures,
    ...(line.unit?.supplier == null ? {} : { suppliedBy: line.unit.supplier }),
    ...(more.receivedOn === undefined || more.receivedOn === ''
      ? {}
      : { receivedOn: more.receivedOn }),
    ...(more.note === undefined || more.note === '' ? {} : { note: more.note }),
  };
}

/** Every line with what the server would say about it, asked as soon as the typing pauses. */
export function useLines(
  indicator: Indicator,
  period: IndicatorPeriod,
  lines: Line[],
  readings: Reading[],
  entries: Entries,
  refused: Readonly<Record<string, Problem>>,
): LineNow[] {
  const { lang } = useWords();
  const settled = useSettled(entries);
  const lastYear = indicator.periods.find(
    (one) => one.year === period.year - 1 && one.index === period.index,
  );
  const asked = lines.map((line) => {
    const entry = settled[line.key] ?? emptyEntry;
    const read = readEntry(entry, indicator.method);
    const free = standing(readings, line, period.periodStart) === undefined && period.elapsed;
    const body = read.kind === 'whole' && free ? bodyOf(line, period, read.figures) : undefined;
    return {
      queryKey: ['dry-run', indicator.id, lang, body ?? line.key],
      queryFn: () => ask<{ warnings: Warning[] }>(readingsPath(indicator), body ?? {}, lang),
      enabled: body !== undefined,
      staleTime: Number.POSITIVE_INFINITY,
      retry: false,
    };
  });
  const answers = useQueries({ queries: asked });
  return lines.map((line, at) => {
    const entry = entries[line.key] ?? emptyEntry;
    const read = readEntry(entry, indicator.method);
    const reading = standing(readings, line, period.periodStart);
    const answer = answers[at];
    // The answer being typed to a question, or a figure written out on leaving it, asks nothing new.
    const before = readEntry(settled[line.key] ?? emptyEntry, indicator.method);
    const waiting = !isSameFigure(read, before) || answer?.isFetching === true;
    const warnings = answer?.data?.warnings ?? [];
    const problem =
      refused[line.key] ??
      (answer?.error instanceof ProblemError ? answer.error.problem : undefined);
    return {
      line,
      entry,
      read,
      reading,
      lastYear: lastYear && standing(readings, line, lastYear.periodStart),
      warnings,
      problem,
      state: stateOf({ read, reading, waiting, warnings, problem, entry }),
      percent: reading?.shownPercent ?? (read.kind === 'whole' ? read.percent : undefined),
    };
  });
}

function stateOf({
  read,
  reading,
  waiting,
  warnings,
  problem,
  entry,
}: {
  read: Read;
  reading: Reading | undefined;
  waiting: boolean;
  warnings: Warning[];
  problem: Problem | undefined;
  entry: Entry;
}): LineState {
  if (reading !== undefined) return 'sent';
  if (read.kind === 'empty') return 'missing';
  if (read.kind === 'partial') return 'typing';
  if (read.kind === 'faulty') return 'faulty';
  if (waiting) return 'checking';
  if (problem !== undefined) return 'refused';
  return warnings.length > 0 && !entry.confirmed ? 'asked' : 'ready';
}

function useSettled(entries: Entries): Entries {
  const [settled, setSettled] = useState(entries);
  useEffect(() => {
    const timer = setTimeout(() => {
      setSettled(entries);
    }, pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [entries]);
  return settled;
}
