import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('stage_run')
@Check('stage_run_check', '((ended_ms IS NULL) = (outcome IS NULL))')
@Check(
  'stage_run_outcome_check',
  "(outcome = ANY (ARRAY['completed'::text, 'lapsed'::text, 'rejected'::text, 'expired'::text, 'cancelled'::text]))",
)
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'stage_run_partner_id_fkey' })
@Unique('stage_run_partner_id_stage_cycle_attempt_key', ['partnerId', 'stage', 'cycle', 'attempt'])
@Unique('stage_run_stage_run_id_key', ['stageRunId'])
@Index('stage_run_open', ['stage', 'startedMs', 'workflowId'], { where: '(outcome IS NULL)' })
export class StageRunRow {
  @PrimaryColumn({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'stage_run_id' })
  stageRunId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  stage!: string;

  @Column({ type: 'integer' })
  cycle!: number;

  @Column({ type: 'integer' })
  attempt!: number;

  @Column({ type: 'text', nullable: true })
  period!: string | null;

  @Column({ type: 'bigint' })
  turn!: string;

  @Column({ type: 'bigint', name: 'started_ms' })
  startedMs!: string;

  @Column({ type: 'bigint', name: 'ended_ms', nullable: true })
  endedMs!: string | null;

  @Column({ type: 'bigint', name: 'closes_ms', nullable: true })
  closesMs!: string | null;

  @Column({ type: 'text', nullable: true })
  outcome!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('step')
@Check(
  'step_state_check',
  "(state = ANY (ARRAY['waiting'::text, 'open'::text, 'done'::text, 'skipped'::text, 'not_applicable'::text, 'failed'::text, 'rejected'::text, 'expired'::text, 'carried'::text, 'lapsed'::text, 'cancelled'::text]))",
)
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'step_partner_id_fkey' })
@ForeignKey('StageRunRow', ['stageWorkflowId'], ['workflowId'], { name: 'step_stage_workflow_id_fkey' })
@Unique('step_stage_workflow_id_key_key', ['stageWorkflowId', 'key'])
@Index('step_ended', ['endedMs', 'stepId'], { where: '(ended_ms IS NOT NULL)' })
@Index('step_open', { synchronize: false })
@Index('step_partner', ['partnerId'])
export class StepRow {
  @PrimaryColumn({ type: 'text', name: 'step_id' })
  stepId!: string;

  @Column({ type: 'text', name: 'stage_workflow_id' })
  stageWorkflowId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  key!: string;

  @Column({ type: 'integer' })
  position!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'boolean' })
  optional!: boolean;

  @Column({ type: 'text', array: true })
  roles!: string[];

  @Column({ type: 'text', array: true })
  needs!: string[];

  @Column({ type: 'bigint', name: 'opened_ms', nullable: true })
  openedMs!: string | null;

  @Column({ type: 'bigint', name: 'due_ms', nullable: true })
  dueMs!: string | null;

  @Column({ type: 'bigint', name: 'ended_ms', nullable: true })
  endedMs!: string | null;

  @Column({ type: 'text', name: 'waiting_for', nullable: true })
  waitingFor!: string | null;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  result!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  details!: unknown;

  @Column({ type: 'text', name: 'approval_workflow_id', nullable: true })
  approvalWorkflowId!: string | null;

  @Column({ type: 'bigint' })
  turn!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('step_evidence')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'step_evidence_partner_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'step_evidence_person_id_fkey' })
@Unique('step_evidence_business_key_key', ['businessKey'])
export class StepEvidenceRow {
  @PrimaryColumn({ type: 'text', name: 'evidence_id' })
  evidenceId!: string;

  @Column({ type: 'text', name: 'step_id' })
  stepId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'jsonb' })
  evidence!: unknown;

  @Column({ type: 'bigint', name: 'at_ms' })
  atMs!: string;

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
