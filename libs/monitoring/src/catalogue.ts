import type { EventKind } from '@kursholder/eventstore';
import type { MonitoringEvent } from './labels/events';

/** Every event type with the version of its data that is written now. */
export const catalogue = {
  AgreementRegistered: { schemaVersion: 1 },
  AgreementTableImported: { schemaVersion: 1 },
  MeasureRegistered: { schemaVersion: 1 },
  MeasureReimported: { schemaVersion: 1 },
  AmountRevised: { schemaVersion: 1 },
  BudgetIncorporated: { schemaVersion: 1 },
  OwnersAssigned: { schemaVersion: 1 },
  MeasureClosed: { schemaVersion: 1 },
  MeasureReopened: { schemaVersion: 1 },
  ConditionSet: { schemaVersion: 1 },
  IndicatorDefined: { schemaVersion: 1 },
  BaselineSet: { schemaVersion: 1 },
  TargetsSet: { schemaVersion: 1 },
  ReadingRecorded: { schemaVersion: 1 },
  ReadingCorrected: { schemaVersion: 1 },
  ReadingWithdrawn: { schemaVersion: 1 },
  MilestonePlanned: { schemaVersion: 1 },
  MilestoneRescheduled: { schemaVersion: 1 },
  MilestoneCompleted: { schemaVersion: 1 },
  MilestoneCancelled: { schemaVersion: 1 },
} satisfies Record<MonitoringEvent['type'], EventKind>;
