import type { Pool, PoolClient } from 'pg';
import { periodDays } from '../../domain/calendar';
import type { Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type {
  PayoutRunKey,
  PayoutRunOpening,
  PayoutRunOrder,
  PayoutRunOrdered,
  PayoutRunState,
} from '../../domain/incentivize/payout-run';
import {
  approvalsNeeded,
  OPEN_RUN_KIND,
  PAYOUT_RUN_ROLES,
  PAYOUT_SCHEDULER,
  payoutRunRowId,
  RUN_COMMAND_STATES,
  RUN_ORDER_KIND,
} from '../../domain/incentivize/payout-run';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';
import type { Origin } from '../../domain/journal';
import type { Principal } from '../../domain/people/person-change';
import { auditActor, holdsRole } from '../../domain/people/person-change';
import type { IntakeStore, StagedContent } from '../intake/intake-store';
import type { Queryable } from '../sql';
import { holdLines } from './payout-holds';
import { releaseLines, renewable } from './payout-lines';
import type { PayoutRunRow } from './payout-runs';
import {
  beginAnew,
  countApprovals,
  findPayoutMethods,
  hasApproved,
  insertApproval,
  insertRun,
  lockRun,
  moveRun,
} from './payout-runs';
import type { PeopleRepository } from './people';
import type { Recording } from './recording';
import { recordOnce } from './recording';
import { findPeriodUnit } from './sales';

/** Who orders what, of which revision. */
interface OrderAt {
  tx: Queryable;
  run: PayoutRunRow;
  order: PayoutRunOrder;
  by: { personId: string; wallMs: number; origin: Origin; businessKey: string };
}

/** What people order payout runs to do. */
export class PayoutRunOrders {
  constructor(
    private readonly pool: Pool,
    private readonly intake: IntakeStore,
    private readonly people: Pick<PeopleRepository, 'principal'>,
    /** The ways on which money can leave here. */
    private readonly available: readonly PayoutMethod[],
  ) {}

  /**
   * Opens a run: proof, rights, row, audit, in one transaction. Idempotent by intake id; whoever was refused leaves the way
   * free for somebody who may.
   */
  async open({ origin, runId, intakeId }: PayoutRunOpening): Promise<{ runId: string } | Refusal> {
    const businessKey = `${origin.workflowId}/open/${intakeId}`;
    const recording = { origin, businessKey, action: 'payout-run.open', subject: `payout-run/${runId}` };
    return this.record(recording, { intakeId, kind: OPEN_RUN_KIND }, async (tx, staged) => {
      const key = staged.content as unknown as PayoutRunKey;
      if (payoutRunRowId(key) !== runId) throw new DomainError('REQUEST.RULE', 'The staged order is for another run.');
      await checkPeriod(tx, key);
      await this.needWay(tx, key.programId);
      const { principal: requestedBy, stagedWallMs: wallMs } = staged;
      await insertRun(tx, { ...key, runId, revision: 1, requestedBy, workflowId: origin.workflowId, wallMs });
      return { runId };
    });
  }

  /** Records a command on a run. Idempotent by intake id. */
  async order(
    { origin, runId }: { origin: Origin; runId: string },
    intakeId: string,
  ): Promise<PayoutRunOrdered | Refusal> {
    const businessKey = `${origin.workflowId}/order/${intakeId}`;
    const recording = { origin, businessKey, action: 'payout-run.order', subject: `payout-run/${runId}` };
    return this.record(recording, { intakeId, kind: RUN_ORDER_KIND }, async (tx, staged, line) => {
      const order = staged.content as unknown as PayoutRunOrder;
      line.action = `payout-run.${order.command}`;
      const run = await lockRun(tx, runId);
      if (!run) throw new DomainError('PAYOUT.STATE', 'This run was not opened.');
      const by = { personId: staged.principal, wallMs: staged.stagedWallMs, origin, businessKey };
      await this.needWay(tx, run.programId);
      return follow({ tx, run, order, by });
    });
  }

  /** @throws PAYOUT.NO_RAIL */
  private async needWay(tx: Queryable, programId: string): Promise<void> {
    const methods = await findPayoutMethods(tx, programId);
    if (!methods.some((method) => this.available.includes(method)))
      throw new DomainError(
        'PAYOUT.NO_RAIL',
        `None of the program's ways to pay is set up here: ${methods.join(', ')}. Ask the operator (docs/payment-rails.md).`,
      );
  }

  private async record<T extends JsonObject>(
    recording: Pick<Recording, 'origin' | 'businessKey' | 'action' | 'subject'>,
    asked: { intakeId: string; kind: string },
    work: (client: PoolClient, staged: StagedContent, line: Recording) => Promise<T>,
  ): Promise<T | Refusal> {
    const { origin } = recording;
    return recordOnce<T>(
      this.pool,
      { ...recording, actor: 'unknown', partnerId: null, atMs: 0 },
      {
        work: async (client, line) => {
          const staged = await this.intake.open(client, { ...asked, target: origin.workflowId });
          if (staged.state !== 'open')
            throw new DomainError('AUTH.PROOF_INVALID', 'Nothing signed is staged for this. Ask again.');
          line.atMs = staged.stagedWallMs;
          line.reason = (staged.content as { reason?: string }).reason;
          const actor = await this.people.principal(client, staged.principal, staged.stagedWallMs);
          // The schedule opens runs; all else is ordered by people.
          const opens = actor?.personId === PAYOUT_SCHEDULER && asked.kind === OPEN_RUN_KIND;
          if (actor === null || !(opens || mayOrder(actor)))
            throw new DomainError(
              'AUTH.FORBIDDEN',
              `Payout runs need one of the roles ${PAYOUT_RUN_ROLES.join(', ')} for all regions.`,
            );
          line.actor = auditActor(actor);
          const outcome = await work(client, staged, line);
          await this.intake.close(client, asked.intakeId, recording.subject);
          return outcome;
        },
        refused: (client) => this.intake.close(client, asked.intakeId, `refused/${origin.workflowId}`),
      },
    );
  }
}

const mayOrder = (actor: Principal): boolean =>
  actor.kind === 'person' && actor.partnerId === null && holdsRole(actor, PAYOUT_RUN_ROLES, null);

/** @throws PROGRAM.NOT_PUBLISHED, CALENDAR.INVALID */
async function checkPeriod(tx: Queryable, { programId, period }: PayoutRunKey): Promise<void> {
  const unit = await findPeriodUnit(tx, programId);
  if (unit === null) throw new DomainError('PROGRAM.NOT_PUBLISHED', `Program "${programId}" has no published version.`);
  periodDays(unit, period);
}

async function follow(at: OrderAt): Promise<PayoutRunOrdered> {
  const { tx, run, order, by } = at;
  const { command } = order;
  const done = (state: PayoutRunState, revision = run.revision, changed = true): PayoutRunOrdered => ({
    ...{ runId: run.runId, revision, command, state, changed },
  });
  // Said before: the same answer, whatever has become of the run.
  if (command === 'approve' && (await hasApproved(tx, run, by.personId))) return done(run.state, run.revision, false);
  if (!RUN_COMMAND_STATES[command].includes(run.state))
    throw new DomainError(
      'PAYOUT.STATE',
      `The run is ${run.state}; "${command}" is possible in: ${RUN_COMMAND_STATES[command].join(', ')}.`,
    );
  if (command === 'approve') return done(await approve(at));
  if (command === 'retry') return done(await retry(at));
  const { wallMs } = by;
  await releaseLines(tx, run, ['blocked', 'ready', 'failed']);
  const ended: PayoutRunState = command === 'close' ? 'closed' : 'void';
  await moveRun(tx, run, { state: ended, wallMs });
  if (command !== 'recalculate') return done(ended);
  return done('open', await beginAnew(tx, run, { requestedBy: by.personId, workflowId: by.origin.workflowId, wallMs }));
}

/** @throws PAYOUT.STALE, APPROVAL.EXCLUDED */
async function approve({ tx, run, order, by }: OrderAt): Promise<PayoutRunState> {
  const { contentHash } = run;
  if (contentHash === null || order.contentHash !== contentHash)
    throw new DomainError('PAYOUT.STALE', 'The run is not what you were shown: look at it again.');
  if (by.personId === run.requestedBy)
    throw new DomainError('APPROVAL.EXCLUDED', 'You asked for this run: somebody else of finance has to approve it.');
  await insertApproval(tx, { ...run, contentHash }, by);
  if ((await countApprovals(tx, run)) < approvalsNeeded(run.requestedBy)) return run.state;
  await moveRun(tx, run, { state: 'approved', wallMs: by.wallMs });
  return 'approved';
}

/** What failed is tried again where nothing has left: what came back is due to the next run, for another approval. */
async function retry({ tx, run, by }: OrderAt): Promise<PayoutRunState> {
  const lines = await renewable(tx, run, ['rejected', 'absent']);
  if (lines.length === 0)
    throw new DomainError('PAYOUT.STATE', 'No failed line can be tried again: what came back is due to the next run.');
  await moveRun(tx, run, { state: 'submitting', wallMs: by.wallMs });
  await holdLines(tx, lines, { origin: by.origin, wallMs: by.wallMs });
  return 'submitting';
}
