import { Module } from '@nestjs/common';
import { ImportDesk } from './import-desk';
import { ImportsController } from './imports.controller';

/** Imports of rows. */
@Module({ controllers: [ImportsController], providers: [ImportDesk], exports: [ImportDesk] })
export class ImportsModule {}
