import { randomBytes } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest, FastifyServerOptions } from 'fastify';
import type { ErrorCode } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { Problem } from '../problem';
import { problemHeaders, problemOf } from '../problem';
import { accepts } from './accept';
import type { Limiter } from './limits';
import { TooMany } from './limits';
import type { RouteRules } from './route-rules';
import { checkParameters, checkStorable, decodeUtf8, parseStrictJson } from './strict-json';

/** What a JSON or YAML body may hold: our largest is a program. */
export const BODY_BYTES_MAX = 256 * 1024;
/** What a CSV import may hold: some 100,000 lines. */
export const CSV_BYTES_MAX = 16 * 1024 * 1024;
/** No address of ours is longer, filters and cursor included. */
const ADDRESS_LENGTH_MAX = 4_096;
const HEADERS_BYTES_MAX = 16 * 1024;
/** A body that takes longer to arrive is a slow-loris or a broken line. */
const REQUEST_PATIENCE_MS = 60_000;
/** The longest opaque id in a path. */
const PARAMETER_LENGTH_MAX = 220;

/** An answer of the API is data: nothing in it may run, load or be framed. */
const POLICY = "default-src 'none'; frame-ancestors 'none'";
/** The documentation's page needs its own scripts and styles. */
const DOCS_POLICY =
  "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'";

/** What every answer says, whatever it is. */
const SAFETY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'content-security-policy': POLICY,
};

/** What the door asks: `authenticate` is called for each request to a known route before its body is read. */
export interface DoorOptions {
  authenticate(request: FastifyRequest, rules: RouteRules): Promise<void>;
  limiter: Limiter;
  /** Pages that Nest's documentation serves itself; everything below them is public too. */
  publicPaths: readonly string[];
}

/** How the server is built: small limits, our own errors even where no route was found. */
export function serverOptions(trustProxyHops: number) {
  return {
    logger: false,
    trustProxy: (_address: string, hop: number) => hop < trustProxyHops,
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_PATIENCE_MS,
    // A closing server finishes what it serves and then ends; idle connections would keep it.
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    exposeHeadRoutes: true,
    genReqId: () => randomBytes(16).toString('hex'),
    http: { maxHeaderSize: HEADERS_BYTES_MAX },
    routerOptions: { maxParamLength: PARAMETER_LENGTH_MAX },
    frameworkErrors: (_error, request, reply) => {
      const code = isTooLong(request) ? 'REQUEST.ADDRESS_TOO_LONG' : 'REQUEST.NOT_FOUND';
      sendProblem(reply.headers(SAFETY_HEADERS), new DomainError(code, ''), request.id);
    },
    clientErrorHandler: answerBrokenRequest,
  } satisfies FastifyServerOptions & { http: unknown };
}

/** A route as it was registered. */
export interface KnownRoute {
  method: string;
  /** With parameters in braces, as OpenAPI writes them. */
  path: string;
  pattern: RegExp;
  rules: RouteRules;
}

/**
 * The door of the API: limits, formats and identity, in this order and before a body is read.
 * @returns the routes, which are registered later
 */
export function installDoor(
  fastify: FastifyInstance,
  { authenticate, limiter, publicPaths }: DoorOptions,
): readonly KnownRoute[] {
  const routes: KnownRoute[] = [];
  fastify.addHook('onRoute', ({ url, method, config }) => {
    const path = url.replace(/:([^/]+)/g, '{$1}');
    const pattern = new RegExp(`^${url.replace(/:[^/]+/g, '[^/]+').replace(/\*$/, '.*')}$`);
    for (const one of [method].flat()) routes.push({ method: one, path, pattern, rules: (config ?? {}) as RouteRules });
  });
  fastify.addHook('onRequest', async (request, reply) => {
    reply.headers(SAFETY_HEADERS);
    if (isTooLong(request)) refuse('REQUEST.ADDRESS_TOO_LONG');
    if (request.is404) return refuseUnknown(request, reply, routes);
    const rules = request.routeOptions.config as RouteRules;
    if (publicPaths.some((path) => routeOf(request) === path || routeOf(request).startsWith(`${path}/`)))
      return void reply.header('content-security-policy', DOCS_POLICY);
    await admit(request, rules, { authenticate, limiter });
    checkParameters(request.query as Record<string, string | string[]>);
    checkFormats(request, rules);
  });
  installParsers(fastify);
  return routes;
}

