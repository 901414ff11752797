import type { Rational } from '../money';
import { parseRate, rational } from '../money';
import type { CommissionEvent } from './commission-events';
import type { CommissionRule, Reversal } from './commission-plan';
import { REVERSALS } from './commission-plan';

/** Whether the basis of a rule is counted, not money. */
export function isCounted({ basis }: CommissionRule): boolean {
  return basis === 'units' || basis === 'count';
}

/**
 * Reads a share, which is a rate or a fraction such as `"1/3"`: thirds have no decimals.
 *
 * @throws MONEY.RATE_INVALID
 */
export function parseShare(text: string): Rational {
  const fraction = /^([0-9]{1,9})\/([1-9][0-9]{0,8})$/.exec(text);
  return fraction ? rational(BigInt(fraction[1] ?? '0'), BigInt(fraction[2] ?? '1')) : parseRate(text);
}

/** (source, id) as one text; a source has no control character. */
export function keyOf(source: string, id: string): string {
  return `${source}\u0000${id}`;
}

/** Tells what takes back from what earns. */
export function isReversal(kind: CommissionEvent['kind']): kind is Reversal {
  return (REVERSALS as readonly string[]).includes(kind);
}
