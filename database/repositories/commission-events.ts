import { createHash } from 'node:crypto';
import type { SentEvent } from '../../domain/incentivize/incoming-event';
import { eventContent } from '../../domain/incentivize/incoming-event';
import type { RowOutcome } from '../../domain/imports';
import type { Queryable } from '../sql';
import { execute, query } from '../sql';

/** A chunk of events that keep the rules, all of one source. */
export interface EventChunk {
  importId: string;
  source: string;
  /** When the import was received, wall time. */
  receivedWallMs: number;
  events: readonly (SentEvent & { row: number })[];
}

interface KeyedEvent {
  key: string;
  hash: string;
  event: SentEvent;
  /** Its row in the import. */
  row: number;
}

interface StoredEvent {
  eventKey: string;
  partnerId: string | null;
}

/** The key of an event's row: the same for the same (source, event id). */
export function eventKeyOf(source: string, eventId: string): string {
  return `cev_${sha256(JSON.stringify([source, eventId])).slice(0, 32)}`;
}

/** The hash of all that the sender said. */
export function eventHashOf(source: string, event: SentEvent): string {
  return sha256(eventContent(source, event));
}

/**
 * Stores a chunk in a few statements and tells for each event, in order, what became of it. Partners are found by the
 * source's own id first, then by ours. Idempotent by (source, event id); an id that a sale of the source has is taken.
 */
export async function storeEvents(tx: Queryable, chunk: EventChunk): Promise<RowOutcome[]> {
  const { source } = chunk;
  const keyed = chunk.events.map(({ row, ...event }): KeyedEvent => ({
    key: eventKeyOf(source, event.eventId),
    hash: eventHashOf(source, event),
    event,
    row,
  }));
  const sold = await idsOfSales(tx, source, keyed);
  const strange = await strangeCredits(tx, keyed);
  const usable = keyed.filter(
    ({ event }) => !sold.has(event.eventId) && !creditsOf(event).some((id) => strange.has(id)),
  );
  // A file may hold one id twice; the first one is stored, and the others are compared with it.
  const first = new Map<string, KeyedEvent>();
  for (const row of usable) if (!first.has(row.key)) first.set(row.key, row);
  const stored = await insertEvents(tx, chunk, [...first.values()]);
  const known = await hashesOf(
    tx,
    usable.filter((row) => !stored.has(row.key)).map((row) => row.key),
  );
  return keyed.map((row): RowOutcome => {
    const { event, key, hash } = row;
    if (sold.has(event.eventId))
      return conflicting(event, `A sale of source "${source}" has this id: give another one.`);
    const stranger = creditsOf(event).find((id) => strange.has(id));
    if (stranger !== undefined) return unknownCredit(event, stranger);
    const mine = first.get(key) === row ? stored.get(key) : undefined;
    if (mine) return outcomeOf(event, mine.partnerId);
    if ((known.get(key) ?? first.get(key)?.hash) === hash) return answer(event, { outcome: 'same' });
    const message = `Event "${event.eventId}" of source "${source}" is stored with other content. Send a correction of it.`;
    return conflicting(event, message);
  });
}

async function insertEvents(
  tx: Queryable,
  { source, importId, receivedWallMs }: EventChunk,
  rows: readonly KeyedEvent[],
): Promise<Map<string, StoredEvent>> {
  if (rows.length === 0) return new Map();
  const sent = rows.map(({ key, hash, event, row }) => ({ ...event, key, hash, row }));
  const inserted = await query<StoredEvent>(
    tx,
    `INSERT INTO commission_event (event_key, source, event_id, partner_id, partner_reference, kind, occurred_on, occurred_ms, period,
                                   of_event, amount_minor, currency, details, content_hash, received_wall, import_id, import_row, business_key)
     SELECT r.key, $1, r."eventId", coalesce(external.partner_id, ours.partner_id), r.partner, r.kind, r."occurredOn", r."occurredMs",
            r.period, r.of, r."amountMinor", r.currency, r.details, r.hash, $3, $2, r.row, 'import/' || $2
     FROM jsonb_to_recordset($4) AS r(key text, hash text, row int, "eventId" text, partner text, kind text, "occurredOn" date,
       "occurredMs" bigint, period text, of text, "amountMinor" bigint, currency text, details jsonb)
     LEFT JOIN partner external ON external.source = $1 AND external.external_id = r.partner
     LEFT JOIN partner ours ON ours.partner_id = r.partner
     ON CONFLICT DO NOTHING
     RETURNING event_key AS "eventKey", partner_id AS "partnerId"`,
    [source, importId, receivedWallMs, JSON.stringify(sent)],
  );
  return new Map(inserted.map((row) => [row.eventKey, row]));
}

