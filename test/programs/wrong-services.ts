import type { JsonObject } from '../../domain/hash';
import type { Wrong } from './edits';
import { steps, task } from './edits';

const service = (does: string, parts: JsonObject = {}): JsonObject => ({
  kind: 'service',
  title: 'The system does it',
  owner: 'PO',
  does,
  ...parts,
});
const record = `${steps('incentivize')}/record`;
const payout = `${steps('incentivize')}/payout`;
const applyTier = `${steps('accelerate')}/apply-tier`;

/** Services where they cannot work, or that act on what nobody has decided. */
export const WRONG_SERVICES: Wrong[] = [
  [
    'a payout before there is a period',
    { [`${steps('recruit')}/bonus`]: service('calculatePayout') },
    ['PROGRAM.SERVICE_STAGE /stages/recruit/steps/bonus/does'],
  ],
  [
    'a payout of a period that still runs',
    { [`${steps('sell')}/early`]: service('calculatePayout') },
    ['PROGRAM.SERVICE_STAGE /stages/sell/steps/early/does'],
  ],
  [
    'a score of a period before the first one',
    { [`${steps('enable')}/score`]: service('scorePartner') },
    ['PROGRAM.SERVICE_STAGE /stages/enable/steps/score/does'],
  ],
  [
    'a payout that nobody approves',
    { [`${record}/needs`]: ['calculate'] },
    [`PROGRAM.SERVICE_UNDECIDED ${record}/needs`],
  ],
  ['a payout recorded at once', { [`${record}/needs`]: undefined }, [`PROGRAM.SERVICE_UNDECIDED ${record}/needs`]],
  [
    'a payout approved without a look at it',
    { [`${payout}/decides`]: undefined },
    [`PROGRAM.SERVICE_UNDECIDED ${record}/needs`],
  ],
  [
    'a payout approved by a look at something else',
    {
      [`${payout}/decides`]: 'cut-off-note',
      [`${payout}/due`]: '1bd',
      [`${steps('incentivize')}/cut-off-note`]: closing('task'),
      [`${payout}/needs`]: ['calculate', 'cut-off-note'],
    },
    [`PROGRAM.SERVICE_UNDECIDED ${record}/needs`],
  ],
  [
    'a payout that would act on the first of two approvals',
    {
      [`${steps('incentivize')}/note`]: closing('task'),
      [`${steps('incentivize')}/note-seen`]: {
        ...closing('approval'),
        needs: ['note'],
        decides: 'note',
        roles: ['PO'],
        quorum: 1,
        rejection: 'ends',
      },
      [`${record}/needs`]: ['note-seen', 'payout'],
    },
    [`PROGRAM.SERVICE_UNDECIDED ${record}/needs/0`],
  ],
  [
    'a payout that only some partners get approved',
    { [`${payout}/when`]: { types: ['reseller'] } },
    [`PROGRAM.SERVICE_UNDECIDED ${record}/needs`],
  ],
  [
    'a tier that nobody decides on',
    { [`${applyTier}/needs`]: ['quarterly-review'] },
    [`PROGRAM.SERVICE_UNDECIDED ${applyTier}/needs`],
  ],
  [
    'a tier decided without its score',
    { [`${steps('accelerate')}/tier/decides`]: 'quarterly-review' },
    [`PROGRAM.SERVICE_UNDECIDED ${applyTier}/needs`],
  ],
  [
    'a region that takes the approval of the payout away',
    { '/regions/fr/stages/incentivize': { steps: { payout: closing('task', ['calculate']) } } },
    [`PROGRAM.SERVICE_UNDECIDED ${record}/needs`],
  ],
  [
    'a payout calculated twice in one close',
    { [`${steps('incentivize')}/again`]: service('calculatePayout', { needs: ['payout'] }) },
    ['PROGRAM.SERVICE_TWICE /stages/incentivize/steps/again/does'],
  ],
  [
    'a region that calculates the payout once more',
    { '/regions/fr/stages/accelerate': { steps: { again: service('calculatePayout') } } },
    ['PROGRAM.SERVICE_TWICE /regions/fr/stages/accelerate/steps/again/does'],
  ],
];

const consent = { after: '3bd', as: 'approve' };
/** A ladder on which silence is consent, and steps that climb it. */
const silent = (...ladders: string[]): Wrong[1] => ({
  '/ladders/silence': { reminders: ['50%'], end: consent },
  ...Object.fromEntries(ladders.map((at) => [`${at}/ladder`, 'silence'])),
});
const approves = (at: string): string[] => [`PROGRAM.LADDER_APPROVES ${at}/ladder`];

/** What only people can pass, passed by silence. */
export const WRONG_SILENCES: Wrong[] = [
  ['a screening', `${steps('recruit')}/screening`],
  ['a signature', `${steps('onboard')}/agreement`],
  ['a training', `${steps('enable')}/sales-training`],
  ['an access', `${steps('onboard')}/access`],
  ['an approval of the payout', payout],
  ['an approval of the tier', `${steps('accelerate')}/tier`],
  ['a task whose evidence is decided on', `${steps('recruit')}/interview`],
].map(([name, at]): Wrong => [`${name} passed by silence`, silent(at!), approves(at!)]);

WRONG_SILENCES.push(
  [
    'a payout that was never calculated passed by silence',
    {
      ...silent(`${steps('incentivize')}/calculate`),
      [`${steps('incentivize')}/calculate/due`]: '1bd',
      [`${payout}/due`]: '1bd',
    },
    approves(`${steps('incentivize')}/calculate`),
  ],
  [
    'a first approval before the payout passed by silence',
    {
      ...silent(),
      [`${steps('incentivize')}/first-look`]: {
        ...{ kind: 'approval', title: 'First look', owner: 'PO', needs: ['calculate'], due: '1bd', ladder: 'silence' },
        ...{ roles: ['PO'], quorum: 1, rejection: 'ends' },
      },
      [`${payout}/needs`]: ['calculate', 'first-look'],
      [`${payout}/due`]: '1bd',
    },
    approves(`${steps('incentivize')}/first-look`),
  ],
  [
    'a region in which silence clears a company',
    {
      ...silent(),
      '/regions/fr/stages/recruit': {
        steps: { screening: { kind: 'screening', title: 'Screen', owner: 'LEG', due: '5bd', ladder: 'silence' } },
      },
    },
    approves('/regions/fr/stages/recruit/steps/screening'),
  ],
  [
    'a decision on a wait',
    {
      [`${steps('enable')}/rest`]: { kind: 'wait', title: 'Rest', owner: 'SE', for: '1d' },
      [`${steps('enable')}/rested`]: {
        ...{ kind: 'approval', title: 'Rested', owner: 'SE', needs: ['rest'], decides: 'rest' },
        ...{ roles: ['SE'], quorum: 1, rejection: 'ends' },
      },
    },
    ['PROGRAM.DECIDES_NOTHING /stages/enable/steps/rested/decides'],
  ],
);

/** A step of the close: it must have an end. */
function closing(kind: 'task' | 'approval', needs?: string[]): JsonObject {
  return { ...task, kind, ...(needs && { needs }), due: '1bd', ladder: 'close-task' };
}
