import fc from 'fast-check';
import type { LedgerBalances, LedgerBook, LedgerEntry, LedgerOrder } from '../../../domain/incentivize/ledger';
import {
  emptyBook,
  enter,
  entriesOf,
  itemOf,
  LEDGER_ACCOUNTS,
  owedMinor,
  reversedEntries,
} from '../../../domain/incentivize/ledger';

const line = (sale: string, amountMinor: bigint) => ({ item: itemOf(sale, 'base'), amountMinor, ruleId: 'base' });
const earn = (sale: string, amountMinor: bigint): LedgerOrder => ({ kind: 'earn', lines: [line(sale, amountMinor)] });
const clawback = (sale: string, amountMinor: bigint): LedgerOrder => ({
  kind: 'clawback',
  lines: [line(sale, amountMinor)],
});
const release = (...sales: string[]): LedgerOrder => ({
  kind: 'release',
  items: sales.map((sale) => itemOf(sale, 'base')),
});

function post(book: LedgerBook, ...orders: LedgerOrder[]): LedgerEntry[] {
  return orders.flatMap((order) => {
    const entries = entriesOf(order, book);
    if (entries.length > 0) enter(book, entries);
    return entries;
  });
}

/** What stands in a book, without empty accounts. */
const standing = ({ balances }: LedgerBook): Partial<Record<string, bigint>> =>
  Object.fromEntries(Object.entries(balances).filter(([, amount]) => amount !== 0n));

describe('the ledger of one partner', () => {
  let book: LedgerBook;
  beforeEach(() => (book = emptyBook()));

  test('what is earned is held, becomes payable when released, and is paid by way of in transit', () => {
    post(book, earn('s1', 15_432n));
    expect(standing(book)).toEqual({ expense: -15_432n, accrued_held: 15_432n });
    post(book, release('s1'), { kind: 'pay', amountMinor: 15_432n }, { kind: 'settle', amountMinor: 15_432n });
    expect(standing(book)).toEqual({ expense: -15_432n, paid: 15_432n });
  });

  test('a quarter is reserved for later refunds and becomes payable again (example 17)', () => {
    post(book, earn('s1', 200_000n), release('s1'), { kind: 'reserve', amountMinor: 50_000n });
    expect(standing(book)).toMatchObject({ payable: 150_000n, reserve: 50_000n });
    post(book, { kind: 'unreserve', amountMinor: 50_000n });
    expect(standing(book)).toMatchObject({ payable: 200_000n });
  });

  test('a clawback takes what is held of its own sale, then the reserve, then what is payable, then makes the partner owe', () => {
    post(book, earn('s1', 100n), earn('s2', 100n), release('s1'), { kind: 'reserve', amountMinor: 30n });
    post(book, earn('s3', 20n));
    const accounts = (entries: LedgerEntry[]) => entries.map(({ account, amountMinor }) => [account, amountMinor]);
    expect(accounts(post(book, clawback('s3', 150n)))).toEqual([
      ['accrued_held', -20n],
      ['reserve', -30n],
      ['payable', -70n],
      ['receivable', -30n],
      ['expense', 150n],
    ]);
    expect(standing(book)).toEqual({ accrued_held: 100n, receivable: -30n, expense: -70n });
  });

  test('later earnings repay what is owed before anything is payable (example 8)', () => {
    post(book, earn('p1', 18_000n), release('p1'), { kind: 'pay', amountMinor: 18_000n });
    post(book, { kind: 'settle', amountMinor: 18_000n });
    post(book, earn('p2', 4_000n), release('p2'), clawback('p1', 7_500n));
    expect(book.balances).toMatchObject({ payable: 0n, receivable: -3_500n });
    post(book, earn('p3', 12_000n), release('p3'));
    expect(book.balances).toMatchObject({ payable: 8_500n, receivable: 0n });
  });

  test('a payout is paid as it was approved, also when a clawback came in between: the partner owes the rest', () => {
    post(book, earn('s1', 100n), release('s1'), clawback('s1', 30n), { kind: 'pay', amountMinor: 100n });
    expect(standing(book)).toEqual({ in_transit: 100n, receivable: -30n, expense: -70n });
  });

  test('what a clawback has taken meanwhile is not kept back; tax is withheld as it was approved', () => {
    post(book, earn('s1', 100n), release('s1'), clawback('s1', 30n), { kind: 'pay', amountMinor: 63n });
    post(book, { kind: 'withhold', amountMinor: 7n });
    expect(post(book, { kind: 'reserve', amountMinor: 30n })).toEqual([]);
    expect(standing(book)).toEqual({ in_transit: 63n, withheld: 7n, expense: -70n });
    post(book, { kind: 'withhold', amountMinor: 1n });
    expect(book.balances.receivable).toBe(-1n);
  });

  test('nothing moves that is not there, and nothing moves backwards', () => {
    post(book, earn('s1', 100n));
    for (const order of [
      { kind: 'settle', amountMinor: 1n },
      { kind: 'unwithhold', amountMinor: 1n },
      { kind: 'repay', amountMinor: 1n },
      { kind: 'write_off', amountMinor: 1n },
      { kind: 'pay', amountMinor: -1n },
      earn('s2', 0n),
    ] satisfies LedgerOrder[])
      expect(() => post(book, order)).toThrow(expect.objectContaining({ code: 'REQUEST.RULE' }));
    expect(standing(book)).toEqual({ accrued_held: 100n, expense: -100n });
  });

  test('what has left its item cannot be reversed there', () => {
    const [earned] = [post(book, earn('s1', 100n))];
    post(book, earn('s2', 500n), release('s1'));
    expect(() => enter(book, reversedEntries(earned))).toThrow('accrued_held');
  });
});

