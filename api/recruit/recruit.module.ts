import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module';
import { Applications } from './applications';
import { ApplicationsController } from './applications.controller';
import { PartnerImportsController } from './partner-imports.controller';

/** How companies become partners: they apply, or are imported. */
@Module({
  imports: [ImportsModule],
  controllers: [ApplicationsController, PartnerImportsController],
  providers: [Applications],
})
export class RecruitModule {}
