import { heartbeat } from '@temporalio/activity';
import type { Queryable } from '../../database/sql';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { lifecycleId, rowId } from '../../domain/ids';
import type { RowOutcome } from '../../domain/imports';
import type { Application } from '../../domain/intake';
import { APPLICATION_KIND } from '../../domain/intake';
import { systemPrincipal } from '../../domain/people/person-change';
import { mapPartnerRows } from '../../domain/recruit/import-mapping';
import type { ReadPartner, StagedPartners } from '../../domain/recruit/partner-import';
import { applicationOfRow } from '../../domain/recruit/partner-import';
import { nameSkeleton } from '../../domain/skeleton';
import type { RowWriter, RowWriterDeps } from './row-writers';

/** Lifecycles that are started at once: Temporal takes some hundred a second. */
const STARTED_TOGETHER_MAX = 20;
/** Who stages the applications of an import; who asked for the import is in its own row. */
const PRINCIPAL = systemPrincipal('partner-import');

/** Partners: each row an application, told what became of it, then started as a lifecycle. */
export function partnerRows(deps: RowWriterDeps): RowWriter {
  return {
    async open(content) {
      const staged = content as unknown as StagedPartners;
      const { source, programId, programVersion } = staged;
      const program = await deps.published.version(programId, programVersion);
      if (program === null) throw new DomainError('PROGRAM.NOT_PUBLISHED', `There is no version ${programVersion} of "${programId}".`);
      const rows = mapPartnerRows(deps.readCsv(staged.csv), staged.mapping, program.document).map((row) => applicationOfRow(row, source, program.document));
      const earlier = firstRows(rows);
      return {
        source,
        total: rows.length,
        write: (tx, { from, to }) => outcomes(deps, tx, { source, rows, earlier, from, to }),
        settle: () => startAll(deps, { programId, programVersion, applications: applicationsOf(rows) }),
      };
    },
  };
}

/** Which row of the file had an id, and which a name, first. */
interface FirstRows {
  byId: Map<string, number>;
  byName: Map<string, number>;
}

function firstRows(rows: readonly ReadPartner[]): FirstRows {
  const [byId, byName] = [new Map<string, number>(), new Map<string, number>()];
  rows.forEach((row, index) => {
    if (!('application' in row)) return;
    const { externalId, name } = row.application;
    if (byId.has(externalId)) return;
    byId.set(externalId, index);
    if (!byName.has(nameSkeleton(name))) byName.set(nameSkeleton(name), index);
  });
  return { byId, byName };
}

/** The rows that become lifecycles: each id once. One that runs already is started again, which is harmless. */
function applicationsOf(rows: readonly ReadPartner[]): Application[] {
  const byId = new Map<string, Application>();
  for (const row of rows) if ('application' in row && !byId.has(row.application.externalId)) byId.set(row.application.externalId, row.application);
  return [...byId.values()];
}

interface Chunk {
  source: string;
  rows: readonly ReadPartner[];
  earlier: FirstRows;
  from: number;
  to: number;
}

async function outcomes(deps: RowWriterDeps, tx: Queryable, { source, rows, earlier, from, to }: Chunk): Promise<RowOutcome[]> {
  const applications = rows.slice(from, to).flatMap((row) => ('application' in row ? [row.application] : []));
  const known = await deps.partnerImports.findKnown(tx, {
    source,
    externalIds: applications.map(({ externalId }) => externalId),
    skeletons: applications.map(({ name }) => nameSkeleton(name)),
    registrationNumbers: applications.flatMap(({ registrationNumber }) => registrationNumber ?? []),
  });
  return rows.slice(from, to).map((row, index): RowOutcome => {
    if ('refused' in row) return { outcome: 'refused', reference: row.reference, partnerId: null, code: row.refused, message: row.message };
    return outcomeOf(row.application, { known, earlier, index: from + index });
  });
}

type Known = Awaited<ReturnType<RowWriterDeps['partnerImports']['findKnown']>>;

function outcomeOf(application: Application, { known, earlier, index }: { known: Known; earlier: FirstRows; index: number }): RowOutcome {
  const { externalId, name, registrationNumber, notes, partnerId } = application;
  const skeleton = nameSkeleton(name);
  const told = { reference: externalId, partnerId, code: null, message: null };
  const [existing, first] = [known.byExternalId.get(externalId), earlier.byId.get(externalId)!];
  if (existing !== undefined) {
    const { partnerId: known, ...company } = existing;
    if (company.name === name && company.type === application.type && company.country === application.country)
      return { ...told, outcome: 'same', partnerId: known, message: 'Imported before.' };
    return { ...told, outcome: 'conflict', partnerId: known, code: 'PARTNER.EXISTS', message: 'Imported before with another name, type or country.' };
  }
  if (first !== index) return { ...told, outcome: 'conflict', partnerId: null, code: 'PARTNER.EXISTS', message: `Row ${first + 1} has the same id.` };
  if (registrationNumber !== undefined && known.registrationNumbers.has(registrationNumber))
    return { ...told, outcome: 'conflict', partnerId: null, code: 'PARTNER.EXISTS', message: 'A partner with this registration number exists already.' };
  const twin = earlier.byName.get(skeleton)!;
  const resembles = known.bySkeleton.get(skeleton) ?? (twin === index ? undefined : `row ${twin + 1}`);
  const message = [...(resembles === undefined ? [] : [`Possible duplicate of ${resembles}.`]), ...notes.map((note) => `${note}.`)];
  const code = resembles !== undefined ? 'PARTNER.POSSIBLE_DUPLICATE' : notes.length > 0 ? 'IMPORT.ALIAS' : null;
  return { ...told, outcome: 'stored', code, message: message.length > 0 ? message.join(' ') : null };
}

/** Stages and starts, some at a time. Both are idempotent by the partner's id, so a second run changes nothing. */
async function startAll(
  deps: RowWriterDeps,
  { programId, programVersion, applications }: { programId: string; programVersion: number; applications: Application[] },
): Promise<void> {
  for (let from = 0; from < applications.length; from += STARTED_TOGETHER_MAX) {
    await Promise.all(applications.slice(from, from + STARTED_TOGETHER_MAX).map((application) => startOne(deps, { programId, programVersion, application })));
    heartbeat({ started: from });
  }
}

async function startOne(deps: RowWriterDeps, of: { programId: string; programVersion: number; application: Application }): Promise<void> {
  const { programId, programVersion, application } = of;
  const { partnerId, name, type, region } = application;
  const target = lifecycleId(partnerId);
  const intakeId = rowId('in', target);
  const content = application as unknown as Json;
  await deps.intake.stage({ kind: APPLICATION_KIND, target, content, principal: PRINCIPAL, nowWallMs: deps.clock.now(), intakeId });
  await deps.starter.start({ programId, programVersion, partnerId, intakeId, name, type, region });
  await deps.intake.accept([intakeId]);
}
