import type { ProgramVersion } from '../../domain/program';
import { moneyKit } from '../kit/money';
import type { MoneyKit } from '../kit/money';
import { addPartner, addPerson, publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

const PARTNERS = 30;
const LINES_EACH = 400;

describe('a pricing run without any stage', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  const partnerIds = Array.from({ length: PARTNERS }, (_, n) => `p${String(n).padStart(2, '0')}-aaaaaaaa`);

  beforeEach(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool, { program: smallProgram({}) });
    for (const partnerId of partnerIds) await addPartner(kit.pool, program, { partnerId });
    const days = ['2017-08-01', '2018-02-01', '2018-05-01', '2026-07-01'];
    await kit.importSales(
      program,
      partnerIds.flatMap((partner) =>
        Array.from({ length: LINES_EACH }, (_, n) => ({
          saleId: `${partner}/${n}`,
          partner,
          amount: `${n + 1}.99`,
          occurredOn: days[n % 4],
        })),
      ),
    );
  });
  afterEach(() => kit.close());

  const range = (fromPeriod: string, toPeriod: string, only?: string[]) => ({
    programId: program.programId,
    fromPeriod,
    toPeriod,
    ...(only && { partnerIds: only }),
  });
  const earned = () => kit.rows('SELECT period, count(*)::int AS lines FROM earning GROUP BY period ORDER BY period');

  it('prices closed years of all partners, makes no payout and asks nobody', async () => {
    expect(await kit.price(range('2017-Q1', '2018-Q1'))).toMatchObject({
      partners: PARTNERS,
      lines: PARTNERS * 200,
      postings: PARTNERS * 200,
      awaitingRate: 0,
      finished: true,
    });
    expect(await earned()).toEqual([
      { period: '2017-Q3', lines: PARTNERS * 100 },
      { period: '2018-Q1', lines: PARTNERS * 100 },
    ]);
    expect(await kit.rows('SELECT (SELECT count(*) FROM payout) + (SELECT count(*) FROM approval) AS rows')).toEqual([
      { rows: '0' },
    ]);
    expect(await kit.rows(`SELECT action, details FROM audit WHERE action = 'pricing.ran'`)).toMatchObject([
      { details: { partners: PARTNERS, postings: PARTNERS * 200 } },
    ]);
  });

  it('prices some partners where they are named', async () => {
    expect(await kit.price(range('2017-Q1', '2026-Q3', ['p03-aaaaaaaa', 'p01-aaaaaaaa', 'nobody']))).toMatchObject({
      partners: 2,
      postings: 2 * LINES_EACH,
    });
  });

  it('goes on after a crash where the last batch ended, and counts each partner once', async () => {
    const { insertEarnings } = kit.deps.earnings;
    let batches = 0;
    kit.deps.earnings.insertEarnings = async (tx, batch) => {
      await insertEarnings(tx, batch);
      if ((batches += 1) === 2) throw new Error('the worker is gone');
    };
    const ticket = await kit.stagePricing(range('2017-Q1', '2026-Q3'));
    await expect(kit.runPricing(ticket)).rejects.toThrow('the worker is gone');
    expect(await kit.rows('SELECT partners, after_partner_id FROM pricing_run')).toEqual([
      { partners: 8, after_partner_id: 'p07-aaaaaaaa' },
    ]);
    expect(await kit.rows('SELECT count(*)::int AS lines FROM earning')).toEqual([{ lines: 8 * LINES_EACH }]);
    kit.deps.earnings.insertEarnings = insertEarnings;
    const done = await kit.runPricing(ticket);
    expect(done).toMatchObject({
      partners: PARTNERS,
      lines: PARTNERS * LINES_EACH,
      postings: PARTNERS * LINES_EACH,
      finished: true,
    });
    expect(await kit.runPricing(ticket)).toEqual(done);
    expect(await kit.rows('SELECT count(*)::int AS lines, max(revision) AS revision FROM earning')).toEqual([
      { lines: PARTNERS * LINES_EACH, revision: 1 },
    ]);
  });

  it('leaves nothing of a batch that was begun behind one that fails', async () => {
    const { insertEarnings } = kit.deps.earnings;
    let batches = 0;
    let onSecond: () => void = () => undefined;
    const second = new Promise<void>((resolve) => (onSecond = resolve));
    kit.deps.earnings.insertEarnings = async (tx, batch) => {
      await insertEarnings(tx, batch);
      batches += 1;
      if (batches === 2) onSecond();
      if (batches > 1) return;
      await second;
      throw new Error('the disk is full');
    };
    await expect(kit.price(range('2017-Q1', '2026-Q3'))).rejects.toThrow('the disk is full');
    expect(
      await kit.rows(`SELECT (SELECT count(*) FROM earning) + (SELECT count(*) FROM ledger_transaction) AS rows`),
    ).toEqual([{ rows: '0' }]);
    expect(await kit.rows('SELECT partners, after_partner_id FROM pricing_run')).toEqual([
      { partners: 0, after_partner_id: '' },
    ]);
  });

  it('run by two attempts at once, and by another run, posts everything once', async () => {
    const ticket = await kit.stagePricing(range('2017-Q1', '2026-Q3'));
    const [first, second, other] = await Promise.all([
      kit.runPricing(ticket),
      kit.runPricing(ticket),
      kit.price(range('2017-Q1', '2026-Q3')),
    ]);
    expect(first).toEqual(second);
    expect(first).toMatchObject({ partners: PARTNERS, lines: PARTNERS * LINES_EACH });
    expect(other).toMatchObject({ partners: PARTNERS, lines: PARTNERS * LINES_EACH });
    expect(await kit.rows('SELECT count(*)::int AS lines, max(revision) AS revision FROM earning')).toEqual([
      { lines: PARTNERS * LINES_EACH, revision: 1 },
    ]);
  });

  it('is refused for whoever may not, for periods out of order and for an unknown program', async () => {
    const nobody = await addPerson(kit.pool, { roles: ['CAM', ['FIN', 'us']] });
    expect(await kit.price(range('2017-Q1', '2018-Q1'), nobody)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await kit.price(range('2018-Q2', '2018-Q1'))).toMatchObject({ refused: 'REQUEST.RULE' });
    expect(await kit.price(range('2018-05', '2018-Q1'))).toMatchObject({ refused: 'CALENDAR.INVALID' });
    expect(await kit.price({ ...range('2018-Q1', '2018-Q1'), programId: 'unknown' })).toMatchObject({
      refused: 'PROGRAM.NOT_PUBLISHED',
    });
    expect(await earned()).toEqual([]);
  });
});
