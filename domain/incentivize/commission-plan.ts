/** The vocabulary of commission, as a program's document says it. Everything is text or a small number, so it is JSON. */
import type { RoleId } from '../steps';
import type { PayoutMethod } from './payout-method';

/** What can make a rule earn. `sale_booked` is a line of sales; `period_close` looks back on a whole period. */
export const TRIGGERS = [
  'sale_booked',
  'deal_won',
  'invoice_issued',
  'cash_received',
  'renewal',
  'lead_accepted',
  'lead_qualified',
  'cert_earned',
  'milestone',
  'period_close',
  'manual',
] as const;
/** See {@link TRIGGERS}. */
export type Trigger = (typeof TRIGGERS)[number];

/**
 * What a rate is a share of, or what is counted. `net` is gross less discount, tax and freight; `margin` is net less
 * cost; `cash` is what was collected; `acv` and `tcv` are the yearly and the total value of the contract; `units` and
 * `count` are whole numbers, paid by `each`.
 */
export const BASES = ['gross', 'net', 'margin', 'cash', 'acv', 'tcv', 'units', 'count'] as const;
/** See {@link BASES}. */
export type Basis = (typeof BASES)[number];

/** What takes back, wholly or in part, what an earlier event has earned. */
export const REVERSALS = ['refund', 'chargeback', 'cancellation', 'non_payment', 'fraud'] as const;
/** See {@link REVERSALS}. */
export type Reversal = (typeof REVERSALS)[number];

/** What a sale is in the life of a customer: each may have its own rules, hence its own rates. */
export const MOTIONS = ['new', 'renewal', 'expansion'] as const;
/** See {@link MOTIONS}. */
export type Motion = (typeof MOTIONS)[number];

/** For what a cap keeps one balance. `deal`, `customer` and `period` are those of one partner. */
export const CAP_SCOPES = ['deal', 'customer', 'partner', 'period', 'program'] as const;
/** See {@link CAP_SCOPES}. */
export type CapScope = (typeof CAP_SCOPES)[number];

/**
 * One band: half-open `[from, to)`, the last one without `to`. It pays a share (`rate: "5%"`) of a basis of money, or
 * an amount for `each` unit counted. Edges are major units, whole numbers where the basis is counted, or shares of the
 * quota or of growth (`"120%"`) where the rule's `bandsOn` says so.
 */
export interface Band {
  from: string;
  to?: string;
  rate?: string;
  /** Major units of the plan's currency for each unit counted. */
  each?: string;
}

/** Which events a rule is for; each member narrows it further, and each list means "one of these". */
export interface Scope {
  products?: string[];
  /** The partner's region, type, and tier on the rule's tier date; at least one of its tags. */
  regions?: string[];
  types?: string[];
  tiers?: string[];
  tags?: string[];
  /** The customer's segment. */
  segments?: string[];
  motions?: Motion[];
  /** The event's gross amount in the plan's currency, in `[from, to)`, major units. */
  dealSize?: { from?: string; to?: string };
  /** Whether the deal had been registered. */
  registered?: boolean;
  /** Certifications of which the partner holds each on the event's day. */
  certified?: string[];
  /** For `cert_earned`: which certifications. */
  certifications?: string[];
  /** For `milestone`: which milestones, by name. */
  milestones?: string[];
  /** Civil days in the program's zone, `[from, to)`. */
  window?: { from?: string; to?: string };
}

/** For how many payments of one customer a rule pays. Without it: for every one. */
export interface Recurrence {
  /** `months`: those from the first cash of the customer on, counted on its day of the month. */
  pays: 'once' | 'payments' | 'months' | 'lifetime';
  /** How many payments or months. */
  count?: number;
}

/**
 * What a reversal takes back. `refunded`: in proportion to what was given back; `unearned_months`: for the months of
 * the term that had not begun; `all`; `nothing`. The first entry whose kinds include the reversal's decides.
 */
export interface Clawback {
  /** Without it: every kind. */
  kinds?: Reversal[];
  takes: 'refunded' | 'unearned_months' | 'all' | 'nothing';
  /** Calendar days after the event's day up to which it takes back; later ones take nothing. */
  withinDays?: number;
}

/** How a deal that several partners worked on is shared: by the part that each played, its key freely chosen. */
export interface Split {
  /** Sum to exactly 1. */
  shares: Record<string, string>;
  /** Paid on top of the whole, flagged, each from 0 % to 100 %. */
  overlay?: Record<string, string>;
}

