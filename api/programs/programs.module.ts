import { Module } from '@nestjs/common';
import { ProgramsController } from './programs.controller';
import { Publishing } from './publishing';

/** Programs. */
@Module({ controllers: [ProgramsController], providers: [Publishing] })
export class ProgramsModule {}
