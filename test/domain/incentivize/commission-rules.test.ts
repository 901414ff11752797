import { DomainError } from '../../../domain/errors';
import { addCivilMonths, monthsBegun } from '../../../domain/civil-date';
import type { CommissionPosting } from '../../../domain/incentivize/commission-events';
import { explainPosting } from '../../../domain/incentivize/commission-posting-trace';
import { settle } from '../../../domain/incentivize/settlement';
import { reserveFund } from '../../../domain/incentivize/fund';
import { rateToPin } from '../../../domain/incentivize/exchange';
import { flat, LADDER } from '../../kit/commission';
import type { EventLike } from '../../kit/commission-events';
import { amountsOf, eventOf, planWith, ruleOf, run, sumOf, told } from '../../kit/commission-events';

const share = (rate: string, more = {}) => ruleOf({ bands: flat(rate), ...more });
const refund = (id: string, of: string, amount?: string, more: EventLike = {}) =>
  eventOf(id, { kind: 'refund', of, occurredOn: '2026-04-01', ...(amount !== undefined && { amount }), ...more });
const codes = ({ exceptions }: { exceptions: { code: string; eventId: string }[] }): string[] =>
  exceptions.map(({ code, eventId }) => `${code} ${eventId}`);

describe('taking back', () => {
  const plan = (takes: 'refunded' | 'all' | 'nothing' | 'unearned_months') =>
    planWith([share('10%', { clawback: [{ takes }] })]);

  it.each([
    ['refunded', '-2.50'],
    ['all', '-10.00'],
  ] as const)('%s, of a quarter of a sale', (takes, expected) => {
    expect(amountsOf(run(plan(takes), [eventOf('s', { amount: '100' }), refund('r', 's', '25')]).postings)[1]).toBe(
      expected,
    );
  });

  it('nothing, where the rule says so: no line', () => {
    expect(told(run(plan('nothing'), [eventOf('s', { amount: '100' }), refund('r', 's', '25')]).postings)).toEqual(['s resale 10.00']); // prettier-ignore
  });

  it('a reversal without an amount is of the whole', () => {
    const events = [eventOf('s', { amount: '100' }), refund('r1', 's', '30'), refund('r2', 's')];
    expect(amountsOf(run(plan('refunded'), events).postings)).toEqual(['10.00', '-3.00', '-7.00']);
  });

  it('more than was left is told, and no more than was earned is taken', () => {
    const found = run(plan('refunded'), [eventOf('s', { amount: '100' }), refund('r', 's', '130')]);
    expect([sumOf(found.postings), codes(found)]).toEqual(['0.00', ['OVER_REVERSED r']]);
  });

  it('in another currency than the sale waits to be corrected', () => {
    const found = run(plan('refunded'), [eventOf('s', { amount: '100' }), refund('r', 's', '50', { currency: 'EUR' })]);
    expect([sumOf(found.postings), codes(found)]).toEqual(['10.00', ['CURRENCY_DIFFERS r']]);
  });

  it('unearned months: a month that has begun is earned, and without a term the refund counts', () => {
    const events = (occurredOn: string, termMonths?: number) => [
      eventOf('s', { amount: '1200', occurredOn: '2026-01-31', ...(termMonths && { termMonths }) }),
      refund('r', 's', '600', { occurredOn }),
    ];
    const taken = (occurredOn: string, term?: number) =>
      amountsOf(run(plan('unearned_months'), events(occurredOn, term)).postings)[1];
    expect(
      ['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01', '2026-12-31', '2027-06-01'].map((day) => taken(day, 12)),
    ).toEqual([
      // prettier-ignore
      '-120.00',
      '-110.00',
      '-110.00',
      '-100.00',
      '-10.00',
      '0.00', // prettier-ignore
    ]);
    expect(taken('2026-02-01')).toBe('-60.00');
    expect(codes(run(plan('unearned_months'), events('2026-02-01')))).toEqual(['TERM_MISSING r']);
  });

  it('units by the units that came back, net by the net, margin in proportion', () => {
    const rules = [
      ruleOf({ id: 'units', basis: 'units', bands: [{ from: '0', each: '2' }] }),
      share('10%', { id: 'net', basis: 'net' }),
      share('10%', { id: 'margin', basis: 'margin' }),
    ];
    const sold = eventOf('s', { amount: '120', tax: '20', cost: '40', quantity: 6n });
    const { postings } = run(planWith(rules), [sold, refund('r', 's', '30', { tax: '5', quantity: 1n })]);
    expect(told(postings)).toEqual(['s units 12.00', 's net 10.00', 's margin 6.00', 'r units -2.00', 'r net -2.50', 'r margin -1.50']); // prettier-ignore
  });
});

