import { randomBytes } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { DomainError } from '../../domain/errors';
import { sendProblem } from '../http/door';
import type { RouteRules } from '../http/route-rules';
import { consolePolicy, IssuerOrigins } from './console-policy';

/** First segments of the console's pages. The page itself reads the rest of the address. */
const PAGES = [
  'inbox',
  'tasks',
  'partners',
  'programs',
  'overview',
  'payouts',
  'payees',
  'statements',
  'corrections',
  'absence',
  'notices',
  'approvals',
  'links',
  'apply',
  'mine',
  'callback',
];
/** Stands in the built page where each answer's nonce goes. */
const NONCE_MARK = '__CSP_NONCE__';
/** The names of built files hold their hash: whatever has that name never changes. */
const ASSET_AGE_S = 31_536_000;

const PAGE_RULES: RouteRules = { public: true, produces: 'text/html' };
const ASSET_RULES: RouteRules = { public: true, produces: '*/*' };

/**
 * Serves the built console at `/`, where there is one: one page for all of its addresses, its files under `/assets`.
 * @param folder what `vite build` wrote
 */
export function serveConsole(fastify: FastifyInstance, { folder, issuer }: { folder: string; issuer: string }): void {
  // The sources of the console have a page too; only a build has a manifest.
  if (!existsSync(join(folder, '.vite', 'manifest.json'))) return;
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Set(readdirSync(join(folder, 'assets')));
  const origins = new IssuerOrigins(issuer);
  void fastify.register(async (app) => {
    // Made before Nest's own, this part of the server has no handler of errors but this one.
    app.setErrorHandler((error, request, reply) => sendProblem(reply, error, request.id));
    await app.register(fastifyStatic, { root: folder, serve: false, preCompressed: true, cacheControl: false });
    const asset = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
      const name = (request.params as { '*': string })['*'];
      if (!files.has(name)) return sendProblem(reply, new DomainError('REQUEST.NOT_FOUND', ''), request.id);
      return reply.header('cache-control', `public, max-age=${ASSET_AGE_S}, immutable`).sendFile(`assets/${name}`);
    };
    app.get('/assets/*', { config: ASSET_RULES as object }, asset);
    const show = async (_request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
      const nonce = randomBytes(16).toString('base64url');
      return reply
        .header('content-security-policy', consolePolicy(nonce, await origins.read()))
        .type('text/html; charset=utf-8')
        .send(page.replaceAll(NONCE_MARK, nonce));
    };
    for (const address of ['/', ...PAGES.flatMap((name) => [`/${name}`, `/${name}/*`])])
      app.get(address, { config: PAGE_RULES as object }, show);
  });
}
