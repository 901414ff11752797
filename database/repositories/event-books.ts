import type { CommissionException, PartnerFacts } from '../../domain/incentivize/commission-events';
import type { PostedByEvents } from '../../domain/incentivize/event-pricing';
import type { RecordedEvent } from '../../domain/incentivize/recorded-event';
import type { SaleReceipt } from '../../domain/sell/counted-sales';
import type { Queryable } from '../sql';
import { execute, query, toSafeNumber, toSafeNumberOrNull } from '../sql';

type EventRow = Omit<RecordedEvent, 'occurredMs' | 'amountMinor' | 'received'> & {
  partnerId: string;
  occurredMs: string | null;
  amountMinor: string | null;
  receivedWall: string;
  importId: string | null;
  importRow: number | null;
};

/** All events of a batch of partners, by partner. */
export async function readEvents(db: Queryable, partnerIds: readonly string[]): Promise<Map<string, RecordedEvent[]>> {
  const rows = await query<EventRow>(
    db,
    `SELECT e.partner_id AS "partnerId", e.event_key AS "eventKey", e.source, e.event_id AS "eventId", e.kind, e.of_event AS of,
            e.occurred_on AS "occurredOn", e.occurred_ms AS "occurredMs", e.period, e.amount_minor AS "amountMinor", e.currency,
            e.details, e.received_wall AS "receivedWall", e.import_id AS "importId", e.import_row AS "importRow"
     FROM partner_commission_event e WHERE e.partner_id = ANY($1::text[])`,
    [partnerIds],
  );
  const books = new Map<string, RecordedEvent[]>();
  for (const row of rows) {
    const { partnerId, occurredMs, amountMinor, receivedWall, importId, importRow, ...event } = row;
    push(books, partnerId, {
      ...event,
      occurredMs: toSafeNumberOrNull(occurredMs),
      amountMinor: amountMinor === null ? null : BigInt(amountMinor),
      received: { wallMs: toSafeNumber(receivedWall), importId: importId ?? '', row: importRow ?? 0 },
    });
  }
  return books;
}

/** When these partners' sales were received, by the key of their row; without those of before rows were noted. */
export async function readReceipts(db: Queryable, partnerIds: readonly string[]): Promise<Map<string, SaleReceipt>> {
  const rows = await query<{ saleKey: string; wallMs: string; importId: string; row: number }>(
    db,
    `SELECT sale_key AS "saleKey", received_wall AS "wallMs", import_id AS "importId", import_row AS row
     FROM partner_sale WHERE partner_id = ANY($1::text[]) AND received_wall IS NOT NULL AND import_row IS NOT NULL`,
    [partnerIds],
  );
  return new Map(rows.map(({ saleKey, wallMs, ...rest }) => [saleKey, { ...rest, wallMs: toSafeNumber(wallMs) }]));
}

/**
 * What plans may ask of a partner, beside its tiers: type, region, and certificates by their days in a zone. `asOf` leaves
 * out certificates, and withdrawals, that were recorded later.
 */
export async function readFacts(
  db: Queryable,
  partnerIds: readonly string[],
  zone: string,
  asOf = 'infinity',
): Promise<Map<string, Omit<PartnerFacts, 'tiers'>>> {
  const rows = await query<{
    partnerId: string;
    type: string;
    region: string;
    certificates: PartnerFacts['certificates'];
  }>(
    db,
    `SELECT p.partner_id AS "partnerId", p.type, p.region, coalesce(jsonb_agg(jsonb_build_object(
              'certification', c.certification,
              'fromDay', to_char(to_timestamp(c.earned_ms / 1000.0) AT TIME ZONE $2, 'YYYY-MM-DD'),
              'toDay', to_char(to_timestamp(c.expires_ms / 1000.0) AT TIME ZONE $2, 'YYYY-MM-DD'))
              ORDER BY c.earned_ms, c.certificate_id) FILTER (WHERE c.certificate_id IS NOT NULL), '[]') AS certificates
     FROM partner p LEFT JOIN certificate c ON c.partner_id = p.partner_id AND c.recorded_at <= $3::timestamptz AND NOT EXISTS (
       SELECT FROM certificate_withdrawn w WHERE w.certificate_id = c.certificate_id AND w.recorded_at <= $3::timestamptz)
     WHERE p.partner_id = ANY($1::text[]) GROUP BY p.partner_id`,
    [partnerIds, zone, asOf],
  );
  return new Map(rows.map(({ partnerId, ...facts }) => [partnerId, facts]));
}

