import type { JsonObject } from '../../domain/hash';
import type { Edits, Wrong } from './edits';
import { steps } from './edits';

const PAYOUT = `${steps('incentivize')}/payout`;
const one = (...roles: string[]): JsonObject => ({ roles, quorum: 1, rejection: 'ends' });
const level = (...groups: JsonObject[]): JsonObject => ({ groups });
const FIN = [level(one('FIN'))];
const VP = [level(one('VP'))];

/** The payout's approval, decided by other words. */
const by = (words: JsonObject): Edits => ({
  ...Object.fromEntries(
    ['roles', 'quorum', 'rejection', 'levels', 'matrix', 'currency', 'limits'].map(
      (word) => [`${PAYOUT}/${word}`, words[word]] as const,
    ),
  ),
});
const matrix = (...rows: JsonObject[]): Edits => by({ matrix: rows, currency: 'USD' });

/** Approvals that nobody, or not everybody who should, could decide. */
export const WRONG_APPROVALS: Wrong[] = [
  ['an approval without anybody who decides', by({}), [`PROGRAM.APPROVAL_RULE ${PAYOUT}`]],
  ['an approval that says twice who decides', by({ ...one('FIN'), levels: FIN }), [`PROGRAM.APPROVAL_RULE ${PAYOUT}`]],
  ['an approval without a quorum', by({ roles: ['FIN'], rejection: 'ends' }), [`PROGRAM.APPROVAL_RULE ${PAYOUT}`]],
  [
    'a gap between two bands',
    matrix({ to: '1000', levels: FIN }, { from: '2000', levels: VP }),
    [`PROGRAM.MATRIX_GAP ${PAYOUT}/matrix/1`],
  ],
  [
    'amounts above all bands, and an empty band',
    matrix({ to: '1000', levels: FIN }, { from: '1000', to: '1000', levels: VP }),
    [`PROGRAM.MATRIX_GAP ${PAYOUT}/matrix`, `PROGRAM.MATRIX_GAP ${PAYOUT}/matrix/1/to`],
  ],
  [
    'two bands for one amount',
    matrix({ to: '1000', levels: FIN }, { from: '999.99', levels: VP }),
    [`PROGRAM.MATRIX_OVERLAP ${PAYOUT}/matrix/1`],
  ],
  [
    'a tier without a chain',
    by({
      matrix: [
        { when: { tiers: ['gold', 'platinum'] }, levels: VP },
        { when: { tiers: ['silver'] }, levels: FIN },
      ],
    }),
    [`PROGRAM.MATRIX_GAP ${PAYOUT}/matrix`],
  ],
  [
    'two chains for German resellers',
    by({
      matrix: [
        { when: { regions: ['de'] }, levels: VP },
        { when: { types: ['reseller'] }, levels: FIN },
        { levels: FIN },
      ],
    }),
    [`PROGRAM.MATRIX_OVERLAP ${PAYOUT}/matrix/1`, `PROGRAM.MATRIX_OVERLAP ${PAYOUT}/matrix/2`],
  ],
  [
    'a band of another currency',
    { ...matrix({ to: '10', levels: FIN }, { from: '10', levels: VP }), [`${PAYOUT}/currency`]: 'EUR' },
    [`PROGRAM.MATRIX_AMOUNT ${PAYOUT}/currency`],
  ],
  [
    'a limit without a currency',
    by({ ...one('FIN'), limits: { FIN: '10' } }),
    [`PROGRAM.MATRIX_AMOUNT ${PAYOUT}/currency`],
  ],
  [
    'a currency without an amount',
    by({ ...one('FIN'), currency: 'USD' }),
    [`PROGRAM.MATRIX_AMOUNT ${PAYOUT}/currency`],
  ],
  [
    'a limit where nothing has an amount',
    { [`${steps('recruit')}/admit/limits`]: { PM: '10' }, [`${steps('recruit')}/admit/currency`]: 'USD' },
    [`PROGRAM.MATRIX_AMOUNT ${steps('recruit')}/admit/currency`],
  ],
  [
    'an amount that cannot be read',
    { ...by({ levels: FIN }), [`${PAYOUT}/currency`]: 'USD', [`${PAYOUT}/limits`]: { FIN: '10.001' } },
    [`PROGRAM.AMOUNT ${PAYOUT}/limits/FIN`],
  ],
  [
    'a band above the limit of everybody asked',
    { ...matrix({ to: '5000', levels: FIN }, { from: '5000', levels: FIN }), [`${PAYOUT}/limits`]: { FIN: '5000' } },
    [`PROGRAM.APPROVAL_LIMIT ${PAYOUT}/matrix/1/levels/0`],
  ],
  [
    'a level of beneficiaries only',
    by({ levels: [...FIN, level(one('FIN'), one('P-own', 'P-fin'))] }),
    [
      `PROGRAM.QUORUM_UNREACHABLE ${PAYOUT}/levels/1`,
      `PROGRAM.ROLE_SIDE ${PAYOUT}/levels/1/groups/1/roles/0`,
      `PROGRAM.ROLE_SIDE ${PAYOUT}/levels/1/groups/1/roles/1`,
    ],
  ],
  [
    'names that do not exist, in every corner of a rule',
    {
      ...by({
        matrix: [{ when: { tiers: ['iron'], types: ['shop'], regions: ['atlantis'] }, levels: [level(one('BOSS'))] }],
      }),
      [`${steps('recruit')}/admit/limits`]: { BOSS: '10' },
    },
    [
      `PROGRAM.ROLE_UNKNOWN ${PAYOUT}/matrix/0/levels/0/groups/0/roles/0`,
      `PROGRAM.TIER_UNKNOWN ${PAYOUT}/matrix/0/when/tiers/0`,
      `PROGRAM.TYPE_UNKNOWN ${PAYOUT}/matrix/0/when/types/0`,
      `PROGRAM.REGION_UNKNOWN ${PAYOUT}/matrix/0/when/regions/0`,
      `PROGRAM.ROLE_UNKNOWN ${steps('recruit')}/admit/limits/BOSS`,
      `PROGRAM.MATRIX_AMOUNT ${steps('recruit')}/admit/currency`,
    ],
  ],
  [
    'a role that is listed twice in a level',
    by({ levels: [level(one('FIN', 'FIN'))] }),
    [`PROGRAM.DUPLICATE ${PAYOUT}/levels/0/groups/0/roles/1`],
  ],
  [
    'four escalations',
    { '/ladders/decision/escalations': ['1bd', '2bd', '3bd', '4bd'].map((after) => ({ after, add: ['VP'] })) },
    ['PROGRAM.SIZE /ladders/decision/escalations'],
  ],
];
