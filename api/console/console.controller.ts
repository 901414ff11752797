import { Controller, Get, Inject } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { Public } from '../http/route-rules';
import type { ApiSettings } from '../settings';
import { SETTINGS } from '../tokens';
import { ConsoleDto } from './console.dto';

/** How the console signs people in. */
@ApiTags('console')
@Controller('v1/console')
export class ConsoleController {
  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {}

  /** Issuer, client and scope of the console: nothing in here is secret. */
  @Get()
  @Public()
  @ZodResponse({ status: 200, type: ConsoleDto })
  read(): ConsoleDto {
    const { oidc, console } = this.settings;
    return { issuer: oidc.issuer, clientId: console.clientId, scope: console.scope };
  }
}
