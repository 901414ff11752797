import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * When a caller dies: `before-call`, before the provider hears of it; `after-execution`, before the reply; `after-reply` and
 * `after-refusal`, with the answer in hand and nothing written.
 */
export const MOMENTS = ['before-call', 'after-execution', 'after-reply', 'after-refusal'] as const;
export type Moment = (typeof MOMENTS)[number];

/** Calls of one kill that the provider has executed: most are to be left for later kills. */
const EXECUTED_MAX = 4;
/** Our own callers give up after ten seconds: whoever leaves sooner has died. */
const GIVES_UP_MS = 9_000;
const PROVIDER_PATIENCE_MS = 60_000;
const REFUSED = 422;

interface Call {
  method: string;
  path: string;
  /** The idempotency key; empty for a look-up. */
  key: string;
  body: string;
}

interface Answer {
  status: number;
  body: string;
}

interface Held {
  call: Call;
  moment: Moment;
  sinceMs: number;
  response: ServerResponse;
  /** The provider's; nothing before it has executed. */
  answer?: Answer;
}

/** Stands between workers and provider. While it is shut, each call that pays is held at one of the moments to die in. */
export class PaymentProxy {
  /** Callers that died, by moment. */
  readonly deaths: Record<'before-call' | 'after-execution', number> = { 'before-call': 0, 'after-execution': 0 };
  /** Calls that arrived after their caller's death, together with the next call for the same payment. */
  overlaps = 0;
  private isShut = false;
  private readonly held = new Set<Held>();
  private readonly late = new Map<string, Call>();

  private constructor(
    private readonly server: Server,
    private readonly target: { url: string },
  ) {}

  static async start(target: { url: string }): Promise<PaymentProxy> {
    const server = createServer();
    const proxy = new PaymentProxy(server, target);
    server.on('request', (request, response) => {
      proxy.pass(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  shut(): void {
    this.isShut = true;
  }

  /** From now on everything passes; what was held goes on. */
  open(): void {
    this.isShut = false;
    for (const held of [...this.held].filter(isThere)) {
      this.held.delete(held);
      const { call, response, answer = this.forward(call) } = held;
      Promise.resolve(answer).then(
        (told) => write(response, told),
        () => response.destroy(),
      );
    }
  }

  /** Calls that wait at a moment. */
  holds(moment: Moment): number {
    return [...this.held].filter((held) => held.moment === moment && isThere(held)).length;
  }

  /** Answers those who are to die with the answer in hand. @returns their keys, by moment */
  reply(): Record<'after-reply' | 'after-refusal', string[]> {
    const keys = { 'after-reply': [] as string[], 'after-refusal': [] as string[] };
    for (const held of this.held)
      if ((held.moment === 'after-reply' || held.moment === 'after-refusal') && held.answer) {
        this.held.delete(held);
        keys[held.moment].push(held.call.key);
        write(held.response, held.answer);
      }
    return keys;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/', headers } = request;
    const call = { method, path, key: String(headers['idempotency-key'] ?? ''), body: await text(request) };
    if (method === 'POST' && this.isShut) return this.hold(call, response);
    write(response, await this.forward(call));
  }

  private async hold(call: Call, response: ServerResponse): Promise<void> {
    const held: Held = { call, moment: this.nextMoment(), sinceMs: Date.now(), response };
    this.held.add(held);
    response.once('close', () => this.left(held));
    if (held.moment === 'before-call') return;
    const answer = await this.forward(call);
    if (answer.status === REFUSED) held.moment = 'after-refusal';
    // Whatever else a hostile provider says is no moment of ours: it is told at once.
    const isMoment = answer.status === REFUSED || answer.status < 300;
    if (this.isShut && isMoment) held.answer = answer;
    else if (this.held.delete(held)) write(response, answer);
  }

  private nextMoment(): Moment {
    const count = (moment: Moment) => [...this.held].filter((held) => held.moment === moment).length;
    const open = (['after-execution', 'after-reply'] as const).filter((moment) => count(moment) < EXECUTED_MAX);
    return [...open, 'before-call' as const].sort((a, b) => count(a) - count(b))[0]!;
  }

  /** The caller is gone: dead, or tired of waiting. What it had sent may still arrive. */
  private left(held: Held): void {
    if (!this.held.delete(held)) return;
    const { moment, call, sinceMs } = held;
    if (moment === 'before-call') this.late.set(call.key, call);
    if (Date.now() - sinceMs > GIVES_UP_MS || !isThere(held)) return;
    if (moment === 'before-call' || moment === 'after-execution') this.deaths[moment] += 1;
  }

  /** What a dead caller had sent arrives at the same time as the next call for its payment. */
  private async forward(call: Call): Promise<Answer> {
    const late = call.method === 'POST' ? this.late.get(call.key) : undefined;
    if (late === undefined) return this.send(call);
    this.late.delete(call.key);
    this.overlaps += 1;
    const [, answer] = await Promise.allSettled([this.send(late), this.send(call)]);
    if (answer.status === 'rejected') throw answer.reason;
    return answer.value;
  }

  private async send({ method, path, key, body }: Call): Promise<Answer> {
    const answered = await fetch(this.target.url + path, {
      method,
      headers: { 'content-type': 'application/json', ...(key !== '' && { 'idempotency-key': key }) },
      ...(method === 'POST' && { body }),
      signal: AbortSignal.timeout(PROVIDER_PATIENCE_MS),
    });
    return { status: answered.status, body: await answered.text() };
  }
}

/** Whether the call has come as far as its moment. */
const isThere = ({ moment, answer }: Held): boolean => moment === 'before-call' || answer !== undefined;

function write(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}
