import { writeFileSync } from 'node:fs';
import type { MonitoringEvent } from '../libs/monitoring/src/labels/events';
import { catalogue } from '../libs/monitoring/src/catalogue';
import { figureOfYear } from '../libs/monitoring/src/realisation/realisation.rules';
import { conditionFact, indicatorFact, measureFacts } from './support/measure-facts';

type Golden = { [T in MonitoringEvent['type']]: [stream: string, event: Extract<MonitoringEvent, { type: T }>['data'], rest?: { notes?: Record<string, string>; effectiveOn?: string }] };
const batch = '6a1f0c1e-57f0-4a5e-9a51-0d8f3f5f2b11';
const m = 'measure-R307', r = 'measure-effektiviseringsbidrag', i = 'indicator-fravaer', ms = 'milestone-0b0c9d55-7a3a-4b3e-8a53-2a6b6a1d7c01', ms2 = 'milestone-0b0c9d55-7a3a-4b3e-8a53-2a6b6a1d7c02';
const msId = ms.slice(10), ms2Id = ms2.slice(10);
const reading = { readingId: '3f0e8c62-5d0a-4b58-9b3b-5a1b0a7c9e01', unitId: 'allingaabro', periodStart: '2026-01-01', periodEnd: '2026-03-31' };
const dlg = 'b6a4b1f0-9d3e-4a0c-8b1e-1f2a3b4c5d61', rem = 'c7b5c2f1-0e4f-4b1d-9c2f-2a3b4c5d6e71', rem2 = 'c7b5c2f1-0e4f-4b1d-9c2f-2a3b4c5d6e72';
const unit = (id: string, name: string, weight: number) => ({ id, name, weight, persons: 480, supplier: 'Skole- og dagtilbudschefen', activeFrom: null, activeTo: null });
const stated = { title: 'Investering i fraværsindsatsen på BUU - besparelser på forsørgelsesudgifter', section: 'Arbejdsmarkedsudvalget', group: 'Råderumsforslag - AU', kind: 'operating' as const, effect: 'conditional' as const, owners: ['Arbejdsmarkedschefen'], courseText: null, processText: 'Ved årets begyndelse får Arbejdsmarkedsafdelingen en status på fraværsprocenterne.', forums: ['BUU', 'AU', 'ØK', 'KB'], consultation: false, closed: true, expenditureType: 'transfer' as const, scopeYears: [2026, 2027, 2028], amountsKr: { '2025': -518_000, '2026': -1_050_000, '2027': -1_313_000, '2028': null }, signUnclear: false, crossCutting: { value: 'yes' as const, provenance: 'stated' }, obligations: [{ code: 'M16', text: 'Status på de aktuelle relevante fraværsprocenter til Arbejdsmarkedsafdelingen', who: 'Skole- og dagtilbudschefen', when: 'ved årets begyndelse' }] };
const figure = figureOfYear(measureFacts({ amounts: [{ year: 2025, amountKr: -518_000, originalKr: -518_000, position: 1 }], condition: conditionFact(), indicator: indicatorFact() }), 2025, '2025-12-31');

