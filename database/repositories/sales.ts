import { createHash } from 'node:crypto';
import type { PeriodUnit } from '../../domain/calendar';
import { periodKeyOf } from '../../domain/calendar';
import type { RowOutcome } from '../../domain/imports';
import type { Sale } from '../../domain/sell/sale';
import { saleContent } from '../../domain/sell/sale';
import type { SaleNote } from '../../domain/sell/sale-report';
import { noteOnSale } from '../../domain/sell/sale-report';
import { countFamilies, readFamilies } from '../sale-facts';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** A chunk of sales that keep the rules, all of one source. */
export interface SaleChunk {
  importId: string;
  source: string;
  /** How long the program's periods are. */
  periodUnit: PeriodUnit;
  /** When the import was received, wall time. */
  receivedWallMs: number;
  sales: readonly (Sale & { row: number })[];
}

/** A sale with its key and content hash. */
interface KeyedSale {
  key: string;
  hash: string;
  sale: Sale;
  /** Its row in the import. */
  row: number;
}

interface StoredSale {
  saleKey: string;
  partnerId: string | null;
}

/** The key of a sale's row: the same for the same (source, sale id). */
export function saleKeyOf(source: string, saleId: string): string {
  return `sal_${sha256(JSON.stringify([source, saleId])).slice(0, 32)}`;
}

/**
 * Stores a chunk in one statement and tells for each sale, in order, what became of it. Partners are found by the
 * source's own id first, then by ours. Idempotent by (source, sale id). What is to say about a refund or correction is
 * said as its sale stands when the chunk is in.
 */
export async function storeSales(tx: Queryable, chunk: SaleChunk): Promise<RowOutcome[]> {
  const keyed = chunk.sales.map(({ row, ...sale }): KeyedSale => ({
    key: saleKeyOf(chunk.source, sale.saleId),
    hash: sha256(saleContent(chunk.source, sale)),
    sale,
    row,
  }));
  // A file may hold one id twice; the first one is stored, and the others are compared with it.
  const first = new Map<string, KeyedSale>();
  for (const row of keyed) if (!first.has(row.key)) first.set(row.key, row);
  const stored = await insertSales(tx, chunk, [...first.values()]);
  const known = await hashesOf(
    tx,
    keyed.filter((row) => !stored.has(row.key)).map((row) => row.key),
  );
  const notes = await notesOn(
    tx,
    chunk.source,
    [...first.values()].filter((row) => stored.has(row.key)),
  );
  return keyed.map((row) => {
    const mine = first.get(row.key) === row ? stored.get(row.key) : undefined;
    if (mine) return { ...outcomeOf(row.sale, mine.partnerId), ...notes.get(row.sale.saleId) };
    const hash = known.get(row.key) ?? first.get(row.key)?.hash;
    return hash === row.hash ? repeated(row.sale) : conflicting(chunk.source, row.sale);
  });
}

async function insertSales(
  tx: Queryable,
  chunk: SaleChunk,
  rows: readonly KeyedSale[],
): Promise<Map<string, StoredSale>> {
  const column = <T>(read: (sale: Sale) => T): T[] => rows.map((row) => read(row.sale));
  const inserted = await query<StoredSale>(
    tx,
    `INSERT INTO sale (sale_key, source, sale_id, partner_id, partner_reference, kind, occurred_on, period, amount_minor,
                       currency, product, quantity, refund_of, content_hash, import_id, corrects, occurred_ms, received_wall, import_row)
     SELECT r.sale_key, $1, r.sale_id, coalesce(external.partner_id, ours.partner_id), r.reference, r.kind, r.occurred_on,
            r.period, r.amount_minor, r.currency, r.product, r.quantity, r.refund_of, r.content_hash, $2,
            r.corrects, r.occurred_ms, $15, r.import_row
     FROM unnest($3::text[], $4::text[], $5::text[], $6::text[], $7::date[], $8::text[], $9::bigint[], $10::text[],
                 $11::text[], $12::int[], $13::text[], $14::text[], $16::text[], $17::bigint[], $18::int[])
       AS r(sale_key, sale_id, reference, kind, occurred_on, period, amount_minor, currency, product, quantity, refund_of, content_hash,
            corrects, occurred_ms, import_row)
     LEFT JOIN partner external ON external.source = $1 AND external.external_id = r.reference
     LEFT JOIN partner ours ON ours.partner_id = r.reference
     ON CONFLICT DO NOTHING
     RETURNING sale_key AS "saleKey", partner_id AS "partnerId"`,
    [
      chunk.source,
      chunk.importId,
      rows.map((row) => row.key),
      column((sale) => sale.saleId),
      column((sale) => sale.partner),
      column((sale) => sale.kind),
      column((sale) => sale.occurredOn),
      column((sale) => periodKeyOf(chunk.periodUnit, sale.occurredOn)),
      column((sale) => sale.amountMinor),
      column((sale) => sale.currency),
      column((sale) => sale.product),
      column((sale) => sale.quantity),
      column((sale) => sale.refundOf),
      rows.map((row) => row.hash),
      chunk.receivedWallMs,
      column((sale) => sale.corrects),
      column((sale) => sale.occurredMs),
      rows.map((row) => row.row),
    ],
  );
  return new Map(inserted.map((row) => [row.saleKey, row]));
}

