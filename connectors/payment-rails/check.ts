import { DomainError } from '../../domain/errors';
import type { Fault } from '../../domain/errors';
import { exponentOf } from '../../domain/money';
import type { Payment } from './rail';

const KEY = /^[\x21-\x7e]{1,255}$/;
const NAME_MAX = 140;
const METADATA_MAX = 20;
const METADATA_TEXT_MAX = 500;

/**
 * What every rail needs of a payment: ids that fit a header, an amount that is one, somebody to pay.
 *
 * @throws DomainError PAYMENT.INVALID naming each field.
 */
export function checkPayment(payment: Payment): void {
  const faults = paymentFaults(payment, '');
  if (faults.length > 0) throw invalidPayments(faults);
}

/** The same as faults, each with its place. */
export function paymentFaults(payment: Payment, pointer: string): Fault[] {
  const { paymentId, providerKey, amountMinor, currency, payeeName, metadata } = payment;
  exponentOf(currency);
  const rules: [field: string, holds: boolean, message: string][] = [
    ['paymentId', KEY.test(paymentId), 'must be 1 to 255 visible ASCII characters.'],
    ['providerKey', KEY.test(providerKey), 'must be 1 to 255 visible ASCII characters.'],
    ['amountMinor', Number.isSafeInteger(amountMinor) && amountMinor > 0, 'must be a whole number of at least 1.'],
    ['payeeName', payeeName.trim() !== '' && payeeName.length <= NAME_MAX, `must have 1 to ${NAME_MAX} characters.`],
    ['metadata', boundedMetadata(metadata), `must have at most ${METADATA_MAX} short entries.`],
  ];
  return rules
    .filter(([, holds]) => !holds)
    .map(([field, , message]) => ({ pointer: `${pointer}/${field}`, code: 'PAYMENT.INVALID', message }));
}

function boundedMetadata(metadata: Record<string, string>): boolean {
  const entries = Object.entries(metadata);
  return entries.length <= METADATA_MAX && entries.every(([, value]) => value.length <= METADATA_TEXT_MAX);
}

/** The error that lists what is wrong with payments; the first fault stands in its message. */
export function invalidPayments(faults: Fault[]): DomainError {
  const [first] = faults;
  return new DomainError('PAYMENT.INVALID', `Payment: ${first?.pointer} ${first?.message}`, faults);
}
