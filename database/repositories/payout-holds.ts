import type { PayeeStanding } from '../../domain/incentivize/payee';
import { payeeGaps } from '../../domain/incentivize/payee';
import type { LedgerOrder } from '../../domain/incentivize/ledger';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { query } from '../sql';
import type { LedgerPosting } from './ledger';
import { post } from './ledger';
import { readStandings } from './payee-rows';
import { findDisputedLines } from './payout-disputes';
import type { KeptOfLine, LineRow } from './payout-lines';
import { prepareAttempts, settleLines } from './payout-lines';

/** Who holds, and when. */
export interface HoldBy {
  origin: Origin;
  wallMs: number;
}

/**
 * Takes the money of lines out of what is payable, and prepares an attempt of each, with its key, before anybody is called:
 * all or nothing. Gates are asked again, because a day may lie between approval and payment. The lines are locked, their run
 * is being submitted.
 *
 * @returns ids of the lines that are not paid now
 */
export async function holdLines(tx: Queryable, lines: readonly LineRow[], by: HoldBy): Promise<string[]> {
  if (lines.length === 0) return [];
  const payeeIds = lines.map(({ payeeId }) => payeeId);
  // Whoever changes a payee now waits until we are through.
  await query(tx, 'SELECT FROM payee WHERE payee_id = ANY($1::text[]) ORDER BY payee_id FOR SHARE', [payeeIds]);
  const standings = await readStandings(tx, payeeIds);
  const disputed = await findDisputedLines(
    tx,
    lines.map(({ lineId }) => lineId),
  );
  const reasons = new Map(
    lines.map((line) => {
      const gap = gapOf(line, standings.get(line.payeeId), by.wallMs);
      return [line.lineId, disputed.has(line.lineId) ? 'disputed' : gap];
    }),
  );
  const held = lines.filter(({ lineId }) => reasons.get(lineId) === null);
  const lineIds = held.map(({ lineId }) => lineId);
  await settleLines(tx, lineIds, { state: 'in_transit', wallMs: by.wallMs });
  const attempts = await prepareAttempts(tx, lineIds, by);
  await post(
    tx,
    held.flatMap((line) =>
      ordersOut(line).map((order) =>
        posting(line, { ...by, key: `payout-attempt/${attempts.get(line.lineId)!}/${order.kind}` }, order),
      ),
    ),
  );
  const stopped = lines.filter(({ lineId }) => reasons.get(lineId) !== null);
  for (const [reason, ids] of grouped(stopped, reasons)) await settleBlocked(tx, ids, reason);
  return stopped.map(({ lineId }) => lineId);
}

type Moved = KeptOfLine & { amountMinor: bigint };
type MoveOrder = Extract<LedgerOrder, { amountMinor: bigint }>;

/** What leaves what is payable with a payment: first in comes what earlier reserves release, last out what is kept back now. */
const ordersOut = ({ amountMinor, withheldMinor, reservedMinor, releasedMinor }: Moved): MoveOrder[] =>
  something([
    { kind: 'unreserve', amountMinor: releasedMinor },
    { kind: 'pay', amountMinor },
    { kind: 'withhold', amountMinor: withheldMinor },
    { kind: 'reserve', amountMinor: reservedMinor },
  ]);

/** The way back of a payment that moved nothing, or came back: everything is where it was before. */
export const ordersBack = ({ amountMinor, withheldMinor, reservedMinor, releasedMinor }: Moved): MoveOrder[] =>
  something([
    { kind: 'unreserve', amountMinor: reservedMinor },
    { kind: 'unwithhold', amountMinor: withheldMinor },
    { kind: 'return', amountMinor },
    { kind: 'reserve', amountMinor: releasedMinor },
  ]);

const something = (orders: MoveOrder[]): MoveOrder[] => orders.filter(({ amountMinor }) => amountMinor > 0n);

/** A posting about a line. */
export function posting(
  { partnerId, personId, currency }: Pick<LineRow, 'partnerId' | 'personId' | 'currency'>,
  by: { origin: Origin; wallMs: number; key: string },
  order: LedgerPosting['order'],
): LedgerPosting {
  return {
    ...{ partnerId, personId, currency, order },
    businessKey: by.key,
    origin: by.origin,
    program: null,
    effectiveMs: by.wallMs,
  };
}

/** Why a line is not paid now; null where it is. */
function gapOf({ accountId }: LineRow, standing: PayeeStanding | undefined, wallMs: number): string | null {
  if (!standing) return 'no_account';
  const gaps: string[] = payeeGaps(standing, wallMs);
  if (standing.account !== null && standing.account.accountId !== accountId) gaps.unshift('account_changed');
  return gaps.length === 0 ? null : gaps.join(', ');
}

function grouped(lines: readonly LineRow[], reasons: ReadonlyMap<string, string | null>): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const { lineId } of lines) {
    const reason = reasons.get(lineId)!;
    groups.set(reason, [...(groups.get(reason) ?? []), lineId]);
  }
  return groups;
}

/** What was ready is blocked, and due to the next run; what had failed stays so. */
async function settleBlocked(tx: Queryable, lineIds: readonly string[], reason: string): Promise<void> {
  const ready = await query<{ lineId: string }>(
    tx,
    `SELECT line_id AS "lineId" FROM payout_line WHERE line_id = ANY($1::text[]) AND state = 'ready'`,
    [lineIds],
  );
  await settleLines(
    tx,
    ready.map(({ lineId }) => lineId),
    { state: 'blocked', reason },
  );
}
