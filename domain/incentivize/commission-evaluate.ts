/**
 * The engine's one door: a plan and events in, postings out. Pure and exact: `bigint` fractions inside, whole minor units
 * outside, one rounding per line, half away from zero.
 *
 * 1. Events are taken in the order in which they are given: the order in which they arrived, the posting order.
 * 2. Each is put in its place in time (`commission-walk`), which says what every line earns before caps. Where that
 *    changed lines that were posted before, their differences are posted: nothing is ever edited.
 * 3. The differences pass the caps (`commission-caps`): first of what loses, which makes room; then the event's own unit
 *    by priority; then the others in order of time.
 * 4. What is granted is shared between its payees (`commission-poster`).
 *
 * Without caps the sums of the postings are those of the events in any order. With them they are those of a naive replay
 * in posting order. The same events give the same postings, whenever and wherever they are evaluated.
 */
import type { Rational } from '../money';
import { canonicalJson } from '../hash';
import { formatAmount, rational } from '../money';
import { CapBook, dealKeyOf, sumOf } from './commission-caps';
import type { CompiledCap, CompiledPlan, CompiledRule } from './commission-compile';
import { differences } from './commission-differences';
import type { CommissionBooks, CommissionEvent, CommissionException, Evaluation } from './commission-events';
import { EXCEPTIONS } from './commission-events';
import { guaranteeLines } from './commission-guarantee';
import { isPaidOtherwise } from './commission-payees';
import { PartnerWalk } from './commission-partner';
import type { PostingTrace } from './commission-posting-trace';
import { Poster } from './commission-poster';
import type { PlacedEvent, WalkLine } from './commission-walk';
import { keyOf } from './commission-words';

/**
 * Evaluates events under a plan.
 *
 * @param events in the order of arrival; the same event again is harmless, another one with its id is an exception
 * @throws SERVER.BUG for an event without a day or with a negative amount; MONEY.RATE_INVALID for a rate or share that
 *   cannot be read
 */
export function evaluate(plan: CompiledPlan, events: readonly CommissionEvent[], books: CommissionBooks): Evaluation {
  const run = new Evaluating(plan, books);
  for (const event of events) run.arrive(event);
  const { postings } = run.poster;
  return {
    postings: books.posted ? differences(postings, books.posted, plan.currency) : postings,
    exceptions: run.exceptions(),
  };
}

/** A line as it was last posted. */
interface LineState {
  line: WalkLine;
  /** Before caps. */
  wantedMinor: bigint;
}

class Evaluating {
  readonly poster: Poster;
  private readonly walks = new Map<string, PartnerWalk>();
  private readonly seen = new Map<string, CommissionEvent>();
  private readonly conflicts: CommissionException[] = [];
  private readonly states = new Map<string, LineState>();
  /** The keys of the guarantees' lines, by partner. */
  private readonly guaranteed = new Map<string, ReadonlySet<string>>();
  private readonly caps: CapBook;
  /** What is left of each capped event of a deal, by the deal and the event. */
  private readonly deals = new Map<string, Map<string, { left: Rational; rules: Map<string, WalkLine> }>>();

  constructor(
    private readonly plan: CompiledPlan,
    private readonly books: CommissionBooks,
  ) {
    this.poster = new Poster(plan.currency);
    this.caps = new CapBook(plan, (dealKey, cap) => this.dealAmount(dealKey, cap));
  }

  exceptions(): CommissionException[] {
    return [...this.conflicts, ...[...this.walks.values()].flatMap((walk) => walk.exceptions)];
  }

  arrive(event: CommissionEvent): void {
    if (this.isRepeated(event)) return;
    const walk = this.walks.get(event.partnerId) ?? new PartnerWalk(this.plan, this.books, event.partnerId);
    this.walks.set(event.partnerId, walk);
    const changes = [...walk.arrive(event)].flatMap((key) => this.changeOf(key, walk.walk.lines.get(key)));
    for (const { line } of changes) this.noteDeal(line, walk);
    this.settle(this.inTurn(changes, keyOf(event.source, event.of ?? event.id)), event);
    for (const change of changes) this.cutExcess(change.line, event);
    this.guarantee(event, walk);
  }

  /** Guarantees look at what was granted, so they come last; one whose close is another event's now is taken back. */
  private guarantee(event: CommissionEvent, walk: PartnerWalk): void {
    const { partnerId } = event;
    const lines = guaranteeLines(walk.walk, { plan: this.plan, poster: this.poster, partnerId });
    const gone = new Set(this.guaranteed.get(partnerId));
    for (const { key } of lines) gone.delete(key);
    for (const key of gone) this.settle(this.changeOf(key, undefined), event);
    for (const line of lines) this.settle(this.changeOf(line.key, line), event);
    this.guaranteed.set(partnerId, new Set(lines.map(({ key }) => key)));
  }

  /** The same again is skipped; other content under the same id is told. */
  private isRepeated(event: CommissionEvent): boolean {
    const key = keyOf(event.source, event.id);
    const known = this.seen.get(key);
    if (known === undefined) this.seen.set(key, event);
    else if (known !== event && contentOf(known) !== contentOf(event)) {
      const { source, id } = event;
      const message = `${event.kind} ${source}/${id}: ${EXCEPTIONS.EVENT_CONFLICT}.`;
      this.conflicts.push({ code: 'EVENT_CONFLICT', source, eventId: id, message });
    }
    return known !== undefined;
  }

