import { Controller, Get } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Pool } from 'pg';
import { Inject } from '@nestjs/common';
import { ZodResponse } from 'nestjs-zod';
import { ping } from '../../database/views/health';
import { DomainError } from '../../domain/errors';
import { Public } from '../http/route-rules';
import { Temporal } from '../temporal';
import { POOL } from '../tokens';
import { DatabaseCheck } from './database-check';
import { HealthDto } from './health.dto';

/** A probe that takes longer than a balancer's patience is an answer too. */
const PROBE_PATIENCE_MS = 3_000;

/** Is it alive, and may it get traffic? */
@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    private readonly temporal: Temporal,
    private readonly database: DatabaseCheck,
  ) {}

  /** The process runs and answers. */
  @Get('live')
  @Public()
  @ZodResponse({ status: 200, type: HealthDto })
  live(): HealthDto {
    return { status: 'ok' };
  }

  /** Postgres and Temporal answer, and the database is one that may be served from: requests may come. */
  @Get('ready')
  @Public()
  @ZodResponse({ status: 200, type: HealthDto })
  async ready(): Promise<HealthDto> {
    const [postgres, temporal] = await Promise.allSettled([ping(this.pool), this.temporal.ping(PROBE_PATIENCE_MS)]);
    const down = [
      postgres.status === 'rejected' || !this.database.passed ? 'Postgres' : '',
      temporal.status === 'rejected' ? 'Temporal' : '',
    ].filter(Boolean);
    if (down.length > 0) throw new DomainError('SERVER.UNAVAILABLE', `${down.join(' and ')} does not answer.`);
    return { status: 'ok', postgres: 'up', temporal: 'up' };
  }
}
