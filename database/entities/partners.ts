import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('fact')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'fact_partner_id_fkey' })
@Unique('fact_business_key_key', ['businessKey'])
@Index('fact_partner', ['partnerId', 'kind', 'occurredMs'])
export class FactRow {
  @PrimaryColumn({ type: 'text', name: 'fact_id' })
  factId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'bigint', name: 'occurred_ms' })
  occurredMs!: string;

  @Column({ type: 'jsonb' })
  data!: unknown;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

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

@Entity('partner')
@Check(
  'partner_activation_check',
  "(activation = ANY (ARRAY['running'::text, 'at_risk'::text, 'dormant'::text, 'activated'::text]))",
)
@Check('partner_country_check', "(country ~ '^[A-Z]{2}$'::text)")
@Check('partner_cycle_check', '(cycle >= 0)')
@Check(
  'partner_mode_check',
  "(mode = ANY (ARRAY['active'::text, 'paused'::text, 'suspended'::text, 'withdrawn'::text, 'offboarded'::text, 'rejected'::text, 'expired'::text]))",
)
@Check('partner_name_check', '((length(name) >= 1) AND (length(name) <= 200))')
@Check('partner_partner_id_check', '(length(partner_id) <= 60)')
@ForeignKey('ProgramVersionRow', ['programId', 'programVersion'], ['programId', 'version'], {
  name: 'partner_program_id_program_version_fkey',
})
@Unique('partner_registration_number_key', ['registrationNumber'])
@Unique('partner_source_external_id_key', ['source', 'externalId'])
@Unique('partner_workflow_id_key', ['workflowId'])
@Index('partner_list', { synchronize: false })
@Index('partner_skeleton', ['nameSkeleton'])
export class PartnerRow {
  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  name!: string;

  @Column({ type: 'text', name: 'name_skeleton' })
  nameSkeleton!: string;

  @Column({ type: 'text' })
  type!: string;

  @Column({ type: 'text' })
  region!: string;

  @Column({ type: 'text' })
  country!: string;

  @Column({ type: 'text', nullable: true })
  city!: string | null;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text', name: 'external_id' })
  externalId!: string;

  @Column({ type: 'text', name: 'registration_number', nullable: true })
  registrationNumber!: string | null;

  @Column({ type: 'jsonb' })
  profile!: unknown;

  @Column({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'integer', name: 'program_version' })
  programVersion!: number;

  @Column({ type: 'text' })
  mode!: string;

  @Column({ type: 'text', array: true })
  stages!: string[];

  @Column({ type: 'integer' })
  cycle!: number;

  @Column({ type: 'text', nullable: true })
  period!: string | null;

  @Column({ type: 'text', nullable: true })
  activation!: string | null;

  @Column({ type: 'bigint' })
  turn!: string;

  @Column({ type: 'bigint', name: 'applied_ms' })
  appliedMs!: string;

  @Column({ type: 'bigint', name: 'changed_ms' })
  changedMs!: string;

  @Column({ type: 'text', name: 'possible_duplicate_of', nullable: true })
  possibleDuplicateOf!: string | null;

  @Column({ type: 'text', array: true, default: () => "'{}'" })
  notes!: string[];

  @Column({ type: 'text', name: 'previous_partner_id', nullable: true })
  previousPartnerId!: string | null;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('partner_owner')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'partner_owner_partner_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'partner_owner_person_id_fkey' })
export class PartnerOwnerRow {
  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @PrimaryColumn({ type: 'text' })
  role!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'bigint', name: 'changed_ms' })
  changedMs!: string;
}

@Entity('partner_tier')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'partner_tier_partner_id_fkey' })
@Unique('partner_tier_business_key_key', ['businessKey'])
export class PartnerTierRow {
  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @PrimaryColumn({ type: 'date', name: 'from_day' })
  fromDay!: string;

  @Column({ type: 'text' })
  tier!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('provisioned_access')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'provisioned_access_partner_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'provisioned_access_person_id_fkey' })
@Index('provisioned_access_revoke', ['revokeWall'], { where: '((revoke_wall IS NOT NULL) AND active)' })
export class ProvisionedAccessRow {
  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @PrimaryColumn({ type: 'text' })
  system!: string;

  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'external_id' })
  externalId!: string;

  @Column({ type: 'text', name: 'remote_id', nullable: true })
  remoteId!: string | null;

  @Column({ type: 'boolean' })
  active!: boolean;

  @Column({ type: 'bigint', name: 'revoke_wall', nullable: true })
  revokeWall!: string | null;

  @Column({ type: 'bigint', name: 'changed_ms' })
  changedMs!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('screening')
@Check('screening_result_check', "(result = ANY (ARRAY['clear'::text, 'hit'::text, 'unknown'::text]))")
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'screening_partner_id_fkey' })
export class ScreeningRow {
  @PrimaryColumn({ type: 'text' })
  reference!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  result!: string;

  @Column({ type: 'jsonb' })
  hits!: unknown;

  @Column({ type: 'bigint', name: 'at_ms' })
  atMs!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
