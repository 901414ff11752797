import type { PricedPartner } from '../../database/repositories/earnings';
import type { Queryable } from '../../database/sql';
import { periodDays } from '../../domain/calendar';
import { compilePlan } from '../../domain/incentivize/commission';
import type { PricingTerms } from '../../domain/incentivize/period-pricing';
import { pricePartner } from '../../domain/incentivize/period-pricing';
import type { Origin } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { Deps } from '../shared/deps';
import { earningPostings } from './earning-postings';
import type { ProgramReader } from '../shared/programs';

/** A pricing: whom, by what, which periods. */
export interface PricingOrder {
  origin: Origin;
  businessKey: string;
  programId: string;
  partners: readonly PricedPartner[];
  /** Both inside; without a `from` all that came before, too. */
  range: { from?: string; to: string };
  /** When the ledger says that it was earned: program time, epoch ms. */
  effectiveMs: number;
}

/** What was priced. */
export interface PricingTotals {
  lines: number;
  postings: number;
  awaitingRate: number;
}

/** What pricing needs. */
export type PricingDeps = Pick<Deps, 'earnings' | 'ledger'>;

/** Terms by published version, which never changes. */
const compiled = new WeakMap<ProgramVersion, PricingTerms>();

/**
 * Prices a batch of partners in the caller's transaction, which holds their pricing locks: everything is read in a few
 * queries, priced in memory and written at once. Idempotent by (sale, rule, revision): what is posted is not posted again.
 */
export async function priceTogether(
  deps: PricingDeps,
  tx: Queryable,
  { order, readProgram }: { order: PricingOrder; readProgram: ProgramReader },
): Promise<PricingTotals> {
  const { origin, businessKey, programId, partners, range } = order;
  if (partners.length === 0) return { lines: 0, postings: 0, awaitingRate: 0 };
  const partnerIds = partners.map((partner) => partner.partnerId);
  const { period: periodUnit } = (await readProgram(programId, partners[0]!.programVersion)).document;
  const toDay = periodDays(periodUnit, range.to).lastDay;
  const fromDay = range.from === undefined ? undefined : periodDays(periodUnit, range.from).firstDay;
  const sales = await deps.earnings.readSales(tx, { partnerIds, fromDay, toDay });
  const tiers = await deps.earnings.readTiers(tx, partnerIds);
  const pins = await deps.earnings.readPins(tx, programId, partnerIds);
  const posted = await deps.earnings.readPosted(tx, programId, partnerIds);
  const termsOf = await termsReader(readProgram, programId, [
    ...partners.map((partner) => partner.programVersion),
    ...[...pins.values()].flatMap((own) => [...own.values()]),
  ]);
  const totals: PricingTotals = { lines: 0, postings: 0, awaitingRate: 0 };
  const earnings = [];
  const pinned = [];
  for (const { partnerId, programVersion } of partners) {
    const books = {
      periodUnit,
      sales: sales.get(partnerId) ?? [],
      tiers: tiers.get(partnerId) ?? [],
      pins: pins.get(partnerId) ?? new Map<string, number>(),
    };
    const pricing = pricePartner(
      { ...books, version: programVersion, posted: posted.get(partnerId) ?? [], range },
      termsOf,
    );
    for (const posting of pricing.postings) earnings.push({ ...posting, partnerId });
    for (const [period, version] of pricing.pinned) pinned.push({ partnerId, period, version });
    totals.lines += pricing.lines;
    totals.awaitingRate += pricing.awaitingRate;
  }
  totals.postings = earnings.length;
  await deps.earnings.insertPins(tx, { programId, businessKey, rows: pinned });
  await deps.earnings.insertEarnings(tx, { origin, businessKey, programId, rows: earnings });
  await deps.ledger.post(tx, earningPostings(deps.earnings, order, earnings));
  return totals;
}

async function termsReader(
  readProgram: ProgramReader,
  programId: string,
  versions: number[],
): Promise<(version: number) => PricingTerms> {
  const terms = new Map<number, PricingTerms>();
  for (const version of new Set(versions)) {
    const program = await readProgram(programId, version);
    let known = compiled.get(program);
    if (!known)
      compiled.set(
        program,
        (known = { plan: compilePlan(program.document.plan), tiers: program.document.tiers.map((tier) => tier.id) }),
      );
    terms.set(version, known);
  }
  return (version) => terms.get(version)!;
}
