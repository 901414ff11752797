/**
 * A naive second opinion about commission, written without a line of the engine: whole cents and hundredths of a percent,
 * every number from scratch, no running state but the balances of caps. It knows one partner, sales and refunds, rules
 * per event or per period, groups, and caps.
 */

/** A rule in numbers: edges in cents, ascending from 0, rates in hundredths of a percent. */
export interface NaiveRule {
  id: string;
  perPeriod: boolean;
  whole: boolean;
  bands: [edge: number, bps: number][];
  group?: string;
}

export interface NaiveCap {
  per: 'customer' | 'partner' | 'period' | 'deal';
  cents: number;
  restore: boolean;
}

export interface NaivePlan {
  /** In the order of priority. */
  rules: NaiveRule[];
  groups: Record<string, 'best' | 'first'>;
  caps: NaiveCap[];
}

export interface NaiveEvent {
  id: string;
  /** Days since 1 January 2026. */
  day: number;
  cents: number;
  /** The sale that a refund takes back. */
  of?: string;
  customer: string;
}

/** Cents by `event rule`. */
export type Lines = Map<string, number>;

/** The quarter that a day of 2026 belongs to. */
const quarterOf = (day: number): number => (day < 90 ? 1 : day < 181 ? 2 : day < 273 ? 3 : 4);

/** The commission on a basis, rounded half away from zero; never on less than nothing. */
function commission(rule: NaiveRule, basis: number): number {
  const cents = Math.max(0, basis);
  let tenThousandths = 0;
  rule.bands.forEach(([edge, bps], index) => {
    const top = rule.bands[index + 1]?.[0] ?? Infinity;
    if (rule.whole && cents >= edge && cents < top) tenThousandths = cents * bps;
    if (!rule.whole) tenThousandths += Math.max(0, Math.min(cents, top) - edge) * bps;
  });
  const rest = tenThousandths % 10_000;
  return (tenThousandths - rest) / 10_000 + (rest >= 5_000 ? 1 : 0);
}

