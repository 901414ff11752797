import { readFileSync } from 'node:fs';
import { openPool } from '../../../database/views/pool';
import { eventually } from '../../crash/house';
import { bookingNotice, ordersIn } from '../../kit/bank';
import { asActivity, closing, decidePayout, moneyOn } from '../../kit/money';
import { ruleOf } from '../../kit/commission-events';
import { addPartner, addPerson, publishVersion } from '../../kit/rows';
import { smallProgram } from '../../kit/small-program';
import { SELLER } from '../house';
import type { ConsoleHouse } from '../house';
import { ALL_LOOKS, readable } from '../readability';

/** Light and wide, then dark and narrow. */
const LOOKS = ALL_LOOKS.slice(0, 2);
const PROGRAM = 'euro';
const SALE = 'sale-of-the-euro-cent';
/** 5 % of the sale, rounded. */
const EARNED = '50.03';
/** What the seller of a deal earns in person. */
const SPIFF = '25.00';

/** Where the bank is paid by file: one cent from the sale to the file, and back from what the bank booked. */
export function paidByFileScenes(house: ConsoleHouse): void {
  describe('paid by a bank file', () => {
    let partnerId: string;
    let runId: string;
    beforeAll(async () => {
      partnerId = await closed(house);
      await onFile(house, partnerId);
    }, 120_000);

    test('a seller says where a SPIFF is paid to, finance looks at it, and both are on the run', async () => {
      const sue = await house.desk(SELLER.displayName, '/mine?tab=statements');
      await sue.heading('Your account').waitFor();
      await sue.button('Propose an account').click();
      await sue.field('Currency').fill('eur');
      await sue.field('Holder').fill('Sue Park');
      await sue.field('IBAN').fill('DE02 1203 0000 0000 2020 51');
      await sue.button('Propose').last().click();
      await sue.sees('Paid in EUR');
      await readable(sue, { looks: LOOKS });
      const frank = await house.desk('Frank Adeyemi', '/payees?show=to_decide');
      await frank.sees(SELLER.displayName);
      await frank.link('Euro Cycles').click();
      await frank.button('Verify').click();
      await frank.page.getByRole('dialog').getByRole('button', { name: 'Verify' }).click();
      await frank.sees(`${SELLER.displayName}, paid in EUR`);
      await readable(frank, { looks: LOOKS });
      await checked(house, partnerId);
      await sue.go('/mine?tab=statements');
      await sue.sees('May be paid');
      runId = await inReview(house);
      await frank.go(`/payouts/${runId}`);
      await frank.sees(SELLER.displayName);
      await readable(frank, { looks: LOOKS });
      await approved(house, runId);
    }, 120_000);

    test('a cent is followed into the file, and the bank’s own word settles it', async () => {
      const frank = await house.desk('Frank Adeyemi', `/partners/${partnerId}?tab=money`);
      await frank.page.getByText('What it earned').click();
      await frank.link(/^€50\.03 by/).click();
      await frank.link(/^Line of the payout run/).click();
      const leaving = frank.page.waitForEvent('download');
      await frank.button(/\.xml$/).click();
      const file = readFileSync(await (await leaving).path(), 'utf8');
      const { messageId, orders } = ordersIn(file);
      orders.sort((a, b) => Number(b.amount) - Number(a.amount));
      expect(orders).toMatchObject([{ amount: EARNED }, { amount: SPIFF, name: 'Sue Park' }]);
      await frank.sees(messageId);
      await frank.page.getByText(orders[0]!.endToEndId, { exact: true }).first().waitFor();
      await readable(frank, { picture: 'console-payout-file', looks: LOOKS });

      await frank.go(`/payouts/${runId}`);
      await frank.heading('Files').waitFor();
      await readable(frank, { looks: LOOKS });
      await frank.go('/payouts/files?results=waiting');
      await frank.link('2026-Q1, regular').waitFor();
      await frank.page.getByRole('cell', { name: /Waits for its results/ }).waitFor();
      await readable(frank, { looks: LOOKS });
      const buffer = Buffer.from(bookingNotice(orders));
      await frank.page.locator('input[type=file]').setInputFiles({ name: 'camt.xml', mimeType: 'text/xml', buffer });
      await frank.heading('Report about payments').waitFor();
      await frank.sees('The payments stand as it says.');
      await readable(frank, { looks: LOOKS });
      await frank.link('All reports').click();
      await frank.sees('Applied: 2');
      await readable(frank, { looks: LOOKS });
      await frank.link('Payment files').click();
      await frank.sees('All results are there');
      await frank.link('The last report').click();
      await frank.link('Its line').first().click();
      await frank.heading('€50.03 to Euro Cycles').waitFor();
      await frank.page.getByText('Paid', { exact: true }).first().waitFor();
    }, 120_000);

    test('and the seller reads on her own statement that hers was paid', async () => {
      const sue = await house.desk(SELLER.displayName, '/mine?tab=statements');
      await sue.link('2026-Q1, EUR').last().click();
      await sue.heading(`Statement 2026-Q1, EUR: ${SELLER.displayName}`).waitFor();
      await sue.page.getByText('Paid', { exact: true }).first().waitFor();
      await readable(sue, { looks: LOOKS });
      await sue.link('Where the money went').click();
      await sue.link('Statement 2026-Q1, EUR').waitFor();
      await readable(sue, { looks: LOOKS });
    }, 120_000);
  });
}

