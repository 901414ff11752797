import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { HOLDER_ID } from './holder';

@Entity('earning')
@Check(
  'earning_amount_minor_check',
  "((amount_minor >= '-9007199254740991'::bigint) AND (amount_minor <= '9007199254740991'::bigint))",
)
@Check('earning_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check('earning_of_check', '((sale_key IS NULL) <> (event_key IS NULL))')
@Check('earning_revision_check', '(revision >= 1)')
@ForeignKey('CommissionEventRow', ['eventKey'], ['eventKey'], { name: 'earning_event_key_fkey' })
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'earning_partner_id_fkey' })
@ForeignKey('ProgramVersionRow', ['programId', 'programVersion'], ['programId', 'version'], {
  name: 'earning_program_id_program_version_fkey',
})
@ForeignKey('SaleRow', ['saleKey'], ['saleKey'], { name: 'earning_sale_key_fkey' })
@Unique('earning_sale_key_rule_id_revision_key', ['saleKey', 'ruleId', 'revision'])
@Index('earning_event', ['eventKey', 'ruleId', 'partnerId', 'personId', 'overlay', 'revision'], {
  unique: true,
  where: '(event_key IS NOT NULL)',
})
@Index('earning_partner', ['partnerId', 'currency', 'period'])
export class EarningRow {
  @PrimaryColumn({ type: 'text', name: 'earning_id' })
  earningId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'sale_key', nullable: true })
  saleKey!: string | null;

  @Column({ type: 'text', name: 'event_key', nullable: true })
  eventKey!: string | null;

  @Column({ type: 'text', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column({ type: 'boolean', default: false })
  overlay!: boolean;

  @Column({ type: 'text', name: 'rule_id' })
  ruleId!: string;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'text' })
  tier!: string;

  @Column({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'integer', name: 'program_version' })
  programVersion!: number;

  @Column({ type: 'jsonb' })
  trace!: unknown;

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

@Entity('payout')
@Check(
  'payout_amount_minor_check',
  "((amount_minor >= CASE WHEN (people_digest IS NULL) THEN 1 ELSE 0 END) AND (amount_minor <= '9007199254740991'::bigint))",
)
@Check('payout_check', "((state = 'due'::text) = (due_ms IS NOT NULL))")
@Check('payout_check1', "(((state = 'due'::text) AND (person_id IS NULL)) = (approval_id IS NOT NULL))")
@Check('payout_covered_check', '((person_id IS NULL) = (covered_by IS NULL))')
@Check('payout_covers_check', '((people_digest IS NULL) OR (person_id IS NULL))')
@Check('payout_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check('payout_earnings_digest_check', "(earnings_digest ~ '^[0-9a-f]{64}$'::text)")
@Check('payout_partner_id_check', "(partner_id ~ '^[a-z0-9-]+$'::text)")
@Check('payout_people_digest_check', "(people_digest ~ '^[0-9a-f]{64}$'::text)")
@Check('payout_person_id_check', "(person_id !~ '[\\t\\n]'::text)")
@Check('payout_payout_id_check', "(payout_id ~ '^[a-z0-9_]+$'::text)")
@Check('payout_period_check', "(period ~ '^[0-9A-Z-]+$'::text)")
@Check('payout_revision_check', '(revision >= 1)')
@Check('payout_state_check', "(state = ANY (ARRAY['calculated'::text, 'due'::text, 'void'::text]))")
@ForeignKey('ApprovalRow', ['approvalId', 'contentHash'], ['approvalId', 'subjectHash'], {
  name: 'payout_approval_id_content_hash_fkey',
})
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'payout_partner_id_fkey' })
@ForeignKey('PayoutRow', ['coveredBy'], ['payoutId'], {
  name: 'payout_covered_by_fkey',
  deferrable: 'INITIALLY DEFERRED',
})
@Unique('payout_business_key_key', ['businessKey'])
@Unique('payout_holder_id_period_currency_revision_key', ['holderId', 'period', 'currency', 'revision'])
@Index('payout_covered', ['coveredBy'], { where: '(covered_by IS NOT NULL)' })
@Index('payout_due', ['partnerId', 'currency'], { where: "(state = 'due'::text)" })
@Index('payout_one_live', ['holderId', 'period', 'currency'], { unique: true, where: "(state <> 'void'::text)" })
export class PayoutRow {
  @PrimaryColumn({ type: 'text', name: 'payout_id' })
  payoutId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column(HOLDER_ID)
  holderId!: string;

  @Column({ type: 'text', name: 'covered_by', nullable: true })
  coveredBy!: string | null;

  @Column({ type: 'text', name: 'people_digest', nullable: true })
  peopleDigest!: string | null;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'integer' })
  revision!: number;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'text', name: 'earnings_digest' })
  earningsDigest!: string;

  @Column({
    type: 'text',
    name: 'content_hash',
    generatedType: 'STORED',
    asExpression:
      "encode(sha256((((((((((((((payout_id || '|'::text) || partner_id) || '|'::text) || period) || '|'::text) || currency) || '|'::text) || (amount_minor)::text) || '|'::text) || earnings_digest) || COALESCE(('|people/'::text || people_digest), ''::text)) || COALESCE(('|person/'::text || person_id), ''::text)))::bytea), 'hex'::text)",
  })
  contentHash!: string;

  @Column({ type: 'jsonb' })
  summary!: unknown;

  @Column({ type: 'text', name: 'approval_id', nullable: true })
  approvalId!: string | null;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'bigint', name: 'calculated_ms' })
  calculatedMs!: string;

  @Column({ type: 'bigint', name: 'due_ms', nullable: true })
  dueMs!: string | null;

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

