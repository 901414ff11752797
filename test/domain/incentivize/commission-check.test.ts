import type { Fault } from '../../../domain/errors';
import { DomainError } from '../../../domain/errors';
import type { Band, CommissionPlan, CommissionRule } from '../../../domain/incentivize/commission';
import { checkPlan, compilePlan } from '../../../domain/incentivize/commission';

const TIERS = ['registered', 'silver'];
const good: Band[] = [
  { from: '0', to: '10000', rate: '5%' },
  { from: '10000', rate: '0.08' },
];

function ruleWith(silver: Band[], more: Partial<CommissionRule> = {}): CommissionRule {
  return {
    id: 'resale',
    title: 'Resale',
    trigger: 'sale_booked',
    basis: 'gross',
    bandsPer: 'period',
    tierDate: 'event',
    tiers: { registered: good, silver },
    ...more,
  };
}

const planWith = (...rules: CommissionRule[]): CommissionPlan => ({ id: 'p', title: 'Plan', currency: 'USD', rules });
const brief = (faults: Fault[]) => faults.map(({ pointer, code }) => `${pointer} ${code}`);

describe('a commission plan', () => {
  it('without faults is accepted and compiles', () => {
    const plan = planWith(
      ruleWith([{ from: '0', rate: '0%' }]),
      ruleWith(good, { id: 'other', scope: { products: ['x'] } }),
    );
    expect(checkPlan(plan, TIERS)).toEqual([]);
    expect(compilePlan(plan).rules.map((rule) => [rule.id, rule.tiers.size, rule.products?.size])).toEqual([
      ['resale', 2, undefined],
      ['other', 2, 1],
    ]);
  });

  const band = (from: string, to: string | undefined, rate = '5%'): Band => ({
    from,
    ...(to !== undefined && { to }),
    rate,
  });

  it.each<[string, Band[], string[]]>([
    ['a gap', [band('0', '1000'), band('1001', undefined)], ['/1/from PLAN.BAND_GAP']],
    ['an overlap', [band('0', '1000'), band('999.99', undefined)], ['/1/from PLAN.BAND_OVERLAP']],
    ['a start above 0', [band('0.01', undefined)], ['/0/from PLAN.BAND_START']],
    ['a bounded last band', [band('0', '1000')], ['/0/to PLAN.BAND_BOUNDED']],
    ['an open band in the middle', [band('0', undefined), band('1000', undefined)], ['/0 PLAN.BAND_OPEN']],
    ['an empty band', [band('0', '0'), band('0', undefined)], ['/0/to PLAN.BAND_EMPTY']],
    [
      'bands in the wrong order',
      [band('10', undefined), band('0', '10')],
      ['/0/from PLAN.BAND_START', '/0 PLAN.BAND_OPEN', '/1/to PLAN.BAND_BOUNDED'],
    ],
    ['a negative rate', [band('0', undefined, '-5%')], ['/0/rate PLAN.RATE_RANGE']],
    ['a rate above 100 %', [band('0', undefined, '100.01%')], ['/0/rate PLAN.RATE_RANGE']],
    ['a rate without its percent sign', [band('0', undefined, '12.5')], ['/0/rate PLAN.RATE_RANGE']],
    ['a bare 1 that may mean 1 % or all', [band('0', undefined, '1')], ['/0/rate PLAN.RATE_AMBIGUOUS']],
    ['a rate that is no number', [band('0', undefined, 'five')], ['/0/rate MONEY.RATE_INVALID']],
    [
      'too many decimals',
      [band('0', '10.001'), band('10.001', undefined)],
      ['/0/to MONEY.AMOUNT_INVALID', '/1/from MONEY.AMOUNT_INVALID'],
    ],
    ['a negative edge', [band('-1', undefined)], ['/0/from MONEY.AMOUNT_INVALID']],
    [
      'an edge beyond what can be counted',
      [band('0', '9'.repeat(17)), band('9'.repeat(17), undefined)],
      ['/0/to MONEY.OVERFLOW', '/1/from MONEY.OVERFLOW'],
    ],
    ['no band at all', [], [' PLAN.TIER_WITHOUT_BANDS']],
  ])('with %s is refused at the right place', (_, silver, expected) => {
    const plan = planWith(ruleWith(silver));
    expect(brief(checkPlan(plan, TIERS))).toEqual(expected.map((fault) => `/rules/0/tiers/silver${fault}`));
    expect(() => compilePlan(plan)).toThrow(DomainError);
  });

  it.each<[string, CommissionPlan, string[]]>([
    ['no rule', planWith(), ['/rules PLAN.EMPTY']],
    ['a rule without tiers', planWith(ruleWith(good, { tiers: {} })), ['/rules/0/tiers PLAN.EMPTY']],
    ['an empty scope', planWith(ruleWith(good, { scope: { products: [] } })), ['/rules/0/scope/products PLAN.EMPTY']],
    ['the same rule id twice', planWith(ruleWith(good), ruleWith(good)), ['/rules/1/id PLAN.RULE_DUPLICATE']],
    ['an unknown currency', { ...planWith(ruleWith(good)), currency: 'XXX' }, ['/currency MONEY.CURRENCY_UNKNOWN']],
    [
      'blank names',
      { ...planWith(ruleWith(good, { id: ' ', title: '' })), id: '', title: ' ' },
      ['/id PLAN.EMPTY', '/title PLAN.EMPTY', '/rules/0/id PLAN.EMPTY', '/rules/0/title PLAN.EMPTY'],
    ],
    [
      'an unknown tier, its pointer escaped',
      planWith(ruleWith(good, { tiers: { registered: good, silver: good, 'a/b~c': good } })),
      ['/rules/0/tiers/a~1b~0c PLAN.TIER_UNKNOWN'],
    ],
    [
      'a tier of the program left out',
      planWith(ruleWith(good, { tiers: { silver: good } })),
      ['/rules/0/tiers/registered PLAN.TIER_WITHOUT_BANDS'],
    ],
  ])('with %s is refused', (_, plan, expected) => {
    expect(brief(checkPlan(plan, TIERS))).toEqual(expected);
  });

  it('tells all its faults at once, band edges too when the currency is unknown', () => {
    const silver = [band('5', '10', '101%'), band('11', '20', '-1%')];
    const plan: CommissionPlan = { ...planWith(ruleWith(silver), ruleWith(good)), currency: 'ABC' };
    expect(brief(checkPlan(plan, ['registered', 'gold', 'silver']))).toEqual([
      '/currency MONEY.CURRENCY_UNKNOWN',
      '/rules/0/tiers/silver/0/rate PLAN.RATE_RANGE',
      '/rules/0/tiers/silver/0/from PLAN.BAND_START',
      '/rules/0/tiers/silver/1/rate PLAN.RATE_RANGE',
      '/rules/0/tiers/silver/1/from PLAN.BAND_GAP',
      '/rules/0/tiers/silver/1/to PLAN.BAND_BOUNDED',
      '/rules/0/tiers/gold PLAN.TIER_WITHOUT_BANDS',
      '/rules/1/id PLAN.RULE_DUPLICATE',
      '/rules/1/tiers/gold PLAN.TIER_WITHOUT_BANDS',
    ]);
  });

  it('that cannot be compiled is refused with every fault, and the message names the first', () => {
    const plan = planWith(ruleWith([band('0', '1000', '200%')]));
    const refused = (): unknown => compilePlan(plan);
    expect(refused).toThrow(/"p" has 2 fault\(s\); the first at \/rules\/0\/tiers\/silver\/0\/rate: Rate "200%"/);
    try {
      refused();
    } catch (error) {
      expect(error).toMatchObject({
        code: 'PLAN.INVALID',
        errors: [{ code: 'PLAN.RATE_RANGE' }, { code: 'PLAN.BAND_BOUNDED' }],
      });
    }
  });

  it('says what to do about each fault', () => {
    const [gap] = checkPlan(planWith(ruleWith([band('0', '1000'), band('1001', undefined)])), TIERS);
    expect(gap?.message).toBe('Amounts from 1000 up to 1001 are in no band: start it at 1000.');
    const [range] = checkPlan(planWith(ruleWith([band('0', undefined, '12.5')])), TIERS);
    expect(range?.message).toBe('Rate "12.5" must be from 0% to 100%. Did you mean "12.5%"?');
  });
});
