import type { Repositories } from '../activities/shared/deps';
import * as absences from '../database/repositories/absences';
import * as access from '../database/repositories/access';
import * as agreements from '../database/repositories/agreements';
import * as applicants from '../database/repositories/applicants';
import * as approvals from '../database/repositories/approvals';
import * as audit from '../database/repositories/audit';
import * as commissionEvents from '../database/repositories/commission-events';
import * as concerned from '../database/repositories/concerned';
import * as corrections from '../database/repositories/corrections';
import * as disputes from '../database/repositories/disputes';
import * as earnings from '../database/repositories/earnings';
import * as eventBooks from '../database/repositories/event-books';
import * as facts from '../database/repositories/facts';
import * as holders from '../database/repositories/holders';
import * as imports from '../database/repositories/imports';
import * as ledger from '../database/repositories/ledger';
import * as lifecycle from '../database/repositories/lifecycle';
import * as noticeDeliveries from '../database/repositories/notice-deliveries';
import * as notices from '../database/repositories/notices';
import * as ownEvents from '../database/repositories/own-events';
import * as partnerImports from '../database/repositories/partner-imports';
import * as payeeRows from '../database/repositories/payee-rows';
import * as paymentFiles from '../database/repositories/payment-files';
import * as paymentReports from '../database/repositories/payment-reports';
import * as payoutNotices from '../database/repositories/payout-notices';
import * as payoutDisputes from '../database/repositories/payout-disputes';
import * as payoutDues from '../database/repositories/payout-dues';
import * as payoutHolds from '../database/repositories/payout-holds';
import * as payoutLines from '../database/repositories/payout-lines';
import * as payoutRuns from '../database/repositories/payout-runs';
import * as payouts from '../database/repositories/payouts';
import * as personRows from '../database/repositories/person-rows';
import * as pricingRuns from '../database/repositories/pricing-runs';
import * as recorded from '../database/repositories/recorded';
import * as sales from '../database/repositories/sales';
import * as screenings from '../database/repositories/screenings';
import * as stages from '../database/repositories/stages';
import * as steps from '../database/repositories/steps';
import * as tiers from '../database/repositories/tiers';
import * as training from '../database/repositories/training';

/** The tables, by the module that speaks to them. */
export const repositories: Repositories = {
  absences,
  access,
  agreements,
  applicants,
  approvals,
  audit,
  commissionEvents,
  concerned,
  corrections,
  disputes,
  earnings,
  eventBooks,
  facts,
  holders,
  imports,
  ledger,
  lifecycle,
  noticeDeliveries,
  notices,
  ownEvents,
  partnerImports,
  payeeRows,
  paymentFiles,
  paymentReports,
  payoutNotices,
  payoutDisputes,
  payoutDues,
  payoutHolds,
  payoutLines,
  payoutRuns,
  payouts,
  personRows,
  pricingRuns,
  recorded,
  sales,
  screenings,
  stages,
  steps,
  tiers,
  training,
};
