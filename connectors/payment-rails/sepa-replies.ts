import { DomainError } from '../../domain/errors';
import { isCurrency, parseAmount } from '../../domain/money';
import { elementsAt, readXml, textAt, XmlRefused } from '../xml/xml';
import type { XmlNode } from '../xml/xml';
import type { FileOutcome, FileReading, SentPayment } from './rail';
import { Results } from './results';
import type { FileEntry } from './results';
import { sepaReference } from './sepa-text';

/** Ten thousand bookings of a kilobyte and a half. */
const LENGTH_MAX = 15_000_000;
const REASON_MAX = 300;
const AMOUNT_LENGTH_MAX = 40;

/** ISO 20022 external status codes that say something final enough to act on; the others leave a payment as it is. */
const STATUSES: ReadonlyMap<string, FileOutcome> = new Map([
  ...['ACTC', 'ACCP', 'ACSP', 'ACSC', 'ACCC', 'ACWC', 'ACWP'].map((code): [string, FileOutcome] => [code, 'accepted']),
  ['RJCT', 'rejected'],
  ['CANC', 'rejected'],
]);
/** What a reply calls a payment or a message of ours by; at most as long as the schema lets it be. */
const REFERENCE = /<(?:[\w-]+:)?(?:EndToEndId|OrgnlEndToEndId|OrgnlMsgId)>\s*([^<\s]{1,35})\s*</g;
const UNDECIDED = ['RCVD', 'PDNG', 'PART', 'PATC'];

/**
 * Reads `pain.002` (a status report) or `camt.054` (a notification of bookings).
 *
 * @throws DomainError PAYMENT.FILE when it is neither, or no XML that is safe to read.
 */
export function readReplies(text: string, sent: SentPayment[]): FileReading {
  const root = document(text);
  const results = new Results(new Map(sent.map((payment) => [sepaReference(payment.paymentId), payment])));
  const reports = elementsAt(root, 'CstmrPmtStsRpt');
  const notices = elementsAt(root, 'BkToCstmrDbtCdtNtfctn', 'Ntfctn');
  if (reports.length + notices.length === 0)
    throw new DomainError('PAYMENT.FILE', 'The file is neither a pain.002 status report nor a camt.054 notification.');
  for (const report of reports) readReport(report, sent, results);
  for (const [n, notice] of notices.entries()) readNotice(notice, `Ntfctn[${n + 1}]`, results);
  return results.reading();
}

/** The references in a reply, each once. Nothing is believed yet: the whole file is read once they are looked up. */
export function mentionedReferences(text: string): string[] {
  if (text.length > LENGTH_MAX)
    throw new DomainError('PAYMENT.FILE', `The file is larger than ${LENGTH_MAX} characters.`);
  return [...new Set([...text.matchAll(REFERENCE)].map(([, reference]) => reference!))];
}

function document(text: string): XmlNode {
  try {
    return elementsAt(readXml(text, LENGTH_MAX), 'Document')[0];
  } catch (error) {
    if (!(error instanceof XmlRefused)) throw error;
    throw new DomainError('PAYMENT.FILE', `The file is not read: ${error.message}.`);
  }
}

/**
 * A status stands at the payment, else at its order, else at the message. One of the two higher ones speaks for every
 * payment of the batch that has no word of its own.
 */
function readReport(report: XmlNode, sent: SentPayment[], results: Results): void {
  const group = elementsAt(report, 'OrgnlGrpInfAndSts')[0];
  const messageId = textAt(group, 'OrgnlMsgId');
  const ours = sent.filter(({ batchId }) => sepaReference(batchId) === messageId);
  if (ours.length === 0) return results.stray('OrgnlGrpInfAndSts', 'the report is about no batch of ours');
  const keys = new Set(ours.map(({ paymentId }) => sepaReference(paymentId)));
  const orders = elementsAt(report, 'OrgnlPmtInfAndSts');
  const spoken = readItems(orders, keys, results);
  const { where, status, reason } = wordForAll(group, orders);
  for (const key of keys) if (!spoken.has(key)) addStatus(results, { where, key, status, reason });
}

/** The payments that have a word of their own. */
function readItems(orders: XmlNode[], keys: ReadonlySet<string>, results: Results): Set<string> {
  const spoken = new Set<string>();
  for (const [n, order] of orders.entries()) {
    for (const [m, item] of elementsAt(order, 'TxInfAndSts').entries()) {
      const where = `OrgnlPmtInfAndSts[${n + 1}]/TxInfAndSts[${m + 1}]`;
      const told = textAt(item, 'OrgnlEndToEndId') ?? '';
      const key = keys.has(told) ? told : undefined;
      if (key !== undefined) spoken.add(key);
      const amount = amountAt(item, 'OrgnlTxRef', 'Amt', 'InstdAmt');
      addStatus(results, { where, key, status: textAt(item, 'TxSts'), amount, reason: reasonOf(item, 'StsRsnInf') });
    }
  }
  return spoken;
}

