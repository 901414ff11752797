/** One partner's events as they arrive: in order they are one step each, out of order the walk is walked anew. */
import { civilDate } from '../calendar';
import { DomainError } from '../errors';
import { periodDays, periodKeyOf } from '../period';
import { compareSaleTimes } from '../sell/sale-time';
import { basisOf, exchangeOf } from './commission-basis';
import type { CompiledPlan } from './commission-compile';
import type { CommissionBooks, CommissionEvent, CommissionException, ExceptionCode } from './commission-events';
import { EXCEPTIONS } from './commission-events';
import { isPaidOtherwise } from './commission-payees';
import type { PlacedEvent } from './commission-walk';
import { Walk } from './commission-walk';
import { isReversal, keyOf } from './commission-words';

/** Where an event comes in the order of time. */
interface Rank {
  day: string;
  /** A close comes after all else of its day. */
  closes: boolean;
  /** Epoch ms; without it the first moment of the day. */
  occurredMs?: number;
  id: string;
  source: string;
  /** What takes back comes after what it is about, even if its own date lies before it. */
  after?: string;
}

interface Ranked {
  placed: PlacedEvent;
  rank: Rank;
}

/** What arrived of one partner, and where that leads. */
export class PartnerWalk {
  walk: Walk;
  private ranked: Ranked[] = [];
  private readonly arrived = new Map<string, CommissionEvent>();
  private readonly corrections = new Map<string, CommissionEvent>();
  /** Reversals and corrections whose original has not come yet. */
  private readonly waiting = new Set<string>();
  private readonly found = new Map<string, CommissionException>();

  constructor(
    private readonly plan: CompiledPlan,
    private readonly books: CommissionBooks,
    private readonly partnerId: string,
  ) {
    this.walk = this.freshWalk();
  }

  /** What a person should look at, as of now. */
  get exceptions(): CommissionException[] {
    return [...this.found.values()];
  }

  /**
   * Takes an event. @returns the keys of the lines that are new, changed or gone
   *
   * @throws SERVER.BUG where an event has no day, or a negative amount: whoever reads events in refuses both
   */
  arrive(event: CommissionEvent): Set<string> {
    const key = keyOf(event.source, event.id);
    this.arrived.set(key, event);
    const about = event.of === undefined ? undefined : keyOf(event.source, event.of);
    if (about !== undefined && !this.arrived.has(about)) this.waiting.add(about);
    if (event.kind === 'correction') {
      if (about !== undefined) this.corrections.set(about, event);
      return this.rebuild();
    }
    const ranked = this.rankedOf(event);
    if (!ranked) return new Set();
    const last = this.ranked.at(-1);
    const inOrder = (!last || compareRanks(last.rank, ranked.rank) < 0) && !this.waiting.has(key);
    if (!inOrder) return this.rebuild();
    this.ranked.push(ranked);
    return this.walk.step(ranked.placed);
  }

  private rebuild(): Set<string> {
    const before = this.walk.lines;
    this.found.clear();
    this.walk = this.freshWalk();
    this.ranked = [];
    for (const event of this.arrived.values()) {
      const about = event.of === undefined ? undefined : keyOf(event.source, event.of);
      if (event.kind === 'correction') {
        if (about === undefined || !this.arrived.has(about)) this.except('ORIGINAL_UNKNOWN', event);
        continue;
      }
      const ranked = this.rankedOf(event);
      if (ranked) this.ranked.push(ranked);
    }
    this.ranked.sort((a, b) => compareRanks(a.rank, b.rank));
    for (const { placed } of this.ranked) this.walk.step(placed);
    const changed = new Set<string>();
    for (const [key, line] of this.walk.lines) {
      const was = before.get(key);
      if (was?.amountMinor !== line.amountMinor || isPaidOtherwise(was.unit.event, line.unit.event)) changed.add(key);
    }
    for (const key of before.keys()) if (!this.walk.lines.has(key)) changed.add(key);
    return changed;
  }

