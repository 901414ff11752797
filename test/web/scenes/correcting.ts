import { eventually } from '../../crash/house';
import { imported } from '../house';
import type { ConsoleHouse } from '../house';
import { ALL_LOOKS, readable } from '../readability';

/** Light and wide, then dark and narrow. */
const LOOKS = ALL_LOOKS.slice(0, 2);
/** The first of three: the others stand on its place in the bands. */
const SALE = 'sale-that-was-wrong';
const RIGHT_SALE = 'sale-after-it';

/** A sale turns out to be wrong after it was priced: two of finance correct it, by clicks alone. */
export function correctingScenes(house: ConsoleHouse): void {
  describe('correcting', () => {
    let [partnerId, helperId] = ['', ''];
    beforeAll(async () => {
      [partnerId, helperId] = (await imported(house, ['Wrong Way Wheels', 'Helping Hand Cycles'])) as [string, string];
      // A sale of a partner that is not on record yet would be nobody's until it is priced.
      await eventually('both partners are on record', async () => {
        const { items } = await house.as('olga').get<{ items: { partnerId: string }[] }>('/v1/partners?limit=200');
        return [partnerId, helperId].every((id) => items.some((one) => one.partnerId === id));
      });
      await sold(house, partnerId);
    }, 120_000);

    test('a sale: finance sees all that it changes before anything is posted, and somebody else approves exactly that', async () => {
      const fiona = await house.desk('Fiona Marsh', '/corrections');
      await fiona.button('Correct an input').click();
      await fiona.field('Its id').fill(SALE);
      await fiona.button('Find it').click();
      // What cannot be worked out says why, and changes nothing.
      await fiona.link('$1,900.00 by').waitFor();
      await fiona.field('Amount').fill('30000.001');
      await fiona.field('Why').fill('The order was entered twice');
      await fiona.button('Show what it comes to').click();
      await fiona.sees('Nothing has happened.');
      await readable(fiona, { looks: LOOKS });
      await fiona.link('Say again what it should have been').click();
      await fiona.field('Amount').fill('20000');
      await fiona.field('Why').fill('The order was entered twice');
      await fiona.sees('Now 60000.00');
      await readable(fiona, { looks: LOOKS });
      await fiona.button('Show what it comes to').click();
      await fiona.sees('3 lines change for 1 payee');
      await fiona.sees('-$1,600.00');
      await fiona.sees(/instead of \$60,000\.00/);
      await readable(fiona, { picture: 'console-correction', looks: LOOKS });
      expect(await earned(house, partnerId)).toEqual(['3100.00']);
      await fiona.button('Ask for the approval').click();
      await fiona.sees('Not yours to decide');

      const frank = await house.desk('Frank Adeyemi', '/corrections?state=submitted');
      await frank.link(`crm, ${SALE}`).click();
      await frank.sees('-$1,300.00');
      await readable(frank, { looks: LOOKS });
      await frank.button('Approve').click();
      await frank.sees('Exactly these differences are posted.');
      await fiona.sees('What was posted');
      expect(await earned(house, partnerId)).toEqual(['1500.00']);
      await frank.go('/corrections');
      await frank.link(`crm, ${SALE}`).first().waitFor();
      await readable(frank, { looks: LOOKS });
    }, 300_000);

    test('what turns out to be right is dropped, and nothing is posted', async () => {
      const before = await earned(house, partnerId);
      const fiona = await house.desk('Fiona Marsh', `/corrections/new?id=${RIGHT_SALE}`);
      await fiona.field('Amount').fill('10000');
      await fiona.field('Why').fill('Somebody read the wrong line');
      await fiona.button('Show what it comes to').click();
      await fiona.button('Drop it').click();
      await fiona.sees('Dropped: nothing is posted');
      await fiona.button('Ask for the approval').waitFor({ state: 'hidden' });
      expect(await earned(house, partnerId)).toEqual(before);
    }, 60_000);
  });
}

/** What the quarter has earned in all. */
async function earned(house: ConsoleHouse, partnerId: string): Promise<string[]> {
  const path = `/v1/partners/${partnerId}/earnings`;
  const { totals } = await house.as('fiona').get<{ totals: { amount: { amount: string } }[] }>(path);
  return totals.map(({ amount }) => amount.amount);
}

/** Three sales of a quarter, priced by the shipped program's bands: 3 % up to 50,000, 4 % of the rest. */
async function sold(house: ConsoleHouse, partner: string): Promise<void> {
  const olga = house.as('olga');
  const ids = [SALE, RIGHT_SALE, 'last-sale-of-the-quarter'];
  const amounts = ['60000', '20000', '10000'];
  const sales = ids.map((saleId, n) => ({
    ...{ saleId, partner, occurredOn: `2026-0${n + 1}-15` },
    amount: { amount: amounts[n]!, currency: 'USD' },
  }));
  await olga.post('/v1/sales', { program: 'channel', source: 'crm', sales }, SALE);
  const read = (path: string) => olga.get<{ items: unknown[] }>(path);
  await eventually(
    'the sales are recorded',
    async () => (await read(`/v1/sales?partner=${partner}`)).items.length === 3,
  );
  await olga.post('/v1/pricing-runs', { program: 'channel', from: '2026-Q1', to: '2026-Q1' }, `price-${SALE}`);
  await eventually('they are priced', async () => (await read(`/v1/partners/${partner}/earnings`)).items.length === 3);
}
