import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { STAGES } from '../../domain/program';

const length = z.number().int().nullable().describe('Program time, ms; null before the first one');
const load = { open: z.number().int(), late: z.number().int() };

/** The team lead's numbers: each one can be listed, by `/v1/partners` or `/v1/steps` with the same words. */
export class OverviewDto extends createZodDto(
  z.object({
    stages: z.array(
      z.object({
        stage: z.enum(STAGES),
        reached: z.number().int().describe('Partners that have ever begun it'),
        running: z.number().int(),
        completed: z.number().int(),
        medianMs: length,
        ninetiethMs: length,
        ended: z.number().int().describe('Steps with a due date that have ended'),
        inTime: z.number().int(),
      }),
    ),
    roles: z
      .array(z.object({ role: z.string(), ...load }))
      .describe('Open steps by who can act, the most loaded first'),
    owners: z
      .array(z.object({ personId: z.string(), displayName: z.string(), partners: z.number().int(), ...load }))
      .describe('Named owners with the open steps of their partners, the most loaded first'),
  }),
) {}
