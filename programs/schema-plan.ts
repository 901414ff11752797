import { z } from 'zod';
import { BASES, CAP_SCOPES, MOTIONS, REVERSALS, TRIGGERS } from '../domain/incentivize/commission-plan';
import { PAYOUT_METHODS } from '../domain/incentivize/payout-method';
import { count, key, list, record, roleId, shortText, title } from './schema-text';

/** Days and months that a rule can count. */
const DAYS_MAX = 3_660;
const MONTHS_MAX = 120;
/** Payments for which a rule can pay. */
const PAYMENTS_MAX = 1_000;
/** The last day that every month has. */
const RUN_DAY_MAX = 28;
/** Members of one plan's groups, and parts of one split. */
const PARTS_MAX = 20;

/** One band of a commission rule; its numbers are read by the rules of money. */
const band = z.strictObject({
  from: shortText.describe('From this amount on (included), in major units, e.g. "0". Bands leave no gap.'),
  to: shortText.optional().describe('Up to this amount (excluded). The last band has none.'),
  rate: shortText.optional().describe('The share of what falls into this band, e.g. "5%".'),
  each: shortText.optional().describe('For a basis that is counted: major units for each, e.g. "2.50".'),
});
const bands = list(band, 1);
const names = list(shortText, 1).optional();

const scope = z.strictObject({
  products: names.describe('Only these products count.'),
  regions: names.describe("Only partners of these regions, keys of the program's `regions`."),
  types: names.describe('Only partners of these types, keys of `partnerTypes`.'),
  tiers: names.describe('Only partners of these tiers, on the tier date.'),
  tags: names.describe('Only partners that have one of these tags.'),
  segments: names.describe('Only customers of these segments.'),
  motions: list(z.enum(MOTIONS), 1)
    .optional()
    .describe('Only new business, renewals or expansions: one rule for each gives each its own rates.'),
  dealSize: z
    .strictObject({
      from: shortText.optional().describe('From this gross amount on (included), major units.'),
      to: shortText.optional().describe('Up to this gross amount (excluded).'),
    })
    .optional()
    .describe('Only events of this size.'),
  registered: z.boolean().optional().describe('Only deals that had been registered, or only those that had not.'),
  certified: names.describe('Only while the partner holds each of these certifications.'),
  certifications: names.describe('For the trigger cert_earned: only these certifications.'),
  milestones: names.describe('For the trigger milestone: only these milestones.'),
  window: z
    .strictObject({
      from: shortText.optional().describe('From this day on (included), YYYY-MM-DD.'),
      to: shortText.optional().describe('Up to this day (excluded).'),
    })
    .optional()
    .describe("Only on these days of the program's zone."),
});

const recurrence = z.strictObject({
  pays: z
    .enum(['once', 'payments', 'months', 'lifetime'])
    .describe(
      'For the first payment of a customer, for so many payments, for so many months from first cash, or for all.',
    ),
  count: count(1, PAYMENTS_MAX).optional().describe('How many payments or months.'),
});

const clawback = z.strictObject({
  kinds: list(z.enum(REVERSALS), 1).optional().describe('Which reversals; without it every one.'),
  takes: z
    .enum(['refunded', 'unearned_months', 'all', 'nothing'])
    .describe(
      'What is taken back: in proportion to the refund, for months that had not begun, everything, or nothing.',
    ),
  withinDays: count(0, DAYS_MAX).optional().describe('Up to so many calendar days after the event.'),
});

const share = shortText.describe('A share, e.g. "30%" or "1/3".');
const split = z.strictObject({
  shares: record(key, share, { min: 1, max: PARTS_MAX }).describe(
    'Shares by the part that a partner plays; they sum to 1.',
  ),
  overlay: record(key, share, { max: PARTS_MAX }).optional().describe('Shares that are paid on top of the whole.'),
});

