import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { isCivilDate } from '../../domain/civil-date';
import {
  CORRECTED_TIERS_MAX,
  CORRECTION_OUTCOMES,
  CORRECTION_REASON_LENGTH_MAX,
} from '../../domain/incentivize/correction';
import { EVENT_KINDS } from '../../domain/incentivize/incoming-event';
import { PAGE } from '../http/cursor';
import { money, sentMoney } from '../http/money';
import { pending } from '../http/pending';
import { unionDto } from '../http/union-dto';
import { sentEvent } from './commission-events.dto';

const text = z.string().min(1).max(200);
const source = z.string().min(1).max(40).describe('Who sent what is wrong');
const day = z.string().max(10).refine(isCivilDate, 'Give a date such as 2026-03-31.');

/** What was wrong, and what it should have been. */
export class CorrectionDto extends createZodDto(
  z
    .strictObject({
      program: z.string().min(1).max(40),
      partnerId: z.string().min(1).max(60).describe('Whose sale, event or tier it is'),
      reason: z.string().trim().min(1).max(CORRECTION_REASON_LENGTH_MAX).describe('Why. Visible in the Temporal UI'),
      sale: z.strictObject({ source, saleId: text, amount: sentMoney.describe('What it should have been') }).optional(),
      event: z
        .strictObject({
          source,
          eventId: text.describe('The sender’s id of the event or sale'),
          changes: sentEvent
            .omit({ eventId: true, partner: true, kind: true, occurredOn: true, of: true, period: true })
            .partial()
            .describe('What it should have said; what is left out stays. Its credits are how it is split'),
        })
        .optional(),
      tiers: z
        .array(z.strictObject({ fromDay: day, tier: text.nullable().describe('Null: no tier begins that day') }))
        .min(1)
        .max(CORRECTED_TIERS_MAX)
        .optional()
        .describe('From which days the partner was of which tiers'),
    })
    .refine(
      ({ sale, event, tiers }) => [sale, event, tiers].filter((one) => one !== undefined).length === 1,
      'Give exactly one of sale, event and tiers.',
    ),
) {}

/** Submits exactly what was shown. */
export class SubmitCorrectionDto extends createZodDto(
  z.strictObject({
    hash: z
      .string()
      .regex(/^[0-9a-f]{64}$/)
      .describe('Of what was shown'),
  }),
) {}

/** Drops a correction: nothing is to be said. */
export class WithdrawCorrectionDto extends createZodDto(z.strictObject({})) {}

const STATES = ['shown', 'submitted', 'refused', ...CORRECTION_OUTCOMES] as const;

/** Which part of the corrections. */
export class CorrectionsQueryDto extends createZodDto(
  z.strictObject({ ...PAGE, partnerId: z.string().min(1).max(60).optional(), state: z.enum(STATES).optional() }),
) {}

const payee = {
  partnerId: z.string(),
  partnerName: z.string(),
  personId: z.string().nullable().describe('A person of the partner that is paid'),
  personName: z.string().nullable(),
};

const head = {
  correctionId: z.string(),
  state: z.enum(['starting', ...STATES]),
  program: z.string(),
  partnerId: z.string(),
  partnerName: z.string(),
  reason: z.string(),
  corrects: z.record(z.string(), z.unknown()).describe('What was wrong, and what it should have been'),
  requestedBy: z.string().nullable(),
  requestedByName: z.string().nullable(),
  requested: z.string().nullable(),
  ended: z.string().nullable(),
  statusUrl: z.string(),
  temporalUrl: z.string(),
};

const correction = z.object({
  ...head,
  refusal: z.object({ code: z.string(), message: z.string() }).nullable(),
  round: z.number().int().describe('How often it was shown: again where something else had changed meanwhile'),
  hash: z.string().nullable().describe('Of what is shown: what is submitted, approved and posted'),
  payees: z
    .array(z.object({ ...payee, lines: z.number().int(), before: money, after: money, difference: money }))
    .describe('What the changed lines of each payee come to, the biggest difference first'),
  periods: z.array(z.object({ period: z.string(), difference: money })).describe('Net, by period'),
  lines: z
    .array(
      z.object({
        ...payee,
        reference: z.string().describe('Source and id of the sale or event'),
        sale: z.string().describe('The sender’s id of the sale or event'),
        rule: z.string(),
        period: z.string(),
        overlay: z.boolean(),
        before: money,
        after: money,
        difference: money,
      }),
    )
    .describe('What changes, the biggest difference first'),
  approvalId: z.string().nullable().describe('Asked last: somebody else of finance decides'),
});

/** A correction: what it comes to, line by line, and where it stands. */
export class CorrectionShownDto extends createZodDto(correction) {}

/** A page of corrections, the latest first; each by itself says its lines. */
export class CorrectionListDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        ...head,
        round: z.number().int(),
        lines: z.number().int().describe('How many lines change'),
        differences: z.array(money).describe('Net of all payees, by currency'),
      }),
    ),
    nextCursor: z.string().nullable(),
  }),
) {}

/** Which inputs. */
export class RecordedInputsQueryDto extends createZodDto(
  z.strictObject({ id: text.describe('The sender’s id of a sale, a refund or an event') }),
) {}

/** Sales and events as they count now, after all corrections. */
export class RecordedInputsDto extends createZodDto(
  z.object({
    items: z.array(
      z.object({
        door: z.enum(['sale', 'event']).describe('By which it came: a correction of it names it so'),
        kind: z.enum(['sale', ...EVENT_KINDS]),
        source: z.string(),
        id: z.string(),
        partnerId: z.string(),
        partnerName: z.string(),
        program: z.string(),
        occurredOn: z.string().describe('The date in the program’s zone'),
        period: z.string(),
        sent: money.nullable().describe('As it was sent'),
        counts: money.nullable().describe('As corrected; of a refund no more than what is left of its sale'),
        said: z
          .record(z.string(), z.unknown())
          .describe(
            'All else that was said, as corrected, by the names of a correction’s `changes`; amounts in major units',
          ),
        isCorrected: z.boolean(),
        isAmountByEvent: z
          .boolean()
          .describe('Whether the amount is that of a correction by `event`, which another one has to change'),
      }),
    ),
  }),
) {}

/** What became of an order. */
export const CorrectionOrderedDto = unionDto(
  'CorrectionOrderedDto',
  z.discriminatedUnion('state', [
    z.object({
      state: z.literal('recorded'),
      correctionId: z.string(),
      order: z.enum(['submit', 'withdraw']),
      statusUrl: z.string(),
      temporalUrl: z.string(),
    }),
    pending,
  ]),
);
/** See {@link CorrectionOrderedDto}. */
export type CorrectionOrderedDto = InstanceType<typeof CorrectionOrderedDto>;
