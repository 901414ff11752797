import { createHmac, randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Journal } from '../world/journal';
import { told } from './book';
import type { BookedPayment } from './book';

const ATTEMPTS_MAX = 5;
const FIRST_PAUSE_MS = 200;
const PATIENCE_MS = 5_000;

/** Where the provider tells what became of payments. */
export interface WebhookTarget {
  url: string;
  /** Shared; signs each message. */
  secret: string;
}

/** Says what is wrong with a webhook target that came over HTTP. */
export function checkWebhook(body: unknown): WebhookTarget | { wrong: string } {
  const { url, secret } = (body ?? {}) as Record<string, unknown>;
  if (typeof url !== 'string' || !URL.canParse(url)) return { wrong: 'url is an address' };
  return typeof secret === 'string' && secret !== '' ? { url, secret } : { wrong: 'secret is a text' };
}

/**
 * Tells one change of state, up to five times with growing pauses, always with the same event id. The signature is
 * HMAC-SHA-256 over `<timestamp>.<body>`; the journal tells what became of it.
 */
export async function deliver(target: WebhookTarget, payment: BookedPayment, journal: Journal): Promise<void> {
  const id = randomUUID();
  const body = JSON.stringify({ id, type: `payment.${payment.state}`, payment: told(payment) });
  for (let attempt = 1; attempt <= ATTEMPTS_MAX; attempt += 1) {
    const status = await post(target, body);
    journal.append('webhook.sent', { id, reference: payment.reference, attempt, status });
    if (typeof status === 'number' && status < 300) return;
    await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
}

/** The status, or the words of the failure. */
async function post({ url, secret }: WebhookTarget, body: string): Promise<number | string> {
  const timestamp = String(Math.floor(Date.now() / 1_000));
  const signature = createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-provider-timestamp': timestamp,
    'x-provider-signature': signature,
  };
  try {
    const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(PATIENCE_MS) });
    await response.arrayBuffer();
    return response.status;
  } catch (error) {
    return (error as Error).message;
  }
}
