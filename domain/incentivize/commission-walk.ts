/**
 * The walk: one partner's events in the order in which they happened, and what each earns before any cap.
 *
 * 1. It is a pure function of the *set* of events: whoever walks all of them in order of (day, instant, id) comes to the
 *    same lines, however they arrived. Taking one step more is the same as walking anew with one event more.
 * 2. An event and what later takes it back are one unit. Per-event bands climb over what is left of the unit; period
 *    bands over the signed net of all units of (rule, period). Either way a line is round(E(after)) − round(E(before)).
 * 3. In a group one rule takes an event, and only its basis moves.
 */
import { addCivilMonths } from '../civil-date';
import type { Rational } from '../money';
import { add, compare, multiply, rational, subtract } from '../money';
import type { BandSchedule } from './commission-bands';
import type { Exchange } from './commission-basis';
import { basisOf } from './commission-basis';
import { remainingAfter } from './commission-clawback';
import { closeLines } from './commission-close';
import type { CompiledPlan, CompiledRule } from './commission-compile';
import type { CommissionBooks, CommissionEvent, ExceptionCode, PartnerFacts } from './commission-events';
import { amountText, floored, headOf } from './commission-line';
import { hasPayees } from './commission-payees';
import type { Reversal } from './commission-plan';
import type { GuaranteeTrace } from './commission-posting-trace';
import { scheduleFor } from './commission-schedule';
import type { ScopedEvent } from './commission-scope';
import { isInScope, tierFor } from './commission-scope';
import type { EarningTrace, TracePoint } from './commission-trace';
import { traceOf } from './commission-trace';
import { isReversal, keyOf } from './commission-words';

const ZERO = rational(0n);

/** An event in its place. */
export interface PlacedEvent extends ScopedEvent {
  key: string;
  exchange: Exchange;
}

/** What one event earns under one rule before any cap. */
export interface WalkLine {
  /** (event, rule) */
  key: string;
  /** The event that earned, or that this one takes back from. */
  unit: PlacedEvent;
  placed: PlacedEvent;
  rule: CompiledRule;
  amountMinor: bigint;
  tier: string;
  period: string;
  trace: EarningTrace | GuaranteeTrace;
}

/** Where a line, or a sum of a close, climbs: its own event, or all of the period. */
interface Climb {
  net: Rational;
  reached?: TracePoint;
}

/** What one rule made of one event. */
export interface Entry {
  rule: CompiledRule;
  original: Rational;
  remaining: Rational;
  climb: Climb;
  /** Absent where the event only adds to the sum of a close. */
  curve?: { schedule: BandSchedule; tier: string };
}

/** An event with what is left of it. */
export interface Unit {
  placed: PlacedEvent;
  entries: Entry[];
  /** Gross minor units that were not given back. */
  left: Rational;
}

/** What a rule would make of an event, and where its climb would then be. */
interface Quote {
  line: WalkLine;
  entry: Entry;
  reached: TracePoint;
}

/** What a walk is about. */
export interface WalkContext {
  plan: CompiledPlan;
  books: CommissionBooks;
  facts: PartnerFacts;
  except: (code: ExceptionCode, event: CommissionEvent, ruleId?: string) => void;
}

/** One walk over a partner's events. */
export class Walk {
  readonly lines = new Map<string, WalkLine>();
  readonly units = new Map<string, Unit>();
  /** The closing event of each closed period, in the order of time. */
  readonly closes = new Map<string, PlacedEvent>();
  private closed: string[] = [];
  private readonly climbs = new Map<string, Climb>();
  private readonly firstCash = new Map<string, string>();
  private readonly recurring = new Map<string, { firstDay: string; payments: number }>();

  constructor(private readonly context: WalkContext) {}

  /** Takes the next event in order. @returns the keys of the lines that are new or changed */
  step(placed: PlacedEvent): Set<string> {
    const changed = new Set<string>();
    const { event } = placed;
    if (isReversal(event.kind)) this.reverse(placed, event.kind, changed);
    else if (event.kind === 'period_close') this.closeOnce(placed);
    else if (event.kind !== 'correction') this.earn(placed, changed);
    if (this.closes.size > 0) this.close(changed);
    return changed;
  }

