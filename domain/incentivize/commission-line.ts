/** A line's place on its curve, and what its trace tells of the rule and the exchange. */
import type { Rational } from '../money';
import { formatAmount, multiply, rational } from '../money';
import type { BandSchedule } from './commission-bands';
import type { CompiledRule } from './commission-compile';
import type { EarningTrace, TracePoint } from './commission-trace';
import { exactText, pointAt } from './commission-trace';
import type { PlacedEvent, Unit } from './commission-walk';
import { isReversal } from './commission-words';

/** A place on the curve, not below the rule's floor while there is anything. */
export function floored(rule: CompiledRule, net: Rational, schedule: BandSchedule, currency: string): TracePoint {
  const point = pointAt(schedule, net, currency);
  if (net.num <= 0n || point.roundedMinor >= rule.floorMinor) return point;
  return { ...point, roundedMinor: rule.floorMinor, rounded: formatAmount(rule.floorMinor, currency) };
}

/** The amount of an event in the plan's currency, exact; of a reversal at the rate of what it reverses. */
export function amountText({ event, gross }: PlacedEvent, unit: Unit, currency: string): string {
  if (!isReversal(event.kind)) return exactText(gross ?? rational(0n), currency);
  const { factor } = unit.placed.exchange;
  return exactText(
    event.amountMinor === undefined ? rational(0n) : multiply(rational(event.amountMinor), factor),
    currency,
  );
}

/** What a trace tells of the rule and the exchange. */
export function headOf(
  rule: CompiledRule,
  { event }: PlacedEvent,
  unit: Unit,
  currency: string,
): Partial<EarningTrace> {
  const { basis, bandsPer = 'event', quota } = rule.source;
  const { pinned } = unit.placed.exchange;
  return {
    basis,
    ...(bandsPer === 'event' && { bandsPer }),
    ...(rule.floorMinor > 0n && { floor: formatAmount(rule.floorMinor, currency) }),
    ...(quota !== undefined && { quota }),
    ...(pinned && {
      exchange: {
        amount: formatAmount(event.amountMinor ?? 0n, unit.placed.event.currency ?? currency),
        currency: unit.placed.event.currency ?? currency,
        ...pinned,
      },
    }),
  };
}
