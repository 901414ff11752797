import type { Wrong } from './edits';
import { manySteps, steps, task } from './edits';

/** Steps, ladders and closes that take for ever, or no time at all. */
export const WRONG_TIMES: Wrong[] = [
  [
    'a wait for nothing',
    { [`${steps('incentivize')}/cut-off/for`]: undefined },
    ['PROGRAM.WAIT /stages/incentivize/steps/cut-off'],
  ],
  ['a wait for two things', { [`${steps('sell')}/quarter/for`]: '5d' }, ['PROGRAM.WAIT /stages/sell/steps/quarter']],
  [
    'a period that ends while it is closed',
    { [`${steps('incentivize')}/cut-off`]: { kind: 'wait', title: 'Wait', owner: 'PO', until: 'period_end' } },
    ['PROGRAM.WAIT_PERIOD_END /stages/incentivize/steps/cut-off/until'],
  ],
  [
    'something carried out of a once-only stage',
    { [`${steps('enable')}/practise-demo/carry`]: true },
    ['PROGRAM.CARRY /stages/enable/steps/practise-demo/carry'],
  ],
  [
    'a ladder without due',
    { [`${steps('recruit')}/screening/due`]: undefined },
    ['PROGRAM.LADDER_WITHOUT_DUE /stages/recruit/steps/screening/ladder'],
  ],
  [
    'an escalation after the end',
    { '/ladders/signature/escalations/0/after': '61d' },
    ['PROGRAM.LADDER_ORDER /ladders/signature/escalations/0/after'],
  ],
  [
    'an endless ladder in the close',
    { [`${steps('incentivize')}/payout/ladder`]: 'decision' },
    ['PROGRAM.LADDER_ENDLESS /stages/incentivize/steps/payout/ladder'],
  ],
  [
    'no ladder in the close',
    { [`${steps('accelerate')}/next-plan/ladder`]: undefined },
    ['PROGRAM.LADDER_ENDLESS /stages/accelerate/steps/next-plan'],
  ],
  [
    'a close of more than half a period',
    { [`${steps('incentivize')}/payout/due`]: '7bd' },
    ['PROGRAM.PATH_TOO_LONG /stages/incentivize'],
  ],
  ['a close of more than half a month', { '/period': 'month' }, ['PROGRAM.PATH_TOO_LONG /stages/incentivize']],
  [
    'a close too long for a work week of two days',
    { '/regions/fr/workWeek': [1, 2] },
    ['PROGRAM.PATH_TOO_LONG /stages/incentivize'],
  ],
];

/** Places that are not of this world. */
export const WRONG_REGIONS: Wrong[] = [
  ['a time zone that does not exist', { '/zone': 'Europe/Atlantis' }, ['PROGRAM.ZONE /zone']],
  ["a region's time zone that does not exist", { '/regions/de/zone': '+01:00' }, ['PROGRAM.ZONE /regions/de/zone']],
  ['a currency that does not exist', { '/regions/de/currency': 'DEM' }, ['PROGRAM.CURRENCY /regions/de/currency']],
  ['a program currency that does not exist', { '/currency': 'usd' }, ['PROGRAM.CURRENCY /currency']],
  ['a language that is none', { '/regions/de/language': 'deutsch, bitte' }, ['PROGRAM.LANGUAGE /regions/de/language']],
  ['a country that does not exist', { '/regions/uk/countries': ['UK'] }, ['PROGRAM.COUNTRY /regions/uk/countries/0']],
  [
    'a country in two regions',
    { '/regions/us/countries': ['US', 'CA'] },
    ['PROGRAM.COUNTRY_TWICE /regions/ca/countries/0'],
  ],
  [
    'a country twice in a region',
    { '/regions/us/countries': ['US', 'US'] },
    ['PROGRAM.COUNTRY_TWICE /regions/us/countries/1'],
  ],
  [
    'holidays of no country',
    { '/regions/us/holidays/country': 'XX' },
    ['PROGRAM.HOLIDAYS /regions/us/holidays/country'],
  ],
  [
    'holidays of no part of a country',
    { '/regions/de/holidays/state': 'XX' },
    ['PROGRAM.HOLIDAYS /regions/de/holidays/state'],
  ],
  [
    'a work week with a day twice',
    { '/regions/us/workWeek': [1, 2, 3, 4, 5, 5] },
    ['PROGRAM.DUPLICATE /regions/us/workWeek/5'],
  ],
  [
    'a day of the week that does not exist',
    { '/regions/us/workWeek': [1, 8] },
    ['PROGRAM.SIZE /regions/us/workWeek/1'],
  ],
];

