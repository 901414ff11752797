import fc from 'fast-check';
import { addCivilDays } from '../../../domain/calendar';
import { DomainError } from '../../../domain/errors';
import type { LedgerEntry, LedgerKind, LedgerMove, LedgerOrder } from '../../../domain/incentivize/ledger';
import {
  emptyBook,
  enter,
  entriesOf,
  LEDGER_MOVES,
  owedMinor,
  reversedEntries,
} from '../../../domain/incentivize/ledger';
import type { StatementMovement } from '../../../domain/incentivize/statement';
import { isFinal, OWED_ACCOUNTS, statementOf, statementPeriodOf } from '../../../domain/incentivize/statement';
import { dose } from '../../kit/dose';

const moved = (kind: LedgerKind, day: string, amountMinor: bigint, earning?: [string, number]): StatementMovement => ({
  ...{ kind, day, amountMinor, reservedMinor: 0n, reversedKind: null },
  earning: earning ? { period: earning[0], revision: earning[1] } : null,
});
/** A statement's numbers, as they stand on it. */
const told = (movements: StatementMovement[], period: string): string => {
  const { openMinor, earnedMinor, adjustedMinor, clawedBackMinor, withheldMinor, paidMinor, closeMinor } = statementOf(
    movements,
    period,
    'quarter',
  );
  return `${openMinor} + ${earnedMinor} + ${adjustedMinor} - ${clawedBackMinor} - ${withheldMinor} - ${paidMinor} = ${closeMinor}`;
};

describe('a statement', () => {
  it('shows a quarter: earned in its close, paid in the next one, and a late difference there', () => {
    const book = [
      moved('earn', '2026-10-02', 12_000n, ['2026-Q3', 1]),
      moved('clawback', '2026-10-02', -1_000n, ['2026-Q3', 1]),
      moved('withhold', '2026-10-10', -3_000n),
      moved('settle', '2026-10-12', -8_000n),
      moved('earn', '2027-01-03', 500n, ['2026-Q3', 2]),
      moved('earn', '2027-01-03', 7_000n, ['2026-Q4', 1]),
    ];
    expect(told(book, '2026-Q2')).toBe('0 + 0 + 0 - 0 - 0 - 0 = 0');
    expect(told(book, '2026-Q3')).toBe('0 + 12000 + 0 - 1000 - 0 - 0 = 11000');
    expect(told(book, '2026-Q4')).toBe('11000 + 7000 + 500 - 0 - 3000 - 8000 = 7500');
    expect(told(book, '2027-Q1')).toBe('7500 + 0 + 0 - 0 - 0 - 0 = 7500');
  });

  it('takes what was undone as what it was, or as an adjustment', () => {
    const undone = (kind: LedgerKind, amountMinor: bigint, earning?: [string, number]): StatementMovement => ({
      ...moved('reversal', '2026-08-01', amountMinor, earning),
      reversedKind: kind,
    });
    const book = [moved('earn', '2026-07-01', 900n, ['2026-Q3', 1]), moved('settle', '2026-07-20', -400n)];
    expect(told([...book, undone('settle', 400n)], '2026-Q3')).toBe('0 + 900 + 0 - 0 - 0 - 0 = 900');
    expect(told([...book, undone('earn', -900n, ['2026-Q3', 1])], '2026-Q3')).toBe(
      '0 + 900 + -900 - 0 - 0 - 400 = -400',
    );
  });

  it('is final when the period after it has ended: nothing joins it any more', () => {
    expect(['2026-12-31', '2027-01-01'].map((today) => isFinal('2026-Q3', today, 'quarter'))).toEqual([false, true]);
    for (const day of ['2027-01-01', '2027-08-01'])
      for (const period of ['2026-Q1', '2026-Q3'])
        expect(statementPeriodOf(moved('earn', day, 1n, [period, 2]), 'quarter') > '2026-Q3').toBe(true);
  });

  it('opens with what the one before closed with and comes to the cent, for every ledger', () => {
    const amountMinor = fc.bigInt({ min: 1n, max: 5_000n });
    const item = fc.constantFrom('a', 'b', 'c');
    const order: fc.Arbitrary<LedgerOrder | { kind: 'undo'; which: number }> = fc.oneof(
      fc.record({
        kind: fc.constantFrom('earn' as const, 'clawback' as const),
        lines: fc.array(fc.record({ item, amountMinor, ruleId: fc.constant('rule') }), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ kind: fc.constant('release' as const), items: fc.array(item, { minLength: 1, maxLength: 3 }) }),
      fc.record({ kind: fc.constantFrom(...(Object.keys(LEDGER_MOVES) as LedgerMove[])), amountMinor }),
      fc.record({ kind: fc.constant('undo' as const), which: fc.nat({ max: 30 }) }),
    );
    const steps = fc.array(
      fc.record({ order, days: fc.nat({ max: 40 }), late: fc.nat({ max: 3 }), revision: fc.constantFrom(1, 2) }),
      { minLength: 1, maxLength: 30 },
    );
    const property = fc.property(steps, (script) => {
      const book = emptyBook();
      const written: { kind: LedgerKind; entries: LedgerEntry[]; earning: StatementMovement['earning'] }[] = [];
      const movements: StatementMovement[] = [];
      let day = '2026-01-15';
      for (const { order: asked, days, late, revision } of script) {
        day = addCivilDays(day, days);
        const undone = asked.kind === 'undo' ? written[asked.which] : undefined;
        if (asked.kind === 'undo' && (!undone || undone.kind === 'reversal')) continue;
        const entries = tried(() => {
          const made = asked.kind === 'undo' ? reversedEntries(undone!.entries) : entriesOf(asked, book);
          if (made.length > 0) enter(book, made);
          return made;
        });
        if (!entries || entries.length === 0) continue;
        const kind = asked.kind === 'undo' ? 'reversal' : asked.kind;
        const period = `2026-Q${4 - late}`;
        const earning = kind === 'earn' || kind === 'clawback' ? { period, revision } : (undone?.earning ?? null);
        written.push({ kind, entries, earning });
        const owed = entries.filter(({ account }) => OWED_ACCOUNTS.some((one) => one === account));
        const sum = owed.reduce((total, entry) => total + entry.amountMinor, 0n);
        const reservedMinor = owed.reduce(
          (total, one) => total + (one.account === 'reserve' ? one.amountMinor : 0n),
          0n,
        );
        const reversedKind = undone?.kind ?? null;
        if (sum !== 0n || reservedMinor !== 0n)
          movements.push({ kind, day, earning, amountMinor: sum, reservedMinor, reversedKind });
      }
      let [before, kept] = [0n, 0n];
      for (const period of ['2025', '2026', '2027', '2028', '2029'].flatMap((year) =>
        [1, 2, 3, 4].map((n) => `${year}-Q${n}`),
      )) {
        const one = statementOf(movements, period, 'quarter');
        expect(one.openMinor).toBe(before);
        const { earnedMinor, adjustedMinor, clawedBackMinor, withheldMinor, paidMinor } = one;
        expect(before + earnedMinor + adjustedMinor - clawedBackMinor - withheldMinor - paidMinor).toBe(one.closeMinor);
        before = one.closeMinor;
        kept = one.reservedMinor;
      }
      expect(kept).toBe(book.balances.reserve);
      expect(before).toBe(owedMinor(book.balances) + book.balances.in_transit);
    });
    fc.assert(property, { numRuns: dose({ test: 300, hard: 1_000, soak: 100_000 }) });
  });
});

/** Nothing where the book does not have what is to be moved. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DomainError && error.code === 'REQUEST.RULE') return undefined;
    throw error;
  }
}
