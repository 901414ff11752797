/** What is noted of a correction, and what asking finance for it needs. */
import type { ShownCascade } from '../../database/repositories/corrections';
import type { Queryable } from '../../database/sql';
import { addDuration } from '../../domain/calendar';
import { programTimeAt } from '../../domain/clock';
import { parseDuration } from '../../domain/duration';
import type { ErrorCode, Refusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { CorrectionShown, CorrectionTicket, StagedCorrection } from '../../domain/incentivize/correction';
import {
  CORRECTION_DUE,
  CORRECTION_ROLES,
  correctionFacts,
  correctionSubject,
  correctionTitle,
} from '../../domain/incentivize/correction';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import type { CascadeDeps } from './correction-cascade';

/** What corrections need. */
export type CorrectionDeps = CascadeDeps &
  Pick<Deps, 'db' | 'transaction' | 'intake' | 'imports' | 'disputes' | 'audit' | 'clock'>;

/** Where a correction stands, for whoever goes on with it. */
export type At = Pick<CorrectionTicket, 'origin' | 'correctionId'>;

/** All that asking finance needs. */
export async function askOf(
  deps: CorrectionDeps,
  readProgram: ProgramReader,
  { correctionId, shown }: At & { shown: ShownCascade },
): Promise<CorrectionShown> {
  const { round, cascade } = shown;
  const { content, requestedBy } = (await deps.corrections.findCorrection(deps.db, correctionId))!;
  const { partnerId } = content;
  const partner = (await deps.corrections.findCorrectedPartner(deps.db, partnerId))!;
  const { name: partnerName, region, type, programId, programVersion } = partner;
  const program = await readProgram(programId, programVersion);
  const calendar = program.regionCalendars[region] ?? program.calendar;
  const openedMs = programTimeAt(program.clock, deps.clock.now());
  const paid = cascade.payees.flatMap((payee) => [
    payee.partnerId,
    ...(payee.personId === null ? [] : [payee.personId]),
  ]);
  return {
    ...{ round, partnerId, partnerName, requester: requestedBy },
    beneficiaries: [...new Set([partnerId, ...paid])].sort(),
    content: {
      subject: correctionSubject(correctionId, cascade),
      subjectType: 'correction',
      title: correctionTitle(content),
      facts: { partner: partnerName, type, region, ...correctionFacts(correctionId, content, cascade) },
    },
    audience: { partyId: partnerId, region },
    ...{ openedMs, dueMs: addDuration(calendar, openedMs, parseDuration(CORRECTION_DUE)), calendar },
    ...{ clock: program.clock, programVersion: `${programId}@${programVersion}` },
  };
}

/** Keeps what is shown, on record. */
export async function keepPreview(
  deps: CorrectionDeps,
  tx: Queryable,
  { content, shown, ...at }: At & { content: StagedCorrection; shown: ShownCascade },
): Promise<void> {
  const { round, cascade } = shown;
  const { correctionId } = at;
  await deps.corrections.insertPreview(tx, { ...shown, correctionId, nowWallMs: deps.clock.now() });
  const details = { round, hash: cascade.hash, lines: cascade.lines.length };
  const { partnerId } = content;
  await audit(deps, tx, { at, partnerId, action: 'correction.shown', details, key: String(round) });
}

/** Notes what has happened to a correction. */
export async function audit(
  deps: CorrectionDeps,
  tx: Queryable,
  told: { at: At; partnerId: string; action: string; details: JsonObject; by?: string; key?: string },
): Promise<void> {
  const { at, partnerId, action, details, by = 'system:workflow', key = '' } = told;
  await deps.audit.insertAudit(tx, {
    ...{ origin: at.origin, businessKey: `${action}/${at.correctionId}/${key}`, partnerId, atMs: deps.clock.now() },
    entries: [{ action, actor: by, subject: `correction/${at.correctionId}`, details }],
  });
}

/** Notes what is refused, and by what reason. */
export async function auditRefusal(
  deps: CorrectionDeps,
  tx: Queryable,
  told: { at: At; by: string; code: ErrorCode; message?: string | undefined; key?: string },
): Promise<Refusal> {
  const { at, by, code, message, key = '' } = told;
  const actor = by.includes(':') ? by : `person/${by}`;
  const about = { action: 'correction.order', actor, subject: `correction/${at.correctionId}`, partnerId: null };
  const businessKey = `correction/${at.correctionId}/${key}`;
  const when = { origin: at.origin, businessKey, atMs: deps.clock.now() };
  return deps.audit.auditRefusal(tx, { ...when, ...about }, refusalOf(code, message));
}

/** A refusal in the words that its code has here. */
export function refusalOf(code: ErrorCode, message = REASONS[code] ?? 'There is no such correction.'): Refusal {
  return { refused: code, message };
}

const REASONS: Partial<Record<ErrorCode, string>> = {
  'AUTH.PROOF_INVALID': 'What is staged is not signed by this product.',
  'AUTH.FORBIDDEN': `Corrections need the role ${CORRECTION_ROLES.join(' or ')} for all regions.`,
};
