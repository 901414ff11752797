import { z } from 'zod';
import type { Program } from '../domain/program';
import { STAGES } from '../domain/program';
import { SYSTEM_ROLES } from '../domain/roles';
import { planSchema } from './schema-plan';
import { stepSchema } from './schema-steps';
import {
  count,
  documentText,
  duration,
  factKind,
  iri,
  key,
  list,
  prose,
  record,
  reminder,
  roleId,
  shortText,
  title,
} from './schema-text';

/** People of one partner that a track or tier can ask for. */
const PEOPLE_MAX = 1_000;
/** Steps of one stage, or of what a region changes in it. */
const STEPS_MAX = 40;
/** Reminders and escalations of one ladder. */
const RUNGS_MAX = 10;
/** How often a stage may be repeated. */
const ATTEMPTS_MAX = 10;

const role = z.strictObject({
  title: title.describe('What people see, e.g. "Channel account manager".'),
  side: z
    .enum(['vendor', 'partner'])
    .describe(
      "`vendor`: our people; `partner`: the partner's own people. The id must say the same: a partner's role begins with P-, and no other does.",
    ),
});

const tier = z.strictObject({
  id: key.describe('What rules and steps call this tier.'),
  title: title.describe('What people see.'),
  salesFrom: shortText.describe(
    'Sales in the closed period from which a partner qualifies, in major units of the program\'s currency, e.g. "50000". The entry tier has "0".',
  ),
  certified: record(key, count(0, PEOPLE_MAX), { max: 20 }).describe(
    'People with a valid certificate from which a partner qualifies, by key of `certifications`. The entry tier has none.',
  ),
});

const ladder = z.strictObject({
  reminders: z
    .array(reminder)
    .max(RUNGS_MAX)
    .optional()
    .describe('When to remind whoever holds the step, as shares of the business time from opening to due, e.g. 50%.'),
  escalations: z
    .array(
      z.strictObject({
        after: duration.describe('How long after due.'),
        add: z.array(roleId).min(1).max(RUNGS_MAX).describe('Roles whose holders may act too from then on.'),
      }),
    )
    .max(RUNGS_MAX)
    .optional()
    .describe('Who is added when, after due.'),
  end: z
    .strictObject({
      after: duration.describe('How long after due.'),
      as: z
        .enum(['approve', 'reject', 'expire'])
        .describe(
          'How it ends what nobody ended. `approve` takes silence for consent: never on screening, agreement, training, provision or service, nor where money or tiers are decided.',
        ),
    })
    .optional()
    .describe('The end. Without it the ladder is endless, which incentivize and accelerate do not allow.'),
});

const certification = z.strictObject({
  title: title.describe('What people see on the certificate.'),
  validFor: duration.describe('How long a certificate is valid, e.g. 365d.'),
  reminders: z
    .array(duration)
    .max(RUNGS_MAX)
    .describe('When to remind before it expires, e.g. 90d; shorter than `validFor`.'),
});

const track = z.strictObject({
  title: title.describe('What people see.'),
  role: roleId.describe("The partner's role whose holders take it."),
  certification: key.describe('What completing every course earns, a key of `certifications`.'),
  courses: list(
    z.strictObject({
      activity: iri.describe('The xAPI activity id, as the learning system sends it.'),
      title: title.describe('What people see.'),
      verb: z.enum(['completed', 'passed']).describe('The xAPI verb that counts: completed, or passed for an exam.'),
    }),
    1,
  ).describe('Every one of them is needed.'),
  people: record(key, count(0, PEOPLE_MAX), { max: 20 }).describe(
    "How many of the partner's people must hold the certification, by tier id: every tier, 0 where nobody must.",
  ),
});

const points = count(0, 100);
const criterion = z.strictObject({
  id: key.describe('What explanations call this line.'),
  title: title.describe('What people see.'),
  weight: count(1, 100).describe('Its share of the score; all weights sum to 100.'),
  field: z
    .enum(['type', 'region', 'employees', 'yearsInBusiness', 'focus'])
    .describe('The field of the application that is scored.'),
  points: record(z.string().min(1).max(60), points, { min: 1, max: 200 })
    .optional()
    .describe('For words (type, region, focus): points from 0 to 100 by value, `*` for any other.'),
  steps: list(
    z.strictObject({
      from: z.number().min(0).max(1e9).describe('From this value on.'),
      points: points.describe('So many points.'),
    }),
    1,
  )
    .optional()
    .describe('For numbers (employees, yearsInBusiness): points from 0 to 100 from this value on.'),
});

const steps = record(key, stepSchema, { min: 1, max: STEPS_MAX });

const stage = z
  .strictObject({
    title: title.describe('What people see.'),
    goal: prose.describe('What must be true when it ends, for people.'),
    repeat: z
      .strictObject({
        within: duration.describe('How long after its end it may be repeated.'),
        attemptsMax: count(1, ATTEMPTS_MAX).describe('How often it may run altogether.'),
      })
      .optional()
      .describe('Whether a once-only stage that did not end well may be repeated. Without it, not.'),
    steps: steps.describe('The steps, by key. They run side by side, but for what they `need`.'),
  })
  .meta({ id: 'stage', description: 'A stage of the operating model: steps that form a graph.' });