describe('other currencies', () => {
  const rates = [{ source: 'ECB', from: 'KWD', to: 'USD', on: '2026-02-01', rate: '3.25' }];

  it('are exact until the one rounding, whatever their decimals', () => {
    const plan = planWith([share('7.5%')], { rates: { source: 'ECB' } });
    const { postings } = run(plan, [eventOf('s', { currency: 'KWD', amount: '12.345' })], { rates });
    // 12.345 × 3.25 × 7.5 % = 3.00909375
    expect(amountsOf(postings)).toEqual(['3.01']);
    expect(postings[0]?.trace).toMatchObject({
      exactAfter: '3.00909375',
      basisAfter: '40.12125',
      exchange: { amount: '12.345', currency: 'KWD', rate: '3.25', source: 'ECB', on: '2026-02-01' },
    });
  });

  it('take the rate that an event brings before any other, and only the source of the plan', () => {
    const rate = { rate: '3', source: 'bank', on: '2026-03-01' };
    const plan = planWith([share('100%')], { rates: { source: 'FED' } });
    const pinned = run(plan, [eventOf('s', { currency: 'KWD', amount: '1', rate })], { rates });
    expect(amountsOf(pinned.postings)).toEqual(['3.00']);
    expect(codes(run(plan, [eventOf('s', { currency: 'KWD', amount: '1' })], { rates }))).toEqual(['RATE_AWAITED s']);
  });

  it('wait for the day that the plan pins the rate of', () => {
    const pair = { from: 'KWD', to: 'USD' };
    const by = { terms: { source: 'ECB', date: 'payout' as const }, rates };
    expect(rateToPin(pair, { event: '2026-03-01' }, by)).toBeUndefined();
    expect(rateToPin(pair, { event: '2026-03-01', payout: '2026-04-01' }, by)).toEqual({ rate: '3.25', source: 'ECB', on: '2026-02-01' }); // prettier-ignore
  });
});

describe('growth', () => {
  const growth = (against: 'previous_period' | 'previous_year') =>
    planWith([
      ruleOf({
        trigger: 'period_close',
        counts: 'invoice_issued',
        bandsOn: 'growth',
        growth: { against, pays: 'increment' },
        bands: [
          { from: '0%', to: '10%', rate: '1%' },
          { from: '10%', rate: '2%' },
        ],
      }),
    ]);
  const invoice = (id: string, occurredOn: string, amount: string) =>
    eventOf(id, { kind: 'invoice_issued', occurredOn, amount });
  const close = (period: string) => eventOf(period, { kind: 'period_close', period });

  it('reaches its band exactly, shrinks to nothing, and is not of other events', () => {
    const year = (amount: string) =>
      sumOf(
        run(growth('previous_year'), [
          invoice('a', '2025-03-01', '1000'),
          eventOf('sale', { amount: '9999' }),
          invoice('b', '2026-03-31', amount),
          close('2026-Q1'),
        ]).postings,
      );
    expect(['1100', '1099.99', '1000', '999'].map(year)).toEqual(['2.00', '1.00', '0.00', '0.00']);
  });

  it('follows what arrives late in either period', () => {
    const { postings } = run(growth('previous_period'), [
      invoice('a', '2025-12-01', '1000'),
      invoice('b', '2026-03-01', '2000'),
      close('2026-Q1'),
      invoice('c', '2025-11-01', '900'),
    ]);
    expect(amountsOf(postings)).toEqual(['20.00', '-19.00']);
  });
});

