import fc from 'fast-check';
import { compilePlan } from '../../../domain/incentivize/commission';
import type { Cap, CommissionRule } from '../../../domain/incentivize/commission-plan';
import type { PartnerBooks, RecordedSale } from '../../../domain/incentivize/period-pricing';
import { explainEarning, pricePartner } from '../../../domain/incentivize/period-pricing';
import { isPlain, priceByEngine } from '../../../domain/incentivize/period-engine';
import { formatAmount, parseAmount } from '../../../domain/money';
import { loadShippedProgram } from '../../../programs/load';
import { bands, flat, LADDER } from '../../kit/commission';
import { planWith, ruleOf } from '../../kit/commission-events';
import { dose } from '../../kit/dose';

const TIERS = ['registered', 'silver', 'gold'];

/** No corrections here: what they make of a line is decided before any pricing. */
type Line = RecordedSale & { kind: 'sale' | 'refund' };

const sale = (saleId: string, amount: string, more: Partial<Line> = {}): Line => ({
  saleId,
  saleKey: saleId,
  source: 'crm',
  occurredOn: '2026-03-01',
  amountMinor: parseAmount(amount, 'USD'),
  currency: 'USD',
  kind: 'sale',
  ...more,
});
const refund = (saleId: string, refundOf: string, amount: string, more: Partial<Line> = {}): Line =>
  sale(saleId, amount, { kind: 'refund', refundOf, occurredOn: '2026-04-01', ...more });

function priced(rules: CommissionRule[], sales: RecordedSale[], more: Partial<PartnerBooks> & { caps?: Cap[] } = {}) {
  const { caps, ...rest } = more;
  const plan = compilePlan(planWith(rules, { ...(caps && { caps }) }));
  const books = { periodUnit: 'quarter', sales, tiers: [], pins: new Map<string, number>(), version: 1, posted: [], range: { to: '2026-Q4' } } as const; // prettier-ignore
  return pricePartner({ ...books, ...rest }, () => ({ plan, tiers: TIERS }));
}

const shown = (rules: CommissionRule[], sales: RecordedSale[], more: Parameters<typeof priced>[2] = {}): string[] =>
  priced(rules, sales, more).postings.map(
    ({ saleKey, ruleId, period, amountMinor }) => `${saleKey} ${ruleId} ${period} ${formatAmount(amountMinor, 'USD')}`,
  );

describe('recorded sales under a plan of the wider vocabulary', () => {
  it('earn by bands per sale, floors, groups and caps, in the period of their sale', () => {
    const rules = [
      ruleOf({ id: 'base', priority: 1, bands: LADDER, floor: '3' }),
      ruleOf({
        id: 'extra',
        priority: 2,
        bands: flat('2%'),
        scope: { window: { from: '2026-01-01', to: '2026-03-02' } },
      }),
    ];
    const sales = [sale('s1', '12000'), sale('s2', '20', { occurredOn: '2026-03-02' }), refund('r1', 's1', '2000')];
    expect(shown(rules, sales, { caps: [{ per: 'deal', rate: '7%' }] })).toEqual([
      's1 base 2026-Q1 660.00',
      's1 extra 2026-Q1 180.00',
      's2 base 2026-Q1 1.40',
      'r1 base 2026-Q1 -160.00',
      // 200 would now have room, but what was cut stays cut.
      'r1 extra 2026-Q1 0.00',
    ]);
  });

  it('post only the difference once something is on record, and explain it', () => {
    const rules = [
      ruleOf({ id: 'retro', bandsMode: 'whole', bandsPer: 'period', tierDate: 'period_end', bands: LADDER }),
    ];
    const before = priced(rules, [sale('s1', '9000')]);
    const posted = before.postings.map((posting) => ({ ...posting, saleId: posting.saleKey, source: 'crm' }));
    const late = priced(rules, [sale('s1', '9000'), sale('s0', '2000', { occurredOn: '2026-02-01' })], { posted });
    expect(late.postings.map(({ saleKey, revision, amountMinor }) => [saleKey, revision, amountMinor])).toEqual([
      ['s0', 1, 10_000n],
      ['s1', 2, 33_000n],
    ]);
    expect(explainEarning(late.postings[1]!)).toContain(
      '450.00 USD had been posted before; this is the difference of 330.00 USD',
    );
  });

  it.each<[string, Partial<CommissionRule>]>([
    ['scope', { scope: { segments: ['smb'] } }],
    ['a basis', { basis: 'net' }],
    ['a recurrence', { recurrence: { pays: 'once' } }],
    ['people', { payee: { role: 'P-sales' } }],
    ['partners to share with', { split: { shares: { all: '100%' } } }],
  ])('are not paid wrongly where a rule asks for %s that sales do not tell', (_, words) => {
    expect(() => priced([ruleOf(words)], [sale('s1', '1')])).toThrow(expect.objectContaining({ code: 'PLAN.INVALID' }) as Error); // prettier-ignore
  });

  it('are not paid wrongly under a cap that reaches beyond the period', () => {
    expect(() => priced([ruleOf()], [sale('s1', '1')], { caps: [{ per: 'customer', amount: '5' }] })).toThrow(/reaches beyond one period/); // prettier-ignore
  });

  it('climb in the order of their times of day', () => {
    const rules = [ruleOf({ bandsPer: 'period', tierDate: 'period_end', bands: LADDER })];
    const [noon, ten] = [Date.UTC(2026, 2, 1, 12), Date.UTC(2026, 2, 1, 10)];
    const sales = [sale('a', '10000', { occurredMs: noon }), sale('b', '10000', { occurredMs: ten })];
    expect(shown(rules, sales).sort()).toEqual(['a resale 2026-Q1 800.00', 'b resale 2026-Q1 500.00']);
  });

  it('earn nothing from rules for other events', () => {
    const rules = [ruleOf(), ruleOf({ id: 'invoices', trigger: 'invoice_issued', basis: 'net' })];
    expect(shown(rules, [sale('s1', '100')])).toEqual(['s1 resale 2026-Q1 10.00']);
  });
});