@Entity('payout_item')
@ForeignKey('EarningRow', ['earningId'], ['earningId'], { name: 'payout_item_earning_id_fkey' })
@ForeignKey('PayoutRow', ['payoutId'], ['payoutId'], { name: 'payout_item_payout_id_fkey' })
@Index('payout_item_one_live', ['earningId'], { unique: true, where: 'live' })
export class PayoutItemRow {
  @PrimaryColumn({ type: 'text', name: 'payout_id' })
  payoutId!: string;

  @PrimaryColumn({ type: 'text', name: 'earning_id' })
  earningId!: string;

  @Column({ type: 'boolean' })
  live!: boolean;
}

@Entity('pricing_run')
@Check('pricing_run_awaiting_rate_check', '(awaiting_rate >= 0)')
@Check('pricing_run_lines_check', '(lines >= 0)')
@Check('pricing_run_partners_check', '(partners >= 0)')
@Check('pricing_run_postings_check', '(postings >= 0)')
@Check('pricing_run_state_check', "(state = ANY (ARRAY['running'::text, 'done'::text, 'failed'::text]))")
@Unique('pricing_run_workflow_id_key', ['workflowId'])
export class PricingRunRow {
  @PrimaryColumn({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'text', name: 'program_id' })
  programId!: string;

  @Column({ type: 'text', name: 'from_period' })
  fromPeriod!: string;

  @Column({ type: 'text', name: 'to_period' })
  toPeriod!: string;

  @Column({ type: 'text', name: 'partner_ids', array: true, nullable: true })
  partnerIds!: string[] | null;

  @Column({ type: 'text', name: 'after_partner_id' })
  afterPartnerId!: string;

  @Column({ type: 'integer' })
  partners!: number;

  @Column({ type: 'integer' })
  lines!: number;

  @Column({ type: 'integer' })
  postings!: number;

  @Column({ type: 'integer', name: 'awaiting_rate' })
  awaitingRate!: number;

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

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('sale')
@Check('sale_amount_minor_check', "((amount_minor >= 1) AND (amount_minor <= '9007199254740991'::bigint))")
@Check('sale_check', "((kind = 'refund'::text) = (refund_of IS NOT NULL))")
@Check('sale_corrects_check', "((kind = 'correction'::text) = (corrects IS NOT NULL))")
@Check('sale_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check('sale_kind_check', "(kind = ANY (ARRAY['sale'::text, 'refund'::text, 'correction'::text]))")
@Check(
  'sale_receipt_check',
  "((kind <> 'correction'::text) OR ((received_wall IS NOT NULL) AND (import_row IS NOT NULL)))",
)
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'sale_partner_id_fkey' })
@Unique('sale_source_sale_id_key', ['source', 'saleId'])
@Index('sale_corrects', ['source', 'corrects'], { where: '(corrects IS NOT NULL)' })
@Index('sale_partner', ['partnerId', 'occurredOn'])
@Index('sale_refund_of', ['source', 'refundOf'], { where: '(refund_of IS NOT NULL)' })
@Index('sale_unmatched', ['partnerReference', 'source'], { where: '(partner_id IS NULL)' })
export class SaleRow {
  @PrimaryColumn({ type: 'text', name: 'sale_key' })
  saleKey!: string;

  @Column({ type: 'text' })
  source!: string;

  @Column({ type: 'text', name: 'sale_id' })
  saleId!: string;

  @Column({ type: 'text', name: 'partner_id', nullable: true })
  partnerId!: string | null;

  @Column({ type: 'text', name: 'partner_reference' })
  partnerReference!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'date', name: 'occurred_on' })
  occurredOn!: string;

  @Column({ type: 'text' })
  period!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'text', nullable: true })
  product!: string | null;

  @Column({ type: 'integer', nullable: true })
  quantity!: number | null;

  @Column({ type: 'text', name: 'refund_of', nullable: true })
  refundOf!: string | null;

  @Column({ type: 'text', nullable: true })
  corrects!: string | null;

  @Column({ type: 'bigint', name: 'occurred_ms', nullable: true })
  occurredMs!: string | null;

  @Column({ type: 'text', name: 'content_hash' })
  contentHash!: string;

  @Column({ type: 'text', name: 'import_id' })
  importId!: string;

  @Column({ type: 'integer', name: 'import_row', nullable: true })
  importRow!: number | null;

  @Column({ type: 'bigint', name: 'received_wall', nullable: true })
  receivedWall!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('sale_match')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'sale_match_partner_id_fkey' })
@ForeignKey('SaleRow', ['saleKey'], ['saleKey'], { name: 'sale_match_sale_key_fkey' })
@Index('sale_match_partner', ['partnerId'])
export class SaleMatchRow {
  @PrimaryColumn({ type: 'text', name: 'sale_key' })
  saleKey!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}
