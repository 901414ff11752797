import type { JsonObject } from '../../domain/hash';
import { OWN_SOURCE } from '../../domain/incentivize/event-pricing';
import type { SentEvent } from '../../domain/incentivize/incoming-event';
import type { Queryable } from '../sql';
import { execute, query, toSafeNumber } from '../sql';
import { eventKeyOf, eventHashOf } from './commission-events';

/** Something that the lifecycle knows and that is no event yet. */
export interface OwnEvent extends Pick<SentEvent, 'eventId' | 'kind' | 'of'> {
  partnerId: string;
  /** Program time, epoch ms. */
  ms: number;
  details: JsonObject;
}

/** Whether `id` is an event of ours already. */
const KNOWN = (id: string): string =>
  `EXISTS (SELECT FROM commission_event e WHERE e.source = '${OWN_SOURCE}' AND e.event_id = ${id})`;

/**
 * Certificates of the partners' people, and that one was withdrawn, that are no events yet. Each says who earned it, in
 * the role that its track is for.
 */
export async function findCertificateEvents(db: Queryable, partnerIds: readonly string[]): Promise<OwnEvent[]> {
  return ownEvents(
    db,
    `SELECT 'certificate/' || c.certificate_id AS "eventId", c.partner_id AS "partnerId", 'cert_earned' AS kind, NULL AS of, c.earned_ms AS ms,
            jsonb_build_object('certification', c.certification, 'people', jsonb_build_array(jsonb_build_object(
              'personId', c.person_id, 'role', coalesce(v.document #>> ARRAY['tracks', c.track, 'role'], '')))) AS details
     FROM certificate c JOIN program_version v ON v.program_id = c.program_id AND v.version = c.program_version
     WHERE c.partner_id = ANY($1::text[]) AND NOT ${KNOWN(`'certificate/' || c.certificate_id`)}
     UNION ALL
     SELECT 'certificate-withdrawn/' || c.certificate_id, c.partner_id, 'cancellation', 'certificate/' || c.certificate_id, c.earned_ms, '{}'
     FROM certificate c JOIN certificate_withdrawn USING (certificate_id)
     WHERE c.partner_id = ANY($1::text[]) AND NOT ${KNOWN(`'certificate-withdrawn/' || c.certificate_id`)}`,
    partnerIds,
  );
}

/** Milestone steps that were reached and are no events yet; the milestone is the step's key. */
export async function findMilestoneEvents(db: Queryable, partnerIds: readonly string[]): Promise<OwnEvent[]> {
  return ownEvents(
    db,
    `SELECT 'milestone/' || s.step_id AS "eventId", s.partner_id AS "partnerId", 'milestone' AS kind, NULL AS of, s.ended_ms AS ms,
            jsonb_build_object('milestone', s.key) AS details
     FROM step s WHERE s.partner_id = ANY($1::text[]) AND s.kind = 'milestone' AND s.state = 'done' AND s.ended_ms IS NOT NULL
       AND NOT ${KNOWN(`'milestone/' || s.step_id`)}`,
    partnerIds,
  );
}

async function ownEvents(db: Queryable, sql: string, partnerIds: readonly string[]): Promise<OwnEvent[]> {
  const rows = await query<Omit<OwnEvent, 'ms'> & { ms: string }>(db, sql, [partnerIds]);
  return rows.map((row) => ({ ...row, ms: toSafeNumber(row.ms) }));
}

/** The last period of a partner that our own close has ended; null before the first one. */
export async function findLastClose(db: Queryable, partnerId: string): Promise<string | null> {
  const [row] = await query<{ period: string | null }>(
    db,
    `SELECT max(period COLLATE "C") AS period FROM commission_event
     WHERE partner_id = $1 AND source = '${OWN_SOURCE}' AND kind = 'period_close'`,
    [partnerId],
  );
  return row?.period ?? null;
}

/** Records what the lifecycle knows as events. Idempotent by event id. */
export async function insertOwnEvents(
  tx: Queryable,
  { events, businessKey, nowWallMs }: { events: readonly SentEvent[]; businessKey: string; nowWallMs: number },
): Promise<void> {
  if (events.length === 0) return;
  const rows = events.map((event) => ({
    ...event,
    key: eventKeyOf(OWN_SOURCE, event.eventId),
    hash: eventHashOf(OWN_SOURCE, event),
  }));
  await execute(
    tx,
    `INSERT INTO commission_event (event_key, source, event_id, partner_id, partner_reference, kind, occurred_on, occurred_ms, period,
                                   of_event, details, content_hash, received_wall, business_key)
     SELECT r.key, '${OWN_SOURCE}', r."eventId", r.partner, r.partner, r.kind, r."occurredOn", r."occurredMs", r.period, r.of, r.details, r.hash, $2, $3
     FROM jsonb_to_recordset($1) AS r(key text, hash text, "eventId" text, partner text, kind text, "occurredOn" date, "occurredMs" bigint,
       period text, of text, details jsonb)
     ON CONFLICT DO NOTHING`,
    [JSON.stringify(rows), nowWallMs, businessKey],
  );
}
