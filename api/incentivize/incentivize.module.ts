import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module';
import { NamedProgram } from '../programs/named-program';
import { CommissionEventsController } from './commission-events.controller';
import { EarningsController } from './earnings.controller';
import { EventsReader } from './events-reader';
import { LedgerController } from './ledger.controller';
import { PayeeDesk } from './payee-desk';
import { PayeesController } from './payees.controller';
import { PayoutRunDesk } from './payout-run-desk';
import { PayoutRunsController } from './payout-runs.controller';
import { PricingDesk } from './pricing-desk';
import { PricingRunsController } from './pricing-runs.controller';

/** What partners earn. */
@Module({
  imports: [ImportsModule],
  controllers: [
    CommissionEventsController,
    EarningsController,
    LedgerController,
    PayeesController,
    PayoutRunsController,
    PricingRunsController,
  ],
  providers: [EventsReader, NamedProgram, PayeeDesk, PayoutRunDesk, PricingDesk],
})
export class IncentivizeModule {}
