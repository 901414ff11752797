import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { checkFault, Faults } from './faults';
import type { FaultMode, FaultTarget } from './faults';
import { Journal } from './journal';
import { readRequest } from './request';
import type { WorldRequest } from './request';
import { ScimWorld } from './scim';
import { ScreeningWorld } from './screening';

export interface Reply {
  status: number;
  json?: unknown;
  location?: string;
}

/** Serves the third parties on 127.0.0.1; their truth is `<dataDir>/partner-world.jsonl`. */
export async function servePartnerWorld({ dataDir, port }: { dataDir: string; port: number }): Promise<Server> {
  const journal = new Journal(join(dataDir, 'partner-world.jsonl'));
  const faults = new Faults();
  const screening = new ScreeningWorld(journal);
  const server = createServer((request, response) => {
    answer(request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: error.message }));
    });
  });
  const scim = new ScimWorld(journal, () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`);

  async function answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === undefined)
      return send(response, 'none', { status: 400, json: { error: 'the body is not JSON of a bearable size' } });
    const target = targetOf(request.path);
    if (target === undefined) return send(response, 'none', manage(request));
    const { mode, delayMs } = faults.strike(target);
    if (mode !== 'none') journal.append('fault.struck', { target, mode, method: request.method, path: request.path });
    if (mode === 'hang') return;
    if (mode === 'slow') await pause(delayMs);
    if (mode === 'error-before') return send(response, mode, { status: 503, json: { error: 'out of order' } });
    const reply = target === 'scim' ? scim.handle(request) : screening.handle(request);
    send(response, mode, reply, target);
  }

  function manage({ method, path, body }: WorldRequest): Reply {
    if (method === 'GET' && path === '/healthz') return { status: 200, json: { status: 'ok' } };
    if (method !== 'PUT' || path !== '/faults') return { status: 404, json: { error: 'no such address' } };
    const wanted = checkFault(body);
    if ('wrong' in wanted) return { status: 400, json: { error: wanted.wrong } };
    const fault = faults.set(wanted);
    journal.append('fault.set', { ...fault });
    return { status: 200, json: fault };
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

function targetOf(path: string): FaultTarget | undefined {
  if (path.startsWith('/scim/v2/')) return 'scim';
  return path.startsWith('/screening/') ? 'screening' : undefined;
}

/** The answer as the fault lets it through; what was done stays done. */
function send(response: ServerResponse, mode: FaultMode, reply: Reply, target?: FaultTarget): void {
  if (mode === 'drop-reply') return void response.destroy();
  const type = target === 'scim' ? 'application/scim+json' : 'application/json';
  if (mode === 'error-after')
    return void response.writeHead(500, { 'content-type': type }).end('{"error":"crashed afterwards"}');
  if (mode === 'wrong')
    return void response
      .writeHead(200, { 'content-type': 'application/json' })
      .end('{"result":"perhaps","totalResults":"some"}');
  response.writeHead(reply.status, { 'content-type': type, ...(reply.location ? { location: reply.location } : {}) });
  response.end(reply.json === undefined ? undefined : JSON.stringify(reply.json));
}
