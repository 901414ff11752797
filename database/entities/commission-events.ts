import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';

@Entity('commission_event')
@Check('commission_event_amount_minor_check', "((amount_minor >= 0) AND (amount_minor <= '9007199254740991'::bigint))")
@Check('commission_event_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check('commission_event_details_check', "(jsonb_typeof(details) = 'object'::text)")
@Check('commission_event_import_check', '((import_id IS NULL) = (import_row IS NULL))')
@Check(
  'commission_event_kind_check',
  "(kind = ANY (ARRAY['deal_won'::text, 'invoice_issued'::text, 'cash_received'::text, 'renewal'::text, 'lead_accepted'::text, 'lead_qualified'::text, 'cert_earned'::text, 'milestone'::text, 'period_close'::text, 'manual'::text, 'refund'::text, 'chargeback'::text, 'cancellation'::text, 'non_payment'::text, 'fraud'::text, 'correction'::text]))",
)
@Check('commission_event_money_check', '((amount_minor IS NULL) = (currency IS NULL))')
@Check(
  'commission_event_of_check',
  "((kind = ANY (ARRAY['refund'::text, 'chargeback'::text, 'cancellation'::text, 'non_payment'::text, 'fraud'::text, 'correction'::text])) = (of_event IS NOT NULL))",
)
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'commission_event_partner_id_fkey' })
@Unique('commission_event_source_event_id_key', ['source', 'eventId'])
@Index('commission_event_partner', ['partnerId', 'occurredOn'])
@Index('commission_event_unmatched', ['partnerReference', 'source'], { where: '(partner_id IS NULL)' })
export class CommissionEventRow {
  @PrimaryColumn({ type: 'text', name: 'event_key' })
  eventKey!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text', name: 'event_id' })
  eventId!: string;

  @Column({ type: 'text', name: 'partner_id', nullable: true })
  partnerId!: string | null;

  @Column({ type: 'text', name: 'partner_reference' })
  partnerReference!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'date', name: 'occurred_on' })
  occurredOn!: string;

  @Column({ type: 'bigint', name: 'occurred_ms', nullable: true })
  occurredMs!: string | null;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'text', name: 'of_event', nullable: true })
  ofEvent!: string | null;

  @Column({ type: 'bigint', name: 'amount_minor', nullable: true })
  amountMinor!: string | null;

  @Column({ type: 'text', nullable: true })
  currency!: string | null;

  @Column({ type: 'jsonb' })
  details!: unknown;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'bigint', name: 'received_wall' })
  receivedWall!: string;

  @Column({ type: 'text', name: 'import_id', nullable: true })
  importId!: string | null;

  @Column({ type: 'integer', name: 'import_row', nullable: true })
  importRow!: number | null;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('commission_event_match')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'commission_event_match_partner_id_fkey' })
@ForeignKey('CommissionEventRow', ['eventKey'], ['eventKey'], { name: 'commission_event_match_event_key_fkey' })
@Index('commission_event_match_partner', ['partnerId'])
export class CommissionEventMatchRow {
  @PrimaryColumn({ type: 'text', name: 'event_key' })
  eventKey!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('commission_exception')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'commission_exception_partner_id_fkey' })
export class CommissionExceptionRow {
  @PrimaryColumn({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @PrimaryColumn({ type: 'text', name: 'program_id' })
  programId!: string;

  @PrimaryColumn({ type: 'text' })
  source!: string;

  @PrimaryColumn({ type: 'text', name: 'event_id' })
  eventId!: string;

  @PrimaryColumn({ type: 'text', name: 'rule_id' })
  ruleId!: string;

  @PrimaryColumn({ type: 'text' })
  code!: string;

  @Column({ type: 'text' })
  message!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
