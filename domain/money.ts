/**
 * Money and exact numbers.
 *
 * Borders carry major units as text (`"1234.55"`) or safe integers of minor units (`123455`); inside the domain an
 * amount is a `bigint` of minor units and a rate is a fraction of two bigints, so nothing is ever a binary float.
 */
import type { ErrorCode } from './errors';
import { DomainError } from './errors';

/**
 * Every active currency of ISO 4217 list one (published 2026-01-01) by the decimals of its minor unit. Codes without a
 * minor unit (metals, SDR, test and "no currency") are left out: an amount in them has no smallest coin to round to.
 */
const CODES_BY_EXPONENT: readonly [exponent: number, codes: string][] = [
  [0, 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'],
  [
    2,
    'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW CNY ' +
      'COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS ' +
      'INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR ' +
      'MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP ' +
      'STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG YER ZAR ZMW ZWG',
  ],
  [3, 'BHD IQD JOD KWD LYD OMR TND'],
  [4, 'CLF UYW'],
];

const EXPONENTS: ReadonlyMap<string, number> = new Map(
  CODES_BY_EXPONENT.flatMap(([exponent, codes]) => codes.split(' ').map((code): [string, number] => [code, exponent])),
);

/** The largest amount, in minor units, that may cross a border: a payload's number stays exact up to here. */
export const AMOUNT_MINOR_MAX = 9_007_199_254_740_991n;

/** Longer texts are refused before any arithmetic, so that nobody can make us multiply a megabyte of digits. */
const TEXT_LENGTH_MAX = 40;

const AMOUNT_TEXT = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?$/;
const RATE_TEXT = /^(-?)(0|[1-9][0-9]*)(?:\.([0-9]+))?(%?)$/;

/** Tells whether a code is an active ISO 4217 currency with a minor unit; case matters. */
export function isCurrency(code: string): boolean {
  return EXPONENTS.has(code);
}

/**
 * The decimals of a currency's minor unit: 0, 2, 3 or 4.
 *
 * @throws MONEY.CURRENCY_UNKNOWN
 */
export function exponentOf(currency: string): number {
  const exponent = EXPONENTS.get(currency);
  if (exponent === undefined) {
    throw new DomainError(
      'MONEY.CURRENCY_UNKNOWN',
      `Currency ${quoted(currency)} is not an active ISO 4217 currency with a minor unit: use a code such as "USD".`,
    );
  }
  return exponent;
}

/** What `parseAmount` accepts beyond a positive amount; both default to false. */
export interface AmountOptions {
  allowNegative?: boolean;
  allowZero?: boolean;
}

/**
 * Reads an amount written in major units (`"1234.55"`) into minor units. Plain digits with at most the currency's
 * decimals; no sign but a minus where allowed, no exponent, no separators, no leading zeros, no spaces.
 *
 * @throws MONEY.CURRENCY_UNKNOWN, MONEY.AMOUNT_INVALID, MONEY.OVERFLOW (beyond 2^53−1 minor units)
 */
export function parseAmount(text: string, currency: string, options: AmountOptions = {}): bigint {
  const exponent = exponentOf(currency);
  const match = typeof text === 'string' ? AMOUNT_TEXT.exec(text) : null;
  if (!match) {
    refuseAmount(text, currency, 'must be a plain decimal string in major units, such as "1234.55" without separators');
  }
  const [, minus = '', whole = '', fraction = ''] = match;
  if (fraction.length > exponent) {
    refuseAmount(text, currency, `has ${fraction.length} decimals, ${currency} has at most ${exponent}`);
  }
  if (text.length > TEXT_LENGTH_MAX) overflow(quoted(text));
  const magnitude = BigInt(whole + fraction.padEnd(exponent, '0'));
  if (magnitude > AMOUNT_MINOR_MAX) overflow(quoted(text));
  if (minus && magnitude === 0n) refuseAmount(text, currency, 'must not be a negative zero');
  if (minus && !options.allowNegative) refuseAmount(text, currency, 'must not be negative');
  if (magnitude === 0n && !options.allowZero) refuseAmount(text, currency, 'must be more than zero');
  return minus ? -magnitude : magnitude;
}

/**
 * Writes minor units as major units with exactly the currency's decimals: 123455 USD is `"1234.55"`.
 *
 * @throws MONEY.CURRENCY_UNKNOWN, MONEY.AMOUNT_INVALID when a number is not a safe integer
 */
export function formatAmount(minor: bigint | number, currency: string): string {
  if (typeof minor === 'number' && !Number.isSafeInteger(minor)) {
    refuseAmount(minor, currency, 'must be a whole number of minor units within ±(2^53−1)');
  }
  return shifted(BigInt(minor), exponentOf(currency));
}

/**
 * Minor units as a number for payloads and rows.
 *
 * @throws MONEY.OVERFLOW beyond ±(2^53−1)
 */
export function toSafeMinor(minor: bigint): number {
  if (minor > AMOUNT_MINOR_MAX || minor < -AMOUNT_MINOR_MAX) overflow(String(minor));
  return Number(minor);
}

/** An exact fraction in lowest terms; the denominator is positive. Build it with `rational`. */
export interface Rational {
  readonly num: bigint;
  readonly den: bigint;
}

/**
 * The fraction num/den in lowest terms; den defaults to 1.
 *
 * @throws MONEY.RATE_INVALID when den is zero
 */
export function rational(num: bigint, den = 1n): Rational {
  if (den === 0n) throw new DomainError('MONEY.RATE_INVALID', `The fraction ${num}/0 has no value.`);
  const divisor = greatestCommonDivisor(num, den) * (den < 0n ? -1n : 1n);
  return { num: num / divisor, den: den / divisor };
}

/** A whole number as a fraction. */
export function whole(num: bigint): Rational {
  return { num, den: 1n };
}

/**
 * Reads a rate: `"12.5%"` and `"0.125"` are the same. The range is the caller's rule, a minus is read.
 *
 * @throws MONEY.RATE_INVALID
 */
export function parseRate(text: string): Rational {
  const match = typeof text === 'string' && text.length <= TEXT_LENGTH_MAX ? RATE_TEXT.exec(text) : null;
  if (!match) {
    throw new DomainError(
      'MONEY.RATE_INVALID',
      `Rate ${quoted(text)} must be a percentage "12.5%" or a decimal "0.125".`,
    );
  }
  const [, minus, whole = '', fraction = '', percent] = match;
  const num = BigInt(whole + fraction);
  return rational(minus ? -num : num, 10n ** BigInt(fraction.length + (percent ? 2 : 0)));
}

/** a + b */
export function add(a: Rational, b: Rational): Rational {
  if (a.den === 1n && b.den === 1n) return whole(a.num + b.num);
  return rational(a.num * b.den + b.num * a.den, a.den * b.den);
}

/** a − b */
export function subtract(a: Rational, b: Rational): Rational {
  if (a.den === 1n && b.den === 1n) return whole(a.num - b.num);
  return rational(a.num * b.den - b.num * a.den, a.den * b.den);
}

/** a × b */
export function multiply(a: Rational, b: Rational): Rational {
  return rational(a.num * b.num, a.den * b.den);
}

/** −1, 0 or 1 as a is less than, equal to or more than b. */
export function compare(a: Rational, b: Rational): -1 | 0 | 1 {
  const left = a.num * b.den;
  const right = b.num * a.den;
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The nearest integer; a half goes away from zero, so that a refund mirrors its sale (2.5 → 3, −2.5 → −3). */
export function roundHalfAway({ num, den }: Rational): bigint {
  const magnitude = num < 0n ? -num : num;
  const rounded = (2n * magnitude + den) / (2n * den);
  return num < 0n ? -rounded : rounded;
}

/** The exact decimal (`"154.31875"`) when it ends within maxDigits decimals, else the fraction itself (`"1/3"`). */
export function toDecimalText({ num, den }: Rational, maxDigits: number): string {
  let scale = 1n;
  for (let digits = 0; digits <= maxDigits; digits += 1, scale *= 10n) {
    if (scale % den === 0n) return shifted(num * (scale / den), digits);
  }
  return `${num}/${den}`;
}

/** `value` ÷ 10^decimals, written out with exactly that many decimals: (154318750n, 6) is `"154.318750"`. */
export function shifted(value: bigint, decimals: number): string {
  const sign = value < 0n ? '-' : '';
  const digits = (value < 0n ? -value : value).toString();
  if (decimals === 0) return sign + digits;
  const padded = digits.length > decimals ? digits : digits.padStart(decimals + 1, '0');
  return `${sign}${padded.slice(0, -decimals)}.${padded.slice(-decimals)}`;
}

/**
 * Splits an amount so that the parts sum to it exactly: each gets its share rounded down, what is left goes minor unit
 * by minor unit to the largest remainders, ties by id in code-unit order. A negative amount mirrors the positive one.
 * The parts are in the order of `ids`.
 *
 * @throws PLAN.INVALID when shares do not sum to exactly 1, one is negative, or ids are not one distinct id per share
 */
export function splitByLargestRemainder(
  totalMinor: bigint,
  shares: readonly Rational[],
  ids: readonly string[],
): bigint[] {
  const sum = shares.reduce(add, rational(0n));
  if (sum.num !== sum.den) refuseSplit(`shares must sum to exactly 1, they sum to ${toDecimalText(sum, 12)}`);
  if (shares.some((share) => share.num < 0n)) refuseSplit('no share may be negative');
  if (ids.length !== shares.length || new Set(ids).size !== ids.length) {
    refuseSplit(`each of the ${shares.length} shares needs its own id, given are ${quoted(ids.join(', '))}`);
  }
  const magnitude = totalMinor < 0n ? -totalMinor : totalMinor;
  const parts = shares.map(({ num, den }, index) => {
    const floor = (magnitude * num) / den;
    return { index, floor, id: ids[index] ?? '', remainder: rational(magnitude * num - floor * den, den) };
  });
  let left = magnitude - parts.reduce((total, part) => total + part.floor, 0n);
  const amounts = parts.map((part) => part.floor);
  const byRemainder = [...parts].sort((a, b) => compare(b.remainder, a.remainder) || (a.id < b.id ? -1 : 1));
  for (const { index, floor } of byRemainder) {
    if (left === 0n) break;
    amounts[index] = floor + 1n;
    left -= 1n;
  }
  return totalMinor < 0n ? amounts.map((amount) => -amount) : amounts;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}

function quoted(value: unknown): string {
  const text = String(value);
  return JSON.stringify(text.length > TEXT_LENGTH_MAX ? `${text.slice(0, TEXT_LENGTH_MAX)}…` : text);
}

function refuse(code: ErrorCode, message: string): never {
  throw new DomainError(code, message);
}

function refuseAmount(text: unknown, currency: string, rule: string): never {
  refuse('MONEY.AMOUNT_INVALID', `Amount ${quoted(text)} in ${currency} ${rule}.`);
}

function refuseSplit(rule: string): never {
  refuse('PLAN.INVALID', `The split is not possible: ${rule}.`);
}

function overflow(value: string): never {
  refuse('MONEY.OVERFLOW', `Amount ${value} is beyond ${AMOUNT_MINOR_MAX} minor units (2^53−1): split it.`);
}
