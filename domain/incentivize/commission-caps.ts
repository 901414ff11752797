/**
 * Caps, in posting order.
 *
 * 1. A cap is a running balance per deal, customer, partner, period or program. What a line wants more of is granted as
 *    far as every balance has room; what is cut stays cut, whatever becomes free later.
 * 2. What a line wants less of comes first off what had been cut from its own event, then off what its own event was
 *    granted, and only what is still left (where period bands rank other lines anew) off what was cut from, then granted
 *    to, the other lines of its rule and period. So a cap that never cuts changes nothing.
 * 3. What is given back has room again, unless the cap does not restore.
 */
import { addCivilMonths } from '../civil-date';
import type { Rational } from '../money';
import { add, formatAmount, multiply, rational, roundHalfAway } from '../money';
import type { CompiledCap, CompiledPlan, CompiledRule } from './commission-compile';
import type { CapTrace } from './commission-posting-trace';
import type { WalkLine } from './commission-walk';

/** What a change of a line comes to. */
export interface Granted {
  amountMinor: bigint;
  /** What is to be taken back from other lines, once all of them have changed: see `takeOwed`. */
  owedMinor: bigint;
  caps: CapTrace[];
}

/** One running balance. */
interface Balance {
  usedMinor: bigint;
}

/** What a unit, or a rule in a period, was granted and not. */
interface Tally {
  grantedMinor: bigint;
  cutMinor: bigint;
}

/** All balances of an evaluation. */
export class CapBook {
  private readonly balances = new Map<string, Balance>();
  private readonly anchors = new Map<string, string>();
  private readonly tallies = new Map<string, Tally>();
  private readonly capsOf = new Map<string, CompiledCap[]>();

  constructor(
    private readonly plan: CompiledPlan,
    /** The gross amount of a deal's events that is left, of those events that earn under a cap. */
    private readonly dealAmount: (dealKey: string, cap: CompiledCap) => Rational,
  ) {
    for (const { id } of plan.rules)
      this.capsOf.set(
        id,
        plan.caps.filter(({ rules }) => !rules || rules.has(id)),
      );
  }

  /** The caps of a rule; none for guarantees. */
  of({ id, source }: CompiledRule): readonly CompiledCap[] {
    return source.guarantee ? [] : (this.capsOf.get(id) ?? []);
  }

  /** Lets a line change by an amount as far as the caps allow. */
  change(line: WalkLine, wantedMinor: bigint): Granted {
    const caps = this.of(line.rule);
    if (caps.length === 0 || wantedMinor === 0n) return { amountMinor: wantedMinor, owedMinor: 0n, caps: [] };
    return wantedMinor > 0n ? this.grant(line, wantedMinor, caps) : this.takeBack(line, -wantedMinor, caps);
  }

  /** Takes what a line's own event could not give from the other lines of its rule and period; all must have changed. */
  takeOwed(line: WalkLine, owedMinor: bigint): bigint {
    const scope = this.tallyOf(scopeKey(line));
    const cutMinor = least(scope.cutMinor, owedMinor);
    scope.cutMinor -= cutMinor;
    const amountMinor = cutMinor - owedMinor;
    this.record(line, amountMinor, this.of(line.rule));
    return amountMinor;
  }

  /** By how much a deal has been granted more than a share of what is left of it. */
  excessOf(line: WalkLine): { cap: CompiledCap; excessMinor: bigint } | undefined {
    for (const cap of this.of(line.rule)) {
      if (cap.rate === undefined) continue;
      const excessMinor = this.balanceOf(cap, line).usedMinor - this.limitOf(cap, line);
      if (excessMinor > 0n) return { cap, excessMinor };
    }
    return undefined;
  }

  /** Cuts a line to bring its deal under its cap again. @returns what was cut, at most what the line's event has */
  cut(line: WalkLine, mostMinor: bigint): bigint {
    const tally = this.tallyOf(unitKey(line));
    const amountMinor = least(tally.grantedMinor, mostMinor);
    if (amountMinor <= 0n) return 0n;
    this.record(line, -amountMinor, this.of(line.rule));
    for (const each of this.talliesOf(line)) each.cutMinor += amountMinor;
    return amountMinor;
  }

  private grant(line: WalkLine, wantedMinor: bigint, caps: readonly CompiledCap[]): Granted {
    let amountMinor = wantedMinor;
    const traces: CapTrace[] = [];
    for (const cap of caps) {
      const roomMinor = this.limitOf(cap, line) - this.balanceOf(cap, line).usedMinor;
      if (roomMinor >= amountMinor) continue;
      const granted = roomMinor > 0n ? roomMinor : 0n;
      traces.push(this.traceOf(cap, { roomMinor: granted, wantedMinor: amountMinor, grantedMinor: granted }));
      amountMinor = granted;
    }
    this.record(line, amountMinor, caps);
    for (const each of this.talliesOf(line)) each.cutMinor += wantedMinor - amountMinor;
    return { amountMinor, owedMinor: 0n, caps: traces };
  }

