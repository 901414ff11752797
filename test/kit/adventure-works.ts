/** The real order lines of AdventureWorks, where the optional data folder is present. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Pool } from 'pg';
import type { ProgramVersion } from '../../domain/program';

const folder = join(__dirname, '../../../shared/data/adventure-works');

/** Whether the files are there. */
export const hasAdventureWorks = existsSync(join(folder, 'reseller-sales.csv'));
/** Behind the name of a test that needs them. */
export const unlessAbsent = hasAdventureWorks ? '' : ' (SKIPPED: ../shared/data/adventure-works is absent)';

/** One of the files as it is. */
export const adventureWorks = (file: 'resellers.csv' | 'reseller-sales.csv'): string =>
  readFileSync(join(folder, file), 'utf8');

/** Cells of a file without quoted commas, read by other means than the product's. */
export function cellsOf(csv: string): string[][] {
  return csv
    .trimEnd()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
}

/** A partner for each id that the source `aw` knows, in one statement. */
export async function addResellers(pool: Pool, of: ProgramVersion, keys: readonly string[]): Promise<void> {
  await pool.query(
    `INSERT INTO partner (partner_id, name, name_skeleton, type, region, country, source, external_id, profile, program_id, program_version,
                          mode, stages, cycle, turn, applied_ms, changed_ms, workflow_id, run_id)
     SELECT 'aw-' || key, 'Reseller ' || key, 'reseller ' || key, 'reseller', 'us', 'US', 'aw', key, '{}', $2, $3, 'active', '{}', 0, 0, 0, 0, 'partner/aw-' || key, 'run'
     FROM unnest($1::text[]) AS t(key)`,
    [keys, of.programId, of.version],
  );
}