  private freshWalk(): Walk {
    const facts = this.books.partners?.[this.partnerId] ?? {};
    const except = this.except.bind(this);
    return new Walk({ plan: this.plan, books: this.books, facts, except });
  }

  private except(code: ExceptionCode, event: CommissionEvent, ruleId?: string): void {
    const { source, id } = event;
    const message = `${event.kind} ${source}/${id}${ruleId === undefined ? '' : ` under rule ${ruleId}`}: ${EXCEPTIONS[code]}.`;
    this.found.set(JSON.stringify([code, source, id, ruleId ?? null]), {
      code,
      source,
      eventId: id,
      ...(ruleId !== undefined && { ruleId }),
      message,
    });
  }

  /** The event as it stands after corrections, in its place; nothing while it waits for a rate. */
  private rankedOf(arrived: CommissionEvent): Ranked | undefined {
    const key = keyOf(arrived.source, arrived.id);
    const event = corrected(arrived, this.corrections.get(key));
    checkAmounts(event);
    const day = this.dayOf(event);
    const period = event.period ?? periodKeyOf(this.books.periodUnit, day);
    const rank = this.rankOf(event, day);
    // A reversal is read at the rate of what it takes back.
    const { rates } = this.books;
    const exchange = isReversal(event.kind)
      ? exchangeOf({ day }, this.plan.currency, { rates, terms: this.plan.rates })
      : exchangeOf({ ...event, day }, this.plan.currency, { rates, terms: this.plan.rates });
    if (!exchange) return void this.except('RATE_AWAITED', event);
    const gross = basisOf(event, 'gross', exchange);
    return { placed: { key, event, day, period, exchange, ...(gross && { gross }) }, rank };
  }

  private rankOf(event: CommissionEvent, day: string): Rank {
    const { id, source, occurredAtMs: occurredMs } = event;
    const own: Rank = { day, closes: event.kind === 'period_close', occurredMs, id, source };
    const original = event.of === undefined ? undefined : this.arrived.get(keyOf(source, event.of));
    if (!original || !isReversal(event.kind) || isReversal(original.kind)) return own;
    const first = this.rankOf(original, this.dayOf(original));
    return compareRanks(own, first) > 0 ? own : { ...first, after: id };
  }

  private dayOf({ occurredOn, occurredAtMs, period, source, id }: CommissionEvent): string {
    if (occurredOn !== undefined) return occurredOn;
    if (occurredAtMs !== undefined && this.books.calendar) return civilDate(this.books.calendar, occurredAtMs);
    if (period !== undefined) return periodDays(this.books.periodUnit, period).lastDay;
    throw new DomainError(
      'SERVER.BUG',
      `Event ${source}/${id} has no day, or an instant without a calendar: give one.`,
    );
  }
}

function corrected(event: CommissionEvent, correction: CommissionEvent | undefined): CommissionEvent {
  if (!correction) return event;
  const { id: _id, kind: _kind, of: _of, source: _source, occurredOn: _on, occurredAtMs: _at, ...changes } = correction;
  return { ...event, ...changes };
}

function checkAmounts(event: CommissionEvent): void {
  for (const [name, value] of Object.entries(event)) {
    if (typeof value !== 'bigint' || value >= 0n) continue;
    const message = `Event ${event.source}/${event.id} has the negative ${name} ${value}: a reversal is a kind.`;
    throw new DomainError('SERVER.BUG', message);
  }
}

function compareRanks(a: Rank, b: Rank): number {
  return (
    byOrder(a.day, b.day) ||
    Number(a.closes) - Number(b.closes) ||
    compareSaleTimes({ ...a, occurredOn: a.day }, { ...b, occurredOn: b.day }) ||
    byOrder(a.id, b.id) ||
    byOrder(a.source, b.source) ||
    byOrder(a.after ?? '', b.after ?? '')
  );
}

function byOrder(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
