import type { Json, JsonObject } from '../../domain/hash';
import type { Wrong } from './edits';

/** Where the second rule of the plan stands: the one that is wrong. */
const AT = '/plan/rules/1';
const BANDS: Json = [{ from: '0', rate: '5%' }];

const RULE: JsonObject = { id: 'second', title: 'Second', trigger: 'deal_won', basis: 'gross', bands: BANDS };

/** A second rule beside the shipped one; `undefined` takes a word out of it. */
function rule(name: string, words: Record<string, Json | undefined>, faults: string[], more = {}): Wrong {
  const given = Object.fromEntries(
    Object.entries({ ...RULE, ...words }).filter((entry): entry is [string, Json] => entry[1] !== undefined),
  );
  return [`a rule with ${name}`, { [AT]: given, ...more }, faults.map((fault) => fault.replace(' @', ` ${AT}`))];
}

/** A part of the plan besides its rules. */
const part = (name: string, key: string, value: Json, faults: string[]): Wrong => [
  `a plan with ${name}`,
  { [`/plan/${key}`]: value },
  faults.map((fault) => fault.replace(' @', ` /plan/${key}`)),
];

const CLOSE = { trigger: 'period_close', counts: 'deal_won' };
const GUARANTEE = { trigger: 'period_close', basis: 'count', bands: undefined, guarantee: { amount: '10', recoverable: false } }; // prettier-ignore
const EACH: Json = [{ from: '0', each: '5' }];

const WRONG_BANDS: Wrong[] = [
  rule('a gap', { bands: [{ from: '0', to: '1000', rate: '5%' }, { from: '1001', rate: '8%' }] }, ['PLAN.BAND_GAP @/bands/1/from']), // prettier-ignore
  rule('an overlap', { bands: [{ from: '0', to: '1000', rate: '5%' }, { from: '999.99', rate: '8%' }] }, ['PLAN.BAND_OVERLAP @/bands/1/from']), // prettier-ignore
  rule('bands that start above 0', { bands: [{ from: '1', rate: '5%' }] }, ['PLAN.BAND_START @/bands/0/from']),
  rule('bands that end', { bands: [{ from: '0', to: '9', rate: '5%' }] }, ['PLAN.BAND_BOUNDED @/bands/0/to']),
  rule('a rate below 0 %', { bands: [{ from: '0', rate: '-1%' }] }, ['PLAN.RATE_RANGE @/bands/0/rate']),
  rule('a rate above 100 %', { bands: [{ from: '0', rate: '101%' }] }, ['PLAN.RATE_RANGE @/bands/0/rate']),
  rule('a flag for 100 % and a rate beyond sense', { allowAbove100: true, bands: [{ from: '0', rate: '1001%' }] }, ['PLAN.RATE_RANGE @/bands/0/rate']), // prettier-ignore
  rule('money paid by each', { bands: EACH }, ['PLAN.BAND_PAYS @/bands/0']),
  rule('a count paid by rate', { basis: 'count' }, ['PLAN.BAND_PAYS @/bands/0']),
  rule('both rate and each', { bands: [{ from: '0', rate: '5%', each: '5' }] }, ['PLAN.BAND_PAYS @/bands/0']),
  rule('neither rate nor each', { bands: [{ from: '0' }] }, ['PLAN.BAND_PAYS @/bands/0']),
  rule('each in too many decimals', { basis: 'count', bands: [{ from: '0', each: '0.001' }] }, ['MONEY.AMOUNT_INVALID @/bands/0/each']), // prettier-ignore
  rule('half a unit', { basis: 'units', bands: [{ from: '0', to: '1.5', each: '5' }, { from: '1.5', each: '6' }] }, ['MONEY.AMOUNT_INVALID @/bands/0/to', 'MONEY.AMOUNT_INVALID @/bands/1/from']), // prettier-ignore
  rule('a gap on the quota', { bandsPer: 'period', bandsOn: 'quota', bands: [{ from: '0%', to: '99%', rate: '5%' }, { from: '100%', rate: '8%' }] }, ['PLAN.BAND_GAP @/bands/1/from']), // prettier-ignore
  rule('no band', { bands: [] }, ['PROGRAM.SIZE @/bands']),
];

