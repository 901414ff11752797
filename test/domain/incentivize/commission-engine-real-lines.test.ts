import type { CommissionEvent } from '../../../domain/incentivize/commission-events';
import type { CommissionPlan } from '../../../domain/incentivize/commission-plan';
import { adventureWorks, cellsOf, hasAdventureWorks, unlessAbsent } from '../../kit/adventure-works';
import { bands, flat } from '../../kit/commission';
import { planWith, ruleOf, run } from '../../kit/commission-events';
import { dose } from '../../kit/dose';

/** A line of the file in whole cents, read without the engine. */
interface Line {
  id: string;
  partner: string;
  day: string;
  quarter: string;
  product: string;
  cents: number;
  costCents: number | undefined;
  quantity: number;
}

const cents = (text: string): number => Math.round(Number(text) * 100);

/** The lines in the order of the file; costs of some are unknown. */
function readLines(): Line[] {
  const ofOrder = new Map<string, number>();
  return cellsOf(adventureWorks('reseller-sales.csv')).map((cells) => {
    const [order = '', day = '', product = '', partner = '', , , quantity = '', , cost = '', amount = ''] = cells;
    const number = (ofOrder.get(order) ?? 0) + 1;
    ofOrder.set(order, number);
    const known = cost !== '' && cost !== 'NULL';
    return {
      id: `${order}/${String(number).padStart(3, '0')}`,
      partner,
      day,
      quarter: `${day.slice(0, 4)}-Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`,
      product,
      cents: cents(amount),
      costCents: known ? cents(cost) : undefined,
      quantity: Number(quantity),
    };
  });
}

const toEvent = ({ id, partner, day, product, cents: amount, costCents, quantity }: Line): CommissionEvent => ({
  id,
  source: 'aw',
  kind: 'sale_booked',
  partnerId: partner,
  occurredOn: day,
  amountMinor: BigInt(amount),
  ...(costCents !== undefined && { costMinor: BigInt(costCents) }),
  quantity: BigInt(quantity),
  currency: 'USD',
  product,
});

/** A share in hundredths of a percent, rounded half away from zero: below 2^53 all along. */
function part(ofCents: number, bps: number): number {
  const product = Math.abs(ofCents) * bps;
  const rest = product % 10_000;
  return Math.sign(ofCents) * ((product - rest) / 10_000 + (rest >= 5_000 ? 1 : 0));
}

/** A plan, and what it pays for the lines of one partner in one quarter, computed another way. */
interface Trial {
  plan: CommissionPlan;
  expected: (lines: Line[]) => number[];
}

/** Cents before each line, of its partner and quarter. */
const before = (lines: Line[], index: number, of = ({ cents: amount }: Line) => amount): number =>
  lines.slice(0, index).reduce((sum, line) => sum + of(line), 0);

const each = (lines: Line[], pay: (line: Line, index: number) => number): number[] => lines.map(pay);

/** The band reached, in hundredths of a percent. */
const reached = (amount: number): number => (amount < 2_000_000 ? 200 : amount < 8_000_000 ? 350 : 500);

