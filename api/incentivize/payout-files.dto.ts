import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { PAYOUT_RUN_KINDS } from '../../domain/incentivize/payout-run';
import { PAGE } from '../http/cursor';
import { money } from '../http/money';

const file = {
  fileId: z.string(),
  revision: z.number().int(),
  rail: z.enum(['sepa', 'manual']),
  number: z.number().int().describe('From 1 for each currency; a next one holds what was tried again'),
  messageId: z.string().describe('What the bank calls it'),
  fileName: z.string(),
  contentHash: z.string().describe('SHA-256 of its bytes'),
  payments: z.number().int(),
  total: money,
  executionDate: z.string(),
  made: z.string(),
  results: z
    .object({ waiting: z.number().int(), paid: z.number().int(), failed: z.number().int() })
    .describe('How many of its payments wait for their results, are paid, or have failed or come back'),
  reportId: z.string().nullable().describe('The report that said something of it last; null before any did'),
  fileUrl: z.string().describe('Its bytes, always the same'),
};

/** The files that a run has written. */
export class PayoutFilesDto extends createZodDto(z.object({ items: z.array(z.object(file)) })) {}

/** Which files of all runs. */
export class PayoutFileListQueryDto extends createZodDto(
  z.strictObject({
    ...PAGE,
    results: z
      .enum(['waiting', 'complete'])
      .optional()
      .describe('Those that wait for results of their payments, or those whose results are all there'),
  }),
) {}

/** A page of the files of all runs, the last one made first. */
export class PayoutFileListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        ...file,
        run: z.object({
          runId: z.string(),
          program: z.string(),
          period: z.string(),
          kind: z.enum(PAYOUT_RUN_KINDS),
          number: z.number().int(),
        }),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}
