import { formatAmount } from '../../domain/money';
import { ConnectorError } from '../connector-error';
import { callHttp, nonsense } from '../http';
import type { HttpAnswer, HttpEndpoint } from '../http';
import { checkPayment } from './check';
import type { CallingRail, FindOutcome, Payment, SendOutcome } from './rail';

/** The answers that refuse a payment for good. Every other status leaves it open whether money moved. */
const REFUSING = [400, 402, 404, 409, 422];
const CONFLICT = 409;
const REFERENCE_MAX = 200;
const REASON_MAX = 300;
/** More payments under one id than this are not read: two are one too many already. */
const FOUND_MAX = 100;

const STATES = ['pending', 'paid', 'returned', 'failed'] as const;

/** A payment as the provider tells it. */
interface ProviderPayment {
  reference: string;
  paymentId: string;
  amount: string;
  currency: string;
  state: (typeof STATES)[number];
  reason?: string;
}

/**
 * A payment provider over HTTP: `POST {baseUrl}/payments` with an `Idempotency-Key`, and the look-ups
 * `GET {baseUrl}/payments?idempotencyKey=…` and `?paymentId=…`. Its contract is docs/payment-rails.md.
 */
export function providerRail(endpoint: Omit<HttpEndpoint, 'system' | 'mediaType'>): CallingRail {
  const at: HttpEndpoint = { ...endpoint, system: 'payment provider' };
  return {
    sort: 'calling',
    name: 'provider',
    async send(payment, how = { again: false }) {
      checkPayment(payment);
      const outcome = await send(at, payment);
      return outcome.outcome === 'rejected' && how.again ? confirmRejection(at, payment, outcome) : outcome;
    },
    find: (payment) => find(at, payment),
  };
}

async function send(at: HttpEndpoint, payment: Payment): Promise<SendOutcome> {
  try {
    const answer = await callHttp(at, {
      method: 'POST',
      path: '/payments',
      headers: { 'idempotency-key': payment.providerKey },
      body: bodyOf(payment),
      accept: REFUSING,
    });
    if (REFUSING.includes(answer.status)) return refusal(answer);
    const made = readPayment(answer.json, payment);
    return made.state === 'failed'
      ? { outcome: 'rejected', reason: made.reason ?? 'failed' }
      : { outcome: 'sent', reference: made.reference };
  } catch (error) {
    return unknown(error);
  }
}

function bodyOf(payment: Payment): Record<string, unknown> {
  const { paymentId, amountMinor, currency, payeeName, destination, remittanceText, metadata } = payment;
  const amount = formatAmount(amountMinor, currency);
  return { paymentId, amount, currency, payeeName, destination, remittanceText, metadata };
}

/**
 * A refusal must be the provider's own words: a web page between us and it refuses nothing. A conflict about the key
 * means that a payment under this key is under way or was made, which is the opposite of a refusal.
 */
function refusal({ status, json }: HttpAnswer): SendOutcome {
  const { code, message } = ((json as { error?: unknown } | null | undefined)?.error ?? {}) as Record<string, unknown>;
  if (typeof code !== 'string' || code === '')
    return { outcome: 'unknown', why: `payment provider: answered ${status} without an error code.` };
  if (status === CONFLICT && code.startsWith('idempotency'))
    return { outcome: 'unknown', why: `payment provider: answered ${status} ${code.slice(0, REASON_MAX)}.` };
  const words = typeof message === 'string' && message !== '' ? `${code}: ${message}` : code;
  return { outcome: 'rejected', reason: words.slice(0, REASON_MAX) };
}

/** An earlier call may have been executed: only what the provider finds under our id decides. */
async function confirmRejection(
  at: HttpEndpoint,
  payment: Payment,
  rejected: Extract<SendOutcome, { outcome: 'rejected' }>,
): Promise<SendOutcome> {
  const found = await find(at, payment);
  if (found.outcome === 'absent') return rejected;
  if (found.outcome === 'rejected') return { outcome: 'rejected', reason: found.reason };
  return found.outcome === 'sent' ? { outcome: 'sent', reference: found.reference } : found;
}

async function find(at: HttpEndpoint, payment: Payment): Promise<FindOutcome> {
  try {
    const byKey = await list(at, `idempotencyKey=${encodeURIComponent(payment.providerKey)}`);
    const byId = await list(at, `paymentId=${encodeURIComponent(payment.paymentId)}`);
    const found = new Map([...byKey, ...byId].map((item) => readPayment(item, payment)).map((p) => [p.reference, p]));
    return judge([...found.values()]);
  } catch (error) {
    return unknown(error);
  }
}

/** A failed payment beside one that moved money changes nothing; two that moved money are a person's business. */
function judge(found: ProviderPayment[]): FindOutcome {
  const moved = found.filter(({ state }) => state !== 'failed');
  if (moved.length > 1) {
    const references = moved.map(({ reference }) => reference).join(', ');
    return { outcome: 'unknown', why: `payment provider: this payment was made ${moved.length} times: ${references}.` };
  }
  const [only] = moved;
  if (only !== undefined && only.state !== 'failed')
    return { outcome: 'sent', reference: only.reference, state: only.state };
  const [failed] = found;
  const references = found.map(({ reference }) => reference);
  return failed ? { outcome: 'rejected', reason: failed.reason ?? 'failed', references } : { outcome: 'absent' };
}

async function list(at: HttpEndpoint, query: string): Promise<unknown[]> {
  const { json } = await callHttp(at, { method: 'GET', path: `/payments?${query}` });
  const items = (json as { items?: unknown } | null | undefined)?.items;
  if (!Array.isArray(items) || items.length > FOUND_MAX)
    throw nonsense('payment provider GET /payments', 'the answer is no list of payments');
  return items;
}

/** An answer about another payment or another amount is no answer. */
function readPayment(json: unknown, { paymentId, amountMinor, currency }: Payment): ProviderPayment {
  const what = 'payment provider /payments';
  const told = (json ?? {}) as Record<string, unknown>;
  const { reference, reason } = told;
  if (typeof reference !== 'string' || reference === '' || reference.length > REFERENCE_MAX)
    throw nonsense(what, 'the answer has no reference');
  if (told['paymentId'] !== paymentId) throw nonsense(what, 'the answer is about another payment');
  const amount = formatAmount(amountMinor, currency);
  if (told['amount'] !== amount || told['currency'] !== currency)
    throw nonsense(what, `payment ${reference} is not over ${amount} ${currency}`);
  const state = STATES.find((word) => word === told['state']);
  if (state === undefined) throw nonsense(what, `payment ${reference} is in no known state`);
  const words = typeof reason === 'string' ? { reason: reason.slice(0, REASON_MAX) } : {};
  return { reference, paymentId, amount, currency, state, ...words };
}

/** Whatever the failure, whether money moved is only known after a look-up. */
function unknown(error: unknown): { outcome: 'unknown'; why: string; retryAfterMs?: number } {
  if (!(error instanceof ConnectorError)) throw error;
  const { message, retryAfterMs } = error;
  return { outcome: 'unknown', why: message, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
}
