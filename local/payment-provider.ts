import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { BookedPayment } from './payments/book';
import { MONEY_MOVED } from './payments/book';
import type { PaymentFault } from './payments/faults';
import { MOVED_FILE } from './payments/server';
import type { WebhookTarget } from './payments/webhook';
import { startProgram } from './program';
import { readJournal } from './world/journal';
import type { WorldEvent } from './world/journal';

export interface PaymentProviderOptions {
  /** Holds the file of moved money; it survives restarts. */
  dataDir: string;
  /** Default: the port of last time, else a free one. */
  port?: number;
  /** The compiled `payment-provider-main.js`. Default: the one beside this file. */
  entry?: string;
}

/** The running payment provider. It outlives this process: only `stop` and `kill` end it. */
export interface PaymentProvider {
  /** Base address for the provider rail. */
  url: string;
  pid: number;
  /** Sets a fault switch; the answer tells the seed of its dice. */
  faults(fault: PaymentFault): Promise<Required<PaymentFault>>;
  /** From now on each change of state is told there; without it payments stay `pending`. */
  webhook(target: WebhookTarget): Promise<void>;
  /** The payee's bank sends a payment back. */
  giveBack(reference: string): Promise<void>;
  /** The payments that were really executed, in order, each once per execution; works after a kill too. */
  moved(): BookedPayment[];
  /** Everything that happened, in order. */
  events(): WorldEvent[];
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts the payment provider as a process of its own, or joins the one that serves this folder. */
export async function startPaymentProvider(options: PaymentProviderOptions): Promise<PaymentProvider> {
  const dataDir = resolve(options.dataDir);
  mkdirSync(dataDir, { recursive: true });
  const { pid, port, stop, kill } = await startProgram({
    name: 'payment-provider',
    entry: options.entry ?? join(__dirname, 'payment-provider-main.js'),
    dataDir,
    port: options.port,
    healthPath: '/healthz',
  });
  const url = `http://127.0.0.1:${port}`;
  const events = () => readJournal(join(dataDir, MOVED_FILE));
  return {
    url,
    pid,
    faults: (fault) => command<Required<PaymentFault>>('PUT', `${url}/faults`, fault),
    webhook: async (target) => void (await command('PUT', `${url}/webhook`, target)),
    giveBack: async (reference) =>
      void (await command('POST', `${url}/payments/${encodeURIComponent(reference)}/return`)),
    moved: () => events().filter(({ kind }) => kind === MONEY_MOVED) as unknown as BookedPayment[],
    events,
    stop,
    kill,
  };
}

async function command<T>(method: string, url: string, body?: unknown): Promise<T> {
  const response = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
  const text = await response.text();
  if (!response.ok) throw new Error(`The payment provider refused ${method} ${url}: ${text}`);
  return JSON.parse(text) as T;
}
