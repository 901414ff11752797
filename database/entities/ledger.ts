import { Check, Column, Entity, ForeignKey, Index, PrimaryColumn, Unique } from 'typeorm';
import { HOLDER_ID } from './holder';

@Entity('ledger_transaction')
@Check('ledger_transaction_accrued_held_check', '(accrued_held >= 0)')
@Check('ledger_transaction_bank_check', '(bank >= 0)')
@Check('ledger_transaction_business_key_check', "(business_key !~ '[\\t\\n]'::text)")
@Check('ledger_transaction_currency_check', "(currency ~ '^[A-Z]{3}$'::text)")
@Check('ledger_transaction_entry_count_check', '(entry_count >= 2)')
@Check('ledger_transaction_expense_check', '(expense <= 0)')
@Check('ledger_transaction_hash_check', "(hash ~ '^[0-9a-f]{64}$'::text)")
@Check('ledger_transaction_in_transit_check', '(in_transit >= 0)')
@Check(
  'ledger_transaction_kind_check',
  "(kind = ANY (ARRAY['earn'::text, 'clawback'::text, 'release'::text, 'reserve'::text, 'unreserve'::text, 'withhold'::text, 'unwithhold'::text, 'pay'::text, 'settle'::text, 'return'::text, 'reconcile'::text, 'repay'::text, 'write_off'::text, 'reversal'::text]))",
)
@Check('ledger_transaction_paid_check', '(paid >= 0)')
@Check('ledger_transaction_payable_check', '(payable >= 0)')
@Check('ledger_transaction_person_id_check', "(person_id !~ '[\\t\\n]'::text)")
@Check('ledger_transaction_previous_hash_check', "(previous_hash ~ '^[0-9a-f]{64}$'::text)")
@Check('ledger_transaction_receivable_check', '(receivable <= 0)')
@Check('ledger_transaction_reserve_check', '(reserve >= 0)')
@Check('ledger_transaction_reverses_check', "((kind = 'reversal'::text) = (reverses IS NOT NULL))")
@Check('ledger_transaction_run_id_check', "(run_id !~ '[\\t\\n]'::text)")
@Check('ledger_transaction_seq_check', '(seq >= 1)')
@Check('ledger_transaction_start_check', "((seq > 1) OR (previous_hash = repeat('0'::text, 64)))")
@Check('ledger_transaction_transaction_id_check', "(transaction_id !~ '[\\t\\n]'::text)")
@Check('ledger_transaction_withheld_check', '(withheld >= 0)')
@Check('ledger_transaction_workflow_id_check', "(workflow_id !~ '[\\t\\n]'::text)")
@Check('ledger_transaction_write_off_check', '(write_off <= 0)')
@ForeignKey('PartnerRow', ['partnerId'], ['partnerId'], { name: 'ledger_transaction_partner_id_fkey' })
@ForeignKey('ProgramVersionRow', ['programId', 'programVersion'], ['programId', 'version'], {
  name: 'ledger_transaction_program_id_program_version_fkey',
})
@ForeignKey('LedgerTransactionRow', ['reverses'], ['transactionId'], { name: 'ledger_transaction_reverses_fkey' })
@ForeignKey(
  'LedgerTransactionRow',
  ['holderId', 'currency', 'previousSeq', 'previousHash'],
  ['holderId', 'currency', 'seq', 'hash'],
  { name: 'ledger_transaction_link_fkey' },
)
@Unique('ledger_transaction_business_key_key', ['businessKey'])
@Unique('ledger_transaction_reverses_key', ['reverses'])
@Unique('ledger_transaction_holder_id_currency_seq_key', ['holderId', 'currency', 'seq'])
@Unique('ledger_transaction_link_key', ['holderId', 'currency', 'seq', 'hash'])
@Index('ledger_transaction_partner', ['partnerId', 'currency', 'seq'])
export class LedgerTransactionRow {
  @PrimaryColumn({ type: 'text', name: 'transaction_id' })
  transactionId!: string;

  @Column({ type: 'text', name: 'partner_id' })
  partnerId!: string;

  @Column({ type: 'text' })
  currency!: string;

