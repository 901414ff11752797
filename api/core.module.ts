import { Inject, Injectable, Module } from '@nestjs/common';
import type { DynamicModule, OnApplicationShutdown, Provider } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core';
import { ZodSerializerInterceptor, ZodValidationPipe } from 'nestjs-zod';
import type { Pool } from 'pg';
import pino from 'pino';
import { actorProofs } from '../database/intake/actor-proof';
import { DecisionLinks } from '../database/intake/decision-links';
import { IdempotencyStore } from '../database/intake/idempotency-store';
import { IntakeStore } from '../database/intake/intake-store';
import { OneTimeCodes } from '../database/intake/one-time-codes';
import { AbsencesView } from '../database/views/absences';
import { ApprovalsView } from '../database/views/approvals';
import { CommissionEventsView } from '../database/views/commission-events';
import { DecidersView } from '../database/views/deciders';
import { CorrectionsView } from '../database/views/corrections';
import { DisputesView } from '../database/views/disputes';
import { EarningsView } from '../database/views/earnings';
import { PayoutProofView } from '../database/views/payout-proof';
import { ImportsView } from '../database/views/imports';
import { LedgerView } from '../database/views/ledger';
import { NoticesView } from '../database/views/notices';
import { BoardView } from '../database/views/board';
import { OverviewView } from '../database/views/overview';
import { PartnersView } from '../database/views/partners';
import { PayeesView } from '../database/views/payees';
import { PaymentReportsView } from '../database/views/payment-reports';
import { PayoutFilesView } from '../database/views/payout-files';
import { PayoutReviewView } from '../database/views/payout-review';
import { PayoutRunsView } from '../database/views/payout-runs';
import { PayoutTrailView } from '../database/views/payout-trail';
import { PeopleView } from '../database/views/people';
import { openPool } from '../database/views/pool';
import { ProgramsView } from '../database/views/programs';
import { RecordedInputsView } from '../database/views/recorded-inputs';
import { RecordingsView } from '../database/views/recordings';
import { SalesView } from '../database/views/sales';
import { StatementsView } from '../database/views/statements';
import { StepsView } from '../database/views/steps';
import { TasksView } from '../database/views/tasks';
import { TimelineView } from '../database/views/timeline';
import { TrainingView } from '../database/views/training';
import { Authenticator } from './auth/authenticator';
import { AuthGuard } from './auth/auth.guard';
import { SignIn } from './auth/sign-in';
import { TokenVerifier } from './auth/tokens';
import { Vocabulary } from './auth/vocabulary';
import { WallClock } from './clock';
import { DatabaseCheck } from './health/database-check';
import { Metrics } from './health/metrics';
import { Cursors } from './http/cursor';
import { IdempotencyInterceptor } from './idempotency.interceptor';
import { Messages } from './messages';
import { PartnerAccess } from './partners/partner-access';
import { Presents } from './programs/presents';
import { ProblemFilter } from './problem.filter';
import type { ApiSettings } from './settings';
import { Temporal } from './temporal';
import { LOGGER, POOL, SETTINGS } from './tokens';

/** Whatever reads rows and needs nothing but the pool. */
const VIEWS = [
  AbsencesView,
  ApprovalsView,
  CommissionEventsView,
  DecidersView,
  CorrectionsView,
  DisputesView,
  EarningsView,
  PayoutProofView,
  ImportsView,
  LedgerView,
  NoticesView,
  BoardView,
  OverviewView,
  PartnersView,
  PayeesView,
  PaymentReportsView,
  PayoutFilesView,
  PayoutReviewView,
  PayoutRunsView,
  PayoutTrailView,
  ProgramsView,
  RecordedInputsView,
  RecordingsView,
  SalesView,
  StatementsView,
  StepsView,
  TasksView,
  TimelineView,
  TrainingView,
];

/** Ends the pool after everything that uses it. */
@Injectable()
class PoolCloser implements OnApplicationShutdown {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  async onApplicationShutdown(): Promise<void> {
    await this.pool.end();
  }
}

/** What every area uses: settings, Postgres, Temporal, identity, and the rules that hold for each route. */
@Module({})
export class CoreModule {
  static with(settings: ApiSettings, clock: WallClock): DynamicModule {
    const proofs = actorProofs(settings.actorKey);
    const shared: Provider[] = [
      { provide: SETTINGS, useValue: settings },
      { provide: LOGGER, useFactory: () => pino({ level: settings.logLevel }) },
      { provide: WallClock, useValue: clock },
      { provide: POOL, useFactory: () => openPool({ url: settings.databaseUrl, name: 'partner-lifecycle-api' }) },
      { provide: Temporal, useFactory: () => new Temporal(settings) },
      { provide: TokenVerifier, useFactory: () => new TokenVerifier(settings.oidc, clock) },
      {
        provide: IdempotencyStore,
        useFactory: (pool: Pool) => new IdempotencyStore(pool, () => clock.now()),
        inject: [POOL],
      },
      { provide: IntakeStore, useFactory: (pool: Pool) => new IntakeStore(pool, proofs), inject: [POOL] },
      { provide: DecisionLinks, useFactory: (pool: Pool) => new DecisionLinks(pool), inject: [POOL] },
      { provide: OneTimeCodes, useFactory: (pool: Pool) => new OneTimeCodes(pool), inject: [POOL] },
      { provide: PeopleView, useFactory: (pool: Pool) => new PeopleView(pool, bootstrapOf(settings)), inject: [POOL] },
      ...VIEWS.map((View) => ({ provide: View, useFactory: (pool: Pool) => new View(pool), inject: [POOL] })),
      DatabaseCheck,
      Messages,
      Cursors,
      PartnerAccess,
      Presents,
      Vocabulary,
      SignIn,
      Authenticator,
      Metrics,
    ];
    return {
      module: CoreModule,
      global: true,
      providers: [
        ...shared,
        PoolCloser,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_PIPE, useClass: ZodValidationPipe },
        { provide: APP_FILTER, useFactory: (logger: pino.Logger) => new ProblemFilter(logger), inject: [LOGGER] },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
        { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
      ],
      exports: shared,
    };
  }
}

function bootstrapOf({ bootstrapAdmin }: ApiSettings): { issuer: string; subject: string } | null {
  const [issuer, subject] = bootstrapAdmin?.split('|') ?? [];
  return issuer && subject ? { issuer, subject } : null;
}
