import type { CertificateRow, Learner, TrainingRules } from '../../database/repositories/training';
import type { Queryable } from '../../database/sql';
import { programTimeAt } from '../../domain/clock';
import type { CertificateInput } from '../../domain/enable/certificate';
import { certificatesOf } from '../../domain/enable/certificate';
import { rowId } from '../../domain/ids';
import type { Origin } from '../../domain/journal';
import type { Deps } from '../shared/deps';

/** What issuing certificates needs. */
export type CertificateDeps = Pick<Deps, 'db' | 'transaction' | 'clock' | 'audit' | 'training' | 'certificates'>;

/** People looked at together when their certificates' workflows are started. */
const LEARNERS_TOGETHER_MAX = 20;

/**
 * Brings the certificates of these people in line with their statements, in the transaction that changed these: what
 * is earned is issued, what is not earned any more is withdrawn. The same statements again change nothing.
 *
 * A version that the partner pins later issues by its own rules, but takes back nothing that an earlier one issued,
 * unless a statement behind it was voided.
 */
export async function issueCertificates(
  deps: Pick<CertificateDeps, 'clock' | 'audit' | 'training'>,
  tx: Queryable,
  { personIds, origin }: { personIds: readonly string[]; origin: Origin },
): Promise<void> {
  const learners = await deps.training.lockLearners(tx, personIds);
  if (learners.length === 0) return;
  const ids = learners.map(({ personId }) => personId);
  const completions = groupedBy(await deps.training.findCompletions(tx, ids), ({ personId }) => personId);
  const issued = groupedBy(await deps.training.findCertificates(tx, ids), ({ personId }) => personId);
  const evidence = [...issued.values()].flat().flatMap((row) => (row.withdrawn ? [] : row.evidence));
  const voided = await deps.training.findVoided(tx, [...new Set(evidence)]);
  const rulesOf = rulesReader(deps, tx);
  for (const learner of learners) {
    const rules = await rulesOf(learner);
    const statements = (completions.get(learner.personId) ?? []).map(({ timestampMs, storedWallMs, ...rest }) => ({
      ...rest,
      atMs: timestampMs ?? programTimeAt(rules.clock, storedWallMs),
    }));
    const known = (issued.get(learner.personId) ?? []).filter(({ partnerId }) => partnerId === learner.partnerId);
    const earned = Object.entries(rules.tracks).flatMap(([track, definition]): CertificateRow[] => {
      const { certification } = definition;
      const { validFor } = rules.certifications[certification]!;
      const certificates = certificatesOf({ track: definition, validFor, calendar: rules.calendar }, statements);
      return certificates.map((one) => rowOf(learner, { track, certification }, { ...one, known }));
    });
    const live = known.filter(({ withdrawn }) => !withdrawn);
    const fresh = earned.filter((row) => !live.some((other) => isSame(row, other)));
    const stale = live.filter((row) => isStale(row, { learner, earned, voided }));
    await change(deps, tx, { learner, fresh, stale, atMs: programTimeAt(rules.clock, deps.clock.now()), origin });
  }
}

/**
 * Starts the workflow of each certificate that these people hold and that has not expired, and makes those of the
 * others look again, which ends them. Idempotent by certificate id.
 */
export async function followCertificates(deps: CertificateDeps, personIds: readonly string[]): Promise<void> {
  const rulesOf = rulesReader(deps, deps.db);
  const [learners, rows] = [
    await deps.training.findLearners(deps.db, personIds),
    await deps.training.findCertificates(deps.db, personIds),
  ];
  for (const learner of learners) {
    const rules = await rulesOf(learner);
    const nowMs = programTimeAt(rules.clock, deps.clock.now());
    const own = rows.filter((row) => row.personId === learner.personId && row.expiresMs > nowMs);
    for (const row of own)
      if (isCurrent(row, own)) await deps.certificates.start(lifeOf(row, rules));
      else await deps.certificates.lookAgain(row.certificateId);
  }
}

/** {@link followCertificates} for everybody whose completions an import brought. */
export async function followImport(deps: CertificateDeps, importId: string): Promise<void> {
  for (let after = ''; ;) {
    const page = await deps.training.findImportLearners(deps.db, { importId, after, limit: LEARNERS_TOGETHER_MAX });
    await followCertificates(deps, page);
    const last = page.at(-1);
    if (last === undefined || page.length < LEARNERS_TOGETHER_MAX) return;
    after = last;
  }
}

