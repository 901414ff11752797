import type { PayeeAttempt, PayeeStanding } from '../../../domain/incentivize/payee';
import { checkFourEyes, checkMayChangePayee, lastFourOf, payeeGaps } from '../../../domain/incentivize/payee';
import { nextLookMs, settledState } from '../../../domain/incentivize/payout-run';

const NOW = 1_000_000;
const passed = { outcome: 'passed' as const, expiresWallMs: null };
const fine: PayeeStanding = {
  partnerMode: 'active',
  heldReason: null,
  account: { accountId: 'acc_1', payableFromWallMs: NOW, kind: 'iban', country: 'DE' },
  gates: { tax_form: passed, sanctions: passed },
  withholding: null,
};

describe('a payee', () => {
  test.each<[gaps: string[], parts: Partial<PayeeStanding>]>([
    [[], {}],
    [['held'], { heldReason: 'A doubt' }],
    [['partner_suspended'], { partnerMode: 'suspended' }],
    [[], { partnerMode: 'offboarded' }],
    [['account_rests'], { account: { ...fine.account!, payableFromWallMs: NOW + 1 } }],
    [['no_account'], { account: null }],
    [['no_tax_form'], { gates: { sanctions: passed } }],
    [['no_tax_form'], { gates: { sanctions: passed, tax_form: { ...passed, expiresWallMs: NOW } } }],
    [[], { gates: { sanctions: passed, tax_form: { ...passed, expiresWallMs: NOW + 1 } } }],
    [['tax_form_failed'], { gates: { sanctions: passed, tax_form: { ...passed, outcome: 'failed' } } }],
    [['no_sanctions_check'], { gates: { tax_form: passed } }],
    [['no_sanctions_check'], { gates: { tax_form: passed, sanctions: { ...passed, expiresWallMs: NOW } } }],
    // What was found does not grow old.
    [['sanctions_failed'], { gates: { tax_form: passed, sanctions: { outcome: 'failed', expiresWallMs: NOW } } }],
    [['held', 'no_account', 'no_tax_form', 'no_sanctions_check'], { heldReason: 'x', account: null, gates: {} }],
  ])('has the gaps %j', (gaps, parts) => {
    expect(payeeGaps({ ...fine, ...parts }, NOW)).toEqual(gaps);
  });

  test.each<
    [may: boolean | string, attempt: Partial<PayeeAttempt>, roles: [string, string | null][], partnerId: string | null]
  >([
    [true, { command: 'proposeAccount' }, [['P-fin', null]], 'acme'],
    [true, { command: 'proposeAccount' }, [['P-own', null]], 'acme'],
    ['AUTH.FORBIDDEN', { command: 'proposeAccount' }, [['P-sales', null]], 'acme'],
    ['PARTNER.UNKNOWN', { command: 'proposeAccount' }, [['P-own', null]], 'other'],
    ['AUTH.FORBIDDEN', { command: 'decideAccount' }, [['P-own', null]], 'acme'],
    [true, { command: 'decideAccount' }, [['FIN', null]], null],
    [true, { command: 'recordGate' }, [['FIN', 'de']], null],
    ['AUTH.FORBIDDEN', { command: 'holdPayee' }, [['FIN', 'us']], null],
    ['AUTH.FORBIDDEN', { command: 'holdPayee' }, [['PM', null]], null],
  ])('may be changed (%s): %j by %j of %s', (may, attempt, roles, partnerId) => {
    const grants = roles.map(([role, region]) => ({ role, region }));
    const actor = { personId: 'per_1', kind: 'person' as const, partnerId, grants };
    const check = (): void =>
      checkMayChangePayee({ command: 'holdPayee', partnerId: 'acme', region: 'de', ...attempt, actor });
    if (may === true) expect(check).not.toThrow();
    else expect(check).toThrow(expect.objectContaining({ code: may }) as Error);
  });

  test('has accounts on which nobody decides who proposed them, and of which no more than the end is shown', () => {
    expect(() => checkFourEyes('per_1', 'per_1')).toThrow(/somebody else/);
    expect(() => checkFourEyes('per_1', 'per_2')).not.toThrow();
    expect(['DE02120300000000202051', 'acct_7', 'abc'].map(lastFourOf)).toEqual(['2051', 't_7', 'c']);
  });
});

describe('a payout run', () => {
  test('looks again more and more slowly, never sooner than the provider asks, and not for ever later', () => {
    expect([0, 1, 2].map((looks) => nextLookMs('unknown', looks))).toEqual([500, 1_000, 2_000]);
    expect([0, 1].map((looks) => nextLookMs('sent', looks))).toEqual([1_000, 2_000]);
    expect(nextLookMs('unknown', 0, 60_000)).toBe(60_000);
    expect([nextLookMs('unknown', 1_000), nextLookMs('sent', 1_000)]).toEqual([300_000, 3_600_000]);
  });

  test('is settled when nothing failed', () => {
    const lines = { blocked: 1, ready: 0, in_transit: 0, paid: 2, failed: 0, released: 0 };
    expect([settledState(lines), settledState({ ...lines, failed: 1 })]).toEqual(['settled', 'partially_failed']);
  });
});
