/** Sales, earnings and payouts over a real database as the application's role, without Temporal. */
import { plannedFor } from '../../activities/approvals/planned';
import { MockActivityEnvironment } from '@temporalio/testing';
import { DefaultLogger } from '@temporalio/worker';
import type { Pool } from 'pg';
import { imports } from '../../activities/imports/bulk-import';
import { payouts } from '../../activities/payouts/payout';
import { pricing } from '../../activities/payouts/pricing';
import type { Deps } from '../../activities/shared/deps';
import { programReader } from '../../activities/shared/programs';
import { readCsv } from '../../connectors/csv/csv';
import { actorProofs } from '../../database/intake/actor-proof';
import { IntakeStore } from '../../database/intake/intake-store';
import { transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import { ProgramsView } from '../../database/views/programs';
import { isRefusal } from '../../domain/errors';
import type { Refusal } from '../../domain/errors';
import type { Json, JsonObject } from '../../domain/hash';
import { importWorkflowId, pricingRunId } from '../../domain/ids';
import type { ImportProgress, ImportTicket } from '../../domain/imports';
import { importIntakeKind } from '../../domain/imports';
import type { StagedEvents } from '../../domain/incentivize/event-import';
import type { IncomingEvent } from '../../domain/incentivize/incoming-event';
import type { PricingProgress, PricingTicket, StagedPricing } from '../../domain/incentivize/pricing-run';
import { PRICING_KIND } from '../../domain/incentivize/pricing-run';
import type { ServiceInput } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { IncomingSale } from '../../domain/sell/sale';
import type { StagedSales } from '../../domain/sell/sale-import';
import { repositories } from '../../workers/repositories';
import { freshDatabase } from './database';
import { addPerson, approvalOf, NOW_MS, originOf } from './rows';
import { freshName } from './servers';

const ACTOR_KEY = 'a key of forty characters for tests only';

/** A sale with what a test does not care about left out: 1 July 2026, in USD. */
export type SaleLike = Partial<Omit<IncomingSale, 'amount'>> & {
  saleId: string;
  partner: string;
  amount: string;
  currency?: string;
};

/** An event with what a test does not care about left out: 1 July 2026, in USD. */
export type EventLike = Partial<Omit<IncomingEvent, 'amount'>> & {
  eventId: string;
  partner: string;
  kind: string;
  amount?: string;
  currency?: string;
};

/** An import's answer with the outcome of each row, in order. */
export interface Imported {
  progress: ImportProgress;
  outcomes: string[];
  rows: {
    outcome: string;
    reference: string | null;
    code: string | null;
    message: string | null;
    partner_id: string | null;
  }[];
}

/** Opens it on a database of its own, with somebody of partner operations who imports. */
export async function moneyKit() {
  const database = await freshDatabase();
  const pool = openPool({ url: database.appUrl, name: 'test' });
  return {
    ...(await moneyOn(pool)),
    ownerUrl: database.ownerUrl,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

/** The same on a database that is there. */
export async function moneyOn(pool: Pool) {
  const told: { partnerId: string; importId: string; count: number }[] = [];
  const deps = depsOver(pool, told);
  const personId = await addPerson(pool, { roles: ['PO'] });
  const programs = programReader(deps);
  const activities = { ...imports(deps), ...payouts(deps, programs), ...pricing(deps, programs) };
  const rows = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> =>
    (await pool.query<Row>(sql, values)).rows;
  const kit = { pool, deps, activities, told, personId, rows };
  return {
    ...kit,
    stageImport: (content: StagedSales, by = personId) => stageImport(kit, { kind: 'sales', content }, by),
    importEvents: async (program: ProgramVersion, events: EventLike[], { source = 'crm', by = personId } = {}) => {
      const { programId } = program;
      const content: StagedEvents = { programId, source, format: 'json', events: events.map(incomingEvent) };
      return runImport(kit, await stageImport(kit, { kind: 'events', content }, by));
    },
    importSales: async (program: ProgramVersion, sales: SaleLike[], source = 'crm') =>
      runImport(
        kit,
        await stageImport(
          kit,
          {
            kind: 'sales',
            content: { programId: program.programId, source, format: 'json', sales: sales.map(incoming) },
          },
          personId,
        ),
      ),
    importCsv: async (content: Extract<StagedSales, { format: 'csv' }>) =>
      runImport(kit, await stageImport(kit, { kind: 'sales', content }, personId)),
    runImport: (ticket: ImportTicket) => runImport(kit, ticket),
    stagePricing: (asked: StagedPricing, by = personId) => stagePricing(kit, asked, by),
    runPricing: (ticket: PricingTicket) => runPricing(kit, ticket),
    price: async (asked: StagedPricing, by = personId) => runPricing(kit, await stagePricing(kit, asked, by)),
  };
}

/** See {@link moneyKit}. */
export type MoneyKit = Awaited<ReturnType<typeof moneyKit>>;

/** What the worker would compose, with lifecycles that note what they are told. */
function depsOver(
  pool: Pool,
  told: { partnerId: string; importId: string; count: number }[] = [],
): Deps & { intake: IntakeStore } {
  const proofs = actorProofs(ACTOR_KEY);
  const nowhere = (): never => {
    throw new Error('Money asks nobody outside.');
  };
  return {
    ...repositories,
    // Copies, so that a test may stand in for one function.
    sales: { ...repositories.sales },
    earnings: { ...repositories.earnings },
    db: pool,
    transaction: (work) => transaction(pool, work),
    clock: { now: () => NOW_MS },
    verifyActor: proofs.verify,
    codes: { verify: nowhere, consume: nowhere },
    links: { issue: nowhere, verify: nowhere, consume: nowhere },
    reach: null,
    zoneTable: nowhere,
    intake: new IntakeStore(pool, proofs),
    trustTemporalUi: false,
    published: new ProgramsView(pool),
    renewedCalendars: nowhere,
    screening: { check: nowhere },
    provisioning: { ensureUser: nowhere, deactivateUser: nowhere },
    certificates: { start: nowhere, lookAgain: nowhere },
    absenceLives: { start: nowhere, lookAgain: nowhere },
    payoutSchedules: { ensure: nowhere, remove: nowhere },
    payoutStarter: { open: nowhere },
    readCsv,
    lifecycles: {
      notify: (partnerId, note) => Promise.resolve(void told.push({ partnerId, ...note })),
      peopleChanged: nowhere,
    },
    starter: { start: nowhere },
  };
}

/** Runs an activity as a worker would: heartbeats have somewhere to go. */
export function asActivity<Args extends unknown[], Result>(
  activity: (...args: Args) => Promise<Result>,
  ...args: Args
): Promise<Result> {
  return new MockActivityEnvironment({}, { logger: new DefaultLogger('ERROR') }).run(activity, ...args);
}

type Core = {
  pool: Pool;
  deps: ReturnType<typeof depsOver>;
  activities: ReturnType<typeof imports> & ReturnType<typeof pricing>;
  rows: <Row extends object>(sql: string, values?: unknown[]) => Promise<Row[]>;
};

function incoming({ amount, currency = 'USD', occurredOn = '2026-07-01', ...sale }: SaleLike): IncomingSale {
  return { ...sale, occurredOn, amount: { amount, currency } };
}

function incomingEvent({ amount, currency = 'USD', occurredOn = '2026-07-01', ...event }: EventLike): IncomingEvent {
  return { ...event, occurredOn, ...(amount !== undefined && { amount: { amount, currency } }) };
}

/** Each import is received a moment after the one before. */
let receivedMs = NOW_MS;

async function stageImport(
  kit: Core,
  { kind, content }: { kind: 'sales'; content: StagedSales } | { kind: 'events'; content: StagedEvents },
  by: string,
): Promise<ImportTicket> {
  const importId = freshName('imp');
  const workflowId = importWorkflowId(importId);
  const { intakeId } = await kit.deps.intake.stage({
    kind: importIntakeKind(kind),
    target: workflowId,
    content: content as unknown as Json,
    principal: by,
    nowWallMs: (receivedMs += 1),
  });
  return { origin: originOf(workflowId), importId, kind, intakeId };
}

async function runImport(kit: Core, ticket: ImportTicket): Promise<Imported> {
  let progress: ImportProgress | Refusal;
  do {
    progress = await asActivity(kit.activities.importRows, ticket);
    if (isRefusal(progress)) throw new Error(`${progress.refused}: ${progress.message}`);
  } while (!progress.finished);
  const rows = await kit.rows<Imported['rows'][number]>(
    'SELECT * FROM import_row WHERE import_id = $1 ORDER BY row_number',
    [ticket.importId],
  );
  return { progress, outcomes: rows.map((row) => row.outcome), rows };
}

async function stagePricing(kit: Core, asked: StagedPricing, by: string): Promise<PricingTicket> {
  const runId = freshName('run');
  const workflowId = pricingRunId(asked.programId, runId);
  const { intakeId } = await kit.deps.intake.stage({
    kind: PRICING_KIND,
    target: workflowId,
    content: asked as unknown as Json,
    principal: by,
    nowWallMs: NOW_MS,
  });
  return { origin: originOf(workflowId), runId, intakeId };
}

async function runPricing(kit: Core, ticket: PricingTicket): Promise<PricingProgress | Refusal> {
  for (;;) {
    const progress = await asActivity(kit.activities.pricePartners, ticket);
    if (isRefusal(progress) || progress.finished) return progress;
  }
}

/** What the incentivize stage hands to its services when it closes a period. */
export function closing(
  program: ProgramVersion,
  partnerId: string,
  period: string,
  parts: Partial<ServiceInput> & { attempt?: number } = {},
): ServiceInput {
  const { attempt = 1, ...rest } = parts;
  const workflowId = `partner/${partnerId}/incentivize/${period}.${attempt}`;
  return {
    origin: originOf(workflowId),
    partnerId,
    stage: 'incentivize',
    cycle: 1,
    period,
    programId: program.programId,
    programVersion: program.version,
    businessKey: `${workflowId}/calculate`,
    nowMs: NOW_MS,
    ...rest,
  };
}

/** Opens the approval of a calculation as the stage would, and ends it. @returns what the next service gets as `decided` */
export async function decidePayout(
  kit: Pick<MoneyKit, 'pool' | 'deps'>,
  partnerId: string,
  result: JsonObject,
  state: 'approved' | 'rejected' = 'approved',
): Promise<NonNullable<ServiceInput['decided']>> {
  const opening = approvalOf(partnerId, { facts: { decides: result } });
  const workflowId = `partner/${partnerId}/incentivize/approval/${freshName('payout')}`;
  const approvalId = freshName('apr');
  const { plan } = await plannedFor(kit.deps, kit.pool, opening);
  await kit.deps.approvals.insertApproval(kit.pool, { ...opening, approvalId, origin: originOf(workflowId) }, plan);
  await kit.pool.query('UPDATE approval SET state = $2, ended_ms = $3 WHERE approval_id = $1', [
    approvalId,
    state,
    NOW_MS,
  ]);
  return { result, approvalWorkflowId: workflowId, contentHash: opening.contentHash };
}
