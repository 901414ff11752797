import fc from 'fast-check';
import type { ErrorCode } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import {
  add,
  AMOUNT_MINOR_MAX,
  compare,
  exponentOf,
  formatAmount,
  isCurrency,
  multiply,
  parseAmount,
  parseRate,
  rational,
  roundHalfAway,
  splitByLargestRemainder,
  subtract,
  toDecimalText,
  toSafeMinor,
} from '../../domain/money';

/** The refusal that a call answers with; a call that is not refused fails the test. */
function refusal(call: () => unknown): DomainError {
  try {
    call();
  } catch (error) {
    if (error instanceof DomainError) return error;
    throw error;
  }
  throw new Error('was accepted');
}

const percentOf = (minor: bigint, rate: string) => roundHalfAway(multiply(rational(minor), parseRate(rate)));

describe('currencies', () => {
  it.each([
    ['JPY', 0],
    ['CLP', 0],
    ['ISK', 0],
    ['USD', 2],
    ['EUR', 2],
    ['HUF', 2],
    ['XCG', 2],
    ['KWD', 3],
    ['TND', 3],
    ['CLF', 4],
    ['UYW', 4],
  ])('%s has %i decimals', (currency, decimals) => {
    expect(isCurrency(currency)).toBe(true);
    expect(exponentOf(currency)).toBe(decimals);
  });

  it('knows the 165 active codes with a minor unit and no other three letters', () => {
    const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
    const all = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => a + b + c)));
    expect(all.filter(isCurrency)).toHaveLength(165);
  });

  it.each(['usd', 'XXX', 'XAU', 'HRK', 'ZWL', 'US', 'USDT', '', 'constructor', ' USD'])('does not know %j', (code) => {
    expect(isCurrency(code)).toBe(false);
    const error = refusal(() => parseAmount('1', code));
    expect(error.code).toBe('MONEY.CURRENCY_UNKNOWN');
    expect(error.message).toContain(`"${code}"`);
  });
});

describe('amounts', () => {
  it.each<[string, string, bigint]>([
    ['1234.55', 'USD', 123455n],
    ['1234.5', 'USD', 123450n],
    ['1234', 'USD', 123400n],
    ['0.01', 'USD', 1n],
    ['12345', 'JPY', 12345n],
    ['12.345', 'KWD', 12345n],
    ['1.2345', 'CLF', 12345n],
    ['90071992547409.91', 'USD', AMOUNT_MINOR_MAX],
  ])('reads "%s" %s', (text, currency, minor) => {
    expect(parseAmount(text, currency)).toBe(minor);
  });

  it.each([
    ...[
      '1e3',
      'NaN',
      '-0',
      '+1',
      '',
      ' 1',
      '1 ',
      '1.',
      '.5',
      '1,5',
      '1,234.00',
      '1_000',
      '0x1',
      'Infinity',
      '01',
      '00',
    ],
    ...['--1', '1.2.3', '١', '1\n', '$1', '-', '.', '-0.00', '1.234', '1.000', '-1', '0', '0.00'],
  ])('refuses %j in USD and names it', (text) => {
    const error = refusal(() => parseAmount(text, 'USD'));
    expect(error.code).toBe('MONEY.AMOUNT_INVALID');
    expect(error.message).toContain(JSON.stringify(text));
  });

  it('names the rule that an amount breaks', () => {
    expect(refusal(() => parseAmount('1.5', 'JPY')).message).toMatch(/1 decimals, JPY has at most 0/);
    expect(refusal(() => parseAmount('-1', 'USD')).message).toMatch(/must not be negative/);
    expect(refusal(() => parseAmount('0', 'USD')).message).toMatch(/more than zero/);
    expect(refusal(() => parseAmount('1e3', 'USD')).message).toMatch(/plain decimal string/);
  });

  it('refuses a value that is no text', () => {
    expect(refusal(() => parseAmount(12 as unknown as string, 'USD')).code).toBe('MONEY.AMOUNT_INVALID');
  });

  it('accepts zero and negative amounts only where the caller allows them, a negative zero never', () => {
    expect(parseAmount('0.00', 'USD', { allowZero: true })).toBe(0n);
    expect(parseAmount('-1.50', 'USD', { allowNegative: true })).toBe(-150n);
    const both = { allowZero: true, allowNegative: true };
    expect(refusal(() => parseAmount('-0', 'USD', both)).message).toMatch(/negative zero/);
    expect(refusal(() => parseAmount('-0.00', 'USD', both)).message).toMatch(/negative zero/);
  });

  it.each(['90071992547409.92', '9'.repeat(40), '9'.repeat(100_000)])(
    'refuses more than 2^53−1 minor units',
    (text) => {
      const error = refusal(() => parseAmount(text, 'USD'));
      expect(error.code).toBe('MONEY.OVERFLOW');
      expect(error.message.length).toBeLessThan(200);
    },
  );

  it('writes amounts with exactly the decimals of the currency', () => {
    expect(formatAmount(123455n, 'USD')).toBe('1234.55');
    expect(formatAmount(-5, 'USD')).toBe('-0.05');
    expect(formatAmount(0n, 'USD')).toBe('0.00');
    expect(formatAmount(-0, 'USD')).toBe('0.00');
    expect(formatAmount(926, 'JPY')).toBe('926');
    expect(formatAmount(926n, 'KWD')).toBe('0.926');
    expect(formatAmount(12345n, 'CLF')).toBe('1.2345');
    expect(refusal(() => formatAmount(0.5, 'USD')).code).toBe('MONEY.AMOUNT_INVALID');
    expect(refusal(() => formatAmount(2 ** 53, 'USD')).code).toBe('MONEY.AMOUNT_INVALID');
  });

  it('hands out numbers only while they are exact', () => {
    expect(toSafeMinor(AMOUNT_MINOR_MAX)).toBe(Number.MAX_SAFE_INTEGER);
    expect(toSafeMinor(-AMOUNT_MINOR_MAX)).toBe(-Number.MAX_SAFE_INTEGER);
    expect(refusal(() => toSafeMinor(AMOUNT_MINOR_MAX + 1n)).code).toBe('MONEY.OVERFLOW');
    expect(refusal(() => toSafeMinor(-AMOUNT_MINOR_MAX - 1n)).code).toBe('MONEY.OVERFLOW');
  });

  it('reads back what it wrote, in every currency', () => {
    const currency = fc.constantFrom('JPY', 'USD', 'KWD', 'CLF');
    const minor = fc.bigInt({ min: -AMOUNT_MINOR_MAX, max: AMOUNT_MINOR_MAX });
    fc.assert(
      fc.property(minor, currency, (amount, code) => {
        const options = { allowNegative: true, allowZero: true };
        expect(parseAmount(formatAmount(amount, code), code, options)).toBe(amount);
      }),
    );
  });
});

