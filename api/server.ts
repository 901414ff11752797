import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { AppModule } from './app.module';
import { Authenticator } from './auth/authenticator';
import { WallClock } from './clock';
import { DatabaseCheck } from './health/database-check';
import { serveConsole } from './console/console-files';
import { Metrics } from './health/metrics';
import { closeConnectionsInOrder } from './http/closing';
import { installDoor, serverOptions } from './http/door';
import { installLimiter } from './http/limits';
import { describe, DOCS_PATH, OPENAPI_PATH } from './openapi';
import type { ApiSettings } from './settings';

/** A running API. */
export interface RunningApi {
  /** Base address, without a slash at its end. */
  url: string;
  /** Settles once Postgres has answered; rejects with what to do where it is not a database to serve from. */
  fit: Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts the API. It is up as soon as this returns, even while Postgres or Temporal are not: `/health/ready` tells.
 * @param clock wall time; a test gives its own
 * @throws DatabaseNotReady for a role or a schema of the database that nobody may serve from
 */
export async function startApi(settings: ApiSettings, clock: WallClock = new WallClock()): Promise<RunningApi> {
  const adapter = new FastifyAdapter(serverOptions(settings.trustProxyHops) as never);
  const fastify = adapter.getInstance();
  const later: { authenticator?: Authenticator } = {};
  // The door comes first, so that no route is registered without it.
  const limiter = await installLimiter(fastify as never, settings.rateLimits);
  const routes = installDoor(fastify as never, {
    limiter,
    publicPaths: [`/${DOCS_PATH}`, `/${OPENAPI_PATH}`, '/openapi.yaml'],
    authenticate: async (request, rules) => later.authenticator!.admit(request, rules),
  });
  closeConnectionsInOrder(fastify as never);
  serveConsole(fastify as never, { folder: settings.console.folder, issuer: settings.oidc.issuer });
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(settings, clock), adapter, {
    bodyParser: false,
    logger: false,
    abortOnError: false,
  });
  later.authenticator = app.get(Authenticator);
  app.get(Metrics).observe(fastify as never);
  describe(app, routes);
  const database = app.get(DatabaseCheck);
  try {
    await database.look();
    await app.listen({ port: settings.port, host: settings.host });
  } catch (error) {
    await app.close();
    throw error;
  }
  return {
    url: (await app.getUrl()).replace('[::1]', 'localhost').replace(/\/+$/, ''),
    fit: database.settle(),
    close: () => app.close(),
  };
}
