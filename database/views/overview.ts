import type { Pool } from 'pg';
import type { StageName } from '../../domain/program';
import type { RoleId } from '../../domain/steps';
import { query, toSafeNumberOrNull } from '../sql';
import type { Present } from './presents';
import { onPresent, presentSql, presentValues } from './presents';
import type { Sight } from './sight';
import { sightSql, sightValues } from './sight';

/** How a stage goes. Lengths are program time, ms. */
export interface StageNumbers {
  stage: StageName;
  /** Partners that have ever begun it, run it now, and have completed it. */
  reached: number;
  running: number;
  completed: number;
  /** How long completed runs took: half of them at most, nine in ten at most. */
  medianMs: number | null;
  ninetiethMs: number | null;
  /** Steps with a due date that have ended, and those of them that ended in time. */
  ended: number;
  inTime: number;
}

/** What waits for a role, or for a named owner's partners. */
export interface Load<Who> {
  who: Who;
  open: number;
  late: number;
}

/** A named owner. */
export interface OwnerLoad extends Load<string> {
  displayName: string;
  partners: number;
}

/** The team lead's numbers, read only and within a reader's sight. Whatever is counted here can be listed elsewhere. */
export class OverviewView {
  constructor(private readonly pool: Pool) {}

  /** One line per stage that anybody has reached. */
  async stages(sight: Sight): Promise<StageNumbers[]> {
    const rows = await query<
      Omit<StageNumbers, 'medianMs' | 'ninetiethMs'> & { medianMs: string | null; ninetiethMs: string | null }
    >(
      this.pool,
      `WITH runs AS (
         SELECT r.stage, count(DISTINCT r.partner_id)::int AS reached, count(*) FILTER (WHERE r.outcome IS NULL)::int AS running,
                count(DISTINCT r.partner_id) FILTER (WHERE r.outcome = 'completed')::int AS completed,
                percentile_disc(0.5) WITHIN GROUP (ORDER BY r.ended_ms - r.started_ms) FILTER (WHERE r.outcome = 'completed') AS median,
                percentile_disc(0.9) WITHIN GROUP (ORDER BY r.ended_ms - r.started_ms) FILTER (WHERE r.outcome = 'completed') AS ninetieth
         FROM stage_run r JOIN partner p ON p.partner_id = r.partner_id WHERE ${sightSql('p', 1)} GROUP BY r.stage
       ), kept AS (
         SELECT r.stage, count(*)::int AS ended, count(*) FILTER (WHERE s.ended_ms <= s.due_ms)::int AS in_time
         FROM step s JOIN stage_run r ON r.workflow_id = s.stage_workflow_id JOIN partner p ON p.partner_id = s.partner_id
         WHERE s.ended_ms IS NOT NULL AND s.due_ms IS NOT NULL AND s.state <> 'not_applicable' AND ${sightSql('p', 1)} GROUP BY r.stage
       )
       SELECT stage, reached, running, completed, median AS "medianMs", ninetieth AS "ninetiethMs",
              coalesce(ended, 0) AS ended, coalesce(in_time, 0) AS "inTime"
       FROM runs LEFT JOIN kept USING (stage)`,
      [...sightValues(sight)],
    );
    return rows.map((row) => ({
      ...row,
      medianMs: toSafeNumberOrNull(row.medianMs),
      ninetiethMs: toSafeNumberOrNull(row.ninetiethMs),
    }));
  }

  /** Open steps by the roles that can act on them, the most loaded first. */
  async roles(sight: Sight, presents: readonly Present[]): Promise<Load<RoleId>[]> {
    return query<Load<RoleId>>(
      this.pool,
      `SELECT role AS who, count(*)::int AS open, count(*) FILTER (WHERE s.due_ms < present.now_ms)::int AS late
       FROM step s JOIN stage_run r ON r.workflow_id = s.stage_workflow_id JOIN partner p ON p.partner_id = s.partner_id
       JOIN ${presentSql(4)} ON ${onPresent('p')} CROSS JOIN LATERAL unnest(s.roles) AS role
       WHERE s.state = 'open' AND r.outcome IS NULL AND ${sightSql('p', 1)}
       GROUP BY role ORDER BY late DESC, open DESC, role`,
      [...sightValues(sight), ...presentValues(presents)],
    );
  }

  /** Named owners with their living partners and the open steps of those, the most loaded first. */
  async owners(sight: Sight, presents: readonly Present[]): Promise<OwnerLoad[]> {
    return query<OwnerLoad>(
      this.pool,
      `SELECT o.person_id AS who, n.display_name AS "displayName", count(DISTINCT p.partner_id)::int AS partners,
              count(s.step_id)::int AS open, count(s.step_id) FILTER (WHERE s.due_ms < present.now_ms)::int AS late
       FROM partner_owner o JOIN person n ON n.person_id = o.person_id JOIN partner p ON p.partner_id = o.partner_id
       JOIN ${presentSql(4)} ON ${onPresent('p')}
       LEFT JOIN step s ON s.partner_id = p.partner_id AND s.state = 'open'
       WHERE p.mode IN ('active', 'paused', 'suspended') AND ${sightSql('p', 1)}
       GROUP BY o.person_id, n.display_name ORDER BY late DESC, open DESC, n.display_name, o.person_id`,
      [...sightValues(sight), ...presentValues(presents)],
    );
  }
}
