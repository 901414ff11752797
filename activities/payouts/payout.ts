import type { PayoutRow, PayoutScope } from '../../database/repositories/payouts';
import type { Queryable } from '../../database/sql';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { sha256Hex } from '../../domain/hash';
import { rowId } from '../../domain/ids';
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { ServiceInput } from '../../domain/journal';
import { formatAmount, toSafeMinor } from '../../domain/money';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import type { PricingDeps, PricingTotals } from './period-pricing';
import { priceTogether } from './period-pricing';

/** A result names at most so many periods: ten years of quarters. */
const PERIODS_NAMED_MAX = 40;

type PayoutDeps = PricingDeps & Pick<Deps, 'transaction' | 'sales' | 'commissionEvents' | 'payouts' | 'audit'>;

/**
 * The close of a period for one partner and its people: what they have earned, and, once finance has approved exactly that, what
 * is due.
 */
export function payouts(
  deps: PayoutDeps,
  readProgram: ProgramReader,
): Pick<Activities, 'calculatePayout' | 'recordPayout'> {
  return {
    /**
     * Idempotent by business key for the payout and by (sale, rule, revision) for earnings. Undo: the next calculation
     * voids a payout that never became due, and collects its earnings again.
     */
    async calculatePayout(input) {
      const { partnerId, programId, programVersion, businessKey, origin } = input;
      const { currency } = (await readProgram(programId, programVersion)).document.plan;
      const scope: PayoutScope = { partnerId, period: closedPeriod(input), currency };
      return deps.transaction(async (tx) => {
        await deps.earnings.lockPricing(tx, [partnerId]);
        const made = await deps.payouts.findPayoutOf(tx, businessKey);
        if (made) return { result: resultOf(made) };
        await deps.sales.matchSales(tx, { partnerIds: [partnerId], businessKey });
        await deps.commissionEvents.matchEvents(tx, { partnerIds: [partnerId], businessKey });
        const order = {
          origin,
          businessKey,
          programId,
          partners: [{ partnerId, programVersion }],
          range: { to: scope.period },
          closes: scope.period,
          effectiveMs: input.nowMs,
        };
        const priced = await priceTogether(deps, tx, { order, readProgram });
        return { result: await collect(deps, tx, { input, scope, priced }) };
      });
    },

    /** Idempotent by payout id: one payout becomes due once. Undo: none, what is due is paid or corrected by the next close. */
    async recordPayout(input) {
      const { decided, partnerId, nowMs } = input;
      const payoutId = decided?.result.payoutId;
      if (!decided || typeof payoutId !== 'string') return notRecorded('no payout was approved');
      return deps.transaction(async (tx) => {
        await deps.earnings.lockPricing(tx, [partnerId]);
        const payout = await deps.payouts.lockPayout(tx, payoutId);
        if (payout?.partnerId !== partnerId) return notRecorded('there is no such payout of this partner');
        const approval = await deps.payouts.findApproved(tx, {
          workflowId: decided.approvalWorkflowId,
          contentHash: decided.contentHash,
        });
        if (approval?.subjectHash !== payout.contentHash)
          return notRecorded('no approval of exactly this payout is on record');
        if (payout.state === 'void')
          return notRecorded('the payout is void: a later calculation has collected its earnings');
        const due = await deps.payouts.makeDue(tx, { payoutId, approvalId: approval.approvalId, nowMs });
        if (!due && payout.approvalId !== approval.approvalId)
          return notRecorded('the payout is due by another approval');
        const details = {
          approvalId: approval.approvalId,
          amountMinor: payout.summary.amountMinor ?? null,
          currency: payout.currency,
        };
        if (due) {
          // By who earned it: the partner's book, and that of each person.
          for (const each of [payout, ...(await deps.payouts.makeCoveredDue(tx, payoutId, nowMs))])
            await releasePayout(deps, tx, { input, payout: each });
          await auditPayout(deps, tx, { input, action: 'payout.due', payoutId, details });
        }
        return { result: { recorded: true, payoutId, approvalId: approval.approvalId, ...amounts(payout) } };
      });
    },
  };
}

function closedPeriod({ period, stage }: ServiceInput): string {
  if (period === null)
    throw new DomainError('SERVER.BUG', `Stage ${stage} closes no period, so it cannot calculate a payout.`);
  return period;
}

