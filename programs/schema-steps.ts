import { z } from 'zod';
import { SERVICES } from '../domain/steps';
import { count, duration, factKind, fieldName, key, list, prose, roleId, title } from './schema-text';

/** More approvals than this nobody waits for. */
const QUORUM_MAX = 9;
/** More facts than this are no milestone. */
const MILESTONE_COUNT_MAX = 1_000_000;
/** Evidence fields of one task. */
const EVIDENCE_MAX = 20;

const condition = z
  .strictObject({
    types: list(key, 1).optional().describe('Only for partners of one of these types (keys of `partnerTypes`).'),
    tiers: list(key, 1).optional().describe('Only for partners on one of these tiers (ids of `tiers`).'),
    regions: list(key, 1).optional().describe('Only for partners of one of these regions (keys of `regions`).'),
  })
  .describe('When the step applies. A list means "one of"; several lists must all hold; without it, always.');

const base = {
  title: title.describe('What people see, e.g. "Sign the partner agreement".'),
  needs: list(key, 1)
    .optional()
    .describe('Steps of the same stage that must have ended well before this one opens. Without it, it opens at once.'),
  when: condition.optional(),
  optional: z
    .boolean()
    .optional()
    .describe('An optional step never fails its stage, and the stage does not wait for it at its end.'),
  owner: roleId.describe('The role that holds the step, a key of `roles`.'),
  due: duration
    .optional()
    .describe("How long the step may take from opening, on the partner's regional calendar, e.g. 5bd or 30d."),
  ladder: key
    .optional()
    .describe('The SLA ladder, a key of `ladders`, that reminds, escalates and ends the step. Needs `due`.'),
  carry: z
    .boolean()
    .optional()
    .describe("Only in market and sell: re-opens in the next cycle when the period's end closes it unfinished."),
};

/** What a step has whatever its kind; reads the sound parts of a step whose kind is unknown. */
export const stepBaseSchema = z.looseObject(base);

const task = z
  .strictObject({
    kind: z.literal('task').describe('Somebody does something and says so, with evidence.'),
    ...base,
    instructions: prose.optional().describe('What to do, in a few sentences.'),
    evidence: z
      .array(fieldName)
      .max(EVIDENCE_MAX)
      .optional()
      .describe('Names of the fields that completing needs, each a short text or a link, e.g. taxForm.'),
  })
  .describe('Somebody does something and says so, with evidence.');

const approval = z
  .strictObject({
    kind: z.literal('approval').describe('People decide.'),
    ...base,
    decides: key
      .optional()
      .describe('The step whose result is decided, one of those this one needs. Without it the partner as it stands.'),
    roles: list(roleId, 1).describe(
      'Roles of ours whose holders may decide, keys of `roles`; the partner benefits and never decides.',
    ),
    quorum: count(1, QUORUM_MAX).describe('How many different people must approve.'),
    rejection: z
      .enum(['ends', 'counts'])
      .describe('`ends`: one rejection ends it; `counts`: it ends when the quorum can no longer be reached.'),
  })
  .describe('People decide: so many approvals by holders of these roles, four eyes enforced.');

const agreement = z
  .strictObject({
    kind: z.literal('agreement').describe('The partner signs a document, then we countersign.'),
    ...base,
    document: key.describe('The document to sign, a key of `documents`.'),
    countersign: roleId.describe('Our role that countersigns.'),
  })
  .describe('The partner signs a document, then we countersign.');

const training = z
  .strictObject({
    kind: z.literal('training').describe("So many of the partner's people earn a certification."),
    ...base,
    track: key.describe('The learning path, a key of `tracks`; how many people need it depends on the tier.'),
  })
  .describe("So many of the partner's people as their tier asks for earn a track's certification.");

const provision = z
  .strictObject({
    kind: z.literal('provision').describe("The partner's people get access to other systems."),
    ...base,
    systems: z
      .array(key)
      .min(1)
      .max(EVIDENCE_MAX)
      .describe("Names of the systems that the partner's people get access to, e.g. portal."),
  })
  .describe("The partner's people get access to other systems; undone when the partner leaves.");

const screening = z
  .strictObject({
    kind: z.literal('screening').describe('A third party screens the company.'),
    ...base,
  })
  .describe('A third party screens the company; anything but "clear" becomes a task for the owner.');

const milestone = z
  .strictObject({
    kind: z.literal('milestone').describe('Something happens outside.'),
    ...base,
    fact: factKind.describe('The kind of fact that is counted, e.g. sale_booked.'),
    count: count(1, MILESTONE_COUNT_MAX).describe('How many of them are needed (in this period, in a cycle).'),
  })
  .describe('Something happens outside: so many facts of a kind are on record.');

const wait = z
  .strictObject({
    kind: z.literal('wait').describe("Time passes: a duration, or until the period's end."),
    ...base,
    for: duration.optional().describe('How long. Either this or `until`.'),
    until: z
      .literal('period_end')
      .optional()
      .describe("Until the period's end; only in market and sell. Either this or `for`."),
  })
  .describe("Time passes: a duration, or until the period's end.");

const service = z
  .strictObject({
    kind: z.literal('service').describe('The system itself does something worth seeing.'),
    ...base,
    does: z
      .enum(SERVICES)
      .describe(
        'What it does, by name. `recordPayout` and `applyTier` need an approval that decides on `calculatePayout` or `scorePartner`.',
      ),
  })
  .describe('The system itself does something worth seeing, by one of its named services.');

/** One step of a stage, by its kind. */
export const stepSchema = z
  .discriminatedUnion('kind', [task, approval, agreement, training, provision, screening, milestone, wait, service])
  .meta({
    id: 'step',
    description: 'One step of a stage. Its `kind` says what it is and which further keys it takes.',
  });
