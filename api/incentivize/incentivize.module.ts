import { Module } from '@nestjs/common';
import { EarningsController } from './earnings.controller';
import { LedgerController } from './ledger.controller';
import { PricingDesk } from './pricing-desk';
import { PricingRunsController } from './pricing-runs.controller';

/** What partners earn. */
@Module({ controllers: [EarningsController, LedgerController, PricingRunsController], providers: [PricingDesk] })
export class IncentivizeModule {}
