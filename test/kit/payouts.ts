/** Partners with something due and everything on file, straight into the tables. */
import type { Pool } from 'pg';
import type { AccountVault } from '../../database/intake/account-vault';
import { post } from '../../database/repositories/ledger';
import { insertAccount, insertGate, lockPayee, settleAccount } from '../../database/repositories/payee-rows';
import type { Written } from '../../database/repositories/payee-rows';
import { execute, queryOne, transaction } from '../../database/sql';
import { digestOf, makeCoveredDue } from '../../database/repositories/payouts';
import { sha256Hex } from '../../domain/hash';
import { rowId } from '../../domain/ids';
import { holderIdOf } from '../../domain/incentivize/ledger';
import type { BankDetails } from '../../domain/incentivize/payee';
import { lastFourOf, payeeIdOf } from '../../domain/incentivize/payee';
import type { ProgramVersion } from '../../domain/program';
import { earned, posting } from './ledger';
import { addPartner, NOW_MS, originOf } from './rows';
import { freshName } from './servers';

/** Wall time, whatever the machine's clock says. */
const LONG_AGO_MS = 1;

/** Who proposes accounts, and who verifies them. */
export interface Finance {
  proposer: string;
  verifier: string;
}

/** A partner to pay, or one of its people. */
export interface DuePartner {
  partnerId: string;
  personId?: string;
  currency: string;
  amountMinor: bigint;
}

/** A partner of the version to whom, or to one of whose people, an amount is due for a period; its account is its name, and nothing is missing. */
export async function addDuePartner(
  pool: Pool,
  of: ProgramVersion,
  given: {
    finance: Finance;
    vault: AccountVault;
    amountMinor: bigint;
    partnerId?: string;
    holderName?: string;
    currency?: string;
    /** Its account; a reference that is its name by default. */
    iban?: string;
    /** Of which period; 2026-Q3 by default. */
    period?: string;
    without?: 'account' | 'tax_form' | 'sanctions';
    /** Its own rate of withholding. */
    withholding?: string;
    /** One of its people, to whom it is due instead of the partner. */
    personId?: string;
  },
): Promise<DuePartner> {
  const { amountMinor, personId, currency = 'USD', period = '2026-Q3' } = given;
  const partnerId = await addPartner(pool, of, { partnerId: given.partnerId ?? freshName('due') });
  const due = { partnerId, personId, currency, amountMinor };
  if (personId === undefined) await addDue(pool, due, period);
  else await addDue(pool, { partnerId, currency, amountMinor: 0n }, period, [{ personId, amountMinor }]);
  await addPayee(pool, due, given);
  return due;
}

/** The payout of a holder of books, as the kit makes it. */
export const duePayoutId = ({ partnerId, personId, currency }: DuePartner, period = '2026-Q3'): string =>
  rowId('pay', `${holderIdOf({ partnerId, personId })}/${period}/${currency}`);

/** Something that is due, as the close of a period leaves it: earned, approved, payable; with what the partner's people earned. */
export async function addDue(
  pool: Pool,
  partner: DuePartner,
  period: string,
  people: readonly { personId: string; amountMinor: bigint }[] = [],
): Promise<string> {
  const { partnerId, currency } = partner;
  const payoutId = duePayoutId(partner, period);
  const approvalId = rowId('apr', payoutId);
  await transaction(pool, async (tx) => {
    const insert = async (due: DuePartner, covers: { coveredBy?: string; digest?: string }): Promise<string> => {
      const line = earned(freshName('sale'), due.amountMinor);
      const book = { currency, personId: due.personId };
      if (due.amountMinor > 0n)
        await post(tx, [
          posting(partnerId, { kind: 'earn', lines: [line] }, book),
          posting(partnerId, { kind: 'release', items: [line.item] }, book),
        ]);
      const id = duePayoutId(due, period);
      const row = await queryOne<{ hash: string }>(
        tx,
        `INSERT INTO payout (payout_id, partner_id, person_id, period, currency, revision, amount_minor, earnings_digest, covered_by, people_digest,
                             summary, state, calculated_ms, workflow_id, run_id, history_length, business_key)
         VALUES ($1, $2, $3, $4, $5, 1, $6, $7, $8, $9, '{}', 'calculated', $10, 'test', 'run', 1, $1) RETURNING content_hash AS hash`,
        [
          ...[id, partnerId, due.personId ?? null, period, currency, String(due.amountMinor), sha256Hex(id)],
          ...[covers.coveredBy ?? null, covers.digest ?? null, NOW_MS],
        ],
      );
      return row!.hash;
    };
    for (const one of people) await insert({ partnerId, currency, ...one }, { coveredBy: payoutId });
    const row = {
      hash: await insert(partner, people.length === 0 ? {} : { digest: await digestOf(tx, payoutId) }),
    };
    await execute(
      tx,
      `INSERT INTO approval (approval_id, workflow_id, run_id, partner_id, subject, subject_type, title, content, content_hash, plan, roles,
                             quorum, beneficiaries, region, round, state, turn, opened_ms, ended_ms, program_version, resolved)
       VALUES ($1, $1, 'run', $2, 'payout', 'payout', 'Approve', jsonb_build_object('facts', jsonb_build_object('decides',
               jsonb_build_object('contentHash', $3::text))), $3, '{}', '{FIN}', 1, '{}', 'us', 1, 'approved', 1, $4, $4, 'channel@1', '{}')`,
      [approvalId, partnerId, row.hash, NOW_MS],
    );
    await execute(tx, `UPDATE payout SET state = 'due', approval_id = $2, due_ms = $3 WHERE payout_id = $1`, [
      payoutId,
      approvalId,
      NOW_MS,
    ]);
    await makeCoveredDue(tx, payoutId, NOW_MS);
  });
  return payoutId;
}

