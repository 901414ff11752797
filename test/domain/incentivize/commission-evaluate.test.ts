import { DomainError } from '../../../domain/errors';
import type { CommissionEvent } from '../../../domain/incentivize/commission-events';
import type { Cap } from '../../../domain/incentivize/commission-plan';
import { explainPosting } from '../../../domain/incentivize/commission-posting-trace';
import { bands, flat, LADDER } from '../../kit/commission';
import type { EventLike } from '../../kit/commission-events';
import { amountsOf, eventOf, planWith, ruleOf, run, sumOf, told } from '../../kit/commission-events';

const share = (rate: string, more = {}) => ruleOf({ bands: flat(rate), ...more });
const refund = (id: string, of: string, amount?: string, more: EventLike = {}) =>
  eventOf(id, { kind: 'refund', of, occurredOn: '2026-04-01', ...(amount !== undefined && { amount }), ...more });
const codes = ({ exceptions }: { exceptions: { code: string; eventId: string }[] }): string[] =>
  exceptions.map(({ code, eventId }) => `${code} ${eventId}`);

describe('what arrives late or out of order', () => {
  it('a refund waits for its sale, and takes back once that arrives', () => {
    const early = run(planWith([share('10%')]), [refund('r', 's', '40')]);
    expect(codes(early)).toEqual(['ORIGINAL_UNKNOWN r']);
    const both = run(planWith([share('10%')]), [refund('r', 's', '40'), eventOf('s', { amount: '100' })]);
    expect(told(both.postings)).toEqual(['s resale 10.00', 'r resale -4.00']);
    expect(codes(both)).toEqual([]);
  });

  it('a refund that is dated before its sale still comes after it', () => {
    const events = [eventOf('s', { amount: '100' }), refund('r', 's', '100', { occurredOn: '2026-01-05' })];
    const { postings } = run(planWith([ruleOf({ bandsPer: 'period', bands: LADDER })]), events);
    expect(told(postings)).toEqual(['s resale 5.00', 'r resale -5.00']);
    expect(postings.map(({ period }) => period)).toEqual(['2026-Q1', '2026-Q1']);
  });

  it('a correction may come first, may change the day, and names what it caused', () => {
    const correction = eventOf('c', { kind: 'correction', of: 's', amount: '60000' });
    const plan = planWith([ruleOf({ bandsPer: 'period', bands: LADDER })]);
    const { postings } = run(plan, [eventOf('t', { amount: '10000', occurredOn: '2026-03-05' }), eventOf('s', { amount: '10000' }), correction]); // prettier-ignore
    expect(told(postings)).toEqual(['t resale 500.00', 's resale 500.00', 't resale 300.00', 's resale 4200.00', 't resale 200.00']); // prettier-ignore
    expect(postings.map(({ cause }) => cause.id)).toEqual(['t', 's', 's', 'c', 'c']);
    expect(postings.map(({ revision }) => revision)).toEqual([1, 1, 2, 2, 3]);
    expect(codes(run(plan, [correction]))).toEqual(['ORIGINAL_UNKNOWN c']);
    expect(sumOf(run(plan, [correction, eventOf('s', { amount: '10000' })]).postings)).toBe('4700.00');
  });

  it('events of one day follow their instants, then their ids', () => {
    const at = (id: string, occurredAtMs: number) =>
      eventOf(id, { amount: '6000', occurredOn: '2026-03-01', occurredAtMs });
    const plan = planWith([ruleOf({ bandsPer: 'period', bands: LADDER })]);
    expect(told(run(plan, [at('a', 3_000), at('b', 1_000), at('c', 1_000)]).postings)).toEqual([
      'a resale 300.00',
      'b resale 300.00',
      'a resale 60.00',
      'c resale 360.00',
      'a resale 120.00',
    ]);
  });

  it('what is gone is taken back from what is on record', () => {
    const plan = planWith([share('10%')]);
    const posted = run(plan, [eventOf('s', { amount: '100' }), eventOf('t', { amount: '50' })]).postings;
    const left = run(plan, [eventOf('t', { amount: '50' })], { posted }).postings;
    expect(told(left)).toEqual(['s resale -10.00']);
    expect(left[0]).toMatchObject({ revision: 2, trace: { kind: 'withdrawn', posted: '-10.00' } });
  });

  it('another event with a known id is left out and told', () => {
    const found = run(planWith([share('10%')]), [eventOf('s', { amount: '1' }), eventOf('s', { amount: '2' })]);
    expect([told(found.postings), codes(found)]).toEqual([['s resale 0.10'], ['EVENT_CONFLICT s']]);
  });

  it.each<[string, EventLike]>([
    ['no day', { occurredOn: undefined }],
    ['an instant without a calendar', { occurredOn: undefined, occurredAtMs: 1 }],
  ])('an event with %s is a mistake of ours', (_, like) => {
    expect(() => run(planWith([share('10%')]), [eventOf('s', { amount: '1', ...like })])).toThrow(DomainError);
  });

  it('a negative amount is a mistake of ours: a refund is a kind', () => {
    expect(() => run(planWith([share('10%')]), [{ ...eventOf('s'), amountMinor: -1n }])).toThrow(
      /negative amountMinor -1/,
    );
  });
});

