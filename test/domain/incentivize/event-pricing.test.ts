import fc from 'fast-check';
import { compilePlan } from '../../../domain/incentivize/commission';
import type { CommissionRule } from '../../../domain/incentivize/commission-plan';
import type { EventBooks, EventPosting, PostedByEvents } from '../../../domain/incentivize/event-pricing';
import { periodsByEvents, priceByEvents } from '../../../domain/incentivize/event-pricing';
import { explainEarning, pricePartner } from '../../../domain/incentivize/period-pricing';
import type { RecordedSale } from '../../../domain/incentivize/period-pricing';
import type { RecordedEvent } from '../../../domain/incentivize/recorded-event';
import { formatAmount, parseAmount } from '../../../domain/money';
import { bands, flat } from '../../kit/commission';
import { planWith, ruleOf } from '../../kit/commission-events';
import { dose } from '../../kit/dose';

const TIERS = ['registered', 'silver'];
let received = 0;

/** An event as recorded, received after the one before. */
function event(
  eventId: string,
  more: Partial<Omit<RecordedEvent, 'amountMinor'>> & { amount?: string } = {},
): RecordedEvent {
  const { amount, ...rest } = more;
  const money = amount === undefined ? null : parseAmount(amount, 'USD', { allowZero: true });
  return {
    ...{ eventId, eventKey: `cev-${eventId}`, source: 'crm', kind: 'deal_won', of: null, occurredOn: '2026-03-01' },
    ...{
      occurredMs: null,
      period: '2026-Q1',
      details: {},
      amountMinor: money,
      currency: money === null ? null : 'USD',
    },
    received: { wallMs: (received += 1), importId: 'imp', row: 1 },
    ...rest,
  };
}

const sale = (saleId: string, amount: string, occurredOn = '2026-03-01'): RecordedSale => ({
  ...{ saleId, saleKey: `sal-${saleId}`, source: 'crm', occurredOn, kind: 'sale', currency: 'USD' },
  amountMinor: parseAmount(amount, 'USD'),
});

/** Prices by one plan, or by that of the version that a period pins. */
function price(plans: CommissionRule[] | Record<number, CommissionRule[]>, books: Partial<EventBooks>) {
  const byVersion = Array.isArray(plans) ? { 1: plans } : plans;
  const terms = new Map(
    Object.entries(byVersion).map(([version, rules]) => [
      Number(version),
      { plan: compilePlan(planWith(rules)), tiers: TIERS },
    ]),
  );
  const whole: EventBooks = {
    ...{ partnerId: 'acme', periodUnit: 'quarter', facts: {}, sales: [], events: [], receipts: new Map() },
    ...{ pins: new Map(), version: 1, posted: [], range: { to: '2026-Q4' } },
    ...books,
  };
  const termsOf = (version: number) => terms.get(version)!;
  const byEvents = periodsByEvents(whole, termsOf);
  return priceByEvents(whole, byEvents ?? (() => false), termsOf);
}

const shown = (postings: readonly EventPosting[]): string[] =>
  postings.map(({ saleKey, eventKey, ruleId, revision, period, amountMinor, partnerId, personId }) => {
    const whom = personId ?? (partnerId === 'acme' ? '' : partnerId);
    return `${saleKey ?? eventKey} ${ruleId} ${revision} ${period} ${formatAmount(amountMinor, 'USD')} ${whom}`.trim();
  });

/** What is on record after these postings, revisions summed up as the database does. */
function onRecord(postings: readonly EventPosting[]): PostedByEvents[] {
  return postings.map((posting): PostedByEvents => {
    const { saleKey, eventKey, ruleId, overlay, revision, amountMinor, period, tier, partnerId, personId } = posting;
    const payee =
      personId === null ? { kind: 'partner' as const, id: partnerId } : { kind: 'person' as const, id: personId };
    const eventId = (saleKey ?? eventKey)!.slice(4);
    return { source: 'crm', eventId, ruleId, payee, overlay, revision, amountMinor, saleKey, eventKey, period, tier };
  });
}

const WON = ruleOf({ id: 'won', trigger: 'deal_won', bands: flat('10%') });

