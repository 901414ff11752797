/**
 * The ledger of what partners and their people earn and are paid: double entry, one book per holder and currency.
 *
 * 1. An entry moves an amount into an account (positive) or out of it (negative); the entries of a transaction sum to
 *    zero. `expense` and `write_off` therefore fall as partners gain, `receivable` falls as a partner owes.
 * 2. Amounts earned stay in `accrued_held`, each under its item, until the close that collects them is approved.
 * 3. A clawback takes what is still held of its own item, then `reserve`, then `payable`, then makes the partner owe
 *    (`receivable`). What a release sets free repays what is owed before it becomes payable.
 * 4. No account changes sides: what is held, payable, reserved or in transit is never below zero, and `receivable`
 *    never above. Postgres holds the same in CHECKs.
 */
import { DomainError } from '../errors';

/** The accounts of a book, in the order of their columns and of the hashed text. */
export const LEDGER_ACCOUNTS = [
  'accrued_held',
  'payable',
  'reserve',
  'receivable',
  'withheld',
  'in_transit',
  'paid',
  'bank',
  'expense',
  'write_off',
] as const;

/** An account of a book. `paid` is what the rail confirmed, `bank` what the bank's own statement shows. */
export type LedgerAccount = (typeof LEDGER_ACCOUNTS)[number];

/** What stands on each account of a book, minor units. */
export type LedgerBalances = Record<LedgerAccount, bigint>;

/** One amount into (positive) or out of (negative) an account. Never zero. */
export interface LedgerEntry {
  account: LedgerAccount;
  amountMinor: bigint;
  /** What was earned, see {@link itemOf}; on all entries of `accrued_held`. */
  item?: string;
  ruleId?: string;
  earningId?: string;
}

/** An earning to post: a positive amount, of the item that it belongs to. */
export interface LedgerLine {
  item: string;
  amountMinor: bigint;
  ruleId: string;
  earningId?: string;
}

/** Postings of one amount: from which account into which. */
export const LEDGER_MOVES = {
  /** A part of what is payable is kept back for later refunds. */
  reserve: ['payable', 'reserve'],
  unreserve: ['reserve', 'payable'],
  /** Tax that is kept for the authority. */
  withhold: ['payable', 'withheld'],
  /** The payment from which it was withheld moved nothing, or came back. */
  unwithhold: ['withheld', 'payable'],
  pay: ['payable', 'in_transit'],
  settle: ['in_transit', 'paid'],
  /** The bank sent it back, or a rail refused it: it is payable again. */
  return: ['in_transit', 'payable'],
  /** The bank's statement shows what was paid. */
  reconcile: ['paid', 'bank'],
  /** What is payable settles what the partner owes. */
  repay: ['payable', 'receivable'],
  /** What the partner owes will not come back. */
  write_off: ['write_off', 'receivable'],
} as const satisfies Record<string, readonly [LedgerAccount, LedgerAccount]>;

/** A posting of one amount. */
export type LedgerMove = keyof typeof LEDGER_MOVES;

/** What to post, before it is known which accounts it touches. Amounts are positive minor units. */
export type LedgerOrder =
  | { kind: 'earn'; lines: readonly LedgerLine[] }
  | { kind: 'clawback'; lines: readonly LedgerLine[] }
  /** Releases what is held of the items, of each no more than `most` says where it says something. */
  | { kind: 'release'; items: readonly string[]; most?: ReadonlyMap<string, bigint> }
  | { kind: LedgerMove; amountMinor: bigint };

/** What a transaction is, in the ledger's table. */
export type LedgerKind = LedgerOrder['kind'] | 'reversal';

/** Every kind, for the table's CHECK. */
export const LEDGER_KINDS: readonly LedgerKind[] = [
  'earn',
  'clawback',
  'release',
  ...(Object.keys(LEDGER_MOVES) as LedgerMove[]),
  'reversal',
];

/** A book as a posting finds it. */
export interface LedgerBook {
  balances: LedgerBalances;
  /** What is still held, by item; an item that is missing holds nothing. */
  held: Map<string, bigint>;
}

