/**
 * A pricing run, batch by batch of partners, two of them under way at a time: while one is posted and committed, the next one
 * is read and priced. What keeps that safe:
 *
 * 1. A batch takes its locks only when the one before it has its own, the books of the ledger only when the one before it
 *    is committed. So an earlier batch never waits for a later one, however others come between.
 * 2. Shares in events reach partners of other batches: a batch with events has the run for itself.
 * 3. Batches are committed in order, each with the resume point behind it. Where another attempt has been faster, what
 *    was found is thrown away.
 */
import { heartbeat } from '@temporalio/activity';
import type { DuePartner, PricingRun } from '../../database/repositories/pricing-runs';
import { periodDays } from '../../domain/calendar';
import type { PricingProgress, PricingTicket } from '../../domain/incentivize/pricing-run';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import type { PricingDeps } from './period-pricing';
import { priceTogether } from './period-pricing';

/** Partners looked at together: each is counted once. */
const PAGE_PARTNERS_MAX = 100;
/** Lines priced in one transaction, unless one partner alone has more: half a second, some ten MB, two of them at a time. */
const BATCH_LINES_MAX = 3_500;

/** What pricing by batches needs. */
export type BatchDeps = PricingDeps & Pick<Deps, 'db' | 'transaction' | 'sales' | 'commissionEvents' | 'pricingRuns'>;

/** What all batches of a call have in common. */
interface PricingCall {
  ticket: PricingTicket;
  readProgram: ProgramReader;
}

/** A batch that has been begun. */
interface UnderWay {
  /** When its partners are locked; never fails. */
  locked: Promise<void>;
  /** The run as it is behind this batch. */
  committed: Promise<PricingRun>;
  /** Partners up to this id are through when it is. */
  upTo: string;
  /** Whether no other batch may be under way beside it. */
  alone: boolean;
}

/** Another attempt has been faster: the run is elsewhere. */
class Overtaken extends Error {
  constructor(readonly run: PricingRun) {
    super('Another attempt has been faster.');
  }
}

/**
 * Prices the next partners, in batches of about equal size, until so many lines are through.
 * @returns where the run is, and whether these were the last partners
 */
export async function priceBatches(
  deps: BatchDeps,
  at: PricingCall & { run: PricingRun; linesMax: number },
): Promise<{ run: PricingRun; last: boolean }> {
  const { run, linesMax } = at;
  let before: UnderWay = {
    ...{ locked: Promise.resolve(), committed: Promise.resolve(run), upTo: run.afterPartnerId, alone: false },
  };
  let enough = false;
  for await (const batch of dueBatches(deps, run)) {
    const next = begin(deps, { ...at, batch, before });
    const now = await settledWith(before, next);
    heartbeat(progressOf(now));
    // Look again from where the run is now.
    if (now.afterPartnerId !== before.upTo) return { run: await next.committed, last: false };
    before = next;
    enough = now.lines - run.lines >= linesMax;
    if (enough) break;
  }
  const now = await before.committed;
  return { run: now, last: !enough && now.afterPartnerId === before.upTo };
}

/** What a run shows of itself. */
export function progressOf({ runId, partners, lines, postings, awaitingRate, finished }: PricingRun): PricingProgress {
  return { runId, partners, lines, postings, awaitingRate, finished };
}

/** The run behind a batch; where that has failed, nothing is under way any more. */
async function settledWith(batch: UnderWay, next: UnderWay): Promise<PricingRun> {
  try {
    return await batch.committed;
  } catch (error) {
    await Promise.allSettled([next.committed]);
    throw error;
  }
}

/** The partners behind the resume point, batch by batch. */
async function* dueBatches(deps: BatchDeps, run: PricingRun): AsyncGenerator<DuePartner[]> {
  const unit = (await deps.sales.findPeriodUnit(deps.db, run.programId))!;
  const toDay = periodDays(unit, run.toPeriod).lastDay;
  let batch: DuePartner[] = [];
  let lines = 0;
  let afterPartnerId = run.afterPartnerId;
  for (;;) {
    const looked = { run: { ...run, afterPartnerId }, toDay, limit: PAGE_PARTNERS_MAX };
    const page = await deps.pricingRuns.findDuePartners(deps.db, looked);
    for (const partner of page) {
      if (batch.length > 0 && lines + partner.lines > BATCH_LINES_MAX) {
        yield batch;
        [batch, lines] = [[], 0];
      }
      batch.push(partner);
      lines += partner.lines;
    }
    if (page.length < PAGE_PARTNERS_MAX) break;
    afterPartnerId = page.at(-1)!.partnerId;
  }
  if (batch.length > 0) yield batch;
}

function begin(
  deps: BatchDeps,
  given: PricingCall & { run: PricingRun; batch: readonly DuePartner[]; before: UnderWay },
): UnderWay {
  const alone = given.batch.some(({ hasEvents }) => hasEvents);
  let onLocked: () => void = () => undefined;
  const locked = new Promise<void>((resolve) => (onLocked = resolve));
  const committed = priceBatch(deps, { ...given, alone, onLocked }).finally(onLocked);
  // It may fail before anybody waits for it; whoever then does hears why.
  committed.catch(() => undefined);
  return { locked, committed, upTo: given.batch.at(-1)!.partnerId, alone };
}

/** Prices one batch and moves the resume point, all or nothing. */
async function priceBatch(
  deps: BatchDeps,
  given: PricingCall & {
    run: PricingRun;
    batch: readonly DuePartner[];
    before: UnderWay;
    alone: boolean;
    onLocked: () => void;
  },
): Promise<PricingRun> {
  const { ticket, run, readProgram, batch, before, alone, onLocked } = given;
  const { runId, programId, fromPeriod, toPeriod } = run;
  const partnerIds = batch.map((partner) => partner.partnerId);
  const businessKey = `pricing-run/${runId}`;
  await (alone || before.alone ? before.committed : before.locked);
  try {
    return await deps.transaction(async (tx) => {
      await deps.earnings.lockPricing(tx, partnerIds);
      await deps.sales.matchSales(tx, { partnerIds, businessKey });
      await deps.commissionEvents.matchEvents(tx, { partnerIds, businessKey });
      onLocked();
      const order = {
        origin: ticket.origin,
        businessKey,
        programId,
        partners: batch,
        range: { from: fromPeriod, to: toPeriod },
        effectiveMs: deps.clock.now(),
      };
      const totals = await priceTogether(deps, tx, { order, readProgram, turn: before.committed });
      const now = (await deps.pricingRuns.lockRun(tx, runId))!;
      if (now.afterPartnerId !== before.upTo || now.finished) throw new Overtaken(now);
      const next: PricingRun = {
        ...now,
        afterPartnerId: partnerIds.at(-1)!,
        partners: now.partners + batch.length,
        lines: now.lines + totals.lines,
        postings: now.postings + totals.postings,
        awaitingRate: now.awaitingRate + totals.awaitingRate,
      };
      await deps.pricingRuns.advanceRun(tx, next);
      return next;
    });
  } catch (error) {
    if (error instanceof Overtaken) return error.run;
    throw error;
  }
}