/** Tiers, profile and plan that do not add up. */
export const WRONG_MODELS: Wrong[] = [
  [
    'two tiers of one id',
    { '/tiers/2/id': 'silver' },
    [
      'PROGRAM.TIER_UNKNOWN /tracks/sales-path/people/gold',
      'PROGRAM.TIER_UNKNOWN /tracks/technical-path/people/gold',
      'PLAN.TIER_UNKNOWN /plan/rules/0/tiers/gold',
      'PROGRAM.DUPLICATE /tiers/2/id',
    ],
  ],
  ['an entry tier that asks for sales', { '/tiers/0/salesFrom': '1' }, ['PROGRAM.TIER_ENTRY /tiers/0/salesFrom']],
  [
    'an entry tier that asks for certificates',
    { '/tiers/0/certified': { 'sales-associate': 1 } },
    ['PROGRAM.TIER_ENTRY /tiers/0/certified'],
  ],
  [
    'a tier cheaper than the one below',
    { '/tiers/2/salesFrom': '24999.99' },
    ['PROGRAM.TIER_ORDER /tiers/2/salesFrom'],
  ],
  ['a threshold with three decimals', { '/tiers/2/salesFrom': '100000.001' }, ['PROGRAM.AMOUNT /tiers/2/salesFrom']],
  ['weights that sum to 99', { '/profile/0/weight': 29 }, ['PROGRAM.PROFILE_WEIGHTS /profile']],
  ['words scored by steps', { '/profile/0/steps': [{ from: 0, points: 1 }] }, ['PROGRAM.PROFILE_POINTS /profile/0']],
  ['numbers without steps', { '/profile/2/steps': undefined }, ['PROGRAM.PROFILE_POINTS /profile/2']],
  ['steps that do not climb', { '/profile/2/steps/2/from': 5 }, ['PROGRAM.PROFILE_POINTS /profile/2/steps/2/from']],
  [
    'points for a type that does not exist',
    { '/profile/0/points/oem': 5 },
    ['PROGRAM.TYPE_UNKNOWN /profile/0/points/oem'],
  ],
  [
    'points for a region that does not exist',
    { '/profile/4/points/mars': 5 },
    ['PROGRAM.REGION_UNKNOWN /profile/4/points/mars'],
  ],
  ['a gap in bands', { '/plan/rules/0/tiers/gold/1/from': '50001' }, ['PLAN.BAND_GAP /plan/rules/0/tiers/gold/1/from']],
  [
    'an overlap of bands',
    { '/plan/rules/0/tiers/gold/1/from': '49999.99' },
    ['PLAN.BAND_OVERLAP /plan/rules/0/tiers/gold/1/from'],
  ],
  [
    'a plan that forgets a tier',
    { '/plan/rules/0/tiers/gold': undefined },
    ['PLAN.TIER_WITHOUT_BANDS /plan/rules/0/tiers/gold'],
  ],
];

/** Regions that spoil what was sound. */
export const WRONG_OVERRIDES: Wrong[] = [
  [
    'a region step that needs nothing that is there',
    { '/regions/fr/stages/onboard/steps/company-extract/needs': ['data-processing'] },
    ['PROGRAM.NEEDS_UNKNOWN /regions/fr/stages/onboard/steps/company-extract/needs/0'],
  ],
  [
    'a region that closes a circle',
    { '/regions/fr/stages/onboard/steps/agreement': { ...task, needs: ['kick-off'] } },
    ['PROGRAM.NEEDS_CYCLE /regions/fr/stages/onboard/steps/agreement/needs/0'],
  ],
  [
    'a region that makes the close too long',
    {
      '/regions/fr/stages/accelerate': {
        steps: { 'next-plan': { kind: 'wait', title: 'Wait', owner: 'PM', for: '30d', needs: ['quarterly-review'] } },
      },
    },
    ['PROGRAM.PATH_TOO_LONG /stages/incentivize'],
  ],
  [
    'a slice that no history should carry',
    { '/regions/fr/stages/onboard/steps': manySteps(40, 'x'.repeat(1_000)) },
    ['PROGRAM.TOO_LARGE /regions/fr'],
  ],
];
