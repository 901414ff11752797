import fc from 'fast-check';
import { addCivilDays } from '../../../domain/calendar';
import type { CommissionEvent, CommissionPosting } from '../../../domain/incentivize/commission-events';
import type { CommissionPlan } from '../../../domain/incentivize/commission-plan';
import { REVERSALS } from '../../../domain/incentivize/commission-plan';
import { bands, flat, LADDER } from '../../kit/commission';
import { eventOf, planWith, ruleOf, run } from '../../kit/commission-events';
import { dose } from '../../kit/dose';

const GROWTH = [
  { from: '0%', to: '20%', rate: '1%' },
  { from: '20%', rate: '3%' },
];
const cash = { trigger: 'cash_received', basis: 'cash' } as const;
const closing = { trigger: 'period_close', counts: 'sale_booked' } as const;

/** Nearly every word at once, without a cap. */
const PLAN: CommissionPlan = planWith(
  [
    ruleOf({
      id: 'base',
      group: 'g',
      priority: 1,
      bandsPer: 'period',
      tiers: { registered: flat('4%'), silver: LADDER },
    }),
    ruleOf({ id: 'other', group: 'g', priority: 2, bands: flat('4.5%'), floor: '3', tierDate: 'period_end' }),
    ruleOf({ id: 'large', scope: { dealSize: { from: '500' }, registered: true }, bands: flat('1.25%') }),
    ruleOf({ id: 'quota', bandsPer: 'period', bandsOn: 'quota', quota: '3000', bands: [{ from: '0%', to: '99.9%', rate: '1%' }, { from: '99.9%', rate: '7%' }] }), // prettier-ignore
    ruleOf({ id: 'term', bands: flat('9%'), clawback: [{ kinds: ['cancellation'], takes: 'unearned_months' }, { kinds: ['fraud'], takes: 'all' }, { takes: 'refunded', withinDays: 60 }] }), // prettier-ignore
    ruleOf({ id: 'first', ...cash, bands: flat('50%'), recurrence: { pays: 'once' } }),
    ruleOf({ id: 'three', ...cash, bands: flat('10%'), recurrence: { pays: 'payments', count: 3 } }),
    ruleOf({ id: 'months', ...cash, bands: flat('20%'), recurrence: { pays: 'months', count: 2 } }),
    ruleOf({ id: 'spiff', basis: 'count', payee: { role: 'P-sales' }, bands: [{ from: '0', each: '10.01' }] }),
    ruleOf({ id: 'volume', ...closing, bandsMode: 'whole', bands: bands(['0', '0%'], ['2000', '2%']) }),
    ruleOf({ id: 'growth', ...closing, bandsOn: 'growth', growth: { against: 'previous_period', pays: 'total' }, bands: GROWTH }), // prettier-ignore
    ruleOf({ id: 'retainer', trigger: 'period_close', basis: 'count', bands: [{ from: '0', each: '25' }] }),
    ruleOf({ id: 'draw', trigger: 'period_close', basis: 'count', guarantee: { amount: '400', recoverable: true } }),
  ],
  { groups: { g: 'best' } },
);

const BOOKS = {
  tiers: ['registered', 'silver'],
  partners: { acme: { tiers: [{ fromDay: '2026-03-01', tier: 'silver' }] } },
};

const day = fc.integer({ min: 0, max: 270 }).map((n) => addCivilDays('2026-01-01', n));
const amountMinor = fc.bigInt({ min: 0n, max: 300_000n });

/** Sales and payments with their reversals and corrections, and the closes of three quarters, one of them twice. */
const events = fc
  .array(
    fc.record({
      kind: fc.constantFrom('sale_booked' as const, 'cash_received' as const),
      day,
      amountMinor,
      registered: fc.boolean(),
      customerId: fc.constantFrom('k1', 'k2'),
      back: fc.array(fc.record({ kind: fc.constantFrom(...REVERSALS, 'correction' as const), day, amountMinor }), {
        maxLength: 2,
      }),
    }),
    { maxLength: 8 },
  )
  .map((list): CommissionEvent[] => {
    const closes = ['2026-Q1', '2026-Q2', '2026-Q3'].map((period) =>
      eventOf(`q${period}`, { kind: 'period_close', period }),
    );
    const twice = eventOf('again', { kind: 'period_close', period: '2026-Q2' });
    const rest = list.flatMap(({ back, day: occurredOn, amountMinor: minor, ...sale }, i) => [
      {
        ...eventOf(`s${i}`, { ...sale, occurredOn, termMonths: 6, people: [{ personId: 'p', role: 'P-sales' }] }),
        amountMinor: minor,
      },
      // Two corrections of one event: the one that arrives last holds, so that their order is not free.
      ...back
        .filter(({ kind }, j) => kind !== 'correction' || back.findIndex((each) => each.kind === 'correction') === j)
        .map((each, j) => ({
          ...eventOf(`t${i}${j}`, { kind: each.kind, of: `s${i}`, occurredOn: each.day }),
          amountMinor: each.amountMinor,
        })),
    ]);
    return [...rest, ...closes, twice];
  });

const shuffled = events.chain((list) =>
  fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
);

function sums(postings: readonly CommissionPosting[]): [string, bigint][] {
  const lines = new Map<string, bigint>();
  for (const { eventId, ruleId, payee, amountMinor: minor } of postings) {
    const key = `${eventId} ${ruleId} ${payee.id}`;
    lines.set(key, (lines.get(key) ?? 0n) + minor);
  }
  return [...lines].filter(([, minor]) => minor !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
}

describe('a plan of nearly every word', () => {
  it('comes to the same in whatever order its events arrive, exceptions too', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(shuffled, ([list, other]) => {
        const [one, two] = [list, other].map((each) => run(PLAN, each, BOOKS));
        expect(sums(two!.postings)).toEqual(sums(one!.postings));
        const told = [one, two].map((found) => found!.exceptions.map(({ message }) => message).sort());
        expect(told[1]).toEqual(told[0]);
        one!.postings.forEach(({ ruleId, amountMinor: minor }) => minor !== 0n && seen.add(ruleId));
      }),
      { numRuns: dose({ test: 200, hard: 400, soak: 30_000 }) },
    );
    // Every rule had its say.
    expect([...seen].sort()).toEqual(PLAN.rules.map(({ id }) => id).sort());
  });

  it('tells in each trace of a line what the line is, to the cent', () => {
    fc.assert(
      fc.property(shuffled, ([, other]) => {
        for (const { trace } of run(PLAN, other, BOOKS).postings) {
          if (!('steps' in trace) || trace.growth) continue;
          const cents = (text: string) => BigInt(text.replace('.', ''));
          expect(cents(trace.roundedAfter) - cents(trace.roundedBefore)).toBe(cents(trace.earned));
        }
      }),
      { numRuns: dose({ test: 100, hard: 200, soak: 10_000 }) },
    );
  });
});
