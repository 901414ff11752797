import { heartbeat } from '@temporalio/activity';
import type { ImportJob } from '../../database/repositories/imports';
import type { Json, JsonObject } from '../../domain/hash';
import type { ErrorCode, Refusal } from '../../domain/errors';
import { DomainError, isRefusal } from '../../domain/errors';
import type { ImportProgress, ImportTicket } from '../../domain/imports';
import { IMPORT_ROLES, importIntakeKind } from '../../domain/imports';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { OpenedImport, RowWriterDeps } from './row-writers';
import { rowWriters } from './row-writers';

/** Rows of one transaction: a second or less, and little to write again after a crash. */
const CHUNK_ROWS_MAX = 5_000;
/** Rows of one call: some ten seconds, after which the workflow can show how far it is. */
const CALL_ROWS_MAX = 50_000;
/** Lifecycles told between two notes of how far the telling is; after a crash at most so many are told again. */
const TOLD_TOGETHER_MAX = 50;

type ImportDeps = RowWriterDeps & Pick<Deps, 'transaction' | 'clock' | 'intake' | 'imports' | 'audit' | 'lifecycles'>;

/** Imports of rows: read from staging, written chunk by chunk, told to the lifecycles that they touch. */
export function imports(deps: ImportDeps): Pick<Activities, 'importRows' | 'notifyLifecycles'> {
  const writers = rowWriters(deps);
  return {
    /** Idempotent by (import id, row): the job's row is the resume point, whoever goes on. */
    async importRows(ticket) {
      const ready = await opened(deps, ticket);
      if (isRefusal(ready) || 'finished' in ready) return ready;
      const writer = writers[ticket.kind];
      if (!writer)
        return fail(deps, ticket, {
          code: 'REQUEST.RULE',
          message: `Nothing imports ${ticket.kind}.`,
          by: ready.requestedBy,
        });
      try {
        const rows = await writer.open(ready.content, ready.requestedBy, ready.receivedWallMs);
        return await write(deps, ticket, { rows, requestedBy: ready.requestedBy });
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        return fail(deps, ticket, { code: error.code, message: error.message, by: ready.requestedBy });
      }
    },

    /** Idempotent by the lifecycle: a note may come twice, and the rows are there once. */
    async notifyLifecycles({ importId }) {
      for (let told = 0; ;) {
        const page = await deps.imports.findUntold(deps.db, importId, TOLD_TOGETHER_MAX);
        await Promise.all(page.map(({ partnerId, count }) => deps.lifecycles.notify(partnerId, { importId, count })));
        const last = page.at(-1);
        if (last) await deps.imports.noteTold(deps.db, importId, last.partnerId);
        told += page.length;
        heartbeat({ told });
        if (page.length < TOLD_TOGETHER_MAX) return { told };
      }
    },
  };
}

/** The staged content, after checking who staged it and that they may import. */
async function opened(
  deps: ImportDeps,
  ticket: ImportTicket,
): Promise<{ content: Json; requestedBy: string; receivedWallMs: number } | ImportProgress | Refusal> {
  const { importId, kind, intakeId, origin } = ticket;
  return deps.transaction(async (tx) => {
    const job = await deps.imports.findJob(tx, importId);
    if (job?.finished) return job.refusal ?? progressOf(job);
    const found = await deps.intake.open(tx, { intakeId, kind: importIntakeKind(kind), target: origin.workflowId });
    const refuse = (code: ErrorCode, by: string, message: string): Promise<Refusal> =>
      refused(deps, tx, { ticket, code, by, message });
    if (found.state === 'moved' || found.state === 'missing')
      return refuse('REQUEST.NOT_FOUND', 'system:import', 'Nothing is staged for this import.');
    const { principal } = found;
    if (found.state === 'forged')
      return refuse('AUTH.PROOF_INVALID', principal, 'The staged content is not signed by this product.');
    if (await deps.imports.mayImport(tx, { kind, personId: principal, wallMs: found.stagedWallMs }))
      return { content: found.content, requestedBy: principal, receivedWallMs: found.stagedWallMs };
    return refuse(
      'AUTH.FORBIDDEN',
      principal,
      `Importing ${kind} needs one of the roles ${IMPORT_ROLES[kind].join(', ')} for all regions.`,
    );
  });
}

