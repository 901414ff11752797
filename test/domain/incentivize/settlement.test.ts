import fc from 'fast-check';
import type { LedgerOrder } from '../../../domain/incentivize/ledger';
import { emptyBook, enter, entriesOf } from '../../../domain/incentivize/ledger';
import type { SettledLine } from '../../../domain/incentivize/settlement';
import { releasableMinor, settleLine } from '../../../domain/incentivize/settlement';
import { addCivilDays } from '../../../domain/civil-date';
import { dose } from '../../kit/dose';

const plan = (payout: object) => ({ currency: 'USD', payout });
const line = (payout: object, dueMinor: bigint, releasedMinor = 0n, currency = 'USD') =>
  settleLine(plan(payout), { currency, dueMinor, releasedMinor, today: '2026-01-01' });

describe('a line of a payout run', () => {
  it('keeps back a quarter for sixty days, withholds of the rest, and pays what is then left', () => {
    const terms = { reserve: { rate: '25%', days: 60 }, withholding: '30%' };
    expect(line(terms, 200_000n)).toEqual({
      ...{ amountMinor: 105_000n, withheldMinor: 45_000n, reservedMinor: 50_000n, releasedMinor: 0n },
      ...{ reservedUntil: '2026-03-02', isPaid: true },
    });
  });

  it('does not keep back again what it releases, and withholds of it', () => {
    const terms = { reserve: { rate: '25%', days: 60 }, withholding: '30%' };
    expect(line(terms, 0n, 50_000n)).toMatchObject({
      ...{ amountMinor: 35_000n, withheldMinor: 15_000n, reservedMinor: 0n, reservedUntil: null },
    });
    expect(line(terms, 200_000n, 50_000n)).toMatchObject({ amountMinor: 140_000n, reservedMinor: 50_000n });
  });

  it('carries over what is less than the minimum, of the plan’s currency alone, and what rounds to nothing', () => {
    expect(line({ minimum: '100' }, 9_999n)).toMatchObject({ amountMinor: 9_999n, isPaid: false });
    expect(line({ minimum: '100' }, 10_000n)).toMatchObject({ amountMinor: 10_000n, isPaid: true });
    expect(line({ minimum: '100' }, 9_000n, 1_000n).isPaid).toBe(true);
    expect(line({ minimum: '100' }, 1n, 0n, 'JPY').isPaid).toBe(true);
    expect(line({ withholding: '50%' }, 1n)).toMatchObject({ amountMinor: 1n, withheldMinor: 0n, isPaid: false });
  });
});

interface PaidLine extends SettledLine {
  dueMinor: bigint;
}

/** What comes: a period's close with what it earned and what was taken back, and the run after it, so many days later. */
const QUARTER = fc.record({
  earned: fc.bigInt({ min: 0n, max: 50_000n }),
  takenPercent: fc.bigInt({ min: 0n, max: 60n }),
  days: fc.nat({ max: 90 }),
  comesBack: fc.boolean(),
  /** What the version of that day keeps back. */
  reserve: fc.constantFrom(0, 0, 25, 60),
  /** Which of the payments that had arrived the bank sends back afterwards; none where there are fewer. */
  bankReturns: fc.option(fc.nat({ max: 5 }), { nil: null }),
});

