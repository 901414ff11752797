import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('learner_identifier')
@Check('learner_identifier_kind_check', "(kind = ANY (ARRAY['mbox'::text, 'mbox_sha1sum'::text, 'account'::text]))")
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'learner_identifier_person_id_fkey' })
export class LearnerIdentifierRow {
  @PrimaryColumn({ type: 'text' })
  kind!: string;

  @PrimaryColumn({ type: 'text' })
  value!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('person')
@Check('person_check', '((issuer IS NULL) = (subject IS NULL))')
@Check('person_check1', "((kind = 'person'::text) OR ((issuer IS NOT NULL) AND (partner_id IS NULL)))")
@Check('person_display_name_check', '((length(display_name) >= 1) AND (length(display_name) <= 200))')
@Check('person_kind_check', "(kind = ANY (ARRAY['person'::text, 'service'::text]))")
@Check('person_status_check', "(status = ANY (ARRAY['invited'::text, 'active'::text, 'left'::text]))")
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'person_partner_id_fkey' })
@Index('person_email', { synchronize: false })
@Index('person_identity', ['issuer', 'subject'], { unique: true, where: "(status <> 'left'::text)" })
@Index('person_partner', ['partnerId'], { where: '(partner_id IS NOT NULL)' })
export class PersonRow {
  @PrimaryColumn({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', nullable: true })
  issuer!: string | null;

  @Column({ type: 'text', nullable: true })
  subject!: string | null;

  @Column({ type: 'text', nullable: true })
  email!: string | null;

  @Column({ type: 'text', name: 'display_name' })
  displayName!: string;

  @Column({ type: 'text', default: 'en' })
  language!: string;

  @Column({ type: 'text', name: 'partner_id', nullable: true })
  partnerId!: string | null;

  @Column({ type: 'text' })
  status!: string;

  @Column({ type: 'bigint', name: 'changed_wall' })
  changedWall!: string;

  @Column({ type: 'bigint', name: 'claims_wall', nullable: true })
  claimsWall!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('role_grant')
@Check('role_grant_check', '(to_wall > from_wall)')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'role_grant_person_id_fkey' })
@Unique('role_grant_business_key_key', ['businessKey'])
@Index('role_grant_person', ['personId'])
@Index('role_grant_role', ['role', 'region'])
export class RoleGrantRow {
  @PrimaryColumn({ type: 'text', name: 'grant_id' })
  grantId!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  role!: string;

  @Column({ type: 'text', nullable: true })
  region!: string | null;

  @Column({ type: 'bigint', name: 'from_wall' })
  fromWall!: string;

  @Column({ type: 'bigint', name: 'to_wall', nullable: true })
  toWall!: string | null;

  @Column({ type: 'text', name: 'granted_by' })
  grantedBy!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('role_withheld')
@Check('role_withheld_check', '(to_wall > from_wall)')
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'role_withheld_person_id_fkey' })
@Index('role_withheld_live', { synchronize: false })
export class RoleWithheldRow {
  @PrimaryColumn({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text' })
  role!: string;

  @Column({ type: 'text', nullable: true })
  region!: string | null;

  @Column({ type: 'text', name: 'withheld_by' })
  withheldBy!: string;

  @Column({ type: 'bigint', name: 'from_wall' })
  fromWall!: string;

  @Column({ type: 'bigint', name: 'to_wall', nullable: true })
  toWall!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
