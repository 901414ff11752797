import rateLimit from '@fastify/rate-limit';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import '../auth/current';
import type { RouteRules } from './route-rules';
import { DomainError } from '../../domain/errors';

/** How many requests are taken per minute, by each process for itself; 0 is without a limit. */
export interface RateLimits {
  /** Of one person or service, all routes together. */
  principalPerMinute: number;
  /** Of one address (an IPv6 network of 64 bits is one), without a token of somebody who is known here. */
  addressPerMinute: number;
  /** Of one principal on one route that is {@link RouteRules.delicate}. */
  delicatePerMinute: number;
}

/** Counts of so many callers are kept, those who asked last: a bound on memory, not on callers. */
const CALLERS_REMEMBERED_MAX = 10_000;
const MINUTE_MS = 60_000;

/** Too many requests, and when there may be more. */
export class TooMany extends DomainError {
  constructor(readonly retryAfterS: number) {
    super('REQUEST.TOO_MANY', `Slow down: this is more than is taken per minute. Ask again in ${retryAfterS} s.`);
  }
}

/** Counts requests by who sends them. */
export interface Limiter {
  /** A request of a verified token. @throws TooMany */
  admit(request: FastifyRequest, rules: RouteRules): Promise<void>;
  /** A request that proves nobody. @throws TooMany */
  admitStranger(request: FastifyRequest): Promise<void>;
}

/** Makes the limiter, in windows of a minute that begin with a caller's first request. */
export async function installLimiter(fastify: FastifyInstance, limits: RateLimits): Promise<Limiter> {
  await fastify.register(rateLimit, { global: false, cache: CALLERS_REMEMBERED_MAX });
  const counter = (max: number, keyGenerator?: (request: FastifyRequest) => string) => {
    if (max === 0) return async () => undefined;
    const count = fastify.createRateLimit({ max, timeWindow: MINUTE_MS, ...(keyGenerator ? { keyGenerator } : {}) });
    return async (request: FastifyRequest): Promise<void> => {
      const counted = await count(request);
      if (!counted.isAllowed && counted.isExceeded) throw new TooMany(Math.max(1, counted.ttlInSeconds));
    };
  };
  const principal = counter(limits.principalPerMinute, callerOf);
  const address = counter(limits.addressPerMinute);
  const delicate = counter(limits.delicatePerMinute, (request) => `${request.routeOptions.url} ${callerOf(request)}`);
  return {
    admitStranger: address,
    admit: async (request, rules) => {
      // An account that nobody here knows costs nothing to make: many of them are one address.
      await (request.principal?.known ? principal(request) : address(request));
      if (rules.delicate) await delicate(request);
    },
  };
}

const callerOf = (request: FastifyRequest): string => request.principal!.personId;
