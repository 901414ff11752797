/** Whether bands may be published: no gap, no overlap, no rate beyond its range. */
import type { Rational } from '../money';
import { compare, isCurrency, parseAmount, parseRate, rational } from '../money';
import { WHOLE_NUMBERS } from './commission-bands';
import type { Reporter } from './commission-check-report';
import type { Band } from './commission-plan';

/** Band edges are still compared when the currency is unknown: this one takes the most decimals of all. */
const LENIENT_CURRENCY = 'CLF';
/** What a flag allows beyond 100 % is still bounded: ten times the basis is a slip of the keyboard. */
const RATE_FLAGGED_MAX = rational(10n);

const ZERO = rational(0n);
const ONE = rational(1n);

/** How a rule's bands are to be read. */
export interface BandsContext {
  at: string;
  currency: string;
  counted: boolean;
  /** Edges are shares of a quota or of growth. */
  shares: boolean;
  allowAbove100: boolean;
}

/** Reports every fault of one list of bands. */
export function checkBands(bands: readonly Band[], where: BandsContext, reporter: Reporter): void {
  let expected: Rational | undefined = ZERO;
  bands.forEach((band, index) => {
    const at = `${where.at}/${index}`;
    const last = index === bands.length - 1;
    const from = edge(`${at}/from`, band.from, where, reporter);
    const to = band.to === undefined ? undefined : edge(`${at}/to`, band.to, where, reporter);
    checkPays(at, band, where, reporter);
    if (from !== undefined && expected !== undefined && compare(from, expected) !== 0) {
      reporter.add(
        `${at}/from`,
        ...wrongStart({ band, previous: bands[index - 1], tooHigh: compare(from, expected) > 0 }),
      );
    }
    if (from !== undefined && to !== undefined && compare(to, from) <= 0) {
      reporter.add(
        `${at}/to`,
        'PLAN.BAND_EMPTY',
        `Band [${band.from}, ${band.to}) holds nothing: "to" must be above "from".`,
      );
    }
    if (!last && band.to === undefined) {
      reporter.add(
        at,
        'PLAN.BAND_OPEN',
        'Only the last band has no "to": give this one its end, where the next begins.',
      );
    }
    if (last && band.to !== undefined) {
      reporter.add(
        `${at}/to`,
        'PLAN.BAND_BOUNDED',
        `Amounts from ${band.to} on would earn nothing: drop "to" of the last band.`,
      );
    }
    expected = to;
  });
}

/** Reports a rate that cannot be read, is out of its range, or may mean two things. */
export function checkRate(pointer: string, text: string, reporter: Reporter, allowAbove100 = false): void {
  const rate = reporter.attempt(pointer, () => parseRate(text));
  if (!rate) return;
  const most = allowAbove100 ? RATE_FLAGGED_MAX : ONE;
  if (compare(rate, ZERO) < 0 || compare(rate, most) > 0) {
    const hint = text.endsWith('%') ? '' : ` Did you mean "${text}%"?`;
    const range = allowAbove100 ? 'from 0% to 1000%' : 'from 0% to 100%';
    reporter.add(pointer, 'PLAN.RATE_RANGE', `Rate "${text}" must be ${range}.${hint}`);
  } else if (ambiguous(text, rate)) {
    reporter.add(pointer, 'PLAN.RATE_AMBIGUOUS', `Rate "${text}" may mean 1% or all of it: write "1%" or "100%".`);
  }
}

/** Reads an amount of 0 or more, in the plan's currency or, where that is unknown, in a lenient one. */
export function checkAmount(pointer: string, text: string, currency: string, reporter: Reporter): bigint | undefined {
  const known = isCurrency(currency) ? currency : LENIENT_CURRENCY;
  return reporter.attempt(pointer, () => parseAmount(text, known, { allowZero: true }));
}

function checkPays(at: string, band: Band, where: BandsContext, reporter: Reporter): void {
  const [wanted, unwanted] = where.counted ? (['each', 'rate'] as const) : (['rate', 'each'] as const);
  if (band[wanted] === undefined || band[unwanted] !== undefined) {
    const why = where.counted ? 'What is counted is paid by "each"' : 'Money is paid by "rate"';
    reporter.add(at, 'PLAN.BAND_PAYS', `${why}: give the band that, and drop "${unwanted}".`);
  }
  if (band.rate !== undefined) checkRate(`${at}/rate`, band.rate, reporter, where.allowAbove100);
  if (band.each !== undefined) checkAmount(`${at}/each`, band.each, where.currency, reporter);
}

function wrongStart(found: {
  band: Band;
  previous: Band | undefined;
  tooHigh: boolean;
}): [code: string, message: string] {
  const { band, previous, tooHigh } = found;
  if (!previous) return ['PLAN.BAND_START', `The first band starts at ${band.from}: it must start at 0.`];
  return tooHigh
    ? ['PLAN.BAND_GAP', `Amounts from ${previous.to} up to ${band.from} are in no band: start it at ${previous.to}.`]
    : [
        'PLAN.BAND_OVERLAP',
        `Amounts from ${band.from} up to ${previous.to} are in two bands: start it at ${previous.to}.`,
      ];
}

/** A bare "1" would pay the whole sale where its author surely meant one percent. */
function ambiguous(text: string, rate: Rational): boolean {
  return !text.endsWith('%') && compare(rate, ONE) === 0;
}

function edge(pointer: string, text: string, where: BandsContext, reporter: Reporter): Rational | undefined {
  if (where.shares) {
    const share = reporter.attempt(pointer, () => parseRate(text));
    if (share && share.num < 0n) reporter.add(pointer, 'PLAN.RATE_RANGE', `"${text}" must not be below 0%.`);
    return share;
  }
  const minor = checkAmount(pointer, text, where.counted ? WHOLE_NUMBERS : where.currency, reporter);
  return minor === undefined ? undefined : rational(minor);
}