  private changeOf(key: string, line: WalkLine | undefined): Change[] {
    const state = this.states.get(key);
    const shown = line ?? state?.line;
    if (!shown) return [];
    const wantedMinor = line?.amountMinor ?? 0n;
    const change = {
      line: shown,
      gone: !line,
      first: !state,
      differenceMinor: wantedMinor - (state?.wantedMinor ?? 0n),
    };
    this.states.set(key, { line: shown, wantedMinor });
    // Others may be paid for the same amount.
    const isShared = line && state && isPaidOtherwise(state.line.unit.event, line.unit.event);
    return change.first || change.differenceMinor !== 0n || isShared ? [change] : [];
  }

  private settle(changes: readonly Change[], cause: CommissionEvent): void {
    const settled = changes.map((change) => ({ ...change, ...this.caps.change(change.line, change.differenceMinor) }));
    for (const each of settled) {
      if (each.owedMinor > 0n) each.amountMinor += this.caps.takeOwed(each.line, each.owedMinor);
    }
    for (const { line, gone, first, amountMinor, caps } of settled) {
      const trace = gone ? this.withdrawn(amountMinor) : line.trace;
      this.poster.post({ line, amountMinor, cause, caps, first, trace });
    }
  }

  /** A refund lowers what a deal may earn in all: what is over is cut, last priority first, the latest event first. */
  private cutExcess(line: WalkLine, cause: CommissionEvent): void {
    for (let over = this.caps.excessOf(line); over; over = this.caps.excessOf(line)) {
      const { cap, excessMinor } = over;
      let left = excessMinor;
      for (const victim of this.linesOfDeal(line, cap)) {
        const amountMinor = this.caps.cut(victim, left);
        if (amountMinor === 0n) continue;
        left -= amountMinor;
        const text = (minor: bigint): string => formatAmount(minor, this.plan.currency);
        const trace = { cap: cap.name, room: text(0n), wanted: text(0n), granted: text(-amountMinor) };
        this.poster.post({
          line: victim,
          amountMinor: -amountMinor,
          cause,
          caps: [trace],
          first: false,
          trace: victim.trace,
        });
        if (left === 0n) break;
      }
      if (left === excessMinor) return;
    }
  }

  /** The capped lines of a deal, the ones to cut first coming first. */
  private linesOfDeal(line: WalkLine, cap: CompiledCap): WalkLine[] {
    const events = [...(this.deals.get(dealKeyOf(line))?.values() ?? [])].reverse();
    return this.plan.rules
      .filter((rule) => this.isCapped(rule, cap))
      .reverse()
      .flatMap((rule) => events.flatMap(({ rules }) => rules.get(rule.id) ?? []));
  }

  private noteDeal(line: WalkLine, walk: PartnerWalk): void {
    const caps = this.caps.of(line.rule);
    if (!caps.some((cap) => cap.rate !== undefined)) return;
    const deal = this.deals.get(dealKeyOf(line)) ?? new Map<string, { left: Rational; rules: Map<string, WalkLine> }>();
    this.deals.set(dealKeyOf(line), deal);
    const known = deal.get(line.unit.key) ?? { left: rational(0n), rules: new Map<string, WalkLine>() };
    // The latest line of the event under the rule is where more of it is taken back.
    known.rules.set(line.rule.id, line);
    deal.set(line.unit.key, { ...known, left: walk.walk.units.get(line.unit.key)?.left ?? rational(0n) });
  }

  private dealAmount(dealKey: string, cap: CompiledCap): Rational {
    const events = [...(this.deals.get(dealKey)?.values() ?? [])];
    const earning = events.filter(({ rules }) => [...rules.values()].some(({ rule }) => this.isCapped(rule, cap)));
    return sumOf(earning.map(({ left }) => left));
  }

  private isCapped(rule: CompiledRule, cap: CompiledCap): boolean {
    return this.caps.of(rule).includes(cap);
  }

  private withdrawn(amountMinor: bigint): Omit<PostingTrace, 'posted'> {
    return { kind: 'withdrawn', currency: this.plan.currency, earned: formatAmount(amountMinor, this.plan.currency) };
  }

  /**
   * First the units that lose in all, which makes room; then the event's own unit; then those that it moved. Within a
   * unit what earns comes before what takes back: a refund that arrived before its sale cannot take what is not there.
   */
  private inTurn(changes: readonly Change[], own: string): Change[] {
    const nets = new Map<string, bigint>();
    for (const { line, differenceMinor } of changes)
      nets.set(unitKey(line), (nets.get(unitKey(line)) ?? 0n) + differenceMinor);
    const turnOf = ({ line }: Change): number => {
      if ((nets.get(unitKey(line)) ?? 0n) < 0n) return 0;
      return line.unit.key === own ? 1 : 2;
    };
    return [...changes].sort(
      (a, b) =>
        turnOf(a) - turnOf(b) ||
        byTime(a.line.unit, b.line.unit) ||
        this.byRule(a, b) ||
        Number(a.differenceMinor < 0n) - Number(b.differenceMinor < 0n) ||
        byTime(a.line.placed, b.line.placed),
    );
  }

  private byRule(a: Change, b: Change): number {
    return this.plan.rules.indexOf(a.line.rule) - this.plan.rules.indexOf(b.line.rule);
  }
}

/** A line that is to be posted anew. */
interface Change {
  line: WalkLine;
  /** Whether no rule makes the line any more. */
  gone: boolean;
  first: boolean;
  differenceMinor: bigint;
}

/** What a sender said, as one text; members in any order. */
function contentOf(event: CommissionEvent): string {
  const plain: unknown = JSON.parse(
    JSON.stringify(event, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)),
  );
  return canonicalJson(plain);
}

function byTime(a: PlacedEvent, b: PlacedEvent): number {
  const [x, y] = [`${a.day}\u0000${a.key}`, `${b.day}\u0000${b.key}`];
  return x < y ? -1 : x > y ? 1 : 0;
}

function unitKey({ unit, rule }: WalkLine): string {
  return `${unit.key}\u0001${rule.id}`;
}
