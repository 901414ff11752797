import { defineQuery } from '@temporalio/workflow';
import type { Refusal } from '../../domain/errors';
import type { PricingProgress } from '../../domain/incentivize/pricing-run';

/** A pricing run: what to price is staged in intake, signed, for this workflow (id `pricing-run/<program>/<key>`). */
export interface PricingInput {
  runId: string;
  intakeId: string;
  /** What is priced, for people: program and periods. */
  title: string;
}

/** How a pricing run ends: its counts, or why nothing was priced. */
export type PricingResult = PricingProgress | Refusal;

/** The workflow's type, for whoever starts it. */
export const PRICING = 'pricing';

/** How far the run is; diagnostics only, reading is from rows. */
export const viewPricing = defineQuery<PricingProgress | null>('viewPricing');
