import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, PrimaryGeneratedColumn, Unique } from 'typeorm';
import { HOLDER_ID } from './holder';

@Entity('payee')
@Check('payee_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check(
  'payee_held_check',
  '(((held_reason IS NULL) = (held_by IS NULL)) AND ((held_reason IS NULL) = (held_wall IS NULL)))',
)
@Check('payee_held_reason_check', '(length(held_reason) <= 2000)')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'payee_partner_id_fkey' })
@Check('payee_person_id_check', "(person_id !~ '[\\t\\n]'::text)")
@Unique('payee_holder_id_currency_key', ['holderId', 'currency'])
@Unique('payee_key', ['payeeId', 'holderId', 'currency'])
@Index('payee_partner', ['partnerId', 'currency'])
export class PayeeRow {
  @PrimaryColumn({ type: 'text', name: 'payee_id' })
  payeeId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column(HOLDER_ID)
  holderId!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'text', name: 'held_reason', nullable: true })
  heldReason!: string | null;

  @Column({ type: 'text', name: 'held_by', nullable: true })
  heldBy!: string | null;

  @Column({ type: 'bigint', name: 'held_wall', nullable: true })
  heldWall!: string | null;

  @Column({ type: 'timestamp with time zone', name: 'recorded_at', default: () => 'clock_timestamp()' })
  recordedAt!: Date;
}

@Entity('payee_account')
@Check('payee_account_country_check', "(country ~ '^[A-Z]{2}$'::text)")
@Check(
  'payee_account_decided_check',
  "(((decided_by IS NOT NULL) = (state = ANY (ARRAY['verified'::text, 'replaced'::text, 'rejected'::text]))) AND ((decided_by IS NULL) = (decided_wall IS NULL)))",
)
@Check('payee_account_four_eyes', '(decided_by <> proposed_by)')
@Check('payee_account_key_id_check', '((length(key_id) >= 1) AND (length(key_id) <= 20))')
@Check('payee_account_kind_check', "(kind = ANY (ARRAY['iban'::text, 'reference'::text]))")
@Check('payee_account_last_four_check', '((length(last_four) >= 1) AND (length(last_four) <= 4))')
@Check(
  'payee_account_payable_check',
  "(((payable_from_wall IS NOT NULL) = (state = ANY (ARRAY['verified'::text, 'replaced'::text]))) AND (payable_from_wall >= decided_wall))",
)
@Check('payee_account_sealed_check', '(length(sealed) <= 4000)')
@Check(
  'payee_account_state_check',
  "(state = ANY (ARRAY['proposed'::text, 'verified'::text, 'replaced'::text, 'rejected'::text, 'withdrawn'::text]))",
)
@ForeignKey('PayeeRow', ['payeeId'], ['payeeId'], { name: 'payee_account_payee_id_fkey' })
@ForeignKey('PersonRow', ['proposedBy'], ['personId'], { name: 'payee_account_proposed_by_fkey' })
@ForeignKey('PersonRow', ['decidedBy'], ['personId'], { name: 'payee_account_decided_by_fkey' })
@Unique('payee_account_business_key_key', ['businessKey'])
@Unique('payee_account_payee_key', ['accountId', 'payeeId'])
@Index('payee_account_one_verified', ['payeeId'], { unique: true, where: "(state = 'verified'::text)" })
@Index('payee_account_one_proposed', ['payeeId'], { unique: true, where: "(state = 'proposed'::text)" })
@Index('payee_account_payee', ['payeeId', 'proposedWall'])
export class PayeeAccountRow {
  @PrimaryColumn({ type: 'text', name: 'account_id' })
  accountId!: string;

  @Column({ type: 'text', name: 'payee_id' })
  payeeId!: string;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'last_four' })
  lastFour!: string;

  @Column({ type: 'text', nullable: true })
  country!: string | null;

  @Column({ type: 'text', name: 'key_id' })
  keyId!: string;

  @Column({ type: 'text' })
  sealed!: string;

  @Column({ type: 'text', name: 'proposed_by' })
  proposedBy!: string;

  @Column({ type: 'bigint', name: 'proposed_wall' })
  proposedWall!: string;

  @Column({ type: 'text' })
  state!: string;

  @Column({ type: 'text', name: 'decided_by', nullable: true })
  decidedBy!: string | null;

  @Column({ type: 'bigint', name: 'decided_wall', nullable: true })
  decidedWall!: string | null;

  @Column({ type: 'bigint', name: 'payable_from_wall', nullable: true })
  payableFromWall!: string | null;

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

@Entity('payee_gate')
@Check('payee_gate_account_check', "((gate = 'sanctions'::text) = (account_id IS NOT NULL))")
@Check('payee_gate_expires_check', '(expires_wall > recorded_wall)')
@Check('payee_gate_gate_check', "(gate = ANY (ARRAY['tax_form'::text, 'sanctions'::text]))")
@Check('payee_gate_outcome_check', "(outcome = ANY (ARRAY['passed'::text, 'failed'::text]))")
@Check('payee_gate_reference_check', '((length(reference) >= 1) AND (length(reference) <= 200))')
@Check('payee_gate_withholding_check', "(withholding ~ '^[0-9]{1,3}([.][0-9]{1,6})?%$'::text)")
@Check(
  'payee_gate_withholding_gate_check',
  "((withholding IS NULL) OR ((gate = 'tax_form'::text) AND (outcome = 'passed'::text)))",
)
@ForeignKey('PayeeRow', ['payeeId'], ['payeeId'], { name: 'payee_gate_payee_id_fkey' })
@ForeignKey('PayeeAccountRow', ['accountId', 'payeeId'], ['accountId', 'payeeId'], {
  name: 'payee_gate_account_id_payee_id_fkey',
})
@ForeignKey('PersonRow', ['recordedBy'], ['personId'], { name: 'payee_gate_recorded_by_fkey' })
@Unique('payee_gate_business_key_key', ['businessKey'])
@Index('payee_gate_payee', ['payeeId', 'gate', 'seq'])
export class PayeeGateRow {
  @PrimaryGeneratedColumn('identity', { type: 'bigint', name: 'seq', generatedIdentity: 'ALWAYS' })
  seq!: string;

  @Column({ type: 'text', name: 'payee_id' })
  payeeId!: string;

  @Column({ type: 'text' })
  gate!: string;

  @Column({ type: 'text' })
  outcome!: string;

  @Column({ type: 'text', name: 'account_id', nullable: true })
  accountId!: string | null;

  @Column({ type: 'text' })
  reference!: string;

  @Column({ type: 'text', nullable: true })
  withholding!: string | null;

  @Column({ type: 'bigint', name: 'expires_wall', nullable: true })
  expiresWall!: string | null;

  @Column({ type: 'text', name: 'recorded_by' })
  recordedBy!: string;

  @Column({ type: 'bigint', name: 'recorded_wall' })
  recordedWall!: string;

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
