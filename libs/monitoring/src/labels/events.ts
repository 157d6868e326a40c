import type { RecordedEvent } from '@kursholder/eventstore';
import { cadences, Fraction, periodOf } from '@kursholder/kernel';
import type { Language } from '@kursholder/platform';
import type { AgreementEvent } from '../agreements/agreements.events';
import type { Figures, IndicatorEvent } from '../indicators/indicators.events';
import type { DialogueEvent, RemedyEvent } from '../dialogue/dialogue.events';
import type { ForumEvent } from '../forums/forums.events';
import type { BookingEvent } from '../ledger/ledger.events';
import type { MeasureEvent } from '../measures/measures.events';
import type { MilestoneEvent } from '../milestones/milestones.events';
import type { YearEvent } from '../years/years.events';
import { formats, type Format } from './format';

export type MonitoringEvent =
  | AgreementEvent
  | BookingEvent
  | DialogueEvent
  | ForumEvent
  | IndicatorEvent
  | MeasureEvent
  | MilestoneEvent
  | RemedyEvent
  | YearEvent;

/** What happened, in words, with the figures before and after where something changed. */
export interface Happening {
  readonly what: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** `names`: what units, milestones, remedies and dialogues are called by now, by their ids. */
export function happening(
  language: Language,
  event: RecordedEvent,
  names: ReadonlyMap<string, string> = new Map(),
): Happening {
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
  const unit = (id: string) => names.get(id) ?? id;
  const of = (what: string, id: string) => {
    const called = names.get(id);
    return called === undefined ? what : `${what}: ${called}`;
  };
  const reading = ({ unitId, periodStart, periodEnd }: ReadingSpan) =>
    [unitId === null ? null : unit(unitId), span(format, periodStart, periodEnd)]
      .filter((part) => part !== null)
      .join(', ');
  switch (known.type) {
    case 'AgreementRegistered':
      return told(
        say(`Aftale oprettet: ${known.data.title}`, `Agreement registered: ${known.data.title}`),
      );
    case 'AgreementTableImported':
      return told(
        say(
          `Tabel indlæst fra ${known.data.file.name}`,
          `Table imported from ${known.data.file.name}`,
        ),
      );
    case 'MeasureRegistered':
      return told(say('Tiltag oprettet', 'Measure registered'));
    case 'MeasureReimported':
      return told(
        say('Tiltag ændret i aftalens dokument', "Measure changed in the agreement's document"),
      );
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
        say(
          `Indarbejdet i budgettet for ${String(year)}`,
          `Incorporated in the budget of ${String(year)}`,
        ),
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
    case 'SignResolved':
      return told(
        say('Beløbets fortegn afklaret', 'Sign of the amount resolved'),
        null,
        effectWords[language][known.data.effect],
      );
    case 'OverAchievementRecognised':
      return told(
        say(
          `Merindfrielse ${String(known.data.year)} tæller med`,
          `Over-achievement of ${String(known.data.year)} counts`,
        ),
        null,
        format.percent(Fraction.of(100).plus(Fraction.parse(known.data.capPercent)), 0),
      );
    case 'RateSet':
      return told(
        say(
          `Sats for ${String(known.data.year)} fastsat`,
          `Rate of ${String(known.data.year)} set`,
        ),
        null,
        format.percent(Fraction.parse(known.data.percent)),
      );
    case 'RateBaseSet':
      return told(
        say(
          `Grundlag for ${String(known.data.year)} fastsat`,
          `Base of ${String(known.data.year)} set`,
        ),
        null,
        kr(known.data.baseKr),
      );
    case 'ContributionAllocated':
      return told(
        say(
          `Bidrag fordelt til ${known.data.unit}`,
          `Contribution allocated to ${known.data.unit}`,
        ),
        null,
        kr(known.data.amountKr),
      );
    case 'ContributionDelivered':
      return told(
        say(`Bidrag leveret af ${known.data.unit}`, `Contribution delivered by ${known.data.unit}`),
        null,
        kr(known.data.amountKr),
      );
    case 'LedgerSnapshotRecorded':
      return told(
        say(
          `Regnskab pr. ${format.day(known.data.asOf)}`,
          `Ledger as of ${format.day(known.data.asOf)}`,
        ),
        kr(known.data.budgetBeforeKr),
        kr(known.data.actualKr),
      );
    case 'AccountMapped':
      return told(
        say(`Konto ${known.data.account} tilknyttet`, `Account ${known.data.account} mapped`),
      );
    case 'RealisationAssessed':
      return told(
        say(
          `Realiseret ${String(known.data.year)} vurderet`,
          `Realisation of ${String(known.data.year)} assessed`,
        ),
        null,
        kr(known.data.realisedSavingKr),
      );
    case 'ForecastStated':
      return told(
        say(
          `Manuel prognose for ${String(known.data.year)}`,
          `Manual forecast of ${String(known.data.year)}`,
        ),
        null,
        kr(known.data.realisedSavingKr),
      );
    case 'PathStepPlanned':
      return told(
        say(
          `Trin ${String(known.data.step)} planlagt: ${known.data.forum}`,
          `Step ${String(known.data.step)} planned: ${known.data.forum}`,
        ),
        null,
        format.day(known.data.plannedOn),
      );
    case 'DecisionRecorded':
      return told(
        say(
          `${known.data.forum}, trin ${String(known.data.step)}: ${outcomeWords.da[known.data.outcome]}`,
          `${known.data.forum}, step ${String(known.data.step)}: ${outcomeWords.en[known.data.outcome]}`,
        ),
        null,
        format.day(known.data.decidedOn),
      );
    case 'EffortPrioritised':
      return told(
        say(
          `${known.data.forum} prioriterede indsatsen`,
          `${known.data.forum} prioritised efforts`,
        ),
        null,
        format.day(known.data.decidedOn),
      );
    case 'ConsultationOpened':
      return told(
        say(
          `Høring: ${known.data.parties.join(', ')}`,
          `Hearing: ${known.data.parties.join(', ')}`,
        ),
        format.day(known.data.opensOn),
        format.day(known.data.closesOn),
      );
    case 'CoordinationHeld':
      return told(
        say(`Koordineret med ${known.data.with}`, `Coordinated with ${known.data.with}`),
        null,
        format.day(known.data.heldOn),
      );
    case 'BookingPosted':
      return told(
        say(`Bilag ${known.data.voucher} bogført`, `Voucher ${known.data.voucher} booked`),
        null,
        kr(known.data.amountKr),
      );
    case 'DialogueRequested':
      return told(
        say(
          `Dialog ønsket mellem ${format.list(known.data.between)}`,
          `Dialogue requested between ${format.list(known.data.between)}`,
        ),
        null,
        format.day(known.data.requestedOn),
      );
    case 'DialogueHeld':
      return told(
        of(say('Dialog holdt', 'Dialogue held'), known.data.id),
        null,
        format.day(known.data.heldOn),
      );
    case 'RemedyPlanned':
      return told(
        say(`Muligt tiltag: ${known.data.title}`, `Remedy: ${known.data.title}`),
        null,
        known.data.expectedEffectKr === null ? null : kr(known.data.expectedEffectKr),
      );
    case 'RemedyProgressed':
      return told(
        of(say('Fremdrift i muligt tiltag', 'Progress of a remedy'), known.data.id),
        null,
        format.day(known.data.progressedOn),
      );
    case 'RemedyCompleted':
      return told(
        of(say('Muligt tiltag gennemført', 'Remedy completed'), known.data.id),
        null,
        format.day(known.data.completedOn),
      );
    case 'RemedyCancelled':
      return told(of(say('Muligt tiltag opgivet', 'Remedy cancelled'), known.data.id));
    case 'ForumMeetingHeld':
      return told(
        say(`Møde holdt i ${known.data.forum}`, `${known.data.forum} met`),
        null,
        format.day(known.data.heldOn),
      );
    case 'YearClosed':
      return told(say(`${String(known.data.year)} lukket`, `${String(known.data.year)} closed`));
    case 'YearReopened':
      return told(
        say(`${String(known.data.year)} genåbnet`, `${String(known.data.year)} reopened`),
      );
    case 'IndicatorDefined':
      return told(
        say(`Indikator oprettet: ${known.data.name}`, `Indicator defined: ${known.data.name}`),
      );
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
    case 'IndicatorVersioned':
      return told(
        say(
          `Indikatoren opgøres på ny måde, version ${String(known.data.indicatorVersion)}`,
          `The indicator is reckoned anew, version ${String(known.data.indicatorVersion)}`,
        ),
      );
    case 'UnitAdded':
      return told(say(`Enhed tilføjet: ${known.data.name}`, `Unit added: ${known.data.name}`));
    case 'UnitChanged':
      return told(
        say(`Enhed ændret: ${unit(known.data.unitId)}`, `Unit changed: ${unit(known.data.unitId)}`),
      );
    case 'OpeningStatusReceived':
      return told(
        say(
          `Status ved indgangen af ${String(known.data.year)} modtaget`,
          `Status at the start of ${String(known.data.year)} received`,
        ),
        null,
        format.percent(Fraction.parse(known.data.percent)),
      );
    case 'ReadingAttested':
      return told(
        say(`Måling bekræftet, ${reading(known.data)}`, `Reading attested, ${reading(known.data)}`),
      );
    case 'ReadingRecorded':
      return told(
        say(`Måling, ${reading(known.data)}`, `Reading, ${reading(known.data)}`),
        null,
        figures(known.data),
      );
    case 'ReadingCorrected':
      return told(
        say(`Rettelse, ${reading(known.data)}`, `Correction, ${reading(known.data)}`),
        figures(known.data.previous),
        figures(known.data),
      );
    case 'ReadingWithdrawn':
      return told(
        say(
          `Måling trukket tilbage, ${reading(known.data)}`,
          `Reading withdrawn, ${reading(known.data)}`,
        ),
        figures(known.data.previous),
        null,
      );
    case 'MilestonePlanned':
      return told(
        say(`Milepæl planlagt: ${known.data.title}`, `Milestone planned: ${known.data.title}`),
        null,
        known.data.dueOn === null ? null : format.day(known.data.dueOn),
      );
    case 'MilestoneRestated':
      return told(
        say(
          `Milepæl ændret i aftalens dokument: ${known.data.title}`,
          `Milestone changed in the agreement's document: ${known.data.title}`,
        ),
        null,
        known.data.dueOn === null ? null : format.day(known.data.dueOn),
      );
    case 'MilestoneRescheduled':
      return told(
        of(say('Milepæl flyttet', 'Milestone moved'), known.data.id),
        known.data.previousDueOn === null ? null : format.day(known.data.previousDueOn),
        format.day(known.data.dueOn),
      );
    case 'MilestoneCompleted':
      return told(
        of(say('Milepæl nået', 'Milestone reached'), known.data.id),
        null,
        format.day(known.data.completedOn),
      );
    case 'MilestoneCancelled':
      return told(of(say('Milepæl aflyst', 'Milestone cancelled'), known.data.id));
  }
}

/** A calendar period by its name; other days, which no reading has, as days. */
function span(format: Format, start: string, end: string): string {
  for (const cadence of cadences) {
    const period = periodOf(start, end, cadence);
    if (period) return format.period(cadence, period.year, period.index);
  }
  return `${format.shortDay(start, Number(end.slice(0, 4)))}–${format.day(end)}`;
}

interface ReadingSpan {
  readonly unitId: string | null;
  readonly periodStart: string;
  readonly periodEnd: string;
}

const outcomeWords = {
  da: {
    adopted: 'vedtaget',
    deferred: 'udsat',
    rejected: 'forkastet',
    noted: 'taget til efterretning',
  },
  en: { adopted: 'adopted', deferred: 'deferred', rejected: 'rejected', noted: 'noted' },
} as const;

const effectWords = {
  da: {
    conditional: 'betinget',
    direct: 'direkte',
    spend: 'udgift',
    rate: 'sats',
    process: 'proces',
  },
  en: {
    conditional: 'conditional',
    direct: 'direct',
    spend: 'spend',
    rate: 'rate',
    process: 'process',
  },
} as const;

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
  notes?.['reason'] ?? notes?.['note'] ?? notes?.['text'] ?? notes?.['outcome'] ?? null;
