import { Column, Entity, Index, PrimaryGeneratedColumn, Unique } from 'typeorm';

@Entity('audit')
@Unique('audit_business_key_key', ['businessKey'])
@Index('audit_partner', ['partnerId', 'seq'])
export class AuditRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', generatedIdentity: 'ALWAYS' })
  seq!: string;

  @Column({ type: 'text', name: 'partner_id', nullable: true })
  partnerId!: string | null;

  @Column({ type: 'bigint', name: 'at_ms' })
  atMs!: string;

  @Column({ type: 'text' })
  actor!: string;

  @Column({ type: 'text', name: 'on_behalf_of', nullable: true })
  onBehalfOf!: string | null;

  @Column({ type: 'text' })
  action!: string;

  @Column({ type: 'text' })
  subject!: string;

  @Column({ type: 'text', nullable: true })
  reason!: string | null;

  @Column({ type: 'jsonb', nullable: true })
  details!: unknown;

  @Column({ type: 'text', name: 'program_version', nullable: true })
  programVersion!: string | null;

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