/** Voids what was calculated before and never became due, then collects whatever is in no payout. */
async function collect(
  deps: PayoutDeps,
  tx: Queryable,
  { input, scope, priced }: { input: ServiceInput; scope: PayoutScope; priced: PricingTotals },
): Promise<JsonObject> {
  const { currency, period } = scope;
  const due = await deps.payouts.findDuePayout(tx, scope);
  const voided = due ? [] : await deps.payouts.voidCalculated(tx, scope);
  const people = due ? [] : await deps.payouts.findFreePeople(tx, scope);
  const { totalMinor, ...free } = await deps.payouts.sumFree(tx, scope);
  // Where only people earned, the partner's own payout is of nothing, and carries the approval of theirs.
  const { earnings, sales, events, periods, digest } = totalMinor > 0n || people.length === 0 ? free : NOTHING;
  const total = { amount: formatAmount(totalMinor, currency), currency };
  const shown = {
    period,
    currency,
    earnings,
    sales,
    ...(events > 0 && { events }),
    periods: named(periods),
    awaitingRate: priced.awaitingRate,
  };
  if (due)
    return {
      ...shown,
      nothingToDecide: true,
      carriedMinor: toSafeMinor(totalMinor),
      carried: total,
      duePayoutId: due.payoutId,
    };
  if (totalMinor <= 0n && people.length === 0)
    return { ...shown, nothingToDecide: true, carriedMinor: toSafeMinor(totalMinor), carried: total };
  const { payoutId, revision } = await nextPayout(deps, tx, scope);
  const amountMinor = toSafeMinor(totalMinor > 0n ? totalMinor : 0n);
  const amount = { amount: formatAmount(BigInt(amountMinor), currency), currency };
  const peopleDigest = await insertPeople(deps, tx, { input, scope, people, coveredBy: payoutId });
  const summary = {
    payoutId,
    revision,
    ...shown,
    amount,
    amountMinor,
    earningsDigest: digest,
    // How many, and what it all hashes to; the amounts are for these people and for finance alone.
    ...(peopleDigest !== undefined && { people: people.length, peopleDigest }),
    ...(totalMinor < 0n && { carriedMinor: toSafeMinor(totalMinor), carried: total }),
  };
  const { origin, businessKey, nowMs } = input;
  const contentHash = await deps.payouts.insertPayout(tx, {
    ...{ ...scope, origin, businessKey, payoutId, revision, amountMinor, digest, peopleDigest, summary, nowMs },
  });
  await auditPayout(deps, tx, {
    input,
    action: 'payout.calculated',
    payoutId,
    details: { ...amount, contentHash, voided, ...(people.length > 0 && { people: people.length }) },
  });
  return { ...summary, contentHash };
}

/** What a payout that only covers people collects for the partner: its digest is that of no earning. */
const NOTHING = { earnings: 0, sales: 0, events: 0, periods: [] as string[], digest: sha256Hex('') };

async function nextPayout(
  deps: PayoutDeps,
  tx: Queryable,
  scope: PayoutScope,
): Promise<{ payoutId: string; revision: number }> {
  const revision = await deps.payouts.nextRevision(tx, scope);
  return {
    payoutId: rowId('pay', `${holderIdOf(scope)}/${scope.period}/${scope.currency}/${revision}`),
    revision,
  };
}

/** A payout for each of the people, covered by the partner's. @returns what that one says of them; undefined where there is nobody */
async function insertPeople(
  deps: PayoutDeps,
  tx: Queryable,
  of: { input: ServiceInput; scope: PayoutScope; people: readonly string[]; coveredBy: string },
): Promise<string | undefined> {
  const { input, people, coveredBy } = of;
  for (const personId of people) {
    const scope = { ...of.scope, personId };
    const { totalMinor, earnings, events, periods, digest } = await deps.payouts.sumFree(tx, scope);
    const { payoutId, revision } = await nextPayout(deps, tx, scope);
    const amountMinor = toSafeMinor(totalMinor);
    const amount = { amount: formatAmount(totalMinor, scope.currency), currency: scope.currency };
    const summary = { payoutId, revision, earnings, events, periods: named(periods), amount, amountMinor };
    const { origin, nowMs } = input;
    const businessKey = `${input.businessKey}/people/${personId}`;
    await deps.payouts.insertPayout(tx, {
      ...{ ...scope, origin, businessKey, payoutId, revision, amountMinor, digest, coveredBy, summary, nowMs },
    });
  }
  return people.length === 0 ? undefined : deps.payouts.digestOf(tx, coveredBy);
}

function resultOf({ summary, contentHash }: PayoutRow): JsonObject {
  return { ...summary, contentHash };
}

function amounts({ summary, currency, period }: PayoutRow): JsonObject {
  return { period, currency, amount: summary.amount ?? null, amountMinor: summary.amountMinor ?? null };
}

function notRecorded(why: string): { result: JsonObject } {
  return { result: { recorded: false, why } };
}

/** Names the periods, the latest ones where there are many. */
function named(periods: string[]): string[] {
  return periods.length <= PERIODS_NAMED_MAX ? periods : ['…', ...periods.slice(1 - PERIODS_NAMED_MAX)];
}

/** What finance has approved is held no longer: it repays what the partner owes, and the rest is payable. */
async function releasePayout(
  deps: PayoutDeps,
  tx: Queryable,
  { input, payout }: { input: ServiceInput; payout: PayoutRow },
): Promise<void> {
  const { origin, programId, programVersion, nowMs } = input;
  const most = await deps.payouts.readItems(tx, payout.payoutId);
  const program = { programId, version: programVersion };
  const { partnerId, personId, currency, payoutId } = payout;
  const order = { kind: 'release', items: [...most.keys()], most } as const;
  const businessKey = `payout/${payoutId}/release`;
  await deps.ledger.post(tx, [
    { partnerId, personId, currency, businessKey, origin, program, effectiveMs: nowMs, order },
  ]);
}

async function auditPayout(
  deps: PayoutDeps,
  tx: Queryable,
  { input, action, payoutId, details }: { input: ServiceInput; action: string; payoutId: string; details: JsonObject },
): Promise<void> {
  const { origin, partnerId, nowMs, programId, programVersion, businessKey } = input;
  await deps.audit.insertAudit(tx, {
    origin,
    businessKey: `${action}/${businessKey}`,
    partnerId,
    atMs: nowMs,
    programVersion: `${programId}@${programVersion}`,
    entries: [{ action, actor: 'system:workflow', subject: `payout/${payoutId}`, details }],
  });
}