describe('caps', () => {
  const sales = (customers: string[], amount = '100', more: EventLike = {}) =>
    customers.map((customerId, i) => eventOf(`s${i}`, { customerId, amount, ...more }));
  const capped = (cap: Cap, events: ReturnType<typeof sales>, rules = [share('10%')]): string[] =>
    amountsOf(run(planWith(rules, { caps: [cap] }), events).postings);

  it('of customers are kept apart, and a sale without one shares a balance with the others like it', () => {
    expect(capped({ per: 'customer', amount: '15' }, sales(['k', 'l', 'k', 'l']))).toEqual(['10.00', '10.00', '5.00', '5.00']); // prettier-ignore
    const nameless = [eventOf('a', { amount: '100' }), eventOf('b', { amount: '100' })];
    expect(capped({ per: 'customer', amount: '15' }, nameless)).toEqual(['10.00', '5.00']);
  });

  it('of partners begin anew after their months, also for what arrives late', () => {
    const on = ['2026-01-31', '2026-02-27', '2026-02-28', '2025-12-31'];
    const events = on.map((occurredOn, i) => eventOf(`s${i}`, { amount: '100', occurredOn }));
    expect(capped({ per: 'partner', amount: '15', months: 1 }, events)).toEqual(['10.00', '5.00', '10.00', '10.00']);
  });

  it('of a period and of a program: the one of each partner, the other of all', () => {
    const events = ['acme', 'bolt', 'acme'].map((partnerId, i) => eventOf(`s${i}`, { amount: '100', partnerId }));
    expect(capped({ per: 'period', amount: '15' }, events)).toEqual(['10.00', '10.00', '5.00']);
    expect(capped({ per: 'program', amount: '25' }, events)).toEqual(['10.00', '10.00', '5.00']);
  });

  it('of a deal hold over all of its events', () => {
    const events = ['d', 'd', 'e'].map((dealId, i) => eventOf(`s${i}`, { amount: '100', dealId }));
    expect(capped({ per: 'deal', amount: '12' }, events)).toEqual(['10.00', '2.00', '10.00']);
    expect(capped({ per: 'deal', rate: '8%' }, events)).toEqual(['8.00', '8.00', '8.00']);
  });

  it('only touch the rules that they name, and the strictest one decides', () => {
    const rules = [share('10%', { id: 'a', priority: 1 }), share('10%', { id: 'b', priority: 2 })];
    const plan = planWith(rules, { caps: [{ per: 'deal', amount: '4', rules: ['b'] }, { per: 'partner', amount: '12' }] }); // prettier-ignore
    const { postings } = run(plan, [eventOf('s', { amount: '100' })]);
    expect(told(postings)).toEqual(['s a 10.00', 's b 2.00']);
    expect(postings[1]?.trace.caps).toEqual([
      { cap: '4 per deal', room: '4.00', wanted: '10.00', granted: '4.00' },
      { cap: '12 per partner', room: '2.00', wanted: '4.00', granted: '2.00' },
    ]);
  });

  it('leave a sale what it was granted as long as what is left of it would earn as much', () => {
    const events = [...sales(['k', 'k']), refund('r1', 's1', '50'), refund('r2', 's1', '50')];
    expect(capped({ per: 'customer', amount: '15' }, events)).toEqual(['10.00', '5.00', '0.00', '-5.00']);
  });

  it('do not restore where the plan says so', () => {
    const events = [...sales(['k']), refund('r', 's0', '100'), eventOf('t', { amount: '100', customerId: 'k' })];
    expect(capped({ per: 'customer', amount: '15' }, events)).toEqual(['10.00', '-10.00', '10.00']);
    expect(capped({ per: 'customer', amount: '15', restore: false }, events)).toEqual(['10.00', '-10.00', '5.00']);
  });

  it('let a retroactive rule true up, and a refund reverse what its own sale was granted', () => {
    const rules = [ruleOf({ bandsPer: 'period', bandsMode: 'whole', bands: bands(['0', '5%'], ['200', '10%']) })];
    const events = [...sales(['k', 'k', 'k']), refund('r1', 's0', '100'), refund('r2', 's1', '100')];
    // Without the cap 10 and 15 would be taken back: 8 of the third sale had been cut, and pay for the rest of the first.
    expect(capped({ per: 'period', amount: '22' }, events, rules)).toEqual(['5.00', '15.00', '2.00', '-5.00', '-15.00']); // prettier-ignore
    expect(capped({ per: 'period', amount: '99' }, events, rules)).toEqual(['5.00', '15.00', '10.00', '-10.00', '-15.00']); // prettier-ignore
  });
});