const activation = z.strictObject({
  after: z.enum(STAGES).describe('The stage whose completion starts the clock.'),
  facts: list(
    z.strictObject({
      fact: factKind.describe('Kind of fact, e.g. sale_booked, certificate_earned, campaign_completed.'),
      count: count(1, 1_000).describe('How many of them.'),
    }),
    1,
  ).describe('What must be on record for a partner to count as activated.'),
  atRiskAfter: duration.describe('After this long without all of it the partner is at risk, e.g. 60d.'),
  dormantAfter: duration.describe('After this long, longer than `atRiskAfter`, the partner is dormant, e.g. 90d.'),
});

const stages = z.strictObject({
  strategize: stage,
  recruit: stage,
  onboard: stage,
  enable: stage,
  market: stage,
  sell: stage,
  incentivize: stage,
  accelerate: stage,
});

const regionStage = z
  .strictObject({ steps: steps.describe('The steps to add or replace, by key.') })
  .optional()
  .describe('What this region changes in this stage.');
const region = z.strictObject({
  title: title.describe('What people see.'),
  countries: list(shortText, 1).describe(
    'Its countries, as ISO 3166-1 alpha-2 codes, e.g. DE. Each in one region only.',
  ),
  zone: shortText.describe('Its IANA time zone, e.g. Europe/Berlin; deadlines run on it.'),
  currency: shortText.describe('The currency of its payouts, ISO 4217, e.g. EUR.'),
  language: shortText.describe('The language of its notices, a BCP 47 tag, e.g. de.'),
  workWeek: z.array(count(1, 7)).min(1).max(7).describe('Its business days as ISO weekdays: 1 = Monday … 7 = Sunday.'),
  holidays: z
    .strictObject({
      country: shortText.describe('Whose public holidays, ISO 3166-1 alpha-2.'),
      state: shortText.optional().describe('Which part of the country: what follows the dash in ISO 3166-2.'),
    })
    .describe('Whose public holidays are no business days.'),
  residency: shortText.optional().describe('Where personal data of this region must stay, e.g. EU.'),
  stages: z
    .strictObject({
      strategize: regionStage,
      recruit: regionStage,
      onboard: regionStage,
      enable: regionStage,
      market: regionStage,
      sell: regionStage,
      incentivize: regionStage,
      accelerate: regionStage,
    })
    .optional()
    .describe('Steps that this region adds to a stage, or puts in the place of those with the same key.'),
});

/** The shape of a program document; what shapes cannot say is in `programs/rules`. */
export const programSchema = z
  .strictObject({
    id: key.describe('The id of the program; every version of it has the same.'),
    title: title.describe('What people see.'),
    zone: shortText.describe('The IANA time zone of its periods and money dates, e.g. America/New_York.'),
    currency: shortText.describe('The currency of its thresholds, ISO 4217.'),
    period: z.enum(['month', 'quarter', 'year']).describe('How long one cycle of market, sell and close is.'),
    roles: record(roleId, role, { min: 1, max: 40 }).describe(
      `Who takes part, by role id, e.g. CAM or P-own. Rights of the system are given to ${SYSTEM_ROLES.join(', ')}: these must be there.`,
    ),
    partnerTypes: record(key, title, { min: 1, max: 40 }).describe('Which companies may apply: title by type.'),
    tiers: z.array(tier).min(1).max(20).describe('The tiers, lowest first; the first one is the entry tier.'),
    regions: record(key, region, { min: 1, max: 60 }).describe(
      'Where partners are: calendars, currencies, extra steps.',
    ),
    ladders: record(key, ladder, { max: 40 }).describe('SLA ladders: reminders, escalations and ends, by key.'),
    documents: record(
      key,
      z.strictObject({
        title: title.describe('What people see.'),
        text: documentText.describe('The text itself; what is signed is exactly this.'),
      }),
      { max: 40 },
    ).describe('Documents to sign, by key. What is signed is exactly this text.'),
    certifications: record(key, certification, { max: 20 }).describe('Qualifications of a person, by key.'),
    tracks: record(key, track, { max: 40 }).describe('Learning paths, by key.'),
    profile: z.array(criterion).min(1).max(20).describe('The ideal partner profile; the weights sum to 100.'),
    ownerRole: roleId.describe('The role that owns a partner; its first holder in scope becomes the named owner.'),
    activation: activation
      .optional()
      .describe('When a new partner counts as activated, and when its silence is noticed.'),
    stages: stages.describe('The eight stages: four that a partner meets once, four of each cycle.'),
    plan: planSchema.describe('The commission plan.'),
  })
  .meta({ title: 'Partner program', description: 'The operating model of one partner program.' });

type Same<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : never;
/** Does not compile unless the schema and the domain say exactly the same. */
const _schemaSaysProgram: Same<z.infer<typeof programSchema>, Program> = true;

/** The JSON Schema (draft 2020-12) of a program document, for editors. */
export function programJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(programSchema, { target: 'draft-2020-12', io: 'input' });
}
