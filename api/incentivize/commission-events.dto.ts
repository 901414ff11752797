import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { EVENT_COLUMNS } from '../../domain/incentivize/event-columns';
import { EVENT_KINDS, EVENT_LIST_MAX } from '../../domain/incentivize/incoming-event';
import { MOTIONS } from '../../domain/incentivize/commission-plan';
import { ROW_TEXT_LENGTH_MAX } from '../../domain/row-checks';
import { SALE_TIME, SALE_TIME_LENGTH_MAX } from '../../domain/sell/sale-time';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money, sentMoney } from '../http/money';
import { unionDto } from '../http/union-dto';
import { ImportStartedDto } from '../imports/imports.dto';

/** A batch in one request; more go into a file. */
const EVENTS_TOGETHER_MAX = 1_000;

const text = z.string().min(1).max(ROW_TEXT_LENGTH_MAX);
const source = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,39}$/)
  .refine((name) => name !== 'lifecycle', 'The source "lifecycle" is our own.')
  .describe('Who sends: with an event’s id its identity, such as "crm"');
const program = z
  .string()
  .min(1)
  .max(40)
  .optional()
  .describe('Whose periods they are filed under; the only one, when left out');
const beside = z.string().min(1).max(40).optional().describe('Major units, in the currency of the amount');

/** An event as its sender says it. */
export const sentEvent = z.strictObject({
  eventId: text,
  partner: text.describe('Our partner id, or the id that the source has for the partner'),
  kind: z.enum(EVENT_KINDS),
  occurredOn: z
    .string()
    .max(SALE_TIME_LENGTH_MAX)
    .regex(SALE_TIME, 'Give a date such as 2026-03-31, a time such as 2026-03-31 23:30:00, or an instant.')
    .describe('A date or a time of the program’s zone, or an instant with its offset: 2026-03-31T23:30:00-07:00'),
  of: text.optional().describe('For what takes back or corrects: the id of the event or sale that it is about'),
  amount: sentMoney
    .optional()
    .describe('Gross, positive, of what takes back too; what takes back without it takes all'),
  discount: beside,
  tax: beside,
  freight: beside,
  cost: beside,
  acv: beside,
  tcv: beside,
  quantity: z.number().int().optional(),
  product: text.optional(),
  segment: text.optional(),
  motion: z.enum(MOTIONS).optional(),
  registered: z.boolean().optional(),
  customerId: text.optional(),
  dealId: text.optional().describe('Events of one deal share its caps'),
  termMonths: z.number().int().optional().describe('How many months were paid for'),
  certification: text.optional(),
  milestone: text.optional(),
  reason: text.optional().describe('For manual: why'),
  period: z.string().max(10).optional().describe('For period_close: which; that of its day, when left out'),
  people: z
    .array(z.strictObject({ personId: text, role: text }))
    .max(EVENT_LIST_MAX)
    .optional()
    .describe('Who played which role'),
  credits: z
    .array(
      z.strictObject({
        partnerId: text,
        part: text.optional(),
        share: z.string().max(40).optional().describe('"30%" or "1/3"; those of one event sum to exactly 1'),
        overlay: z.boolean().optional(),
      }),
    )
    .max(EVENT_LIST_MAX)
    .optional()
    .describe('Partners that worked on the deal, by our partner ids'),
  rate: z
    .strictObject({ rate: z.string().max(40), source: text, on: z.string().max(10) })
    .optional()
    .describe('Units of the plan’s currency for one of the event’s, kept with what it prices'),
});

/** A batch of commission events. */
export class CommissionEventsDto extends createZodDto(
  z.strictObject({ source, program, events: z.array(sentEvent).min(1).max(EVENTS_TOGETHER_MAX) }),
) {}

/** How to read a file of commission events. */
export class CommissionEventsFileQueryDto extends createZodDto(
  z.strictObject({
    source,
    program,
    currency: z.string().length(3).optional().describe('Of the whole file, where it has no column for it'),
    preview: z.enum(['true', 'false']).default('false').describe('Only shows how the file would be read'),
    mapping: z
      .string()
      .max(4_000)
      .optional()
      .describe('JSON, as the preview shows it; guessed from the headers when left out'),
  }),
) {}

/** Which column holds what. */
export const eventMapping = z.strictObject({
  columns: z.partialRecord(z.enum(EVENT_COLUMNS), z.string().max(200)),
});

const preview = z.object({
  state: z.literal('preview'),
  mapping: eventMapping,
  faults: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
  rows: z.array(
    z.object({
      eventId: z.string(),
      kind: z.string(),
      partner: z.string(),
      occurredOn: z.string(),
      of: z.string().nullable(),
      amount: money.nullable(),
    }),
  ),
});

/** A started import, or how a file would be read. */
export const CommissionEventsFileDto = unionDto(
  'CommissionEventsFileDto',
  z.discriminatedUnion('state', [ImportStartedDto.schema, preview]),
);
/** See {@link CommissionEventsFileDto}. */
export type CommissionEventsFileDto = InstanceType<typeof CommissionEventsFileDto>;

/** Which events to list. */
export class CommissionEventsQueryDto extends createZodDto(
  z.strictObject({
    partner: z.string().max(60).optional().describe('Our partner id'),
    period: z.string().max(10).optional(),
    kind: z.enum(EVENT_KINDS).optional(),
    source: z.string().max(40).optional(),
    ...PAGE,
  }),
) {}

/** A page of commission events, the latest first. */
export class CommissionEventListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        source: z.string(),
        eventId: z.string(),
        partnerId: z.string().nullable(),
        kind: z.enum(EVENT_KINDS),
        of: z.string().nullable(),
        occurredOn: z.string().describe('The date in the program’s zone'),
        occurred: moment.nullable().describe('The instant, where it is known and not the first moment of the date'),
        recorded: z.string().describe('When it was recorded: ISO 8601, UTC, wall time'),
        period: z.string().describe('What it is filed under; what takes back counts where its original does'),
        amount: money.nullable(),
        details: z.record(z.string(), z.unknown()).describe('All else that was said; amounts in minor units'),
        importId: z.string().nullable().describe('Null for what the lifecycle itself has recorded'),
        exceptions: z
          .array(z.object({ code: z.string(), rule: z.string().nullable(), message: z.string() }))
          .describe('Why it earned nothing, or not all that it might, when it was priced last'),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}