/** Our file holds one order, so that the order's word is about the whole batch as the message's is. */
function wordForAll(group: XmlNode, orders: XmlNode[]): { where: string; status?: string; reason?: string } {
  const order = orders.find((each) => textAt(each, 'PmtInfSts') !== undefined);
  return order === undefined
    ? { where: 'OrgnlGrpInfAndSts', status: textAt(group, 'GrpSts'), reason: reasonOf(group, 'StsRsnInf') }
    : { where: 'OrgnlPmtInfAndSts', status: textAt(order, 'PmtInfSts'), reason: reasonOf(order, 'StsRsnInf') };
}

function addStatus(results: Results, { status, ...entry }: Omit<FileEntry, 'outcome'> & { status?: string }): void {
  if (status === undefined || UNDECIDED.includes(status)) return;
  const outcome = STATUSES.get(status);
  if (outcome === undefined) results.stray(entry.where, `the status ${status.slice(0, 10)} is not known`);
  else results.add({ ...entry, outcome });
}

function readNotice(notice: XmlNode, at: string, results: Results): void {
  for (const [n, entry] of elementsAt(notice, 'Ntry').entries()) {
    // Older versions have the status as text, newer ones as a code inside.
    const booked = (textAt(entry, 'Sts', 'Cd') ?? textAt(entry, 'Sts')) === 'BOOK';
    if (booked) readBooking(entry, `${at}/Ntry[${n + 1}]`, results);
  }
}

function readBooking(entry: XmlNode, at: string, results: Results): void {
  const details = elementsAt(entry, 'NtryDtls', 'TxDtls');
  if (details.length === 0 && textAt(entry, 'CdtDbtInd') === 'DBIT')
    results.stray(at, 'a debit without details: ask the bank to book each payment on its own');
  for (const [n, detail] of details.entries()) {
    const direction = textAt(detail, 'CdtDbtInd') ?? textAt(entry, 'CdtDbtInd');
    const back = elementsAt(detail, 'RtrInf').length > 0 || textAt(entry, 'RvslInd') === 'true';
    const where = `${at}/NtryDtls/TxDtls[${n + 1}]`;
    // Money that came in and is no return is somebody's payment to us.
    if (direction === 'CRDT' && !back) continue;
    if (direction !== 'CRDT' && back) results.stray(where, 'money of others that was sent back');
    else
      results.add(
        bookingOf({ entry, detail, where, outcome: back ? 'returned' : 'paid', alone: details.length === 1 }),
      );
  }
}

function bookingOf(found: {
  entry: XmlNode;
  detail: XmlNode;
  where: string;
  outcome: FileOutcome;
  /** The entry holds this one payment, so that its amount is the payment's. */
  alone: boolean;
}): FileEntry {
  const { entry, detail, where, outcome, alone } = found;
  const amount =
    amountAt(detail, 'Amt') ??
    amountAt(detail, 'AmtDtls', 'TxAmt', 'Amt') ??
    (alone ? amountAt(entry, 'Amt') : undefined) ??
    'unreadable';
  return {
    where,
    key: textAt(detail, 'Refs', 'EndToEndId'),
    outcome,
    amount,
    reference: textAt(detail, 'Refs', 'AcctSvcrRef') ?? textAt(entry, 'AcctSvcrRef') ?? textAt(detail, 'Refs', 'TxId'),
    reason: outcome === 'returned' ? reasonOf(detail, 'RtrInf') : undefined,
  };
}

function amountAt(node: XmlNode, ...path: string[]): FileEntry['amount'] {
  const text = textAt(node, ...path);
  if (text === undefined) return undefined;
  const currency = textAt(node, ...path, '@Ccy') ?? '';
  if (!isCurrency(currency) || text.length > AMOUNT_LENGTH_MAX) return 'unreadable';
  try {
    // The schema allows leading zeros and more decimals than the currency has; more than zeros would be another amount.
    const plain = text
      .replace(/^0+(?=\d)/, '')
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '');
    return { minor: parseAmount(plain, currency), currency };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return 'unreadable';
  }
}

/** `AC04 closed account`: the code or the bank's own word, and what it adds. */
function reasonOf(node: XmlNode, element: string): string | undefined {
  const reasons = elementsAt(node, element).flatMap((info) => [
    textAt(info, 'Rsn', 'Cd') ?? textAt(info, 'Rsn', 'Prtry'),
    ...elementsAt(info, 'AddtlInf').map((added) => textAt(added)),
  ]);
  const words = reasons.filter((word) => word !== undefined).join(' ');
  return words === '' ? undefined : words.slice(0, REASON_MAX);
}
