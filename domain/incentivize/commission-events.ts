/** What commission is made of: events as they arrived, what is known of partners, and the postings that follow. */
import type { CalendarTable, PeriodUnit } from '../calendar';
import type { RoleId } from '../steps';
import type { Motion, Reversal, Trigger } from './commission-plan';
import type { PostingTrace } from './commission-posting-trace';

/** What an event is: something that may earn, something that takes back, or a correction of an earlier one. */
export type EventKind = Trigger | Reversal | 'correction';

/** A partner that worked on a deal, with a share of its own or the part that the rule's split gives a share to. */
export interface Credit {
  partnerId: string;
  part?: string;
  /** `"30%"` or `"1/3"`. Those of one event, overlays aside, sum to exactly 1. */
  share?: string;
  /** Paid on top of the whole, and flagged. */
  overlay?: boolean;
}

/** A rate that is kept with what was computed by it. */
export interface PinnedRate {
  /** Units of the plan's currency for one unit of the event's. */
  rate: string;
  source: string;
  /** Civil date. */
  on: string;
}

/**
 * One event. Amounts are positive minor units of `currency`, of reversals too; ids are those of the sender, unique per
 * source. The day is a civil date in the program's zone, or follows from `occurredAtMs` by the program's calendar.
 */
export interface CommissionEvent {
  id: string;
  source: string;
  kind: EventKind;
  /** The partner that the event belongs to: its tier, bands, quota and caps count. */
  partnerId: string;
  occurredOn?: string;
  /** Epoch ms; also orders the events of one day. */
  occurredAtMs?: number;
  /** For reversals and corrections: the id of the event that they are about, of the same source and partner. */
  of?: string;
  /** Gross; for `cash_received` what was collected. A reversal without it is of the whole. */
  amountMinor?: bigint;
  currency?: string;
  discountMinor?: bigint;
  taxMinor?: bigint;
  freightMinor?: bigint;
  costMinor?: bigint;
  acvMinor?: bigint;
  tcvMinor?: bigint;
  quantity?: bigint;
  product?: string;
  segment?: string;
  motion?: Motion;
  registered?: boolean;
  customerId?: string;
  /** Events of one deal share its caps; without it each event is a deal of its own. */
  dealId?: string;
  /** How many months were paid for, from the event's day on. */
  termMonths?: number;
  certification?: string;
  milestone?: string;
  /** For `manual`: why. */
  reason?: string;
  /** For `period_close`: which period; without it that of its day. */
  period?: string;
  /** Who played which role, for SPIFFs. */
  people?: { personId: string; role: RoleId }[];
  credits?: Credit[];
  /** The rate of an event in another currency than the plan's. */
  rate?: PinnedRate;
}

/** What is known of a partner. */
export interface PartnerFacts {
  type?: string;
  region?: string;
  tags?: readonly string[];
  /** Decided tiers by their first day, ascending. */
  tiers?: readonly { fromDay: string; tier: string }[];
  /** Certificates by the days on which they are valid, `[fromDay, toDay)`. */
  certificates?: readonly { certification: string; fromDay: string; toDay?: string }[];
  /** Minor units by rule id and period. */
  quotas?: Readonly<Record<string, Readonly<Record<string, bigint>>>>;
  /** The basis of periods that lie before the events, for growth: minor units by rule id and period. */
  history?: Readonly<Record<string, Readonly<Record<string, bigint>>>>;
}

/** A rate of exchange: units of `to` for one unit of `from`, from a civil date on until the next one. */
export interface ExchangeRate {
  source: string;
  from: string;
  to: string;
  on: string;
  rate: string;
}

/** All that an evaluation depends on besides plan and events. */
export interface CommissionBooks {
  periodUnit: PeriodUnit;
  /** Tier ids, lowest first; the first one holds before any was decided. */
  tiers: readonly string[];
  partners?: Readonly<Record<string, PartnerFacts>>;
  /** The program's calendar, where events say instants. */
  calendar?: CalendarTable;
  rates?: readonly ExchangeRate[];
  /** What is posted already. With it, only differences are answered, one per event, rule and payee. */
  posted?: readonly PostedCommission[];
}

/** Who is paid: a partner, or one of its people. */
export interface Payee {
  kind: 'partner' | 'person';
  id: string;
}

/** A posting that is on record. Revisions of one (source, event, rule, payee, overlay) add up. */
export interface PostedCommission {
  source: string;
  eventId: string;
  ruleId: string;
  payee: Payee;
  /** Paid on top of the whole. */
  overlay: boolean;
  revision: number;
  amountMinor: bigint;
}

/** What one event moves under one rule for one payee; negative where it takes back. */
export interface CommissionPosting extends PostedCommission {
  /** The partner that the event belongs to. */
  partnerId: string;
  currency: string;
  period: string;
  tier: string;
  /** The event whose arrival led to it: another one where a late event, a correction or a cap moved this line. */
  cause: { source: string; id: string };
  trace: PostingTrace;
}

/** Why an event earned nothing, or not all that it might: for a person to look at. */
export const EXCEPTIONS = {
  RATE_AWAITED: 'There is no exchange rate for the day; the event waits for one',
  BASIS_MISSING: 'The event does not tell the amount that the rule is about',
  ORIGINAL_UNKNOWN: 'What it takes back or corrects is not known yet; it waits for it',
  OVER_REVERSED: 'More was given back than was left; only what was left is taken back',
  CURRENCY_DIFFERS: 'It is in another currency than what it takes back; nothing is taken back until it is corrected',
  GROWTH_UNDEFINED: 'There is nothing to compare with, so growth has no value and no rebate is paid',
  QUOTA_MISSING: 'The partner has no quota for the period',
  PERSON_MISSING: 'Nobody played the role that the rule pays',
  CUSTOMER_MISSING: 'A recurring rule needs to know the customer',
  SHARES_INVALID: 'The shares of the partners do not sum to exactly 1; nobody is paid until they do',
  TERM_MISSING: 'The event has no term of months; what was refunded is taken back instead',
  REASON_MISSING: 'A manual earning needs a reason',
  EVENT_CONFLICT: 'Another event with this id and other content came before; this one is left out',
} as const;

/** See {@link EXCEPTIONS}. */
export type ExceptionCode = keyof typeof EXCEPTIONS;

/** One event that a person should look at. */
export interface CommissionException {
  code: ExceptionCode;
  source: string;
  eventId: string;
  ruleId?: string;
  message: string;
}

/** What an evaluation found, in posting order. */
export interface Evaluation {
  postings: CommissionPosting[];
  exceptions: CommissionException[];
}
