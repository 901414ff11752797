import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** How the service is. */
export class HealthDto extends createZodDto(
  z.strictObject({
    status: z.literal('ok'),
    postgres: z.literal('up').optional(),
    temporal: z.literal('up').optional(),
  }),
) {}
