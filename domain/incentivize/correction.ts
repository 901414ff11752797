/**
 * A wrong input that is found later is corrected at its place: a sale, an event, or the days from which a partner's tiers
 * held. What that comes to is shown first, line by line, and only the differences are posted, after somebody else of finance
 * has approved exactly what was shown.
 */
import type { ApprovalAudience, ApprovalContent, ApprovalOutcome, ApprovalPlan } from '../approvals';
import type { CalendarTable } from '../calendar';
import type { ProgramClock } from '../clock';
import type { JsonObject } from '../hash';
import { contentHash } from '../hash';
import type { Origin } from '../journal';
import { formatAmount } from '../money';
import type { Ladder } from '../program';
import type { SystemRole } from '../roles';
import type { RoleId } from '../steps';
import type { IncomingEvent } from './incoming-event';

/** The kind of staged content; its target is the correction's workflow. */
export const CORRECTION_KIND = 'correction';
/** The kind of what is ordered of a correction. */
export const CORRECTION_ORDER_KIND = 'correction.order';
/** Who corrects; somebody else of them approves. */
export const CORRECTION_ROLES: readonly RoleId[] = ['FIN'] satisfies SystemRole[];
/** A longer reason is a document. */
export const CORRECTION_REASON_LENGTH_MAX = 1_000;
/** A preview that nobody submits is dropped after this long. */
export const CORRECTION_PREVIEW_KEPT_MS = 30 * 86_400_000;
/** So often is an approval asked anew because something else had changed meanwhile; then the correction is given up. */
export const CORRECTION_ROUNDS_MAX = 20;
/** Tier days of one correction. */
export const CORRECTED_TIERS_MAX = 10;
/** Finance decides within this time, counted on the calendar of the partner's region. */
export const CORRECTION_DUE = '5bd';
/** One of finance decides; whoever asked does not. */
export const CORRECTION_PLAN: ApprovalPlan = { roles: ['FIN'], quorum: 1, rejection: 'ends' };
/** Reminded before it is due, a vice president after; silence decides nothing. */
export const CORRECTION_LADDER: Ladder = {
  reminders: ['50%', '90%'],
  escalations: [{ after: '1bd', add: ['VP'] }],
};
/** An approval names at most so many payees and periods; the whole cascade is read by the correction's id. */
const NAMED_MAX = 20;

/** What of an event may be corrected: all but its id, kind, partner and day. */
export type EventChanges = Omit<
  Partial<IncomingEvent>,
  'eventId' | 'partner' | 'kind' | 'occurredOn' | 'of' | 'period'
>;

/** What is staged: whose input is wrong, which one, what it should have been, and why. Exactly one input is there. */
export interface StagedCorrection {
  programId: string;
  partnerId: string;
  reason: string;
  /** A sale or refund, with the amount that it should have had. */
  sale?: { source: string; saleId: string; amount: { amount: string; currency: string } };
  /** An event (or a sale), with what it should have said; what is not said stays. Its credits are how it is split. */
  event?: { source: string; eventId: string; changes: EventChanges };
  /** From each civil day on the partner is of this tier; null where no tier begins that day. */
  tiers?: { fromDay: string; tier: string | null }[];
}

/** What is ordered of a correction: submit exactly what was shown, or drop it. */
export type CorrectionOrder = { order: 'submit'; hash: string } | { order: 'withdraw' };

/** What one line comes to. Minor units in decimal digits. */
export interface CascadeLine {
  source: string;
  /** The sender's id of the sale or event. */
  id: string;
  rule: string;
  period: string;
  /** Who is paid; for a person's earning the partner that it belongs to. */
  partnerId: string;
  personId: string | null;
  overlay: boolean;
  currency: string;
  before: string;
  after: string;
}

/** A net difference. Minor units in decimal digits. */
export interface CascadeNet {
  currency: string;
  differenceMinor: string;
}

/** All that a correction changes. */
export interface Cascade {
  lines: CascadeLine[];
  periods: (CascadeNet & { period: string })[];
  payees: (CascadeNet & { partnerId: string; personId: string | null })[];
  /** Of the correction and its lines: what is approved, and what is posted only if it is still the same. */
  hash: string;
}

/** Sums up what a correction changes; lines that stay as they are are left out. */
export function cascadeOf(correction: StagedCorrection, found: readonly CascadeLine[]): Cascade {
  const lines = found.filter(({ before, after }) => before !== after).sort(byPlace);
  const nets = <Key extends object>(keyOf: (line: CascadeLine) => Key): (Key & CascadeNet)[] => {
    const sums = new Map<string, Key & { currency: string; sum: bigint }>();
    for (const line of lines) {
      const name = JSON.stringify([keyOf(line), line.currency]);
      const sum = (sums.get(name)?.sum ?? 0n) + differenceOf(line);
      sums.set(name, { ...keyOf(line), currency: line.currency, sum });
    }
    return [...sums.keys()].sort().map((name) => {
      const { sum, ...key } = sums.get(name)!;
      return { ...(key as unknown as Key & { currency: string }), differenceMinor: String(sum) };
    });
  };
  return {
    lines,
    periods: nets(({ period }) => ({ period })),
    payees: nets(({ partnerId, personId }) => ({ partnerId, personId })),
    hash: contentHash({ correction, lines }),
  };
}

