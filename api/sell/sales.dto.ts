import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { SALE_STATES } from '../../database/views/sales';
import { SALE_COLUMNS } from '../../domain/sell/sale-columns';
import { ROW_TEXT_LENGTH_MAX } from '../../domain/row-checks';
import { SALE_KINDS } from '../../domain/sell/sale';
import { SALE_TIME, SALE_TIME_LENGTH_MAX } from '../../domain/sell/sale-time';
import { ImportStartedDto } from '../imports/imports.dto';
import { PAGE } from '../http/cursor';
import { moment } from '../http/moments';
import { money, sentMoney } from '../http/money';
import { unionDto } from '../http/union-dto';

/** A batch in one request; more go into a file. */
const SALES_TOGETHER_MAX = 1_000;

const text = z.string().min(1).max(ROW_TEXT_LENGTH_MAX);
const source = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,39}$/)
  .describe('Who sends: with a sale’s id its identity, such as "crm"');
const program = z
  .string()
  .min(1)
  .max(40)
  .optional()
  .describe('Whose periods they are filed under; the only one, when left out');

/** A batch of sales. */
export class SalesDto extends createZodDto(
  z.strictObject({
    source,
    program,
    sales: z
      .array(
        z.strictObject({
          saleId: text,
          partner: text.describe('Our partner id, or the id that the source has for the partner'),
          kind: z.enum(SALE_KINDS).default('sale'),
          refundOf: text.optional().describe('For a refund: the id of the sale that it takes back'),
          corrects: text.optional().describe('For a correction: the id of the sale or refund whose amount it replaces'),
          occurredOn: z
            .string()
            .max(SALE_TIME_LENGTH_MAX)
            .regex(SALE_TIME, 'Give a date such as 2026-03-31, a time such as 2026-03-31 23:30:00, or an instant.')
            .describe(
              'A date or a time of the program’s zone, or an instant with its offset: 2026-03-31T23:30:00-07:00. ' +
                'A date is the first moment of its day',
            ),
          amount: sentMoney,
          product: text.optional(),
          quantity: z.number().int().optional(),
        }),
      )
      .min(1)
      .max(SALES_TOGETHER_MAX),
  }),
) {}

/** How to read a file of sales. */
export class SalesFileQueryDto extends createZodDto(
  z.strictObject({
    source,
    program,
    currency: z.string().length(3).optional().describe('Of the whole file, where it has no column for it'),
    preview: z.enum(['true', 'false']).default('false').describe('Only shows how the file would be read'),
    mapping: z
      .string()
      .max(2_000)
      .optional()
      .describe('JSON, as the preview shows it; guessed from the headers when left out'),
  }),
) {}

/** Which column holds what. */
export const saleMapping = z.strictObject({
  columns: z.partialRecord(z.enum(SALE_COLUMNS), z.string().max(200)),
  orderLines: z.boolean(),
});

const preview = z.object({
  state: z.literal('preview'),
  mapping: saleMapping,
  faults: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
  rows: z.array(
    z.object({
      saleId: z.string(),
      partner: z.string(),
      occurredOn: z.string(),
      amount: money,
      kind: z.string().nullable(),
      product: z.string().nullable(),
    }),
  ),
});

/** A started import, or how a file would be read. */
export const SalesFileDto = unionDto('SalesFileDto', z.discriminatedUnion('state', [ImportStartedDto.schema, preview]));
/** See {@link SalesFileDto}. */
export type SalesFileDto = InstanceType<typeof SalesFileDto>;

/** Which sales to list. */
export class SalesQueryDto extends createZodDto(
  z.strictObject({
    partner: z.string().max(60).optional().describe('Our partner id'),
    period: z.string().max(10).optional(),
    state: z.enum(SALE_STATES).optional(),
    source: z.string().max(40).optional(),
    ...PAGE,
  }),
) {}

/** A page of sales, the latest first. */
export class SaleListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        source: z.string(),
        saleId: z.string(),
        partnerId: z.string().nullable(),
        kind: z.enum(SALE_KINDS),
        refundOf: z.string().nullable(),
        corrects: z.string().nullable(),
        occurredOn: z.string().describe('The date in the program’s zone'),
        occurred: moment.nullable().describe('The instant, where it is known and not the first moment of the date'),
        period: z.string(),
        amount: money.describe('As it was sent'),
        counts: money
          .nullable()
          .describe('What it counts for: corrected, and for a refund at most what is left of its sale'),
        correctedBy: z.string().nullable().describe('The correction in force'),
        excess: money.nullable().describe('What a refund asks beyond its sale'),
        product: z.string().nullable(),
        quantity: z.number().int().nullable(),
        state: z.enum(SALE_STATES),
        importId: z.string(),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}
