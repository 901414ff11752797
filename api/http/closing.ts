import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Longer than any answer of ours takes: whoever still waits then gets none. */
const ANSWER_PATIENCE_MS = 12_000;

/**
 * Ends connections in order when the API closes: those that never asked anything at once (Node would wait a minute for
 * their first request), those that wait for an answer when they have it, at the latest after twelve seconds.
 */
export function closeConnectionsInOrder(fastify: FastifyInstance): void {
  const { server } = fastify;
  const silent = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    silent.add(socket);
    socket.once('close', () => silent.delete(socket));
  });
  server.on('request', (request) => silent.delete(request.socket));
  fastify.addHook('preClose', (done) => {
    for (const socket of silent) socket.destroy();
    setTimeout(() => server.closeAllConnections(), ANSWER_PATIENCE_MS).unref();
    done();
  });
}