/** What there is to say about new refunds and corrections whose partner is known, by sale id. */
async function notesOn(tx: Queryable, source: string, rows: readonly KeyedSale[]): Promise<Map<string, SaleNote>> {
  const naming = rows.filter(({ sale }) => sale.kind !== 'sale').map(({ sale }) => ({ source, saleId: sale.saleId }));
  const counted = countFamilies(await readFamilies(tx, naming));
  const notes = new Map<string, SaleNote>();
  for (const { key, sale } of rows) {
    const found = counted.get(key);
    const note = found && sale.kind !== 'sale' ? noteOnSale(sale, found) : null;
    if (note) notes.set(sale.saleId, note);
  }
  return notes;
}

async function hashesOf(tx: Queryable, keys: readonly string[]): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map();
  const rows = await query<{ saleKey: string; hash: string }>(
    tx,
    'SELECT sale_key AS "saleKey", content_hash AS hash FROM sale WHERE sale_key = ANY($1::text[])',
    [keys],
  );
  return new Map(rows.map((row) => [row.saleKey, row.hash]));
}

function outcomeOf(sale: Sale, partnerId: string | null): RowOutcome {
  if (partnerId !== null) return { outcome: 'stored', reference: sale.saleId, partnerId, code: null, message: null };
  const message = `No partner is known as "${sale.partner}" yet; the sale is stored and will be matched when one is.`;
  return { outcome: 'unmatched', reference: sale.saleId, partnerId: null, code: null, message };
}

function repeated(sale: Sale): RowOutcome {
  return { outcome: 'same', reference: sale.saleId, partnerId: null, code: null, message: null };
}

function conflicting(source: string, sale: Sale): RowOutcome {
  const message = `Sale "${sale.saleId}" of source "${source}" is stored with other content. Send a correction of it, or take it back by a refund and send a new one.`;
  return { outcome: 'conflict', reference: sale.saleId, partnerId: null, code: 'SALE.CONFLICT', message };
}

/**
 * Gives sales that nobody was known for to partners that have appeared since, by new rows. Idempotent by sale.
 * Run when a partner appears, and again before each pricing: an import that looked for the partner a moment too early
 * is then seen as well.
 *
 * @returns how many sales were matched now
 */
export async function matchSales(
  tx: Queryable,
  input: { partnerIds: readonly string[]; businessKey: string },
): Promise<number> {
  return execute(
    tx,
    `INSERT INTO sale_match (sale_key, partner_id, business_key)
     SELECT DISTINCT ON (found.sale_key) found.sale_key, found.partner_id, $2 FROM (
       SELECT s.sale_key, p.partner_id, 0 AS rank FROM partner p JOIN sale s ON s.source = p.source AND s.partner_reference = p.external_id
       WHERE p.partner_id = ANY($1::text[]) AND s.partner_id IS NULL
       UNION ALL
       SELECT s.sale_key, p.partner_id, 1 FROM partner p JOIN sale s ON s.partner_reference = p.partner_id
       WHERE p.partner_id = ANY($1::text[]) AND s.partner_id IS NULL) found
     WHERE NOT EXISTS (SELECT FROM sale_match m WHERE m.sale_key = found.sale_key)
     ORDER BY found.sale_key, found.rank, found.partner_id
     ON CONFLICT (sale_key) DO NOTHING`,
    [input.partnerIds, input.businessKey],
  );
}

/** How long the periods of a program are, by its newest version; null when it has none. */
export async function findPeriodUnit(db: Queryable, programId: string): Promise<PeriodUnit | null> {
  const row = await queryOne<{ unit: PeriodUnit }>(
    db,
    `SELECT document ->> 'period' AS unit FROM program_version WHERE program_id = $1 ORDER BY version DESC LIMIT 1`,
    [programId],
  );
  return row?.unit ?? null;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