async function write(
  deps: ImportDeps,
  ticket: ImportTicket,
  { rows, requestedBy }: { rows: OpenedImport; requestedBy: string },
): Promise<ImportProgress> {
  const { importId, kind, origin } = ticket;
  const { source, total } = rows;
  await deps.imports.insertJob(deps.db, {
    importId,
    kind,
    source,
    total,
    requestedBy,
    workflowId: origin.workflowId,
    nowWallMs: deps.clock.now(),
  });
  let progress = progressOf((await deps.imports.findJob(deps.db, importId))!);
  for (const endsAt = progress.done + CALL_ROWS_MAX; progress.done < Math.min(total, endsAt);) {
    heartbeat(progress);
    progress = await writeChunk(deps, ticket, { rows, from: progress.done });
  }
  if (progress.done < total) return progress;
  await rows.settle?.(importId);
  return finish(deps, ticket, requestedBy);
}

/** Writes one chunk with its report, all or nothing. Where another attempt has written it meanwhile, nothing happens. */
async function writeChunk(
  deps: ImportDeps,
  { importId, origin }: ImportTicket,
  { rows, from }: { rows: OpenedImport; from: number },
): Promise<ImportProgress> {
  return deps.transaction(async (tx) => {
    const job = await deps.imports.lockJob(tx, importId);
    if (!job) throw new Error(`Import ${importId} has lost its row.`);
    if (job.done !== from || job.finished) return progressOf(job);
    const to = Math.min(from + CHUNK_ROWS_MAX, rows.total);
    const outcomes = await rows.write(tx, { importId, origin, from, to });
    return progressOf(await deps.imports.advanceJob(tx, job, outcomes));
  });
}

/** Ends the import; the staged content is dropped. */
async function finish(deps: ImportDeps, ticket: ImportTicket, by: string): Promise<ImportProgress> {
  const { importId, kind, intakeId, origin } = ticket;
  return deps.transaction(async (tx) => {
    const nowWallMs = deps.clock.now();
    const ended = await deps.imports.endJob(tx, importId, nowWallMs);
    const progress = progressOf((await deps.imports.findJob(tx, importId))!);
    if (!ended) return progress;
    await deps.intake.close(tx, intakeId, `import/${importId}`);
    const details = { total: progress.total, ...progress.counts };
    await deps.audit.insertAudit(tx, {
      origin,
      businessKey: `import/${importId}`,
      partnerId: null,
      atMs: nowWallMs,
      entries: [{ action: `${kind}.imported`, actor: actorOf(by), subject: `import/${importId}`, details }],
    });
    return progress;
  });
}

/** Ends an import whose content is of no use; it is dropped too. */
async function fail(
  deps: ImportDeps,
  ticket: ImportTicket,
  why: { code: ErrorCode; message: string; by: string },
): Promise<Refusal> {
  return deps.transaction(async (tx) => {
    await deps.intake.close(tx, ticket.intakeId, `import/${ticket.importId}`);
    return refused(deps, tx, { ticket, ...why });
  });
}

async function refused(
  deps: ImportDeps,
  tx: Parameters<Parameters<ImportDeps['transaction']>[0]>[0],
  { ticket, code, by, message }: { ticket: ImportTicket; code: ErrorCode; by: string; message: string },
): Promise<Refusal> {
  const { importId, kind, origin } = ticket;
  const nowWallMs = deps.clock.now();
  const refusal: Refusal = { refused: code, message };
  await deps.imports.failJob(
    tx,
    { importId, kind, workflowId: origin.workflowId, requestedBy: by, nowWallMs },
    refusal,
  );
  return deps.audit.auditRefusal(
    tx,
    {
      origin,
      businessKey: `import/${importId}`,
      partnerId: null,
      atMs: nowWallMs,
      action: `${kind}.imported`,
      actor: actorOf(by),
      subject: `import/${importId}`,
      details: {} satisfies JsonObject,
    },
    refusal,
  );
}

const actorOf = (principal: string): string => (principal.includes(':') ? principal : `person/${principal}`);

function progressOf({ importId, total, done, counts, finished }: ImportJob): ImportProgress {
  return { importId, total, done, counts, finished };
}