describe('rates and fractions', () => {
  it('reads a percentage and a decimal as the same fraction', () => {
    expect(parseRate('12.5%')).toEqual({ num: 1n, den: 8n });
    expect(parseRate('0.125')).toEqual(parseRate('12.5%'));
    expect(parseRate('0%')).toEqual({ num: 0n, den: 1n });
    expect(parseRate('100%')).toEqual(parseRate('1'));
    expect(parseRate('-5%')).toEqual({ num: -1n, den: 20n });
  });

  it.each(['', '%', '5 %', '5%%', '+5%', '1e1', 'five', '.5', '5.', '05', '1/3', '1,5%', '0.'.padEnd(60, '1')])(
    'refuses the rate %j',
    (text) => {
      expect(refusal(() => parseRate(text)).code).toBe('MONEY.RATE_INVALID');
    },
  );

  it('keeps fractions in lowest terms with a positive denominator', () => {
    expect(rational(6n, -4n)).toEqual({ num: -3n, den: 2n });
    expect(rational(0n, -7n)).toEqual({ num: 0n, den: 1n });
    expect(refusal(() => rational(1n, 0n)).code).toBe('MONEY.RATE_INVALID');
    expect(add(rational(1n, 3n), rational(1n, 6n))).toEqual(rational(1n, 2n));
    expect(subtract(rational(1n, 3n), rational(1n, 2n))).toEqual(rational(-1n, 6n));
    expect(multiply(rational(2n, 3n), rational(3n, 4n))).toEqual(rational(1n, 2n));
    expect(compare(rational(1n, 3n), rational(1n, 2n))).toBe(-1);
    expect(compare(rational(2n, 4n), rational(1n, 2n))).toBe(0);
    expect(compare(rational(-1n, 3n), rational(-1n, 2n))).toBe(1);
  });

  it('writes exact decimals where they end, else the fraction', () => {
    expect(toDecimalText(rational(123455n * 125n, 100_000n), 8)).toBe('154.31875');
    expect(toDecimalText(rational(-1n, 8n), 3)).toBe('-0.125');
    expect(toDecimalText(rational(1n, 8n), 2)).toBe('1/8');
    expect(toDecimalText(rational(1n, 3n), 20)).toBe('1/3');
    expect(toDecimalText(rational(5n), 0)).toBe('5');
  });

  it('rounds a half away from zero on both sides', () => {
    const cases: [bigint, bigint, bigint][] = [
      [5n, 2n, 3n],
      [-5n, 2n, -3n],
      [1n, 2n, 1n],
      [-1n, 2n, -1n],
      [149n, 100n, 1n],
      [-149n, 100n, -1n],
      [1n, 3n, 0n],
      [2n, 3n, 1n],
      [0n, 1n, 0n],
    ];
    for (const [num, den, rounded] of cases) expect(roundHalfAway(rational(num, den))).toBe(rounded);
  });

  it('rounds to the nearest integer and mirrors, whatever the fraction', () => {
    const fraction = fc.tuple(
      fc.bigInt({ min: -(10n ** 20n), max: 10n ** 20n }),
      fc.bigInt({ min: 1n, max: 10n ** 9n }),
    );
    fc.assert(
      fc.property(fraction, ([num, den]) => {
        const rounded = roundHalfAway(rational(num, den));
        const twiceOff = 2n * (rounded * den - num);
        expect(twiceOff <= den && twiceOff >= -den).toBe(true);
        expect(roundHalfAway(rational(-num, den))).toBe(-rounded);
      }),
    );
  });
});

