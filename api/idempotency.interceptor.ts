import { randomUUID } from 'node:crypto';
import { createParamDecorator, Injectable } from '@nestjs/common';
import type { CallHandler, ExecutionContext, NestInterceptor } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Observable } from 'rxjs';
import { defaultIfEmpty, from, lastValueFrom } from 'rxjs';
import { IdempotencyStore } from '../database/intake/idempotency-store';
import type { Answer, RequestKey } from '../database/intake/idempotency-store';
import { DomainError } from '../domain/errors';
import type { Json } from '../domain/hash';
import { shortHash } from '../domain/hash';
import './auth/current';
import { routeOf } from './http/door';
import type { RouteRules } from './http/route-rules';
import { problemHeaders, problemOf, ProblemError } from './problem';

/** Printable ASCII, as the draft's structured string allows. */
const KEY = /^[\x21-\x7e]{1,255}$/;
/** Headers of an answer that a replay repeats. */
const KEPT_HEADERS = ['location'];

/** One request under its key: what a handler needs to make its effect repeatable. */
export class Attempt {
  /** True when the answer is not the last word: the same key asks again. */
  provisional = false;
  /** Ids of staged content that the answer says is taken in. */
  readonly accepts: string[] = [];

  constructor(
    /** Unique for (principal, route, key): a base for update ids and row ids. */
    readonly id: string,
    /** What the request is repeated by. */
    readonly by: RequestKey,
    /** Remembers what the request is about, before the effect. */
    readonly noteTarget: (targetId: string) => Promise<void>,
  ) {}
}

declare module 'fastify' {
  interface FastifyRequest {
    attempt?: Attempt;
  }
}

/** The attempt of this POST. */
export const CurrentAttempt = createParamDecorator((_data: unknown, context: ExecutionContext): Attempt => {
  const { attempt } = context.switchToHttp().getRequest<FastifyRequest>();
  if (!attempt) throw new Error('This route has no Idempotency-Key: it is no POST, or says so.');
  return attempt;
});

/** Each POST happens once per (principal, route, key), and everybody who repeats it gets the first answer. */
@Injectable()
export class IdempotencyInterceptor implements NestInterceptor {
  constructor(private readonly store: IdempotencyStore) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const request = context.switchToHttp().getRequest<FastifyRequest>();
    const rules = request.routeOptions.config as RouteRules;
    if (request.method !== 'POST' || rules.idempotency === 'none' || !request.principal) return next.handle();
    return from(this.once(context, next, rules));
  }

  private async once(context: ExecutionContext, next: CallHandler, rules: RouteRules): Promise<unknown> {
    const http = context.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const key = keyOf(request, rules);
    const keyed = {
      principal: request.principal!.personId,
      route: `POST ${routeOf(request)}`,
      key,
      body: { path: request.params, query: request.query, body: request.body ?? null } as Json,
    };
    const id = shortHash(JSON.stringify([keyed.principal, keyed.route, key]), 26);
    const answer = await this.store.run(keyed, (noteTarget) =>
      this.work({ request, reply, next }, new Attempt(id, keyed, noteTarget)),
    );
    if (answer.status >= 400) throw new ProblemError(answer.body as never);
    reply.status(answer.status).headers({
      ...answer.headers,
      'idempotency-key': key,
      ...(answer.replayed ? { 'idempotency-replayed': 'true' } : {}),
    });
    return answer.body;
  }

  /** The handler's answer as it will be replayed; a refusal is an answer too. */
  private async work(
    at: { request: FastifyRequest; reply: FastifyReply; next: CallHandler },
    attempt: Attempt,
  ): Promise<Answer> {
    const { request, reply, next } = at;
    request.attempt = attempt;
    try {
      const body = (await lastValueFrom(next.handle().pipe(defaultIfEmpty(null)))) as Json;
      const headers = Object.fromEntries(
        KEPT_HEADERS.flatMap((name) => (reply.getHeader(name) ? [[name, String(reply.getHeader(name))]] : [])),
      );
      return {
        status: reply.statusCode,
        headers,
        body: JSON.parse(JSON.stringify(body ?? null)) as Json,
        provisional: attempt.provisional,
        accepts: attempt.accepts,
      };
    } catch (error) {
      const problem = problemOf(error, request.id);
      // A bug or an outage is told as it is, and the log shall see its cause.
      if (problem.status >= 500) throw error;
      return { status: problem.status, headers: problemHeaders(problem), body: problem as unknown as Json };
    }
  }
}

function keyOf(request: FastifyRequest, rules: RouteRules): string {
  const given = request.headers['idempotency-key'];
  if (given === undefined && rules.idempotency === 'required')
    throw new DomainError('IDEMPOTENCY.KEY_REQUIRED', 'Send an Idempotency-Key: this request moves money.');
  const key = given ?? randomUUID();
  if (typeof key !== 'string' || !KEY.test(key))
    throw new DomainError('REQUEST.INVALID', 'The Idempotency-Key must be 1 to 255 printable ASCII characters.');
  return key;
}
