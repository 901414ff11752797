import { Injectable } from '@nestjs/common';
import type { FastifyInstance } from 'fastify';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { routeOf } from '../http/door';

/** From a cached read to an update that waits for its workflow. */
const BUCKETS_S = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** The API's metrics, in a registry of its own so that several APIs in one test process do not mix. */
@Injectable()
export class Metrics {
  readonly registry = new Registry();
  private readonly durations = new Histogram({
    name: 'ple_http_request_duration_seconds',
    help: 'How long requests took, by route template, method and status.',
    labelNames: ['route', 'method', 'status'],
    buckets: BUCKETS_S,
    registers: [this.registry],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  /** Measures each request. Labels are templates: an id in a label would make a series per partner. */
  observe(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', async (request, reply) => {
      const route = request.is404 ? 'unknown' : routeOf(request);
      this.durations.observe(
        { route, method: request.method, status: String(reply.statusCode) },
        reply.elapsedTime / 1_000,
      );
    });
  }
}
