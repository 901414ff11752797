import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('statement_dispute')
@Check('statement_dispute_number_check', '(number >= 1)')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'statement_dispute_partner_id_fkey' })
@ForeignKey('EarningRow', ['earningId'], ['earningId'], { name: 'statement_dispute_earning_id_fkey' })
@ForeignKey('PersonRow', ['raisedBy'], ['personId'], { name: 'statement_dispute_raised_by_fkey' })
@Unique('statement_dispute_business_key_key', ['businessKey'])
@Unique('statement_dispute_earning_id_number_key', ['earningId', 'number'])
@Index('statement_dispute_partner', ['partnerId', 'raisedMs'])
export class StatementDisputeRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id' })
  disputeId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'earning_id' })
  earningId!: string;

  @Column({ type: 'integer' })
  number!: number;

  @Column({ type: 'text' })
  reason!: string;

  @Column({ type: 'text', name: 'raised_by' })
  raisedBy!: string;

  @Column({ type: 'bigint', name: 'raised_ms' })
  raisedMs!: string;

  @Column({ type: 'bigint', name: 'due_ms' })
  dueMs!: string;

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

@Entity('statement_dispute_end')
@Check(
  'statement_dispute_end_outcome_check',
  "(outcome = ANY (ARRAY['accepted'::text, 'declined'::text, 'withdrawn'::text]))",
)
@ForeignKey('StatementDisputeRow', ['disputeId'], ['disputeId'], { name: 'statement_dispute_end_dispute_id_fkey' })
@ForeignKey('ApprovalRow', ['approvalId'], ['approvalId'], { name: 'statement_dispute_end_approval_id_fkey' })
@Unique('statement_dispute_end_business_key_key', ['businessKey'])
export class StatementDisputeEndRow {
  @PrimaryColumn({ type: 'text', name: 'dispute_id' })
  disputeId!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'text', name: 'approval_id' })
  approvalId!: string;

  @Column({ type: 'bigint', name: 'ended_ms' })
  endedMs!: string;

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

@Entity('payout_held')
@Check('payout_held_amount_minor_check', '(amount_minor >= 1)')
@ForeignKey('PayoutItemRow', ['payoutId', 'earningId'], ['payoutId', 'earningId'], {
  name: 'payout_held_payout_id_earning_id_fkey',
})
@ForeignKey('StatementDisputeRow', ['disputeId'], ['disputeId'], { name: 'payout_held_dispute_id_fkey' })
export class PayoutHeldRow {
  @PrimaryColumn({ type: 'text', name: 'payout_id' })
  payoutId!: string;

  @PrimaryColumn({ type: 'text', name: 'earning_id' })
  earningId!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'text', name: 'dispute_id' })
  disputeId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
