import fc from 'fast-check';
import { compilePlan } from '../../../domain/incentivize/commission';
import type { PartnerBooks, Pricing, RecordedSale } from '../../../domain/incentivize/period-pricing';
import { explainEarning, pricePartner } from '../../../domain/incentivize/period-pricing';
import { formatAmount, parseAmount } from '../../../domain/money';
import { bands, flat, planOf } from '../../kit/commission';

/** Registered: 5 % up to 10,000 and 8 % above; bronze 1 %; gold 10 %. */
const TIERS = { registered: bands(['0', '5%'], ['10000', '8%']), bronze: flat('1%'), gold: flat('10%') };
const TERMS = { plan: compilePlan(planOf(TIERS)), tiers: Object.keys(TIERS) };

type Line = Partial<Omit<RecordedSale, 'amountMinor' | 'saleId'>> & { amount: string };

/** Lines by their ids. */
function linesOf(lines: Record<string, Line>): RecordedSale[] {
  return Object.entries(lines).map(([saleId, { amount, ...parts }], row): RecordedSale => {
    const kind = parts.refundOf ? 'refund' : parts.corrects ? 'correction' : 'sale';
    const received = parts.corrects !== undefined && { received: { wallMs: row, importId: 'imp', row } };
    const base = { saleKey: `key/${saleId}`, saleId, source: 'crm', occurredOn: '2026-07-01', currency: 'USD' };
    return { ...base, kind, amountMinor: parseAmount(amount, 'USD'), ...received, ...parts };
  });
}

function price(sales: RecordedSale[], parts: Partial<PartnerBooks> = {}, terms = TERMS): Pricing {
  const range = { to: '2027-Q4' };
  const books = {
    periodUnit: 'quarter',
    sales,
    tiers: [],
    pins: new Map<string, number>(),
    version: 1,
    posted: [],
    range,
  };
  return pricePartner({ ...books, ...parts } as PartnerBooks, () => terms);
}

const posted = ({ postings }: Pricing) =>
  Object.fromEntries(postings.map((one) => [one.saleKey.slice(4), formatAmount(one.amountMinor, 'USD')]));
const total = ({ postings }: Pricing) => postings.reduce((sum, one) => sum + one.amountMinor, 0n);

describe('pricing of refunds', () => {
  it('takes back no more than the sale: 500.00 of a sale of 100.00, and the same refund twice', () => {
    const sales = { other: { amount: '900' }, B: { amount: '100' }, r: { amount: '500', refundOf: 'B' } };
    expect(posted(price(linesOf(sales)))).toEqual({ B: '5.00', other: '45.00', r: '-5.00' });
    const twice = { ...sales, r: { amount: '100', refundOf: 'B' }, s: { amount: '100', refundOf: 'B' } };
    const pricing = price(linesOf(twice));
    expect(posted(pricing)).toMatchObject({ r: '-5.00', s: '0.00' });
    expect(explainEarning(pricing.postings.find((one) => one.saleKey === 'key/s')!)).toContain(
      'It was sent with 100.00 USD. The refunds of a sale take back no more than the sale, so 100.00 USD of it do not count.',
    );
  });

  it('in the product of the sale, so that it takes back from the rule under which the sale earned', () => {
    const terms = { ...TERMS, plan: compilePlan(planOf(TIERS, 'USD', ['7'])) };
    const sales = {
      a: { amount: '100', product: '8' },
      b: { amount: '1000', product: '7' },
      r: { amount: '100', refundOf: 'a', product: '7' },
    };
    expect(posted(price(linesOf(sales), {}, terms))).toEqual({ b: '50.00' });
  });

  it('dated before its sale counts at the sale, and takes back from nobody else', () => {
    const tiers = [{ fromDay: '2026-07-15', tier: 'gold' }];
    const sales = {
      t: { amount: '8000', occurredOn: '2026-07-05' },
      s: { amount: '1000', occurredOn: '2026-07-20' },
      u: { amount: '1000', refundOf: 's', occurredOn: '2026-07-02' },
    };
    expect(posted(price(linesOf(sales), { tiers }))).toEqual({ t: '400.00', s: '100.00', u: '-100.00' });
  });

  it('in another currency than its sale waits for a rate; a refund of a refund does nothing', () => {
    const sales = {
      s: { amount: '100', currency: 'EUR' },
      o: { amount: '100' },
      r: { amount: '100', refundOf: 's' },
      q: { amount: '50', refundOf: 'o' },
      p: { amount: '50', refundOf: 'q' },
    };
    const pricing = price(linesOf(sales));
    expect(posted(pricing)).toEqual({ o: '5.00', q: '-2.50' });
    expect(pricing.awaitingRate).toBe(2);
  });

  it('gives back what it took when it is found to be of a sale in another currency', () => {
    const [o, r] = linesOf({ o: { amount: '100' }, r: { amount: '60', refundOf: 's' } });
    const before = price([o!, r!]);
    expect(posted(before)).toEqual({ o: '5.00', r: '-3.00' });
    const earlier = before.postings.map(({ saleKey, ...rest }) => ({
      ...rest,
      source: 'crm',
      saleId: saleKey.slice(4),
    }));
    const [euro] = linesOf({ s: { amount: '60', currency: 'EUR' } });
    expect(posted(price([o!, r!, euro!], { posted: earlier }))).toEqual({ r: '3.00' });
  });

  it('never leaves a period below nothing, also where the tier changed in between', () => {
    const tiers = [{ fromDay: '2026-07-10', tier: 'bronze' }];
    const sales = {
      a: { amount: '8000' },
      b: { amount: '20000', occurredOn: '2026-07-11' },
      r: { amount: '8000', refundOf: 'a', occurredOn: '2026-07-12' },
    };
    const pricing = price(linesOf(sales), { tiers });
    // By its bands the refund would take 8 % of 8,000.
    expect(posted(pricing)).toEqual({ a: '400.00', b: '200.00', r: '-600.00' });
    const refund = pricing.postings.find((one) => one.saleKey === 'key/r')!;
    expect(refund.trace).toMatchObject({ byBands: '-640.00', earned: '-600.00' });
    expect(explainEarning(refund)).toContain('By its bands this refund would earn -640.00');
  });

  it('leaves what was earned, in every period and after every line, at nothing or more', () => {
    const days = ['2026-07-01', '2026-07-20', '2026-10-02', '2026-12-31'];
    const ids = Array.from({ length: 10 }, (_, i) => `l${i}`);
    const line = fc.record({
      amount: fc.integer({ min: 1, max: 3_000_000 }).map((minor) => formatAmount(BigInt(minor), 'USD')),
      occurredOn: fc.constantFrom(...days),
      of: fc.constantFrom(...ids, 'unknown'),
      kind: fc.constantFrom('sale', 'sale', 'refund', 'refund', 'correction'),
    });
    const tiers = fc.constantFrom(
      [],
      [{ fromDay: '2026-07-10', tier: 'bronze' }],
      [{ fromDay: '2026-10-01', tier: 'gold' }],
    );
    fc.assert(
      fc.property(fc.array(line, { minLength: 10, maxLength: 10 }), tiers, (lines, held) => {
        const entries = lines.map(({ amount, occurredOn, of, kind }, i): [string, Line] => {
          const reference = kind === 'refund' ? { refundOf: of } : kind === 'correction' ? { corrects: of } : {};
          return [ids[i]!, { amount, occurredOn, ...reference }];
        });
        const sales = linesOf(Object.fromEntries(entries));
        const pricing = price(sales, { tiers: held });
        const periods = new Map<string, bigint>();
        for (const { period, amountMinor } of pricing.postings)
          periods.set(period, (periods.get(period) ?? 0n) + amountMinor);
        for (const sum of periods.values()) expect(sum >= 0n).toBe(true);
        // What arrives in two parts comes to the same as what arrives at once.
        const first = price(sales.slice(0, 5), { tiers: held });
        const earlier = first.postings.map(({ saleKey, ...rest }) => ({
          ...rest,
          source: 'crm',
          saleId: saleKey.slice(4),
        }));
        expect(total(first) + total(price(sales, { tiers: held, posted: earlier }))).toBe(total(pricing));
      }),
    );
  });
});

