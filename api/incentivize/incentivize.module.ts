import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module';
import { NamedProgram } from '../programs/named-program';
import { CommissionEventsController } from './commission-events.controller';
import { CorrectionDesk } from './correction-desk';
import { CorrectionsController } from './corrections.controller';
import { DisputesController } from './disputes.controller';
import { EarningsController } from './earnings.controller';
import { EventsReader } from './events-reader';
import { LedgerController } from './ledger.controller';
import { PayeeDesk } from './payee-desk';
import { PayeesController } from './payees.controller';
import { PayoutRunDesk } from './payout-run-desk';
import { PayoutRunsController } from './payout-runs.controller';
import { PricingDesk } from './pricing-desk';
import { PricingRunsController } from './pricing-runs.controller';
import { StatementDesk } from './statement-desk';
import { StatementsController } from './statements.controller';

/** What partners earn. */
@Module({
  imports: [ImportsModule],
  controllers: [
    CommissionEventsController,
    CorrectionsController,
    DisputesController,
    EarningsController,
    LedgerController,
    PayeesController,
    PayoutRunsController,
    PricingRunsController,
    StatementsController,
  ],
  providers: [CorrectionDesk, EventsReader, NamedProgram, PayeeDesk, PayoutRunDesk, PricingDesk, StatementDesk],
})
export class IncentivizeModule {}
