import type { Wrong } from './edits';
import { steps, task } from './edits';

/** Names of what is not there, or stands on the wrong side. */
export const WRONG_REFERENCES: Wrong[] = [
  [
    'an owner that is no role',
    { [`${steps('recruit')}/admit/owner`]: 'CHIEF' },
    ['PROGRAM.ROLE_UNKNOWN /stages/recruit/steps/admit/owner'],
  ],
  [
    'an approver that is no role',
    { [`${steps('recruit')}/admit/roles/1`]: 'CHIEF' },
    ['PROGRAM.ROLE_UNKNOWN /stages/recruit/steps/admit/roles/1'],
  ],
  [
    'a countersigner that is no role',
    { [`${steps('onboard')}/agreement/countersign`]: 'CHIEF' },
    ['PROGRAM.ROLE_UNKNOWN /stages/onboard/steps/agreement/countersign'],
  ],
  [
    "a countersigner of the partner's",
    { [`${steps('onboard')}/agreement/countersign`]: 'P-own' },
    ['PROGRAM.ROLE_SIDE /stages/onboard/steps/agreement/countersign'],
  ],
  [
    'an agreement that we sign first',
    { [`${steps('onboard')}/agreement/owner`]: 'LEG' },
    ['PROGRAM.ROLE_SIDE /stages/onboard/steps/agreement/owner'],
  ],
  [
    'an escalation to nobody',
    { '/ladders/our-task/escalations/0/add': ['CHIEF'] },
    ['PROGRAM.ROLE_UNKNOWN /ladders/our-task/escalations/0/add/0'],
  ],
  ['an owning role of the partner', { '/ownerRole': 'P-own' }, ['PROGRAM.ROLE_SIDE /ownerRole']],
  [
    'a track for a role that is none',
    { '/tracks/sales-path/role': 'P-tech' },
    ['PROGRAM.ROLE_UNKNOWN /tracks/sales-path/role'],
  ],
  [
    'a condition on an unknown tier',
    { [`${steps('enable')}/practise-demo/when`]: { tiers: ['silver', 'diamond'] } },
    ['PROGRAM.TIER_UNKNOWN /stages/enable/steps/practise-demo/when/tiers/1'],
  ],
  [
    'a condition on an unknown region',
    { [`${steps('enable')}/practise-demo/when`]: { regions: ['mars'] } },
    ['PROGRAM.REGION_UNKNOWN /stages/enable/steps/practise-demo/when/regions/0'],
  ],
  [
    'a condition on an unknown type',
    { [`${steps('enable')}/practise-demo/when`]: { types: ['oem'] } },
    ['PROGRAM.TYPE_UNKNOWN /stages/enable/steps/practise-demo/when/types/0'],
  ],
  [
    'a ladder that does not exist',
    { [`${steps('recruit')}/admit/ladder`]: 'stairs' },
    ['PROGRAM.LADDER_UNKNOWN /stages/recruit/steps/admit/ladder'],
  ],
  [
    'a track that does not exist',
    { [`${steps('enable')}/sales-training/track`]: 'nowhere' },
    ['PROGRAM.TRACK_UNKNOWN /stages/enable/steps/sales-training/track'],
  ],
  [
    'a document that does not exist',
    { [`${steps('onboard')}/agreement/document`]: 'napkin' },
    ['PROGRAM.DOCUMENT_UNKNOWN /stages/onboard/steps/agreement/document'],
  ],
  [
    'a track to no certification',
    { '/tracks/sales-path/certification': 'guru' },
    ['PROGRAM.CERTIFICATION_UNKNOWN /tracks/sales-path/certification'],
  ],
  [
    'a tier that asks for no certification',
    { '/tiers/3/certified': { guru: 1 } },
    ['PROGRAM.CERTIFICATION_UNKNOWN /tiers/3/certified/guru'],
  ],
  [
    'people of an unknown tier',
    { '/tracks/sales-path/people/diamond': 1 },
    ['PROGRAM.TIER_UNKNOWN /tracks/sales-path/people/diamond'],
  ],
];

/** Steps that cannot come to their turn. */
export const WRONG_GRAPHS: Wrong[] = [
  [
    'a need that is no step',
    { [`${steps('recruit')}/interview/needs`]: ['tea'] },
    ['PROGRAM.NEEDS_UNKNOWN /stages/recruit/steps/interview/needs/0'],
  ],
  [
    'a need of another stage',
    { [`${steps('recruit')}/interview/needs`]: ['fit'] },
    ['PROGRAM.NEEDS_UNKNOWN /stages/recruit/steps/interview/needs/0'],
  ],
  [
    'a step that needs itself',
    { [`${steps('recruit')}/screening/needs`]: ['screening'] },
    ['PROGRAM.NEEDS_CYCLE /stages/recruit/steps/screening/needs/0'],
  ],
  [
    'a circle of needs',
    { [`${steps('recruit')}/eligibility-review/needs`]: ['admit'] },
    ['PROGRAM.NEEDS_CYCLE /stages/recruit/steps/eligibility-review/needs/0'],
  ],
  [
    'a required step after an optional one',
    { [`${steps('market')}/wrap-up`]: { ...task, needs: ['campaign'] } },
    ['PROGRAM.NEEDS_OPTIONAL /stages/market/steps/wrap-up/needs/0'],
  ],
  [
    'a step after the end of the period',
    { [`${steps('sell')}/pipeline-review/needs`]: ['quarter'] },
    ['PROGRAM.NEEDS_PERIOD_END /stages/sell/steps/pipeline-review/needs/0'],
  ],
  [
    'a need named twice',
    { [`${steps('recruit')}/interview/needs`]: ['screening', 'screening'] },
    ['PROGRAM.DUPLICATE /stages/recruit/steps/interview/needs/1'],
  ],
  [
    'a decision on nothing',
    { [`${steps('recruit')}/admit/decides`]: 'tea' },
    ['PROGRAM.DECIDES_UNKNOWN /stages/recruit/steps/admit/decides'],
  ],
  [
    'a decision on what may not be there',
    { [`${steps('recruit')}/admit/needs`]: ['screening'] },
    ['PROGRAM.DECIDES_NOT_NEEDED /stages/recruit/steps/admit/decides'],
  ],
];