/** Events in the order of time; a refund after its sale, whatever its own date says. */
export function inTime(events: readonly NaiveEvent[]): NaiveEvent[] {
  const sales = new Map(events.filter((event) => event.of === undefined).map((event) => [event.id, event]));
  const rank = (event: NaiveEvent): string => {
    const own = `${String(event.day).padStart(4, '0')} ${event.id}`;
    const sale = event.of === undefined ? undefined : sales.get(event.of);
    const first = sale && `${String(sale.day).padStart(4, '0')} ${sale.id}`;
    return first !== undefined && own < first ? `${first} ${event.id}` : own;
  };
  return [...events].sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

/** What every line earns without caps, from scratch. Each prefix of the events is summed up anew. */
export function fromScratch(plan: NaivePlan, events: readonly NaiveEvent[]): Lines {
  const ordered = inTime(events);
  const lines: Lines = new Map();
  const rulesOf = new Map<string, NaiveRule[]>();
  ordered.forEach((event, at) => {
    const before = ordered.slice(0, at);
    const sale = event.of === undefined ? event : before.find(({ id }) => id === event.of);
    if (!sale) return;
    const taken = (rule: NaiveRule): number => climb(rule, sale, before, rulesOf);
    const step = event.of === undefined ? event.cents : -Math.min(event.cents, leftOf(sale, before));
    const gain = (rule: NaiveRule): number => commission(rule, taken(rule) + step) - commission(rule, taken(rule));
    if (event.of === undefined) rulesOf.set(event.id, chosen(plan, gain));
    for (const rule of rulesOf.get(sale.id) ?? []) lines.set(`${event.id} ${rule.id}`, gain(rule));
  });
  return lines;
}

/** Of each group the one rule that takes a sale, and every rule without a group. */
function chosen(plan: NaivePlan, gain: (rule: NaiveRule) => number): NaiveRule[] {
  return plan.rules.filter((rule) => {
    if (rule.group === undefined) return true;
    const rivals = plan.rules.filter(({ group }) => group === rule.group);
    if (plan.groups[rule.group] === 'first') return rivals[0] === rule;
    const most = Math.max(...rivals.map(gain));
    return rivals.find((rival) => gain(rival) === most) === rule;
  });
}

/** What of a sale was not refunded by these events. */
function leftOf(sale: NaiveEvent, events: readonly NaiveEvent[]): number {
  const refunded = events.filter(({ of }) => of === sale.id).reduce((sum, { cents }) => sum + cents, 0);
  return Math.max(0, sale.cents - refunded);
}

/** The basis that a rule has climbed to: of the sale's own, or of all its sales in the quarter. */
function climb(
  rule: NaiveRule,
  sale: NaiveEvent,
  before: readonly NaiveEvent[],
  rulesOf: ReadonlyMap<string, NaiveRule[]>,
): number {
  const counted = before.filter(
    (event) =>
      event.of === undefined &&
      (rulesOf.get(event.id) ?? []).includes(rule) &&
      (rule.perPeriod ? quarterOf(event.day) === quarterOf(sale.day) : event.id === sale.id),
  );
  return counted.reduce((sum, event) => sum + leftOf(event, before), 0);
}

/**
 * What is posted with caps: the events replayed one by one, in the order in which they arrive. What is taken back comes
 * off what was cut from the same sale, then off what the sale has; what is left over, where bands rank other sales anew,
 * off what was cut from, then granted to, the rest of the rule's quarter.
 */
export function replayed(plan: NaivePlan, arriving: readonly NaiveEvent[]): Lines[] {
  const shop: Shop = { shelves: plan.caps.map(() => new Map<string, number>()), books: new Map() };
  let wanted: Lines = new Map();
  return arriving.map((event, index) => {
    const known = arriving.slice(0, index + 1);
    const now = fromScratch(plan, known);
    const posted: Lines = new Map();
    const post = ({ key }: Change, cents: number): void => void posted.set(key, (posted.get(key) ?? 0) + cents);
    const owing: [Change, number][] = [];
    for (const change of changesOf(plan, { now, was: wanted, known, event })) {
      if (change.by > 0) post(change, grant(plan, shop, change));
      else {
        const { taken, owed } = takeBack(plan, shop, change);
        post(change, -taken);
        owing.push([change, owed]);
      }
    }
    for (const [change, owed] of owing) post(change, -takeFromOthers(plan, shop, change, owed));
    wanted = now;
    return posted;
  });
}

interface Change {
  key: string;
  own: NaiveEvent;
  sale: NaiveEvent;
  rule: NaiveRule;
  by: number;
}

/** The balances of caps, and what each sale and each quarter has and was cut. */
interface Shop {
  shelves: Map<string, number>[];
  books: Map<string, { has: number; cut: number }>;
}

function changesOf(
  plan: NaivePlan,
  { now, was, known, event }: { now: Lines; was: Lines; known: readonly NaiveEvent[]; event: NaiveEvent },
): Change[] {
  const changes = [...new Set([...now.keys(), ...was.keys()])].flatMap((key): Change[] => {
    const [id = '', ruleId = ''] = key.split(' ');
    const own = known.find((each) => each.id === id)!;
    const sale = known.find((each) => each.id === (own.of ?? own.id))!;
    const rule = plan.rules.find((each) => each.id === ruleId)!;
    const by = (now.get(key) ?? 0) - (was.get(key) ?? 0);
    return by === 0 ? [] : [{ key, own, sale, rule, by }];
  });
  const netOf = ({ sale, rule }: Change): number =>
    changes.filter((each) => each.sale === sale && each.rule === rule).reduce((sum, { by }) => sum + by, 0);
  // Losers first, then the arriving event's own, then whom it moved; then by sale and rule, gains before losses.
  const turn = (change: Change): string => {
    const first = netOf(change) < 0 ? 0 : change.sale.id === (event.of ?? event.id) ? 1 : 2;
    const place = ({ day, id }: NaiveEvent): string => `${String(day).padStart(4, '0')} ${id}`;
    const loses = change.by < 0 ? 1 : 0;
    return [first, place(change.sale), plan.rules.indexOf(change.rule), loses, place(change.own)].join('|');
  };
  return changes.sort((a, b) => (turn(a) < turn(b) ? -1 : 1));
}

const shelfOf = ({ per }: NaiveCap, { sale }: Change): string =>
  ({ customer: sale.customer, partner: '', period: String(quarterOf(sale.day)), deal: sale.id })[per];

function grant(plan: NaivePlan, shop: Shop, change: Change): number {
  const rooms = plan.caps.map((cap, i) => Math.max(0, cap.cents - (shop.shelves[i]!.get(shelfOf(cap, change)) ?? 0)));
  const granted = Math.min(change.by, ...rooms);
  plan.caps.forEach((cap, i) => shelve(shop.shelves[i]!, shelfOf(cap, change), granted));
  for (const book of booksOf(shop, change)) {
    book.has += granted;
    book.cut += change.by - granted;
  }
  return granted;
}

function takeBack(plan: NaivePlan, shop: Shop, change: Change): { taken: number; owed: number } {
  const books = booksOf(shop, change);
  const [own, scope] = [books[0]!, books.at(-1)!];
  const fromCut = Math.min(own.cut, scope.cut, -change.by);
  const taken = Math.max(0, Math.min(own.has, scope.has, -change.by - fromCut));
  for (const book of books) book.cut -= fromCut;
  takeOut(plan, shop, change, taken);
  return { taken, owed: -change.by - fromCut - taken };
}

function takeFromOthers(plan: NaivePlan, shop: Shop, change: Change, owed: number): number {
  const scope = booksOf(shop, change).at(-1)!;
  const fromCut = Math.min(scope.cut, owed);
  scope.cut -= fromCut;
  takeOut(plan, shop, change, owed - fromCut);
  return owed - fromCut;
}

function takeOut(plan: NaivePlan, shop: Shop, change: Change, cents: number): void {
  for (const book of booksOf(shop, change)) book.has -= cents;
  plan.caps.forEach((cap, i) => {
    if (cap.restore) shelve(shop.shelves[i]!, shelfOf(cap, change), -cents);
  });
}

function shelve(shelf: Map<string, number>, place: string, by: number): void {
  shelf.set(place, (shelf.get(place) ?? 0) + by);
}

/** The book of the sale, and, for a rule per period, that of the quarter. */
function booksOf({ books }: Shop, { sale, rule }: Change): { has: number; cut: number }[] {
  const names = [`${sale.id} ${rule.id}`, ...(rule.perPeriod ? [`${rule.id} in ${quarterOf(sale.day)}`] : [])];
  return names.map((name) => {
    const book = books.get(name) ?? { has: 0, cut: 0 };
    books.set(name, book);
    return book;
  });
}