/** An empty book. */
export function emptyBook(): LedgerBook {
  return {
    balances: Object.fromEntries(LEDGER_ACCOUNTS.map((account) => [account, 0n])) as LedgerBalances,
    held: new Map(),
  };
}

/** Whose book it is: a partner, or one of its people. */
export interface BookHolder {
  partnerId: string;
  /** The person whose SPIFFs are in the book; without one it is the partner's own. */
  personId?: string | null;
}

/** The name of a holder: the partner's id, or `<partner>/<person>`. No partner's id has a slash. */
export function holderIdOf({ partnerId, personId }: BookHolder): string {
  return personId === null || personId === undefined ? partnerId : `${partnerId}/${personId}`;
}

/** The item under which a sale's earning by a rule is held; refunds of the sale have the same. */
export const itemOf = (saleKey: string, ruleId: string): string => `${saleKey}/${ruleId}`;

/**
 * The balanced entries of an order in a book as it stands; none where there is nothing to move. The book is not changed:
 * see {@link enter}.
 *
 * @throws REQUEST.RULE where an amount is not positive, or the book does not have what is to be moved
 */
export function entriesOf(order: LedgerOrder, book: LedgerBook): LedgerEntry[] {
  if (order.kind === 'earn') return earn(order.lines);
  if (order.kind === 'clawback') return clawBack(order.lines, book);
  if (order.kind === 'release') return release(order, book);
  return move(order, book.balances);
}

/** The entries that undo others. Whether the book still has what they take is for {@link enter} to say. */
export function reversedEntries(entries: readonly LedgerEntry[]): LedgerEntry[] {
  return entries.map((entry) => ({ ...entry, amountMinor: -entry.amountMinor }));
}

/**
 * Enters a transaction into a book, which is changed.
 *
 * @throws SERVER.BUG where the entries are fewer than two, contain a zero, or do not sum to zero; REQUEST.RULE where an
 *   account would change sides
 */
export function enter(book: LedgerBook, entries: readonly LedgerEntry[]): void {
  if (entries.length < 2 || entries.some((entry) => entry.amountMinor === 0n) || sumOf(entries) !== 0n)
    throw new DomainError(
      'SERVER.BUG',
      'A ledger transaction has at least two entries, none of zero, that sum to zero.',
    );
  const balances = { ...book.balances };
  const held = new Map<string, bigint>();
  for (const { account, amountMinor, item } of entries) {
    balances[account] += amountMinor;
    if (account !== 'accrued_held') continue;
    if (item === undefined) throw new DomainError('SERVER.BUG', 'What is held is held under an item.');
    held.set(item, (held.get(item) ?? book.held.get(item) ?? 0n) + amountMinor);
  }
  for (const account of LEDGER_ACCOUNTS)
    if (!isOnItsSide(account, balances[account])) throw lacking(account, book.balances[account]);
  for (const amountMinor of held.values()) if (amountMinor < 0n) throw lacking('accrued_held', amountMinor);
  Object.assign(book.balances, balances);
  for (const [item, amountMinor] of held) book.held.set(item, amountMinor);
}

/** Which accounts stay at or above zero, and which at or below. */
export function isOnItsSide(account: LedgerAccount, balanceMinor: bigint): boolean {
  if (account === 'receivable' || account === 'expense' || account === 'write_off') return balanceMinor <= 0n;
  return balanceMinor >= 0n;
}

/** What the partner is owed in the end: held, payable and reserved, less what it owes. */
export function owedMinor({ accrued_held, payable, reserve, receivable }: LedgerBalances): bigint {
  return accrued_held + payable + reserve + receivable;
}

function earn(lines: readonly LedgerLine[]): LedgerEntry[] {
  const byRule = new Map<string, bigint>();
  for (const { ruleId, amountMinor } of lines) {
    positive(amountMinor);
    byRule.set(ruleId, (byRule.get(ruleId) ?? 0n) - amountMinor);
  }
  return [
    ...[...byRule].map(([ruleId, amountMinor]): LedgerEntry => ({ account: 'expense', amountMinor, ruleId })),
    ...lines.map((line): LedgerEntry => ({ account: 'accrued_held', ...line })),
  ];
}