  /** The signed net that a rule has counted in a period. */
  netOf(rule: CompiledRule, period: string): Rational {
    return this.climbs.get(climbKey(rule, period))?.net ?? ZERO;
  }

  private earn(placed: PlacedEvent, changed: Set<string>): void {
    const { event } = placed;
    const unit: Unit = { placed, entries: [], left: placed.gross ?? ZERO };
    this.units.set(placed.key, unit);
    if (event.kind === 'cash_received' && event.customerId !== undefined && !this.firstCash.has(event.customerId))
      this.firstCash.set(event.customerId, placed.day);
    if (event.kind === 'manual' && !event.reason?.trim()) return this.context.except('REASON_MISSING', event);
    const taken = new Map<string, Quote>();
    for (const rule of this.context.plan.rules) {
      if (rule.source.counts === event.kind) this.addUp(rule, unit);
      if (rule.source.trigger !== event.kind) continue;
      const { group } = rule.source;
      const best = group === undefined ? undefined : taken.get(group);
      if (best && this.context.plan.groups[group ?? ''] === 'first') continue;
      const quote = this.quote(rule, unit);
      if (!quote || (best && quote.line.amountMinor <= best.line.amountMinor)) continue;
      taken.set(group ?? `\u0000${rule.id}`, quote);
    }
    for (const quote of taken.values()) this.book(unit, quote, changed);
  }

  /** What a rule would pay for an event; nothing where it is not for it. */
  private quote(rule: CompiledRule, unit: Unit): Quote | undefined {
    const { placed } = unit;
    const { event, period, day } = placed;
    const tier = tierFor(rule, placed, this.context);
    if (!isInScope(rule, placed, this.context.facts, tier)) return undefined;
    if (!this.isDue(rule, placed)) return undefined;
    if (!hasPayees(rule, event, (code) => this.context.except(code, event, rule.id))) return undefined;
    const basis = basisOf(event, rule.source.basis, placed.exchange);
    if (!basis) return void this.context.except('BASIS_MISSING', event, rule.id);
    const found = scheduleFor(rule, { tier, period, facts: this.context.facts, currency: this.context.plan.currency });
    if ('missing' in found) return void this.context.except(found.missing, event, rule.id);
    const perPeriod = rule.source.bandsPer === 'period';
    const climb = (perPeriod && this.climbs.get(climbKey(rule, period))) || { net: ZERO };
    const entry = { rule, original: basis, remaining: basis, climb, curve: { schedule: found.schedule, tier } };
    return { entry, ...this.lineOf({ unit, entry, placed, day }, add(climb.net, basis)) };
  }

  private book(unit: Unit, { line, entry, reached }: Quote, changed: Set<string>): void {
    const { rule, climb } = entry;
    const { event, period, day } = unit.placed;
    climb.net = add(climb.net, entry.original);
    climb.reached = reached;
    if (rule.source.bandsPer === 'period') this.climbs.set(climbKey(rule, period), climb);
    unit.entries.push(entry);
    if (rule.source.recurrence) {
      const key = `${rule.id}\u0000${event.customerId}`;
      const known = this.recurring.get(key);
      this.recurring.set(key, { firstDay: known?.firstDay ?? day, payments: (known?.payments ?? 0) + 1 });
    }
    this.lines.set(line.key, line);
    changed.add(line.key);
  }

  private addUp(rule: CompiledRule, unit: Unit): void {
    const { placed } = unit;
    const tier = tierFor(rule, placed, this.context);
    if (!isInScope(rule, placed, this.context.facts, tier)) return;
    const basis = basisOf(placed.event, rule.source.basis, placed.exchange);
    if (!basis) return this.context.except('BASIS_MISSING', placed.event, rule.id);
    const key = climbKey(rule, placed.period);
    const climb = this.climbs.get(key) ?? { net: ZERO };
    climb.net = add(climb.net, basis);
    this.climbs.set(key, climb);
    unit.entries.push({ rule, original: basis, remaining: basis, climb });
  }

