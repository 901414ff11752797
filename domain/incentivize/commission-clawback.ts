import { addCivilDays, monthsBegun } from '../civil-date';
import type { Rational } from '../money';
import { compare, multiply, rational } from '../money';
import { afterRefund } from './commission-basis';
import type { CompiledRule } from './commission-compile';
import type { Clawback, Reversal } from './commission-plan';
import type { Entry, PlacedEvent, Unit, WalkContext } from './commission-walk';

/** What a reversal leaves of the basis of what it reverses; nothing where the rule's terms let it take nothing. */
export function remainingAfter(
  { placed, kind }: { placed: PlacedEvent; kind: Reversal },
  { unit, entry }: { unit: Unit; entry: Entry },
  except: WalkContext['except'],
): Rational | undefined {
  const { event, day } = placed;
  const terms = clawbackOf(entry.rule, kind);
  const { remaining, original } = entry;
  if (terms.withinDays !== undefined && day > addCivilDays(unit.placed.day, terms.withinDays)) return undefined;
  if (terms.takes === 'nothing') return undefined;
  if (terms.takes === 'all') return rational(0n);
  const { event: originalEvent, exchange } = unit.placed;
  const { termMonths } = originalEvent;
  if (terms.takes === 'unearned_months' && termMonths !== undefined) {
    // A month that has begun is earned.
    const served = BigInt(Math.min(monthsBegun(unit.placed.day, day), termMonths));
    const earned = multiply(original, rational(served, BigInt(termMonths)));
    return compare(earned, remaining) < 0 ? earned : remaining;
  }
  if (terms.takes === 'unearned_months') except('TERM_MISSING', event, entry.rule.id);
  return afterRefund(event, entry.rule.source.basis, { remaining, original, originalEvent, exchange });
}

function clawbackOf({ source: { clawback = [] } }: CompiledRule, kind: Reversal): Clawback {
  return clawback.find(({ kinds }) => !kinds || kinds.includes(kind)) ?? { takes: 'refunded' };
}
