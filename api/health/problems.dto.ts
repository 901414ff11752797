import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

/** A kind of problem: stable code, status, and whether the same request may succeed later. */
export class ProblemPageDto extends createZodDto(
  z.strictObject({ code: z.string(), title: z.string(), status: z.number().int(), retryable: z.boolean() }),
) {}
