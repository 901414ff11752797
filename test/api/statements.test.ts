import type { PayoutProof } from '../../domain/incentivize/payout-proof';
import { provePayout } from '../../domain/incentivize/payout-proof';
import type { ProgramVersion } from '../../domain/program';
import type { TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import { ruleOf } from '../kit/commission-events';
import { postNow, posting } from '../kit/ledger';
import type { MoneyKit } from '../kit/money';
import { asActivity, closing, decidePayout, moneyOn } from '../kit/money';
import { textOfPdf } from '../kit/pdf';
import { addPartner, publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

const usd = (amount: string) => ({ amount, currency: 'USD' });

describe('a partner’s statements over HTTP', () => {
  let api: TestApi;
  let kit: Omit<MoneyKit, 'close' | 'ownerUrl'>;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    api = await startTestApi();
    kit = await moneyOn(api.pool);
    program = await publishVersion(api.pool, { program: smallProgram({}) });
    partner = await addPartner(api.pool, program, { partnerId: 'acme-aaaaaaaa' });
    const other = await addPartner(api.pool, program, { partnerId: 'other-aaaaaaaa' });
    await api.person('fin', { roles: ['FIN'] });
    await api.person('ours', { partnerId: partner, roles: ['P-own'] });
    await api.person('theirs', { partnerId: other, roles: ['P-own'] });
    await kit.importSales(program, [
      { saleId: 's-1', partner, amount: '2000' },
      { saleId: 's-2', partner, amount: '1000' },
      { saleId: 'r-1', partner, amount: '400', kind: 'refund', refundOf: 's-1' },
    ]);
    await close('2026-Q3', '2026-10-02');
    await move('withhold', 3_000n, '2026-10-10');
    await move('pay', 10_000n, '2026-10-11');
    await move('settle', 10_000n, '2026-10-12');
    await kit.importSales(program, [
      { saleId: 's-3', partner, amount: '500', occurredOn: '2026-11-11' },
      { saleId: 'c-1', partner, amount: '1200', kind: 'correction', corrects: 's-2' },
    ]);
    await close('2026-Q4', '2027-01-03');
    await move('reserve', 1_000n, '2027-01-04');
  });
  afterAll(() => api.close());

  const close = async (period: string, day: string): Promise<void> => {
    const at = { nowMs: Date.parse(`${day}T12:00:00Z`) };
    const { result } = await asActivity(kit.activities.calculatePayout, closing(program, partner, period, at));
    const decided = await decidePayout(kit, partner, result);
    await asActivity(kit.activities.recordPayout, closing(program, partner, period, { ...at, decided }));
  };
  const move = (kind: 'withhold' | 'reserve' | 'pay' | 'settle', amountMinor: bigint, day: string) =>
    postNow(api.pool, posting(partner, { kind, amountMinor }, { effectiveMs: Date.parse(`${day}T12:00:00Z`) }));
  const path = (rest = '') => `GET /v1/partners/${partner}/statements${rest}`;

  it('come to the cent, each opening with what the one before closed with', async () => {
    const { body } = await api.ask(path(), { as: 'ours' });
    expect(body.items).toMatchObject([
      {
        ...{ period: '2026-Q4', open: usd('130.00'), earned: usd('25.00'), adjusted: usd('10.00') },
        ...{ clawedBack: usd('0.00'), withheld: usd('30.00'), paid: usd('100.00'), close: usd('35.00') },
      },
      {
        ...{ period: '2026-Q3', open: usd('0.00'), earned: usd('150.00'), adjusted: usd('0.00') },
        ...{ clawedBack: usd('20.00'), withheld: usd('0.00'), paid: usd('0.00'), close: usd('130.00') },
      },
    ]);
  });

  it('open each line into what it was computed from', async () => {
    const { body } = await api.ask(path('/2026-Q4?currency=USD'), { as: 'ours' });
    expect(body.lines).toMatchObject([
      { part: 'withheld', amount: usd('-30.00'), earning: null },
      { part: 'paid', amount: usd('-100.00'), earning: null },
      { part: expect.any(String), earning: { source: 'crm', trace: { rounding: 'half away from zero' } } },
      { part: expect.any(String), earning: { explanation: expect.stringContaining('USD') } },
    ]);
    const parts = (body.lines as { part: string; earning: { saleId: string } | null }[]).slice(2);
    expect(parts.map(({ part, earning }) => `${part} ${earning?.saleId}`).sort()).toEqual([
      'adjusted s-2',
      'earned s-3',
    ]);
    const first = await api.ask(path('/2026-Q4?limit=3'), { as: 'ours' });
    const second = await api.ask(path(`/2026-Q4?limit=3&cursor=${first.body.nextCursor}`), { as: 'ours' });
    expect([...first.body.lines, ...second.body.lines]).toEqual(body.lines);
  });

  it('come as a file whose rows sum up, too', async () => {
    const answer = await api.ask(path('/2026-Q3/csv'), { as: 'fin' });
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename="statement-${partner}-2026-Q3-USD.csv"`,
    );
    const rows = (answer.body as string)
      .trim()
      .split('\r\n')
      .slice(1)
      .map((row) => row.split(','));
    expect(rows.map(([what]) => what)).toEqual(['Open', 'Earned', 'Earned', 'Clawed back', 'Close']);
    const amounts = rows.map((row) => Math.round(Number(row[5]!.replace(/["']/g, '')) * 100));
    expect(amounts.slice(0, -1).reduce((sum, minor) => sum + minor, 0)).toBe(amounts.at(-1));
  });

  it('come as pages to print, too', async () => {
    const answer = await api.ask(path('/2026-Q3/pdf'), { as: 'ours' });
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    const [page] = textOfPdf(Buffer.from(answer.body as string, 'latin1'));
    for (const text of ['Statement 2026-Q3, USD', '= close', '130.00', 'crm/r-1', '-20.00'])
      expect(page).toContain(text);
  });

  it('say how much of what is owed is kept back, which moves nothing', async () => {
    const listed = (await api.ask(path(), { as: 'ours' })).body.items as { period: string; reserved: object }[];
    expect(listed.map(({ period, reserved }) => [period, reserved])).toEqual([
      ['2026-Q4', usd('0.00')],
      ['2026-Q3', usd('0.00')],
    ]);
    const { body } = await api.ask(path('/2027-Q1'), { as: 'ours' });
    expect(body).toMatchObject({ open: usd('35.00'), close: usd('35.00'), reserved: usd('10.00'), lines: [] });
    const csv = (await api.ask(path('/2027-Q1/csv'), { as: 'fin' })).body as string;
    expect(csv).toMatch(/Close,.*35\.00.*\r\nOf it kept back,.*10\.00/);
    const pdf = await api.ask(path('/2027-Q1/pdf'), { as: 'ours' });
    const [page] = textOfPdf(Buffer.from(pdf.body as string, 'latin1'));
    for (const text of ['of it kept back', '10.00']) expect(page).toContain(text);
  });

  it('say who has them, with how each book stands', async () => {
    const holders = async (as: string, query = '') =>
      (await api.ask(`GET /v1/statements${query}`, { as })).body.items as object[];
    const [holder] = await holders('fin');
    expect(holder).toMatchObject({ partnerId: partner, currency: 'USD', owed: usd('35.00'), paid: usd('100.00') });
    expect(holder).toMatchObject({ payable: usd('25.00'), reserved: usd('10.00'), withheld: usd('30.00') });
    expect(await holders('ours')).toEqual([holder]);
    expect(await holders('theirs')).toEqual([]);
    expect(await holders('fin', '?q=nobody')).toEqual([]);
    expect(await holders('fin', '?currency=EUR')).toEqual([]);
  });

  it('lead from a line to where its money went', async () => {
    const earnings = await api.ask(`GET /v1/partners/${partner}/earnings?sale=s-1`, { as: 'ours' });
    expect(earnings.body.items).toMatchObject([{ saleId: 's-1', amount: usd('100.00') }]);
    const [{ earningId, payoutId }] = earnings.body.items;
    const collected = await api.ask(`GET /v1/partners/${partner}/earnings?payout=${payoutId}`, { as: 'ours' });
    expect(collected.body.items.map(({ saleId }: { saleId: string }) => saleId).sort()).toEqual(['r-1', 's-1', 's-2']);
    const trail = `GET /v1/partners/${partner}/earnings/${earningId}/trail`;
    expect((await api.ask(trail, { as: 'ours' })).body).toMatchObject({
      sale: { source: 'crm', saleId: 's-1', amount: usd('2000.00') },
      statement: { period: '2026-Q3', currency: 'USD' },
      postings: [{ kind: 'earn', amount: usd('100.00') }],
      ...{ line: null, attempt: null },
    });
    expect((await api.ask(trail, { as: 'theirs' })).status).toBe(404);
  });

  it('of what a seller earned as SPIFF are the seller’s: colleagues do not find them, finance does', async () => {
    const { plan, ...document } = smallProgram({});
    const rules = [
      ...plan.rules,
      ruleOf({
        ...{ id: 'spiff', trigger: 'deal_won', basis: 'count', payee: { role: 'P-sales' } },
        bands: [{ from: '0', each: '25' }],
      }),
    ];
    const selling = await publishVersion(api.pool, {
      program: { ...document, id: 'selling', plan: { ...plan, rules } },
    });
    const reseller = await addPartner(api.pool, selling, { partnerId: 'resell-aaaaaaaa' });
    const sue = await api.person('sue', { partnerId: reseller, roles: ['P-sales'] });
    await api.person('boss', { partnerId: reseller, roles: ['P-own', 'P-fin'] });
    await api.person('carl', { roles: ['CAM'] });
    const won = { partner: reseller, kind: 'deal_won', people: [{ personId: sue, role: 'P-sales' }] } as const;
    await kit.importEvents(selling, [{ ...won, eventId: 'd-1', amount: '100', people: [...won.people] }], {
      source: 'crm',
    });
    const asked = { programId: 'selling', fromPeriod: '2026-Q3', toPeriod: '2026-Q3', partnerIds: [reseller] };
    await kit.price(asked);
    const of = (rest = '') => `GET /v1/partners/${reseller}/statements${rest}`;
    for (const as of ['sue', 'fin']) {
      const { items } = (await api.ask(of(`?person=${sue}`), { as })).body;
      expect(items).toMatchObject([
        {
          person: { personId: sue, name: expect.any(String) },
          period: '2026-Q3',
          earned: usd('25.00'),
          close: usd('25.00'),
        },
      ]);
      const one = await api.ask(of(`/2026-Q3?person=${sue}`), { as });
      expect(one.body.lines).toMatchObject([{ part: 'earned', earning: { saleId: 'd-1', rule: 'spiff' } }]);
    }
    const file = await api.ask(of(`/2026-Q3/csv?person=${sue}`), { as: 'sue' });
    expect(file.headers.get('content-disposition')).toContain(`statement-${reseller}-${sue}-2026-Q3-USD.csv`);
    expect(file.body).toContain('25.00');
    for (const rest of ['', '/2026-Q3', '/2026-Q3/csv', '/2026-Q3/pdf'])
      for (const as of ['boss', 'carl', 'ours'])
        expect((await api.ask(of(`${rest}?person=${sue}`), { as })).status).toBe(404);
    const books = async (as: string) => {
      const { items } = (await api.ask('GET /v1/statements', { as })).body as {
        items: { partnerId: string; person: unknown }[];
      };
      return items.filter(({ partnerId }) => partnerId === reseller).map(({ person }) => person);
    };
    const hers = [{ personId: sue, name: expect.any(String) }];
    expect([await books('sue'), await books('fin'), await books('boss'), await books('carl')]).toEqual([
      hers,
      hers,
      [],
      [],
    ]);
    const earned = async (as: string) => {
      const { items } = (await api.ask(`GET /v1/partners/${reseller}/earnings`, { as })).body;
      return (items as { earningId: string; rule: string }[]).map(({ earningId, rule }) => ({ earningId, rule }));
    };
    const [spiff] = await earned('sue');
    expect([spiff!.rule, ...(await earned('boss')), ...(await earned('carl'))]).toEqual(['spiff']);
    expect(await earned('fin')).toEqual([spiff]);
    const trail = `GET /v1/partners/${reseller}/earnings/${spiff!.earningId}/trail`;
    const told = await Promise.all(['sue', 'fin', 'boss', 'carl'].map((as) => api.ask(trail, { as })));
    expect(told.map(({ status }) => status)).toEqual([200, 200, 404, 404]);
    // What is hers is in none of the partner's own statements, and not in its ledger.
    expect((await api.ask(of(), { as: 'boss' })).body.items).toEqual([]);
    expect((await api.ask(`GET /v1/partners/${reseller}/ledger`, { as: 'boss' })).body.books).toEqual([]);
    expect((await api.ask(of('/2026-Q3?person=nobody'), { as: 'fin' })).status).toBe(404);
    // The one approval of the close covers it: finance is told how much, and whoever else may look is not.
    const at = { nowMs: Date.parse('2026-10-02T12:00:00Z') };
    const closed = closing(selling, reseller, '2026-Q3', at);
    const { result } = await asActivity(kit.activities.calculatePayout, closed);
    const decided = await decidePayout(kit, reseller, result);
    await asActivity(kit.activities.recordPayout, { ...closed, decided });
    const payouts = async (as: string) => (await api.ask(`GET /v1/partners/${reseller}/payouts`, { as })).body.items;
    const approval = `GET /v1/approvals/${(await payouts('boss'))[0].approvalId}`;
    const paid = { personId: sue, name: expect.any(String), amount: usd('25.00') };
    expect((await api.ask(approval, { as: 'fin' })).body).toMatchObject({ paid: [paid] });
    const carls = (await api.ask(approval, { as: 'carl' })).body;
    expect([carls.paid, JSON.stringify(carls).includes('25.00')]).toEqual([null, false]);
    const covering = { amount: usd('0.00'), person: null, people: 1, state: 'due' };
    expect(await payouts('boss')).toMatchObject([covering]);
    const own = (await payouts('sue')).find(({ person }: { person: unknown }) => person !== null);
    expect(own).toMatchObject({ amount: usd('25.00'), person: { personId: sue }, people: 0, state: 'due' });
    expect(await payouts('fin')).toHaveLength(2);
    const proof = `GET /v1/partners/${reseller}/payouts/${own.payoutId}/proof`;
    expect((await api.ask(proof, { as: 'carl' })).status).toBe(404);
    // All of it agrees, but that nobody's decision is on record: the kit has ended the approval by itself.
    const { findings } = provePayout((await api.ask(proof, { as: 'fin' })).body as PayoutProof);
    expect(findings.map(({ what }) => what)).toEqual(['has no approving person']);
  });

  it('are the partner’s own: nobody else’s people find them', async () => {
    for (const rest of ['', '/2026-Q3', '/2026-Q3/csv', '/2026-Q3/pdf'])
      expect((await api.ask(path(rest), { as: 'theirs' })).status).toBe(404);
    expect((await api.ask(path('/2026-Q9'), { as: 'ours' })).status).toBe(404);
    expect((await api.ask(path('/2025-Q1'), { as: 'ours' })).body).toMatchObject({ close: usd('0.00'), lines: [] });
  });
});