const golden: Golden = {
  AgreementRegistered: ['agreement-2025-2028', { id: '2025-2028', title: 'Budgetaftale 2025–2028', years: [2025, 2026, 2027, 2028] }],
  AgreementTableImported: ['agreement-2025-2028', { batch, file: { name: 'norddjurs-2025-2028-drift.csv', sha256: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08' }, table: { kind: 'operating', title: 'Budgetændringer drift – budget 2025-2028 (mio. kr.)', columns: ['Overskrift', 'Tovholder (Chef/Direktør)', '2025', '2026', '2027', '2028'], years: [2025, 2026, 2027, 2028] }, rows: [{ key: 'R307', ref: 'R307', stated: { ...stated, reference: 'R307', referenceSuffix: '(B)', incorporatedYears: [] } as never }] }],
  MeasureRegistered: [m, { ...stated, ref: 'R307', slug: 'investering-i-fravaersindsatsen-paa-buu', agreement: '2025-2028', reference: 'R307', referenceSuffix: '(B)', priceLevel: null, gross: null, oneOff: null, source: { batch, row: 14 } }],
  MeasureReimported: [m, { source: { batch, row: 14 }, changes: { title: 'Investering i fraværsindsatsen', owners: ['Arbejdsmarkedschefen', 'Børne- og familiechefen'], amountsKr: { '2028': -1_575_000 } } }],
  AmountRevised: [m, { year: 2026, amountKr: -1_000_000, previousKr: -1_050_000, decidedBy: 'KB 24. juni 2026' }, { effectiveOn: '2026-01-01', notes: { reason: 'Færre i målgruppen end ventet' } }],
  BudgetIncorporated: [m, { year: 2026, amountKr: -300_000, decidedBy: null }, { effectiveOn: '2026-05-01' }],
  OwnersAssigned: [m, { owners: ['Arbejdsmarkedschefen', 'Skole- og dagtilbudschefen'] }],
  MeasureClosed: [m, { decidedBy: 'AU' }, { notes: { reason: 'Sagen er behandlet' } }],
  MeasureReopened: [m, { decidedBy: null }, { notes: { reason: 'Sagen er taget op igen' } }],
  ConditionSet: [m, { conditionVersion: 1, indicator: 'fravaer', scopeYears: [2026, 2027, 2028], payoff: 'per_point', krPerPoint: 787_500, targetMeaning: 'yearAverage', periodWeights: ['1', '1.5', '1.5', '1'], decidedBy: 'KB 8. oktober 2024' }, { notes: { reason: 'Aftalens ordlyd' } }],
  IndicatorDefined: [i, { id: 'fravaer', name: 'Elevfravær i folkeskolen', measure: 'R307', role: 'driver', direction: 'down', cadence: 'quarterly', method: 'pooled', units: [unit('allingaabro', 'Allingåbro Skole', 24), unit('auning', 'Auning Skole', 18)] }],
  BaselineSet: [i, { baselineVersion: 1, percent: null, series: [['01-01', '03-31', '9.40'], ['04-01', '06-30', '8.90'], ['07-01', '09-30', '8.60'], ['10-01', '12-31', '9.10']].map(([a, b, percent]) => ({ periodStart: `2024-${a}`, periodEnd: `2024-${b}`, percent: percent ?? '' })), decidedBy: 'Økonomiudvalget' }, { notes: { reason: 'Skoleåret før indsatsen' } }],
  TargetsSet: [i, { targetsVersion: 1, targets: { '2026': '7.67', '2027': '7.33', '2028': '7.00' }, endTarget: { year: 2028, percent: '7.00' }, decidedBy: null }],
  ReadingRecorded: [i, { ...reading, indicatorVersion: 1, absentDays: 2_100, possibleDays: 24_000, percent: null, suppliedBy: 'Skole- og dagtilbudschef', receivedOn: '2026-04-15', quality: 'provisional', warnings: [{ code: 'readings.jump', facts: { percent: '8.7500', before: '11.0000', comparedWith: '2025-01-01', limitPoints: '2.0' } }] }, { notes: { note: 'Uden specialklasserne' } }],
  ReadingCorrected: [i, { ...reading, absentDays: 2_310, possibleDays: 24_000, percent: null, quality: 'final', warnings: [], previous: { absentDays: 2_100, possibleDays: 24_000, percent: null, quality: 'provisional' } }, { notes: { reason: 'Specialklasserne manglede' } }],
  ReadingWithdrawn: [i, { ...reading, previous: { absentDays: 2_310, possibleDays: 24_000, percent: null } }, { notes: { reason: 'Indberettet på forkert skole' } }],
  ReadingAttested: [i, reading, { notes: { note: 'Influenza i februar' } }],
  IndicatorVersioned: [i, { indicatorVersion: 2, method: 'weighted_mean', cadence: 'monthly' }, { notes: { reason: 'Styrelsen opgør det pr. måned' } }],
  UnitAdded: [i, { ...unit('oerum', 'Ørum Skole', 9), persons: null, supplier: null, activeFrom: '2026-08-01' }],
  UnitChanged: [i, { unitId: 'auning', name: 'Auning Skole og Dagtilbud', weight: 20, activeTo: '2026-07-31', mergedInto: 'allingaabro' }, { effectiveOn: '2026-08-01' }],
  OpeningStatusReceived: [i, { year: 2026, percent: '8.90', suppliedBy: 'Skole- og dagtilbudschef', receivedOn: '2026-01-31' }],
  MilestonePlanned: [ms, { id: msId, measure: 'R307', title: 'Status på fraværet til Arbejdsmarkedsafdelingen', dueOn: '2026-01-31', forum: 'AU', kind: 'M16' }],
  MilestoneRescheduled: [ms, { id: msId, dueOn: '2026-02-28', previousDueOn: '2026-01-31' }, { notes: { reason: 'Mødet er flyttet' } }],
  MilestoneCompleted: [ms, { id: msId, completedOn: '2026-02-26' }, { notes: { note: 'Sendt med dagsordenen' } }],
  MilestoneCancelled: [ms2, { id: ms2Id }, { notes: { reason: 'Indgår i den samlede sag' } }],
  OverAchievementRecognised: [m, { year: 2026, capPercent: '10', decidedBy: 'Økonomiudvalget' }, { notes: { reason: 'Højere afgang til beskæftigelse' } }],
  SignResolved: ['measure-novembergreb', { effect: 'spend', decidedBy: 'Økonomichefen' }, { notes: { reason: 'Beløbet er en udgift' } }],
  RateSet: [r, { year: 2026, percent: '0.80' }, { notes: { reason: 'Sagen i februar' } }],
  RateBaseSet: [r, { year: 2026, baseKr: 2_000_000_000 }],
  ContributionAllocated: [r, { year: 2026, unit: 'Skole og dagtilbud', amountKr: 6_200_000, competence: 'administrative' }],
  ContributionDelivered: [r, { year: 2026, unit: 'Skole og dagtilbud', amountKr: 3_100_000, deliveredOn: '2026-06-30' }],
  LedgerSnapshotRecorded: [m, { year: 2026, asOf: '2026-06-30', budgetBeforeKr: 9_000_000, actualKr: 8_780_000, source: 'Opus, funktion 5.57.71' }],
  AccountMapped: [m, { account: '5.57.71', validFrom: '2026-01-01', validTo: null }],
  RealisationAssessed: [m, { year: 2026, realisedSavingKr: 150_000 }, { notes: { note: 'Virkningen er forsinket et halvt år' } }],
  ForecastStated: [m, { year: 2026, realisedSavingKr: 400_000 }, { notes: { reason: 'Ny indsats fra august' } }],
  PathStepPlanned: [m, { forum: 'AU', step: 2, plannedOn: '2026-02-03' }],
  DecisionRecorded: [m, { forum: 'AU', step: 2, decidedOn: '2026-02-03', outcome: 'deferred', journalRef: '00.30.10-S00-2-26' }, { notes: { text: 'Udsat til næste møde' } }],
  EffortPrioritised: [m, { forum: 'BUU', decidedOn: '2026-03-04', journalRef: null }, { notes: { note: 'Morgenvækning på tre skoler' } }],
  ConsultationOpened: [m, { opensOn: '2026-02-04', closesOn: '2026-02-18', parties: ['MED', 'Ældrerådet'] }],
  CoordinationHeld: [m, { heldOn: '2026-03-10', with: 'Børne- og familiechefen' }, { notes: { note: 'Enige om næste status' } }],
  BookingPosted: ['booking-arbejdsmarkedsudvalgspuljen-B%2F1042', { measure: 'arbejdsmarkedsudvalgspuljen', voucher: 'B/1042', bookedOn: '2026-03-12', amountKr: 43_000, account: '5.68.98', reverses: null }, { effectiveOn: '2026-03-12', notes: { text: 'Kursus for vejledere' } }],
  DialogueRequested: [`dialogue-${dlg}`, { id: dlg, measure: 'R307', between: ['AU', 'BUU'], requestedOn: '2026-05-01' }, { notes: { note: 'Fraværet falder ikke som ventet' } }],
  DialogueHeld: [`dialogue-${dlg}`, { id: dlg, heldOn: '2026-06-01' }, { notes: { outcome: 'BUU lægger en plan frem i august' } }],
  RemedyPlanned: [`remedy-${rem}`, { id: rem, measure: 'R307', title: 'Morgenvækning', owner: 'Skole- og dagtilbudschefen', expectedEffectKr: 200_000, dueOn: '2026-10-01' }, { notes: { note: 'Tre skoler i første omgang' } }],
  RemedyProgressed: [`remedy-${rem}`, { id: rem, progressedOn: '2026-08-20' }, { notes: { note: 'To skoler er i gang' } }],
  RemedyCompleted: [`remedy-${rem}`, { id: rem, completedOn: '2026-09-28' }, { notes: { note: 'Alle tre kører' } }],
  RemedyCancelled: [`remedy-${rem2}`, { id: rem2 }, { notes: { reason: 'For dyrt' } }],
  ForumMeetingHeld: ['forum-AU', { forum: 'AU', heldOn: '2026-02-03' }],
  YearClosed: ['year-2025', { year: 2025, snapshotPosition: 1, figures: [figure], decidedBy: 'KB' }, { notes: { reason: 'Regnskabet er godkendt' } }],
  YearReopened: ['year-2025', { year: 2025, decidedBy: 'KB' }, { notes: { reason: 'Fejl i regnskabet' } }],
};

it('writes', () => {
  for (const type of Object.keys(catalogue) as (keyof Golden)[]) {
    const [stream, data, { notes = null, effectiveOn = null } = {}] = golden[type];
    const file = { stream, type, schemaVersion: 1, effectiveOn, data, notes };
    writeFileSync(`${__dirname}/golden/events/${type}.v1.json`, `${JSON.stringify(file, null, 2)}\n`);
  }
});
