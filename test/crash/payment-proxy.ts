import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/**
 * What befalls a call that pays, on its way: the caller dies `before-call` reaches the provider; `after-execution` and before
 * it hears of it; `after-reply`, in the moment in which it hears; or the call arrives `late`, after the same was called again.
 */
export type Fate = 'before-call' | 'after-execution' | 'after-reply' | 'late';

/** Stands between workers and provider, and lets the caller die at the very moment that a test names. */
export class PaymentProxy {
  /** What befell whom, in order. */
  readonly befell: Fate[] = [];
  private readonly fates: Fate[] = [];
  private readonly late = new Map<string, () => void>();
  private dying: Promise<void> | undefined;

  private constructor(
    private readonly server: Server,
    private readonly target: { url: string },
    private readonly kill: () => Promise<void>,
  ) {}

  /** @param kill -9 of whoever may have called; done when that is back */
  static async start(target: { url: string }, kill: () => Promise<void>): Promise<PaymentProxy> {
    const server = createServer();
    const proxy = new PaymentProxy(server, target, kill);
    server.on('request', (request, response) => {
      proxy.pass(request, response).catch(() => response.destroy());
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** The next calls meet these, one each, and never two deaths at once. */
  expect(...fates: Fate[]): void {
    this.fates.push(...fates);
  }

  /** Nothing more befalls anybody, and whoever was killed is back. */
  async calm(): Promise<void> {
    this.fates.splice(0);
    for (const go of this.late.values()) go();
    await this.dying;
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }

  private async pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const call = { method: request.method ?? 'GET', path: request.url ?? '/', headers: request.headers, body };
    const key = String(request.headers['idempotency-key'] ?? '');
    const fate = call.method === 'POST' ? this.next(key) : undefined;
    if (fate === 'before-call') return this.die(response);
    if (fate === 'late') await new Promise<void>((resolve) => this.late.set(key, resolve));
    const answer = await this.forward(call);
    if (fate === 'after-execution') return this.die(response);
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body);
    if (fate === 'after-reply') this.killOnce();
    if (call.method === 'POST' && fate !== 'late') this.arrive(key);
  }

  private next(key: string): Fate | undefined {
    if (this.dying !== undefined || this.late.has(key)) return undefined;
    const fate = this.fates.shift();
    if (fate !== undefined) this.befell.push(fate);
    return fate;
  }

  /** The same was called again and answered: now the first one arrives, too. */
  private arrive(key: string): void {
    this.late.get(key)?.();
    this.late.delete(key);
  }

  private die(response: ServerResponse): void {
    this.killOnce();
    response.destroy();
  }

  private killOnce(): void {
    this.dying ??= this.kill().finally(() => (this.dying = undefined));
  }

  private async forward(call: {
    method: string;
    path: string;
    headers: IncomingMessage['headers'];
    body: string;
  }): Promise<{ status: number; body: string }> {
    const key = call.headers['idempotency-key'];
    const answered = await fetch(this.target.url + call.path, {
      method: call.method,
      headers: { 'content-type': 'application/json', ...(typeof key === 'string' && { 'idempotency-key': key }) },
      ...(call.method === 'POST' && { body: call.body }),
    });
    return { status: answered.status, body: await answered.text() };
  }
}
