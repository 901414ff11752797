/** Marginal bands in integers: one tier's bands over a common power of ten, so that pricing only adds and multiplies. */
import type { Rational } from '../money';
import { parseAmount, parseRate, rational } from '../money';
import type { Band } from './commission';

/** A band in minor units. Numerators are over the schedule's denominator. */
interface CompiledBand {
  fromMinor: bigint;
  toMinor?: bigint;
  /** E(fromMinor): what all lower bands pay together when they are full. */
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
}

/**
 * Compiles bands that `checkPlan` found whole.
 *
 * @throws MONEY.AMOUNT_INVALID, MONEY.OVERFLOW, MONEY.RATE_INVALID, MONEY.CURRENCY_UNKNOWN
 */
export function compileBands(bands: readonly Band[], currency: string): BandSchedule {
  const parsed = bands.map((source) => ({ source, rate: parseRate(source.rate) }));
  let decimals = 0;
  let denominator = 1n;
  // A rate is written in decimals, so some power of ten holds them all: exact amounts are then decimals without division.
  for (; parsed.some(({ rate }) => denominator % rate.den !== 0n); denominator *= 10n) decimals += 1;
  let baseNumerator = 0n;
  const compiled = parsed.map(({ source, rate }): CompiledBand => {
    const fromMinor = parseAmount(source.from, currency, { allowZero: true });
    const rateNumerator = rate.num * (denominator / rate.den);
    const band: CompiledBand = { fromMinor, baseNumerator, rateNumerator, source };
    if (source.to !== undefined) {
      band.toMinor = parseAmount(source.to, currency);
      baseNumerator += (band.toMinor - fromMinor) * rateNumerator;
    }
    return band;
  });
  return { bands: compiled, denominator, decimals };
}

/** E(basis): the exact marginal amount in minor units, each band paying its rate on the part of the basis inside it. */
export function bandAmount(schedule: BandSchedule, basisMinor: bigint): Rational {
  return rational(bandNumerator(schedule, basisMinor), schedule.denominator);
}

/** E(basis) over the schedule's denominator, not reduced; 0 for a basis of 0 or less. */
export function bandNumerator({ bands }: BandSchedule, basisMinor: bigint): bigint {
  for (let index = bands.length - 1; index >= 0; index -= 1) {
    const band = bands[index];
    if (band && basisMinor >= band.fromMinor) {
      return band.baseNumerator + (basisMinor - band.fromMinor) * band.rateNumerator;
    }
  }
  return 0n;
}
