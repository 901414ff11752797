import { isCivilDate } from '../../domain/civil-date';
import { DomainError } from '../../domain/errors';
import type { Fault } from '../../domain/errors';
import { readBic, readIban } from '../../domain/incentivize/iban';
import { exponentOf } from '../../domain/money';
import type { Destination, Payment, PaymentBatch, PaymentFile } from './rail';

const KEY = /^[\x21-\x7e]{1,255}$/;
const NAME_MAX = 140;
const METADATA_MAX = 20;
const METADATA_TEXT_MAX = 500;
/** What banks take in one file, and what people can still compare. */
const BATCH_MAX = 10_000;

/**
 * What every rail needs of a payment: ids that fit a header, an amount that is one, somebody to pay.
 *
 * @throws DomainError PAYMENT.INVALID naming each field.
 */
export function checkPayment(payment: Payment): void {
  const faults = paymentFaults(payment, '');
  if (faults.length > 0) throw invalidPayments(faults);
}

/**
 * What every file rail needs of a batch: some payments, none twice, and each one payable.
 *
 * @throws DomainError PAYMENT.INVALID naming each payment and field; `also` adds what this rail needs besides.
 */
export function checkBatch(batch: PaymentBatch, also: (payment: Payment, pointer: string) => Fault[]): void {
  const { payments, executionDate } = batch;
  const faults: Fault[] = [];
  if (payments.length === 0 || payments.length > BATCH_MAX)
    faults.push(faultAt('/payments', `must have 1 to ${BATCH_MAX} entries, not ${payments.length}.`));
  if (!isCivilDate(executionDate)) faults.push(faultAt('/executionDate', 'must be a date such as 2026-11-26.'));
  const seen = new Set<string>();
  for (const [index, payment] of payments.entries()) {
    const pointer = `/payments/${index}`;
    if (seen.has(payment.paymentId)) faults.push(faultAt(`${pointer}/paymentId`, 'is in the batch twice.'));
    seen.add(payment.paymentId);
    faults.push(...paymentFaults(payment, pointer), ...also(payment, pointer));
  }
  if (faults.length > 0) throw invalidPayments(faults);
}

/** What a batch adds up to, exact, one entry per currency in the order of their names. */
export function totalsOf(payments: Payment[]): PaymentFile['totals'] {
  const sums = new Map<string, bigint>();
  for (const { amountMinor, currency } of payments)
    sums.set(currency, (sums.get(currency) ?? 0n) + BigInt(amountMinor));
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([currency, amountMinor]) => ({ amountMinor, currency }));
}

/** The same as faults, each with its place. */
function paymentFaults(payment: Payment, pointer: string): Fault[] {
  const { paymentId, providerKey, amountMinor, currency, payeeName, metadata } = payment;
  exponentOf(currency);
  const rules: [field: string, holds: boolean, message: string][] = [
    ['paymentId', KEY.test(paymentId), 'must be 1 to 255 visible ASCII characters.'],
    ['providerKey', KEY.test(providerKey), 'must be 1 to 255 visible ASCII characters.'],
    ['amountMinor', Number.isSafeInteger(amountMinor) && amountMinor > 0, 'must be a whole number of at least 1.'],
    ['payeeName', payeeName.trim() !== '' && payeeName.length <= NAME_MAX, `must have 1 to ${NAME_MAX} characters.`],
    ['metadata', boundedMetadata(metadata), `must have at most ${METADATA_MAX} short entries.`],
  ];
  const broken = rules.filter(([, holds]) => !holds);
  return [
    ...broken.map(([field, , message]) => faultAt(`${pointer}/${field}`, message)),
    ...destinationFaults(payment.destination, `${pointer}/destination`),
  ];
}

function destinationFaults(destination: Destination, pointer: string): Fault[] {
  try {
    if ('iban' in destination) readIban(destination.iban);
    if ('iban' in destination && destination.bic !== undefined) readBic(destination.bic);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return [faultAt(pointer, error.message)];
  }
  if ('iban' in destination || destination.accountReference.trim() !== '') return [];
  return [faultAt(pointer, 'must name an account.')];
}

/** A fault of one payment, at its place. */
export function faultAt(pointer: string, message: string): Fault {
  return { pointer, code: 'PAYMENT.INVALID', message };
}

function boundedMetadata(metadata: Record<string, string>): boolean {
  const entries = Object.entries(metadata);
  return entries.length <= METADATA_MAX && entries.every(([, value]) => value.length <= METADATA_TEXT_MAX);
}

/** The first fault stands in the message. */
function invalidPayments(faults: Fault[]): DomainError {
  const [first] = faults;
  return new DomainError('PAYMENT.INVALID', `Payment: ${first?.pointer} ${first?.message}`, faults);
}
