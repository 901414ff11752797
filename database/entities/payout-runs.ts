import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { HOLDER_ID } from './holder';

@Entity('payout_run')
@Check('payout_run_content_check', "((content_hash IS NOT NULL) OR (state = ANY (ARRAY['open'::text, 'void'::text])))")
@Check('payout_run_content_hash_check', "(content_hash ~ '^[0-9a-f]{64}$'::text)")
@Check('payout_run_kind_check', "(kind = ANY (ARRAY['regular'::text, 'off_cycle'::text]))")
@Check('payout_run_number_check', '(number >= 1)')
@Check('payout_run_revision_check', '(revision >= 1)')
@Check(
  'payout_run_state_check',
  "(state = ANY (ARRAY['open'::text, 'calculated'::text, 'in_review'::text, 'approved'::text, 'submitting'::text, 'settled'::text, 'partially_failed'::text, 'closed'::text, 'void'::text]))",
)
@ForeignKey('PersonRow', ['requesterId'], ['personId'], { name: 'payout_run_requester_id_fkey' })
@Unique('payout_run_program_id_period_kind_number_revision_key', ['programId', 'period', 'kind', 'number', 'revision'])
@Unique('payout_run_content_key', ['runId', 'revision', 'contentHash'])
@Unique('payout_run_requester_key', ['runId', 'revision', 'requestedBy'])
@Index('payout_run_one_live', ['runId'], { unique: true, where: "(state <> 'void'::text)" })
export class PayoutRunRow {
  @PrimaryColumn({ type: 'text', name: 'run_id' })
  runId!: string;

  @PrimaryColumn({ type: 'integer' })
  revision!: number;

  @Column({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  @Column({
    type: 'text',
    name: 'requester_id',
    nullable: true,
    generatedType: 'STORED',
    asExpression: "NULLIF(requested_by, 'system:payout-schedule'::text)",
  })
  requesterId!: string | null;

  @Column({ type: 'text', name: 'after_payee' })
  afterPayee!: string;

  @Column({ type: 'text', name: 'content_hash', nullable: true })
  contentHash!: string | null;

  @Column({ type: 'bigint', name: 'opened_wall' })
  openedWall!: string;

  @Column({ type: 'bigint', name: 'changed_wall' })
  changedWall!: string;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('payout_run_approval')
@Check('payout_run_approval_four_eyes', '(person_id <> requested_by)')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'payout_run_approval_person_id_fkey' })
@ForeignKey('PayoutRunRow', ['runId', 'revision', 'contentHash'], ['runId', 'revision', 'contentHash'], {
  name: 'payout_run_approval_run_id_revision_content_hash_fkey',
})
@ForeignKey('PayoutRunRow', ['runId', 'revision', 'requestedBy'], ['runId', 'revision', 'requestedBy'], {
  name: 'payout_run_approval_run_id_revision_requested_by_fkey',
})
@Unique('payout_run_approval_business_key_key', ['businessKey'])
export class PayoutRunApprovalRow {
  @PrimaryColumn({ type: 'text', name: 'run_id' })
  runId!: string;

  @PrimaryColumn({ type: 'integer' })
  revision!: number;

  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'bigint', name: 'approved_wall' })
  approvedWall!: string;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'temporal_run_id' })
  temporalRunId!: string;

  @Column({ type: 'integer', name: 'history_length' })
  historyLength!: number;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('payout_line')
