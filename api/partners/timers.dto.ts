import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { moment } from '../http/moments';

/** What will happen to a partner by itself, the next first. */
export class TimersDto extends createZodDto(
  z.object({
    now: moment,
    stopped: z.boolean().describe('The partner is paused or suspended: deadlines wait, the rest goes on'),
    items: z.array(
      z.object({
        at: moment,
        kind: z.enum(['remind', 'due', 'escalate', 'end', 'wait', 'period', 'activation', 'certificate']),
        about: z.string(),
        then: z.string().describe('What happens when it fires'),
        stops: z.boolean().describe('Whether a pause stops it'),
      }),
    ),
  }),
) {}
