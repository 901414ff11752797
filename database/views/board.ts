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

/** The pipeline: who runs which stage, read only and within a reader's sight. */
export class BoardView {
  constructor(private readonly pool: Pool) {}

  /** The first so many cards of each stage: those with something overdue, then those who have been in it longest. */
  async cards(sight: Sight, presents: readonly Present[], perStage: number): Promise<BoardCard[]> {
    const rows = await query<Row>(
      this.pool,
      `WITH late AS (
         SELECT DISTINCT s.stage_workflow_id AS workflow_id
         FROM step s JOIN partner p ON p.partner_id = s.partner_id JOIN ${presentSql(4)} ON ${onPresent('p')}
         WHERE s.state = 'open' AND coalesce(s.due_ms, ${NEVER}) < $7 AND s.due_ms < present.now_ms AND ${sightSql('p', 1)}
       ), placed AS (
         SELECT r.stage, r.workflow_id, r.started_ms, l.workflow_id IS NOT NULL AS late, p.partner_id,
                count(*) OVER w AS total, count(l.workflow_id) OVER w AS lates,
                row_number() OVER (PARTITION BY r.stage ORDER BY l.workflow_id IS NULL, r.started_ms, r.workflow_id) AS place
         FROM stage_run r JOIN partner p ON p.partner_id = r.partner_id LEFT JOIN late l ON l.workflow_id = r.workflow_id
         WHERE r.outcome IS NULL AND ${sightSql('p', 1)}
         WINDOW w AS (PARTITION BY r.stage)
       )
       SELECT c.stage, c.total::int, c.lates::int AS late, p.partner_id AS "partnerId", p.name, t.tier, p.region, p.mode,
              p.program_id || '@' || p.program_version AS "programVersion", c.started_ms AS "sinceMs", c.late AS "isLate",
              s.due_ms AS "dueMs", s.waiting_for AS "waitingFor"
       FROM placed c JOIN partner p ON p.partner_id = c.partner_id
       LEFT JOIN LATERAL (SELECT tier FROM partner_tier t WHERE t.partner_id = p.partner_id ORDER BY from_day DESC LIMIT 1) t ON true
       LEFT JOIN LATERAL (SELECT s.due_ms, s.waiting_for FROM step s WHERE s.stage_workflow_id = c.workflow_id AND s.state = 'open'
                          ORDER BY s.due_ms NULLS LAST, s.position LIMIT 1) s ON true
       WHERE c.place <= $8 ORDER BY c.stage, c.place`,
      [
        ...sightValues(sight),
        ...presentValues(presents),
        // Nothing is late that no clock has reached: the index on open steps begins with the late ones.
        Math.max(0, ...presents.map(({ nowMs }) => nowMs)),
        perStage,
      ],
    );
    return rows.map((row) => ({ ...row, sinceMs: toSafeNumber(row.sinceMs), dueMs: toSafeNumberOrNull(row.dueMs) }));
  }
}
