import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { compilePlan } from '../../../domain/incentivize/commission';
import { evaluate } from '../../../domain/incentivize/commission-evaluate';
import type { CommissionBooks, CommissionEvent } from '../../../domain/incentivize/commission-events';
import { EXCEPTIONS } from '../../../domain/incentivize/commission-events';
import type { CommissionPlan, FundTerms, PayoutTerms } from '../../../domain/incentivize/commission-plan';
import { BASES, CAP_SCOPES, REVERSALS, TRIGGERS } from '../../../domain/incentivize/commission-plan';
import { availableOf, reserveFund, settleClaim } from '../../../domain/incentivize/fund';
import { settle } from '../../../domain/incentivize/settlement';
import { formatAmount, parseAmount } from '../../../domain/money';
import { expandCalendar } from '../../../programs/calendar-table';
import { planSchema } from '../../../programs/schema-plan';
import type { EventLike } from '../../kit/commission-events';
import { booksOf, eventOf, told } from '../../kit/commission-events';

/** What a block of the page says. */
interface Example {
  plan?: Omit<CommissionPlan, 'id' | 'title' | 'currency'>;
  books?: Partial<CommissionBooks> & { zone?: string };
  events?: (EventLike & { id: string; on?: string; at?: string; quantity?: number | bigint })[];
  postings?: string[];
  exceptions?: string[];
  settle?: { terms: PayoutTerms; periods: Record<string, string>[] };
  fund?: { terms: FundTerms; allocated: string; claims: Record<string, string>[] };
}

const page = readFileSync(join(__dirname, '../../../docs/commission-plans.md'), 'utf8');
/** Each block under the heading and the number in it that name it. */
const EXAMPLES = page.split(/^## /m).flatMap((section) => {
  const heading = section.split('\n')[0] ?? '';
  return [...section.matchAll(/```yaml\n([\s\S]*?)```/g)].map(
    ([, text = ''], index): [name: string, example: Example] => [`${heading} (${index + 1})`, parse(text) as Example],
  );
});
const minor = (text = '0'): bigint => parseAmount(text, 'USD', { allowZero: true, allowNegative: true });
const usd = (amount: bigint): string => formatAmount(amount, 'USD');

/** The plan as a program would have it: titled, and of the shape that the schema demands. */
function planOf({ rules, ...terms }: NonNullable<Example['plan']>): CommissionPlan {
  const titled = rules.map((rule) => ({ ...rule, title: rule.id }));
  return planSchema.parse({ id: 'plan', title: 'Plan', currency: 'USD', rules: titled, ...terms });
}

function eventsOf(events: NonNullable<Example['events']>): CommissionEvent[] {
  return events.map(({ on, at, quantity, ...like }) =>
    eventOf(like.id, {
      ...like,
      ...(on !== undefined && { occurredOn: on }),
      ...(at !== undefined && { occurredAtMs: Date.parse(at) }),
      ...(quantity !== undefined && { quantity: BigInt(quantity) }),
    }),
  );
}

function booksFor({ zone, ...books }: NonNullable<Example['books']> = {}): CommissionBooks {
  const nowMs = Date.UTC(2026, 0, 1);
  const table = { workWeek: [1, 2, 3, 4, 5], holidayCountry: 'US', holidayState: undefined, nowMs };
  return booksOf({ ...books, ...(zone !== undefined && { calendar: expandCalendar({ ...table, zone }) }) });
}

describe('the page about commission plans', () => {
  const plans = EXAMPLES.filter(([, example]) => example.plan);
  it.each(plans)('is true: %s', (_, { plan, books, events = [], postings, exceptions = [] }) => {
    const found = evaluate(compilePlan(planOf(plan!)), eventsOf(events), booksFor(books));
    expect(told(found.postings)).toEqual(postings);
    expect(found.exceptions.map(({ code, eventId }) => `${code} ${eventId}`)).toEqual(exceptions);
    for (const { trace } of found.postings) expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
  });

  it.each(EXAMPLES.filter(([, example]) => example.settle))('is true: %s', (_, { settle: example }) => {
    let openMinor = 0n;
    for (const { earned, clawed, ...expected } of example!.periods) {
      const dues = { openMinor, earnedMinor: minor(earned), clawedMinor: minor(clawed) };
      const { reservedMinor, withheldMinor, paidMinor, closeMinor } = settle(example!.terms, 'USD', dues);
      const amounts = { reserved: reservedMinor, withheld: withheldMinor, paid: paidMinor, close: closeMinor };
      const told = Object.entries(amounts).map(([name, amount]) => [name, usd(amount)]);
      expect(Object.fromEntries(told)).toEqual({ reserved: '0.00', withheld: '0.00', ...expected });
      openMinor = closeMinor;
    }
  });

  it.each(EXAMPLES.filter(([, example]) => example.fund))('is true: %s', (_, { fund: example }) => {
    let fund = { currency: 'USD', allocatedMinor: minor(example!.allocated), reservedMinor: 0n, spentMinor: 0n };
    for (const { approved, spent, ended = '', claimed = '', ...expected } of example!.claims) {
      const claim = { approvedMinor: minor(approved), spentMinor: minor(spent), endedOn: ended, claimedOn: claimed };
      const outcome = settleClaim(reserveFund(fund, claim.approvedMinor), example!.terms, claim);
      fund = outcome.fund;
      const { payableMinor, releasedMinor } = outcome;
      const told = { paid: usd(payableMinor), released: usd(releasedMinor), available: usd(availableOf(fund)) };
      expect(told).toEqual(expected);
    }
  });

  it('leaves nothing out: each trigger, basis, reversal, cap and exception has its word on it', () => {
    const words = [...TRIGGERS, ...BASES, ...CAP_SCOPES, ...Object.keys(EXCEPTIONS)];
    expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
    const plain = page.toLowerCase();
    expect(REVERSALS.filter((kind) => !plain.includes(kind.replace('_', '-')))).toEqual([]);
    expect(EXAMPLES.length).toBeGreaterThan(25);
  });
});
