import { join } from 'node:path';
import type { BookedPayment } from './payments/book';
import { MONEY_MOVED } from './payments/book';
import type { PaymentFault } from './payments/faults';
import { MOVED_FILE } from './payments/server';
import type { WebhookTarget } from './payments/webhook';
import type { ThirdPartyOptions } from './third-party';
import { startThirdParty } from './third-party';
import { readJournal } from './world/journal';
import type { WorldEvent } from './world/journal';

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
  /** The payee's bank does not carry out a payment that the provider had begun. */
  fail(reference: string): Promise<void>;
  /** The payments that were really executed, in order, each once per execution; works after a kill too. */
  moved(): BookedPayment[];
  /** Everything that happened, in order. */
  events(): WorldEvent[];
  stop(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

/** Starts the payment provider as a process of its own, or joins the one that serves this folder. */
export async function startPaymentProvider(options: ThirdPartyOptions): Promise<PaymentProvider> {
  const { url, pid, dataDir, command, stop, kill } = await startThirdParty('payment-provider', options);
  const events = () => readJournal(join(dataDir, MOVED_FILE));
  return {
    url,
    pid,
    faults: (fault) => command('PUT', '/faults', fault),
    webhook: (target) => command('PUT', '/webhook', target),
    giveBack: (reference) => command('POST', `/payments/${encodeURIComponent(reference)}/return`),
    fail: (reference) => command('POST', `/payments/${encodeURIComponent(reference)}/fail`),
    moved: () => events().filter(({ kind }) => kind === MONEY_MOVED) as unknown as BookedPayment[],
    events,
    stop,
    kill,
  };
}
