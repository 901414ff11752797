import { curveOf } from '../../../domain/incentivize/commission-curve';
import { planWords, ruleWords } from '../../../domain/incentivize/commission-rule-words';
import { flat, LADDER } from '../../kit/commission';
import { planWith, ruleOf } from '../../kit/commission-events';

const USD = { currency: 'USD', period: 'quarter' };
const STEPS = [
  { from: '0', to: '100', rate: '5%' },
  { from: '100', rate: '12.5%' },
];

const at = (curve: ReturnType<typeof curveOf>, basis: string): string[] | undefined =>
  curve?.points.find((point) => point.basis === basis)?.amounts;

describe('the picture of a rule', () => {
  it('has each edge, and what is paid there to the cent', () => {
    const curve = curveOf(ruleOf({ bandsPer: 'period', bands: STEPS }), USD);
    expect(curve).toMatchObject({ tiers: [null], counted: false });
    expect([at(curve, '0.00'), at(curve, '100.00'), at(curve, '130.00')]).toEqual([['0.00'], ['5.00'], ['8.75']]);
  });

  it('shows the jump where the band that is reached pays on everything', () => {
    const curve = curveOf(ruleOf({ bandsMode: 'whole', bands: STEPS }), USD);
    expect([at(curve, '99.99'), at(curve, '100.00')]).toEqual([['5.00'], ['12.50']]);
  });

  it('counts what is counted', () => {
    const bands = [
      { from: '0', to: '10', each: '2.50' },
      { from: '10', each: '4' },
    ];
    const curve = curveOf(ruleOf({ basis: 'units', bands }), USD);
    expect([curve?.counted, at(curve, '10'), at(curve, '13')]).toEqual([true, ['25.00'], ['37.00']]);
  });

  it('has a curve for each tier, on the same places', () => {
    const curve = curveOf(ruleOf({ tiers: { silver: flat('10%'), gold: STEPS } }), USD);
    expect(curve?.tiers).toEqual(['silver', 'gold']);
    expect(at(curve, '100.00')).toEqual(['10.00', '5.00']);
  });

  it('takes the quota of whoever has none of its own, and is none where there is none', () => {
    const bands = [
      { from: '0%', to: '80%', rate: '5%' },
      { from: '80%', rate: '10%' },
    ];
    const rule = ruleOf({ bandsPer: 'period', bandsOn: 'quota', bands });
    expect(curveOf(rule, USD)).toBeNull();
    expect(at(curveOf({ ...rule, quota: '1000' }, USD), '800.00')).toEqual(['40.00']);
  });

  it('is none of one band or a guarantee, which words say better', () => {
    expect(curveOf(ruleOf({ bands: flat('5%') }), USD)).toBeNull();
    expect(curveOf(ruleOf({ guarantee: { amount: '500', recoverable: true } }), USD)).toBeNull();
  });
});

describe('a rule in words', () => {
  it('says what earns, how the bands pay, and of which day the tier is', () => {
    expect(ruleWords(ruleOf({ bandsPer: 'period', tiers: { gold: LADDER } }), USD).slice(0, 3)).toEqual([
      'Earned when a sale is booked, on the quarter’s gross amount.',
      'Bands are marginal: each part earns the rate of the band it falls into, so one more sale never lowers the total.',
      'The tier is that of the day of the event.',
    ]);
  });

  it('leaves nothing out that narrows, shares or takes back', () => {
    const rule = ruleOf({
      trigger: 'cash_received',
      basis: 'cash',
      bands: flat('10%'),
      scope: { regions: ['us', 'dach'], registered: true, dealSize: { from: '10000' } },
      recurrence: { pays: 'months', count: 12 },
      floor: '25',
      group: 'one',
      clawback: [{ kinds: ['refund', 'non_payment'], takes: 'unearned_months', withinDays: 90 }],
      split: { shares: { sourced: '30%', closed: '70%' } },
    });
    expect(ruleWords(rule, { ...USD, groups: { one: 'first' } })).toEqual([
      'Earned when cash is received, on each event’s cash collected.',
      'Only for regions: us or dach; deals from 10000 USD; registered deals.',
      'Pays for a customer’s payments of the first 12 months.',
      'Of the rules in the group “one” one pays an event: the first that matches.',
      'No event earns less than 25 USD as long as anything of it is left.',
      'Shared by part: sourced 30%, closed 70%.',
      'A refund or non-payment takes back the part of its earning for the months that had not begun, within 90 days of the event.',
    ]);
  });

  it('says what holds of all rules', () => {
    const rule = ruleOf({ bands: flat('10%') });
    const plan = { ...planWith([rule]), payout: { minimum: '50' }, caps: [{ per: 'deal', amount: '900' } as const] };
    expect(planWords(plan)).toEqual([
      'All rules together pay at most 900 USD per deal.',
      'Less than 50 USD is not paid out but carried over.',
    ]);
  });
});