const WRONG_NAMES: Wrong[] = [
  rule('an unknown region', { scope: { regions: ['mars'] } }, ['PLAN.REGION_UNKNOWN @/scope/regions/0']),
  rule('an unknown type', { scope: { types: ['oem'] } }, ['PLAN.TYPE_UNKNOWN @/scope/types/0']),
  rule('an unknown tier in scope', { scope: { tiers: ['gold', 'tin'] } }, ['PLAN.TIER_UNKNOWN @/scope/tiers/1']),
  rule('an unknown certification', { scope: { certified: ['chess'] } }, ['PLAN.CERTIFICATION_UNKNOWN @/scope/certified/0']), // prettier-ignore
  rule('an unknown certification earned', { trigger: 'cert_earned', basis: 'count', bands: EACH, scope: { certifications: ['chess'] } }, ['PLAN.CERTIFICATION_UNKNOWN @/scope/certifications/0']), // prettier-ignore
  rule('a SPIFF for a role that does not exist', { payee: { role: 'P-cook' } }, ['PLAN.ROLE_UNKNOWN @/payee/role']),
  rule('a SPIFF for our own people', { payee: { role: 'CAM' } }, ['PLAN.ROLE_UNKNOWN @/payee/role']),
  rule('an unknown group', { group: 'none' }, ['PLAN.GROUP_UNKNOWN @/group']),
  rule('an unknown trigger', { trigger: 'full_moon' }, ['PROGRAM.VALUE @/trigger']),
  rule('an unknown basis', { basis: 'karma' }, ['PROGRAM.VALUE @/basis']),
  rule('an unknown key', { bonus: '5%' }, ['PROGRAM.UNKNOWN_KEY @/bonus']),
  rule('an unknown key in a band', { bands: [{ from: '0', rate: '5%', til: '9' }] }, ['PROGRAM.UNKNOWN_KEY @/bands/0/til']), // prettier-ignore
  rule('an unknown key in its scope', { scope: { planets: ['mars'] } }, ['PROGRAM.UNKNOWN_KEY @/scope/planets']),
  rule('an unknown reversal', { clawback: [{ kinds: ['remorse'], takes: 'all' }] }, ['PROGRAM.VALUE @/clawback/0/kinds/0']), // prettier-ignore
];

const WRONG_WORDS: Wrong[] = [
  rule('no amount', { bands: undefined }, ['PLAN.CONTRADICTION @']),
  rule('two kinds of amount', { guarantee: { amount: '10', recoverable: false } }, ['PLAN.CONTRADICTION @', 'PLAN.CONTRADICTION @/guarantee']), // prettier-ignore
  rule('a sum without a close', { counts: 'deal_won' }, ['PLAN.CONTRADICTION @/counts']),
  rule('a close per event', { ...CLOSE, bandsPer: 'event' }, ['PLAN.CONTRADICTION @/bandsPer']),
  rule('a close that has no amount', { trigger: 'period_close' }, ['PLAN.CONTRADICTION @/basis']),
  rule('cash of a deal', { basis: 'cash' }, ['PLAN.CONTRADICTION @/basis']),
  rule('money of a lead', { trigger: 'lead_accepted' }, ['PLAN.CONTRADICTION @/basis']),
  rule('a quota per event', { bandsOn: 'quota', bands: [{ from: '0%', rate: '5%' }] }, ['PLAN.CONTRADICTION @/bandsOn']), // prettier-ignore
  rule('a quota that no band uses', { quota: '1000' }, ['PLAN.CONTRADICTION @/quota']),
  rule('a quota of a count', { bandsPer: 'period', bandsOn: 'quota', basis: 'count', bands: [{ from: '0%', each: '5' }] }, ['PLAN.CONTRADICTION @/bandsOn']), // prettier-ignore
  rule('growth of one event', { bandsOn: 'growth', bands: [{ from: '0%', rate: '5%' }] }, ['PLAN.CONTRADICTION @/bandsOn']), // prettier-ignore
  rule('growth that no band uses', { ...CLOSE, growth: { against: 'previous_year', pays: 'total' } }, ['PLAN.CONTRADICTION @/growth']), // prettier-ignore
  rule('marginal growth', { ...CLOSE, bandsOn: 'growth', bandsMode: 'marginal', growth: { against: 'previous_year', pays: 'total' }, bands: [{ from: '0%', rate: '5%' }] }, ['PLAN.CONTRADICTION @/bandsMode']), // prettier-ignore
  rule('a floor of a period', { bandsPer: 'period', floor: '5' }, ['PLAN.CONTRADICTION @/floor']),
  rule('a negative floor', { floor: '-5' }, ['MONEY.AMOUNT_INVALID @/floor']),
  rule('a recurring close', { ...CLOSE, recurrence: { pays: 'once' } }, ['PLAN.CONTRADICTION @/recurrence']),
  rule('payments without number', { recurrence: { pays: 'payments' } }, ['PLAN.CONTRADICTION @/recurrence']),
  rule('a lifetime of twelve', { recurrence: { pays: 'lifetime', count: 12 } }, ['PLAN.CONTRADICTION @/recurrence/count']), // prettier-ignore
  rule('no month at all', { recurrence: { pays: 'months', count: 0 } }, ['PROGRAM.SIZE @/recurrence/count']),
  rule('a split SPIFF', { payee: { role: 'P-sales' }, split: { shares: { all: '100%' } } }, ['PLAN.CONTRADICTION @/split']), // prettier-ignore
  rule('a close in a group', { ...CLOSE, group: 'g' }, ['PLAN.CONTRADICTION @/group'], { '/plan/groups': { g: 'best' }, '/plan/rules/0/group': 'g' }), // prettier-ignore
  rule('a guarantee that sums', { ...GUARANTEE, counts: 'deal_won' }, ['PLAN.CONTRADICTION @/counts']),
  rule('a guarantee with a scope', { ...GUARANTEE, scope: { tiers: ['gold'] } }, ['PLAN.CONTRADICTION @/scope']),
  rule('a negative guarantee', { ...GUARANTEE, guarantee: { amount: '-1', recoverable: true } }, ['MONEY.AMOUNT_INVALID @/guarantee/amount']), // prettier-ignore
  rule('milestones of a deal', { scope: { milestones: ['first'] } }, ['PLAN.CONTRADICTION @/scope/milestones']),
  rule('certifications of a deal', { scope: { certifications: ['sales-associate'] } }, ['PLAN.CONTRADICTION @/scope/certifications']), // prettier-ignore
  rule('an entry of clawback that never decides', { clawback: [{ takes: 'all' }, { kinds: ['fraud'], takes: 'nothing' }] }, ['PLAN.CONTRADICTION @/clawback/1']), // prettier-ignore
  rule('the id of another', { id: 'resale' }, ['PLAN.RULE_DUPLICATE @/id']),
];

