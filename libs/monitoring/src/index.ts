export { catalogue } from './catalogue';
export { AgreementsController } from './agreements/agreements.http';
export { EventsController, HistoryController } from './history/history.http';
export { ImportsController } from './imports/imports.http';
export { ImportAgreement, ImportAgreementHandler } from './imports/imports.module';
export { IndicatorsController } from './indicators/indicators.http';
export { IndicatorHandler, PreviewReadingHandler } from './indicators/indicators.module';
export { hasWords, sentenceFor } from './labels/sentences';
export { MeasuresController } from './measures/measures.http';
export { MeasureHandler } from './measures/measures.module';
export { MilestonesController } from './milestones/milestones.http';
export { MilestoneHandler } from './milestones/milestones.module';
export { hashPassword } from './people/passwords';
export { PeopleController } from './people/people.http';
export {
  accountCount,
  addAccounts,
  addMunicipality,
  deleteExpired,
  findSession,
  type People,
  type PeopleDb,
} from './people/people.queries';
export { acts, may, type Act } from './people/people.rules';
export { roleAccounts } from './people/role-accounts';
export { readModels, type ReadDb } from './read-models';
export { RealisationController } from './realisation/realisation.http';
