import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module';
import { NamedProgram } from '../programs/named-program';
import { CommissionEventsController } from './commission-events.controller';
import { CorrectionDesk } from './correction-desk';
import { CorrectionsController } from './corrections.controller';
import { DisputesController } from './disputes.controller';
import { EarningTrailController } from './earning-trail.controller';
import { EarningsController } from './earnings.controller';
import { EventsReader } from './events-reader';
import { LedgerController } from './ledger.controller';
import { PayeeDesk } from './payee-desk';
import { PayeeListController } from './payee-list.controller';
import { PayeesController } from './payees.controller';
import { PaymentReportDesk } from './payment-report-desk';
import { PaymentReportsController } from './payment-reports.controller';
import { PayoutFileListController } from './payout-file-list.controller';
import { PayoutFilesController } from './payout-files.controller';
import { ProviderWebhookController } from './provider-webhook.controller';
import { PayoutReviewController } from './payout-review.controller';
import { PayoutRunDesk } from './payout-run-desk';
import { PayoutRunsController } from './payout-runs.controller';
import { PricingDesk } from './pricing-desk';
import { PricingRunsController } from './pricing-runs.controller';
import { StatementDesk } from './statement-desk';
import { StatementHoldersController } from './statement-holders.controller';
import { StatementsController } from './statements.controller';
import { WordsByIntake } from './words-by-intake';

/** What partners earn. */
@Module({
  imports: [ImportsModule],
  controllers: [
    CommissionEventsController,
    CorrectionsController,
    DisputesController,
    EarningTrailController,
    EarningsController,
    LedgerController,
    PayeeListController,
    PayeesController,
    PaymentReportsController,
    PayoutFileListController,
    PayoutFilesController,
    PayoutReviewController,
    PayoutRunsController,
    PricingRunsController,
    ProviderWebhookController,
    StatementHoldersController,
    StatementsController,
  ],
  providers: [
    CorrectionDesk,
    EventsReader,
    NamedProgram,
    PayeeDesk,
    PaymentReportDesk,
    PayoutRunDesk,
    PricingDesk,
    StatementDesk,
    WordsByIntake,
  ],
})
export class IncentivizeModule {}