describe('worked examples', () => {
  it('D1: 1,234.55 at 12.5 % is 154.32; a quarter at 10 % is 0.03 and its refund −0.03', () => {
    expect(percentOf(123455n, '12.5%')).toBe(15432n);
    expect(percentOf(25n, '10%')).toBe(3n);
    expect(percentOf(-25n, '10%')).toBe(-3n);
  });

  it('D2: binary floats would lose a cent, exact fractions do not', () => {
    expect(toDecimalText(multiply(rational(500n), parseRate('2.9%')), 6)).toBe('14.5');
    expect(percentOf(500n, '2.9%')).toBe(15n);
    expect(percentOf(375n, '9.2%')).toBe(35n);
    expect(parseAmount('19.99', 'USD')).toBe(1999n);
  });

  it('D6: splits keep every cent', () => {
    const third = rational(1n, 3n);
    expect(splitByLargestRemainder(100_001n, [third, third, third], ['p1', 'p2', 'p3'])).toEqual([
      33334n,
      33334n,
      33333n,
    ]);
    const shares = [parseRate('50%'), parseRate('30%'), parseRate('20%')];
    expect(splitByLargestRemainder(9999n, shares, ['a', 'b', 'c'])).toEqual([4999n, 3000n, 2000n]);
  });

  it('D10: the rate of the event is kept by its reversal; yen have no decimals, dinars three', () => {
    const eur = parseAmount('100.00', 'EUR');
    expect(formatAmount(percentOf(eur, '1.0850'), 'USD')).toBe('108.50');
    expect(formatAmount(percentOf(percentOf(eur, '40%'), '1.0850'), 'USD')).toBe('43.40');
    expect(formatAmount(percentOf(parseAmount('12345', 'JPY'), '7.5%'), 'JPY')).toBe('926');
    expect(formatAmount(percentOf(parseAmount('12.345', 'KWD'), '7.5%'), 'KWD')).toBe('0.926');
  });
});

describe('splits', () => {
  it('gives ties to the lower id, whatever the order of the list', () => {
    const half = parseRate('50%');
    expect(splitByLargestRemainder(1n, [half, half], ['b', 'a'])).toEqual([0n, 1n]);
    expect(splitByLargestRemainder(-1n, [half, half], ['b', 'a'])).toEqual([0n, -1n]);
  });

  it.each<[string, ReturnType<typeof rational>[], string[]]>([
    ['shares below 1', [rational(1n, 2n), rational(1n, 3n)], ['a', 'b']],
    ['shares above 1', [rational(1n), rational(1n, 1000n)], ['a', 'b']],
    ['no shares', [], []],
    ['a negative share', [rational(3n, 2n), rational(-1n, 2n)], ['a', 'b']],
    ['the same id twice', [rational(1n, 2n), rational(1n, 2n)], ['a', 'a']],
    ['a missing id', [rational(1n, 2n), rational(1n, 2n)], ['a']],
  ])('refuses %s', (_, shares, ids) => {
    expect(refusal(() => splitByLargestRemainder(100n, shares, ids)).code satisfies ErrorCode).toBe('PLAN.INVALID');
  });

  it('parts sum to the total, are off by less than one unit, mirror, and do not depend on the order', () => {
    const weights = fc
      .array(fc.bigInt({ min: 0n, max: 1000n }), { minLength: 1, maxLength: 8 })
      .filter((w) => w.some(Boolean));
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: AMOUNT_MINOR_MAX }), weights, (total, list) => {
        const sum = list.reduce((a, b) => a + b, 0n);
        const shares = list.map((weight) => rational(weight, sum));
        const ids = list.map((_, index) => `p${index}`);
        const parts = splitByLargestRemainder(total, shares, ids);
        expect(parts.reduce((a, b) => a + b, 0n)).toBe(total);
        parts.forEach((part, i) => {
          const off = part * sum - total * (list[i] ?? 0n);
          expect(off < sum && off > -sum).toBe(true);
        });
        expect(splitByLargestRemainder(-total, shares, ids)).toEqual(parts.map((part) => -part));
        const reversed = splitByLargestRemainder(total, [...shares].reverse(), [...ids].reverse());
        expect(reversed.reverse()).toEqual(parts);
      }),
    );
  });
});
