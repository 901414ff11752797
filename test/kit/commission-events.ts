/** Builders for the engine's tests: rules, events, and what was posted, in the words of a partner manager. */
import { compilePlan } from '../../domain/incentivize/commission';
import { evaluate } from '../../domain/incentivize/commission-evaluate';
import type {
  CommissionBooks,
  CommissionEvent,
  CommissionPosting,
  Evaluation,
} from '../../domain/incentivize/commission-events';
import type { CommissionPlan, CommissionRule } from '../../domain/incentivize/commission-plan';
import { formatAmount, parseAmount } from '../../domain/money';

/** A rule that pays a share of each sale, unless told otherwise. */
export function ruleOf(more: Partial<CommissionRule> = {}): CommissionRule {
  const amount = more.tiers ?? more.bands ?? more.guarantee;
  const base = { id: 'resale', title: 'Resale', trigger: 'sale_booked', basis: 'gross' } as const;
  return { ...base, ...(!amount && { bands: [{ from: '0', rate: '10%' }] }), ...more };
}

/** A plan in US dollars. */
export function planWith(rules: CommissionRule[], more: Partial<CommissionPlan> = {}): CommissionPlan {
  return { id: 'plan', title: 'Plan', currency: 'USD', rules, ...more };
}

/** What a test says of an event; amounts in major units of its currency. */
export type EventLike = Omit<Partial<CommissionEvent>, MinorField> & Partial<Record<MajorField, string>>;
type MajorField = 'amount' | 'discount' | 'tax' | 'freight' | 'cost' | 'acv' | 'tcv';
type MinorField = `${MajorField}Minor`;

const MAJOR_FIELDS: readonly MajorField[] = ['amount', 'discount', 'tax', 'freight', 'cost', 'acv', 'tcv'];

/** A sale of partner `acme` on 1 March 2026 in US dollars, unless told otherwise. */
export function eventOf(id: string, like: EventLike = {}): CommissionEvent {
  const { amount: _a, discount: _d, tax: _t, freight: _f, cost: _c, acv: _v, tcv: _w, ...rest } = like;
  const day = rest.occurredAtMs === undefined && rest.period === undefined && { occurredOn: '2026-03-01' };
  const currency = rest.currency ?? 'USD';
  const event: CommissionEvent = {
    id,
    source: 'crm',
    kind: 'sale_booked',
    partnerId: 'acme',
    ...day,
    currency,
    ...rest,
  };
  for (const field of MAJOR_FIELDS) {
    const text = like[field];
    if (text !== undefined) event[`${field}Minor`] = parseAmount(text, currency, { allowZero: true });
  }
  return event;
}

/** Books of quarters with three tiers, of whom nothing is known. */
export function booksOf(more: Partial<CommissionBooks> = {}): CommissionBooks {
  return { periodUnit: 'quarter', tiers: ['registered', 'silver', 'gold'], ...more };
}

/** Compiles and evaluates. */
export function run(
  plan: CommissionPlan,
  events: readonly CommissionEvent[],
  books: Partial<CommissionBooks> = {},
): Evaluation {
  return evaluate(compilePlan(plan), events, booksOf(books));
}

/** Postings as short texts: `event rule amount`, with the payee where it is not acme, and a mark for overlays. */
export function told(postings: readonly CommissionPosting[]): string[] {
  return postings.map(({ eventId, ruleId, payee, overlay, amountMinor, currency }) => {
    const whom = payee.id === 'acme' ? '' : ` to ${payee.id}`;
    return `${eventId} ${ruleId} ${formatAmount(amountMinor, currency)}${whom}${overlay ? ' (overlay)' : ''}`;
  });
}

/** The amounts alone. */
export const amountsOf = (postings: readonly CommissionPosting[]): string[] =>
  postings.map(({ amountMinor, currency }) => formatAmount(amountMinor, currency));

/** The sum of postings, all or those that a test picks. */
export function sumOf(
  postings: readonly CommissionPosting[],
  pick: (posting: CommissionPosting) => boolean = () => true,
): string {
  const minor = postings.filter(pick).reduce((total, posting) => total + posting.amountMinor, 0n);
  return formatAmount(minor, postings[0]?.currency ?? 'USD');
}
