import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('payout_file')
@Check('payout_file_amount_minor_check', '(amount_minor >= 1)')
@Check('payout_file_content_hash_check', "(content_hash ~ '^[0-9a-f]{64}$'::text)")
@Check('payout_file_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check('payout_file_execution_date_check', "(execution_date ~ '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'::text)")
@Check('payout_file_key_id_check', '((length(key_id) >= 1) AND (length(key_id) <= 20))')
@Check('payout_file_number_check', '(number >= 1)')
@Check('payout_file_payments_check', '(payments >= 1)')
@Check('payout_file_rail_check', "(rail = ANY (ARRAY['sepa'::text, 'manual'::text]))")
@ForeignKey('PayoutRunRow', ['runId', 'revision'], ['runId', 'revision'], { name: 'payout_file_run_id_revision_fkey' })
@Unique('payout_file_message_id_key', ['messageId'])
@Unique('payout_file_run_id_revision_rail_currency_number_key', ['runId', 'revision', 'rail', 'currency', 'number'])
export class PayoutFileRow {
  @PrimaryColumn({ type: 'text', name: 'file_id' })
  fileId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ type: 'text' })
  rail!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text', name: 'message_id' })
  messageId!: string;

  @Column({ type: 'text', name: 'file_name' })
  fileName!: string;

  @Column({ type: 'text', name: 'media_type' })
  mediaType!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'integer' })
  payments!: number;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'text', name: 'execution_date' })
  executionDate!: string;

  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  @Column({ type: 'text' })
  sealed!: string;

  @Column({ type: 'bigint', name: 'made_wall' })
  madeWall!: string;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'temporal_run_id' })
  temporalRunId!: string;

  @Column({ type: 'integer', name: 'history_length' })
  historyLength!: number;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('payout_file_item')
@ForeignKey('PayoutAttemptRow', ['attemptId'], ['attemptId'], { name: 'payout_file_item_attempt_id_fkey' })
@ForeignKey('PayoutFileRow', ['fileId'], ['fileId'], { name: 'payout_file_item_file_id_fkey' })
@Unique('payout_file_item_reference_key', ['reference'])
@Index('payout_file_item_file', ['fileId'])
export class PayoutFileItemRow {
  @PrimaryColumn({ type: 'text', name: 'attempt_id' })
  attemptId!: string;

  @Column({ type: 'text', name: 'file_id' })
  fileId!: string;

  @Column({ type: 'text' })
  reference!: string;
}

@Entity('payment_report')
@Check('payment_report_content_hash_check', "(content_hash ~ '^[0-9a-f]{64}$'::text)")
@Check(
  'payment_report_decided_check',
  "(((decided_by IS NULL) = (decided_wall IS NULL)) AND ((decided_by IS NOT NULL) = ((rail = 'manual'::text) AND (state <> 'proposed'::text))))",
)
@Check('payment_report_four_eyes', '(decided_by <> reported_by)')
@Check('payment_report_rail_check', "(rail = ANY (ARRAY['provider'::text, 'sepa'::text, 'manual'::text]))")
@Check('payment_report_state_check', "(state = ANY (ARRAY['proposed'::text, 'applied'::text, 'declined'::text]))")
@ForeignKey('PersonRow', ['decidedBy'], ['personId'], { name: 'payment_report_decided_by_fkey' })
@Unique('payment_report_business_key_key', ['businessKey'])
export class PaymentReportRow {
  @PrimaryColumn({ type: 'text', name: 'report_id' })
  reportId!: string;

  @Column({ type: 'text' })
  rail!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'text', name: 'reported_by' })
  reportedBy!: string;

  @Column({ type: 'bigint', name: 'reported_wall' })
  reportedWall!: string;

  @Column({ type: 'text', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'bigint', name: 'decided_wall', nullable: true })
  decidedWall!: string | null;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'integer', name: 'history_length' })
  historyLength!: number;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('payment_report_entry')
@Check(
  'payment_report_entry_effect_check',
  "(effect = ANY (ARRAY['applied'::text, 'known'::text, 'waits'::text, 'contradicts'::text, 'stray'::text]))",
)
@Check(
  'payment_report_entry_of_check',
  "(((attempt_id IS NULL) = (effect = 'stray'::text)) AND ((outcome IS NULL) = (attempt_id IS NULL)))",
)
@Check(
  'payment_report_entry_outcome_check',
  "(outcome = ANY (ARRAY['accepted'::text, 'paid'::text, 'rejected'::text, 'returned'::text]))",
)
@Check('payment_report_entry_position_check', '("position" >= 1)')
@ForeignKey('PaymentReportRow', ['reportId'], ['reportId'], { name: 'payment_report_entry_report_id_fkey' })
@ForeignKey('PayoutAttemptRow', ['attemptId'], ['attemptId'], { name: 'payment_report_entry_attempt_id_fkey' })
@Index('payment_report_entry_attempt', ['attemptId'], { where: '(attempt_id IS NOT NULL)' })
export class PaymentReportEntryRow {
  @PrimaryColumn({ type: 'text', name: 'report_id' })
  reportId!: string;

  @PrimaryColumn({ type: 'integer' })
  position!: number;

  @Column({ type: 'text', name: 'attempt_id', nullable: true })
  attemptId!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'text' })
  effect!: string;
}