/** The payee with a verified account and open gates, but for what is left out. */
export async function addPayee(
  pool: Pool,
  payee: { partnerId: string; personId?: string; currency: string },
  given: {
    finance: Finance;
    vault: AccountVault;
    holderName?: string;
    iban?: string;
    without?: 'account' | 'tax_form' | 'sanctions';
    withholding?: string;
  },
): Promise<string> {
  const { finance, vault, without, iban } = given;
  const payeeId = payeeIdOf(payee);
  const accountId = rowId('acc', freshName(payeeId));
  const accountReference = `acct-${payee.partnerId}`;
  const holderName = given.holderName ?? payee.partnerId;
  const details: BankDetails = iban === undefined ? { holderName, accountReference } : { holderName, iban };
  const by = (personId: string): Written => ({
    ...{ personId, origin: originOf('test/payee'), businessKey: freshName('payee') },
    atWallMs: LONG_AGO_MS,
  });
  await transaction(pool, async (tx) => {
    await lockPayee(tx, payeeId, payee);
    if (without !== 'account') {
      const sealed = vault.seal(JSON.stringify(details), accountId);
      const mask =
        iban === undefined
          ? { kind: 'reference' as const, lastFour: lastFourOf(accountReference), country: null }
          : { kind: 'iban' as const, lastFour: lastFourOf(iban), country: iban.slice(0, 2) };
      await insertAccount(tx, payeeId, { accountId, ...mask, ...sealed, ...by(finance.proposer) });
      await settleAccount(tx, {
        ...{ accountId, payeeId, payableFromWallMs: LONG_AGO_MS, personId: finance.verifier, atWallMs: LONG_AGO_MS },
      });
    }
    const passed = { outcome: 'passed' as const, reference: 'file 7' };
    const { withholding } = given;
    if (without !== 'tax_form')
      await insertGate(tx, payeeId, { gate: 'tax_form', ...passed, withholding, ...by(finance.verifier) });
    if (without !== 'sanctions' && without !== 'account')
      await insertGate(tx, payeeId, { gate: 'sanctions', accountId, ...passed, ...by(finance.verifier) });
  });
  return accountId;
}

/** The earnings of which what is due is made up, one line of the statement each. @returns their ids, in order */
export async function addEarningsOf(
  pool: Pool,
  of: { partner: DuePartner; program: ProgramVersion; amountsMinor: readonly bigint[] },
): Promise<string[]> {
  const { partner, program, amountsMinor } = of;
  const { partnerId, personId = null, currency } = partner;
  const payoutId = duePayoutId(partner);
  const ids: string[] = [];
  for (const amountMinor of amountsMinor) {
    const key = freshName('sal');
    await execute(
      pool,
      `INSERT INTO sale (sale_key, source, sale_id, partner_id, partner_reference, kind, occurred_on, period, amount_minor, currency, content_hash, import_id)
       VALUES ($1, 'test', $1, $2, $2, 'sale', '2026-07-01', '2026-Q3', $3, $4, '', '')`,
      [key, partnerId, String(amountMinor < 0n ? -amountMinor : amountMinor), currency],
    );
    await execute(
      pool,
      `INSERT INTO earning (earning_id, partner_id, person_id, sale_key, rule_id, revision, period, amount_minor, currency, tier,
         program_id, program_version, trace, workflow_id, run_id, history_length, business_key)
       VALUES ($1, $2, $7, $1, 'sales', 1, '2026-Q3', $3, $4, 'registered', $5, $6, '{}', 'test', 'run', 1, $1)`,
      [key, partnerId, String(amountMinor), currency, program.programId, program.version, personId],
    );
    await execute(pool, 'INSERT INTO payout_item (payout_id, earning_id, live) VALUES ($1, $2, true)', [payoutId, key]);
    ids.push(key);
  }
  return ids;
}