function rulesReader(
  deps: Pick<CertificateDeps, 'training'>,
  db: Queryable,
): (learner: Learner) => Promise<TrainingRules> {
  const known = new Map<string, TrainingRules>();
  return async (learner) => {
    const key = `${learner.programId}@${learner.programVersion}/${learner.region}`;
    const rules = known.get(key) ?? (await deps.training.findTrainingRules(db, learner));
    known.set(key, rules);
    return rules;
  };
}

const isSame = (one: CertificateRow, other: CertificateRow): boolean =>
  one.track === other.track && one.earnedMs === other.earnedMs;

function isStale(
  row: CertificateRow,
  by: { learner: Learner; earned: CertificateRow[]; voided: Set<string> },
): boolean {
  if (by.earned.some((other) => isSame(row, other))) return false;
  const { programId, programVersion } = by.learner;
  const sameRules = row.programId === programId && row.programVersion === programVersion;
  return sameRules || row.evidence.some((statementId) => by.voided.has(statementId));
}

/** The one that lasts longest; a later one that begins only after a gap leaves the earlier one its life. */
function isCurrent(row: CertificateRow, own: readonly CertificateRow[]): boolean {
  const lastsLonger = (other: CertificateRow): boolean =>
    !other.withdrawn &&
    other.certification === row.certification &&
    other.expiresMs > row.expiresMs &&
    other.earnedMs <= row.expiresMs;
  return !row.withdrawn && !own.some(lastsLonger);
}

/** A certificate that was withdrawn and is earned again is a new revision: its workflow begins anew. */
function rowOf(
  { personId, partnerId, programId, programVersion }: Learner,
  of: { track: string; certification: string },
  { known, ...earned }: Pick<CertificateRow, 'earnedMs' | 'expiresMs' | 'evidence'> & { known: CertificateRow[] },
): CertificateRow {
  const revision = 1 + known.filter((row) => row.track === of.track && row.earnedMs === earned.earnedMs).length;
  const key = JSON.stringify([personId, partnerId, of.track, earned.earnedMs, revision]);
  return {
    certificateId: rowId('cert', key),
    personId,
    partnerId,
    programId,
    programVersion,
    ...of,
    ...earned,
    revision,
    withdrawn: false,
  };
}

async function change(
  deps: Pick<CertificateDeps, 'audit' | 'training'>,
  tx: Queryable,
  what: { learner: Learner; fresh: CertificateRow[]; stale: CertificateRow[]; atMs: number; origin: Origin },
): Promise<void> {
  const { learner, fresh, stale, atMs, origin } = what;
  await deps.training.insertCertificates(tx, fresh);
  await deps.training.withdrawCertificates(
    tx,
    stale.map(({ certificateId }) => certificateId),
    origin.workflowId,
  );
  const programVersion = `${learner.programId}@${learner.programVersion}`;
  const lines = [
    ...fresh.map((row) => ({ row, action: 'certificate.issued' })),
    ...stale.map((row) => ({ row, action: 'certificate.withdrawn' })),
  ];
  for (const { row, action } of lines) {
    const { certificateId, personId, certification, track, earnedMs, expiresMs } = row;
    const details = { personId, certification, track, earnedMs, expiresMs };
    const entries = [{ action, actor: 'system:workflow', subject: `certificate/${certificateId}`, details }];
    await deps.audit.insertAudit(tx, {
      origin,
      businessKey: `${action}/${certificateId}`,
      partnerId: learner.partnerId,
      atMs,
      programVersion,
      entries,
    });
  }
}

function lifeOf(row: CertificateRow, { certifications, clock }: TrainingRules): CertificateInput {
  const { certificateId, partnerId, certification, earnedMs, expiresMs, programId, programVersion } = row;
  const { title, reminders } = certifications[certification] ?? { title: certification, reminders: [] };
  return {
    certificateId,
    partnerId,
    certification,
    title,
    earnedMs,
    expiresMs,
    reminders,
    clock,
    programVersion: `${programId}@${programVersion}`,
  };
}

function groupedBy<Row>(rows: readonly Row[], key: (row: Row) => string): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(key(row), [...(groups.get(key(row)) ?? []), row]);
  return groups;
}