describe('reserves', () => {
  it('whatever is taken back in between, pay in the end exactly what was earned and not taken back', () => {
    const property = fc.property(
      fc.array(QUARTER, { minLength: 1, maxLength: 8 }),
      fc.integer({ min: 0, max: 40 }),
      (quarters, tax) => {
        const termsOf = (reserve: number) =>
          plan({ reserve: { rate: `${reserve}%`, days: 30 }, withholding: `${tax}%` });
        const book = emptyBook();
        const post = (...orders: LedgerOrder[]) => {
          for (const order of orders.filter((one) => !('amountMinor' in one) || one.amountMinor > 0n)) {
            const entries = entriesOf(order, book);
            if (entries.length > 0) enter(book, entries);
          }
        };
        const paid: PaidLine[] = [];
        let [today, free, due, earnedMinor, takenMinor] = ['2026-01-01', 0n, 0n, 0n, 0n];
        const close = ({ earned, takenPercent }: { earned: bigint; takenPercent: bigint }, item: string) => {
          const lineOf = (name: string, amountMinor: bigint) => [{ item: name, amountMinor, ruleId: 'r' }];
          // What was earned before and paid is taken back of.
          const taken = (earnedMinor * takenPercent) / 400n;
          if (earned > 0n) post({ kind: 'earn', lines: lineOf(item, earned) });
          if (taken > 0n) post({ kind: 'clawback', lines: lineOf(`${item}-back`, taken) });
          [earnedMinor, takenMinor, free] = [earnedMinor + earned, takenMinor + taken, free + earned - taken];
          if (free <= 0n) return;
          // A payout collects what is free, and becomes due.
          post({ kind: 'release', items: [...book.held.keys()] });
          [due, free] = [due + free, 0n];
        };
        const run = (comesBack: boolean, reserve = 25) => {
          const sum = (of: (one: PaidLine) => bigint) => paid.reduce((total, one) => total + of(one), 0n);
          const came = (one: PaidLine) => one.reservedUntil !== null && one.reservedUntil <= today;
          const releasedMinor = releasableMinor({
            openMinor: sum((one) => (came(one) ? one.reservedMinor : 0n) - one.releasedMinor),
            restingMinor: sum((one) => (came(one) ? 0n : one.reservedMinor)),
            pendingMinor: due,
            bookMinor: book.balances.payable + book.balances.reserve + book.balances.receivable,
          });
          if (due + releasedMinor <= 0n) return;
          const settled = settleLine(termsOf(reserve), { currency: 'USD', dueMinor: due, releasedMinor, today });
          if (!settled.isPaid) return;
          const { amountMinor, withheldMinor, reservedMinor } = settled;
          expect(amountMinor + withheldMinor + reservedMinor).toBe(due + releasedMinor);
          const at = (kind: 'unreserve' | 'pay' | 'withhold' | 'reserve' | 'unwithhold' | 'return', minor: bigint) =>
            post({ kind, amountMinor: minor });
          at('unreserve', releasedMinor);
          at('pay', amountMinor);
          at('withhold', withheldMinor);
          at('reserve', reservedMinor);
          const { payable, reserve: kept, receivable, accrued_held } = book.balances;
          // What a refund has taken is not released; and nothing is paid beyond what is owed but for refunds yet to be collected.
          if (releasedMinor > 0n) expect(payable + kept + receivable).toBeGreaterThanOrEqual(0n);
          expect(payable + kept + receivable + accrued_held).toBeGreaterThanOrEqual(free < 0n ? free : 0n);
          if (comesBack) return putBack(settled);
          paid.push({ ...settled, dueMinor: due });
          due = 0n;
        };
        const putBack = ({ amountMinor, withheldMinor, reservedMinor, releasedMinor }: SettledLine) =>
          post(
            { kind: 'unreserve', amountMinor: reservedMinor },
            { kind: 'unwithhold', amountMinor: withheldMinor },
            { kind: 'return', amountMinor },
            { kind: 'reserve', amountMinor: releasedMinor },
          );
        for (const [index, quarter] of quarters.entries()) {
          today = addCivilDays(today, quarter.days);
          close(quarter, `s${index}`);
          run(quarter.comesBack, quarter.reserve);
          const [returned] = quarter.bankReturns === null ? [] : paid.splice(quarter.bankReturns, 1);
          if (returned) {
            putBack(returned);
            due += returned.dueMinor;
          }
          const out = book.balances.in_transit + book.balances.withheld;
          // Never more than was earned until then: the reserve is what stands in for what is taken back later.
          expect(out).toBeLessThanOrEqual(earnedMinor);
        }
        // Enough is earned to make up for all that was taken back; then all reserves' days have come.
        close({ earned: takenMinor + 1_000n, takenPercent: 0n }, 'last');
        run(false);
        today = addCivilDays(today, 400);
        run(false);
        run(false);
        const out = book.balances.in_transit + book.balances.withheld;
        const left = earnedMinor - takenMinor - out;
        // At most a cent that rounds to nothing is carried over.
        expect(left === 0n || left === 1n).toBe(true);
        expect(book.balances.receivable).toBe(0n);
      },
    );
    fc.assert(property, { numRuns: dose({ test: 300, hard: 3_000, soak: 100_000 }) });
  });
});
