import { heartbeat } from '@temporalio/activity';
import type { PricingRun } from '../../database/repositories/pricing-runs';
import type { Queryable } from '../../database/sql';
import { periodDays } from '../../domain/calendar';
import type { ErrorCode, Refusal } from '../../domain/errors';
import { DomainError, isRefusal } from '../../domain/errors';
import type { PricingTicket, StagedPricing } from '../../domain/incentivize/pricing-run';
import { PRICING_KIND, PRICING_ROLES } from '../../domain/incentivize/pricing-run';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import type { BatchDeps } from './pricing-batches';
import { priceBatches, progressOf } from './pricing-batches';

/** Lines of one call: some ten seconds, after which the workflow can show how far it is. */
const CALL_LINES_MAX = 100_000;

type PricingRunDeps = BatchDeps & Pick<Deps, 'intake' | 'audit'>;

/** Pricing without a stage: many partners per call, many lines per transaction. */
export function pricing(deps: PricingRunDeps, readProgram: ProgramReader): Pick<Activities, 'pricePartners'> {
  return {
    /** Idempotent by (sale, rule, revision): the run's row is the resume point, whoever goes on. */
    async pricePartners(ticket) {
      const opened = await open(deps, ticket);
      if (isRefusal(opened)) return opened;
      let run = opened;
      const startLines = run.lines;
      while (!run.finished && run.lines - startLines < CALL_LINES_MAX) {
        heartbeat(progressOf(run));
        const linesMax = CALL_LINES_MAX - (run.lines - startLines);
        const priced = await priceBatches(deps, { ticket, run, readProgram, linesMax });
        run = priced.last ? await end(deps, ticket, priced.run) : priced.run;
      }
      return progressOf(run);
    },
  };
}

/** The run's row; the first attempt makes it of what was staged, after checking who staged it and that they may. */
async function open(deps: PricingRunDeps, ticket: PricingTicket): Promise<PricingRun | Refusal> {
  const { runId, intakeId, origin } = ticket;
  return deps.transaction(async (tx) => {
    const known = await deps.pricingRuns.findRun(tx, runId);
    if (known) return known.refusal ?? known;
    const found = await deps.intake.move(
      tx,
      { intakeId, kind: PRICING_KIND, target: origin.workflowId },
      `pricing-run/${runId}`,
    );
    const unknown: StagedPricing = { programId: '', fromPeriod: '', toPeriod: '' };
    const refuse = (code: ErrorCode, by: string, message: string): Promise<Refusal> =>
      refused(deps, tx, { ticket, refusal: { refused: code, message }, by, asked: unknown });
    // Another attempt has opened it since we looked; it held the staged order until its run was there.
    const opened = found.state === 'moved' ? await deps.pricingRuns.findRun(tx, runId) : null;
    if (opened) return opened.refusal ?? opened;
    if (found.state === 'moved' || found.state === 'missing')
      return refuse('REQUEST.NOT_FOUND', 'system:pricing', 'Nothing is staged for this pricing run.');
    const { principal } = found;
    if (found.state === 'forged')
      return refuse('AUTH.PROOF_INVALID', principal, 'The staged order is not signed by this product.');
    if (!(await deps.pricingRuns.mayPrice(tx, { personId: principal, wallMs: found.stagedWallMs })))
      return refuse(
        'AUTH.FORBIDDEN',
        principal,
        `Pricing needs one of the roles ${PRICING_ROLES.join(', ')} for all regions.`,
      );
    const asked = found.content as unknown as StagedPricing;
    const wrong = await wrongPeriods(deps, tx, asked);
    if (wrong) return refused(deps, tx, { ticket, refusal: wrong, by: principal, asked });
    await deps.pricingRuns.insertRun(tx, {
      ...asked,
      runId,
      workflowId: origin.workflowId,
      requestedBy: principal,
      nowWallMs: deps.clock.now(),
    });
    return (await deps.pricingRuns.findRun(tx, runId))!;
  });
}

async function wrongPeriods(
  deps: PricingRunDeps,
  tx: Queryable,
  { programId, fromPeriod, toPeriod }: StagedPricing,
): Promise<Refusal | null> {
  const unit = await deps.sales.findPeriodUnit(tx, programId);
  if (unit === null)
    return { refused: 'PROGRAM.NOT_PUBLISHED', message: `Program "${programId}" has no published version.` };
  try {
    if (periodDays(unit, fromPeriod).firstDay <= periodDays(unit, toPeriod).firstDay) return null;
    return { refused: 'REQUEST.RULE', message: `The period ${fromPeriod} is after ${toPeriod}: give them in order.` };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { refused: error.code, message: error.message };
  }
}

async function end(deps: PricingRunDeps, { origin, runId }: PricingTicket, run: PricingRun): Promise<PricingRun> {
  return deps.transaction(async (tx) => {
    const nowWallMs = deps.clock.now();
    const { partners, lines, postings } = run;
    if (await deps.pricingRuns.endRun(tx, runId, nowWallMs))
      await deps.audit.insertAudit(tx, {
        origin,
        businessKey: `pricing-run/${runId}`,
        partnerId: null,
        atMs: nowWallMs,
        entries: [
          {
            action: 'pricing.ran',
            actor: 'system:workflow',
            subject: `pricing-run/${runId}`,
            details: { partners, lines, postings },
          },
        ],
      });
    return (await deps.pricingRuns.findRun(tx, runId))!;
  });
}

async function refused(
  deps: PricingRunDeps,
  tx: Queryable,
  { ticket, refusal, by, asked }: { ticket: PricingTicket; refusal: Refusal; by: string; asked: StagedPricing },
): Promise<Refusal> {
  const { runId, origin } = ticket;
  const nowWallMs = deps.clock.now();
  await deps.pricingRuns.insertRun(tx, {
    ...asked,
    runId,
    workflowId: origin.workflowId,
    requestedBy: by,
    nowWallMs,
    refusal,
  });
  const actor = by.includes(':') ? by : `person/${by}`;
  return deps.audit.auditRefusal(
    tx,
    {
      origin,
      businessKey: `pricing-run/${runId}`,
      partnerId: null,
      atMs: nowWallMs,
      action: 'pricing.run',
      actor,
      subject: `pricing-run/${runId}`,
    },
    refusal,
  );
}
