import { z } from 'zod';
import { condition, count, list, record, roleId, shortText, title } from './schema-text';

/** More approvals than this nobody waits for. */
const QUORUM_MAX = 9;
/** Groups that are asked at the same time, and levels one after the other. */
const GROUPS_MAX = 5;
const LEVELS_MAX = 5;
/** Rows of one matrix. */
const ROWS_MAX = 40;

const roles = list(roleId, 1).describe('Roles whose holders may decide, keys of `roles`.');
const quorum = z
  .union([count(1, QUORUM_MAX), z.literal('all'), z.literal('first')], {
    error: `Write a whole number from 1 to ${QUORUM_MAX}, "all" or "first".`,
  })
  .describe('How many different people must approve; `all`: everybody who holds one of the roles; `first`: one.');
const rejection = z
  .enum(['ends', 'counts'])
  .describe('`ends`: one rejection ends it; `counts`: it ends when the quorum can no longer be reached.');

const level = z.strictObject({
  title: title.optional().describe('What people see, e.g. "Finance".'),
  groups: z
    .array(z.strictObject({ roles, quorum, rejection }))
    .min(1)
    .max(GROUPS_MAX)
    .describe('Who is asked at the same time; each group must approve, and one person counts in one of them.'),
});
const levels = z.array(level).min(1).max(LEVELS_MAX);

const matrixRow = z.strictObject({
  when: condition
    .optional()
    .describe('Partners that this row is for. A list means "one of"; several lists must all hold; without it, all.'),
  from: shortText.optional().describe('From this amount on (included), in major units, e.g. "0". Bands leave no gap.'),
  to: shortText.optional().describe('Up to this amount (excluded). The last band has none.'),
  levels: levels.describe('Who then decides, level by level.'),
});

/** Who decides: by roles, quorum and rejection; or by levels; or by a matrix. */
export const approvalRule = {
  roles: roles.optional(),
  quorum: quorum.optional(),
  rejection: rejection.optional(),
  levels: levels
    .optional()
    .describe('Levels one after the other, in place of roles, quorum and rejection; one person decides at one level.'),
  matrix: z
    .array(matrixRow)
    .min(1)
    .max(ROWS_MAX)
    .optional()
    .describe(
      'Levels by amount and partner, in place of roles, quorum and rejection: exactly one row is for each case.',
    ),
  currency: shortText.optional().describe('The currency of the amounts in `matrix` and `limits`, ISO 4217.'),
  limits: record(roleId, shortText, { min: 1, max: 40 })
    .optional()
    .describe('Up to which amount (included) a role may decide, e.g. "10000". A role that is not named has no limit.'),
  infoStopsClock: z
    .boolean()
    .optional()
    .describe('While a question waits for its answer, the deadline stands still. Without it, it does not.'),
  bulk: z.boolean().optional().describe('`false`: decided one by one, never several at once.'),
};
