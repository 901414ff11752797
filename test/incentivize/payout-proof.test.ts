import { execFile } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PayoutProof } from '../../domain/incentivize/payout-proof';
import { provePayout } from '../../domain/incentivize/payout-proof';
import type { ProgramVersion } from '../../domain/program';
import { loadShippedProgram } from '../../programs/load';
import { moneyKit } from '../kit/money';
import type { MoneyKit, SaleLike } from '../kit/money';
import { builtProgram, freshFolder } from '../kit/programs';
import type { ProofDesk } from '../kit/proofs';
import { keepProof, proofDesk, RECORDED_PROOFS } from '../kit/proofs';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';

let kit: MoneyKit;
let program: ProgramVersion;
let finance: string;
let pay: ProofDesk['pay'];

beforeAll(async () => {
  kit = await moneyKit();
  program = await publishVersion(kit.pool, { program: loadShippedProgram() });
  ({ finance, pay } = await proofDesk(kit, program));
});
afterAll(() => kit.close());

/** A partner of ours, and how it sells: each time by a system of its own. */
async function seller(): Promise<{ partner: string; sell: (sales: Omit<SaleLike, 'partner'>[]) => Promise<unknown> }> {
  const partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
  const own = (sales: Omit<SaleLike, 'partner'>[]): SaleLike[] => sales.map((one) => ({ ...one, partner }));
  return { partner, sell: (sales) => kit.importSales(program, own(sales), freshName('erp')) };
}

const sale = (saleId: string, occurredOn: string, amount: string, more: Partial<SaleLike> = {}) => ({
  ...more,
  ...{ saleId, occurredOn, amount },
});

describe('a payout that finance has approved', () => {
  let first: PayoutProof;
  let second: PayoutProof;

  beforeAll(async () => {
    const { partner, sell } = await seller();
    await sell([
      sale('a-1', '2026-04-03', '9000.10'),
      sale('a-2', '2026-05-11', '43210.99'),
      sale('a-3', '2026-06-30', '17.05'),
      sale('a-r', '2026-06-30', '3333.33', { kind: 'refund', refundOf: 'a-2' }),
    ]);
    first = await pay(partner, '2026-Q2');
    await kit.rows(
      `INSERT INTO partner_tier (partner_id, from_day, tier, business_key) VALUES ($1, '2026-07-01', $2, $3)`,
      [partner, program.document.tiers[1]!.id, freshName('tier')],
    );
    // The next quarter, a sale of the last one that came late, and a refund of something long paid.
    await sell([sale('b-1', '2026-08-01', '61000'), sale('b-2', '2026-06-01', '250.50')]);
    second = await pay(partner, '2026-Q3');
  });

  test('is proven from its proof alone, to the cent', () => {
    const { findings, amountMinor, paid } = provePayout(first);
    expect(findings).toEqual([]);
    expect(String(amountMinor)).toBe(first.payout.amountMinor);
    expect(paid).toBeGreaterThanOrEqual(3);
    if (process.env['RECORD']) keepProof('first-close', first);
  });

  test('is proven when it pays differences of an earlier period, in several revisions', () => {
    const { findings, earnings, paid } = provePayout(second);
    expect(findings).toEqual([]);
    expect(new Set(second.earnings.filter((one) => one.paid).map(({ period }) => period)).size).toBe(2);
    expect(earnings).toBeGreaterThan(paid);
    if (process.env['RECORD']) keepProof('late-differences', second);
  });

  test('leads to who approved it and to what wrote each line', () => {
    expect(first.approval).toMatchObject({ subjectHash: first.payout.contentHash, approvedBy: [finance] });
    for (const { cites } of first.earnings)
      expect(cites).toEqual({
        workflowId: expect.stringContaining('/incentivize/') as string,
        runId: expect.any(String) as string,
        historyLength: expect.any(Number) as number,
        businessKey: expect.any(String) as string,
      });
  });

  const TAMPERINGS: [what: string, tamper: (proof: PayoutProof) => void, found: RegExp][] = [
    ['a sale', ({ sales }) => (sales[0]!.amountMinor = '900110'), /was posted, and the plan gives/],
    ['a sale that is missing', ({ sales }) => void sales.shift(), /was posted, and the plan gives/],
    ['an earning', ({ earnings }) => (earnings[0]!.amountMinor = '1'), /its earnings come to/],
    ['an earning that is missing', ({ earnings }) => void earnings.shift(), /digest/],
    ['the amount', ({ payout }) => (payout.amountMinor = '99999999'), /content hash/],
    ['the payee', ({ payout }) => (payout.partnerId = 'somebody-else'), /content hash/],
    ['what was approved', ({ approval }) => (approval!.subjectHash = '0'.repeat(64)), /another content/],
    ['nobody’s approval', (proof) => (proof.approval = null), /nobody has approved/],
    ['a tier', (proof) => (proof.tiers = [{ fromDay: '2026-01-01', tier: program.document.tiers.at(-1)!.id }]), /the plan gives/],
    ['the program', ({ versions }) => (versions[0]!.document.title = 'Another'), /not the one that its hash/],
  ]; // prettier-ignore
  test.each(TAMPERINGS)('is not proven once something is not as it was: %s', (_what, tamper, found) => {
    const changed = structuredClone(first);
    tamper(changed);
    expect(
      provePayout(changed)
        .findings.map(({ what }) => what)
        .join('\n'),
    ).toMatch(found);
  });

  test('is proven, or not, by a command that says so', async () => {
    const folder = freshFolder('proofs');
    const [good, bad] = [join(folder, 'good.json'), join(folder, 'bad.json')];
    writeFileSync(good, JSON.stringify(first));
    writeFileSync(bad, JSON.stringify({ ...first, sales: [] }));
    const prove = (...files: string[]) =>
      builtProgram('local/prove').then((entry) => promisify(execFile)(process.execPath, [entry, ...files]));
    expect((await prove(good)).stdout).toMatch(/proven\n$/);
    await expect(prove(bad)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('NOT PROVEN') as string,
    });
    await expect(prove(join(folder, 'nothing'))).rejects.toMatchObject({ code: 2 });
  });
});

describe('payouts of the past', () => {
  const files = readdirSync(RECORDED_PROOFS);

  test('are on record', () => {
    expect(files.length).toBeGreaterThanOrEqual(3);
  });

  test.each(files)('%s comes to the same with today’s code', (file) => {
    const proof = JSON.parse(readFileSync(join(RECORDED_PROOFS, file), 'utf8')) as PayoutProof;
    expect(provePayout(proof).findings).toEqual([]);
  });
});