const WRONG_RANGES: Wrong[] = [
  rule('a window that ends before it starts', { scope: { window: { from: '2026-03-02', to: '2026-03-01' } } }, ['PLAN.WINDOW_EMPTY @/scope/window/to']), // prettier-ignore
  rule('a window that ends as it starts', { scope: { window: { from: '2026-03-01', to: '2026-03-01' } } }, ['PLAN.WINDOW_EMPTY @/scope/window/to']), // prettier-ignore
  rule('a window on 30 February', { scope: { window: { from: '2026-02-30' } } }, ['CALENDAR.INVALID @/scope/window/from']), // prettier-ignore
  rule('a window without sides', { scope: { window: {} } }, ['PLAN.EMPTY @/scope/window']),
  rule('a deal size that no deal has', { scope: { dealSize: { from: '10', to: '10' } } }, ['PLAN.WINDOW_EMPTY @/scope/dealSize/to']), // prettier-ignore
  rule('any deal size', { scope: { dealSize: {} } }, ['PLAN.EMPTY @/scope/dealSize']),
  rule('shares that sum to 99 %', { split: { shares: { a: '50%', b: '49%' } } }, ['PLAN.SHARES @/split/shares']),
  rule('shares that sum to a little too much', { split: { shares: { a: '1/3', b: '1/3', c: '33.34%' } } }, ['PLAN.SHARES @/split/shares']), // prettier-ignore
  rule('a negative share', { split: { shares: { a: '150%', b: '-50%' } } }, ['PLAN.RATE_RANGE @/split/shares/a', 'PLAN.RATE_RANGE @/split/shares/b']), // prettier-ignore
  rule('a share that cannot be read', { split: { shares: { a: 'half', b: '1/2' } } }, ['MONEY.RATE_INVALID @/split/shares/a']), // prettier-ignore
  rule('an overlay above 100 %', { split: { shares: { a: '100%' }, overlay: { b: '101%' } } }, ['PLAN.RATE_RANGE @/split/overlay/b']), // prettier-ignore
  rule('an overlay that shares already', { split: { shares: { a: '100%' }, overlay: { a: '5%' } } }, ['PLAN.CONTRADICTION @/split/overlay/a']), // prettier-ignore
];