function clawBack(lines: readonly LedgerLine[], { balances, held }: LedgerBook): LedgerEntry[] {
  const left = { reserve: balances.reserve, payable: balances.payable };
  const taken = new Map<string, bigint>();
  const entries: LedgerEntry[] = [];
  for (const line of lines) {
    const { item, amountMinor } = line;
    positive(amountMinor);
    const own = (held.get(item) ?? 0n) - (taken.get(item) ?? 0n);
    let rest = amountMinor;
    const take = (account: LedgerAccount, mostMinor: bigint): bigint => {
      const part = rest < mostMinor ? rest : mostMinor;
      if (part > 0n) entries.push({ ...line, account, amountMinor: -part });
      rest -= part;
      return part;
    };
    taken.set(item, (taken.get(item) ?? 0n) + take('accrued_held', own));
    left.reserve -= take('reserve', left.reserve);
    left.payable -= take('payable', left.payable);
    take('receivable', rest);
    entries.push({ ...line, account: 'expense', amountMinor });
  }
  return entries;
}

function release(
  { items, most }: Extract<LedgerOrder, { kind: 'release' }>,
  { balances, held }: LedgerBook,
): LedgerEntry[] {
  const entries: LedgerEntry[] = [];
  for (const item of new Set(items)) {
    const heldMinor = held.get(item) ?? 0n;
    const mostMinor = most?.get(item) ?? heldMinor;
    const amountMinor = heldMinor < mostMinor ? heldMinor : mostMinor;
    if (amountMinor > 0n) entries.push({ account: 'accrued_held', amountMinor: -amountMinor, item });
  }
  const freed = -sumOf(entries);
  const owes = -balances.receivable;
  const repaid = freed < owes ? freed : owes;
  if (repaid > 0n) entries.push({ account: 'receivable', amountMinor: repaid });
  if (freed > repaid) entries.push({ account: 'payable', amountMinor: freed - repaid });
  return entries;
}

/** These stay in the book: they move what is there, and nothing where a clawback has taken all of it. */
const AT_MOST: readonly LedgerMove[] = ['reserve', 'unreserve'];
/**
 * What was approved is paid, and its tax withheld, also where a clawback came after the approval: what is not payable is
 * taken from the reserve, as the clawback would have, and the partner owes the rest.
 */
const AS_APPROVED: readonly LedgerMove[] = ['pay', 'withhold'];

function move(
  { kind, amountMinor }: Extract<LedgerOrder, { amountMinor: bigint }>,
  book: LedgerBalances,
): LedgerEntry[] {
  positive(amountMinor);
  const [from, to] = LEDGER_MOVES[kind];
  const there = book[from] > 0n ? book[from] : 0n;
  if (AT_MOST.includes(kind) && there < amountMinor) return there === 0n ? [] : across(from, to, there);
  if (!AS_APPROVED.includes(kind) || amountMinor <= there) return across(from, to, amountMinor);
  const missing = amountMinor - there;
  const kept = book.reserve < missing ? book.reserve : missing;
  const entries: LedgerEntry[] = [
    { account: 'receivable', amountMinor: kept - missing },
    { account: 'reserve', amountMinor: -kept },
    { account: from, amountMinor: -there },
    { account: to, amountMinor },
  ];
  return entries.filter((entry) => entry.amountMinor !== 0n);
}

const across = (from: LedgerAccount, to: LedgerAccount, amountMinor: bigint): LedgerEntry[] => [
  { account: from, amountMinor: -amountMinor },
  { account: to, amountMinor },
];

function positive(amountMinor: bigint): void {
  if (amountMinor <= 0n)
    throw new DomainError('REQUEST.RULE', `A posting moves a positive amount, not ${amountMinor} minor units.`);
}

function lacking(account: LedgerAccount, hasMinor: bigint): DomainError {
  return new DomainError(
    'REQUEST.RULE',
    `The account ${account} has ${hasMinor} minor units, less than is to be moved.`,
  );
}

function sumOf(entries: readonly LedgerEntry[]): bigint {
  return entries.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
}