describe('a period priced by events', () => {
  it('posts the difference of a late, back-dated and corrected event, never an edit', () => {
    const rules = [ruleOf({ ...WON, bandsPer: 'period', bands: bands(['0', '10%'], ['1000', '20%']) })];
    const first = [event('d1', { amount: '800', occurredOn: '2026-02-10' })];
    const one = price(rules, { events: first });
    expect(shown(one.postings)).toEqual(['cev-d1 won 1 2026-Q1 80.00']);
    const late = [...first, event('d0', { amount: '700', occurredOn: '2026-01-05' })];
    const two = price(rules, { events: late, posted: onRecord(one.postings), pins: one.pinned });
    // By date it comes first, so the one that was posted climbs into the next band.
    expect(shown(two.postings)).toEqual(['cev-d1 won 2 2026-Q1 50.00', 'cev-d0 won 1 2026-Q1 70.00']);
    const posted = onRecord([...one.postings, ...two.postings]);
    const fixed = [...late, event('c1', { kind: 'correction', of: 'd0', amount: '0' })];
    const three = price(rules, { events: fixed, posted, pins: one.pinned });
    expect(shown(three.postings)).toEqual(['cev-d1 won 3 2026-Q1 -50.00', 'cev-d0 won 2 2026-Q1 -70.00']);
    const [posting] = three.postings;
    expect(posting).toMatchObject({ version: 1, trace: { cause: { id: 'c1' }, posted: '-50.00' } });
    expect(explainEarning({ ...posting!, trace: posting!.trace })).toMatch('Posted: -50.00 USD.');
    const all = onRecord([...one.postings, ...two.postings, ...three.postings]);
    expect(price(rules, { events: fixed, posted: all, pins: one.pinned }).postings).toEqual([]);
  });

  it('counts sales as events of the kind sale_booked, with their refunds and a chargeback from another door', () => {
    const rules = [ruleOf({ id: 'sales', bands: flat('10%') }), WON];
    const sales = [sale('s1', '100'), { ...sale('r1', '40', '2026-04-02'), kind: 'refund' as const, refundOf: 's1' }];
    const events = [event('d1', { amount: '50' }), event('b1', { kind: 'chargeback', of: 's1', amount: '60' })];
    const { postings } = price(rules, { sales, events });
    expect(shown(postings)).toEqual([
      'sal-s1 sales 1 2026-Q1 10.00',
      'sal-r1 sales 1 2026-Q1 -4.00',
      'cev-d1 won 1 2026-Q1 5.00',
      'cev-b1 sales 1 2026-Q1 -6.00',
    ]);
    // The ledger takes it from where the sale's earning is held.
    expect(postings.map(({ ofKey }) => ofKey)).toEqual(['sal-s1', 'sal-s1', 'cev-d1', 'sal-s1']);
  });

  it('of a plan that sales answer stays with its sales, but for periods whose sale an event takes back', () => {
    const rules = [ruleOf({ id: 'sales', bandsPer: 'period', bands: flat('10%') })];
    const termsOf = () => ({ plan: compilePlan(planWith(rules)), tiers: TIERS });
    const books = { periodUnit: 'quarter', pins: new Map<string, number>(), version: 1 } as const;
    const sales = [sale('s1', '100'), sale('s2', '100', '2026-05-01')];
    expect(periodsByEvents({ ...books, sales, events: [event('d1', { amount: '5' })] }, termsOf)).toBeNull();
    const events = [event('b1', { kind: 'chargeback', of: 's1' })];
    const byEvents = periodsByEvents({ ...books, sales, events }, termsOf)!;
    expect(['2026-Q1', '2026-Q2'].map(byEvents)).toEqual([true, false]);
    const left = pricePartner(
      { ...books, sales, tiers: [], posted: [], range: { to: '2026-Q4' }, leaveOut: byEvents },
      termsOf,
    );
    expect(left.postings.map(({ saleKey }) => saleKey)).toEqual(['sal-s2']);
  });

  it('takes what its own version says, and looks back on periods of other versions', () => {
    const cash = { trigger: 'cash_received', basis: 'cash' } as const;
    const rule = (rate: string) => [
      ruleOf({ id: 'two', ...cash, bands: flat(rate), recurrence: { pays: 'payments', count: 2 } }),
    ];
    const paid = (id: string, occurredOn: string) =>
      event(id, { kind: 'cash_received', amount: '100', occurredOn, details: { customerId: 'k' } });
    const events = [paid('c1', '2026-01-10'), paid('c2', '2026-04-10'), paid('c3', '2026-05-10')];
    const { postings, pinned } = price(
      { 1: rule('10%'), 2: rule('20%') },
      { events, pins: new Map([['2026-Q1', 1]]), version: 2 },
    );
    expect(shown(postings)).toEqual(['cev-c1 two 1 2026-Q1 10.00', 'cev-c2 two 1 2026-Q2 20.00']);
    expect([...pinned]).toEqual([['2026-Q2', 2]]);
  });

  it('pays people and other partners, and tells what it cannot price', () => {
    const rules = [
      ruleOf({ ...WON, bands: flat('10%') }),
      ruleOf({
        id: 'spiff',
        trigger: 'deal_won',
        basis: 'count',
        payee: { role: 'P-sales' },
        bands: [{ from: '0', each: '25' }],
      }),
      ruleOf({ id: 'net', trigger: 'invoice_issued', basis: 'net', bands: flat('10%') }),
    ];
    const credits = [
      { partnerId: 'acme', share: '70%' },
      { partnerId: 'berta', share: '30%' },
    ];
    const events = [
      event('d1', { amount: '100', details: { credits, people: [{ personId: 'p-1', role: 'P-sales' }] } }),
      event('i1', { kind: 'invoice_issued' }),
      event('x1', { amount: '5', currency: 'EUR' }),
    ];
    const { postings, exceptions, awaitingRate } = price(rules, { events });
    expect(shown(postings)).toEqual([
      'cev-d1 won 1 2026-Q1 7.00',
      'cev-d1 won 1 2026-Q1 3.00 berta',
      'cev-d1 spiff 1 2026-Q1 25.00 p-1',
    ]);
    expect(exceptions.map(({ code, eventId }) => `${code} ${eventId}`)).toEqual([
      'BASIS_MISSING i1',
      'RATE_AWAITED x1',
    ]);
    expect(awaitingRate).toBe(1);
  });

  it('earns by a closed period, certificates, milestones and leads as well', () => {
    const each = (id: string, trigger: CommissionRule['trigger'], more: Partial<CommissionRule> = {}) =>
      ruleOf({ id, trigger, basis: 'count', bands: [{ from: '0', each: '10' }], ...more });
    const rules = [
      each('badge', 'cert_earned', { scope: { certifications: ['seller'] } }),
      each('bounty', 'milestone', { scope: { milestones: ['first-win'] } }),
      each('lead', 'lead_accepted'),
      each('qualified', 'lead_qualified'),
      each('retainer', 'period_close'),
      ruleOf({ id: 'volume', trigger: 'period_close', counts: 'sale_booked', bandsMode: 'whole', bands: flat('2%') }),
    ];
    const events = [
      event('c1', { kind: 'cert_earned', details: { certification: 'seller' } }),
      event('m1', { kind: 'milestone', details: { milestone: 'first-win' } }),
      event('l1', { kind: 'lead_accepted' }),
      event('l2', { kind: 'lead_qualified' }),
      event('q1', { kind: 'period_close', occurredOn: '2026-03-31', details: { period: '2026-Q1' } }),
      event('w1', { kind: 'cancellation', of: 'c1' }),
    ];
    const { postings } = price(rules, { events, sales: [sale('s1', '500')] });
    expect(shown(postings)).toEqual([
      'cev-c1 badge 1 2026-Q1 10.00',
      'cev-m1 bounty 1 2026-Q1 10.00',
      'cev-l1 lead 1 2026-Q1 10.00',
      'cev-l2 qualified 1 2026-Q1 10.00',
      'cev-q1 retainer 1 2026-Q1 10.00',
      'cev-q1 volume 1 2026-Q1 10.00',
      'cev-w1 badge 1 2026-Q1 -10.00',
    ]);
  });

  it('comes to the same sums whenever it is priced between arrivals', () => {
    const rules = [
      ruleOf({ id: 'sales', bandsPer: 'period', bandsMode: 'whole', bands: bands(['0', '3%'], ['500', '5%']) }),
      ruleOf({ ...WON, floor: '1' }),
      ruleOf({ id: 'volume', trigger: 'period_close', counts: 'deal_won', bands: flat('1%') }),
    ];
    const day = fc.constantFrom('2026-01-02', '2026-02-14', '2026-03-31', '2026-04-01', '2026-06-30');
    const arrival = fc.record({
      day,
      amount: fc.integer({ min: 1, max: 90_000 }).map((minor) => formatAmount(BigInt(minor), 'USD')),
      what: fc.constantFrom('sale', 'deal_won', 'refund', 'chargeback', 'correction', 'period_close'),
      of: fc.nat({ max: 5 }),
      priceAfter: fc.boolean(),
    });
    const property = fc.property(fc.array(arrival, { minLength: 1, maxLength: 12 }), (arrivals) => {
      const sales: RecordedSale[] = [];
      const events: RecordedEvent[] = [];
      const postings: EventPosting[] = [];
      const pins = new Map<string, number>();
      const priceNow = (): void => {
        const priced = price(rules, { sales, events, pins, posted: onRecord(postings) });
        postings.push(...priced.postings);
        for (const [period, version] of priced.pinned) pins.set(period, version);
      };
      arrivals.forEach(({ day: occurredOn, amount, what, of, priceAfter }, n) => {
        const target = [...sales.map(({ saleId }) => saleId), ...events.map(({ eventId }) => eventId)][of];
        if (what === 'sale') sales.push(sale(`s${n}`, amount, occurredOn));
        else if (what === 'deal_won') events.push(event(`d${n}`, { amount, occurredOn }));
        else if (what === 'period_close') events.push(event(`q${n}`, { kind: what, occurredOn }));
        else if (target !== undefined)
          events.push(event(`x${n}`, { kind: what as RecordedEvent['kind'], of: target, amount, occurredOn }));
        if (priceAfter) priceNow();
      });
      priceNow();
      const sums = (all: readonly EventPosting[]): Record<string, string> => {
        const total: Record<string, bigint> = {};
        for (const { saleKey, eventKey, ruleId, period, amountMinor } of all) {
          const key = `${saleKey ?? eventKey} ${ruleId} ${period}`;
          total[key] = (total[key] ?? 0n) + amountMinor;
        }
        return Object.fromEntries(
          Object.entries(total)
            .filter(([, minor]) => minor !== 0n)
            .map(([key, minor]) => [key, String(minor)]),
        );
      };
      expect(sums(postings)).toEqual(sums(price(rules, { sales, events }).postings));
    });
    fc.assert(property, { numRuns: dose({ test: 150, hard: 600, soak: 50_000 }) });
  });
});
