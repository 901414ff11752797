import type { ClientBase } from 'pg';
import { MIGRATIONS_TABLE } from './migrations';

/** What the application may do with a table beyond reading it. A list of columns narrows UPDATE to them. */
interface Rights {
  insert?: true;
  update?: true | string[];
  delete?: true;
}

const READ: Rights = {};
/** Records: written once, never changed, never removed. A later row corrects an earlier one. */
const APPEND: Rights = { insert: true };
/** Where something stands now. */
const STATE: Rights = { insert: true, update: true };

/** Every table and view of the schema, and what the application may do. What is missing here fails the migration. */
export const GRANTS: Readonly<Record<string, Rights>> = {
  [MIGRATIONS_TABLE]: READ,
  program_version: APPEND,
  // Who the company is stays as it applied: people approve that, and nobody edits it under their hands.
  partner: {
    insert: true,
    update: ['mode', 'stages', 'cycle', 'period', 'turn', 'changed_ms', 'run_id', 'activation'],
  },
  person: STATE,
  role_grant: { insert: true, update: ['to_wall'] },
  role_withheld: { insert: true, update: ['to_wall'] },
  absence: { insert: true, update: ['cancelled_wall'] },
  // Deleted when its person leaves: what arrives later for it is nobody's until somebody is invited with it.
  learner_identifier: { insert: true, delete: true },
  partner_tier: APPEND,
  partner_owner: STATE,
  stage_run: STATE,
  step: STATE,
  step_evidence: APPEND,
  fact: APPEND,
  screening: APPEND,
  provisioned_access: STATE,
  agreement: APPEND,
  signature: APPEND,
  training_statement: APPEND,
  statement_match: APPEND,
  certificate: APPEND,
  certificate_withdrawn: APPEND,
  // What it shows is never changed: whatever differs is asked anew, in a round with a row of its own.
  approval: {
    insert: true,
    update: [
      ...['state', 'plan', 'roles', 'quorum', 'due_ms', 'ended_ms', 'turn', 'run_id'],
      ...['level', 'levels', 'claimed_by', 'resolved'],
    ],
  },
  approval_candidate: { insert: true, delete: true },
  decision: APPEND,
  sale: APPEND,
  sale_match: APPEND,
  commission_event: APPEND,
  commission_event_match: APPEND,
  // What awaits or lacks something now: replaced by each pricing.
  commission_exception: { insert: true, delete: true },
  period_pin: APPEND,
  earning: APPEND,
  statement_dispute: APPEND,
  statement_dispute_end: APPEND,
  ledger_transaction: APPEND,
  ledger_entry: APPEND,
  ledger_book: READ,
  payout_run: { insert: true, update: ['state', 'after_payee', 'content_hash', 'changed_wall'] },
  payout_run_approval: APPEND,
  // What is paid, to whom and on which account never changes.
  payout_line: { insert: true, update: ['state', 'reason', 'sent_wall'] },
  payout_line_item: { insert: true, update: ['live'] },
  payout_attempt: {
    insert: true,
    update: ['state', 'calls', 'looks', 'first_sent_wall', 'next_wall', 'reference', 'reason', 'changed_wall'],
  },
  payout_held: APPEND,
  payout_file: APPEND,
  payout_file_item: APPEND,
  payment_report: { insert: true, update: ['state', 'decided_by', 'decided_wall'] },
  payment_report_entry: { insert: true, update: ['effect', 'reason'] },
  payout: { insert: true, update: ['state', 'approval_id', 'due_ms'] },
  payout_item: { insert: true, update: ['live'] },
  payee: { insert: true, update: ['held_reason', 'held_by', 'held_wall'] },
  payee_account: { insert: true, update: ['state', 'decided_by', 'decided_wall', 'payable_from_wall'] },
  payee_gate: APPEND,
  // The time changes where content that had expired is staged again.
  intake: { insert: true, update: ['state', 'content', 'destination', 'staged_wall'] },
  idempotency: STATE,
  one_time_code: { insert: true, update: ['used_by'] },
  import_job: STATE,
  import_row: APPEND,
  pricing_run: STATE,
  audit: APPEND,
  notice_setting: STATE,
  notice_delivery: { insert: true, update: ['state', 'ended_wall', 'reason'] },
  notice: { insert: true, update: ['state', 'delivery_id', 'reason'] },
  decision_link: { insert: true, update: ['used_by'] },
  learner_statement: READ,
  live_certificate: READ,
  decision_live: READ,
  partner_sale: READ,
  partner_commission_event: READ,
  sale_state: READ,
};

/**
 * Gives the application's user exactly the rights of {@link GRANTS}, no more: what an earlier run gave and the list no
 * longer says is taken back. Repeatable. Runs as the owner.
 *
 * @throws Error naming a table that the list does not know
 */
export async function applyGrants(client: ClientBase, appUser: string): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r','p','v','m') ORDER BY 1`,
  );
  const unknown = rows.map((row) => row.name).filter((name) => !Object.hasOwn(GRANTS, name));
  if (unknown.length > 0)
    throw new Error(
      `The application's rights on ${unknown.join(', ')} are not decided. Add them to GRANTS in database/grants.ts.`,
    );
  const user = client.escapeIdentifier(appUser);
  const statements = [
    'BEGIN',
    `GRANT USAGE ON SCHEMA public TO ${user}`,
    `REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ${user}`,
    ...rows.map(({ name }) => `GRANT ${privileges(GRANTS[name]!)} ON ${client.escapeIdentifier(name)} TO ${user}`),
    'COMMIT',
  ];
  // One simple query: a failure anywhere leaves the rights as they were.
  await client.query(statements.join(';\n'));
}

function privileges(rights: Rights): string {
  const words = ['SELECT'];
  if (rights.insert) words.push('INSERT');
  if (rights.update) words.push(rights.update === true ? 'UPDATE' : `UPDATE (${rights.update.join(', ')})`);
  if (rights.delete) words.push('DELETE');
  return words.join(', ');
}
