import { Module } from '@nestjs/common';
import { EarningsController } from './earnings.controller';
import { LedgerController } from './ledger.controller';
import { PayeeDesk } from './payee-desk';
import { PayeesController } from './payees.controller';
import { PricingDesk } from './pricing-desk';
import { PricingRunsController } from './pricing-runs.controller';

/** What partners earn. */
@Module({
  controllers: [EarningsController, LedgerController, PayeesController, PricingRunsController],
  providers: [PayeeDesk, PricingDesk],
})
export class IncentivizeModule {}