  @Column({ type: 'integer' })
  seq!: number;

  @Column({ type: 'text' })
  kind!: string;

  @Column({ type: 'text', name: 'business_key' })
  businessKey!: string;

  @Column({ type: 'text', nullable: true })
  reverses!: string | null;

  @Column({ type: 'text', name: 'program_id', nullable: true })
  programId!: string | null;

  @Column({ type: 'integer', name: 'program_version', nullable: true })
  programVersion!: number | null;

  @Column({ type: 'text', name: 'workflow_id' })
  workflowId!: string;

  @Column({ type: 'text', name: 'run_id' })
  runId!: string;

  @Column({ type: 'integer', name: 'history_length' })
  historyLength!: number;

  @Column({ type: 'bigint', name: 'effective_ms' })
  effectiveMs!: string;

  @Column({ type: 'bigint', name: 'recorded_wall' })
  recordedWall!: string;

  @Column({ type: 'integer', name: 'entry_count' })
  entryCount!: number;

  @Column({ type: 'bigint', name: 'accrued_held' })
  accruedHeld!: string;

  @Column({ type: 'bigint' })
  payable!: string;

  @Column({ type: 'bigint' })
  reserve!: string;

  @Column({ type: 'bigint' })
  receivable!: string;

  @Column({ type: 'bigint' })
  withheld!: string;

  @Column({ type: 'bigint', name: 'in_transit' })
  inTransit!: string;

  @Column({ type: 'bigint' })
  paid!: string;

  @Column({ type: 'bigint' })
  bank!: string;

  @Column({ type: 'bigint' })
  expense!: string;

  @Column({ type: 'bigint', name: 'write_off' })
  writeOff!: string;

  @Column({
    type: 'integer',
    name: 'previous_seq',
    nullable: true,
    generatedType: 'STORED',
    asExpression: 'NULLIF((seq - 1), 0)',
  })
  previousSeq!: number | null;

  @Column({ type: 'text', name: 'previous_hash' })
  previousHash!: string;

  @Column({ type: 'text' })
  hash!: string;

  @Column({ type: 'text', name: 'person_id', nullable: true })
  personId!: string | null;

  @Column(HOLDER_ID)
  holderId!: string;
}

@Entity('ledger_entry')
@Check(
  'ledger_entry_account_check',
  "(account = ANY (ARRAY['accrued_held'::text, 'payable'::text, 'reserve'::text, 'receivable'::text, 'withheld'::text, 'in_transit'::text, 'paid'::text, 'bank'::text, 'expense'::text, 'write_off'::text]))",
)
@Check('ledger_entry_amount_minor_check', '(amount_minor <> 0)')
@Check('ledger_entry_held_check', "((account <> 'accrued_held'::text) OR (item IS NOT NULL))")
@Check('ledger_entry_item_check', "(item !~ '[\\t\\n]'::text)")
@Check('ledger_entry_position_check', '("position" >= 1)')
@Check('ledger_entry_rule_id_check', "(rule_id !~ '[\\t\\n]'::text)")
@ForeignKey('EarningRow', ['earningId'], ['earningId'], { name: 'ledger_entry_earning_id_fkey' })
@ForeignKey('LedgerTransactionRow', ['transactionId'], ['transactionId'], { name: 'ledger_entry_transaction_id_fkey' })
@Index('ledger_entry_earning', ['earningId'], { where: '(earning_id IS NOT NULL)' })
@Index('ledger_entry_held', ['item'], { where: "(account = 'accrued_held'::text)" })
export class LedgerEntryRow {
  @PrimaryColumn({ type: 'text', name: 'transaction_id' })
  transactionId!: string;

  @PrimaryColumn({ type: 'integer' })
  position!: number;

  @Column({ type: 'text' })
  account!: string;

  @Column({ type: 'bigint', name: 'amount_minor' })
  amountMinor!: string;

  @Column({ type: 'text', nullable: true })
  item!: string | null;

  @Column({ type: 'text', name: 'rule_id', nullable: true })
  ruleId!: string | null;

  @Column({ type: 'text', name: 'earning_id', nullable: true })
  earningId!: string | null;
}
