import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('agreement')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'agreement_partner_id_fkey' })
@Unique('agreement_business_key_key', ['businessKey'])
@Index('agreement_partner', ['partnerId'])
export class AgreementRow {
  @PrimaryColumn({ type: 'text', name: 'agreement_id' })
  agreementId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'stage_workflow_id' })
  stageWorkflowId!: string;

  @Column({ type: 'text', name: 'step_key' })
  stepKey!: string;

  @Column({ type: 'text' })
  document!: string;

  @Column({ type: 'text', name: 'document_hash' })
  documentHash!: string;

  @Column({ type: 'text' })
  title!: string;

  @Column({ type: 'text' })
  text!: string;

  @Column({ type: 'bigint', name: 'sent_ms' })
  sentMs!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('signature')
@Check('signature_side_check', "(side = ANY (ARRAY['partner'::text, 'vendor'::text]))")
@ForeignKey('AgreementRow', ['agreementId'], ['agreementId'], { name: 'signature_agreement_id_fkey' })
@ForeignKey('PersonRow', ['personId'], ['personId'], { name: 'signature_person_id_fkey' })
@Unique('signature_business_key_key', ['businessKey'])
export class SignatureRow {
  @PrimaryColumn({ type: 'text', name: 'agreement_id' })
  agreementId!: string;

  @PrimaryColumn({ type: 'text' })
  side!: string;

  @Column({ type: 'text', name: 'person_id' })
  personId!: string;

  @Column({ type: 'text', name: 'document_hash' })
  documentHash!: string;

  @Column({ type: 'bigint', name: 'signed_ms' })
  signedMs!: string;

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