/** A sale's life: earned once, partly taken back at some moment, released at another. */
const SALE = fc
  .record({
    earned: fc.bigInt({ min: 1n, max: 100_000n }),
    partTaken: fc.integer({ min: 0, max: 100 }),
    taken: fc.boolean(),
  })
  .map(({ earned, partTaken, taken }) => ({ earned, taken: taken ? (earned * BigInt(partTaken)) / 100n : 0n }));

/** Orders of some sales, shuffled so that each sale is earned first. */
const LIVES = fc.array(SALE, { minLength: 1, maxLength: 8 }).chain((sales) => {
  const orders = sales.flatMap(({ earned, taken }, i) => [
    { sale: i, order: earn(`s${i}`, earned) },
    { sale: i, order: release(`s${i}`) },
    ...(taken > 0n ? [{ sale: i, order: clawback(`s${i}`, taken) }] : []),
  ]);
  const legal = fc
    .shuffledSubarray(orders, { minLength: orders.length, maxLength: orders.length })
    .map((list) => earnFirst(list).map(({ order }) => order));
  return fc.tuple(legal, legal, fc.array(fc.integer({ min: 0, max: 24 }), { maxLength: 6 }));
});

function earnFirst<T extends { sale: number; order: LedgerOrder }>(list: T[]): T[] {
  const waiting = [...list];
  const done: T[] = [];
  const earned = new Set<number>();
  while (waiting.length > 0) {
    const next = waiting.findIndex(({ sale, order }) => order.kind === 'earn' || earned.has(sale));
    const [order] = waiting.splice(next, 1);
    if (order!.order.kind === 'earn') earned.add(order!.sale);
    done.push(order!);
  }
  return done;
}

/** Replays, each transaction checked on its way, and paid out at the given moments. */
function replay(orders: readonly LedgerOrder[], payAt: readonly number[] = []): LedgerBalances {
  const book = emptyBook();
  for (const [i, order] of orders.entries()) {
    post(book, order);
    if (payAt.includes(i) && book.balances.payable > 0n)
      post(book, { kind: 'pay', amountMinor: book.balances.payable });
    expect(LEDGER_ACCOUNTS.reduce((sum, account) => sum + book.balances[account], 0n)).toBe(0n);
  }
  return book.balances;
}

describe('replaying', () => {
  test('in any legal order gives the same balances', () => {
    fc.assert(
      fc.property(LIVES, ([one, other]) => {
        const settled = (orders: LedgerOrder[]) =>
          replay([...orders, ...orders.filter(({ kind }) => kind === 'release')]);
        expect(settled(one)).toEqual(settled(other));
      }),
    );
  });

  test('with payouts at any moment, the partner has got or is owed exactly what was earned and not taken back', () => {
    fc.assert(
      fc.property(LIVES, ([orders, , payAt]) => {
        const balances = replay(orders, payAt);
        expect(owedMinor(balances) + balances.in_transit).toBe(-balances.expense);
      }),
    );
  });
});
