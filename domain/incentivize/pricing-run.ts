import type { Origin } from '../journal';
import type { SystemRole } from '../roles';

/** Intake kind of a {@link StagedPricing}; its target is the pricing run's workflow id. */
export const PRICING_KIND = 'pricing-run';
/** Whose people or services may start a pricing run; a grant for all regions is needed. */
export const PRICING_ROLES: readonly SystemRole[] = ['FIN', 'PO'];

/** What to price: all periods from one to another, of some partners or of all. */
export interface StagedPricing {
  programId: string;
  fromPeriod: string;
  toPeriod: string;
  partnerIds?: string[];
}

/** One pricing run, as its workflow hands it to the activity. What to price is staged, signed. */
export interface PricingTicket {
  origin: Origin;
  runId: string;
  intakeId: string;
}

/** How far a pricing run is. */
export interface PricingProgress {
  runId: string;
  partners: number;
  /** Sales and refunds priced. */
  lines: number;
  /** Earnings that were new; 0 when all had been priced before. */
  postings: number;
  /** Lines in another currency than their plan's. */
  awaitingRate: number;
  finished: boolean;
}