describe('who is paid', () => {
  it('keeps parts and whole together while refunds come', () => {
    const credits = ['c', 'a', 'b'].map((partnerId) => ({ partnerId, share: '1/3' }));
    const { postings } = run(planWith([share('100%')]), [
      eventOf('s', { amount: '1.00', credits }),
      refund('r1', 's', '0.01'),
      refund('r2', 's', '0.99'),
    ]);
    expect(told(postings)).toEqual([
      's resale 0.34 to a',
      's resale 0.33 to b',
      's resale 0.33 to c',
      'r1 resale -0.01 to a',
      'r1 resale 0.00 to b',
      'r1 resale 0.00 to c',
      'r2 resale -0.33 to a',
      'r2 resale -0.33 to b',
      'r2 resale -0.33 to c',
    ]);
    expect(postings[3]?.trace.shared).toEqual({ share: '1/3', wholeBefore: '1.00', wholeAfter: '0.99' });
  });

  it('moves the shares where a correction says that others have worked on it, the amount being the same or not', () => {
    const credits = (a: string, b: string) => [
      { partnerId: 'a', share: a },
      { partnerId: 'b', share: b },
    ];
    const correction = (id: string, more: Partial<CommissionEvent>) => ({
      ...eventOf(id, { kind: 'correction', of: 's' }),
      ...more,
    });
    const { amountMinor: _gross, currency: _in, ...silent } = correction('c1', { credits: credits('60%', '40%') });
    const events = [
      eventOf('s', { amount: '100.01' }),
      refund('r', 's', '0.01'),
      silent,
      correction('c2', { amountMinor: 20_001n, credits: [{ partnerId: 'b', share: '100%' }] }),
    ];
    const { postings } = run(planWith([share('100%')]), events);
    expect(told(postings)).toEqual([
      's resale 100.01',
      'r resale -0.01',
      's resale 60.00 to a',
      's resale 40.00 to b',
      's resale -100.00',
      's resale 160.00 to b',
      's resale -60.00 to a',
    ]);
    expect(postings[4]?.trace.shared).toEqual({ share: '0', wholeBefore: '100.00', wholeAfter: '100.00' });
    const sums = new Map<string, bigint>();
    for (const { payee, amountMinor } of postings) sums.set(payee.id, (sums.get(payee.id) ?? 0n) + amountMinor);
    expect(Object.fromEntries(sums)).toEqual({ acme: 0n, a: 0n, b: 20_000n });
  });

  it('gives a partner that played two parts both shares, once', () => {
    const split = { shares: { sourced: '25%', sold: '50%', served: '25%' } };
    const credits = [
      { partnerId: 'bolt', part: 'sourced' },
      { partnerId: 'bolt', part: 'served' },
    ];
    const { postings } = run(planWith([share('10%', { split })]), [eventOf('s', { amount: '100', credits })]);
    expect(told(postings)).toEqual(['s resale 5.00', 's resale 5.00 to bolt']);
  });

  it('a guarantee that is not recoverable is given again, and follows late changes', () => {
    const guarantee = { amount: '100', recoverable: false };
    const plan = planWith([share('10%'), ruleOf({ id: 'least', trigger: 'period_close', basis: 'count', guarantee })]);
    const close = (id: string, period: string) => eventOf(id, { kind: 'period_close', period });
    const { postings } = run(plan, [
      close('q1', '2026-Q1'),
      close('q2', '2026-Q2'),
      eventOf('s', { amount: '300', occurredOn: '2026-02-02' }),
      eventOf('t', { amount: '2000', occurredOn: '2026-05-02' }),
    ]);
    expect(told(postings)).toEqual(['q1 least 100.00', 'q2 least 100.00', 's resale 30.00', 'q1 least -30.00', 't resale 200.00', 'q2 least -100.00']); // prettier-ignore
    expect(explainPosting(postings[3]!.trace)).toBe(
      "The period's rules earned 30.00 USD; 100.00 is guaranteed, and 0.00 had been drawn before: this moves 70.00 USD. Posted: -30.00 USD.",
    );
  });
});
