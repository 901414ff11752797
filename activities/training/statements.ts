import type { StoredStatement } from '../../database/repositories/training';
import type { Queryable } from '../../database/sql';
import type { Json } from '../../domain/hash';
import type { RowOutcome } from '../../domain/imports';
import type { Origin } from '../../domain/journal';
import type { StagedStatements, TrainingStatement } from '../../domain/enable/training';
import { isSameStatement, parseStatements } from '../../domain/enable/training';
import { DomainError } from '../../domain/errors';
import type { RowWriter } from '../imports/row-writers';
import type { CertificateDeps } from './certificates';
import { followImport, issueCertificates } from './certificates';

/** Learning statements: stored once by id, matched to their learner, certificates issued in the same transaction. */
export function statementRows(deps: CertificateDeps): RowWriter {
  return {
    async open(content) {
      const { authority, storedWallMs, statements } = content as unknown as StagedStatements;
      const parsed = statements.map((item) => parseRow(item, { authority, storedWallMs }));
      return {
        source: authority,
        total: parsed.length,
        async write(tx, { importId, origin, from, to }) {
          const chunk = parsed.slice(from, to);
          const sound = chunk.flatMap((row) => ('outcome' in row ? [] : [row]));
          const outcomes = await writeStatements(deps, tx, { importId, origin, statements: sound });
          let next = 0;
          return chunk.map((row) => ('outcome' in row ? row : outcomes[next++]!));
        },
        settle: (importId) => followImport(deps, importId),
      };
    },
  };
}

/**
 * Stores statements, tells for each, in order, what became of it, and issues or withdraws certificates accordingly.
 * Idempotent by statement id: the same statement again is `same`, another one under its id is a conflict.
 */
async function writeStatements(
  deps: CertificateDeps,
  tx: Queryable,
  { importId, origin, statements }: { importId: string; origin: Origin; statements: readonly TrainingStatement[] },
): Promise<RowOutcome[]> {
  const { training } = deps;
  await training.lockMatching(tx, 'storing');
  // A list may hold one id twice; the first one is stored, and the others are compared with it.
  const first = new Map<string, TrainingStatement>();
  for (const one of statements) if (!first.has(one.statementId)) first.set(one.statementId, one);
  const fresh = await training.insertStatements(tx, importId, [...first.values()]);
  const voids = statements.flatMap((one) => one.voids ?? []);
  const stored = new Map(
    (await training.findStatements(tx, [...first.keys(), ...voids])).map((row) => [row.statementId, row]),
  );
  const isNew = (one: TrainingStatement): boolean => first.get(one.statementId) === one && fresh.has(one.statementId);
  const touched = statements.filter(isNew).flatMap((one) => aboutWhom(one, stored)?.personId ?? []);
  await issueCertificates(deps, tx, { personIds: [...new Set(touched)], origin });
  return statements.map((one) =>
    isNew(one) ? outcomeOf(one, aboutWhom(one, stored)) : repeated(one, stored.get(one.statementId)!),
  );
}

/** The statement whose person is concerned: for a voiding that of the voided one; for what has no effect, nobody. */
function aboutWhom(
  { statementId, effect, voids }: TrainingStatement,
  stored: Map<string, StoredStatement>,
): StoredStatement | undefined {
  if (effect === 'none') return undefined;
  return stored.get(effect === 'voids' ? voids! : statementId);
}

function outcomeOf(
  { statementId, effect, learner }: TrainingStatement,
  about: StoredStatement | undefined,
): RowOutcome {
  const outcome = { reference: statementId, partnerId: about?.partnerId ?? null, code: null };
  if (effect === 'none' || effect === 'voids' || about?.personId)
    return { ...outcome, outcome: 'stored', message: null };
  const message = `Nobody here is known by this ${learner?.kind ?? 'identifier'} yet; the statement is stored and will be matched when somebody is.`;
  return { ...outcome, outcome: 'unmatched', message };
}

function repeated(one: TrainingStatement, stored: StoredStatement): RowOutcome {
  const row = { reference: one.statementId, partnerId: null };
  if (isSameStatement(one, stored)) return { ...row, outcome: 'same', code: null, message: null };
  const message = `Statement ${one.statementId} is stored with other content. Void it and send a new one under its own id.`;
  return { ...row, outcome: 'conflict', code: 'TRAINING.STATEMENT_CONFLICT', message };
}

/** The API has checked and numbered them; whoever else stages rows gets a report of what is wrong with each. */
function parseRow(item: Json, source: { authority: string; storedWallMs: number }): TrainingStatement | RowOutcome {
  const newId = (): never => {
    throw new DomainError('REQUEST.INVALID', 'A staged statement has no id: whoever stages it makes one.');
  };
  const { statements, faults } = parseStatements(item, { ...source, newId });
  if (statements[0]) return statements[0];
  const message = faults
    .map((fault) => `${fault.pointer || '/'}: ${fault.message}`)
    .join(' ')
    .slice(0, 500);
  return { outcome: 'refused', reference: null, partnerId: null, code: faults[0]?.code ?? null, message };
}
