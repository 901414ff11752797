import type { Refusal } from '../../domain/errors';
import type { ReportTaken } from '../../domain/incentivize/payment-report';
import type { PayoutMethod } from '../../domain/incentivize/payout-method';

/** A report about payments (id `payment-report/<report>`), or a decision about one (`…/decision/<who and when>`). */
export interface PaymentReportInput {
  reportId: string;
  rail: PayoutMethod;
  /** Staged, signed, for this workflow's id; files are sealed. */
  intakeId: string;
  step: 'take' | 'decide';
}

/** What became of it, or why it is refused. */
export type PaymentReportResult = ReportTaken | Refusal;

/** The workflow's type, for whoever starts it. */
export const PAYMENT_REPORT = 'paymentReport';
