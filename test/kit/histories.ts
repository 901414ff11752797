import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Client } from '@temporalio/client';
import { historyToJSON } from '@temporalio/common/lib/proto-utils';
import { projectRoot } from '../../local/processes';
import type { Engine } from './engine';

/** Where recorded histories lie: `<workflow>.v1[.<what>].json`, each with the id that it ran under. */
const FOLDER = join(projectRoot(), 'test', 'replay', 'histories');

/** A recorded history, as the file holds it. */
export interface RecordedHistory {
  workflowId: string;
  history: { events: Record<string, unknown>[] };
}

/** Every recorded history, by file name. */
export function recordedHistories(): Map<string, RecordedHistory> {
  const files = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));
  return new Map(files.map((file) => [file, JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as RecordedHistory]));
}

/**
 * Keeps the histories of one partner's story as the files that later code must still replay (`npm run record`).
 * A change that old histories no longer replay with needs `patched()`, not a new recording: see CONTRIBUTING.md.
 */
export async function recordStory(engine: Engine, partnerId: string): Promise<void> {
  const found = await engine.rows<{ name: string; workflowId: string; runId: string | null }>(
    `SELECT DISTINCT ON (name) name, workflow_id AS "workflowId", run_id AS "runId" FROM (
       SELECT 'partner-lifecycle.v1.run-' || row_number() OVER (ORDER BY first) AS name, workflow_id, run_id FROM (
         SELECT workflow_id, run_id, min(seq) AS first FROM audit WHERE workflow_id = 'partner/' || $1 GROUP BY 1, 2) runs
       UNION ALL SELECT stage || '.v1', workflow_id, run_id FROM stage_run WHERE partner_id = $1 AND outcome IS NOT NULL
       UNION ALL SELECT 'approval.v1.' || state, workflow_id, run_id FROM approval WHERE partner_id = $1
       UNION ALL SELECT 'certificate.v1', 'certificate/' || certificate_id, NULL FROM certificate WHERE partner_id = $1
       UNION ALL SELECT 'bulk-import.v1', workflow_id, NULL FROM import_job
     ) stories ORDER BY name, "workflowId"`,
    [partnerId],
  );
  const ended = found.filter(({ name }) => !/run-([4-9]|\d\d)/.test(name));
  for (const one of ended) await keep(engine.client, one);
}

async function keep(client: Client, one: { name: string; workflowId: string; runId: string | null }): Promise<void> {
  keepHistory(one.name, await readHistory(client, { workflowId: one.workflowId, runId: one.runId ?? undefined }));
}

/** The history of a run; of the latest one without `runId`. */
export async function readHistory(
  client: Client,
  { workflowId, runId }: { workflowId: string; runId?: string },
): Promise<RecordedHistory> {
  const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
  return { workflowId, history: JSON.parse(historyToJSON(history)) as RecordedHistory['history'] };
}

/** Writes a history as a file that later code must still replay. */
export function keepHistory(name: string, recorded: RecordedHistory): void {
  writeFileSync(join(FOLDER, `${name}.json`), `${JSON.stringify(recorded)}\n`);
}

/** A history as text, with its payloads decoded: for looking for what must not be in it. */
export function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, member]) =>
      key === 'data' && typeof member === 'string' ? Buffer.from(member, 'base64').toString('utf8') : textOf(member),
    )
    .join('\n');
}
