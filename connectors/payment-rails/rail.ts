/**
 * Rails: the ways on which money leaves. A rail is one file in this folder; nothing else knows what it is made of.
 *
 * There are two sorts. A *file rail* writes a file that people carry to a bank, and reads the files that come back. A
 * *calling rail* asks somebody to pay and is told, or is not told, what became of it. Neither keeps anything: who may pay
 * what, and what was tried already, Postgres knows.
 */

/** One payment as it is handed to a rail. */
export interface Payment {
  /** Ours, unique for ever: the attempt's id. */
  paymentId: string;
  /** The idempotency key, stored before the first call and the same for every repetition. */
  providerKey: string;
  /** Minor units, a safe integer of at least 1. */
  amountMinor: number;
  /** ISO 4217. */
  currency: string;
  payeeName: string;
  destination: Destination;
  /** What the payee reads on the statement. */
  remittanceText: string;
  /** Our ids, for whoever compares the two books: at most twenty, no personal data. */
  metadata: Record<string, string>;
}

/** An account by its IBAN, or by the name under which the provider or finance knows it. */
export type Destination = { iban: string; bic?: string } | { accountReference: string };

/** Payments that go out in one file. */
export interface PaymentBatch {
  /** Ours, unique for ever: the same batch always makes the same file. */
  batchId: string;
  /** When the file was asked for, in milliseconds; the file tells it. */
  createdAtMs: number;
  /** The civil date (`2026-11-26`) on which the bank shall pay. */
  executionDate: string;
  payments: Payment[];
}

/** A file for people to carry, and what it adds up to. */
export interface PaymentFile {
  fileName: string;
  mediaType: string;
  text: string;
  count: number;
  /** One per currency, exact. */
  totals: { amountMinor: bigint; currency: string }[];
}

/** What must be known of a payment to believe a file that speaks of it. */
export interface SentPayment {
  paymentId: string;
  /** The batch in which it went out. */
  batchId: string;
  amountMinor: number;
  currency: string;
}

/**
 * `accepted`: the bank will try, and nothing moved yet; `paid`: booked; `rejected`: never left; `returned`: left and came
 * back.
 */
export type FileOutcome = 'accepted' | 'paid' | 'rejected' | 'returned';

/** What a file says about one payment. */
export interface FileResult {
  paymentId: string;
  outcome: FileOutcome;
  /** The bank's or finance's own, where it told one. */
  reference?: string;
  /** A code such as `AC04`, with the words that came along. */
  reason?: string;
}

/** What was read: results of payments that we know, and what a person has to look at. */
export interface FileReading {
  results: FileResult[];
  /** Entries that belong to no payment of ours, or contradict it: where in the file, and what is wrong. */
  strays: { where: string; why: string }[];
}

/** Money leaves by a file. */
export interface FileRail {
  sort: 'file';
  name: string;
  /**
   * Makes the file. Pure: the same batch makes the same bytes.
   *
   * @throws DomainError PAYMENT.INVALID with one entry per payment that the rail cannot carry; no file is made then.
   */
  write(batch: PaymentBatch): PaymentFile;
  /** What names a payment or a batch in the files that come back: the same for the same id, and another for another. */
  referenceOf(id: string): string;
  /**
   * Every reference that a file mentions, so that what went out under them can be looked up before it is read.
   *
   * @throws DomainError PAYMENT.FILE when the whole file cannot be read.
   */
  mentioned(text: string): string[];
  /**
   * Reads what came back. Pure, and harmless to repeat: the same file gives the same results.
   *
   * @throws DomainError PAYMENT.FILE when the whole file cannot be read or believed.
   */
  read(text: string, sent: SentPayment[]): FileReading;
}

/** What became of a call: it is under way, it never will be, or nobody knows. */
export type SendOutcome =
  | { outcome: 'sent'; reference: string }
  | { outcome: 'rejected'; reason: string }
  /** It may have been executed or not: look it up before anything else. `retryAfterMs` is what the provider asks for. */
  | { outcome: 'unknown'; why: string; retryAfterMs?: number };

/** What a look-up says. `absent` is only said by a provider that searched by our own id and found nothing. */
export type FindOutcome =
  | { outcome: 'sent'; reference: string; state: 'pending' | 'paid' | 'returned' }
  /** All that it found has failed, for good; `references` says which payments. */
  | { outcome: 'rejected'; reason: string; references: string[] }
  | { outcome: 'absent' }
  | { outcome: 'unknown'; why: string; retryAfterMs?: number };

/** Money leaves by a call. Neither call throws for what the other side does: every failure has an outcome. */
export interface CallingRail {
  sort: 'calling';
  name: string;
  /**
   * Asks for the payment. Idempotent by `providerKey`, for as long as the provider remembers it.
   *
   * `again` says that an earlier call may have reached the provider. A rejection then says nothing about that earlier
   * call, so that it is only believed after a look-up.
   *
   * @throws DomainError PAYMENT.INVALID when it could not even be asked; nothing was sent then.
   */
  send(payment: Payment, how?: { again: boolean }): Promise<SendOutcome>;
  /** Looks the payment up by its key and by our id; moves nothing. */
  find(payment: Payment): Promise<FindOutcome>;
}