const WRONG_TERMS: Wrong[] = [
  part('a currency that does not exist', 'currency', 'ZZZ', ['MONEY.CURRENCY_UNKNOWN @']),
  part('an unknown key', 'bonus', true, ['PROGRAM.UNKNOWN_KEY @']),
  part('a negative cap', 'caps', [{ per: 'deal', amount: '-1' }], ['PLAN.CAP_NEGATIVE @/0/amount']),
  part('a negative cap rate', 'caps', [{ per: 'deal', rate: '-1%' }], ['PLAN.CAP_NEGATIVE @/0/rate']),
  part('a cap above the deal', 'caps', [{ per: 'deal', rate: '101%' }], ['PLAN.RATE_RANGE @/0/rate']),
  part('a cap of nothing', 'caps', [{ per: 'deal' }], ['PLAN.CONTRADICTION @/0']),
  part('a cap of two things', 'caps', [{ per: 'deal', amount: '5', rate: '5%' }], ['PLAN.CONTRADICTION @/0']),
  part('a share of a customer', 'caps', [{ per: 'customer', rate: '5%' }], ['PLAN.CONTRADICTION @/0/rate']),
  part('a deal by months', 'caps', [{ per: 'deal', amount: '5', months: 2 }], ['PLAN.CONTRADICTION @/0/months']),
  part('a cap per planet', 'caps', [{ per: 'planet', amount: '5' }], ['PROGRAM.VALUE @/0/per']),
  part('a cap of an unknown rule', 'caps', [{ per: 'deal', amount: '5', rules: ['resale', 'none'] }], ['PLAN.RULE_UNKNOWN @/0/rules/1']), // prettier-ignore
  part('a group of nobody', 'groups', { g: 'best' }, ['PLAN.GROUP_EMPTY @/g']),
  part('a group that chooses by chance', 'groups', { g: 'random' }, ['PROGRAM.VALUE @/g']),
  part('a maximum below its minimum', 'payout', { minimum: '50', maximum: '49.99' }, ['PLAN.CONTRADICTION @/maximum']),
  part('a maximum of 0', 'payout', { maximum: '0' }, ['PLAN.CONTRADICTION @/maximum']),
  part('a negative minimum', 'payout', { minimum: '-1' }, ['MONEY.AMOUNT_INVALID @/minimum']),
  part('a reserve above 100 %', 'payout', { reserve: { rate: '101%', days: 60 } }, ['PLAN.RATE_RANGE @/reserve/rate']),
  part('a reserve for no day', 'payout', { reserve: { rate: '10%', days: 0 } }, ['PROGRAM.SIZE @/reserve/days']),
  part('withholding below 0 %', 'payout', { withholding: '-1%' }, ['PLAN.RATE_RANGE @/withholding']),
  part('rates of nobody', 'rates', { source: ' ' }, ['PLAN.EMPTY @/source']),
  part('a fund that pays too much', 'fund', { share: '101%', claimWithinDays: 30 }, ['PLAN.RATE_RANGE @/share']),
  part('a claim before its end', 'fund', { share: '50%', claimWithinDays: -1 }, ['PROGRAM.SIZE @/claimWithinDays']),
  [
    'a plan with a guarantee that is capped',
    { [AT]: { id: 'draw', title: 'Draw', trigger: 'period_close', basis: 'count', guarantee: { amount: '10', recoverable: true } }, '/plan/caps': [{ per: 'deal', amount: '5', rules: ['draw'] }] }, // prettier-ignore
    ['PLAN.RULE_UNKNOWN /plan/caps/0/rules/0'],
  ],
  [
    'a plan with faults everywhere, told all at once',
    {
      '/plan/currency': 'ZZZ',
      '/plan/caps': [{ per: 'deal', amount: '-1' }],
      '/plan/payout': { withholding: '200%' },
      [AT]: { ...RULE, id: 'resale', trigger: 'lead_accepted', scope: { regions: ['mars'], window: { from: '2026-02-01', to: '2026-01-01' } }, split: { shares: { a: '1/3' } }, bands: [{ from: '1', rate: '-5%' }] }, // prettier-ignore
    },
    [
      'MONEY.CURRENCY_UNKNOWN /plan/currency',
      'PLAN.CAP_NEGATIVE /plan/caps/0/amount',
      'PLAN.RATE_RANGE /plan/payout/withholding',
      `PLAN.RULE_DUPLICATE ${AT}/id`,
      `PLAN.CONTRADICTION ${AT}/basis`,
      `PLAN.REGION_UNKNOWN ${AT}/scope/regions/0`,
      `PLAN.WINDOW_EMPTY ${AT}/scope/window/to`,
      `PLAN.SHARES ${AT}/split/shares`,
      `PLAN.BAND_START ${AT}/bands/0/from`,
      `PLAN.RATE_RANGE ${AT}/bands/0/rate`,
    ],
  ],
  [
    'a rate that is a number: nobody says that it is missing',
    { [AT]: { ...RULE, bands: [{ from: '0', rate: 5 }] } },
    [`PROGRAM.TYPE ${AT}/bands/0/rate`],
  ],
  [
    'a plan of which one rule cannot be read: nobody is blamed for naming it',
    {
      [AT]: { ...RULE, trigger: 'full_moon', group: 'g' },
      '/plan/rules/0/group': 'g',
      '/plan/groups': { g: 'first' },
      '/plan/caps': [{ per: 'deal', amount: '5', rules: ['second'] }],
    },
    [`PROGRAM.VALUE ${AT}/trigger`],
  ],
];

/** Plans that could not be paid exactly, or not as their author means it. */
export const WRONG_PLANS: Wrong[] = [...WRONG_BANDS, ...WRONG_NAMES, ...WRONG_WORDS, ...WRONG_RANGES, ...WRONG_TERMS];
