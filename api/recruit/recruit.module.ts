import { Module } from '@nestjs/common';
import { Applications } from './applications';
import { ApplicationsController } from './applications.controller';

/** How companies become partners: they apply, or are imported. */
@Module({ controllers: [ApplicationsController], providers: [Applications] })
export class RecruitModule {}
