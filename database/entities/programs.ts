import { Check, Column, Entity, ForeignKey, PrimaryColumn, Unique } from 'typeorm';

@Entity('period_pin')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'period_pin_partner_id_fkey' })
@ForeignKey('ProgramVersionRow', ['programId', 'programVersion'], ['programId', 'version'], {
  name: 'period_pin_program_id_program_version_fkey',
})
export class PeriodPinRow {
  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @PrimaryColumn({ type: 'text' })
  period!: string;

  @PrimaryColumn({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'integer', name: 'program_version' })
  programVersion!: number;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('program_version')
@Check('program_version_content_hash_check', "(content_hash ~ '^[0-9a-f]{64}$'::text)")
@Check('program_version_program_id_check', "(program_id ~ '^[a-z][a-z0-9-]{0,39}$'::text)")
@Check('program_version_version_check', '(version >= 1)')
@Unique('program_version_business_key_key', ['businessKey'])
@Unique('program_version_program_id_content_hash_key', ['programId', 'contentHash'])
export class ProgramVersionRow {
  @PrimaryColumn({ type: 'text', name: 'program_id' })
  programId!: string;

  @PrimaryColumn({ type: 'integer' })
  version!: number;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'jsonb' })
  document!: unknown;

  @Column({ type: 'jsonb' })
  clock!: unknown;

  @Column({ type: 'jsonb' })
  calendar!: unknown;

  @Column({ type: 'jsonb', name: 'region_calendars' })
  regionCalendars!: unknown;

  @Column({ type: 'jsonb', name: 'library_versions' })
  libraryVersions!: unknown;

  @Column({ type: 'text', name: 'published_by' })
  publishedBy!: string;

  @Column({ type: 'bigint', name: 'published_wall' })
  publishedWall!: string;

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