const TRIALS: Record<string, Trial> = {
  'a share of each sale': {
    plan: planWith([ruleOf({ bands: flat('3.75%') })]),
    expected: (lines) => each(lines, (line) => part(line.cents, 375)),
  },
  'a share of the margin': {
    plan: planWith([ruleOf({ basis: 'margin', bands: flat('12.5%') })]),
    expected: (lines) =>
      each(lines, ({ cents: amount, costCents }) =>
        costCents === undefined ? 0 : part(Math.max(0, amount - costCents), 1_250),
      ),
  },
  'an amount for each unit, more from the twentieth of a quarter on': {
    plan: planWith([
      ruleOf({
        basis: 'units',
        bandsPer: 'period',
        bands: [
          { from: '0', to: '20', each: '1.10' },
          { from: '20', each: '1.65' },
        ],
      }),
    ]),
    expected: (lines) => {
      const pay = (units: number) => Math.min(units, 20) * 110 + Math.max(0, units - 20) * 165;
      return each(lines, ({ quantity }, index) => {
        const so = before(lines, index, (line) => line.quantity);
        return pay(so + quantity) - pay(so);
      });
    },
  },
  'the band reached in a quarter, on everything': {
    plan: planWith([
      ruleOf({ bandsPer: 'period', bandsMode: 'whole', bands: bands(['0', '2%'], ['20000', '3.5%'], ['80000', '5%']) }),
    ]),
    expected: (lines) =>
      each(lines, (line, index) => {
        const [from, to] = [before(lines, index), before(lines, index + 1)];
        return part(to, reached(to)) - part(from, reached(from));
      }),
  },
  'an accelerator on a quota of 40,000 a quarter': {
    plan: planWith([
      ruleOf({
        bandsPer: 'period',
        bandsOn: 'quota',
        quota: '40000',
        bands: [
          { from: '0%', to: '75%', rate: '1%' },
          { from: '75%', to: '112.5%', rate: '2.5%' },
          { from: '112.5%', rate: '4%' },
        ],
      }),
    ]),
    expected: (lines) => {
      const pay = (amount: number) => {
        const low = Math.min(amount, 3_000_000) * 100;
        const middle = Math.max(0, Math.min(amount, 4_500_000) - 3_000_000) * 250;
        return part(low + middle + Math.max(0, amount - 4_500_000) * 400, 1);
      };
      return each(lines, (_, index) => pay(before(lines, index + 1)) - pay(before(lines, index)));
    },
  },
  'the better of two rules, and at most 900 a quarter': {
    plan: planWith(
      [
        ruleOf({ id: 'flat', group: 'g', basis: 'count', bands: [{ from: '0', each: '9' }] }),
        ruleOf({ id: 'share', group: 'g', bands: flat('2.5%') }),
      ],
      { groups: { g: 'best' }, caps: [{ per: 'period', amount: '900' }] },
    ),
    expected: (lines) => {
      let left = 90_000;
      return each(lines, (line) => {
        const paid = Math.min(left, Math.max(900, part(line.cents, 250)));
        left -= paid;
        return paid;
      });
    },
  },
  'a floor for small sales of some products': {
    plan: planWith([ruleOf({ floor: '2.50', bands: flat('1%'), scope: { products: ['214', '215', '216', '217'] } })]),
    expected: (lines) =>
      each(lines, (line) =>
        ['214', '215', '216', '217'].includes(line.product) && line.cents > 0
          ? Math.max(250, part(line.cents, 100))
          : 0,
      ),
  },
};

/** The real lines of one partner in so many; the lines of a partner belong together. */
const oneIn = dose({ test: 8, hard: 5, soak: 1 });

/** Every so manieth partner, in the order of their ids. */
function someOf(lines: Line[]): Line[] {
  const partners = [...new Set(lines.map(({ partner }) => partner))].sort();
  const taken = new Set(partners.filter((_, index) => index % oneIn === 0));
  return lines.filter(({ partner }) => taken.has(partner));
}

(hasAdventureWorks ? describe : describe.skip)(
  `real order lines of one partner in ${oneIn} under seven plans${unlessAbsent}`,
  () => {
    const lines = hasAdventureWorks ? someOf(readLines()) : [];
    const inTime = [...lines].sort((a, b) => (`${a.day} ${a.id}` < `${b.day} ${b.id}` ? -1 : 1));
    const quarters = new Map<string, Line[]>();
    for (const line of inTime) {
      const key = `${line.partner} ${line.quarter}`;
      quarters.set(key, quarters.get(key) ?? []);
      quarters.get(key)?.push(line);
    }

    it.each(Object.entries(TRIALS))('%s: row by row what another computation says', (_, { plan, expected }) => {
      const { postings } = run(plan, inTime.map(toEvent));
      const paid = new Map<string, number>();
      for (const { eventId, amountMinor } of postings)
        paid.set(eventId, (paid.get(eventId) ?? 0) + Number(amountMinor));
      let differing = 0;
      let earning = 0;
      for (const own of quarters.values()) {
        expected(own).forEach((amount, index) => {
          if ((paid.get(own[index]!.id) ?? 0) !== amount) differing += 1;
          if (amount !== 0) earning += 1;
        });
      }
      expect(differing).toBe(0);
      expect(earning).toBeGreaterThan(500 / oneIn);
    });
  },
);