  /** Whether a customer's payment is among those that a recurring rule pays for. */
  private isDue(rule: CompiledRule, { event, day }: PlacedEvent): boolean {
    const { recurrence } = rule.source;
    if (!recurrence || recurrence.pays === 'lifetime') return true;
    const { customerId } = event;
    if (customerId === undefined) {
      this.context.except('CUSTOMER_MISSING', event, rule.id);
      return false;
    }
    const paid = this.recurring.get(`${rule.id}\u0000${customerId}`);
    if (recurrence.pays === 'once') return !paid;
    const { count = 0 } = recurrence;
    if (recurrence.pays === 'payments') return (paid?.payments ?? 0) < count;
    return day < addCivilMonths(this.firstCash.get(customerId) ?? paid?.firstDay ?? day, count);
  }

  private reverse(placed: PlacedEvent, kind: Reversal, changed: Set<string>): void {
    const { event } = placed;
    const unit = this.units.get(keyOf(event.source, event.of ?? ''));
    if (!unit) return this.context.except('ORIGINAL_UNKNOWN', event);
    if (differs(event, unit.placed.event, this.context.plan.currency))
      return this.context.except('CURRENCY_DIFFERS', event);
    const given =
      event.amountMinor === undefined ? unit.left : multiply(rational(event.amountMinor), unit.placed.exchange.factor);
    if (compare(given, unit.left) > 0 && unit.placed.gross) this.context.except('OVER_REVERSED', event);
    const left = subtract(unit.left, given);
    unit.left = left.num > 0n ? left : ZERO;
    for (const entry of unit.entries) {
      const remaining = remainingAfter({ placed, kind }, { unit, entry }, this.context.except);
      if (!remaining) continue;
      const net = add(entry.climb.net, subtract(remaining, entry.remaining));
      const moved = entry.curve && this.lineOf({ unit, entry, placed, day: placed.day }, net);
      entry.remaining = remaining;
      entry.climb.net = net;
      if (!moved) continue;
      entry.climb.reached = moved.reached;
      this.lines.set(moved.line.key, moved.line);
      changed.add(moved.line.key);
    }
  }

  /** The line of an entry whose climb goes to another net. */
  private lineOf(
    { unit, entry, placed, day }: { unit: Unit; entry: Entry; placed: PlacedEvent; day: string },
    net: Rational,
  ): Omit<Quote, 'entry'> {
    const { rule, climb, curve } = entry;
    const { schedule, tier } = curve!;
    const { currency } = this.context.plan;
    const before = climb.reached?.schedule === schedule ? climb.reached : floored(rule, climb.net, schedule, currency);
    const after = floored(rule, net, schedule, currency);
    const head = { kind: placed.event.kind as EarningTrace['kind'], occurredOn: day, tier, currency };
    const trace = traceOf({ ...head, amount: amountText(placed, unit, currency) }, before, after);
    const line: WalkLine = {
      key: `${placed.key}\u0001${rule.id}`,
      unit: unit.placed,
      placed,
      rule,
      amountMinor: after.roundedMinor - before.roundedMinor,
      tier,
      period: unit.placed.period,
      trace: { ...trace, ...headOf(rule, placed, unit, currency) },
    };
    return { line, reached: after };
  }

  /** A period is closed once: the first of its closes in the order of time is the one that earns. */
  private closeOnce(placed: PlacedEvent): void {
    if (!this.closes.has(placed.period)) this.closes.set(placed.period, placed);
  }

  /** Looks at the closed periods again; only what came to something else is told. */
  private close(changed: Set<string>): void {
    const now = new Map(closeLines(this, this.context).map((line) => [line.key, line]));
    for (const [key, line] of now) {
      if (this.lines.get(key)?.amountMinor !== line.amountMinor) changed.add(key);
      this.lines.set(key, line);
    }
    for (const key of this.closed) {
      if (now.has(key) || !this.lines.delete(key)) continue;
      changed.add(key);
    }
    this.closed = [...now.keys()];
  }
}

/** Whether a reversal tells an amount in another currency than its original. */
function differs(reversal: CommissionEvent, original: CommissionEvent, planCurrency: string): boolean {
  if (reversal.amountMinor === undefined || reversal.currency === undefined) return false;
  return reversal.currency !== (original.currency ?? planCurrency);
}

function climbKey({ id }: CompiledRule, period: string): string {
  return `${id}\u0000${period}`;
}