/** A partner of a program that pays in euro by the bank's files, with a sale of a quarter that is closed. @returns its id */
async function closed(house: ConsoleHouse): Promise<string> {
  const pool = openPool({ url: house.databaseUrl, name: 'test' });
  try {
    const kit = await moneyOn(pool);
    const small = smallProgram({});
    const spiff = ruleOf({
      ...{ id: 'spiff', title: 'For the seller', trigger: 'deal_won', basis: 'count', payee: { role: 'P-sales' } },
      bands: [{ from: '0', each: SPIFF }],
    });
    const rules = [...small.plan.rules, spiff];
    const plan = { ...small.plan, rules, currency: 'EUR', payout: { methods: ['sepa' as const] } };
    const document = { ...small, plan, id: PROGRAM, title: 'Partners in euro', currency: 'EUR' };
    const program = await publishVersion(pool, { program: document });
    const parts = { partnerId: 'euro-cycles-eeeeeeee', name: 'Euro Cycles', region: 'de', country: 'DE' };
    const partnerId = await addPartner(pool, program, parts);
    const sale = { saleId: SALE, partner: partnerId, amount: '1000.50', currency: 'EUR', occurredOn: '2026-02-03' };
    await kit.importSales(program, [sale]);
    const identity = { issuer: house.issuer, subject: SELLER.subject };
    const personId = await addPerson(pool, { partnerId, roles: ['P-sales'], email: SELLER.email, identity });
    await pool.query('UPDATE person SET display_name = $2 WHERE person_id = $1', [personId, SELLER.displayName]);
    const deal = { eventId: 'deal-of-sue', partner: partnerId, kind: 'deal_won', occurredOn: '2026-02-04' } as const;
    await kit.importEvents(program, [{ ...deal, people: [{ personId, role: 'P-sales' }] }]);
    const at = { nowMs: Date.UTC(2026, 3, 2, 12) };
    const { result } = await asActivity(kit.activities.calculatePayout, closing(program, partnerId, '2026-Q1', at));
    const decided = await decidePayout(kit, partnerId, result);
    await asActivity(kit.activities.recordPayout, closing(program, partnerId, '2026-Q1', { ...at, decided }));
    return partnerId;
  } finally {
    await pool.end();
  }
}

/** An account that SEPA reaches, a tax form, and a clean sanctions check. */
async function onFile(house: ConsoleHouse, partnerId: string): Promise<void> {
  const [fiona, frank] = [house.as('fiona'), house.as('frank')];
  const payees = `/v1/partners/${partnerId}/payees`;
  const account = { currency: 'EUR', holderName: 'Euro Cycles GmbH', iban: 'FR1420041010050500013M02606' };
  const { accountId } = await fiona.post<{ accountId: string }>(`${payees}/accounts`, account, 'euro-account');
  await frank.post(`${payees}/accounts/${accountId}/decision`, { decision: 'verify' }, 'euro-verified');
  const passed = { currency: 'EUR', outcome: 'passed', reference: 'file 7' };
  await fiona.post(`${payees}/gates`, { ...passed, gate: 'tax_form' }, 'euro-tax');
  await fiona.post(`${payees}/gates`, { ...passed, gate: 'sanctions', accountId }, 'euro-sanctions');
}

/** What finance has found out about the seller: her tax form, and no sanctions. */
async function checked(house: ConsoleHouse, partnerId: string): Promise<void> {
  type Payees = { items: { person: { personId: string } | null; accounts: { accountId: string }[] }[] };
  const payees = `/v1/partners/${partnerId}/payees`;
  const { items } = await house.as('frank').get<Payees>(payees);
  const [hers] = items.filter(({ person }) => person !== null);
  const { personId: person } = hers!.person!;
  const passed = { person, currency: 'EUR', outcome: 'passed', reference: 'file 8' };
  await house.as('fiona').post(`${payees}/gates`, { ...passed, gate: 'tax_form' }, 'sue-tax');
  const { accountId } = hers!.accounts[0]!;
  await house.as('fiona').post(`${payees}/gates`, { ...passed, gate: 'sanctions', accountId }, 'sue-sanctions');
}

/** A run that waits for its approver. @returns its id */
async function inReview(house: ConsoleHouse): Promise<string> {
  const fiona = house.as('fiona');
  const asked = { program: PROGRAM, period: '2026-Q1' };
  const { runId } = await fiona.post<{ runId: string }>('/v1/payout-runs', asked, 'euro-run');
  await eventually('the run is in review', async () => {
    const run = await fiona.get<{ state: string }>(`/v1/payout-runs/${runId}`);
    return run.state === 'in_review';
  });
  return runId;
}

/** Somebody else of finance approves it, and it writes its file. */
async function approved(house: ConsoleHouse, runId: string): Promise<void> {
  const frank = house.as('frank');
  const { contentHash } = await frank.get<{ contentHash: string }>(`/v1/payout-runs/${runId}`);
  await frank.post(`/v1/payout-runs/${runId}/approval`, { contentHash }, 'euro-approval');
  await eventually('its file is written', async () => {
    const { items } = await frank.get<{ items: unknown[] }>(`/v1/payout-runs/${runId}/files`);
    return items.length === 1;
  });
}
