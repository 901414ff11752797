import type { Sight } from './house';
import { eventually, rows } from './house';

/** Three sales of one quarter: 5 % up to 10,000.00 and 8 % above it. */
const AMOUNTS = ['4000.00', '3999.99', '4000.01'];
const EARNED_MINOR = 66_000;
/** A killed worker's bulk work, imports and pricing, is given to another one after a minute without a heartbeat. */
const BULK_PATIENCE_MS = 180_000;

/** The order system becomes known. */
export async function registerOrderSystem(house: Sight, issuer: string): Promise<void> {
  const body = { displayName: 'erp', issuer, subject: 'erp', roles: [{ role: 'IMPORTER' }] };
  const answer = await house.person('ada').insist('POST', '/v1/people/services', { body, key: 'register-erp' });
  if (answer.status >= 300) throw new Error(`The order system was refused: ${JSON.stringify(answer.body)}`);
}

/** The order system reports each partner's sales, one request per partner, each sent twice. */
export async function bookSales(house: Sight, partners: string[]): Promise<void> {
  const { date } = await quarter(house);
  for (const partner of partners) {
    const sales = AMOUNTS.map((amount, n) => ({
      ...{ saleId: `${partner}-${n}`, partner, occurredOn: date, product: 'Road-150' },
      amount: { amount, currency: 'USD' },
    }));
    const body = { source: 'erp', program: 'small', sales };
    for (const key of [`sales-${partner}`, `sales-${partner}-again`]) {
      const answer = await house.person('erp').insist('POST', '/v1/sales', { body, key });
      if (answer.status !== 202) throw new Error(`Sales were refused: ${JSON.stringify(answer.body)}`);
    }
  }
  const booked = async (): Promise<boolean> => {
    const [row] = await rows<{ count: string }>(house, `SELECT count(*) FROM import_job WHERE state <> 'done'`);
    const [jobs] = await rows<{ count: string }>(house, 'SELECT count(*) FROM import_job');
    return Number(row!.count) === 0 && Number(jobs!.count) >= 2 * partners.length;
  };
  await eventually('all sales are on record', booked, BULK_PATIENCE_MS);
}

/** Finance has the quarter priced. */
export async function priceQuarter(house: Sight, key: string): Promise<void> {
  const { period } = await quarter(house);
  const body = { program: 'small', from: period, to: period };
  const { status, body: run } = await house.person('fiona').insist('POST', '/v1/pricing-runs', { body, key });
  if (status !== 202) throw new Error(`The pricing run was refused: ${JSON.stringify(run)}`);
  const priced = async (): Promise<boolean> => {
    const answer = await house.person('fiona').ask('GET', `/v1/pricing-runs/${String(run['runId'])}`);
    if (answer?.body.state === 'failed') throw new Error(`Pricing failed: ${JSON.stringify(answer.body)}`);
    return answer?.body.state === 'done';
  };
  await eventually('the quarter is priced', priced, BULK_PATIENCE_MS);
}

/** Each sale earned once, and together exactly what the plan says. */
export async function expectEarningsOnce(house: Sight, partners: string[]): Promise<void> {
  const earned = await rows<{ partner_id: string; lines: string; sales: string; minor: string }>(
    house,
    `SELECT partner_id, count(*) AS lines, count(DISTINCT sale_key) AS sales, sum(amount_minor) AS minor
     FROM earning GROUP BY partner_id ORDER BY partner_id`,
  );
  const expected = { lines: String(AMOUNTS.length), sales: String(AMOUNTS.length), minor: String(EARNED_MINOR) };
  expect(earned).toEqual([...partners].sort().map((partner_id) => ({ partner_id, ...expected })));
}

async function quarter(house: Sight): Promise<{ date: string; period: string }> {
  const { body } = await house.person('ada').insist('GET', '/v1/programs/small/clock');
  return { date: String(body['date']), period: (body['period'] as { key: string }).key };
}
