import fc from 'fast-check';
import { addCivilDays } from '../../../domain/calendar';
import type { CommissionEvent, CommissionPosting } from '../../../domain/incentivize/commission-events';
import type { CommissionPlan, CommissionRule } from '../../../domain/incentivize/commission-plan';
import { formatAmount } from '../../../domain/money';
import { eventOf, planWith, ruleOf, run } from '../../kit/commission-events';
import type { Lines, NaiveEvent, NaivePlan, NaiveRule } from '../../kit/commission-oracle';
import { fromScratch, inTime, replayed } from '../../kit/commission-oracle';
import { dose } from '../../kit/dose';

const numRuns = dose({ test: 150, hard: 300, soak: 20_000 });

const bands = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 4_000 })), { minLength: 1, maxLength: 4 })
  .map((steps): NaiveRule['bands'] => {
    let edge = 0;
    return steps.map(([width, bps], index) => [index === 0 ? 0 : (edge += width * 5_000), bps]);
  });

/** One to four rules, some in a group, in the order of priority. */
const naivePlans = fc
  .record({
    rules: fc.array(fc.record({ perPeriod: fc.boolean(), whole: fc.boolean(), bands, grouped: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    }),
    choice: fc.constantFrom('best' as const, 'first' as const),
    caps: fc.array(
      fc.record({
        per: fc.constantFrom('customer' as const, 'partner' as const, 'period' as const, 'deal' as const),
        cents: fc.integer({ min: 0, max: 60_000 }),
        restore: fc.boolean(),
      }),
      { minLength: 1, maxLength: 3 },
    ),
  })
  .map(({ rules, choice, caps }): NaivePlan => {
    const grouped = rules.filter((rule) => rule.grouped).length > 1;
    return {
      rules: rules.map(({ grouped: own, ...rule }, i) => ({
        ...rule,
        id: `r${i}`,
        ...(own && grouped && { group: 'g' }),
      })),
      groups: grouped ? { g: choice } : {},
      caps,
    };
  });

/** Sales, and refunds of some of them, in the order in which they arrive: any. */
const naiveEvents = fc
  .array(
    fc.record({
      day: fc.integer({ min: 0, max: 200 }),
      cents: fc.integer({ min: 0, max: 300_000 }),
      customer: fc.constantFrom('k1', 'k2'),
      refunds: fc.array(
        fc.record({ later: fc.integer({ min: -5, max: 120 }), percent: fc.integer({ min: 0, max: 130 }) }),
        { maxLength: 2 },
      ),
      turn: fc.integer(),
    }),
    { maxLength: 9 },
  )
  .map((sales) => {
    const events = sales.flatMap(({ refunds, turn, ...sale }, i) => [
      { turn, event: { ...sale, id: `s${i}` } as NaiveEvent },
      ...refunds.map(({ later, percent }, j) => {
        const day = Math.max(0, sale.day + later);
        const cents = Math.floor((sale.cents * percent) / 100);
        // A turn of its own: a refund may even arrive before its sale.
        const event: NaiveEvent = { id: `t${i}${j}`, of: `s${i}`, day, cents, customer: sale.customer };
        return { turn: (turn * 7 + j * 13) | 0, event };
      }),
    ]);
    return events.sort((a, b) => a.turn - b.turn).map(({ event }) => event);
  });

const dollars = (cents: number): string => formatAmount(cents, 'USD');

function ruleFrom({ id, perPeriod, whole, bands: steps, group }: NaiveRule, priority: number): CommissionRule {
  return ruleOf({
    id,
    priority,
    bandsPer: perPeriod ? 'period' : 'event',
    bandsMode: whole ? 'whole' : 'marginal',
    bands: steps.map(([edge, bps], i) => {
      const to = steps[i + 1]?.[0];
      return { from: dollars(edge), ...(to !== undefined && { to: dollars(to) }), rate: `${bps / 100}%` };
    }),
    ...(group !== undefined && { group }),
  });
}

function planFrom({ rules, groups, caps }: NaivePlan, capped: boolean): CommissionPlan {
  return planWith(
    rules.map((rule, i) => ruleFrom(rule, i + 1)),
    {
      groups,
      ...(capped && { caps: caps.map(({ per, cents, restore }) => ({ per, amount: dollars(cents), restore })) }),
    },
  );
}

const eventFrom = ({ id, day, cents, of, customer }: NaiveEvent): CommissionEvent =>
  eventOf(id, {
    kind: of === undefined ? 'sale_booked' : 'refund',
    ...(of !== undefined && { of }),
    occurredOn: addCivilDays('2026-01-01', day),
    amount: dollars(cents),
    customerId: customer,
  });

function linesOf(postings: readonly CommissionPosting[]): Lines {
  const lines: Lines = new Map();
  for (const { eventId, ruleId, amountMinor } of postings) {
    const key = `${eventId} ${ruleId}`;
    lines.set(key, (lines.get(key) ?? 0) + Number(amountMinor));
  }
  return lines;
}

const withoutZeros = (lines: Lines): [string, number][] => [...lines].filter(([, cents]) => cents !== 0).sort();
const evaluated = (plan: CommissionPlan, events: readonly NaiveEvent[]) => run(plan, events.map(eventFrom)).postings;

describe('whatever happens, in whatever order', () => {
  it('without caps the postings add up to an evaluation from scratch, line by line', () => {
    let moved = 0;
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const postings = evaluated(planFrom(naive, false), events);
        expect(withoutZeros(linesOf(postings))).toEqual(withoutZeros(fromScratch(naive, events)));
        moved += postings.filter(({ revision }) => revision > 1).length;
      }),
      { numRuns },
    );
    // The comparison says little unless late events move what was posted.
    expect(moved).toBeGreaterThan(50);
  });

  it('without caps every order of arrival comes to the same', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const plan = planFrom(naive, false);
        expect(withoutZeros(linesOf(evaluated(plan, events)))).toEqual(
          withoutZeros(linesOf(evaluated(plan, inTime(events)))),
        );
      }),
      { numRuns },
    );
  });

  it('with caps each arrival posts what a naive replay in posting order posts', () => {
    let cut = 0;
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const postings = evaluated(planFrom(naive, true), events);
        const expected = replayed(naive, events);
        events.forEach((event, at) => {
          const own = linesOf(postings.filter(({ cause }) => cause.id === event.id));
          expect(withoutZeros(own)).toEqual(withoutZeros(expected[at]!));
        });
        cut += postings.filter(({ trace }) => trace.caps !== undefined).length;
      }),
      { numRuns },
    );
    expect(cut).toBeGreaterThan(50);
  });

  it('with caps that restore, no balance is ever above its cap', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const [cap] = naive.caps;
        const plan = planFrom({ ...naive, caps: [{ ...cap!, per: 'partner', restore: true }] }, true);
        let total = 0n;
        for (const { amountMinor } of evaluated(plan, events)) {
          total += amountMinor;
          expect(total <= BigInt(cap!.cents)).toBe(true);
        }
      }),
      { numRuns },
    );
  });

  it('caps that never cut change nothing', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const caps = naive.caps.map((cap) => ({ ...cap, cents: 1e12, restore: true }));
        const [free, capped] = [false, true].map((on) => evaluated(planFrom({ ...naive, caps }, on), events));
        expect(capped).toEqual(free);
      }),
      { numRuns },
    );
  });

  it('refunds never take back more than their scope has earned', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, fc.boolean(), (naive, events, capped) => {
        const scopes = new Map<string, bigint>();
        const ofSale = new Map(events.map(({ id, of }) => [id, of ?? id]));
        const periodic = new Set(naive.rules.filter((rule) => rule.perPeriod).map(({ id }) => id));
        const postings = evaluated(planFrom(naive, capped), events);
        events.forEach((event) => {
          for (const { eventId, ruleId, period, amountMinor } of postings.filter(
            ({ cause }) => cause.id === event.id,
          )) {
            const scope = `${ruleId} ${periodic.has(ruleId) ? period : ofSale.get(eventId)}`;
            scopes.set(scope, (scopes.get(scope) ?? 0n) + amountMinor);
          }
          for (const total of scopes.values()) expect(total >= 0n).toBe(true);
        });
      }),
      { numRuns },
    );
  });

  it('amounts and bands a thousand times larger earn a thousand times more, up to rounding', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const plain = { ...naive, rules: naive.rules.map(({ group: _, ...rule }) => rule), groups: {} };
        const rules = plain.rules.map((rule) => ({
          ...rule,
          bands: rule.bands.map(([edge, bps]): [number, number] => [edge * 1_000, bps]),
        }));
        const small = linesOf(evaluated(planFrom(plain, false), events));
        const grown = events.map((event) => ({ ...event, cents: event.cents * 1_000 }));
        const large = linesOf(evaluated(planFrom({ ...plain, rules }, false), grown));
        // Each line is a difference of two roundings of at most half a cent, here of half a cent times a thousand.
        for (const [key, cents] of large) expect(Math.abs(cents - 1_000 * (small.get(key) ?? 0))).toBeLessThan(1_002);
      }),
      { numRuns },
    );
  });

  it('what is posted already is not posted again, and the rest is exactly the difference', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, fc.nat(), fc.boolean(), (naive, events, at, capped) => {
        const plan = planFrom(naive, capped);
        const all = events.map(eventFrom);
        const posted = run(plan, all.slice(0, at % (all.length + 1))).postings;
        const rest = run(plan, all, { posted }).postings;
        const sum = linesOf([...posted, ...rest]);
        expect(withoutZeros(sum)).toEqual(withoutZeros(linesOf(run(plan, all).postings)));
        expect(run(plan, all, { posted: [...posted, ...rest] }).postings).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('the same event twice is the same as once', () => {
    fc.assert(
      fc.property(naivePlans, naiveEvents, (naive, events) => {
        const plan = planFrom(naive, true);
        const all = events.map(eventFrom);
        expect(run(plan, [...all, ...all])).toEqual(run(plan, all));
      }),
      { numRuns },
    );
  });

  it('the parts of a split sum to the whole at every step, and an overlay is its share of it', () => {
    const weights = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(naivePlans, naiveEvents, weights, (naive, events, parts) => {
        const plan = planFrom({ ...naive, groups: naive.groups }, false);
        const whole = parts.reduce((sum, part) => sum + part, 0);
        const credits = parts.map((part, i) => ({ partnerId: `p${i}`, share: `${part}/${whole}` }));
        const overlay = { partnerId: 'o', share: '12.5%', overlay: true };
        const shared = events.map(eventFrom).map((event) => ({ ...event, credits: [...credits, overlay] }));
        const alone = evaluated(plan, events);
        const split = run(plan, shared).postings;
        events.forEach((_, at) => {
          const until = new Set(events.slice(0, at + 1).map(({ id }) => id));
          const seen = (list: readonly CommissionPosting[]) => list.filter(({ cause }) => until.has(cause.id));
          const parted = seen(split).filter((posting) => !posting.overlay);
          expect(withoutZeros(linesOf(parted))).toEqual(withoutZeros(linesOf(seen(alone))));
        });
        for (const [rule, sale] of naive.rules.flatMap(({ id }) => events.map((event) => [id, event.of ?? event.id]))) {
          const own = (posting: CommissionPosting) =>
            posting.ruleId === rule && events.some(({ id, of }) => id === posting.eventId && (of ?? id) === sale);
          const total = (list: CommissionPosting[]) => list.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
          const cents = Number(total(alone.filter(own)));
          const expected = Math.sign(cents) * Math.floor((Math.abs(cents) * 125 + 500) / 1_000);
          expect(Number(total(split.filter((posting) => posting.overlay && own(posting))))).toBe(expected + 0);
        }
      }),
      { numRuns },
    );
  });
});
