import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { money } from '../http/money';

/** The files that a run has written. */
export class PayoutFilesDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
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
        fileUrl: z.string().describe('Its bytes, always the same'),
      }),
    ),
  }),
) {}
