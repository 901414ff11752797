import type { ErrorCode, Refusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { AuditEntry, Origin, RecordedOrder } from '../../domain/journal';
import type { CommandName, CommandParams } from '../../domain/lifecycle';
import { COMMAND_NAMES } from '../../domain/lifecycle';
import type { Queryable } from '../sql';
import { execute, queryOne, toSafeNumber } from '../sql';
import { noteApprovals } from './notices';

const MODE_COMMANDS = ['lifecycle.pause', 'lifecycle.suspend', 'lifecycle.resume'];

/** A command that is on record for this partner under this key; null when there is none. */
export async function findCommand(
  db: Queryable,
  { partnerId, businessKey }: { partnerId: string; businessKey: string },
): Promise<RecordedOrder | null> {
  const row = await queryOne<{ action: string; atMs: string; params: CommandParams | null; mode: string | null }>(
    db,
    `SELECT action, at_ms AS "atMs", details -> 'params' AS params,
       (SELECT m.action FROM audit m WHERE m.partner_id = $2 AND m.action = ANY($4::text[]) ORDER BY m.seq DESC LIMIT 1) AS mode
     FROM audit WHERE business_key = $1 AND partner_id = $2 AND action = ANY($3::text[])`,
    [businessKey, partnerId, COMMAND_NAMES.map((name) => `lifecycle.${name}`), MODE_COMMANDS],
  );
  if (row === null) return null;
  const stands = !MODE_COMMANDS.includes(row.action) || row.action === row.mode;
  const command = row.action.slice('lifecycle.'.length) as CommandName;
  return { command, atMs: toSafeNumber(row.atMs), params: row.params ?? {}, stands };
}

/** Tells whether this key is that of a recorded change of a step's result, for this partner. */
export async function hasAmendment(
  db: Queryable,
  { partnerId, businessKey }: { partnerId: string; businessKey: string },
): Promise<boolean> {
  const row = await queryOne(
    db,
    `SELECT FROM audit WHERE business_key = $1 AND partner_id = $2 AND action = 'step.amend'`,
    [businessKey, partnerId],
  );
  return row !== null;
}

/** What one recording adds to the audit. */
export interface AuditLines {
  origin: Origin;
  /** Key of the recording; its second and later entries get `#1`, `#2` … behind it, entries with a key of their own have that. */
  businessKey: string;
  partnerId: string | null;
  /** Program time; wall time for what concerns no program (people, publishing). */
  atMs: number;
  /** `<program id>@<version>`. */
  programVersion?: string;
  entries: (AuditEntry & { onBehalfOf?: string })[];
}

/**
 * Adds audit rows, in order, in the caller's transaction, and what people are to be told of them. Each insert notifies
 * the channel `audit`. Idempotent by business key: a second run adds nothing.
 *
 * @returns how many rows are new
 */
export async function insertAudit(client: Queryable, lines: AuditLines): Promise<number> {
  if (lines.entries.length === 0) return 0;
  const rows = lines.entries.map((entry, index) => ({
    actor: entry.actor,
    on_behalf_of: entry.onBehalfOf ?? null,
    action: entry.action,
    subject: entry.subject,
    reason: entry.reason ?? null,
    details: entry.details ?? null,
    business_key: keyOf(lines.businessKey, entry.key, index),
  }));
  const { origin } = lines;
  const added = await execute(
    client,
    {
      name: 'audit-insert',
      text: `INSERT INTO audit (partner_id, at_ms, actor, on_behalf_of, action, subject, reason, details, program_version,
                        workflow_id, run_id, history_length, business_key)
     SELECT $2, $3, r.actor, r.on_behalf_of, r.action, r.subject, r.reason, r.details, $4, $5, $6, $7, r.business_key
     FROM jsonb_to_recordset($1) AS r(actor text, on_behalf_of text, action text, subject text, reason text, details jsonb, business_key text)
     ON CONFLICT (business_key) DO NOTHING`,
    },
    [
      JSON.stringify(rows),
      lines.partnerId,
      lines.atMs,
      lines.programVersion ?? null,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
    ],
  );
  await noteApprovals(client, rows);
  return added;
}

/** A line with a key of its own keeps it, wherever in a recording it stands. */
function keyOf(recording: string, own: string | undefined, index: number): string {
  if (own !== undefined) return own;
  return index === 0 ? recording : `${recording}#${index}`;
}

/** What a refusal leaves: an audit row under the key of what was refused, and nothing else. */
export interface RefusedLine extends Omit<AuditLines, 'entries'> {
  /** Action that was tried, e.g. `approval.decide`; the row says `approval.decide.refused`. */
  action: string;
  actor: string;
  subject: string;
  reason?: string;
  details?: JsonObject;
}

/** Records a refusal and returns it. Idempotent by business key. */
export async function auditRefusal(client: Queryable, line: RefusedLine, refusal: Refusal): Promise<Refusal> {
  const { action, actor, subject, reason, details, ...where } = line;
  const told = { ...details, refused: refusal.refused, message: refusal.message };
  await insertAudit(client, {
    ...where,
    entries: [{ action: `${action}.refused`, actor, subject, reason, details: told }],
  });
  return refusal;
}

/** The refusal recorded under this key, if any: a second run of the same recording answers like the first. */
export async function recordedRefusal(client: Queryable, businessKey: string): Promise<Refusal | null> {
  const row = await queryOne<{ refused: ErrorCode; message: string }>(
    client,
    `SELECT details ->> 'refused' AS refused, details ->> 'message' AS message
     FROM audit WHERE business_key = $1 AND action LIKE '%.refused'`,
    [businessKey],
  );
  return row;
}
