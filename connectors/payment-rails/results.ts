import { formatAmount } from '../../domain/money';
import type { FileOutcome, FileReading, FileResult, SentPayment } from './rail';

/** More strays than this are not listed: a file of strangers is the wrong file. */
const STRAYS_MAX = 1_000;

/** One entry of a file that came back, before it is believed. */
export interface FileEntry {
  /** Its place in the file, for people. */
  where: string;
  /** What names the payment there; undefined when nothing does. */
  key: string | undefined;
  outcome: FileOutcome;
  /** As the file tells it; undefined where it tells none. */
  amount?: { minor: bigint; currency: string } | 'unreadable';
  reference?: string;
  reason?: string;
}

/**
 * Compares the entries of a file with the payments that went out: an entry counts only when it names one of them and is
 * over its very amount, and the same thing happens to a payment once per file. Everything else is a person's business.
 */
export class Results {
  private readonly results: FileResult[] = [];
  private readonly strays: FileReading['strays'] = [];
  private readonly said = new Set<string>();

  constructor(private readonly sent: ReadonlyMap<string, SentPayment>) {}

  add(entry: FileEntry): void {
    const { where, key, outcome, reference, reason } = entry;
    const payment = key === undefined ? undefined : this.sent.get(key);
    if (payment === undefined) return this.stray(where, `${outcome}, but names no payment of ours`);
    const wrong = contradiction(payment, entry.amount);
    if (wrong !== undefined) return this.stray(where, `payment ${payment.paymentId}: ${wrong}`);
    const saying = `${outcome} ${payment.paymentId}`;
    if (this.said.has(saying)) return this.stray(where, `payment ${payment.paymentId} is ${outcome} a second time`);
    this.said.add(saying);
    this.results.push({
      paymentId: payment.paymentId,
      outcome,
      ...(reference === undefined ? {} : { reference }),
      ...(reason === undefined ? {} : { reason }),
    });
  }

  stray(where: string, why: string): void {
    if (this.strays.length < STRAYS_MAX) this.strays.push({ where, why: `${why}.` });
  }

  reading(): FileReading {
    return { results: this.results, strays: this.strays };
  }
}

function contradiction({ amountMinor, currency }: SentPayment, told: FileEntry['amount']): string | undefined {
  if (told === undefined) return undefined;
  if (told === 'unreadable') return 'its amount cannot be read';
  if (told.minor === BigInt(amountMinor) && told.currency === currency) return undefined;
  const file = `${formatAmount(told.minor, told.currency)} ${told.currency}`;
  return `the file says ${file}, we sent ${formatAmount(amountMinor, currency)} ${currency}`;
}
