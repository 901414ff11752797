import type { Queryable } from '../../database/sql';
import { tierFor } from '../../domain/accelerate/tier';
import { addCivilDays, civilDate, compareCivil, periodByKey } from '../../domain/calendar';
import { DomainError } from '../../domain/errors';
import type { ServiceInput } from '../../domain/journal';
import { formatAmount, toSafeMinor } from '../../domain/money';
import type { ProgramVersion } from '../../domain/program';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';

type TierDeps = Pick<Deps, 'db' | 'transaction' | 'lifecycle' | 'approvals' | 'tiers'>;

/** Tiers: what a closed period supports, and what people decided. */
export function tier(
  deps: TierDeps,
  programs: ProgramReader,
): Pick<Activities, 'readPartner' | 'scorePartner' | 'applyTier'> {
  return {
    async readPartner({ partnerId, programId, programVersion, nowMs }) {
      return { tier: await tierAt(deps, await programs(programId, programVersion), { partnerId, nowMs }) };
    },

    /** Idempotent by being a pure read. */
    async scorePartner(input) {
      const version = await programs(input.programId, input.programVersion);
      const { partnerId, nowMs } = input;
      const { currency, tiers } = version.document;
      const period = periodOf(input);
      const salesMinor = await deps.tiers.sumSales(deps.db, { partnerId, period, currency });
      const certified = await deps.tiers.countCertified(deps.db, { partnerId, nowMs });
      const current = await tierAt(deps, version, { partnerId, nowMs });
      const proposal = tierFor(tiers, { salesMinor, currency, certified });
      return {
        result: {
          period,
          salesMinor: toSafeMinor(salesMinor),
          sales: formatAmount(salesMinor, currency),
          currency,
          certified,
          tier: current,
          proposedTier: proposal.tier,
          explanation: proposal.explanation,
        },
      };
    },

    /** Idempotent by business key: a tier is a dated row, and no earlier row is ever changed. */
    async applyTier(input) {
      const version = await programs(input.programId, input.programVersion);
      return { result: await deps.transaction((tx) => apply(deps, tx, { input, version })) };
    },
  };
}

function periodOf({ period, stage }: ServiceInput): string {
  if (period === null) throw new DomainError('REQUEST.RULE', `The stage ${stage} has no period to score.`);
  return period;
}

async function tierAt(
  deps: Pick<TierDeps, 'db' | 'tiers'>,
  version: ProgramVersion,
  { partnerId, nowMs }: { partnerId: string; nowMs: number },
): Promise<string> {
  const day = civilDate(version.calendar, nowMs);
  return (await deps.tiers.findTierOn(deps.db, partnerId, day)) ?? version.document.tiers[0]!.id;
}

async function apply(
  deps: TierDeps,
  tx: Queryable,
  { input, version }: { input: ServiceInput; version: ProgramVersion },
): Promise<{ tier: string; changed: boolean; fromDay?: string }> {
  const { partnerId, businessKey, nowMs, decided } = input;
  await deps.lifecycle.lockPartner(tx, partnerId);
  const known = await deps.tiers.findTierOf(tx, businessKey);
  if (known) return { ...known, changed: true };
  const current = await tierAt({ ...deps, db: tx }, version, { partnerId, nowMs });
  if (!decided) return { tier: current, changed: false };
  const proposed = await decidedTier(deps, tx, { version, decided });
  const fromDay = await firstDay(deps, tx, { input, version });
  if (proposed === ((await deps.tiers.findTierOn(tx, partnerId, fromDay)) ?? current))
    return { tier: proposed, changed: false };
  await deps.tiers.insertTier(tx, { partnerId, fromDay, tier: proposed, businessKey });
  return { tier: proposed, fromDay, changed: true };
}

/** The tier that was shown, if its approval really ended so. */
async function decidedTier(
  deps: TierDeps,
  tx: Queryable,
  { version, decided }: { version: ProgramVersion; decided: NonNullable<ServiceInput['decided']> },
): Promise<string> {
  const approval = await deps.approvals.findApprovalOfWorkflow(tx, decided.approvalWorkflowId);
  if (approval?.state !== 'approved' || approval.contentHash !== decided.contentHash)
    throw new DomainError('APPROVAL.STALE', 'The tier was not approved as it was shown; nothing is changed.');
  const { proposedTier } = decided.result;
  if (!version.document.tiers.some(({ id }) => id === proposedTier))
    throw new DomainError('PROGRAM.INVALID', `The program has no tier "${String(proposedTier)}".`);
  return proposedTier as string;
}

/** The day after the decided period, or today if that is later, or the day after the last tier that begins then. */
async function firstDay(
  deps: TierDeps,
  tx: Queryable,
  { input, version }: { input: ServiceInput; version: ProgramVersion },
): Promise<string> {
  const { calendar, document } = version;
  const afterPeriod = addCivilDays(periodByKey(calendar, document.period, periodOf(input)).lastDay, 1);
  const today = civilDate(calendar, input.nowMs);
  const day = compareCivil(today, afterPeriod) > 0 ? today : afterPeriod;
  const last = await deps.tiers.findLastTierDay(tx, input.partnerId);
  return last !== null && compareCivil(last, day) >= 0 ? addCivilDays(last, 1) : day;
}
