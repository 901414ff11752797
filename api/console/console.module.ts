import { Module } from '@nestjs/common';
import { ConsoleController } from './console.controller';

/** The console. Its files are served by `console-files.ts`, which needs no module. */
@Module({ controllers: [ConsoleController] })
export class ConsoleModule {}
