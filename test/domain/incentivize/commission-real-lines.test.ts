import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Band, CommissionPlan, PricedLine, SaleLine } from '../../../domain/incentivize/commission';
import { compilePlan, priceLines } from '../../../domain/incentivize/commission';

const file = join(__dirname, '../../../../shared/data/adventure-works/reseller-sales.csv');
const present = existsSync(file);
const aloud = present ? '' : ' (SKIPPED: ../shared/data/adventure-works is absent)';

/** Edges in whole dollars and rates in hundredths of a percent: the plan below and the check are both made from it. */
const LADDERS: Record<string, [edge: number, bps: number][]> = {
  registered: [[0, 300], [10_000, 450], [50_000, 625]], // prettier-ignore
  silver: [[0, 500], [10_000, 800], [50_000, 1000]], // prettier-ignore
  gold: [[0, 850], [5_000, 1075], [25_000, 1333]], // prettier-ignore
};
const TIERS = Object.keys(LADDERS);

function plan(): CommissionPlan {
  const tiers = Object.entries(LADDERS).map(([tier, ladder]): [string, Band[]] => [
    tier,
    ladder.map(([edge, bps], i) => {
      const to = ladder[i + 1]?.[0];
      return { from: String(edge), ...(to !== undefined && { to: String(to) }), rate: `${bps / 100}%` };
    }),
  ]);
  const rule = { id: 'resale', title: 'Resale', trigger: 'sale_booked', basis: 'gross', bandsPer: 'period' } as const;
  const rules = [{ ...rule, tierDate: 'event' as const, tiers: Object.fromEntries(tiers) }];
  return { id: 'aw', title: 'AdventureWorks', currency: 'USD', rules };
}

/**
 * Most resellers order once a quarter, so no date can part their lines: a third of them changes tier from the ninth line
 * of an order on instead, which in the order of sale ids ("/10" before "/2") means back and forth.
 */
function tierOf(reseller: number, lineNumber: number): string {
  const promoted = reseller % 3 === 1 && lineNumber > 8 ? 1 : 0;
  return TIERS[(reseller % TIERS.length) + promoted] ?? 'gold';
}

/** The lines of each reseller and quarter, in the order of the file. */
function readGroups(): Map<string, SaleLine[]> {
  const groups = new Map<string, SaleLine[]>();
  const lineOfOrder = new Map<string, number>();
  for (const row of readFileSync(file, 'utf8').trimEnd().split(/\r?\n/).slice(1)) {
    const [order = '', date = '', product = '', reseller = '', , , , , , amount = ''] = row.split(',');
    const number = (lineOfOrder.get(order) ?? 0) + 1;
    lineOfOrder.set(order, number);
    const key = `${reseller} ${date.slice(0, 4)}-Q${Math.ceil(Number(date.slice(5, 7)) / 3)}`;
    const line: SaleLine = {
      saleId: `${order}/${number}`,
      source: 'aw',
      occurredOn: date,
      amountMinor: BigInt(Math.round(Number(amount) * 100)),
      currency: 'USD',
      kind: 'sale',
      product,
      tier: tierOf(Number(reseller), number),
    };
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  return groups;
}

/**
 * The same promise, computed another way: plain numbers of cents × 10^6 (all below 2^53), every prefix from scratch by
 * clipping it to each band, no running state but the prefix sum.
 */
function expectedCents(lines: SaleLine[]): Map<string, number> {
  const sorted = [...lines].sort((a, b) => (`${a.occurredOn} ${a.saleId}` < `${b.occurredOn} ${b.saleId}` ? -1 : 1));
  const commission = (tier: string, cents: number) => {
    const ladder = LADDERS[tier] ?? [];
    const millionths = ladder.reduce((sum, [edge, bps], i) => {
      const top = (ladder[i + 1]?.[0] ?? Infinity) * 100;
      return sum + Math.max(0, Math.min(cents, top) - edge * 100) * bps * 100;
    }, 0);
    const rest = millionths % 1_000_000;
    return (millionths - rest) / 1_000_000 + (rest >= 500_000 ? 1 : 0);
  };
  let cents = 0;
  return new Map(
    sorted.map((line) => {
      const before = commission(line.tier, cents);
      cents += Number(line.amountMinor);
      return [line.saleId, commission(line.tier, cents) - before];
    }),
  );
}

describe('57,851 real order lines', () => {
  (present ? it : it.skip)(`are priced per reseller and quarter to the cent, line by line${aloud}`, () => {
    const groups = readGroups();
    const [rule] = compilePlan(plan()).rules;
    if (!rule) throw new Error('the plan has one rule');
    const lists = [...groups.values()];
    expect(lists).toHaveLength(3_600);
    expect(lists.flat()).toHaveLength(57_851);
    expect(lists.flat().reduce((sum, line) => sum + line.amountMinor, 0n)).toBe(7_754_857_020n);

    const before = process.cpuUsage();
    const priced: PricedLine[][] = lists.map((lines) => priceLines(rule, 'USD', lines));
    const { user, system } = process.cpuUsage(before);
    const computedMs = (user + system) / 1_000;

    let differing = 0;
    let crossed = 0;
    let mixed = 0;
    lists.forEach((lines, i) => {
      const expected = expectedCents(lines);
      const result = priced[i] ?? [];
      expect(result).toHaveLength(lines.length);
      differing += result.filter((line) => Number(line.amountMinor) !== expected.get(line.saleId)).length;
      crossed += result.filter((line) => line.trace.steps.length > 1).length;
      mixed += new Set(result.map((line) => line.tier)).size > 1 ? 1 : 0;
    });
    expect(differing).toBe(0);
    // The comparison says little unless many lines cross an edge and many quarters mix tiers.
    expect(crossed).toBeGreaterThan(500);
    expect(mixed).toBeGreaterThan(100);
    // Measured at 0.3 s; a quadratic slip would be far above. Not by the clock: other files run beside this one.
    expect(computedMs).toBeLessThan(2_500);
  });
});
