import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { moment } from '../http/moments';

const certificate = z.object({
  certificateId: z.string(),
  personId: z.string(),
  displayName: z.string(),
  certification: z.string(),
  title: z.string(),
  track: z.string(),
  earned: moment,
  expires: moment,
  state: z
    .enum(['upcoming', 'valid', 'superseded', 'lapsed', 'left'])
    .describe('superseded: a later one lasts longer; left: its person is not one of the partner’s active people'),
  temporalUrl: z.string(),
});

/** The certificates of a partner's people, the latest first; withdrawn ones are in the timeline. */
export class CertificateListDto extends createZodDto(z.object({ items: z.array(certificate) })) {}

/** How far a partner's people are on each track of its program version. */
export class TrainingDto extends createZodDto(
  z.object({
    now: moment,
    tier: z.string(),
    tracks: z.array(
      z.object({
        track: z.string(),
        title: z.string(),
        certification: z.string(),
        role: z.string().describe('Whose holders take it'),
        courses: z.array(z.object({ activity: z.string(), title: z.string(), verb: z.enum(['completed', 'passed']) })),
        needed: z.number().int().describe('People who must hold it at this tier'),
        certified: z.number().int().describe('Active people who hold it now, and the role'),
        people: z.array(z.object({ personId: z.string(), displayName: z.string(), expires: moment })),
      }),
    ),
  }),
) {}
