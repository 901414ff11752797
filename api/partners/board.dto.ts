import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { MODES } from '../../domain/lifecycle';
import { STAGES } from '../../domain/program';
import { moment } from '../http/moments';

/** A stage shows so many of its partners; the list of partners shows the rest. */
export const CARDS_PER_STAGE_MAX = 50;

/** How much of the board. */
export class BoardQueryDto extends createZodDto(
  z.strictObject({
    cards: z.coerce.number().int().min(1).max(CARDS_PER_STAGE_MAX).default(12).describe('At most so many per stage'),
  }),
) {}

/** The pipeline: each stage with its partners, those with something overdue first, then those longest in it. */
export class BoardDto extends createZodDto(
  z.object({
    stages: z.array(
      z.object({
        stage: z.enum(STAGES),
        partners: z.number().int(),
        overdue: z.number().int().describe('Partners with an open step of this stage past its due date'),
        cards: z.array(
          z.object({
            partnerId: z.string(),
            name: z.string(),
            tier: z.string().nullable(),
            region: z.string(),
            mode: z.enum(MODES),
            programVersion: z.string(),
            since: moment,
            overdue: z.boolean(),
            due: moment.nullable(),
            waitingFor: z.string().nullable(),
          }),
        ),
      }),
    ),
  }),
) {}
