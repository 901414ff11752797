import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Attempt } from '../idempotency.interceptor';

/** Sent and kept, but not answered yet: the same request with the same key asks again. */
export const pending = z.object({
  state: z
    .literal('pending')
    .describe('Not answered yet: repeat the request with the same Idempotency-Key, or look at statusUrl.'),
  statusUrl: z.string(),
  temporalUrl: z.string(),
});

/** See {@link pending}. */
export type Pending = z.infer<typeof pending>;

/** Answers 202: the work goes on, and the same key later gives the final answer. */
export function answerPending(reply: FastifyReply, attempt: Attempt, links: Omit<Pending, 'state'>): Pending {
  attempt.provisional = true;
  reply.status(202).header('location', links.statusUrl);
  return { state: 'pending', ...links };
}