const rule = z.strictObject({
  id: key.describe('What earnings cite.'),
  title: title.describe('What people see on a statement.'),
  trigger: z.enum(TRIGGERS).describe('What earns.'),
  basis: z.enum(BASES).describe('Of which amount the rate is a share, or what is counted.'),
  bandsPer: z
    .enum(['event', 'period'])
    .optional()
    .describe('Over what the basis climbs through the bands; default event.'),
  bandsMode: z
    .enum(['marginal', 'whole'])
    .optional()
    .describe('Whether each band pays on its part (default), or the band reached on everything.'),
  bandsOn: z.enum(['quota', 'growth']).optional().describe('What the edges are shares of, e.g. "120%" of the quota.'),
  quota: shortText.optional().describe('The quota of whoever has no other, major units per period.'),
  growth: z
    .strictObject({
      against: z.enum(['previous_period', 'previous_year']).describe('The period to compare with.'),
      pays: z.enum(['increment', 'total']).describe('Whether the increment earns, or the total.'),
    })
    .optional()
    .describe('How a growth rebate compares.'),
  counts: z
    .enum(TRIGGERS)
    .exclude(['period_close'])
    .optional()
    .describe('For the trigger period_close: which events are added up.'),
  tierDate: z
    .enum(['event', 'period_start', 'period_end'])
    .optional()
    .describe("On which day the partner's tier is read; default event."),
  scope: scope.optional().describe('Which events count; without it every one.'),
  tiers: record(key, bands, { min: 1, max: 20 }).optional().describe('The bands of every tier, by tier id.'),
  bands: bands.optional().describe('The bands, where they are the same for every tier.'),
  guarantee: z
    .strictObject({
      amount: shortText.describe('Up to which the earnings of a period are topped, major units.'),
      recoverable: z.boolean().describe('Whether it is a draw that later earnings pay back.'),
    })
    .optional()
    .describe('The least that a period pays.'),
  recurrence: recurrence.optional().describe('For how many payments of one customer; without it for all.'),
  payee: z
    .strictObject({ role: roleId.describe("A role of the partner's people.") })
    .optional()
    .describe('Pays people (a SPIFF) instead of the partner.'),
  group: key.optional().describe('The group, a key of `groups`, in which only one rule may pay an event.'),
  priority: count(1, 1_000).optional().describe('1 comes first: matched first, cut last.'),
  floor: shortText.optional().describe('The least that an event earns, major units.'),
  clawback: list(clawback, 1).optional().describe('What reversals take back; by default in proportion.'),
  split: split.optional().describe('How partners that worked on it together share.'),
  allowAbove100: z.boolean().optional().describe('Allows rates above 100%.'),
});

/** One commission rule. */
export const commissionRuleSchema = rule;

const cap = z.strictObject({
  per: z.enum(CAP_SCOPES).describe('For what one balance is kept.'),
  amount: shortText.optional().describe('The most that is paid, major units.'),
  rate: shortText.optional().describe('Per deal: the most, as a share of its amount.'),
  months: count(1, MONTHS_MAX).optional().describe('Per customer or partner: starts anew after so many months.'),
  restore: z.boolean().optional().describe('Whether what is taken back may be earned again; true by default.'),
  rules: list(key, 1).optional().describe('Which rules; every one by default.'),
});

/** What a plan says besides its rules; each part is optional. */
export const planTermsSchema = z.strictObject({
  groups: record(key, z.enum(['best', 'first']), { max: PARTS_MAX })
    .optional()
    .describe('Groups in which one rule pays: the one that pays most, or the first that matches.'),
  caps: list(cap).optional().describe('Limits on what rules pay together.'),
  rates: z
    .strictObject({
      source: shortText.describe('Where exchange rates come from, e.g. ECB.'),
      date: z.enum(['event', 'approval', 'payout']).optional().describe('Of which day; default event.'),
    })
    .optional()
    .describe('How other currencies are read.'),
  payout: z
    .strictObject({
      minimum: shortText.optional().describe('Paid from this amount on (included); less is carried over.'),
      maximum: shortText.optional().describe('At most this; the rest is carried over.'),
      reserve: z
        .strictObject({
          rate: shortText.describe('The share held back, e.g. "25%".'),
          days: count(1, DAYS_MAX).describe('For so many calendar days.'),
        })
        .optional()
        .describe('What is held back.'),
      withholding: shortText.optional().describe('Withheld where the payee has no rate of its own, e.g. "30%".'),
      runs: z
        .strictObject({
          day: count(1, RUN_DAY_MAX).describe("The day of the month after the period's end."),
          at: z
            .string()
            .regex(/^([01]\d|2[0-3]):[0-5]\d$/)
            .describe("HH:MM in the program's zone, e.g. 06:00."),
        })
        .optional()
        .describe('When the payout run of a period opens by itself; without it somebody opens each.'),
      methods: list(z.enum(PAYOUT_METHODS), 1)
        .optional()
        .describe(
          'On which ways money leaves, the preferred first; default provider. The first that reaches a payee pays it.',
        ),
    })
    .optional()
    .describe('What of a payable amount is paid.'),
  fund: z
    .strictObject({
      share: shortText.describe('Our share of what is spent, e.g. "50%".'),
      claimWithinDays: count(0, DAYS_MAX).describe('Up to so many calendar days after the end a claim may come.'),
    })
    .optional()
    .describe('Marketing funds.'),
});

/** The commission plan of a program. */
export const planSchema = z.strictObject({
  id: key.describe('What earnings cite.'),
  title: title.describe('What people see.'),
  currency: shortText.describe('The currency of the plan, ISO 4217. Sales in another one wait for rates.'),
  rules: list(rule, 1).describe('What earns how much.'),
  ...planTermsSchema.shape,
});
