import type { Wrong } from './edits';
import { steps } from './edits';

/** Roles that rights would miss, or that would act on the wrong side. */
export const WRONG_ROLES: Wrong[] = [
  [
    "the administrator's role",
    { '/roles/ADMIN': { title: 'x', side: 'vendor' } },
    ['PROGRAM.ROLE_RESERVED /roles/ADMIN'],
  ],
  ["a service's role", { '/roles/LMS': { title: 'x', side: 'vendor' } }, ['PROGRAM.ROLE_RESERVED /roles/LMS']],
  ["a role of ours with a partner's id", { '/roles/P-fin/side': 'vendor' }, ['PROGRAM.ROLE_PREFIX /roles/P-fin/side']],
  [
    "a role of the partner's with an id like ours",
    { '/roles/OWNER': { title: 'Owner', side: 'partner' } },
    ['PROGRAM.ROLE_PREFIX /roles/OWNER/side'],
  ],
  [
    'no vice president, who could offboard',
    {
      '/roles/VP': undefined,
      '/ladders/decision/escalations': [],
      '/ladders/close-decision/escalations': [],
      '/ladders/deal-review/escalations': [],
      [`${steps('strategize')}/business-case/roles`]: ['PM'],
    },
    ['PROGRAM.ROLE_MISSING /roles'],
  ],
  ['no owner of the partner, who is its first person', noPartnerOwner(), ['PROGRAM.ROLE_MISSING /roles']],
];

/** Steps that the other side would hold, decide or inherit. */
export const WRONG_SIDES: Wrong[] = [
  [
    'a screening that the partner judges',
    { [`${steps('recruit')}/screening/owner`]: 'P-own' },
    ['PROGRAM.ROLE_SIDE /stages/recruit/steps/screening/owner'],
  ],
  [
    'access that the partner gives itself',
    { [`${steps('onboard')}/access/owner`]: 'P-own' },
    ['PROGRAM.ROLE_SIDE /stages/onboard/steps/access/owner'],
  ],
  [
    'a fault of ours that the partner repairs',
    { [`${steps('incentivize')}/record/owner`]: 'P-fin' },
    ['PROGRAM.ROLE_SIDE /stages/incentivize/steps/record/owner'],
  ],
  [
    'an approval by the partner alone',
    { [`${steps('onboard')}/plan-agreed/roles`]: ['P-own', 'P-sales'] },
    [
      'PROGRAM.ROLE_SIDE /stages/onboard/steps/plan-agreed/roles/0',
      'PROGRAM.ROLE_SIDE /stages/onboard/steps/plan-agreed/roles/1',
    ],
  ],
  [
    'a quorum that counts on the partner',
    { [`${steps('recruit')}/admit/roles/2`]: 'P-own' },
    ['PROGRAM.ROLE_SIDE /stages/recruit/steps/admit/roles/2'],
  ],
  [
    'a screening that ends up with the partner',
    { '/ladders/our-task/escalations/0/add': ['PM', 'P-own'] },
    ['recruit/steps/screening', 'onboard/steps/access', 'regions/de/stages/onboard/steps/access'].map((at) =>
      at.startsWith('regions') ? `PROGRAM.ROLE_SIDE /${at}/ladder` : `PROGRAM.ROLE_SIDE /stages/${at}/ladder`,
    ),
  ],
];

/** Everything that the partner's owner does is given to its sales people. */
function noPartnerOwner(): Wrong[1] {
  const owned = {
    recruit: ['further-information'],
    onboard: ['agreement', 'tax-and-bank', 'plan-30-60-90'],
    accelerate: ['next-plan'],
  };
  const regional = { de: 'data-processing', fr: 'company-extract' };
  return {
    '/roles/P-own': undefined,
    '/ladders/partner-finance/escalations/0/add': ['P-sales'],
    ...Object.fromEntries(
      Object.entries(owned).flatMap(([stage, keys]) => keys.map((key) => [`${steps(stage)}/${key}/owner`, 'P-sales'])),
    ),
    ...Object.fromEntries(
      Object.entries(regional).map(([id, key]) => [`/regions/${id}${steps('onboard')}/${key}/owner`, 'P-sales']),
    ),
  };
}
