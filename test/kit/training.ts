/** Learning over a real database: statements as a learning system sends them, and the activities that take them. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Deps } from '../../activities/shared/deps';
import { programReader } from '../../activities/shared/programs';
import { statementRows } from '../../activities/training/statements';
import type { TrainingDeps } from '../../activities/training/training';
import { training } from '../../activities/training/training';
import { transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import { ProgramsView } from '../../database/views/programs';
import type { CertificateInput } from '../../domain/enable/certificate';
import type { JsonObject } from '../../domain/hash';
import type { RowOutcome } from '../../domain/imports';
import { repositories } from '../../workers/repositories';
import { freshDatabase } from './database';
import { NOW_MS, originOf } from './rows';

const VERBS = 'http://adlnet.gov/expapi/verbs/';

/** The courses of the shipped program's sales path. */
export const FOUNDATIONS = 'https://learning.example/courses/product-foundations';
export const SALES_EXAM = 'https://learning.example/exams/sales-associate';

/** A statement as an LMS makes it. */
export function said(
  who: string,
  verb: 'completed' | 'passed' | 'failed' | 'initialized',
  activity: string,
  parts: JsonObject = {},
): JsonObject {
  return {
    id: randomUUID(),
    actor: { mbox: `mailto:${who}` },
    verb: { id: VERBS + verb },
    object: { id: activity },
    ...parts,
  };
}

/** Takes a statement back. */
export function voiding(statement: JsonObject): JsonObject {
  const object = { objectType: 'StatementRef', id: statement['id']! };
  return { ...said('lms@learning.example', 'passed', ''), verb: { id: `${VERBS}voided` }, object };
}

/** Both courses of the sales path, passed on a day. */
export const salesPath = (who: string, atMs: number): JsonObject[] => {
  const timestamp = new Date(atMs).toISOString();
  return [said(who, 'completed', FOUNDATIONS, { timestamp }), said(who, 'passed', SALES_EXAM, { timestamp })];
};

/** What tests of training stand on. */
export interface TrainingKit {
  pool: Pool;
  ownerUrl: string;
  activities: ReturnType<typeof training>;
  clock: { wallMs: number; now(): number };
  /** Certificates whose workflows were started or called, lifecycles that were told. */
  started: CertificateInput[];
  called: string[];
  told: string[];
  /** Sends statements as one import of one authority, and settles it. */
  send(statements: JsonObject[], as?: { authority?: string; importId?: string }): Promise<RowOutcome[]>;
  transaction: Deps['transaction'];
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Opens it on a database of its own. */
export async function trainingKit(): Promise<TrainingKit> {
  const database = await freshDatabase();
  const pool = openPool({ url: database.appUrl, name: 'test' });
  const clock = { wallMs: NOW_MS, now: () => clock.wallMs };
  const [started, called, told]: [CertificateInput[], string[], string[]] = [[], [], []];
  const deps: TrainingDeps = {
    ...repositories,
    db: pool,
    transaction: (work) => transaction(pool, work),
    clock,
    certificates: {
      start: async (certificate) => void started.push(certificate),
      lookAgain: async (certificateId) => void called.push(certificateId),
    },
    lifecycles: {
      notify: async (partnerId) => void told.push(partnerId),
      peopleChanged: () => Promise.reject(new Error('Nobody changes here.')),
    },
  };
  let imports = 0;
  return {
    pool,
    ownerUrl: database.ownerUrl,
    activities: training(deps, programReader({ published: new ProgramsView(pool) })),
    ...{ clock, started, called, told, transaction: deps.transaction },
    async send(statements, { authority = 'svc_lms', importId = `imp_${(imports += 1)}` } = {}) {
      const content = { authority, storedWallMs: clock.wallMs, statements };
      const rows = await statementRows(deps).open(content, authority, clock.wallMs);
      const chunk = { importId, origin: originOf(`import/${importId}`), from: 0, to: rows.total };
      const outcomes = await deps.transaction((tx) => rows.write(tx, chunk));
      await rows.settle?.(importId);
      return outcomes;
    },
    rows: async <Row extends object>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}
