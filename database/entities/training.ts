import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('certificate')
@Check('certificate_check', '(expires_ms > earned_ms)')
@Check('certificate_evidence_check', "(jsonb_typeof(evidence) = 'array'::text)")
@Check('certificate_revision_check', '(revision >= 1)')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'certificate_partner_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'certificate_person_id_fkey' })
@ForeignKey('ProgramVersionRow', ['programId', 'programVersion'], ['programId', 'version'], {
  name: 'certificate_program_id_program_version_fkey',
})
@Unique('certificate_business_key_key', ['businessKey'])
@Unique('certificate_person_id_partner_id_track_earned_ms_revision_key', [
  'personId',
  'partnerId',
  'track',
  'earnedMs',
  'revision',
])
@Index('certificate_partner', ['partnerId', 'certification', 'expiresMs'])
export class CertificateRow {
  @PrimaryColumn({ type: 'text', name: 'certificate_id' })
  certificateId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  certification!: string;

  @Column({ type: 'text' })
  track!: string;

  @Column({ type: 'bigint', name: 'earned_ms' })
  earnedMs!: string;

  @Column({ type: 'bigint', name: 'expires_ms' })
  expiresMs!: string;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'integer', name: 'program_version' })
  programVersion!: number;

  @Column({ type: 'jsonb' })
  evidence!: unknown;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('certificate_withdrawn')
@ForeignKey('CertificateRow', ['certificateId'], ['certificateId'], {
  name: 'certificate_withdrawn_certificate_id_fkey',
})
export class CertificateWithdrawnRow {
  @PrimaryColumn({ type: 'text', name: 'certificate_id' })
  certificateId!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('statement_match')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'statement_match_person_id_fkey' })
@ForeignKey('TrainingStatementRow', ['statementId'], ['statementId'], { name: 'statement_match_statement_id_fkey' })
@Index('statement_match_person', ['personId'])
export class StatementMatchRow {
  @PrimaryColumn({ type: 'uuid', name: 'statement_id' })
  statementId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('training_statement')
@Check('training_statement_check', '((identifier_kind IS NULL) = (identifier_value IS NULL))')
@Check('training_statement_check1', "((effect = 'voids'::text) = (voids IS NOT NULL))")
@Check(
  'training_statement_check2',
  "((effect = ANY (ARRAY['voids'::text, 'none'::text])) OR ((identifier_kind IS NOT NULL) AND (activity IS NOT NULL)))",
)
@Check(
  'training_statement_effect_check',
  "(effect = ANY (ARRAY['completed'::text, 'passed'::text, 'failed'::text, 'voids'::text, 'none'::text]))",
)
@Check(
  'training_statement_identifier_kind_check',
  "(identifier_kind = ANY (ARRAY['mbox'::text, 'mbox_sha1sum'::text, 'account'::text]))",
)
@Check('training_statement_score_check', "((score >= ('-1'::integer)::numeric) AND (score <= (1)::numeric))")
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'training_statement_person_id_fkey' })
@Index('training_statement_listed', ['authority', 'storedWall', 'statementId'])
@Index('training_statement_person', ['personId', 'activity'])
@Index('training_statement_unmatched', ['identifierKind', 'identifierValue'], { where: '(person_id IS NULL)' })
@Index('training_statement_voids', ['voids'], { where: '(voids IS NOT NULL)' })
export class TrainingStatementRow {
  @PrimaryColumn({ type: 'uuid', name: 'statement_id' })
  statementId!: string;

  @Column({ type: 'text', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'text', name: 'identifier_kind', nullable: true })
  identifierKind!: string | null;

  @Column({ type: 'text', name: 'identifier_value', nullable: true })
  identifierValue!: string | null;

  @Column({ type: 'text' })
  verb!: string;

  @Column({ type: 'text' })
  effect!: string;

  @Column({ type: 'text', nullable: true })
  activity!: string | null;

  @Column({ type: 'uuid', nullable: true })
  voids!: string | null;

  @Column({ type: 'boolean', nullable: true })
  success!: boolean | null;

  @Column({ type: 'numeric', nullable: true })
  score!: string | null;

  @Column({ type: 'bigint', name: 'timestamp_ms', nullable: true })
  timestampMs!: string | null;

  @Column({ type: 'bigint', name: 'stored_wall' })
  storedWall!: string;

  @Column({ type: 'jsonb' })
  statement!: unknown;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'text' })
  authority!: string;

  @Column({ type: 'text', name: 'import_id' })
  importId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
