import type { Pool } from 'pg';
import type { Activities } from '../../activities';
import type { Ground } from '../kit/ground';

/** One turn's rows. */
export interface BareRows {
  partnerId: string;
  workflowId: string;
  turn: number;
  /** Changed steps with their new state. */
  steps: Record<string, string>;
}

/** What the bare workflows do to the world: their rows, and the product's own two outside effects. */
export interface BareActivities extends Pick<Activities, 'screenPartner' | 'provisionAccess'> {
  writeRows(rows: BareRows): Promise<void>;
}

/** The table of the bare workflows. */
const BARE_TABLE = `CREATE TABLE bare_step (
  workflow_id text NOT NULL, partner_id text NOT NULL, step text NOT NULL, turn integer NOT NULL, state text NOT NULL,
  PRIMARY KEY (workflow_id, step))`;

/** Creates the table, and lets the application write it. */
export async function createBareTable({ database, onOwner }: Pick<Ground, 'database' | 'onOwner'>): Promise<void> {
  await onOwner(BARE_TABLE);
  await onOwner(`GRANT SELECT, INSERT, UPDATE ON bare_step TO ${new URL(database.appUrl).username}`);
}

/** The activities over a pool. Idempotent by (workflow, step, turn). */
export function bareActivities(
  pool: Pool,
  real: Pick<Activities, 'screenPartner' | 'provisionAccess'>,
): BareActivities {
  return {
    screenPartner: real.screenPartner,
    provisionAccess: real.provisionAccess,
    async writeRows({ partnerId, workflowId, turn, steps }) {
      await pool.query(
        `INSERT INTO bare_step (workflow_id, partner_id, step, turn, state)
         SELECT $1, $2, s.key, $3, s.value FROM jsonb_each_text($4) s
         ON CONFLICT (workflow_id, step) DO UPDATE SET turn = excluded.turn, state = excluded.state
         WHERE bare_step.turn < excluded.turn`,
        [workflowId, partnerId, turn, JSON.stringify(steps)],
      );
    },
  };
}
