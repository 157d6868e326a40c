import { asRecorded, goldenEvents } from '../../../test/support/golden-events';
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
});
