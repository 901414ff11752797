import type { Pool } from 'pg';
import type { LifecycleMode } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';
import type { Present } from './presents';
import { onPresent, presentSql, presentValues } from './presents';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** A partner in a running stage. Times are program time, epoch ms. */
export interface BoardCard {
  stage: StageName;
  /** How many partners run this stage, and how many of them have an overdue step in it. */
  total: number;
  late: number;
  partnerId: string;
  name: string;
  tier: string | null;
  region: string;
  mode: LifecycleMode;
  programVersion: string;
  sinceMs: number;
  isLate: boolean;
  /** The earliest due of its open steps in this stage. */
  dueMs: number | null;
  waitingFor: string | null;
}

type Row = Omit<BoardCard, 'sinceMs' | 'dueMs'> & { sinceMs: string; dueMs: string | null };

/** Later than any date: the index on open steps is in this order. */
const NEVER = '9007199254740991';

/** Whether a stage's partner is within sight; whoever sees all is not asked for each. */
const SEEN = `($1::boolean OR EXISTS (SELECT FROM partner p WHERE p.partner_id = r.partner_id AND ${sightSql('p', 1)}))`;

/** The pipeline: who runs which stage, read only and within a reader's sight. */
export class BoardView {
  constructor(private readonly pool: Pool) {}

  /** The first so many cards of each stage: those with something overdue, then those who have been in it longest. */
  async cards(sight: Sight, presents: readonly Present[], perStage: number): Promise<BoardCard[]> {
    const rows = await query<Row>(
      this.pool,
      // Ten thousand partners are counted, but only the cards that are shown are sorted out and looked up. The few late
      // steps look up what they belong to one by one (OFFSET 0): joined, they would make Postgres read all that runs.
      `WITH late AS MATERIALIZED (
         SELECT DISTINCT r.stage, r.started_ms, r.workflow_id, r.partner_id
         FROM step s CROSS JOIN LATERAL (
           SELECT * FROM stage_run r WHERE r.workflow_id = s.stage_workflow_id AND r.outcome IS NULL OFFSET 0) r
         WHERE s.state = 'open' AND coalesce(s.due_ms, ${NEVER}) < $7 AND ${SEEN} AND ($9::boolean OR EXISTS (
           SELECT FROM partner p JOIN ${presentSql(4)} ON ${onPresent('p')}
           WHERE p.partner_id = s.partner_id AND s.due_ms < present.now_ms))
       ), running AS (
         SELECT r.stage, count(*)::int AS total FROM stage_run r WHERE r.outcome IS NULL AND ${SEEN} GROUP BY r.stage
       ), lates AS (
         SELECT stage, count(*)::int AS late FROM late GROUP BY stage
       ), placed AS (
         SELECT running.stage, running.total, coalesce(lates.late, 0) AS lates, card.*
         FROM running LEFT JOIN lates USING (stage), LATERAL (
           (SELECT true AS late, l.started_ms, l.workflow_id, l.partner_id FROM late l
            WHERE l.stage = running.stage ORDER BY l.started_ms, l.workflow_id LIMIT $8)
           UNION ALL
           (SELECT false, r.started_ms, r.workflow_id, r.partner_id FROM stage_run r
            WHERE r.stage = running.stage AND r.outcome IS NULL AND ${SEEN} AND r.workflow_id NOT IN (SELECT workflow_id FROM late)
            ORDER BY r.started_ms, r.workflow_id LIMIT $8)
           ORDER BY late DESC, started_ms, workflow_id LIMIT $8
         ) card
       )
       SELECT c.stage, c.total, c.lates AS late, p.partner_id AS "partnerId", p.name, t.tier, p.region, p.mode,
              p.program_id || '@' || p.program_version AS "programVersion", c.started_ms AS "sinceMs", c.late AS "isLate",
              s.due_ms AS "dueMs", s.waiting_for AS "waitingFor"
       FROM placed c JOIN partner p ON p.partner_id = c.partner_id
       LEFT JOIN LATERAL (SELECT tier FROM partner_tier t WHERE t.partner_id = p.partner_id ORDER BY from_day DESC LIMIT 1) t ON true
       LEFT JOIN LATERAL (SELECT s.due_ms, s.waiting_for FROM step s WHERE s.stage_workflow_id = c.workflow_id AND s.state = 'open'
                          ORDER BY s.due_ms NULLS LAST, s.position LIMIT 1) s ON true
       ORDER BY c.stage, c.late DESC, c.started_ms, c.workflow_id`,
      [
        ...sightValues(sight),
        ...presentValues(presents),
        // Nothing is late that no clock has reached: the index on open steps begins with the late ones.
        Math.max(0, ...presents.map(({ nowMs }) => nowMs)),
        perStage,
        // Where all versions have the same present nobody is asked for theirs.
        new Set(presents.map(({ nowMs }) => nowMs)).size === 1,
      ],
    );
    return rows.map((row) => ({ ...row, sinceMs: toSafeNumber(row.sinceMs), dueMs: toSafeNumberOrNull(row.dueMs) }));
  }
}
