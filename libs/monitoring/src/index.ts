export { catalogue } from './catalogue';
export { AgreementsController } from './agreements/agreements.http';
export { EventsController, HistoryController } from './history/history.http';
export { ImportsController } from './imports/imports.http';
export { ImportAgreement, ImportAgreementHandler } from './imports/imports.module';
export { IndicatorsController } from './indicators/indicators.http';
export { IndicatorHandler, PreviewReadingHandler } from './indicators/indicators.module';
export { sentenceFor } from './labels/sentences';
export { MeasuresController } from './measures/measures.http';
export { MeasureAccess, MeasureHandler } from './measures/measures.module';
export { MilestonesController } from './milestones/milestones.http';
export { MilestoneHandler } from './milestones/milestones.module';
export { hashPassword } from './people/passwords';
export { PeopleController } from './people/people.http';
export {
  accountByEmail,
  accountCount,
  addAccounts,
  addMunicipality,
  deleteExpired,
  endSession,
  findSession,
  holdsDemonstration,
  openSession,
  type Municipality,
  type People,
  type PeopleDb,
} from './people/people.queries';
export { acts, may, roles, type Act } from './people/people.rules';
export { roleAccounts } from './people/role-accounts';
export { Sessions } from './people/sessions';
export { readModels, type ReadDb } from './read-models';
export { KnownFacts } from './realisation/known-facts';
export { RealisationController } from './realisation/realisation.http';
export { DialogueController } from './dialogue/dialogue.http';
export { DialogueHandler, RemedyHandler } from './dialogue/dialogue.module';
export { ForumsController } from './forums/forums.http';
export { PathController } from './forums/path.http';
export { ForumHandler } from './forums/forums.module';
export { LedgerController } from './ledger/ledger.http';
export { BookingHandler } from './ledger/ledger.module';
export { MeasureFactsController } from './measures/facts.http';
export { YearsController } from './years/years.http';
export { YearHandler } from './years/years.module';
