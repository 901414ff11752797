import type { Wrong } from './edits';
import { steps, task } from './edits';

/** What would end before it begins, after the calendar, or in the wrong order. */
export const WRONG_LENGTHS: Wrong[] = [
  [
    'dormant before at risk',
    { '/activation/dormantAfter': '59d' },
    ['PROGRAM.ACTIVATION_ORDER /activation/dormantAfter'],
  ],
  [
    'dormant as soon as at risk',
    { '/activation/dormantAfter': '60d' },
    ['PROGRAM.ACTIVATION_ORDER /activation/dormantAfter'],
  ],
  [
    'dormant before at risk, in other units',
    { '/activation/dormantAfter': '5bh' },
    ['PROGRAM.ACTIVATION_ORDER /activation/dormantAfter'],
  ],
  ['at risk at once', { '/activation/atRiskAfter': '0d' }, ['PROGRAM.NO_TIME /activation/atRiskAfter']],
  [
    'dormant after the calendar has ended',
    { '/activation/dormantAfter': '2000d' },
    ['PROGRAM.BEYOND_CALENDAR /activation/dormantAfter'],
  ],
  [
    'a certificate that expires as it is earned',
    { '/certifications/sales-associate/validFor': '0d', '/certifications/sales-associate/reminders': [] },
    ['PROGRAM.NO_TIME /certifications/sales-associate/validFor'],
  ],
  [
    'a reminder before the certificate is earned',
    { '/certifications/sales-associate/reminders/0': '365d' },
    ['PROGRAM.CERTIFICATE_REMINDER /certifications/sales-associate/reminders/0'],
  ],
  [
    'a reminder as the certificate expires',
    { '/certifications/sales-associate/reminders/3': '0d' },
    ['PROGRAM.CERTIFICATE_REMINDER /certifications/sales-associate/reminders/3'],
  ],
  [
    'a reminder twice',
    { '/certifications/sales-associate/reminders/3': '90d', '/ladders/our-task/reminders': ['50%', '50%'] },
    [
      'PROGRAM.DUPLICATE /certifications/sales-associate/reminders/3',
      'PROGRAM.DUPLICATE /ladders/our-task/reminders/1',
    ],
  ],
  [
    'a repetition that nobody has time for',
    { '/stages/recruit/repeat/within': '0d' },
    ['PROGRAM.NO_TIME /stages/recruit/repeat/within'],
  ],
  [
    'a due date after the calendar has ended',
    { [`${steps('enable')}/practise-demo/due`]: '2000bd' },
    ['PROGRAM.BEYOND_CALENDAR /stages/enable/steps/practise-demo/due'],
  ],
  [
    'an escalation after the calendar has ended',
    { '/ladders/signature/end': undefined, '/ladders/signature/escalations/0/after': '1820d' },
    [
      'PROGRAM.BEYOND_CALENDAR /stages/onboard/steps/agreement/ladder',
      'PROGRAM.BEYOND_CALENDAR /regions/de/stages/onboard/steps/data-processing/ladder',
    ],
  ],
  [
    'a wait for the time after the calendar',
    { [`${steps('enable')}/rest`]: { kind: 'wait', title: 'Rest', owner: 'SE', for: '3650d' } },
    ['PROGRAM.BEYOND_CALENDAR /stages/enable/steps/rest/for'],
  ],
  [
    'an end before anybody could act',
    { [`${steps('onboard')}/agreement/due`]: '0d', '/ladders/signature': { end: { after: '0bd', as: 'expire' } } },
    ['PROGRAM.NO_TIME /stages/onboard/steps/agreement/ladder'],
  ],
  [
    'a wait that no quarter is long enough for',
    { [`${steps('sell')}/rest`]: { kind: 'wait', title: 'Rest', owner: 'P-sales', for: '120d' } },
    ['PROGRAM.WAIT /stages/sell/steps/rest/for'],
  ],
  [
    'a wait with a deadline',
    { [`${steps('sell')}/quarter/due`]: '5d', [`${steps('sell')}/quarter/ladder`]: 'our-task' },
    ['PROGRAM.WAIT /stages/sell/steps/quarter/due', 'PROGRAM.WAIT /stages/sell/steps/quarter/ladder'],
  ],
  [
    'an escalation after the end, in other units',
    { '/ladders/close-task/escalations/0/after': '90d' },
    ['PROGRAM.LADDER_ORDER /ladders/close-task/escalations/0/after'],
  ],
];

/** Steps and stages that nobody could ever meet. */
export const WRONG_REACH: Wrong[] = [
  [
    'a step for gold partners before anybody can be one',
    { [`${steps('onboard')}/kick-off/when`]: { tiers: ['gold', 'platinum'] } },
    ['PROGRAM.WHEN_NEVER /stages/onboard/steps/kick-off/when/tiers'],
  ],
  [
    "a region's step for another region",
    { '/regions/fr/stages/onboard/steps/company-extract/when': { regions: ['de'] } },
    ['PROGRAM.WHEN_NEVER /regions/fr/stages/onboard/steps/company-extract/when/regions'],
  ],
  [
    'a stage of optional steps',
    { [steps('enable')]: { chat: { ...task, optional: true } } },
    ['PROGRAM.STAGE_OPTIONAL /stages/enable/steps'],
  ],
  [
    'a stage of optional steps for one kind of partner',
    {
      [steps('enable')]: {
        chat: { ...task, optional: true },
        'demo-day': { ...task, when: { types: ['reseller', 'retailer', 'distributor', 'technology'] } },
      },
    },
    ['PROGRAM.STAGE_OPTIONAL /stages/enable/steps'],
  ],
  [
    'a quarter that is repeated',
    { '/stages/sell/repeat': { within: '5d', attemptsMax: 2 } },
    ['PROGRAM.REPEAT /stages/sell/repeat'],
  ],
  [
    'a condition that names a type twice',
    { [`${steps('enable')}/practise-demo/when`]: { types: ['reseller', 'reseller'] } },
    ['PROGRAM.DUPLICATE /stages/enable/steps/practise-demo/when/types/1'],
  ],
];

/** Tiers out of order or out of reach, and tracks that forget one. */
export const WRONG_TIERS: Wrong[] = [
  [
    'a track that forgets a tier',
    { '/tracks/sales-path/people': { registered: 1, silver: 1, platinum: 4 } },
    ['PROGRAM.TRACK_TIERS /tracks/sales-path/people'],
  ],
  ['a track that asks nobody', { '/tracks/sales-path/people': {} }, ['PROGRAM.TRACK_TIERS /tracks/sales-path/people']],
  [
    'a tier that asks for fewer certificates than the one below',
    { '/tiers/3/certified': { 'sales-associate': 4 } },
    ['PROGRAM.TIER_ORDER /tiers/3/certified'],
  ],
  [
    'a tier that asks for no more than the one below',
    { '/tiers/3/salesFrom': '100000', '/tiers/3/certified': { 'sales-associate': 2, 'technical-professional': 1 } },
    ['PROGRAM.TIER_ORDER /tiers/3'],
  ],
  [
    'a tier that asks for what nobody can learn',
    { '/tracks/technical-path/certification': 'sales-associate' },
    [
      'PROGRAM.CERTIFICATION_UNEARNED /tiers/2/certified/technical-professional',
      'PROGRAM.CERTIFICATION_UNEARNED /tiers/3/certified/technical-professional',
    ],
  ],
  [
    'an activation that counts one fact twice',
    { '/activation/facts/1/fact': 'certificate_earned' },
    ['PROGRAM.DUPLICATE /activation/facts/1/fact'],
  ],
];
