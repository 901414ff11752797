import { readFileSync } from 'node:fs';
import { openPool } from '../../../database/views/pool';
import { ProgramsView } from '../../../database/views/programs';
import { eventually } from '../../crash/house';
import { asActivity, closing, decidePayout, moneyOn } from '../../kit/money';
import { applied } from '../house';
import type { ConsoleHouse } from '../house';
import { ALL_LOOKS, readable } from '../readability';

/** Light and wide, then dark and narrow: the others are looked at where pages are empty. */
const LOOKS = ALL_LOOKS.slice(0, 2);
const SALE = 'sale-of-the-cent';

/** A finance manager follows one cent from the sale to the payment, by clicks alone. */
export function followingACentScenes(house: ConsoleHouse): void {
  describe('following a cent', () => {
    let partnerId: string;
    beforeAll(async () => {
      partnerId = await applied(house, 'sal', 'Cent Cycles');
      await sold(house, partnerId);
      await closed(house, partnerId);
      await onFile(house, partnerId);
    }, 120_000);

    test('a run is opened, looked at and approved by two of finance, and seen to be paid', async () => {
      const fiona = await house.desk('Fiona Marsh', '/payouts');
      await fiona.button('Open a run').click();
      await fiona.page.getByLabel('Up to the end of').fill('2026-Q1');
      await fiona.button('Open the run').click();
      await fiona.sees('You asked for this run: somebody else of finance approves it.');
      await fiona.sees('New payee: 1');

      const frank = await house.desk('Frank Adeyemi', '/payouts');
      await frank.link('2026-Q1, regular').click();
      await frank.link('Cent Cycles').waitFor();
      await readable(frank, { picture: 'console-payout-run', looks: LOOKS });
      await frank.button('Approve').click();
      await frank.sees('Approved: 2026-Q1, regular');
      // Nobody reloads: the run is followed to its end.
      await frank.sees('Nothing happens to it any more.');
      await fiona.sees('1 paid');
      await fiona.go('/payouts');
      await fiona.sees('1 paid');
      await readable(fiona, { looks: LOOKS });
    }, 120_000);

    test('and the cent is followed from the sale to the payment by clicking', async () => {
      const frank = await house.desk('Frank Adeyemi', `/partners/${partnerId}?tab=money`);
      await frank.page.getByText('What it earned').click();
      await frank.link(/^\$1,900\.02 by/).click();
      await frank.heading('Where the money went').waitFor();
      await frank.sees(`crm, ${SALE}`);
      await frank.sees('0 to 50000');
      await readable(frank, { picture: 'console-trail', looks: LOOKS });
      await frank.link('Statement 2026-Q1, USD').click();
      await frank.sees('= close');
      await frank.page.getByText('How it came about').first().click();
      await frank.sees('0 to 50000');
      await readable(frank, { picture: 'console-statement', looks: LOOKS });
      await frank.link('Line of the payout run').first().click();
      await frank.heading('$1,900.02 to Cent Cycles').waitFor();
      await frank.link(SALE).waitFor();
      const [payment] = house.moved();
      await frank.page.getByText(payment!.reference, { exact: true }).waitFor();
      expect(house.moved()).toMatchObject([{ amount: '1900.02', currency: 'USD' }]);
      await readable(frank, { looks: LOOKS });
    }, 120_000);

    test('a statement leaves as a file, and its partner disputes a line of it', async () => {
      const sal = await house.desk('Sal Marino', '/mine?tab=statements');
      await sal.link('2026-Q1, USD').click();
      const leaving = sal.page.waitForEvent('download');
      await sal.button('CSV').click();
      expect(readFileSync(await (await leaving).path(), 'utf8')).toContain('1900.02');
      await sal.button('Dispute this line').click();
      await sal.page.getByLabel('What is wrong with it').fill('It was sold twice');
      await sal.page.getByRole('dialog').getByRole('button', { name: 'Dispute this line' }).click();
      await sal.sees('Disputed: finance decides');
      await readable(sal, { looks: LOOKS });
    }, 120_000);

    test('an account is changed by two of finance, and rests', async () => {
      const fiona = await house.desk('Fiona Marsh', '/payees');
      await fiona.link('Cent Cycles').click();
      await fiona.button('Propose an account').click();
      await fiona.page.getByLabel('Currency').fill('usd');
      await fiona.page.getByLabel('Holder').fill('Cent Cycles Inc.');
      await fiona.page.getByLabel('Reference at the payment provider').fill('acct-of-cents-2');
      await fiona.button('Propose').last().click();
      await fiona.sees('You proposed it: somebody else of finance verifies it.');
      const frank = await house.desk('Frank Adeyemi', '/payees?show=to_decide');
      await frank.link('Cent Cycles').click();
      await frank.button('Verify').click();
      await frank.page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click();
      await frank.sees('The account is new and still rests');
      await readable(frank, { picture: 'console-payee', looks: LOOKS });
      await frank.go('/payees?show=resting');
      await frank.link('Cent Cycles').waitFor();
      await readable(frank, { looks: LOOKS });
      await frank.go('/statements');
      await frank.link('Cent Cycles').waitFor();
      await readable(frank, { looks: LOOKS });
    }, 120_000);
  });
}

/** A sale that earns 1,900.02 by the shipped program's bands: 3 % up to 50,000, 4 % of the rest. */
async function sold(house: ConsoleHouse, partner: string): Promise<void> {
  const olga = house.as('olga');
  const amount = { amount: '60000.40', currency: 'USD' };
  const sales = [{ saleId: SALE, partner, occurredOn: '2026-02-03', amount }];
  await olga.post('/v1/sales', { source: 'crm', sales }, SALE);
  const read = () => olga.get<{ items: unknown[] }>(`/v1/sales?partner=${partner}`);
  await eventually('the sale is recorded', async () => (await read()).items.length === 1);
}

/** The close of its quarter, as the incentivize stage makes it once a partner has got there. */
async function closed(house: ConsoleHouse, partnerId: string): Promise<void> {
  const pool = openPool({ url: house.databaseUrl, name: 'test' });
  try {
    const [kit, program] = [await moneyOn(pool), (await new ProgramsView(pool).latest('channel'))!];
    const at = { nowMs: Date.UTC(2026, 3, 2, 12) };
    const { result } = await asActivity(kit.activities.calculatePayout, closing(program, partnerId, '2026-Q1', at));
    const decided = await decidePayout(kit, partnerId, result);
    await asActivity(kit.activities.recordPayout, closing(program, partnerId, '2026-Q1', { ...at, decided }));
  } finally {
    await pool.end();
  }
}

/** An account that two of finance know of, a tax form, and a clean sanctions check. */
async function onFile(house: ConsoleHouse, partnerId: string): Promise<void> {
  const [fiona, frank] = [house.as('fiona'), house.as('frank')];
  const payees = `/v1/partners/${partnerId}/payees`;
  const account = { currency: 'USD', holderName: 'Cent Cycles Inc.', accountReference: 'acct-of-cents' };
  const { accountId } = await fiona.post<{ accountId: string }>(`${payees}/accounts`, account, 'cent-account');
  await frank.post(`${payees}/accounts/${accountId}/decision`, { decision: 'verify' }, 'cent-verified');
  const passed = { currency: 'USD', outcome: 'passed', reference: 'file 7' };
  await fiona.post(`${payees}/gates`, { ...passed, gate: 'tax_form' }, 'cent-tax');
  await fiona.post(`${payees}/gates`, { ...passed, gate: 'sanctions', accountId }, 'cent-sanctions');
}
