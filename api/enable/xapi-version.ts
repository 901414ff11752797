import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors';

/** The versions that are spoken, the latest of each line. */
export const XAPI_VERSIONS = ['2.0.0', '1.0.3'] as const;
/** See {@link XAPI_VERSIONS}. */
export type XapiVersion = (typeof XAPI_VERSIONS)[number];

const HEADER = 'x-experience-api-version';

/**
 * The version that a request speaks; the answer, whatever it is, says so too.
 * @throws REQUEST.INVALID without the header, or with a version that is not spoken
 */
export const Version = createParamDecorator((_data: unknown, context: ExecutionContext): XapiVersion => {
  const http = context.switchToHttp();
  const said = http.getRequest<FastifyRequest>().headers[HEADER];
  const version = versionOf(said);
  http.getResponse<FastifyReply>().header(HEADER, version ?? XAPI_VERSIONS[0]);
  if (version !== undefined) return version;
  const message = 'Send X-Experience-API-Version with 1.0.x or 2.0.x.';
  throw new DomainError('REQUEST.INVALID', message, [{ pointer: '', code: 'REQUEST.XAPI_VERSION', message }]);
});

function versionOf(said: unknown): XapiVersion | undefined {
  const line = typeof said === 'string' ? /^([12])\.0(\.\d+)?$/.exec(said)?.[1] : undefined;
  return line === undefined ? undefined : line === '2' ? '2.0.0' : '1.0.3';
}
