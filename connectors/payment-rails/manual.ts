import { DomainError } from '../../domain/errors';
import { formatAmount, parseAmount } from '../../domain/money';
import { readCsv, withoutGuard, writeCsv } from '../csv/csv';
import { checkBatch, totalsOf } from './check';
import type { FileOutcome, FileRail, Payment, PaymentBatch, PaymentFile, SentPayment } from './rail';
import { Results } from './results';
import type { FileEntry } from './results';

const TEXT_BYTES_MAX = 10_000_000;
/** Finance fills in the last three. */
const COLUMNS = [
  'payment_id',
  'payee',
  'account',
  'bic',
  'amount',
  'currency',
  'execution_date',
  'remittance',
  'status',
  'reference',
  'reason',
] as const;
const NEEDED = ['payment_id', 'amount', 'currency', 'status'] as const;

/** What finance may write; an empty cell is a payment that is still open. */
const STATUSES: ReadonlyMap<string, FileOutcome> = new Map([
  ['accepted', 'accepted'],
  ['paid', 'paid'],
  ['refused', 'rejected'],
  ['rejected', 'rejected'],
  ['returned', 'returned'],
]);

/** A table for finance, who pays by hand, writes into `status` what became of each line, and brings the table back. */
export function manualRail(): FileRail {
  return { sort: 'file', name: 'manual', write, referenceOf: (id) => id, mentioned, read };
}

function write(batch: PaymentBatch): PaymentFile {
  const { batchId, executionDate, payments } = batch;
  checkBatch(batch, () => []);
  return {
    fileName: `payments-${batchId.replace(/[^A-Za-z0-9.-]+/g, '-')}.csv`,
    mediaType: 'text/csv; charset=utf-8',
    text: writeCsv({ headers: [...COLUMNS], rows: payments.map((payment) => rowOf(payment, executionDate)) }),
    count: payments.length,
    totals: totalsOf(payments),
  };
}

function rowOf(payment: Payment, executionDate: string): string[] {
  const { paymentId, payeeName, destination, amountMinor, currency, remittanceText } = payment;
  const account = 'iban' in destination ? destination.iban : destination.accountReference;
  const bic = 'iban' in destination ? (destination.bic ?? '') : '';
  const amount = formatAmount(amountMinor, currency);
  return [paymentId, payeeName, account, bic, amount, currency, executionDate, remittanceText, '', '', ''];
}

function mentioned(text: string): string[] {
  const { headers, rows } = table(text);
  const at = headers.indexOf('payment_id');
  return [...new Set(rows.map((row) => withoutGuard(row[at] ?? '').trim()))].filter((id) => id !== '');
}

function read(text: string, sent: SentPayment[]): ReturnType<FileRail['read']> {
  if (text.length > TEXT_BYTES_MAX) throw new DomainError('PAYMENT.FILE', 'The file is larger than 10 MB.');
  const { headers, rows } = table(text);
  const missing = NEEDED.filter((column) => !headers.includes(column));
  if (missing.length > 0) {
    const message = `The file has no column ${missing.join(', ')}: keep the first line, separated by commas.`;
    throw new DomainError('PAYMENT.FILE', message);
  }
  const results = new Results(new Map(sent.map((payment) => [payment.paymentId, payment])));
  for (const [index, row] of rows.entries()) {
    const cell = (column: (typeof COLUMNS)[number]) => withoutGuard(row[headers.indexOf(column)] ?? '').trim();
    const where = `row ${index + 2}`;
    const status = cell('status').toLowerCase();
    if (status === '') continue;
    const outcome = STATUSES.get(status);
    if (outcome === undefined) results.stray(where, `the status is none of ${[...STATUSES.keys()].join(', ')}`);
    else results.add(entryOf({ where, outcome, cell }));
  }
  return results.reading();
}

function table(text: string): ReturnType<typeof readCsv> {
  try {
    return readCsv(text);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    throw new DomainError('PAYMENT.FILE', error.message);
  }
}

function entryOf(line: {
  where: string;
  outcome: FileOutcome;
  cell: (column: (typeof COLUMNS)[number]) => string;
}): FileEntry {
  const { where, outcome, cell } = line;
  const optional = (column: 'reference' | 'reason') => cell(column).slice(0, 300) || undefined;
  const entry: FileEntry = {
    where,
    key: cell('payment_id'),
    outcome,
    amount: amountOf(cell('amount'), cell('currency')),
  };
  return { ...entry, reference: optional('reference'), reason: optional('reason') };
}

/** An amount that a spreadsheet rewrote in its own way is told, not guessed. */
function amountOf(amount: string, currency: string): FileEntry['amount'] {
  try {
    return { minor: parseAmount(amount, currency), currency };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return 'unreadable';
  }
}