/** What a line gains or loses. */
export function differenceOf({ before, after }: Pick<CascadeLine, 'before' | 'after'>): bigint {
  return BigInt(after) - BigInt(before);
}

/** What the changed lines of one payee come to together, before and after. Minor units. */
export interface PayeeTotal {
  partnerId: string;
  personId: string | null;
  currency: string;
  lines: number;
  before: bigint;
  after: bigint;
}

/** Sums up what changes for each payee, the biggest difference first. */
export function payeeTotals(lines: readonly CascadeLine[]): PayeeTotal[] {
  const totals = new Map<string, PayeeTotal>();
  for (const { partnerId, personId, currency, before, after } of lines) {
    const key = JSON.stringify([partnerId, personId, currency]);
    const { lines: count, ...sum } = totals.get(key) ?? { lines: 0, before: 0n, after: 0n };
    const total = { before: sum.before + BigInt(before), after: sum.after + BigInt(after) };
    totals.set(key, { partnerId, personId, currency, lines: count + 1, ...total });
  }
  return [...totals.values()].sort(byDifference);
}

/** The biggest difference first, whichever its sign. */
export function byDifference(
  a: { before: string | bigint; after: string | bigint },
  b: { before: string | bigint; after: string | bigint },
): number {
  const [x, y] = [a, b].map(({ before, after }) => {
    const difference = BigInt(after) - BigInt(before);
    return difference < 0n ? -difference : difference;
  }) as [bigint, bigint];
  return x > y ? -1 : x < y ? 1 : 0;
}

/** What is corrected, for people. */
export function correctionTitle({ sale, event, tiers }: StagedCorrection): string {
  if (sale) return `Correction of ${sale.source}/${sale.saleId}`;
  if (event) return `Correction of ${event.source}/${event.eventId}`;
  return `Correction of the tier from ${(tiers ?? []).map(({ fromDay }) => fromDay).join(', ')}`;
}

/** What an approval of exactly this cascade is about. */
export function correctionSubject(correctionId: string, { hash }: Pick<Cascade, 'hash'>): string {
  return `correction/${correctionId}/${hash}`;
}

/** What the approver is shown: the nets; the lines are read by the correction's id, and the hash holds them. */
export function correctionFacts(
  correctionId: string,
  correction: StagedCorrection,
  { lines, periods, payees, hash }: Cascade,
): JsonObject {
  const amount = ({ differenceMinor, currency }: CascadeNet): JsonObject => ({
    amount: formatAmount(BigInt(differenceMinor), currency),
    currency,
  });
  return {
    ...{ correctionId, reason: correction.reason, lines: lines.length, cascadeHash: hash },
    net: payees
      .slice(0, NAMED_MAX)
      .map(({ partnerId, personId, ...net }) => ({ payee: personId ?? partnerId, ...amount(net) })),
    periods: periods.slice(0, NAMED_MAX).map(({ period, ...net }) => ({ period, ...amount(net) })),
  };
}

/** A correction, as its workflow hands it to activities. */
export interface CorrectionTicket {
  origin: Origin;
  correctionId: string;
  intakeId: string;
}

/** What was shown last, with all that asking finance needs. Times are program time. */
export interface CorrectionShown {
  round: number;
  partnerId: string;
  partnerName: string;
  /** Who asked for it and may submit it. */
  requester: string;
  /** Whose money it moves: they do not decide. */
  beneficiaries: string[];
  content: ApprovalContent;
  audience: ApprovalAudience;
  openedMs: number;
  dueMs: number;
  calendar: CalendarTable;
  clock: ProgramClock;
  programVersion: string;
}

/** How a correction ends. */
export const CORRECTION_OUTCOMES = ['posted', 'rejected', 'withdrawn', 'expired'] as const;
/** See {@link CORRECTION_OUTCOMES}. */
export type CorrectionOutcome = (typeof CORRECTION_OUTCOMES)[number];

/** The end of an approval that asked for a correction; null where nobody submitted it in time, or it was withdrawn. */
export interface CorrectionDecided {
  origin: Origin;
  correctionId: string;
  round: number;
  approvalId: string;
}

/** What the end of its approval means for the correction where it is not to be posted. */
export function correctionOutcome(ended: ApprovalOutcome): CorrectionOutcome | 'approved' {
  if (ended === 'approved') return 'approved';
  return ended === 'rejected' ? 'rejected' : 'withdrawn';
}

function byPlace(a: CascadeLine, b: CascadeLine): number {
  const [x, y] = [a, b].map(({ period, source, id, rule, partnerId, personId, overlay, currency }) =>
    JSON.stringify([period, source, id, rule, partnerId, personId, overlay, currency]),
  ) as [string, string];
  return x < y ? -1 : x > y ? 1 : 0;
}
