import type { Pool } from 'pg';
import type { JsonObject } from '../../domain/hash';
import { query, queryOne, toSafeNumber } from '../sql';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** One line of the audit, as readers see it. */
export interface TimelineEntry {
  seq: number;
  partnerId: string | null;
  /** Region of that partner, for whoever sees regions only. */
  region: string | null;
  /** Program time, epoch ms. */
  atMs: number;
  actor: string;
  /** Of a person or service that is known. */
  actorName: string | null;
  onBehalfOf: string | null;
  action: string;
  subject: string;
  reason: string | null;
  details: JsonObject | null;
  programVersion: string | null;
  workflowId: string;
  runId: string;
  historyLength: number;
  /** When it was written, wall time, epoch ms: information only. */
  recordedMs: number;
}

/** Who reads the audit as it grows. */
export interface AuditReader {
  sight: Sight;
  /** Whether they may read what was done to our own people, which belongs to no partner. */
  readsPeople: boolean;
}

type Row = Omit<TimelineEntry, 'seq' | 'atMs' | 'recordedMs'> & { seq: string; atMs: string; recordedMs: string };

const ENTRY = `
  SELECT e.seq, e.partner_id AS "partnerId", p.region, e.at_ms AS "atMs", e.actor, n.display_name AS "actorName", e.on_behalf_of AS "onBehalfOf", e.action, e.subject,
         e.reason, e.details, e.program_version AS "programVersion", e.workflow_id AS "workflowId", e.run_id AS "runId",
         e.history_length AS "historyLength", floor(extract(epoch FROM e.recorded_at) * 1000)::bigint AS "recordedMs"
  FROM audit e LEFT JOIN partner p ON p.partner_id = e.partner_id
  LEFT JOIN person n ON n.person_id = substr(e.actor, strpos(e.actor, '/') + 1) AND strpos(e.actor, '/') > 0`;

/** The audit, read only. Who may see which line is the caller's to ask: partners by their sight, the rest by role. */
export class TimelineView {
  constructor(private readonly pool: Pool) {}

  /** A partner's lines, the latest first; one more than the page holds. */
  async ofPartner(partnerId: string, page: { limit: number; beforeSeq: number | null }): Promise<TimelineEntry[]> {
    const rows = await query<Row>(
      this.pool,
      `${ENTRY} WHERE e.partner_id = $1 AND ($2::bigint IS NULL OR e.seq < $2) ORDER BY e.seq DESC LIMIT $3`,
      [partnerId, page.beforeSeq, page.limit + 1],
    );
    return rows.map(entryOf);
  }

  /**
   * The lines within sight after one and up to another, in order; those of no partner for whoever sees everything, and
   * of these the lines about our own people for whoever may read who they are.
   */
  async between(
    reader: AuditReader,
    range: { afterSeq: number; upToSeq: number; partnerId?: string; limit: number },
  ): Promise<TimelineEntry[]> {
    const { afterSeq, upToSeq, partnerId = null, limit } = range;
    const rows = await query<Row>(
      this.pool,
      `${ENTRY} WHERE e.seq > $1 AND e.seq <= $2 AND ${sightSql('p', 3)} AND ($6::text IS NULL OR e.partner_id = $6)
         AND ($7::boolean OR e.partner_id IS NOT NULL OR e.subject NOT LIKE 'person/%') ORDER BY e.seq LIMIT $8`,
      [afterSeq, upToSeq, ...sightValues(reader.sight), partnerId, reader.readsPeople, limit],
    );
    return rows.map(entryOf);
  }

  /** Those of these partners that are within sight. */
  async within(sight: Sight, partnerIds: readonly string[]): Promise<string[]> {
    const rows = await query<{ partnerId: string }>(
      this.pool,
      `SELECT p.partner_id AS "partnerId" FROM partner p WHERE p.partner_id = ANY($1) AND ${sightSql('p', 2)} ORDER BY 1`,
      [partnerIds, ...sightValues(sight)],
    );
    return rows.map(({ partnerId }) => partnerId);
  }

  /** The numbers after one, in order, with when each was written: numbers are given before they are committed. */
  async numbersAfter(seq: number, limit: number): Promise<{ seq: number; recordedMs: number }[]> {
    const rows = await query<{ seq: string; recordedMs: string }>(
      this.pool,
      `SELECT seq, floor(extract(epoch FROM recorded_at) * 1000)::bigint AS "recordedMs" FROM audit WHERE seq > $1 ORDER BY seq LIMIT $2`,
      [seq, limit],
    );
    return rows.map((row) => ({ seq: toSafeNumber(row.seq), recordedMs: toSafeNumber(row.recordedMs) }));
  }

  /** The number of the last line; 0 before the first. */
  async lastSeq(): Promise<number> {
    const row = await queryOne<{ seq: string }>(this.pool, 'SELECT coalesce(max(seq), 0) AS seq FROM audit');
    return toSafeNumber(row!.seq);
  }
}

const entryOf = (row: Row): TimelineEntry => ({
  ...row,
  seq: toSafeNumber(row.seq),
  atMs: toSafeNumber(row.atMs),
  recordedMs: toSafeNumber(row.recordedMs),
});