const POSTED_OF_EARNING =
  'e.rule_id, e.partner_id, e.person_id, e.overlay, e.revision, e.amount_minor, e.period, e.tier';

/** What is posted of these partners' events and sales, whoever is paid, by partner; revisions summed up. */
export async function readPostedByEvents(
  db: Queryable,
  programId: string,
  partnerIds: readonly string[],
): Promise<Map<string, PostedByEvents[]>> {
  type Row = Omit<PostedByEvents, 'amountMinor' | 'payee'> & {
    ownerId: string;
    paidId: string;
    personId: string | null;
    amountMinor: string;
  };
  const rows = await query<Row>(
    db,
    // One arm for each key: what is joined by either of two is read row by row where the statistics are old.
    `SELECT owner_id AS "ownerId", source, id AS "eventId", sale_key AS "saleKey", event_key AS "eventKey", rule_id AS "ruleId",
            partner_id AS "paidId", person_id AS "personId", overlay, max(revision) AS revision, sum(amount_minor)::text AS "amountMinor",
            (array_agg(period ORDER BY revision DESC))[1] AS period, (array_agg(tier ORDER BY revision DESC))[1] AS tier
     FROM (SELECT o.partner_id AS owner_id, o.source, o.event_id AS id, e.sale_key, e.event_key, ${POSTED_OF_EARNING}
           FROM partner_commission_event o JOIN earning e ON e.event_key = o.event_key
           WHERE o.partner_id = ANY($1::text[]) AND e.program_id = $2
           UNION ALL
           SELECT o.partner_id, o.source, o.sale_id, e.sale_key, e.event_key, ${POSTED_OF_EARNING}
           FROM partner_sale o JOIN earning e ON e.sale_key = o.sale_key
           WHERE o.partner_id = ANY($1::text[]) AND e.program_id = $2) p
     GROUP BY owner_id, source, id, sale_key, event_key, rule_id, partner_id, person_id, overlay`,
    [partnerIds, programId],
  );
  const posted = new Map<string, PostedByEvents[]>();
  for (const { ownerId, paidId, personId, amountMinor, ...row } of rows) {
    const payee =
      personId === null ? ({ kind: 'partner', id: paidId } as const) : ({ kind: 'person', id: personId } as const);
    push(posted, ownerId, { ...row, payee, amountMinor: BigInt(amountMinor) });
  }
  return posted;
}

/** What these partners' events await or lack now; what was noted before is replaced. */
export async function replaceExceptions(
  tx: Queryable,
  {
    programId,
    businessKey,
    partnerIds,
    rows,
  }: {
    programId: string;
    businessKey: string;
    partnerIds: readonly string[];
    rows: readonly (CommissionException & { partnerId: string })[];
  },
): Promise<void> {
  await execute(tx, 'DELETE FROM commission_exception WHERE program_id = $1 AND partner_id = ANY($2::text[])', [
    programId,
    partnerIds,
  ]);
  if (rows.length === 0) return;
  await execute(
    tx,
    `INSERT INTO commission_exception (partner_id, program_id, source, event_id, rule_id, code, message, business_key)
     SELECT r."partnerId", $1, r.source, r."eventId", coalesce(r."ruleId", ''), r.code, r.message, $2
     FROM jsonb_to_recordset($3) AS r("partnerId" text, source text, "eventId" text, "ruleId" text, code text, message text)
     ON CONFLICT DO NOTHING`,
    [programId, businessKey, JSON.stringify(rows)],
  );
}

function push<T>(groups: Map<string, T[]>, key: string, item: T): void {
  const group = groups.get(key);
  if (group) group.push(item);
  else groups.set(key, [item]);
}
