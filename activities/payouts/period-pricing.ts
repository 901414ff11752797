import type { PricedEarning, PricedPartner } from '../../database/repositories/earnings';
import type { Queryable } from '../../database/sql';
import { periodDays } from '../../domain/calendar';
import { compilePlan } from '../../domain/incentivize/commission';
import { periodsByEvents } from '../../domain/incentivize/event-pricing';
import type { PartnerBooks, PricingTerms } from '../../domain/incentivize/period-pricing';
import { pricePartner } from '../../domain/incentivize/period-pricing';
import type { RecordedEvent } from '../../domain/incentivize/recorded-event';
import type { Origin } from '../../domain/journal';
import type { Program, ProgramVersion } from '../../domain/program';
import type { Deps } from '../shared/deps';
import { earningPostings } from './earning-postings';
import type { EventPartner } from './event-pricing';
import { priceEventsTogether } from './event-pricing';
import { recordOwnEvents } from './own-events';
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
  /** The period that the partners' close has ended, where it is one. */
  closes?: string;
}

/** What was priced. */
export interface PricingTotals {
  lines: number;
  postings: number;
  awaitingRate: number;
}

/** What pricing needs. */
export type PricingDeps = Pick<Deps, 'clock' | 'earnings' | 'eventBooks' | 'ownEvents' | 'ledger'>;

/** Terms by published version, which never changes. */
const compiled = new WeakMap<ProgramVersion, PricingTerms>();

/**
 * Prices a batch of partners in the caller's transaction, which holds their pricing locks: everything is read in a few
 * queries, priced in memory and written at once. Idempotent by (sale, rule, revision): what is posted is not posted again.
 * @param turn what must be over before the books of the ledger are taken
 */
export async function priceTogether(
  deps: PricingDeps,
  tx: Queryable,
  { order, readProgram, turn }: { order: PricingOrder; readProgram: ProgramReader; turn?: Promise<unknown> },
): Promise<PricingTotals> {
  const { origin, businessKey, programId, partners, range } = order;
  const totals: PricingTotals = { lines: 0, postings: 0, awaitingRate: 0 };
  if (partners.length === 0) return totals;
  const read = await readBatch(deps, tx, { order, readProgram });
  const earnings: PricedEarning[] = [];
  const pinned: { partnerId: string; period: string; version: number }[] = [];
  const count = (
    partnerId: string,
    pricing: Omit<PricingTotals, 'postings'> & { pinned: Map<string, number> },
  ): void => {
    for (const [period, version] of pricing.pinned) pinned.push({ partnerId, period, version });
    totals.lines += pricing.lines;
    totals.awaitingRate += pricing.awaitingRate;
  };
  const byEvents: EventPartner[] = [];
  for (const { partnerId, programVersion: version } of partners) {
    const books = read.booksOf(partnerId);
    const events = read.events.get(partnerId) ?? [];
    const leaveOut = periodsByEvents({ ...books, events, version }, read.termsOf);
    const pricing = pricePartner({ ...books, version, range, ...(leaveOut && { leaveOut }) }, read.termsOf);
    for (const posting of pricing.postings) earnings.push({ ...posting, partnerId });
    count(partnerId, pricing);
    if (leaveOut) byEvents.push({ partnerId, programVersion: version, events, byEvents: leaveOut, ...books });
  }
  if (byEvents.length > 0) {
    const { program, termsOf } = read;
    for (const pricing of await priceEventsTogether(deps, tx, { order, partners: byEvents, program, termsOf })) {
      earnings.push(...pricing.postings);
      count(pricing.partnerId, pricing);
    }
  }
  totals.postings = earnings.length;
  await deps.earnings.insertPins(tx, { programId, businessKey, rows: pinned });
  await deps.earnings.insertEarnings(tx, { origin, businessKey, programId, rows: earnings });
  await turn;
  await deps.ledger.post(tx, earningPostings(deps.earnings, order, earnings));
  return totals;
}

type SalesBooks = Omit<PartnerBooks, 'version' | 'range'>;

/** All that the batch depends on; what the lifecycle knows by itself is recorded first. */
async function readBatch(
  deps: PricingDeps,
  tx: Queryable,
  { order, readProgram }: { order: PricingOrder; readProgram: ProgramReader },
): Promise<{
  program: Program;
  termsOf: (version: number) => PricingTerms;
  events: Map<string, RecordedEvent[]>;
  booksOf: (partnerId: string) => SalesBooks;
}> {
  const { businessKey, programId, partners, range, closes } = order;
  const partnerIds = partners.map((partner) => partner.partnerId);
  const program = await readProgram(programId, partners[0]!.programVersion);
  const { period: periodUnit } = program.document;
  const toDay = periodDays(periodUnit, range.to).lastDay;
  const fromDay = range.from === undefined ? undefined : periodDays(periodUnit, range.from).firstDay;
  const pins = await deps.earnings.readPins(tx, programId, partnerIds);
  const versions = [
    ...partners.map((partner) => partner.programVersion),
    ...[...pins.values()].flatMap((own) => [...own.values()]),
  ];
  const termsOf = await termsReader(readProgram, programId, versions);
  const plans = [...new Set(versions)].map((version) => termsOf(version).plan);
  const own = { partnerIds, program, businessKey, ...(closes !== undefined && { closes }) };
  await recordOwnEvents(deps, tx, { order: own, plans });
  const sales = await deps.earnings.readSales(tx, { partnerIds, fromDay, toDay });
  const events = await deps.eventBooks.readEvents(tx, partnerIds);
  const tiers = await deps.earnings.readTiers(tx, partnerIds);
  const posted = await deps.earnings.readPosted(tx, programId, partnerIds);
  return {
    ...{ program: program.document, termsOf, events },
    booksOf: (partnerId) => ({
      periodUnit,
      sales: sales.get(partnerId) ?? [],
      tiers: tiers.get(partnerId) ?? [],
      pins: pins.get(partnerId) ?? new Map<string, number>(),
      posted: posted.get(partnerId) ?? [],
    }),
  };
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