describe('traces', () => {
  const steps = ({ trace }: CommissionPosting) => ('steps' in trace ? trace.steps : []);

  it('of the band reached take out what the band before had paid', () => {
    const plan = planWith([ruleOf({ bandsPer: 'period', bandsMode: 'whole', bands: LADDER })]);
    const { postings } = run(plan, [eventOf('s', { amount: '9000' }), eventOf('t', { amount: '2000' })]);
    expect(steps(postings[1]!).map(({ rate, part, amount }) => [rate, part, amount])).toEqual([
      ['5%', '-9000.00', '-450'],
      ['8%', '11000.00', '880'],
    ]);
    expect(explainPosting(postings[1]!.trace)).toContain('so this sale booked earns 430.00 USD. Posted: 430.00 USD.');
  });

  it('say what a cap let through, which share it was, and what one counted unit pays', () => {
    const rule = ruleOf({ basis: 'count', bands: [{ from: '0', each: '2.50' }] });
    const credits = ['acme', 'bolt'].map((partnerId) => ({ partnerId, share: '50%' }));
    const { postings } = run(planWith([rule], { caps: [{ per: 'deal', amount: '2' }] }), [eventOf('s', { credits })]);
    expect(explainPosting(postings[0]!.trace)).toBe(
      "The sale booked of 0 USD on 2026-03-01 moved the event's basis from 0 to 1 at tier registered: 1 at 2.50 each (band " +
        'from 0) is 2.5; the commission on the whole basis went from 0 to 2.5, rounded half away from zero from 0.00 to ' +
        '2.50, so this sale booked earns 2.50 USD. The cap of 2 per deal let 2.00 of 2.50 USD through. A share of 0.5 in ' +
        'the whole, which went from 0.00 to 2.00. Posted: 1.00 USD.',
    );
  });
});

describe('settling', () => {
  const dues = { openMinor: 0n, earnedMinor: 12_345n, clawedMinor: 0n };

  it('carries over what is above the maximum, keeps back nothing of what is released, and always adds up', () => {
    const terms = { maximum: '100', reserve: { rate: '33.3%', days: 9 }, withholding: '15%' };
    const { reservedMinor, withheldMinor, paidMinor, closeMinor } = settle(terms, 'USD', {
      ...dues,
      releasedMinor: 55n,
    });
    expect([reservedMinor, withheldMinor, paidMinor, closeMinor]).toEqual([3_312n, 1_003n, 5_685n, 2_400n]);
    expect(reservedMinor + withheldMinor + paidMinor + closeMinor).toBe(12_400n);
  });

  it('a fund cannot approve more than it has', () => {
    const fund = { currency: 'USD', allocatedMinor: 100n, reservedMinor: 60n, spentMinor: 0n };
    expect(reserveFund(fund, 40n).reservedMinor).toBe(100n);
    expect(() => reserveFund(fund, 41n)).toThrow(/0.41 USD is more than the 0.40 USD/);
  });
});

describe('months', () => {
  it('are counted from the first day, on its day or the last one of a shorter month', () => {
    expect([0, 1, 2, 12, 13, 25].map((n) => addCivilMonths('2026-01-31', n))).toEqual([
      '2026-01-31',
      '2026-02-28',
      '2026-03-31',
      '2027-01-31',
      '2027-02-28',
      '2028-02-29', // prettier-ignore
    ]);
    expect(addCivilMonths('2026-01-15', -1)).toBe('2025-12-15');
    expect(() => addCivilMonths('2026-02-30', 1)).toThrow(DomainError);
    expect(['2026-01-31', '2026-02-01', '2026-02-28', '2026-03-01'].map((day) => monthsBegun('2026-01-31', day))).toEqual([0, 1, 1, 2]); // prettier-ignore
  });
});
