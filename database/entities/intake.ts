import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('idempotency')
@Index('idempotency_target', ['targetId'])
export class IdempotencyRow {
  @PrimaryColumn({ type: 'text' })
  principal!: string;

  @PrimaryColumn({ type: 'text' })
  route!: string;

  @PrimaryColumn({ type: 'text' })
  key!: string;

  @Column({ type: 'text', name: 'body_hash' })
  bodyHash!: string;

  @Column({ type: 'text', name: 'target_id', nullable: true })
  targetId!: string | null;

  @Column({ type: 'bigint', name: 'lease_wall', nullable: true })
  leaseWall!: string | null;

  @Column({ type: 'integer', nullable: true })
  status!: number | null;

  @Column({ type: 'jsonb', nullable: true })
  headers!: unknown;

  @Column({ type: 'jsonb', nullable: true })
  response!: unknown;

  @Column({ type: 'bigint', name: 'created_wall' })
  createdWall!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('import_job')
@Check('import_job_check', '((done >= 0) AND (done <= total))')
@Check('import_job_check1', "((state <> 'done'::text) OR (done = total))")
@Check(
  'import_job_kind_check',
  "(kind = ANY (ARRAY['sales'::text, 'statements'::text, 'partners'::text, 'events'::text]))",
)
@Check('import_job_state_check', "(state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))")
@Check('import_job_total_check', '(total >= 0)')
@Unique('import_job_workflow_id_key', ['workflowId'])
export class ImportJobRow {
  @PrimaryColumn({ type: 'text', name: 'import_id' })
  importId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'integer' })
  total!: number;

  @Column({ type: 'integer' })
  done!: number;

  @Column({ type: 'jsonb' })
  counts!: unknown;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'jsonb', nullable: true })
  reason!: unknown;

  @Column({ type: 'text', name: 'requested_by' })
  requestedBy!: string;

  @Column({ type: 'bigint', name: 'started_wall' })
  startedWall!: string;

  @Column({ type: 'bigint', name: 'ended_wall', nullable: true })
  endedWall!: string | null;

  @Column({ type: 'text', name: 'notified_after', default: '' })
  notifiedAfter!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('import_row')
@Check(
  'import_row_outcome_check',
  "(outcome = ANY (ARRAY['stored'::text, 'same'::text, 'conflict'::text, 'unmatched'::text, 'refused'::text]))",
)
@ForeignKey('ImportJobRow', ['importId'], ['importId'], { name: 'import_row_import_id_fkey' })
export class ImportRowRow {
  @PrimaryColumn({ type: 'text', name: 'import_id' })
  importId!: string;

  @PrimaryColumn({ type: 'integer', name: 'row_number' })
  rowNumber!: number;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'text', nullable: true })
  reference!: string | null;

  @Column({ type: 'text', name: 'partner_id', nullable: true })
  partnerId!: string | null;

  @Column({ type: 'text', nullable: true })
  code!: string | null;

  @Column({ type: 'text', nullable: true })
  message!: string | null;
}

@Entity('intake')
@Check('intake_check', "((state <> 'moved'::text) OR ((content IS NULL) AND (destination IS NOT NULL)))")
@Check('intake_state_check', "(state = ANY (ARRAY['staged'::text, 'accepted'::text, 'moved'::text, 'expired'::text]))")
@Index('intake_staged', ['stagedWall'], { where: "(state = 'staged'::text)" })
@Index('intake_waiting', ['kind', 'principal', 'stagedWall'], {
  where: "(state = ANY (ARRAY['staged'::text, 'accepted'::text]))",
})
export class IntakeRow {
  @PrimaryColumn({ type: 'text', name: 'intake_id' })
  intakeId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text' })
  target!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'jsonb', nullable: true })
  content!: unknown;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'text' })
  principal!: string;

  @Column({ type: 'text' })
  signature!: string;

  @Column({ type: 'bigint', name: 'staged_wall' })
  stagedWall!: string;

  @Column({ type: 'text', nullable: true })
  destination!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('one_time_code')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'one_time_code_person_id_fkey' })
export class OneTimeCodeRow {
  @PrimaryColumn({ type: 'text', name: 'code_hash' })
  codeHash!: string;

  @Column({ type: 'text', name: 'approval_id' })
  approvalId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'bigint', name: 'expires_wall' })
  expiresWall!: string;

  @Column({ type: 'text', name: 'used_by', nullable: true })
  usedBy!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
