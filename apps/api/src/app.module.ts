import { Module, type DynamicModule, type Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { seconds, ThrottlerModule } from '@nestjs/throttler';
import { EventStore, Projector } from '@kursholder/eventstore';
import {
  AgreementsController,
  BookingHandler,
  DialogueController,
  DialogueHandler,
  EventsController,
  ForumHandler,
  ForumsController,
  HistoryController,
  ImportAgreementHandler,
  ImportsController,
  IndicatorHandler,
  IndicatorsController,
  KnownFacts,
  LedgerController,
  MeasureAccess,
  MeasureFactsController,
  MeasureHandler,
  MeasuresController,
  MilestoneHandler,
  MilestonesController,
  PathController,
  PeopleController,
  PreviewReadingHandler,
  RealisationController,
  RemedyHandler,
  Sessions,
  YearHandler,
  YearsController,
  type PeopleDb,
  type ReadDb,
} from '@kursholder/monitoring';
import {
  AsKnownPipe,
  Calendar,
  CommandInterceptor,
  InputPipe,
  RequestFingerprints,
  type Logger,
} from '@kursholder/platform';
import { Kysely } from 'kysely';
import { Pool } from 'pg';
import { HealthController, Readiness } from './health.http';
import { LiveController } from './live.http';
import { ApiDocument, OpenApiController } from './openapi.http';
import { ProblemFilter } from './problem.filter';
import { ProjectionsController } from './projections.http';
import { RequestLimit } from './request-limit.guard';
import { ServerLog } from './server-log';
import { SessionGuard } from './session.guard';

/** What the doors stand on, opened before them and closed after them. */
export interface Foundations {
  readonly pool: Pool;
  readonly db: Kysely<PeopleDb & ReadDb>;
  readonly store: EventStore;
  readonly projector: Projector;
  readonly calendar: Calendar;
  readonly fingerprints: RequestFingerprints;
  readonly readiness: Readiness;
  readonly log: Logger;
  readonly rateLimitPerMinute: number;
}

/** The doors: a controller in this list, or it cannot be reached. */
const controllers = [
  HealthController,
  OpenApiController,
  PeopleController,
  AgreementsController,
  ImportsController,
  MeasuresController,
  MeasureFactsController,
  LedgerController,
  DialogueController,
  ForumsController,
  PathController,
  HistoryController,
  IndicatorsController,
  MilestonesController,
  YearsController,
  RealisationController,
  LiveController,
  EventsController,
  ProjectionsController,
];

const handlers = [
  MeasureHandler,
  IndicatorHandler,
  PreviewReadingHandler,
  MilestoneHandler,
  ImportAgreementHandler,
  BookingHandler,
  DialogueHandler,
  RemedyHandler,
  ForumHandler,
  YearHandler,
];

@Module({})
export class AppModule {
  static on(foundations: Foundations): DynamicModule {
    const limit = foundations.rateLimitPerMinute;
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        ThrottlerModule.forRoot({
          throttlers: [{ ttl: seconds(60), limit: limit === 0 ? Number.MAX_SAFE_INTEGER : limit }],
          skipIf: () => limit === 0,
        }),
      ],
      controllers,
      providers: [
        ...handlers,
        ...foundationProviders(foundations),
        ...aroundEveryRoute(foundations),
      ],
    };
  }
}

const foundationProviders = (on: Foundations): Provider[] => [
  { provide: Pool, useValue: on.pool },
  { provide: Kysely, useValue: on.db },
  { provide: EventStore, useValue: on.store },
  { provide: Projector, useValue: on.projector },
  { provide: Calendar, useValue: on.calendar },
  { provide: RequestFingerprints, useValue: on.fingerprints },
  { provide: Readiness, useValue: on.readiness },
  { provide: ServerLog, useValue: new ServerLog(on.log) },
  ApiDocument,
  { provide: KnownFacts, useValue: new KnownFacts(on.db) },
  { provide: Sessions, useValue: new Sessions(on.db) },
  AsKnownPipe,
  MeasureAccess,
];

/** In this order: who asks, how often, the envelope, what is asked. */
const aroundEveryRoute = ({ log }: Foundations): Provider[] => [
  { provide: APP_FILTER, useValue: new ProblemFilter(log) },
  { provide: APP_GUARD, useClass: SessionGuard },
  { provide: APP_GUARD, useClass: RequestLimit },
  { provide: APP_INTERCEPTOR, useClass: CommandInterceptor },
  { provide: APP_PIPE, useClass: InputPipe },
];
