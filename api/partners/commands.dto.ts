import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { COMMAND_NAMES, MODES } from '../../domain/lifecycle';
import { STAGES } from '../../domain/program';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';

const key = z.string().min(1).max(40);

/** A command on a living partner. The reason is visible in the Temporal UI. */
export class CommandDto extends createZodDto(
  z.strictObject({
    command: z.enum(COMMAND_NAMES),
    reason: z.string().trim().min(1).max(2_000).describe('Visible in the Temporal UI'),
    params: z
      .strictObject({
        stage: z.enum(STAGES).optional().describe('For skipStep and repeatStage'),
        step: key.optional().describe('For skipStep'),
        role: key.optional().describe('For handOver: the role whose named owner changes'),
        toPersonId: z.string().min(1).max(80).optional().describe('For handOver'),
      })
      .default({}),
  }),
) {}

/** What a command led to. */
export const CommandedDto = unionDto(
  'CommandedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('done'),
      command: z.enum(COMMAND_NAMES),
      mode: z.enum(MODES),
      repeated: z.boolean().describe('It had been given before, and nothing changed'),
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link CommandedDto}. */
export type CommandedDto = InstanceType<typeof CommandedDto>;

/** Something that happened outside. The same event id is the same fact. */
export class FactDto extends createZodDto(
  z.strictObject({
    eventId: z.string().min(1).max(200).describe('The sender’s own id of the event'),
    kind: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'Give a kind such as deal_won.'),
    occurredAt: z.iso.datetime({ offset: true }).describe('Program time'),
    data: z.record(z.string().max(60), z.union([z.string().max(2_000), z.number(), z.boolean(), z.null()])).default({}),
  }),
) {}

/** A fact that was passed on. */
export class FactTakenDto extends createZodDto(z.object({ factId: z.string(), temporalUrl: z.string() })) {}
