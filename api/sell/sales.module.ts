import { Module } from '@nestjs/common';
import { ImportsModule } from '../imports/imports.module';
import { NamedProgram } from '../programs/named-program';
import { SalesController } from './sales.controller';
import { SalesReader } from './sales-reader';

/** What partners sell. */
@Module({ imports: [ImportsModule], controllers: [SalesController], providers: [SalesReader, NamedProgram] })
export class SalesModule {}
