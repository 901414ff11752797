import { Catch } from '@nestjs/common';
import type { ArgumentsHost, ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { routeOf, sendProblem } from './http/door';
import { problemOf } from './problem';

/** Every error leaves as a problem of RFC 9457. What happened in detail is in the log, under the trace id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest>();
    const reply = http.getResponse<FastifyReply>();
    const { status, code } = problemOf(error, request.id);
    const line = { traceId: request.id, route: routeOf(request), method: request.method, code };
    if (status >= 500) this.logger.error({ ...line, err: error }, 'request failed');
    else this.logger.debug(line, 'request refused');
    // A stream that has begun cannot become a problem any more.
    if (reply.raw.headersSent) return void reply.raw.destroy();
    sendProblem(reply, error, request.id);
  }
}
