import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('correction')
@Unique('correction_business_key_key', ['businessKey'])
@Index('correction_partner', ['partnerId', 'requestedWall'])
export class CorrectionRow {
  @PrimaryColumn({ type: 'text', name: 'correction_id' })
  correctionId!: string;

  @Column({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'jsonb' })
  content!: object;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'bigint', name: 'requested_wall' })
  requestedWall!: string;

  @Column({ type: 'jsonb', nullable: true })
  refusal!: object | null;

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

@Entity('correction_preview')
@Check('correction_preview_round_check', '(round >= 1)')
@Check('correction_preview_hash_check', "(hash ~ '^[0-9a-f]{64}$'::text)")
@ForeignKey('CorrectionRow', ['correctionId'], ['correctionId'], { name: 'correction_preview_correction_id_fkey' })
@Unique('correction_preview_correction_id_round_hash_key', ['correctionId', 'round', 'hash'])
export class CorrectionPreviewRow {
  @PrimaryColumn({ type: 'text', name: 'correction_id' })
  correctionId!: string;

  @PrimaryColumn({ type: 'integer' })
  round!: number;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'jsonb' })
  cascade!: object;

  @Column({ type: 'bigint', name: 'shown_wall' })
  shownWall!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('correction_order')
@Check('correction_order_command_check', "(command = ANY (ARRAY['submit'::text, 'withdraw'::text]))")
@ForeignKey('CorrectionRow', ['correctionId'], ['correctionId'], { name: 'correction_order_correction_id_fkey' })
@ForeignKey('PersonRow', ['orderedBy'], ['personId'], { name: 'correction_order_ordered_by_fkey' })
@ForeignKey('CorrectionPreviewRow', ['correctionId', 'round', 'hash'], ['correctionId', 'round', 'hash'], {
  name: 'correction_order_correction_id_round_hash_fkey',
})
export class CorrectionOrderRow {
  @PrimaryColumn({ type: 'text', name: 'correction_id' })
  correctionId!: string;

  @Column({ type: 'text', name: 'intake_id' })
  intakeId!: string;

  @Column({ type: 'text' })
  command!: string;

  @Column({ type: 'integer' })
  round!: number;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text', name: 'ordered_by' })
  orderedBy!: string;

  @Column({ type: 'bigint', name: 'ordered_wall' })
  orderedWall!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('correction_end')
@Check(
  'correction_end_outcome_check',
  "(outcome = ANY (ARRAY['posted'::text, 'rejected'::text, 'withdrawn'::text, 'expired'::text]))",
)
@Check('correction_end_posted_check', "((outcome <> 'posted'::text) OR (approval_id IS NOT NULL))")
@Check('correction_end_postings_check', '(postings >= 0)')
@ForeignKey('CorrectionRow', ['correctionId'], ['correctionId'], { name: 'correction_end_correction_id_fkey' })
@ForeignKey('ApprovalRow', ['approvalId'], ['approvalId'], { name: 'correction_end_approval_id_fkey' })
@ForeignKey('CorrectionPreviewRow', ['correctionId', 'round', 'hash'], ['correctionId', 'round', 'hash'], {
  name: 'correction_end_correction_id_round_hash_fkey',
})
@Unique('correction_end_business_key_key', ['businessKey'])
export class CorrectionEndRow {
  @PrimaryColumn({ type: 'text', name: 'correction_id' })
  correctionId!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'integer' })
  round!: number;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text', name: 'approval_id', nullable: true })
  approvalId!: string | null;

  @Column({ type: 'integer' })
  postings!: number;

  @Column({ type: 'bigint', name: 'ended_wall' })
  endedWall!: string;

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

@Entity('tier_correction')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'tier_correction_partner_id_fkey' })
@Index('tier_correction_partner', ['partnerId', 'fromDay'])
export class TierCorrectionRow {
  @PrimaryColumn({ type: 'text', name: 'correction_id' })
  correctionId!: string;

  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @PrimaryColumn({ type: 'date', name: 'from_day' })
  fromDay!: string;

  @Column({ type: 'text', nullable: true })
  tier!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