/** The route's template, for metrics and idempotency; never the address itself. */
export const routeOf = (request: FastifyRequest): string => request.routeOptions.url ?? 'unknown';

/** Sends a problem wherever no exception filter is. */
export function sendProblem(reply: FastifyReply, error: unknown, traceId: string): FastifyReply {
  const problem = problemOf(error, traceId);
  const retry = error instanceof TooMany ? { 'retry-after': String(error.retryAfterS) } : {};
  return reply
    .status(problem.status)
    .headers({ ...problemHeaders(problem), ...retry })
    .send(JSON.stringify(problem));
}

const isTooLong = (request: FastifyRequest): boolean => request.raw.url!.length > ADDRESS_LENGTH_MAX;

/** A known address with another method is 405, and says which methods there are. */
function refuseUnknown(request: FastifyRequest, reply: FastifyReply, routes: readonly KnownRoute[]): void {
  const path = request.raw.url!.split('?', 1)[0]!;
  const methods = new Set(routes.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method));
  // The router knows the method here and still found nothing: an address that only looks like one of ours.
  if (methods.size === 0 || methods.has(request.method)) return;
  reply.header('allow', [...methods].sort().join(', '));
  refuse('REQUEST.METHOD_NOT_ALLOWED');
}

/** Who asks, and whether that is too often: whoever proves nobody is counted by address, the public routes included. */
async function admit(
  request: FastifyRequest,
  rules: RouteRules,
  { authenticate, limiter }: Pick<DoorOptions, 'authenticate' | 'limiter'>,
): Promise<void> {
  if (rules.public) return limiter.admitStranger(request);
  try {
    await authenticate(request, rules);
  } catch (error) {
    await limiter.admitStranger(request);
    throw error;
  }
  await limiter.admit(request, rules);
}

function checkFormats(request: FastifyRequest, rules: RouteRules): void {
  const { headers } = request;
  if (!accepts(headers.accept, rules.produces ?? 'application/json')) refuse('REQUEST.NOT_ACCEPTABLE');
  if (!['POST', 'PUT', 'PATCH'].includes(request.method)) return;
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') refuse('REQUEST.MEDIA_TYPE');
  const hasBody = headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
  const type = headers['content-type']?.split(';', 1)[0]!.trim().toLowerCase();
  if (hasBody && !(rules.consumes ?? ['application/json']).includes(type ?? '')) refuse('REQUEST.MEDIA_TYPE');
}

/** Bodies are read by us: strictly, and only in the formats that we speak. */
function installParsers(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser(
    'application/json',
    { parseAs: 'buffer' },
    async (request: FastifyRequest, body: Buffer) => {
      request.rawBody = body;
      return parseStrictJson(body);
    },
  );
  for (const [type, bodyLimit] of [
    ['application/yaml', BODY_BYTES_MAX],
    ['text/csv', CSV_BYTES_MAX],
    // What banks send.
    ['application/xml', CSV_BYTES_MAX],
  ] as const)
    fastify.addContentTypeParser(
      type,
      { parseAs: 'buffer', bodyLimit },
      async (request: FastifyRequest, body: Buffer) => {
        request.rawBody = body;
        return checkStorable(decodeUtf8(body));
      },
    );
}

/** A request that Node could not even read: there is no request object, only a socket. */
function answerBrokenRequest(error: Error & { code?: string }, socket: import('node:net').Socket): void {
  if (!socket.writable || error.code === 'ECONNRESET') return void socket.destroy();
  const code: ErrorCode =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? 'REQUEST.HEADERS_TOO_LARGE'
      : error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
        ? 'REQUEST.TIMEOUT'
        : 'REQUEST.INVALID';
  const problem: Problem = problemOf(new DomainError(code, ''), randomBytes(16).toString('hex'));
  const body = JSON.stringify(problem);
  const headers = {
    ...problemHeaders(problem),
    'content-length': String(Buffer.byteLength(body)),
    connection: 'close',
  };
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${problem.status} ${problem.title}\r\n${lines.join('')}\r\n${body}`);
}

function refuse(code: ErrorCode): never {
  throw new DomainError(code, '');
}

declare module 'fastify' {
  interface FastifyRequest {
    /** The bytes of the body, for its hash. */
    rawBody?: Buffer;
  }
}
