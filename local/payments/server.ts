import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Journal } from '../world/journal';
import { readRequest } from '../world/request';
import type { WorldRequest } from '../world/request';
import { PaymentBook, SLOW } from './book';
import type { BookAnswer, Settled } from './book';
import { checkPaymentFault, PaymentFaults } from './faults';
import type { PaymentFaultMode } from './faults';
import { checkWebhook, deliver } from './webhook';
import type { WebhookTarget } from './webhook';

/** The file of money that moved, append-only and synced: the oracle of every test about payouts. */
export const MOVED_FILE = 'payment-provider.jsonl';
/** Modes in which nothing is paid. */
const BEFORE: Partial<Record<PaymentFaultMode, BookAnswer>> = {
  limit: { status: 429, json: { error: { code: 'rate_limited' } } },
  'error-before': { status: 503, json: { error: { code: 'out_of_order' } } },
};

/** Serves the payment provider on 127.0.0.1. */
export async function servePaymentProvider(how: { dataDir: string; port: number }): Promise<Server> {
  const journal = new Journal(join(how.dataDir, MOVED_FILE), 'synced');
  const provider = new ProviderServer(journal);
  const server = createServer((request, response) => {
    provider.answer(request, response).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ error: { code: 'bug', message: error.message } }));
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(how.port, '127.0.0.1', resolve);
  });
  return server;
}

class ProviderServer {
  private readonly book: PaymentBook;
  private readonly faults = new PaymentFaults();
  private webhook: WebhookTarget | undefined;

  constructor(private readonly journal: Journal) {
    this.book = new PaymentBook(journal);
  }

  async answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await readRequest(incoming);
    if (request === undefined) return write(response, { status: 400, json: { error: { code: 'invalid_json' } } });
    const paying = request.path === '/payments' && request.method === 'POST';
    if (!paying && !(request.path === '/payments' && request.method === 'GET'))
      return write(response, this.manage(request));
    const { mode, delayMs } = this.faults.strike(paying ? 'send' : 'find');
    if (mode !== 'none') this.journal.append('fault.struck', { mode, method: request.method });
    if (mode === 'hang') return;
    if (mode === 'slow') await pause(delayMs);
    const early = BEFORE[mode];
    if (early !== undefined) return write(response, early);
    const answer = this.work(request, incoming.headers['idempotency-key'], mode);
    if (mode === 'late') await pause(delayMs);
    send(response, mode, answer);
  }

  private work(request: WorldRequest, key: string | string[] | undefined, mode: PaymentFaultMode): BookAnswer {
    const forgetful = mode === 'forget';
    if (request.method === 'GET') return this.book.find(request.query, forgetful);
    const answer = this.book.pay(typeof key === 'string' ? key : undefined, request.body, forgetful);
    const { executed } = answer;
    if (executed !== undefined && !SLOW.test(executed.payeeName)) this.settle(executed.reference, 'paid');
    return answer;
  }

  /** Told at once where somebody listens: the message may well be there before the answer. */
  private settle(reference: string, state: Settled, reason?: string): BookAnswer {
    const { webhook } = this;
    if (state === 'paid' && webhook === undefined) return { status: 200, json: {} };
    const payment = this.book.settle(reference, state, reason);
    if (payment === undefined) return { status: 404, json: { error: { code: 'no_such_payment' } } };
    if (webhook !== undefined) void deliver(webhook, { ...payment }, this.journal);
    return { status: 200, json: { reference, state: payment.state } };
  }

  private manage({ method, path, body }: WorldRequest): BookAnswer {
    const [, about, news] = /^\/payments\/([^/]+)\/(return|fail)$/.exec(path) ?? [];
    if (method === 'GET' && path === '/healthz') return { status: 200, json: { status: 'ok' } };
    if (method === 'POST' && about !== undefined)
      return news === 'fail'
        ? this.settle(decodeURIComponent(about), 'failed', 'account_closed')
        : this.settle(decodeURIComponent(about), 'returned');
    if (method === 'PUT' && path === '/faults') return this.setFault(body);
    if (method === 'PUT' && path === '/webhook') return this.setWebhook(body);
    return { status: 404, json: { error: { code: 'no_such_address' } } };
  }

  private setFault(body: unknown): BookAnswer {
    const wanted = checkPaymentFault(body);
    if ('wrong' in wanted) return { status: 400, json: { error: { code: 'invalid_request', message: wanted.wrong } } };
    return { status: 200, json: this.faults.set(wanted) };
  }

  private setWebhook(body: unknown): BookAnswer {
    const wanted = checkWebhook(body);
    if ('wrong' in wanted) return { status: 400, json: { error: { code: 'invalid_request', message: wanted.wrong } } };
    this.webhook = wanted;
    return { status: 200, json: { url: wanted.url } };
  }
}

/** The answer as the fault lets it through; what was paid stays paid. */
function send(response: ServerResponse, mode: PaymentFaultMode, answer: BookAnswer): void {
  if (mode === 'hang-after') return;
  if (mode === 'drop-reply') return void response.destroy();
  if (mode === 'error-after') return write(response, { status: 500, json: { error: { code: 'crashed' } } });
  if (mode === 'wrong') return write(response, { status: 200, json: { reference: 7, items: 'some' } });
  write(response, answer);
}

function write(response: ServerResponse, { status, json }: BookAnswer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json));
}
