import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('approval')
@Check('approval_quorum_check', '(quorum >= 1)')
@Check(
  'approval_state_check',
  "(state = ANY (ARRAY['open'::text, 'paused'::text, 'info_requested'::text, 'approved'::text, 'rejected'::text, 'expired'::text, 'cancelled'::text, 'superseded'::text]))",
)
@Check('approval_level_check', '(level >= 1)')
@ForeignKey('PersonRow', ['claimedBy'], ['personId'], { name: 'approval_claimed_by_fkey' })
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'approval_partner_id_fkey' })
@Unique('approval_approval_id_content_hash_key', ['approvalId', 'contentHash'])
@Unique('approval_approval_id_subject_hash_key', ['approvalId', 'subjectHash'])
@Unique('approval_workflow_id_key', ['workflowId'])
@Index('approval_live', { synchronize: false })
@Index('approval_partner', ['partnerId'])
@Index('approval_requested', ['requester'], {
  where: "(state = ANY (ARRAY['open'::text, 'paused'::text, 'info_requested'::text]))",
})
export class ApprovalRow {
  @PrimaryColumn({ type: 'text', name: 'approval_id' })
  approvalId!: string;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text', name: 'subject_type' })
  subjectType!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'jsonb' })
  content!: unknown;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'jsonb' })
  plan!: unknown;

  @Column({ type: 'text', array: true })
  roles!: string[];

  @Column({ type: 'integer' })
  quorum!: number;

  @Column({ type: 'text', nullable: true })
  requester!: string | null;

  @Column({ type: 'text', array: true })
  beneficiaries!: string[];

  @Column({ type: 'text' })
  region!: string;

  @Column({ type: 'integer' })
  round!: number;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'bigint' })
  turn!: string;

  @Column({ type: 'bigint', name: 'opened_ms' })
  openedMs!: string;

  @Column({ type: 'bigint', name: 'due_ms', nullable: true })
  dueMs!: string | null;

  @Column({ type: 'bigint', name: 'ended_ms', nullable: true })
  endedMs!: string | null;

  @Column({ type: 'text', name: 'program_version' })
  programVersion!: string;

  @Column({
    type: 'text',
    name: 'subject_hash',
    nullable: true,
    generatedType: 'STORED',
    asExpression: "(content #>> '{facts,decides,contentHash}'::text[])",
  })
  subjectHash!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;

  /** Where roles and quorum do not say all. */
  @Column({ type: 'jsonb', nullable: true })
  rule!: unknown;

  /** The plan with its people, as last computed. */
  @Column({ type: 'jsonb', nullable: true })
  resolved!: unknown;

  @Column({ type: 'integer', default: 1 })
  level!: number;

  @Column({ type: 'integer', default: 1 })
  levels!: number;

  @Column({ type: 'text', name: 'claimed_by', nullable: true })
  claimedBy!: string | null;
}

@Entity('approval_candidate')
@ForeignKey('ApprovalRow', ['approvalId'], ['approvalId'], { name: 'approval_candidate_approval_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'approval_candidate_person_id_fkey' })
@Index('approval_candidate_person', ['personId'])
export class ApprovalCandidateRow {
  @PrimaryColumn({ type: 'text', name: 'approval_id' })
  approvalId!: string;

  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @PrimaryColumn({ type: 'text' })
  role!: string;

  /** The absent person for whom; empty for one's own right. */
  @PrimaryColumn({ type: 'text', name: 'on_behalf_of', default: '' })
  onBehalfOf!: string;
}

@Entity('decision')
@Check('decision_check', "(((seq % 2) = 0) = (decision = 'revoke'::text))")
@Check('decision_comment_check', '(length(comment) <= 2000)')
@Check('decision_decision_check', "(decision = ANY (ARRAY['approve'::text, 'reject'::text, 'revoke'::text]))")
@Check('decision_seq_check', '(seq >= 1)')
@ForeignKey('ApprovalRow', ['approvalId', 'contentHash'], ['approvalId', 'contentHash'], {
  name: 'decision_approval_id_content_hash_fkey',
})
@ForeignKey('DecisionRow', ['approvalId', 'personId', 'previousSeq'], ['approvalId', 'personId', 'seq'], {
  name: 'decision_approval_id_person_id_previous_seq_fkey',
})
@Check('decision_on_behalf_of_check', '(on_behalf_of <> person_id)')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'decision_person_id_fkey' })
@ForeignKey('PersonRow', ['onBehalfOf'], ['personId'], { name: 'decision_on_behalf_of_fkey' })
@Unique('decision_business_key_key', ['businessKey'])
export class DecisionRow {
  @PrimaryColumn({ type: 'text', name: 'approval_id' })
  approvalId!: string;

  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @PrimaryColumn({ type: 'integer' })
  seq!: number;

  @Column({
    type: 'integer',
    name: 'previous_seq',
    nullable: true,
    generatedType: 'STORED',
    asExpression: '\nCASE\n    WHEN (seq > 1) THEN (seq - 1)\n    ELSE NULL::integer\nEND',
  })
  previousSeq!: number | null;

  @Column({ type: 'text' })
  decision!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'text', nullable: true })
  comment!: string | null;

  @Column({ type: 'boolean', name: 'identity_proven' })
  identityProven!: boolean;

  @Column({ type: 'bigint', name: 'decided_ms' })
  decidedMs!: string;

  @Column({ type: 'bigint', name: 'received_wall' })
  receivedWall!: string;

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

  @Column({ type: 'integer', default: 1 })
  level!: number;

  @Column({ type: 'text', name: 'on_behalf_of', nullable: true })
  onBehalfOf!: string | null;
}
