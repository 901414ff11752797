import fc from 'fast-check';
import type { Band, EarningPosting, PricedLine, SaleLine } from '../../../domain/incentivize/commission';
import { bandAmount, compilePlan, repriceDifference } from '../../../domain/incentivize/commission';
import { roundHalfAway } from '../../../domain/money';
import { bands, LADDER, linesOf, planOf, price, scheduleOf, total } from '../../kit/commission';

/** A decimal or percentage of at most six decimals as millionths, read without the code under test. */
function micro(text: string): bigint {
  const percent = text.endsWith('%');
  const [whole = '', fraction = ''] = text.replace('%', '').replace('-', '').split('.');
  const magnitude = BigInt(whole + fraction.padEnd(6, '0')) / (percent ? 100n : 1n);
  return text.startsWith('-') ? -magnitude : magnitude;
}

const TIERS: Record<string, Band[]> = {
  registered: bands(['0', '3%'], ['2000', '4.5%']),
  silver: bands(['0', '5%'], ['1000', '7.25%'], ['5000', '9%']),
  gold: bands(['0', '8%'], ['1000', '10%'], ['5000', '12.5%']),
};

/** Up to twelve sales and refunds on a few days, of any of these tiers. */
function events(tiers = Object.keys(TIERS), kinds: SaleLine['kind'][] = ['sale', 'sale', 'refund']) {
  const event = fc.record({
    amountMinor: fc.bigInt({ min: 0n, max: 300_000n }),
    day: fc.integer({ min: 1, max: 5 }),
    tier: fc.constantFrom(...tiers),
    kind: fc.constantFrom(...kinds),
  });
  return fc.array(event, { maxLength: 12 }).map((list) =>
    list.map(({ day, ...rest }, i): SaleLine => {
      return { ...rest, saleId: `s${i}`, source: 'crm', occurredOn: `2026-03-0${day}`, currency: 'USD' };
    }),
  );
}

const byId = (lines: { saleId: string }[]) => new Map(lines.map((line) => [line.saleId, line]));

describe('whatever the sales', () => {
  it('a trace is enough to compute the amount again by hand', () => {
    fc.assert(
      fc.property(events(), (list) => {
        for (const line of price(TIERS, list)) {
          const { trace } = line;
          const steps = trace.steps.reduce((sum, step) => sum + micro(step.part) * micro(step.rate), 0n);
          expect(micro(trace.exactAfter) - micro(trace.exactBefore)).toBe(steps / 1_000_000n);
          expect(trace.steps.reduce((sum, step) => sum + micro(step.amount), 0n)).toBe(steps / 1_000_000n);
          expect(micro(trace.roundedBefore)).toBe(((micro(trace.exactBefore) + 5_000n) / 10_000n) * 10_000n);
          expect(micro(trace.roundedAfter)).toBe(((micro(trace.exactAfter) + 5_000n) / 10_000n) * 10_000n);
          expect(micro(trace.roundedAfter) - micro(trace.roundedBefore)).toBe(line.amountMinor * 10_000n);
        }
      }),
    );
  });

  it('within one tier the lines sum to the rounded commission on the whole basis', () => {
    const schedule = compilePlan(planOf(TIERS)).rules[0]?.tiers.get('silver') ?? scheduleOf(LADDER);
    fc.assert(
      fc.property(events(['silver']), (list) => {
        const net = list.reduce(
          (sum, line) => sum + (line.kind === 'refund' ? -line.amountMinor : line.amountMinor),
          0n,
        );
        expect(total(price(TIERS, list))).toBe(roundHalfAway(bandAmount(schedule, net)));
      }),
    );
  });

  it('any order of arrival gives the same pricing, line by line and trace by trace', () => {
    const shuffled = events().chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(fc.property(shuffled, ([list, other]) => expect(price(TIERS, other)).toEqual(price(TIERS, list))));
  });

  it('sales earn nothing negative, refunds nothing positive, and the running basis never breaks', () => {
    fc.assert(
      fc.property(events(), (list) => {
        let basis = 0n;
        for (const line of price(TIERS, list)) {
          expect(line.trace.kind === 'sale' ? line.amountMinor >= 0n : line.amountMinor <= 0n).toBe(true);
          expect(line.basisBeforeMinor).toBe(basis);
          basis = line.basisAfterMinor;
          expect(basis >= 0n).toBe(true);
        }
      }),
    );
  });

  it('a refund of the last sale mirrors it to the minor unit', () => {
    fc.assert(
      fc.property(events(undefined, ['sale']), fc.bigInt({ min: 1n, max: 900_000n }), (list, amountMinor) => {
        const sale: SaleLine = {
          ...linesOf([['1']])[0],
          tier: 'gold',
          amountMinor,
          occurredOn: '2026-03-08',
        } as SaleLine;
        const back: SaleLine = { ...sale, saleId: 's99', kind: 'refund', occurredOn: '2026-03-09' };
        const [forth, reversed] = price(TIERS, [...list, { ...sale, saleId: 's98' }, back]).slice(-2);
        expect(reversed?.amountMinor).toBe(-(forth?.amountMinor ?? 0n));
        expect(reversed?.basisAfterMinor).toBe(forth?.basisBeforeMinor);
      }),
    );
  });

  it('bands and basis a thousand times larger pay exactly a thousand times more', () => {
    const larger = scheduleOf(bands(['0', '5%'], ['10000000', '8%'], ['50000000', '10%']));
    const plain = scheduleOf(LADDER);
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 9n }), (basis) => {
        const { num, den } = bandAmount(plain, basis);
        const thousand = bandAmount(larger, basis * 1000n);
        expect(thousand.num * den).toBe(num * 1000n * thousand.den);
      }),
    );
  });

  it('however sales arrive, are corrected and withdrawn, the postings add up to the pricing from scratch', () => {
    fc.assert(
      fc.property(fc.array(events(), { minLength: 1, maxLength: 5 }), (rounds) => {
        const posted: EarningPosting[] = [];
        for (const list of rounds) posted.push(...repriceDifference(posted, price(TIERS, list)));
        const last = byId(price(TIERS, rounds.at(-1) ?? []));
        for (const saleId of new Set([...posted.map((row) => row.saleId), ...last.keys()])) {
          const rows = posted.filter((row) => row.saleId === saleId);
          expect(total(rows)).toBe((last.get(saleId) as PricedLine | undefined)?.amountMinor ?? 0n);
          expect(rows.map((row) => row.revision)).toEqual(rows.map((_, index) => index + 1));
        }
        expect(repriceDifference(posted, price(TIERS, rounds.at(-1) ?? []))).toEqual([]);
      }),
    );
  });
});
