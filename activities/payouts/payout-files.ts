import { createHash } from 'node:crypto';
import type { FileRail, Payment, PaymentBatch, PaymentFile } from '../../connectors/payment-rails/rail';
import type { FileBatch } from '../../database/repositories/payment-files';
import type { AttemptRow } from '../../database/repositories/payout-lines';
import type { PayoutRunRow } from '../../database/repositories/payout-runs';
import type { Queryable } from '../../database/sql';
import { addCivilDays, civilDate, isBusinessDay } from '../../domain/calendar';
import { programTimeAt } from '../../domain/clock';
import { DomainError } from '../../domain/errors';
import { rowId } from '../../domain/ids';
import { FILE_PAYMENTS_MAX, payoutFileKey } from '../../domain/incentivize/payment-report';
import type { PayoutFileKey } from '../../domain/incentivize/payment-report';
import { startCall } from '../../domain/incentivize/payout-attempt';
import type { PayoutRunTicket } from '../../domain/incentivize/payout-run';
import type { ProgramVersion } from '../../domain/program';
import { applyChanges } from './attempt-changes';
import { paymentOf, unreadable } from './payout-attempts';
import type { Payments, SubmissionDeps } from './payout-submission';

/** No holidays last longer. */
const CLOSED_DAYS_MAX = 20;

/** What a file is made of. */
interface FileWork {
  ticket: PayoutRunTicket;
  run: PayoutRunRow;
  payments: Payments;
}

/**
 * Writes what is held for ways by file: one file per way and currency, with what is in it, in the transaction that notes its
 * payments as sent. So a payment is in one file or in none, whoever dies; a next file holds what is tried again.
 *
 * @returns how many files were written
 */
export async function writeFiles(deps: SubmissionDeps, work: FileWork): Promise<number> {
  for (let files = 0; ; files += 1) {
    const written = await deps.transaction(async (tx) => {
      const run = (await deps.payoutRuns.lockRun(tx, work.run.runId))!;
      if (run.state !== 'submitting') return false;
      const batch = await deps.paymentFiles.nextFileBatch(tx, run, FILE_PAYMENTS_MAX);
      if (batch !== null) await writeFile(deps, tx, { work: { ...work, run }, batch });
      return batch !== null;
    });
    if (!written) return files;
  }
}

async function writeFile(
  deps: SubmissionDeps,
  tx: Queryable,
  { work, batch }: { work: FileWork; batch: FileBatch },
): Promise<void> {
  const { run, payments, ticket } = work;
  const { rail: method, currency, number, attempts } = batch;
  const rail = payments.files[method];
  // Thrown, not refused: it is set up one day, and then the run goes on.
  if (rail === undefined) throw new Error(`The way "${method}" is not set up: see docs/payment-rails.md.`);
  const wallMs = deps.clock.now();
  const key: PayoutFileKey = { runId: run.runId, revision: run.revision, rail: method, currency, number };
  const fileId = rowId('pfl', payoutFileKey(key));
  const version = (await deps.published.latest(run.programId))!;
  const head = { batchId: fileId, createdAtMs: wallMs, executionDate: executionDateOf(version, wallMs) };
  const { carried, refused } = sorted(rail, { head, attempts, payments });
  const sent = attempts.filter(({ attemptId }) => carried.has(attemptId));
  if (sent.length > 0) {
    const file = rail.write({ ...head, payments: [...carried.values()] });
    const { fileName, mediaType, text, totals } = file;
    await deps.paymentFiles.insertPayoutFile(tx, {
      ...{ ...key, fileId, fileName, mediaType, wallMs, origin: ticket.origin },
      ...{ messageId: rail.referenceOf(fileId), executionDate: head.executionDate },
      ...{ amountMinor: totalOf(totals), contentHash: createHash('sha256').update(text).digest('hex') },
      ...payments.vault.seal(text, fileId),
      items: sent.map(({ attemptId }) => ({ attemptId, reference: rail.referenceOf(attemptId) })),
    });
  }
  for (const row of attempts) await note(deps, tx, { row, wallMs });
  const failed = attempts.filter(({ attemptId }) => refused.has(attemptId));
  for (const row of failed) await reject(deps, tx, { row, wallMs, reason: refused.get(row.attemptId)! });
  await applyChanges(deps, tx, {
    ...{ origin: ticket.origin, wallMs },
    changed: failed.map((row) => ({
      ...{ row, next: { ...row, state: 'rejected' as const }, reason: refused.get(row.attemptId)! },
    })),
  });
}

/** Those that the file carries, and why it does not carry the others: one that fails stops no other. */
function sorted(
  rail: FileRail,
  given: { head: Omit<PaymentBatch, 'payments'>; attempts: readonly AttemptRow[]; payments: Payments },
): { carried: Map<string, Payment>; refused: Map<string, string> } {
  const { head, attempts, payments } = given;
  const carried = new Map<string, Payment>();
  const refused = new Map<string, string>();
  for (const attempt of attempts) {
    try {
      carried.set(attempt.attemptId, paymentOf(payments.vault, attempt));
    } catch (error) {
      refused.set(attempt.attemptId, unreadable(error));
    }
  }
  const all = [...carried.keys()];
  for (const { pointer, message } of faultsOf(() => rail.write({ ...head, payments: [...carried.values()] }))) {
    const [, index, field] = /^\/payments\/(\d+)\/(.*)$/.exec(pointer) ?? [];
    const attemptId = all[Number(index)];
    if (attemptId === undefined) throw new Error(`No file can be written: ${pointer} ${message}`);
    refused.set(attemptId, `${field} ${message}`);
    carried.delete(attemptId);
  }
  return { carried, refused };
}

function faultsOf(write: () => PaymentFile): DomainError['errors'] {
  try {
    write();
    return [];
  } catch (error) {
    if (error instanceof DomainError && error.code === 'PAYMENT.INVALID') return error.errors;
    throw error;
  }
}

/** In the file, hence perhaps on its way: from here on only what comes back decides. */
async function note(
  deps: SubmissionDeps,
  tx: Queryable,
  { row, wallMs }: { row: AttemptRow; wallMs: number },
): Promise<void> {
  const started = startCall(row, wallMs);
  await deps.payoutLines.updateAttempt(tx, row, { ...started, looks: 0, nextWallMs: wallMs, wallMs });
}

async function reject(
  deps: SubmissionDeps,
  tx: Queryable,
  { row, wallMs, reason }: { row: AttemptRow; wallMs: number; reason: string },
): Promise<void> {
  const started = startCall(row, wallMs);
  const change = { ...started, state: 'rejected' as const, looks: 0, nextWallMs: wallMs, wallMs, reason };
  await deps.payoutLines.updateAttempt(tx, { ...row, ...started }, change);
}

/** The next day on which banks of the program's zone work. */
function executionDateOf({ calendar, clock }: ProgramVersion, wallMs: number): string {
  const today = civilDate(calendar, programTimeAt(clock, wallMs));
  for (let days = 0; days <= CLOSED_DAYS_MAX; days += 1) {
    const day = addCivilDays(today, days);
    if (isBusinessDay(calendar, day)) return day;
  }
  return today;
}

const totalOf = (totals: PaymentFile['totals']): bigint =>
  totals.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