describe('the plain walk and the engine', () => {
  it('take the shipped plan by the plain walk', () => {
    expect(isPlain(compilePlan(loadShippedProgram().plan))).toBe(true);
  });

  it('come to the same for every plan that both can price, line by line', () => {
    const tiers = { registered: flat('3.3%'), silver: LADDER, gold: bands(['0', '8%'], ['500', '11.25%']) };
    const plan = compilePlan(planWith([ruleOf({ bandsPer: 'period', tiers })]));
    const decided = [
      { fromDay: '2026-02-01', tier: 'silver' },
      { fromDay: '2026-03-10', tier: 'gold' },
    ];
    const one = fc.record({
      day: fc.integer({ min: 1, max: 28 }),
      month: fc.integer({ min: 1, max: 3 }),
      amount: fc.bigInt({ min: 1n, max: 3_000_000n }),
      // Of a refund: percent of its sale, later in the period.
      back: fc.option(fc.integer({ min: 1, max: 100 })),
    });
    fc.assert(
      fc.property(fc.array(one, { maxLength: 12 }), (list) => {
        const sales = list.flatMap(({ day, month, amount, back }, i) => {
          const occurredOn = `2026-0${month}-${String(day).padStart(2, '0')}`;
          const own = sale(`s${i}`, '1', { occurredOn, amountMinor: amount });
          const amountMinor = (amount * BigInt(back ?? 0)) / 100n;
          return amountMinor > 0n ? [own, refund(`t${i}`, `s${i}`, '1', { occurredOn, amountMinor })] : [own];
        });
        const plain = pricePartner(
          {
            periodUnit: 'quarter',
            sales,
            tiers: decided,
            pins: new Map(),
            version: 1,
            posted: [],
            range: { to: '2026-Q4' },
          },
          () => ({ plan, tiers: TIERS }),
        );
        const engine = priceByEngine({ plan, tiers: TIERS, decided, periodUnit: 'quarter' }, sales);
        const byKey = (lines: [string, bigint][]) => lines.sort(([a], [b]) => (a < b ? -1 : 1));
        expect(byKey(engine.map(({ saleId, amountMinor }) => [saleId, amountMinor]))).toEqual(
          byKey(plain.postings.map(({ saleKey, amountMinor }) => [saleKey, amountMinor])),
        );
      }),
      { numRuns: dose({ test: 200, hard: 800, soak: 20_000 }) },
    );
  });
});
