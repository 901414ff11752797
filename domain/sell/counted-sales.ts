/**
 * What each recorded line counts for, once corrections and refunds are laid upon their sales.
 *
 * 1. A correction names a sale or a refund and says the amount that it should have had. It is no line of its own: the
 *    corrected line keeps its place (day, period, tier, product) and counts with the new amount. Of several corrections
 *    of one line the one received last is in force. The amounts are whole, not differences.
 * 2. The refunds of a sale together take back no more than the sale's amount, as corrected. In their order, each counts
 *    with what is left of it; the rest is excess.
 * 3. A refund in another currency than its sale waits for a rate, as a sale in another currency does.
 * 4. A refund of a refund, a correction of a correction, and a correction in another currency have no effect.
 * 5. A refund of a sale that is not known counts in full, where it stands, until the sale is there. A correction of a
 *    line that is not known counts for nothing until the line is there.
 *
 * All of it is a function of the set of lines: the order in which they arrive decides nothing but which correction is
 * the last.
 */
import type { SaleKind } from './sale';
import { compareSaleTimes } from './sale-time';

/** When and where a line was received: by wall time, then import, then row. */
export interface SaleReceipt {
  wallMs: number;
  importId: string;
  row: number;
}

/** A recorded line, as far as counting needs it. Lines are of one partner. */
export interface SaleFact {
  source: string;
  saleId: string;
  kind: SaleKind;
  occurredOn: string;
  /** Epoch ms; absent for the first moment of the day. */
  occurredMs?: number;
  /** Positive minor units, as sent. */
  amountMinor: bigint;
  currency: string;
  /** The sale that a refund takes back, by the source's id. */
  refundOf?: string;
  /** The sale or refund that a correction corrects, by the source's id. */
  corrects?: string;
  received?: SaleReceipt;
}

/** How a line stands: see the rules above. Only a line that `counts` is priced. */
export type SaleStanding = 'counts' | 'awaiting_rate' | 'no_effect' | 'unmatched' | 'in_force' | 'superseded';

/** What a line counts for. */
export interface CountedSale {
  standing: SaleStanding;
  /** Minor units, 0 or more; 0 for a correction. */
  countedMinor: bigint;
  /** What a refund asks beyond its sale, minor units; else 0. */
  excessMinor: bigint;
  /** The correction in force, by the source's id. */
  correctedBy?: string;
}

/** (source, sale id) as one text; a source has no control character. */
export function saleFactKey({ source, saleId }: { source: string; saleId: string }): string {
  return `${source}\u0000${saleId}`;
}

/**
 * What corrections and refunds make of the lines: an entry for each line that is not simply itself. A sale without an
 * entry counts as it was sent. The lines must hold, of each line that is named, all refunds and corrections.
 */
export function countSales(facts: readonly SaleFact[]): Map<string, CountedSale> {
  const counted = new Map<string, CountedSale>();
  const moved = facts.filter((fact) => fact.kind !== 'sale');
  if (moved.length === 0) return counted;
  const known = new Map(facts.map((fact) => [saleFactKey(fact), fact]));
  layCorrections(moved, known, counted);
  const refundsOf = new Map<string, SaleFact[]>();
  for (const refund of moved.filter(({ kind }) => kind === 'refund')) {
    const sale = referred(refund, known);
    const standing = refundStanding(refund, sale);
    const { countedMinor, correctedBy } = counted.get(saleFactKey(refund)) ?? asSent(refund);
    const corrected = correctedBy !== undefined && { correctedBy };
    const amount = standing === 'counts' ? countedMinor : 0n;
    counted.set(saleFactKey(refund), { standing, countedMinor: amount, excessMinor: 0n, ...corrected });
    if (standing === 'counts' && sale) push(refundsOf, saleFactKey(sale), refund);
  }
  for (const [key, refunds] of refundsOf) capRefunds(counted.get(key) ?? asSent(known.get(key)!), refunds, counted);
  return counted;
}

/** The line that a refund or correction names. */
export function referred<Fact extends SaleFact>(fact: SaleFact, known: ReadonlyMap<string, Fact>): Fact | undefined {
  const saleId = fact.refundOf ?? fact.corrects;
  return saleId === undefined ? undefined : known.get(saleFactKey({ source: fact.source, saleId }));
}

function layCorrections(
  moved: readonly SaleFact[],
  known: ReadonlyMap<string, SaleFact>,
  counted: Map<string, CountedSale>,
): void {
  const last = new Map<string, SaleFact>();
  for (const correction of moved.filter(({ kind }) => kind === 'correction')) {
    const line = referred(correction, known);
    const standing = correctionStanding(correction, line);
    counted.set(saleFactKey(correction), { standing, countedMinor: 0n, excessMinor: 0n });
    if (line === undefined || standing !== 'superseded') continue;
    const former = last.get(saleFactKey(line));
    if (!former || compareReceipts(former, correction) < 0) last.set(saleFactKey(line), correction);
  }
  for (const [key, correction] of last) {
    counted.set(saleFactKey(correction), { standing: 'in_force', countedMinor: 0n, excessMinor: 0n });
    const { amountMinor: countedMinor, saleId: correctedBy } = correction;
    counted.set(key, { standing: 'counts', countedMinor, excessMinor: 0n, correctedBy });
  }
}

/** Each is superseded until the last one is found. */
function correctionStanding({ currency }: SaleFact, line: SaleFact | undefined): SaleStanding {
  if (line === undefined) return 'unmatched';
  return line.kind === 'correction' || line.currency !== currency ? 'no_effect' : 'superseded';
}

function refundStanding(refund: SaleFact, sale: SaleFact | undefined): SaleStanding {
  if (sale === undefined) return 'counts';
  if (sale.kind !== 'sale') return 'no_effect';
  return sale.currency === refund.currency ? 'counts' : 'awaiting_rate';
}

/** Refunds in their order, each with what is left of the sale. */
function capRefunds(sale: CountedSale, refunds: SaleFact[], counted: Map<string, CountedSale>): void {
  let leftMinor = sale.countedMinor;
  refunds.sort((a, b) => compareSaleTimes(a, b) || byCodeUnits(a.saleId, b.saleId));
  for (const refund of refunds) {
    const asked = counted.get(saleFactKey(refund))!;
    const countedMinor = asked.countedMinor < leftMinor ? asked.countedMinor : leftMinor;
    leftMinor -= countedMinor;
    counted.set(saleFactKey(refund), { ...asked, countedMinor, excessMinor: asked.countedMinor - countedMinor });
  }
}

function asSent({ amountMinor }: SaleFact): CountedSale {
  return { standing: 'counts', countedMinor: amountMinor, excessMinor: 0n };
}

/** By receipt; what has none came before everything that has one. The id parts what is equal, so the order is total. */
function compareReceipts(a: SaleFact, b: SaleFact): number {
  const [one, other] = [a.received, b.received];
  if (!one || !other) return Number(one !== undefined) - Number(other !== undefined) || byCodeUnits(a.saleId, b.saleId);
  return (
    one.wallMs - other.wallMs ||
    byCodeUnits(one.importId, other.importId) ||
    one.row - other.row ||
    byCodeUnits(a.saleId, b.saleId)
  );
}

function byCodeUnits(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
