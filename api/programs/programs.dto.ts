import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { moment } from '../http/moments';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const clock = z
  .object({ anchorMs: z.number(), factor: z.number(), fastMs: z.number() })
  .describe('Program time: factor 1 but in demo versions');

const summary = z.object({
  programId: z.string(),
  version: z.number().int(),
  title: z.string(),
  contentHash: z.string(),
  clock,
  demo: z.boolean(),
  publishedBy: z.string(),
  publishedAt: z.string(),
});

/** All programs, each in its latest version, with what an applicant needs to know, and how roles are called. */
export class ProgramListDto extends createZodDto(
  z.object({
    items: z.array(
      summary.extend({
        partnerTypes: z.record(z.string(), z.string()),
        roles: z.record(z.string(), z.string()).describe('Titles of the roles, by their ids'),
        regions: z.record(z.string(), z.object({ title: z.string(), countries: z.array(z.string()) })),
      }),
    ),
  }),
) {}

/** One published version; the document itself for our own people only. */
export class ProgramDto extends createZodDto(
  summary.extend({
    document: z.record(z.string(), z.unknown()).nullable(),
    commission: z
      .object({
        rules: z.array(
          z.object({
            ruleId: z.string(),
            words: z.array(z.string()).describe('All that the rule says, in sentences'),
            curve: z
              .object({
                tiers: z.array(z.string().nullable()).describe('Null: the bands of every tier'),
                counted: z.boolean().describe('Whether the basis is a number, not money'),
                points: z.array(
                  z.object({
                    basis: z.string(),
                    amounts: z.array(z.string()).describe('What is paid altogether, in the order of the tiers'),
                  }),
                ),
              })
              .nullable()
              .describe('What its bands alone pay, exactly; null where a picture would not help'),
          }),
        ),
        words: z.array(z.string()).describe('What holds of all rules together'),
      })
      .nullable()
      .describe('The commission plan explained, for our own people only'),
    libraryVersions: z.record(z.string(), z.string()),
    versions: z.array(summary),
  }),
) {}

/** The present of a program. */
export class ProgramClockDto extends createZodDto(
  z.object({
    programId: z.string(),
    version: z.number().int(),
    now: moment,
    date: z.string().describe('The civil date in the program’s zone: date sales and completions with it'),
    zone: z.string(),
    period: z.object({ key: z.string(), firstDay: z.string(), lastDay: z.string(), ends: moment }),
    clock,
    demo: z.boolean(),
  }),
) {}

/** How to publish. */
export class PublishQueryDto extends createZodDto(
  z.strictObject({
    day: z.string().max(20).optional().describe('Publishes a demo version in which a day takes this long, e.g. 500ms'),
    fast: z
      .string()
      .max(20)
      .optional()
      .describe('How long the demo version runs fast, e.g. 10min; then time runs normally'),
  }),
) {}

/** Which version's clock. */
export class ClockQueryDto extends createZodDto(
  z.strictObject({ version: z.coerce.number().int().min(1).max(1_000_000).optional() }),
) {}

/** A published version, or one on its way. */
export const PublishedDto = unionDto(
  'PublishedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('published'),
      programId: z.string(),
      version: z.number().int(),
      contentHash: z.string(),
      changed: z.boolean().describe('False when the very same content had been published before'),
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link PublishedDto}. */
export type PublishedDto = InstanceType<typeof PublishedDto>;
