import fc from 'fast-check';
import type { SaleFact } from '../../../domain/sell/counted-sales';
import { countSales, saleFactKey } from '../../../domain/sell/counted-sales';

const fact = (saleId: string, amountMinor: number, parts: Partial<SaleFact> = {}): SaleFact => ({
  ...{ source: 'crm', saleId, kind: 'sale', occurredOn: '2026-07-01', currency: 'USD' },
  amountMinor: BigInt(amountMinor),
  ...parts,
});
const refund = (saleId: string, refundOf: string, amountMinor: number, parts: Partial<SaleFact> = {}): SaleFact =>
  fact(saleId, amountMinor, { kind: 'refund', refundOf, ...parts });
const correction = (saleId: string, corrects: string, amountMinor: number, wallMs: number): SaleFact =>
  fact(saleId, amountMinor, { kind: 'correction', corrects, received: { wallMs, importId: 'imp', row: 1 } });

const counts = (...facts: SaleFact[]) => {
  const counted = countSales(facts);
  return (saleId: string) => {
    const own = facts.find((one) => one.saleId === saleId)!;
    const found = counted.get(saleFactKey(own));
    return found ? Number(found.countedMinor) : Number(own.amountMinor);
  };
};
const standing = (saleId: string, ...facts: SaleFact[]) =>
  countSales(facts).get(saleFactKey(fact(saleId, 0)))?.standing;

describe('a correction', () => {
  it('gives a sale its amount; of several the one received last counts, by import and row at the same moment', () => {
    const [sale, first, last] = [fact('s', 1_000), correction('c1', 's', 1_400, 1), correction('c2', 's', 900, 2)];
    for (const facts of [
      [sale, first, last],
      [last, first, sale],
    ]) {
      expect(counts(...facts)('s')).toBe(900);
      expect(countSales(facts).get(saleFactKey(sale))).toMatchObject({ correctedBy: 'c2' });
      expect([standing('c1', ...facts), standing('c2', ...facts)]).toEqual(['superseded', 'in_force']);
    }
    const row = (n: number) => ({
      ...correction(`r${n}`, 's', n, 5),
      received: { wallMs: 5, importId: 'imp', row: n },
    });
    expect(counts(sale, row(2), row(10), row(9))('s')).toBe(10);
  });

  it('of a refund gives the refund its amount', () => {
    expect(counts(fact('s', 1_000), refund('r', 's', 100), correction('c', 'r', 300, 1))('r')).toBe(300);
  });

  it('of what is not known, of a correction, or in another currency changes nothing', () => {
    const [sale, first] = [fact('s', 1_000), correction('c', 's', 1_400, 1)];
    expect(standing('c', first)).toBe('unmatched');
    expect(standing('d', sale, first, correction('d', 'c', 1, 2))).toBe('no_effect');
    const euro = { ...correction('e', 's', 1, 2), currency: 'EUR' };
    expect(standing('e', sale, euro)).toBe('no_effect');
    expect(counts(sale, first, euro, correction('d', 'c', 1, 3))('s')).toBe(1_400);
  });

  it('of another source corrects nothing here', () => {
    expect(standing('c', { ...fact('s', 1_000), source: 'shop' }, correction('c', 's', 1, 1))).toBe('unmatched');
  });
});

describe('refunds', () => {
  it('together take back no more than their sale, each in its turn with what is left', () => {
    const facts = [
      fact('s', 1_000),
      refund('r1', 's', 700),
      refund('r2', 's', 700),
      refund('r0', 's', 50, { occurredOn: '2026-08-01' }),
    ];
    const of = counts(...facts);
    expect([of('r1'), of('r2'), of('r0')]).toEqual([700, 300, 0]);
    const counted = countSales(facts);
    expect(facts.slice(1).map((one) => counted.get(saleFactKey(one))!.excessMinor)).toEqual([0n, 400n, 50n]);
  });

  it('are held to the corrected amount of their sale, with their own corrected amounts', () => {
    const facts = [fact('s', 1_000), correction('c', 's', 600, 1), refund('r', 's', 100), correction('d', 'r', 800, 2)];
    expect(counts(...facts)('r')).toBe(600);
    expect(counts(...facts, correction('e', 's', 5_000, 3))('r')).toBe(800);
  });

  it('of a sale that is not known count in full, of a refund not at all, and wait for a rate in another currency', () => {
    expect(counts(refund('r', 's', 500))('r')).toBe(500);
    const [sale, back] = [fact('s', 1_000), refund('r', 's', 500)];
    expect(counts(sale, back, refund('q', 'r', 500))('q')).toBe(0);
    expect(standing('q', sale, back, refund('q', 'r', 500))).toBe('no_effect');
    const euro = refund('e', 's', 500, { currency: 'EUR' });
    expect([standing('e', sale, back, euro), counts(sale, back, euro)('e'), counts(sale, back, euro)('r')]).toEqual([
      'awaiting_rate',
      0,
      500,
    ]);
  });
});

test('whatever comes in whatever order: the same counts, refunds within their sale, one correction in force', () => {
  const names = ['s1', 's2', 'r1', 'r2', 'r3', 'c1', 'c2', 'c3'];
  const line = fc.record({
    kind: fc.constantFrom<SaleFact['kind'][]>('sale', 'refund', 'correction'),
    names: fc.constantFrom(...names),
    amount: fc.integer({ min: 1, max: 1_000 }),
    day: fc.integer({ min: 1, max: 9 }),
    wallMs: fc.integer({ min: 1, max: 3 }),
    currency: fc.constantFrom('USD', 'USD', 'USD', 'EUR'),
  });
  const lines = fc.array(line, { minLength: names.length, maxLength: names.length }).map((list) =>
    list.map(({ kind, names: named, amount, day, wallMs, currency }, row): SaleFact => {
      const base = fact(names[row]!, amount, { kind, currency, occurredOn: `2026-07-0${day}` });
      if (kind === 'refund') return { ...base, refundOf: named };
      if (kind === 'sale') return base;
      return { ...base, corrects: named, received: { wallMs, importId: 'imp', row } };
    }),
  );
  fc.assert(
    fc.property(lines, fc.array(fc.nat(), { minLength: 8, maxLength: 8 }), (facts, keys) => {
      const counted = countSales(facts);
      const shuffled = facts.map((one, i) => [keys[i]!, one] as const).sort((a, b) => a[0] - b[0]);
      const again = countSales(shuffled.map(([, one]) => one));
      for (const one of facts) expect(again.get(saleFactKey(one))).toEqual(counted.get(saleFactKey(one)));
      const amount = (one: SaleFact) => counted.get(saleFactKey(one))?.countedMinor ?? one.amountMinor;
      for (const sale of facts.filter(({ kind }) => kind === 'sale')) {
        const taken = facts.filter((one) => one.kind === 'refund' && one.refundOf === sale.saleId);
        const sum = taken.reduce((total, one) => total + amount(one), 0n);
        expect(sum <= amount(sale)).toBe(true);
        const inForce = facts.filter(
          (one) => one.corrects === sale.saleId && counted.get(saleFactKey(one))!.standing === 'in_force',
        );
        expect(inForce.length).toBeLessThanOrEqual(1);
        expect(amount(sale)).toBe(inForce[0]?.amountMinor ?? sale.amountMinor);
      }
      for (const one of facts.filter(({ kind }) => kind === 'correction')) expect(amount(one)).toBe(0n);
    }),
  );
});
