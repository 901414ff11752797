import fc from 'fast-check';
import type { CascadeLine, StagedCorrection } from '../../../domain/incentivize/correction';
import {
  byDifference,
  cascadeOf,
  correctionFacts,
  correctionTitle,
  differenceOf,
  payeeTotals,
} from '../../../domain/incentivize/correction';

const SALE: StagedCorrection = {
  ...{ programId: 'channel', partnerId: 'acme', reason: 'A typing error' },
  sale: { source: 'erp', saleId: 's-1', amount: { amount: '12.50', currency: 'USD' } },
};

const minor = fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }).map(String);
const line: fc.Arbitrary<CascadeLine> = fc.record({
  source: fc.constant('erp'),
  id: fc.constantFrom('s-1', 's-2', 's-3'),
  rule: fc.constantFrom('sales', 'spiff'),
  period: fc.constantFrom('2026-Q3', '2026-Q4'),
  partnerId: fc.constantFrom('acme', 'berta'),
  personId: fc.constantFrom(null, 'p-1'),
  overlay: fc.boolean(),
  currency: fc.constantFrom('USD', 'EUR'),
  before: minor,
  after: minor,
});
const lines = fc.uniqueArray(line, {
  maxLength: 20,
  selector: ({ before: _b, after: _a, ...place }) => JSON.stringify(place),
});

const totalOf = (minors: readonly string[]): bigint => minors.reduce((sum, one) => sum + BigInt(one), 0n);

describe('what a correction comes to', () => {
  it('is the same sum by line, by period and by payee, in each currency', () => {
    fc.assert(
      fc.property(lines, fc.constantFrom('USD', 'EUR'), (found, currency) => {
        const { lines: kept, periods, payees } = cascadeOf(SALE, found);
        const own = <Row extends { currency: string }>(rows: readonly Row[]): Row[] =>
          rows.filter((row) => row.currency === currency);
        const total = own(kept).reduce((sum, one) => sum + differenceOf(one), 0n);
        expect(totalOf(own(periods).map(({ differenceMinor }) => differenceMinor))).toBe(total);
        expect(totalOf(own(payees).map(({ differenceMinor }) => differenceMinor))).toBe(total);
        const shown = payeeTotals(kept);
        expect(own(shown).reduce((sum, { before, after }) => sum + after - before, 0n)).toBe(total);
        expect(shown.reduce((sum, { lines: count }) => sum + count, 0)).toBe(kept.length);
        // The biggest difference first.
        expect([...shown].sort(byDifference)).toEqual(shown);
      }),
    );
  });

  it('leaves out what stays as it is, and has one hash whatever the order in which it was found', () => {
    fc.assert(
      fc.property(lines, (found) => {
        const cascade = cascadeOf(SALE, found);
        expect(cascade.lines.every(({ before, after }) => before !== after)).toBe(true);
        expect(cascadeOf(SALE, [...found].reverse())).toEqual(cascade);
      }),
    );
  });

  it('has another hash once one amount, or the correction itself, is another one', () => {
    const one: CascadeLine = {
      ...{ source: 'erp', id: 's-1', rule: 'sales', period: '2026-Q3', partnerId: 'acme', personId: null },
      ...{ overlay: false, currency: 'USD', before: '100', after: '125' },
    };
    const { hash } = cascadeOf(SALE, [one]);
    expect(cascadeOf(SALE, [{ ...one, after: '126' }]).hash).not.toBe(hash);
    expect(cascadeOf(SALE, [{ ...one, before: '99' }]).hash).not.toBe(hash);
    expect(cascadeOf({ ...SALE, reason: 'Another' }, [one]).hash).not.toBe(hash);
    expect(cascadeOf({ ...SALE }, [{ ...one }]).hash).toBe(hash);
  });

  it('is told to the approver as nets, with the hash of all lines', () => {
    const one: CascadeLine = {
      ...{ source: 'erp', id: 's-1', rule: 'spiff', period: '2026-Q3', partnerId: 'acme', personId: 'p-1' },
      ...{ overlay: false, currency: 'JPY', before: '926', after: '1000' },
    };
    const cascade = cascadeOf(SALE, [one]);
    expect(correctionFacts('cor_1', SALE, cascade)).toEqual({
      ...{ correctionId: 'cor_1', reason: 'A typing error', lines: 1, cascadeHash: cascade.hash },
      net: [{ payee: 'p-1', amount: '74', currency: 'JPY' }],
      periods: [{ period: '2026-Q3', amount: '74', currency: 'JPY' }],
    });
  });

  it('is named by what is corrected', () => {
    const { sale: _sale, ...rest } = SALE;
    expect(correctionTitle(SALE)).toBe('Correction of erp/s-1');
    expect(correctionTitle({ ...rest, event: { source: 'crm', eventId: 'd-1', changes: {} } })).toBe(
      'Correction of crm/d-1',
    );
    expect(correctionTitle({ ...rest, tiers: [{ fromDay: '2026-08-15', tier: null }] })).toBe(
      'Correction of the tier from 2026-08-15',
    );
  });
});