@Check(
  'payout_line_account_check',
  "((account_id IS NOT NULL) OR (state = ANY (ARRAY['blocked'::text, 'released'::text])))",
)
@Check('payout_line_amount_minor_check', "((amount_minor >= 1) AND (amount_minor <= '9007199254740991'::bigint))")
@Check('payout_line_line_id_check', "(line_id ~ '^[a-z0-9_]+$'::text)")
@Check('payout_line_person_id_check', "(person_id !~ '[\\t\\n]'::text)")
@Check('payout_line_payouts_digest_check', "(payouts_digest ~ '^[0-9a-f]{64}$'::text)")
@Check(
  'payout_line_sent_check',
  "((sent_wall IS NOT NULL) OR (state = ANY (ARRAY['blocked'::text, 'ready'::text, 'released'::text])))",
)
@Check(
  'payout_line_state_check',
  "(state = ANY (ARRAY['blocked'::text, 'ready'::text, 'in_transit'::text, 'paid'::text, 'failed'::text, 'released'::text]))",
)
@Check('payout_line_withheld_minor_check', '(withheld_minor >= 0)')
@Check('payout_line_reserved_minor_check', '(reserved_minor >= 0)')
@Check('payout_line_reserved_until_check', "(reserved_until ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text)")
@Check('payout_line_reserve_check', '((reserved_minor > 0) = (reserved_until IS NOT NULL))')
@ForeignKey('PayoutRunRow', ['runId', 'revision'], ['runId', 'revision'], { name: 'payout_line_run_id_revision_fkey' })
@ForeignKey('PayeeRow', ['payeeId', 'holderId', 'currency'], ['payeeId', 'holderId', 'currency'], {
  name: 'payout_line_payee_id_holder_id_currency_fkey',
})
@ForeignKey('PayeeAccountRow', ['accountId', 'payeeId'], ['accountId', 'payeeId'], {
  name: 'payout_line_account_id_payee_id_fkey',
})
@Check('payout_line_rail_check', "(rail = ANY (ARRAY['provider'::text, 'sepa'::text, 'manual'::text]))")
@Unique('payout_line_run_id_revision_payee_id_key', ['runId', 'revision', 'payeeId'])
@Index('payout_line_payee', ['payeeId'])
@Index('payout_line_run', ['runId', 'revision', 'state'])
@Index('payout_line_reserve', ['holderId', 'currency'], { where: '((reserved_minor > 0) OR (released_minor <> 0))' })
export class PayoutLineRow {
  @PrimaryColumn({ type: 'text', name: 'line_id' })
  lineId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ type: 'text', name: 'payee_id' })
  payeeId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column(HOLDER_ID)
  holderId!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'bigint', name: 'withheld_minor', default: 0 })
  withheldMinor!: string;

  @Column({ type: 'bigint', name: 'reserved_minor', default: 0 })
  reservedMinor!: string;

  @Column({ type: 'text', name: 'reserved_until', nullable: true })
  reservedUntil!: string | null;

  @Column({ type: 'bigint', name: 'released_minor', default: 0 })
  releasedMinor!: string;

  @Column({ type: 'text', name: 'payouts_digest' })
  payoutsDigest!: string;

  @Column({ type: 'text', name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column({
    type: 'text',
    name: 'content_hash',
    generatedType: 'STORED',
    asExpression:
      "encode(sha256((((((((((((((((line_id || '|'::text) || payee_id) || '|'::text) || partner_id) || '|'::text) || currency) || '|'::text) || (amount_minor)::text) || '|'::text) || COALESCE(account_id, ''::text)) || '|'::text) || payouts_digest) ||\nCASE\n    WHEN ((withheld_minor = 0) AND (reserved_minor = 0) AND (released_minor = 0)) THEN ''::text\n    ELSE ((((((('|'::text || (withheld_minor)::text) || '|'::text) || (reserved_minor)::text) || '|'::text) || COALESCE(reserved_until, ''::text)) || '|'::text) || (released_minor)::text)\nEND) || COALESCE(('|person/'::text || person_id), ''::text)))::bytea), 'hex'::text)",
  })
  contentHash!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'text', default: 'provider' })
  rail!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'bigint', name: 'sent_wall', nullable: true })
  sentWall!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('payout_line_item')
@ForeignKey('PayoutLineRow', ['lineId'], ['lineId'], { name: 'payout_line_item_line_id_fkey' })
@ForeignKey('PayoutRow', ['payoutId'], ['payoutId'], { name: 'payout_line_item_payout_id_fkey' })
@Index('payout_line_item_one_live', ['payoutId'], { unique: true, where: 'live' })
export class PayoutLineItemRow {
  @PrimaryColumn({ type: 'text', name: 'line_id' })
  lineId!: string;

  @PrimaryColumn({ type: 'text', name: 'payout_id' })
  payoutId!: string;

  @Column({ type: 'boolean' })
  live!: boolean;
}

@Entity('payout_attempt')
@Check(
  'payout_attempt_called_check',
  "(((state = 'prepared'::text) = (calls = 0)) AND ((calls = 0) = (first_sent_wall IS NULL)))",
)
@Check('payout_attempt_calls_check', '(calls >= 0)')
@Check('payout_attempt_looks_check', '(looks >= 0)')
@Check('payout_attempt_number_check', '(number >= 1)')
@Check(
  'payout_attempt_reference_check',
  "((reference IS NOT NULL) OR (state <> ALL (ARRAY['sent'::text, 'paid'::text, 'returned'::text])))",
)
@Check(
  'payout_attempt_state_check',
  "(state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'sent'::text, 'paid'::text, 'returned'::text, 'rejected'::text, 'absent'::text]))",
)
@ForeignKey('PayoutLineRow', ['lineId'], ['lineId'], { name: 'payout_attempt_line_id_fkey' })
@Unique('payout_attempt_line_id_number_key', ['lineId', 'number'])
@Unique('payout_attempt_provider_key_key', ['providerKey'])
@Unique('payout_attempt_reference_key', ['rail', 'reference'])
@Index('payout_attempt_one_live', ['lineId'], {
  unique: true,
  where: "(state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'sent'::text, 'paid'::text]))",
})
@Index('payout_attempt_open', ['nextWall'], {
  where: "(state = ANY (ARRAY['prepared'::text, 'sending'::text, 'unknown'::text, 'sent'::text]))",
})
export class PayoutAttemptRow {
  @PrimaryColumn({ type: 'text', name: 'attempt_id' })
  attemptId!: string;

  @Column({ type: 'text', name: 'line_id' })
  lineId!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  rail!: string;

  @Column({ type: 'text', name: 'provider_key' })
  providerKey!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'integer' })
  calls!: number;

  @Column({ type: 'integer' })
  looks!: number;

  @Column({ type: 'bigint', name: 'first_sent_wall', nullable: true })
  firstSentWall!: string | null;

  @Column({ type: 'bigint', name: 'next_wall' })
  nextWall!: string;

  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'bigint', name: 'prepared_wall' })
  preparedWall!: string;

  @Column({ type: 'bigint', name: 'changed_wall' })
  changedWall!: string;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'temporal_run_id' })
  temporalRunId!: string;

  @Column({ type: 'integer', name: 'history_length' })
  historyLength!: number;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