async function idsOfSales(tx: Queryable, source: string, rows: readonly KeyedEvent[]): Promise<Set<string>> {
  const sales = await query<{ saleId: string }>(
    tx,
    'SELECT sale_id AS "saleId" FROM sale WHERE source = $1 AND sale_id = ANY($2::text[])',
    [source, rows.map(({ event }) => event.eventId)],
  );
  return new Set(sales.map(({ saleId }) => saleId));
}

/** Who is credited and is no partner. */
async function strangeCredits(tx: Queryable, rows: readonly KeyedEvent[]): Promise<Set<string>> {
  const credited = new Set(rows.flatMap(({ event }) => creditsOf(event)));
  if (credited.size === 0) return credited;
  const partners = await query<{ partnerId: string }>(
    tx,
    'SELECT partner_id AS "partnerId" FROM partner WHERE partner_id = ANY($1::text[])',
    [[...credited]],
  );
  for (const { partnerId } of partners) credited.delete(partnerId);
  return credited;
}

function creditsOf({ details }: SentEvent): string[] {
  const credits = (details.credits ?? []) as { partnerId: string }[];
  return credits.map(({ partnerId }) => partnerId);
}

async function hashesOf(tx: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await query<{ eventKey: string; hash: string }>(
    tx,
    'SELECT event_key AS "eventKey", content_hash AS hash FROM commission_event WHERE event_key = ANY($1::text[])',
    [keys],
  );
  return new Map(rows.map((row) => [row.eventKey, row.hash]));
}

function outcomeOf(event: SentEvent, partnerId: string | null): RowOutcome {
  if (partnerId !== null) return answer(event, { outcome: 'stored', partnerId });
  const message = `No partner is known as "${event.partner}" yet; the event is stored and will be matched when one is.`;
  return answer(event, { outcome: 'unmatched', message });
}

function conflicting(event: SentEvent, message: string): RowOutcome {
  return answer(event, { outcome: 'conflict', code: 'EVENT.CONFLICT', message });
}

function unknownCredit(event: SentEvent, partnerId: string): RowOutcome {
  const message = `/credits: "${partnerId}" is no partner: give our partner id of whoever has a share.`;
  return answer(event, { outcome: 'refused', code: 'PARTNER.UNKNOWN', message });
}

function answer({ eventId }: SentEvent, told: Pick<RowOutcome, 'outcome'> & Partial<RowOutcome>): RowOutcome {
  return { reference: eventId, partnerId: null, code: null, message: null, ...told };
}

/**
 * Gives events that nobody was known for to partners that have appeared since, by new rows. Idempotent by event. Runs
 * where sales are matched: when a partner appears, and before each pricing.
 *
 * @returns how many events were matched now
 */
export async function matchEvents(
  tx: Queryable,
  { partnerIds, businessKey }: { partnerIds: readonly string[]; businessKey: string },
): Promise<number> {
  return execute(
    tx,
    `INSERT INTO commission_event_match (event_key, partner_id, business_key)
     SELECT DISTINCT ON (found.event_key) found.event_key, found.partner_id, $2 FROM (
       SELECT e.event_key, p.partner_id, 0 AS rank FROM partner p
       JOIN commission_event e ON e.source = p.source AND e.partner_reference = p.external_id
       WHERE p.partner_id = ANY($1::text[]) AND e.partner_id IS NULL
       UNION ALL
       SELECT e.event_key, p.partner_id, 1 FROM partner p JOIN commission_event e ON e.partner_reference = p.partner_id
       WHERE p.partner_id = ANY($1::text[]) AND e.partner_id IS NULL) found
     WHERE NOT EXISTS (SELECT FROM commission_event_match m WHERE m.event_key = found.event_key)
     ORDER BY found.event_key, found.rank, found.partner_id
     ON CONFLICT (event_key) DO NOTHING`,
    [partnerIds, businessKey],
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
