import { heartbeat } from '@temporalio/activity';
import type { Staging } from '../../database/intake/intake-store';
import type { RowIdentity } from '../../database/repositories/partner-imports';
import type { Queryable } from '../../database/sql';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { lifecycleId, rowId } from '../../domain/ids';
import type { RowOutcome } from '../../domain/imports';
import type { Application } from '../../domain/intake';
import { APPLICATION_KIND } from '../../domain/intake';
import { mapPartnerRows } from '../../domain/recruit/import-mapping';
import type { ReadPartner, StagedPartners } from '../../domain/recruit/partner-import';
import { applicationOfRow } from '../../domain/recruit/partner-import';
import type { FirstRows } from '../../domain/recruit/partner-report';
import { firstRows, knownRow, newRow, numberTaken } from '../../domain/recruit/partner-report';
import { nameSkeleton } from '../../domain/skeleton';
import type { RowWriter, RowWriterDeps } from './row-writers';

/** Lifecycles that are started at once: Temporal takes some hundred a second. */
const STARTED_TOGETHER_MAX = 20;

/**
 * Partners: each row an application, staged in the transaction that reports it, then started as a lifecycle. The
 * intake id is the row's identity, so of two imports that say the same id at once one stages it and both know.
 */
export function partnerRows(deps: RowWriterDeps): RowWriter {
  return {
    async open(content, by) {
      const { source, programId, programVersion, csv, mapping } = content as unknown as StagedPartners;
      const version = await deps.published.version(programId, programVersion);
      if (version === null)
        throw new DomainError('PROGRAM.NOT_PUBLISHED', `There is no version ${programVersion} of "${programId}".`);
      const program = version.document;
      const rows = mapPartnerRows(deps.readCsv(csv), mapping, program).map((row) =>
        applicationOfRow(row, source, program),
      );
      const file: PartnerFile = { source, by, rows, first: firstRows(rows), pinned: { programId, programVersion } };
      return {
        source,
        total: rows.length,
        write: (tx, { from, to }) => writeRows(deps, tx, { file, from, to }),
        settle: (importId) => startLifecycles(deps, importId, file),
      };
    },
  };
}

interface PartnerFile {
  source: string;
  /** Who imports: the applications are theirs. */
  by: string;
  rows: readonly ReadPartner[];
  first: FirstRows;
  pinned: { programId: string; programVersion: number };
}

/** An application and where it stands in the file, from 0. */
interface Asked {
  one: Application;
  index: number;
}

async function writeRows(
  deps: RowWriterDeps,
  tx: Queryable,
  { file, from, to }: { file: PartnerFile; from: number; to: number },
): Promise<RowOutcome[]> {
  const { source, first } = file;
  const rows = file.rows.slice(from, to);
  const asked = rows.flatMap((row, n): Asked[] =>
    'application' in row ? [{ one: row.application, index: from + n }] : [],
  );
  const identities = asked.map(({ one }) => identityOf(one));
  const imported = await deps.partnerImports.findImported(tx, { source, rows: identities });
  const skeletons = asked.map(({ one }) => nameSkeleton(one.name));
  const alike = await deps.partnerImports.findAlike(tx, skeletons);
  const unknown = asked.filter(({ one }) => !imported.has(one.externalId));
  const fresh = await stageNew(deps, tx, { file, unknown });
  // Whatever else is not new by now: another import was quicker, or this very chunk says an id twice.
  const others = unknown.filter(({ index }) => !fresh.has(index)).map(({ one }) => identityOf(one));
  const meanwhile = await deps.partnerImports.findImported(tx, { source, rows: others });
  return rows.map((row, n): RowOutcome => {
    if ('refused' in row) return refusedRow(row);
    const [one, index] = [row.application, from + n];
    if (fresh.has(index)) return newRow(one, alike.get(nameSkeleton(one.name)) ?? twinOf(one, { first, index }));
    const known = imported.get(one.externalId) ?? meanwhile.get(one.externalId);
    const twin = first.byId.get(one.externalId)!;
    return known ? knownRow(one, known, twin < index ? twin + 1 : undefined) : numberTaken(one);
  });
}

/** Stages the first row of each identity. @returns which rows are staged by now and were not before */
async function stageNew(
  deps: RowWriterDeps,
  tx: Queryable,
  { file, unknown }: { file: PartnerFile; unknown: readonly Asked[] },
): Promise<Set<number>> {
  const { first, by } = file;
  const numbers = unknown.flatMap(({ one }) => one.registrationNumber ?? []);
  const registered = await deps.partnerImports.findRegistered(tx, numbers);
  const isTaken = ({ registrationNumber: number }: Application, index: number): boolean =>
    number !== undefined && (registered.has(number) || first.byNumber.get(number)! < index);
  const fresh = unknown.filter(({ one, index }) => first.byId.get(one.externalId) === index && !isTaken(one, index));
  const nowWallMs = deps.clock.now();
  const stagings = fresh.map(({ one }): Staging & { intakeId: string } => ({
    kind: APPLICATION_KIND,
    target: lifecycleId(one.partnerId),
    content: one as unknown as Json,
    principal: by,
    nowWallMs,
    intakeId: identityOf(one).intakeId,
  }));
  const staged = await deps.intake.stageAccepted(tx, stagings);
  return new Set(fresh.filter(({ one }) => staged.has(identityOf(one).intakeId)).map(({ index }) => index));
}

/** Starts what has not begun, some at a time; whoever goes on after a crash starts the same ones, which is harmless. */
async function startLifecycles(deps: RowWriterDeps, importId: string, { rows, pinned }: PartnerFile): Promise<void> {
  for (let afterRow = 0; ;) {
    const page = await deps.partnerImports.findNotBegun(deps.db, importId, { afterRow, limit: STARTED_TOGETHER_MAX });
    const applications = page.flatMap((rowNumber) => applicationIn(rows[rowNumber - 1]));
    await Promise.all(
      applications.map((one) => {
        const { partnerId, name, type, region } = one;
        return deps.starter.start({ ...pinned, partnerId, intakeId: identityOf(one).intakeId, name, type, region });
      }),
    );
    afterRow = page.at(-1) ?? afterRow;
    heartbeat({ startedUpTo: afterRow });
    if (page.length < STARTED_TOGETHER_MAX) return;
  }
}

function identityOf({ source, externalId }: Application): RowIdentity {
  return { externalId, intakeId: rowId('in', `import/${JSON.stringify([source, externalId])}`) };
}

function applicationIn(row: ReadPartner | undefined): Application[] {
  return row && 'application' in row ? [row.application] : [];
}

/** The row before this one whose name looks the same. */
function twinOf({ name }: Application, { first, index }: { first: FirstRows; index: number }): string | undefined {
  const twin = first.bySkeleton.get(nameSkeleton(name))!;
  return twin < index ? `row ${twin + 1}` : undefined;
}

function refusedRow({ reference, refused, message }: Extract<ReadPartner, { refused: unknown }>): RowOutcome {
  return { outcome: 'refused', reference, partnerId: null, code: refused, message };
}