/** One rule: what earns, and how much. Exactly one of `tiers`, `bands` and `guarantee` says the amount. */
export interface CommissionRule {
  id: string;
  title: string;
  trigger: Trigger;
  basis: Basis;
  /** Over what the basis climbs through the bands: one event with its reversals (default), or all of the period. */
  bandsPer?: 'event' | 'period';
  /** `marginal` (default): each band pays its rate on its own part; `whole`: the band reached pays on everything. */
  bandsMode?: 'marginal' | 'whole';
  /** What the edges are shares of: nothing (default), the partner's quota of the period, or growth. */
  bandsOn?: 'quota' | 'growth';
  /** The quota of whoever has no quota of its own, major units per period. */
  quota?: string;
  /** For `bandsOn: growth`: with which period to compare, and whether the increment or the total earns. */
  growth?: { against: 'previous_period' | 'previous_year'; pays: 'increment' | 'total' };
  /** For `period_close`: the events of the period that are added up; without it the close itself is what earns. */
  counts?: Exclude<Trigger, 'period_close'>;
  /** On which day the partner's tier is read: the event's own (default), or the period's first or last one. */
  tierDate?: 'event' | 'period_start' | 'period_end';
  scope?: Scope;
  /** Bands by tier id: one list for each tier of the program. */
  tiers?: Record<string, Band[]>;
  /** Bands of every tier. */
  bands?: Band[];
  /** For `period_close`: tops the partner's earnings of the period up to this amount; a recoverable one is a draw. */
  guarantee?: { amount: string; recoverable: boolean };
  recurrence?: Recurrence;
  /** Pays the people who play this role in the event (a SPIFF) instead of the partner. */
  payee?: { role: RoleId };
  /** The group of rules in which only one may pay an event. Rules without one stack. */
  group?: string;
  /** 1 comes first: it is matched first, wins a tie, and is cut last by a cap. Without one: after those with one. */
  priority?: number;
  /** For `bandsPer: event`: no event earns less, as long as anything of it is left. */
  floor?: string;
  clawback?: Clawback[];
  split?: Split;
  /** The flag without which a rate above 100 % is refused. */
  allowAbove100?: boolean;
}

/** A limit on what rules pay together. Caps do not re-rank: what was cut stays cut. */
export interface Cap {
  per: CapScope;
  /** Major units. */
  amount?: string;
  /** For `deal`: a share of the gross amount of what earned. */
  rate?: string;
  /** For `customer` and `partner`: the balance starts anew this many months after it first earned. */
  months?: number;
  /** Whether what is taken back may be earned again; true by default. */
  restore?: boolean;
  /** Which rules; every one by default. */
  rules?: string[];
}

/** Where rates come from, and of which day: that of the event (default), of the approval, or of the payout. */
export interface RateTerms {
  source: string;
  date?: 'event' | 'approval' | 'payout';
}

/** What of a payable amount is paid out. Amounts are major units of the plan's currency. */
export interface PayoutTerms {
  /** Paid from this amount on (included); less is carried over. */
  minimum?: string;
  /** At most this; the rest is carried over. */
  maximum?: string;
  /** Held back from what would be paid, for so many calendar days. */
  reserve?: { rate: string; days: number };
  /** Withheld for the tax office where the payee has no rate of its own. */
  withholding?: string;
  /** When the payout run of a period that has ended opens by itself; without it somebody opens each. */
  runs?: RunTerms;
  /** On which ways money leaves, the preferred first; by default the provider. A payee is paid on the first that reaches it. */
  methods?: PayoutMethod[];
}

/** When payout runs open: on a day of the month after the period's end, in the program's zone. */
export interface RunTerms {
  /** 1 to 28, which every month has. */
  day: number;
  /** `HH:MM`. */
  at: string;
}

/** Marketing money: our share of what is spent, and how long after the end a claim may come, in calendar days. */
export interface FundTerms {
  share: string;
  claimWithinDays: number;
}

/** A commission plan. It has one currency; sales in another one need a rate. */
export interface CommissionPlan {
  id: string;
  title: string;
  currency: string;
  rules: CommissionRule[];
  /** How one rule of a group is chosen: the one that pays the most money, or the first one that matches. */
  groups?: Record<string, 'best' | 'first'>;
  caps?: Cap[];
  rates?: RateTerms;
  payout?: PayoutTerms;
  fund?: FundTerms;
}
