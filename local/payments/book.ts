import type { Journal, WorldEvent } from '../world/journal';

/** A payment as the provider keeps it. */
export interface BookedPayment {
  reference: string;
  paymentId: string;
  idempotencyKey: string;
  amount: string;
  currency: string;
  payeeName: string;
  state: 'pending' | 'paid' | 'returned' | 'failed';
  /** The request as text: another one under the same key is refused. */
  request: string;
  reason?: string;
}

/** What becomes of a payment that was executed. */
export type Settled = 'paid' | 'returned' | 'failed';

export interface BookAnswer {
  status: number;
  json: unknown;
  /** Set when money moved just now. */
  executed?: BookedPayment;
}

/** Names with this word are paid only when somebody says so. */
export const SLOW = /slow/i;

/** What the file of moved money has one line of per payment that was executed. */
export const MONEY_MOVED = 'money.moved';

/**
 * The provider's books. Names with "Closed" are refused (422), with "Broke" too (402: our balance does not cover it);
 * all others are paid; with "Slow" only when somebody says so. The truth is the journal, one synced line per movement, written before any answer.
 */
export class PaymentBook {
  private readonly payments = new Map<string, BookedPayment>();
  private readonly byKey = new Map<string, BookedPayment>();

  constructor(private readonly journal: Journal) {
    for (const event of journal.read()) this.replay(event);
  }

  /** `forgetful`: the key is treated as never seen, as real providers do after a day. */
  pay(key: string | undefined, body: unknown, forgetful: boolean): BookAnswer {
    const asked = (body ?? {}) as Record<string, unknown>;
    const missing = ['paymentId', 'amount', 'currency', 'payeeName'].find((field) => typeof asked[field] !== 'string');
    if (key === undefined) return refuse(400, 'idempotency_key_required');
    if (missing !== undefined || !/^\d+(\.\d+)?$/.test(String(asked['amount'])))
      return refuse(400, 'invalid_request', missing ?? 'amount');
    const request = JSON.stringify(body);
    const known = forgetful ? undefined : this.byKey.get(key);
    if (known !== undefined && known.request !== request) return refuse(409, 'idempotency_key_reused');
    if (known !== undefined) return answerOf(known, 200);
    const payment = this.open(key, asked as Record<string, string>, request);
    this.journal.append(payment.state === 'failed' ? 'payment.refused' : MONEY_MOVED, { ...payment });
    this.keep(payment);
    const answer = answerOf(payment, 201);
    return payment.state === 'failed' ? answer : { ...answer, executed: payment };
  }

  /** By key (unless it is forgotten) or by the payer's own id. */
  find(query: URLSearchParams, forgetful: boolean): BookAnswer {
    const key = query.get('idempotencyKey');
    const paymentId = query.get('paymentId');
    if (key === null && paymentId === null) return refuse(400, 'invalid_request');
    const hit = (p: BookedPayment) =>
      key === null ? p.paymentId === paymentId : !forgetful && p.idempotencyKey === key;
    return { status: 200, json: { items: [...this.payments.values()].filter(hit).map(told) } };
  }

  /** The bank behind the provider booked it, sent it back, or did not carry it out. */
  settle(reference: string, state: Settled, reason?: string): BookedPayment | undefined {
    const payment = this.payments.get(reference);
    if (payment === undefined || payment.state === 'failed' || payment.state === state) return payment;
    const news = { state, ...(reason === undefined ? {} : { reason }) };
    this.journal.append('payment.settled', { reference, ...news });
    return Object.assign(payment, news);
  }

  private open(idempotencyKey: string, asked: Record<string, string>, request: string): BookedPayment {
    const { paymentId = '', amount = '', currency = '', payeeName = '' } = asked;
    const reason = /closed/i.test(payeeName) ? 'account_closed' : /broke/i.test(payeeName) ? 'no_funds' : undefined;
    const state = reason === undefined ? ('pending' as const) : ('failed' as const);
    const reference = `pp_${String(this.payments.size + 1).padStart(6, '0')}`;
    const payment = { reference, paymentId, idempotencyKey, amount, currency, payeeName, state, request };
    return reason === undefined ? payment : { ...payment, reason };
  }

  private keep(payment: BookedPayment): void {
    this.payments.set(payment.reference, payment);
    this.byKey.set(payment.idempotencyKey, payment);
  }

  private replay(event: WorldEvent): void {
    if (event.kind === MONEY_MOVED || event.kind === 'payment.refused')
      this.keep({ ...(event as unknown as BookedPayment) });
    const settled = event.kind === 'payment.settled' ? this.payments.get(String(event['reference'])) : undefined;
    if (settled === undefined) return;
    settled.state = event['state'] as Settled;
    if (typeof event['reason'] === 'string') settled.reason = event['reason'];
  }
}

/** A payment as others may see it. */
export function told({
  reference,
  paymentId,
  amount,
  currency,
  state,
  reason,
}: BookedPayment): Record<string, unknown> {
  return { reference, paymentId, amount, currency, state, ...(reason === undefined ? {} : { reason }) };
}

function answerOf(payment: BookedPayment, status: number): BookAnswer {
  if (payment.reason === undefined) return { status, json: told(payment) };
  return refuse(payment.reason === 'no_funds' ? 402 : 422, payment.reason);
}

function refuse(status: number, code: string, message = ''): BookAnswer {
  return { status, json: { error: { code, message } } };
}
