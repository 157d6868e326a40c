import { foldAll, upcast, type Projection } from '@kursholder/eventstore';
import fc from 'fast-check';
import { asRecorded, goldenEvents } from '../../../test/support/golden-events';
import { catalogue } from './catalogue';
import { readModels } from './read-models';

describe('the read models', () => {
  it('each follow these events and no others', () => {
    const followed = readModels.map((readModel) => {
      const types = goldenEvents()
        .filter((event) => readModel.changes(asRecorded(event)).length > 0)
        .map(({ type }) => type);
      return `${readModel.table}: ${[...new Set(types)].join(', ')}`;
    });
    expect(followed.join('\n')).toMatchInlineSnapshot(`
     "agreements: AgreementRegistered, AgreementTableImported
     imported_rows: AgreementTableImported
     measures: MeasureRegistered, MeasureReimported, OwnersAssigned, MeasureClosed, MeasureReopened, SignResolved
     amounts_by_year: MeasureRegistered, MeasureReimported, AmountRevised
     incorporations: BudgetIncorporated
     conditions: ConditionSet
     year_settings: OverAchievementRecognised, RateSet, RateBaseSet, RealisationAssessed, ForecastStated
     contributions: ContributionAllocated, ContributionDelivered
     ledger_snapshots: LedgerSnapshotRecorded
     bookings: BookingPosted
     bookings_by_day: BookingPosted
     indicators: IndicatorDefined, IndicatorVersioned
     units: IndicatorDefined, UnitAdded, UnitChanged
     baselines: BaselineSet, IndicatorVersioned
     target_sets: TargetsSet, IndicatorVersioned
     readings: ReadingRecorded, ReadingCorrected, ReadingWithdrawn, ReadingAttested
     opening_statuses: OpeningStatusReceived
     dialogues: DialogueRequested, DialogueHeld
     remedies: RemedyPlanned, RemedyProgressed, RemedyCompleted, RemedyCancelled
     closures: YearClosed, YearReopened
     milestones: MilestonePlanned, MilestoneRestated, MilestoneRescheduled, MilestoneCompleted, MilestoneCancelled
     path_steps: PathStepPlanned
     decisions: DecisionRecorded
     prioritisations: EffortPrioritised
     consultations: ConsultationOpened
     meetings: ForumMeetingHeld
     coordinations: CoordinationHeld"
    `);
  });

  it('leave these events to the log and the history', () => {
    const unread = goldenEvents()
      .filter((event) =>
        readModels.every((readModel) => readModel.changes(asRecorded(event)).length === 0),
      )
      .map(({ type }) => type);
    expect(unread).toMatchInlineSnapshot(`
     [
       "AccountMapped",
     ]
    `);
  });

  it('hold at every position what the log up to there gives (D9, 13)', () => {
    const golden = goldenEvents().map(({ data, ...event }) => {
      const today = upcast(catalogue, event.type, event.schemaVersion, data) as typeof data;
      return { ...event, data: today };
    });
    const more = fc.array(fc.constantFrom(...golden), { maxLength: 20 });
    fc.assert(
      fc.property(
        fc.constantFrom<Projection>(...readModels),
        more,
        fc.nat(),
        (model, drawn, at) => {
          const events = [...golden, ...drawn].map((event, index) => asRecorded(event, index + 1));
          const position = at % (events.length + 1);
          const all = foldAll(model, events);
          const held = all.filter(
            ({ from, to }) => from <= position && (to === null || to > position),
          );
          const then = foldAll(model, events.slice(0, position)).filter(({ to }) => to === null);
          const rows = (versions: typeof all) =>
            versions.map(({ row, from }) => JSON.stringify([from, row]));
          expect(rows(held).sort()).toEqual(rows(then).sort());
          expect(foldAll(model, events)).toEqual(all);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});
