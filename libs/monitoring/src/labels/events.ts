import type { RecordedEvent } from '@kursholder/eventstore';
import { Fraction } from '@kursholder/kernel';
import type { Language } from '@kursholder/platform';
import type { AgreementEvent } from '../agreements/agreements.events';
import type { Figures, IndicatorEvent } from '../indicators/indicators.events';
import type { MeasureEvent } from '../measures/measures.events';
import type { MilestoneEvent } from '../milestones/milestones.events';
import { formats } from './format';

export type MonitoringEvent = AgreementEvent | IndicatorEvent | MeasureEvent | MilestoneEvent;

/** What happened, in words, with the figures before and after where something changed. */
export interface Happening {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

export function happening(language: Language, event: RecordedEvent): Happening {
  const known = event as unknown as MonitoringEvent;
  const format = formats[language];
  const say = (da: string, en: string) => (language === 'da' ? da : en);
  const told = (what: string, before: string | null = null, after: string | null = null) => ({
    what,
    before,
    after,
  });
  const kr = (amount: number | null) => (amount === null ? '–' : format.kr(amount));
  const figures = ({ absentDays, possibleDays, percent }: Figures) =>
    percent === null
      ? say(
          `${format.amount(absentDays ?? 0)} af ${format.amount(possibleDays ?? 0)} dage`,
          `${format.amount(absentDays ?? 0)} of ${format.amount(possibleDays ?? 0)} days`,
        )
      : format.percent(Fraction.parse(percent));
  const reading = ({ unitId, periodStart, periodEnd }: ReadingSpan) =>
    [unitId, `${format.shortDay(periodStart, Number(periodEnd.slice(0, 4)))}–${format.day(periodEnd)}`]
      .filter((part) => part !== null)
      .join(', ');
  switch (known.type) {
    case 'AgreementRegistered':
      return told(say(`Aftale oprettet: ${known.data.title}`, `Agreement registered: ${known.data.title}`));
    case 'AgreementTableImported':
      return told(say(`Tabel indlæst fra ${known.data.file.name}`, `Table imported from ${known.data.file.name}`));
    case 'MeasureRegistered':
      return told(say('Tiltag oprettet', 'Measure registered'));
    case 'MeasureReimported':
      return told(say('Tiltag ændret i aftalens dokument', "Measure changed in the agreement's document"));
    case 'AmountRevised': {
      const { year, previousKr, amountKr } = known.data;
      return told(
        say(`Beløb for ${String(year)} korrigeret`, `Amount of ${String(year)} revised`),
        kr(previousKr),
        kr(amountKr),
      );
    }
    case 'BudgetIncorporated': {
      const { year, amountKr } = known.data;
      return told(
        say(`Indarbejdet i budgettet for ${String(year)}`, `Incorporated in the budget of ${String(year)}`),
        null,
        kr(amountKr),
      );
    }
    case 'OwnersAssigned':
      return told(say('Tovholder angivet', 'Owner recorded'), null, known.data.owners.join(', '));
    case 'MeasureClosed':
      return told(say('Proces lukket', 'Process closed'));
    case 'MeasureReopened':
      return told(say('Proces genåbnet', 'Process reopened'));
    case 'ConditionSet': {
      const { conditionVersion, payoff, scopeYears } = known.data;
      return told(
        say(
          `Betingelse fastlagt, version ${String(conditionVersion)}`,
          `Condition set, version ${String(conditionVersion)}`,
        ),
        null,
        `${payoffWords[language][payoff]}, ${scopeYears.join(', ')}`,
      );
    }
    case 'IndicatorDefined':
      return told(say(`Indikator oprettet: ${known.data.name}`, `Indicator defined: ${known.data.name}`));
    case 'BaselineSet': {
      const { baselineVersion, percent, series } = known.data;
      const points = series?.map((point) => format.percent(Fraction.parse(point.percent))) ?? [];
      return told(
        say(
          `Udgangspunkt fastlagt, version ${String(baselineVersion)}`,
          `Baseline set, version ${String(baselineVersion)}`,
        ),
        null,
        percent === null ? points.join(', ') : format.percent(Fraction.parse(percent)),
      );
    }
    case 'TargetsSet': {
      const { targetsVersion, targets } = known.data;
      return told(
        say(
          `Mål fastlagt, version ${String(targetsVersion)}`,
          `Targets set, version ${String(targetsVersion)}`,
        ),
        null,
        Object.entries(targets)
          .map(([year, target]) => `${year}: ${format.percent(Fraction.parse(target))}`)
          .join(', '),
      );
    }
    case 'ReadingRecorded':
      return told(say(`Måling, ${reading(known.data)}`, `Reading, ${reading(known.data)}`), null, figures(known.data));
    case 'ReadingCorrected':
      return told(
        say(`Rettelse, ${reading(known.data)}`, `Correction, ${reading(known.data)}`),
        figures(known.data.previous),
        figures(known.data),
      );
    case 'ReadingWithdrawn':
      return told(
        say(`Måling trukket tilbage, ${reading(known.data)}`, `Reading withdrawn, ${reading(known.data)}`),
        figures(known.data.previous),
        null,
      );
    case 'MilestonePlanned':
      return told(
        say(`Milepæl planlagt: ${known.data.title}`, `Milestone planned: ${known.data.title}`),
        null,
        known.data.dueOn === null ? null : format.day(known.data.dueOn),
      );
    case 'MilestoneRescheduled':
      return told(
        say('Milepæl flyttet', 'Milestone moved'),
        known.data.previousDueOn === null ? null : format.day(known.data.previousDueOn),
        format.day(known.data.dueOn),
      );
    case 'MilestoneCompleted':
      return told(say('Milepæl nået', 'Milestone reached'), null, format.day(known.data.completedOn));
    case 'MilestoneCancelled':
      return told(say('Milepæl aflyst', 'Milestone cancelled'));
  }
}

interface ReadingSpan {
  readonly unitId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
}

const payoffWords = {
  da: {
    linear_capped: 'proportional med loft',
    threshold: 'alt eller intet',
    step: 'i trin',
    per_point: 'pr. procentpoint',
  },
  en: {
    linear_capped: 'proportional with a cap',
    threshold: 'all or nothing',
    step: 'in steps',
    per_point: 'per percentage point',
  },
} as const;

/** Why, as the person behind the event wrote it. */
export const whyOf = ({ notes }: RecordedEvent): string | null =>
  notes?.['reason'] ?? notes?.['note'] ?? null;

