/** The activities over a real database, as the application's role: what workers/compose does, with a test's clock and third parties. */
import type { Pool } from 'pg';
import { createActivities } from '../../activities';
import type { Activities } from '../../activities';
import type { Deps } from '../../activities/shared/deps';
import { readCsv } from '../../connectors/csv/csv';
import { actorProofs } from '../../database/intake/actor-proof';
import { IntakeStore } from '../../database/intake/intake-store';
import { DecisionLinks } from '../../database/intake/decision-links';
import { OneTimeCodes } from '../../database/intake/one-time-codes';
import { PayeesRepository } from '../../database/repositories/payees';
import { PaymentReportOrders } from '../../database/repositories/payment-report-orders';
import { PayoutRunOrders } from '../../database/repositories/payout-run-orders';
import { PeopleRepository } from '../../database/repositories/people';
import { ProgramsRepository } from '../../database/repositories/programs';
import { transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import { ProgramsView } from '../../database/views/programs';
import type { Actor } from '../../domain/proof';
import { inputHashOf } from '../../domain/proof';
import { zoneTable } from '../../programs/calendar-table';
import { renewedCalendars } from '../../programs/publish';
import { repositories } from '../../workers/repositories';
import { freshDatabase } from './database';
import { NOW_MS } from './rows';

const ACTOR_KEY = 'a key of forty characters for tests only';

/** One test file's activities with all that they stand on. */
export interface ActivityKit {
  pool: Pool;
  ownerUrl: string;
  activities: Activities;
  intake: IntakeStore;
  codes: OneTimeCodes;
  links: DecisionLinks;
  clock: { wallMs: number; now(): number };
  /** The message as the API would send it: signed for the person, the workflow and the message id. */
  signed<Message extends { actor: Actor }>(message: Message, to: { workflowId: string; messageId: string }): Message;
  rows<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** What a test may replace; a third party that it does not give fails when it is asked. */
export type ActivityKitOptions = Partial<
  Pick<Deps, 'trustTemporalUi' | 'screening' | 'provisioning' | 'lifecycles' | 'starter' | 'certificates' | 'reach'>
>;

/** Opens it on a database of its own. */
export async function activityKit(options: ActivityKitOptions = {}): Promise<ActivityKit> {
  const database = await freshDatabase();
  const pool = openPool({ url: database.appUrl, name: 'test' });
  const proofs = actorProofs(ACTOR_KEY);
  const intake = new IntakeStore(pool, proofs);
  const codes = new OneTimeCodes(pool);
  const links = new DecisionLinks(pool);
  const clock = { wallMs: NOW_MS, now: () => clock.wallMs };
  const people = new PeopleRepository(pool, intake, null);
  const activities = createActivities({
    ...repositories,
    ...{ db: pool, clock, codes, links, intake, readCsv, people, zoneTable },
    transaction: (work) => transaction(pool, work),
    verifyActor: proofs.verify,
    trustTemporalUi: false,
    reach: null,
    published: new ProgramsView(pool),
    renewedCalendars,
    payees: new PayeesRepository(pool, intake, people),
    payoutOrders: new PayoutRunOrders(pool, intake, people, []),
    reportOrders: new PaymentReportOrders(pool, intake, people),
    payments: null,
    programs: new ProgramsRepository(pool, intake, people),
    screening: { check: notHere },
    provisioning: { ensureUser: notHere, deactivateUser: notHere },
    lifecycles: { notify: notHere, peopleChanged: notHere },
    starter: { start: notHere },
    certificates: { start: notHere, lookAgain: notHere },
    absenceLives: { start: notHere, lookAgain: notHere },
    payoutSchedules: { ensure: notHere, remove: notHere },
    payoutStarter: { open: notHere },
    ...options,
  });
  return {
    ...{ pool, activities, intake, codes, links, clock, ownerUrl: database.ownerUrl },
    signed: (message, { workflowId, messageId }) => {
      const { personId } = message.actor;
      const claim = { personId, target: workflowId, messageId, inputHash: inputHashOf(message) };
      return { ...message, actor: { ...message.actor, signature: proofs.sign(claim) } };
    },
    rows: async <Row extends object>(sql: string, values: unknown[] = []) => (await pool.query<Row>(sql, values)).rows,
    close: async () => {
      await pool.end();
      await database.drop();
    },
  };
}

function notHere(): never {
  throw new Error('This test gave no such third party to activityKit().');
}
