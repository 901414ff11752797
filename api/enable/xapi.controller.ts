import { Body, Controller, Get, HttpCode, Post, Put, Query, Req, Res } from '@nestjs/common';
import { ApiBearerAuth, ApiBody, ApiHeader, ApiNoContentResponse, ApiOkResponse, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { StatementFilter } from '../../database/views/training';
import { accountLearner, normalLearner } from '../../domain/enable/training';
import { DomainError } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import type { LearnerIdentifier } from '../../domain/people/person-change';
import { Me } from '../auth/current';
import type { Principal } from '../auth/principal';
import { Parameters } from '../http/parameters';
import { Idempotency, Public } from '../http/route-rules';
import { parseJsonParameter } from '../http/strict-json';
import type { StatementResult } from './xapi-statements';
import { XapiStatements } from './xapi-statements';
import type { XapiVersion } from './xapi-version';
import { Version, XAPI_VERSIONS } from './xapi-version';
import {
  agentFilter,
  oneStatementQuery,
  oneVoidedQuery,
  putQuery,
  STATEMENT_SCHEMA,
  STATEMENTS_LISTED_MAX,
  statementsQuery,
} from './xapi.dto';

const VERSION_HEADER = {
  name: 'X-Experience-API-Version',
  required: true,
  description: '1.0.x or 2.0.x',
  schema: { type: 'string' as const },
};

/**
 * The statement resource of a learning record store (xAPI 1.0.3 and 2.0), as far as a learning system needs it to
 * report what people have learned. Ids of statements do what an Idempotency-Key does elsewhere.
 */
@ApiTags('training')
@ApiBearerAuth()
@Controller('xapi')
export class XapiController {
  constructor(private readonly statements: XapiStatements) {}

  /** Which versions are spoken. */
  @Get('about')
  @Public()
  @ApiOkResponse({ schema: { type: 'object', properties: { version: { type: 'array', items: { type: 'string' } } } } })
  about(): { version: readonly string[] } {
    return { version: XAPI_VERSIONS };
  }

  /** Takes one statement or a batch, whole or not at all, and answers their ids. */
  @Post('statements')
  @HttpCode(200)
  @Idempotency('none')
  @ApiHeader(VERSION_HEADER)
  @ApiBody({ schema: { oneOf: [STATEMENT_SCHEMA, { type: 'array', items: STATEMENT_SCHEMA }] } })
  @ApiOkResponse({ schema: { type: 'array', items: { type: 'string', format: 'uuid' } } })
  async post(@Version() _version: XapiVersion, @Me() me: Principal, @Body() body: unknown): Promise<string[]> {
    return this.statements.take(me, body);
  }

  /** Takes one statement under the id in the address. */
  @Put('statements')
  @HttpCode(204)
  @ApiHeader(VERSION_HEADER)
  @Parameters(putQuery)
  @ApiBody({ schema: STATEMENT_SCHEMA })
  @ApiNoContentResponse()
  async put(
    @Version() _version: XapiVersion,
    @Me() me: Principal,
    @Query() query: unknown,
    @Body() body: unknown,
  ): Promise<void> {
    const { statementId } = putQuery.parse(query);
    await this.statements.take(me, withId(body, statementId));
  }

  /** One statement by its id, or a list of the sender's own, the latest first. */
  @Get('statements')
  @ApiHeader(VERSION_HEADER)
  @Parameters(oneStatementQuery, oneVoidedQuery, statementsQuery)
  @ApiOkResponse({
    schema: {
      oneOf: [
        { ...STATEMENT_SCHEMA, required: ['id', 'stored', 'authority'] },
        {
          type: 'object',
          required: ['statements', 'more'],
          properties: { statements: { type: 'array', items: STATEMENT_SCHEMA }, more: { type: 'string' } },
        },
      ],
    },
  })
  async get(
    @Version() version: XapiVersion,
    @Me() me: Principal,
    @Query() query: Record<string, string>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<JsonObject | StatementResult> {
    reply.header('X-Experience-API-Consistent-Through', await this.statements.consistentThrough(me));
    const one = oneOf(query);
    if (one === undefined) return this.list(me, { query, address: request.raw.url! }, version);
    const statement = await this.statements.one(me, one, version);
    reply.header('last-modified', new Date(statement['stored'] as string).toUTCString());
    return statement;
  }

  private list(
    me: Principal,
    { query, address }: { query: unknown; address: string },
    version: XapiVersion,
  ): Promise<StatementResult> {
    const { agent, since, until, limit, ascending, cursor, verb, activity, registration } =
      statementsQuery.parse(query);
    const filter: StatementFilter = {
      verb,
      activity,
      registration: registration?.toLowerCase(),
      learner: agent === undefined ? undefined : learnerOf(agent),
      sinceWallMs: since,
      untilWallMs: until,
      ascending: ascending === 'true',
    };
    return this.statements.list(
      me,
      { filter, limit: Math.min(limit || STATEMENTS_LISTED_MAX, STATEMENTS_LISTED_MAX), cursor, address },
      version,
    );
  }
}

function oneOf(query: Record<string, string>): { statementId: string; voided: boolean } | undefined {
  if ('voidedStatementId' in query) return { statementId: oneVoidedQuery.parse(query).voidedStatementId, voided: true };
  return 'statementId' in query
    ? { statementId: oneStatementQuery.parse(query).statementId, voided: false }
    : undefined;
}

/** The id of the address is the statement's; another one in it is a mistake. A list has no place under one id. */
function withId(body: unknown, statementId: string): unknown {
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const own = isObject ? (body as { id?: unknown }).id : undefined;
  const differs = own !== undefined && (typeof own !== 'string' || own.toLowerCase() !== statementId.toLowerCase());
  if (!isObject || differs) {
    const fault = {
      pointer: isObject ? '/id' : '',
      code: 'STATEMENT.RULE',
      message: 'Put one statement, whose id, if it has one, is that of the address.',
    };
    throw new DomainError('REQUEST.INVALID', fault.message, [fault]);
  }
  return { ...body, id: statementId };
}

function learnerOf(text: string): LearnerIdentifier {
  const agent = agentFilter.parse(parseJsonParameter('agent', text));
  if ('account' in agent) return accountLearner(agent.account.homePage, agent.account.name);
  return normalLearner(
    'mbox' in agent ? { kind: 'mbox', value: agent.mbox } : { kind: 'mbox_sha1sum', value: agent.mbox_sha1sum },
  );
}