describe('pricing of corrections', () => {
  it('D16: 1,000 at the pinned 12 % earned 120; corrected to 1,400 it posts +48.00, whatever a later version pays', () => {
    const terms = (rate: string) => ({ plan: compilePlan(planOf({ any: flat(rate) })), tiers: ['any'] });
    const [sale, corrected] = linesOf({
      s: { amount: '1000' },
      c: { amount: '1400', corrects: 's', occurredOn: '2026-11-20' },
    });
    const termsOf = (version: number) => (version === 3 ? terms('12%') : terms('8%'));
    const books = { periodUnit: 'quarter', tiers: [], range: { to: '2026-Q4' } } as const;
    const first = pricePartner({ ...books, sales: [sale!], pins: new Map(), version: 3, posted: [] }, termsOf);
    expect(posted(first)).toEqual({ s: '120.00' });
    const earlier = [{ source: 'crm', saleId: 's', ruleId: 'resale', revision: 1, amountMinor: 12_000n }];
    const late = { ...books, sales: [sale!, corrected!], pins: new Map([['2026-Q3', 3]]), version: 4, posted: earlier };
    const { postings } = pricePartner(late, termsOf);
    expect(postings).toMatchObject([
      { saleKey: 'key/s', revision: 2, period: '2026-Q3', amountMinor: 4_800n, version: 3 },
    ]);
    expect(explainEarning(postings[0]!)).toMatch(
      /earns 168\.00 USD\. It was sent with 1000\.00 USD\. "c" corrects it\. 120\.00 USD had been posted before/,
    );
  });

  it('keeps the place of the sale in the order, so that those behind it climb on from the corrected basis', () => {
    const sales = {
      a: { amount: '9000' },
      b: { amount: '2000', occurredOn: '2026-07-02' },
      c: { amount: '10000', corrects: 'a', occurredOn: '2026-08-30' },
    };
    expect(posted(price(linesOf(sales)))).toEqual({ a: '500.00', b: '160.00' });
  });
});

describe('the order of a day', () => {
  it('is by the instant, then by the sale id; a date stands first', () => {
    const noon = Date.UTC(2026, 6, 1, 16);
    const sales = {
      z: { amount: '8000' },
      b: { amount: '4000', occurredMs: noon },
      a: { amount: '1000', occurredMs: noon + 1 },
    };
    expect(posted(price(linesOf(sales)))).toEqual({ z: '400.00', b: '260.00', a: '80.00' });
  });
});