  private takeBack(line: WalkLine, wantedMinor: bigint, caps: readonly CompiledCap[]): Granted {
    const own = this.tallyOf(unitKey(line));
    const scope = this.tallyOf(scopeKey(line));
    // What other lines have given up of a cut, or were granted less, is gone for this one, too: the scope is the bound.
    const ownCut = least(least(own.cutMinor, scope.cutMinor), wantedMinor);
    const ownGranted = least(positive(least(own.grantedMinor, scope.grantedMinor)), wantedMinor - ownCut);
    own.cutMinor -= ownCut;
    if (scope !== own) scope.cutMinor -= ownCut;
    this.record(line, -ownGranted, caps);
    const traces = ownCut > 0n ? caps.map((cap) => this.backTrace(cap, wantedMinor, ownGranted)) : [];
    return { amountMinor: -ownGranted, owedMinor: wantedMinor - ownCut - ownGranted, caps: traces };
  }

  private record(line: WalkLine, amountMinor: bigint, caps: readonly CompiledCap[]): void {
    for (const each of this.talliesOf(line)) each.grantedMinor += amountMinor;
    for (const cap of caps) {
      // A share of a deal is of what is left of it: what is taken back always has room again.
      if (amountMinor < 0n && !cap.restore && cap.rate === undefined) continue;
      this.balanceOf(cap, line).usedMinor += amountMinor;
    }
  }

  private limitOf(cap: CompiledCap, line: WalkLine): bigint {
    if (cap.rate === undefined) return cap.limitMinor ?? 0n;
    return roundHalfAway(multiply(this.dealAmount(dealKeyOf(line), cap), cap.rate));
  }

  private balanceOf(cap: CompiledCap, line: WalkLine): Balance {
    const key = `${this.plan.caps.indexOf(cap)}\u0000${this.placeOf(cap, line)}`;
    const known = this.balances.get(key);
    if (known) return known;
    const fresh = { usedMinor: 0n };
    this.balances.set(key, fresh);
    return fresh;
  }

  /** For what a cap counts a line: the event that earned says it, whenever it is taken back. */
  private placeOf({ source: { per, months } }: CompiledCap, line: WalkLine): string {
    const { event, day } = line.unit;
    const { partnerId, customerId } = event;
    switch (per) {
      case 'program':
        return '';
      case 'period':
        return `${partnerId}\u0000${line.period}`;
      case 'deal':
        return dealKeyOf(line);
      case 'customer':
      case 'partner': {
        // Sales without a customer share one balance: nobody escapes a cap by leaving the customer out.
        const whose = per === 'partner' ? partnerId : `${partnerId}\u0000${customerId ?? ''}`;
        return months === undefined ? whose : `${whose}\u0000${this.windowOf(`${per}\u0000${whose}`, day, months)}`;
      }
    }
  }

  /** Which stretch of months a day lies in, counted from the day that earned first. */
  private windowOf(whose: string, day: string, months: number): number {
    const anchor = this.anchors.get(`${months}\u0000${whose}`) ?? day;
    this.anchors.set(`${months}\u0000${whose}`, anchor);
    let index = 0;
    while (addCivilMonths(anchor, months * (index + 1)) <= day) index += 1;
    while (addCivilMonths(anchor, months * index) > day) index -= 1;
    return index;
  }

  private talliesOf(line: WalkLine): Tally[] {
    return [...new Set([unitKey(line), scopeKey(line)])].map((key) => this.tallyOf(key));
  }

  private tallyOf(key: string): Tally {
    const known = this.tallies.get(key);
    if (known) return known;
    const fresh = { grantedMinor: 0n, cutMinor: 0n };
    this.tallies.set(key, fresh);
    return fresh;
  }

  private traceOf(cap: CompiledCap, by: { roomMinor: bigint; wantedMinor: bigint; grantedMinor: bigint }): CapTrace {
    const text = (minor: bigint): string => formatAmount(minor, this.plan.currency);
    return { cap: cap.name, room: text(by.roomMinor), wanted: text(by.wantedMinor), granted: text(by.grantedMinor) };
  }

  private backTrace(cap: CompiledCap, wantedMinor: bigint, takenMinor: bigint): CapTrace {
    return this.traceOf(cap, { roomMinor: 0n, wantedMinor: -wantedMinor, grantedMinor: -takenMinor });
  }
}

/** The deal of a line; an event without one is a deal of its own. */
export function dealKeyOf({ unit: { event, key } }: Pick<WalkLine, 'unit'>): string {
  return event.dealId === undefined ? `\u0000${key}` : `${event.partnerId}\u0000${event.dealId}`;
}

/** What is left of a deal: the sum over its events. */
export function sumOf(amounts: Iterable<Rational>): Rational {
  let sum = rational(0n);
  for (const amount of amounts) sum = add(sum, amount);
  return sum;
}

function unitKey({ unit, rule }: WalkLine): string {
  return `${unit.key}\u0001${rule.id}`;
}

function scopeKey(line: WalkLine): string {
  const { rule, unit, period } = line;
  return rule.source.bandsPer === 'period' ? `${unit.event.partnerId}\u0002${rule.id}\u0002${period}` : unitKey(line);
}

function least(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function positive(value: bigint): bigint {
  return value > 0n ? value : 0n;
}
