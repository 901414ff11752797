/** Bands in integers: one tier's bands over a common power of ten, so that pricing only adds and multiplies. */
import type { Rational } from '../money';
import { add, multiply, parseAmount, parseRate, rational, subtract } from '../money';
import type { Band } from './commission-plan';

/** A band. Edges are in the schedule's scale, numerators over its denominator. */
interface CompiledBand {
  from: bigint;
  to?: bigint;
  /** E(from): what all lower bands pay together when they are full. */
  baseNumerator: bigint;
  rateNumerator: bigint;
  /** As the document says it, for traces. */
  source: Band;
}

/** The bands of one tier, lowest first. */
export interface BandSchedule {
  bands: CompiledBand[];
  /** 10^decimals */
  denominator: bigint;
  decimals: number;
  /** Edges are whole numbers of 1/scale of the basis's unit: 1 unless they are shares of a quota. A power of ten. */
  scale: bigint;
  /** Whether the band reached pays on the whole basis. */
  whole: boolean;
  /** Whether the basis is counted (1) or money (minor units). */
  counted: boolean;
}

/** How to read bands. */
export interface BandTerms {
  currency: string;
  whole?: boolean;
  counted?: boolean;
  /** What 100 % is, where edges are shares of it: minor units. */
  quotaMinor?: bigint;
}

/**
 * Compiles bands that `checkPlan` found whole.
 *
 * @throws MONEY.AMOUNT_INVALID, MONEY.OVERFLOW, MONEY.RATE_INVALID, MONEY.CURRENCY_UNKNOWN
 */
export function compileBands(bands: readonly Band[], terms: BandTerms): BandSchedule {
  const { whole = false, counted = false } = terms;
  const parsed = bands.map((source) => ({
    source,
    rate: rateOf(source, terms.currency),
    from: readEdge(source.from, terms),
    ...(source.to !== undefined && { to: readEdge(source.to, terms) }),
  }));
  // Texts are decimals, so some power of ten holds them all: exact amounts are then decimals without division.
  const rates = commonPower(parsed.map(({ rate }) => rate));
  const edges = commonPower(parsed.flatMap(({ from, to }) => (to ? [from, to] : [from])));
  let baseNumerator = 0n;
  const compiled = parsed.map(({ source, rate, from, to }): CompiledBand => {
    const band: CompiledBand = {
      from: over(from, edges.power),
      baseNumerator,
      rateNumerator: over(rate, rates.power),
      source,
    };
    if (to !== undefined) {
      band.to = over(to, edges.power);
      baseNumerator += (band.to - band.from) * band.rateNumerator;
    }
    return band;
  });
  const decimals = rates.digits + edges.digits;
  return { bands: compiled, denominator: rates.power * edges.power, decimals, scale: edges.power, whole, counted };
}

/** E(basis): the exact amount in minor units. */
export function bandAmount(schedule: BandSchedule, basisMinor: bigint): Rational {
  return rational(bandNumerator(schedule, basisMinor), schedule.denominator);
}

/** E(basis) over the schedule's denominator, not reduced; 0 for a basis of 0 or less. */
export function bandNumerator({ bands, scale, whole }: BandSchedule, basisMinor: bigint): bigint {
  const at = basisMinor * scale;
  for (let index = bands.length - 1; index >= 0; index -= 1) {
    const band = bands[index];
    if (band && at >= band.from) {
      return whole ? at * band.rateNumerator : band.baseNumerator + (at - band.from) * band.rateNumerator;
    }
  }
  return 0n;
}

/** E(basis) where the basis is a fraction, as after an exchange of currency. */
export function bandAmountAt(schedule: BandSchedule, basis: Rational): Rational {
  if (basis.den === 1n) return bandAmount(schedule, basis.num);
  const band = bandAt(schedule, basis);
  if (!band) return rational(0n);
  const at = multiply(basis, rational(schedule.scale));
  const numerator = schedule.whole
    ? multiply(at, rational(band.rateNumerator))
    : add(rational(band.baseNumerator), multiply(subtract(at, rational(band.from)), rational(band.rateNumerator)));
  return multiply(numerator, rational(1n, schedule.denominator));
}

/** The band that holds a basis; none below 0. */
export function bandAt({ bands, scale }: BandSchedule, { num, den }: Rational): CompiledBand | undefined {
  return bands.findLast((band) => num * scale >= band.from * den);
}

/** A band's rate as the factor from one unit of the basis to minor units. */
function rateOf({ rate, each }: Band, currency: string): Rational {
  return each === undefined ? parseRate(rate ?? '') : rational(parseAmount(each, currency, { allowZero: true }));
}

/**
 * An edge in units of the basis.
 *
 * @throws MONEY.AMOUNT_INVALID, MONEY.OVERFLOW, MONEY.RATE_INVALID, MONEY.CURRENCY_UNKNOWN
 */
function readEdge(text: string, { currency, counted, quotaMinor }: BandTerms): Rational {
  if (quotaMinor !== undefined) return multiply(parseRate(text), rational(quotaMinor));
  // Whole numbers are written as those of a currency without decimals.
  return rational(parseAmount(text, counted ? WHOLE_NUMBERS : currency, { allowZero: true }));
}

/** A currency without decimals: its amounts are whole numbers. */
export const WHOLE_NUMBERS = 'JPY';

function commonPower(values: readonly Rational[]): { power: bigint; digits: number } {
  let digits = 0;
  let power = 1n;
  for (; values.some(({ den }) => power % den !== 0n); power *= 10n) digits += 1;
  return { power, digits };
}

function over({ num, den }: Rational, power: bigint): bigint {
  return num * (power / den);
}
