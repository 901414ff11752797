import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { IMPORT_KINDS, ROW_OUTCOMES } from '../../domain/imports';
import { PAGE } from '../http/cursor';

const counts = z.object(
  Object.fromEntries(ROW_OUTCOMES.map((outcome) => [outcome, z.number().int()])) as Record<
    (typeof ROW_OUTCOMES)[number],
    z.ZodNumber
  >,
);

/** An import: how far it is, and what became of its rows. */
export class ImportDto extends createZodDto(
  z.object({
    importId: z.string(),
    kind: z.enum(IMPORT_KINDS).nullable().describe('Null until its content has been read'),
    source: z.string().nullable(),
    state: z.enum(['starting', 'running', 'done', 'failed']),
    total: z.number().int(),
    done: z.number().int(),
    counts,
    refusal: z.object({ code: z.string(), message: z.string() }).nullable().describe('Why none of it could be used'),
    started: z.string().nullable(),
    ended: z.string().nullable(),
    rowsUrl: z.string(),
    temporalUrl: z.string(),
  }),
) {}

/** A started import. */
export class ImportStartedDto extends createZodDto(
  z.object({ importId: z.string(), state: z.literal('starting'), statusUrl: z.string(), temporalUrl: z.string() }),
) {}

/** Which rows of the report. */
export class ImportRowsQueryDto extends createZodDto(
  z.strictObject({ outcome: z.enum(ROW_OUTCOMES).optional(), ...PAGE }),
) {}

/** A page of the report, in the order of the file. */
export class ImportRowsDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        rowNumber: z.number().int().describe('From 1; a header does not count'),
        outcome: z.enum(ROW_OUTCOMES),
        reference: z.string().nullable().describe('The sender’s id of the row'),
        partnerId: z.string().nullable(),
        code: z.string().nullable(),
        message: z.string().nullable(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}
