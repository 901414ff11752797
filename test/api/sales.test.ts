import { Worker } from '@temporalio/worker';
import { compose } from '../../workers/compose';
import type { Composed } from '../../workers/compose';
import type { ProgramVersion } from '../../domain/program';
import type { TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import { asActivity, closing } from '../kit/money';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';
import type { TestTemporal } from '../kit/temporal';
import { connectTemporal, workflowBundle } from '../kit/temporal';

/** How long an import may take in a test. */
const PATIENCE_MS = 20_000;

describe('sales, earnings and pricing runs over HTTP', () => {
  let api: TestApi;
  let temporal: TestTemporal;
  let composed: Composed;
  let worker: Worker;
  let running: Promise<void>;
  let program: ProgramVersion;
  let partner: string;
  let other: string;

  beforeAll(async () => {
    api = await startTestApi();
    temporal = await connectTemporal();
    program = await publishVersion(api.pool, { program: smallProgram({}) });
    [partner, other] = [
      await addPartner(api.pool, program, { partnerId: 'acme-aaaaaaaa' }),
      await addPartner(api.pool, program, { partnerId: 'other-aaaaaaaa' }),
    ];
    await api.person('ops', { roles: ['PO', 'FIN'] });
    await api.person('regional', { roles: [['PO', 'us']] });
    await api.person('cam', { roles: ['CAM'] });
    await api.person('theirs', { partnerId: other, roles: ['P-own'] });
    await api.person('ours', { partnerId: partner, roles: ['P-own'] });
    const { databaseUrl, actorKey, taskQueue } = api.settings;
    const nowhere = 'http://127.0.0.1:9';
    composed = await compose(
      {
        ...{
          databaseUrl,
          actorKey,
          taskQueue,
          trustTemporalUi: false,
          screeningUrl: nowhere,
          scimUrl: nowhere,
          healthPort: 0,
          healthHost: '127.0.0.1',
          cachedWorkflowsMax: 50,
          logLevel: 'error',
        },
        temporal: {
          address: temporal.address,
          namespace: temporal.namespace,
          tls: false,
          retentionDays: 1,
          createNamespace: false,
        },
      },
      { client: temporal.client },
    );
    worker = await Worker.create({
      connection: temporal.nativeConnection,
      namespace: temporal.namespace,
      taskQueue,
      workflowBundle: await workflowBundle(),
      shutdownForceTime: '5s',
      activities: { ...composed.activities },
    });
    running = worker.run();
  });
  afterAll(async () => {
    worker.shutdown();
    await running;
    await composed.close();
    await temporal.close();
    await api.close();
  });

  const send = (sales: object[], parts: { as?: string; key?: string; source?: string } = {}) =>
    api.ask('POST /v1/sales', {
      as: parts.as ?? 'ops',
      key: parts.key ?? freshName('k'),
      json: { source: parts.source ?? 'crm', sales },
    });
  const sale = (saleId: string, parts: object = {}) => ({
    saleId,
    partner,
    occurredOn: '2026-07-01',
    amount: { amount: '1234.50', currency: 'USD' },
    ...parts,
  });
  const ended = async (path: string, as = 'ops'): Promise<{ state: string } & Record<string, unknown>> => {
    for (const endMs = Date.now() + PATIENCE_MS; ;) {
      const { body } = await api.ask(`GET ${path}`, { as });
      if (['done', 'failed'].includes(body.state)) return body;
      if (Date.now() > endMs) throw new Error(`Still ${JSON.stringify(body)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const csv = (body: string, query: string, key = freshName('k')) =>
    api.ask(`POST /v1/sales/imports?${query}`, { as: 'ops', key, raw: { body, type: 'text/csv' } });

  it('takes a batch, reports each row, and lists what it stored', async () => {
    const answer = await send([
      sale('a-1'),
      sale('a-2', { amount: { amount: '10', currency: 'USD' }, partner: 'unknown-partner' }),
    ]);
    expect(answer.status).toBe(202);
    expect(answer.body).toMatchObject({ state: 'starting', statusUrl: answer.headers.get('location') });
    expect(answer.body.temporalUrl).toContain('/workflows/import%2Fimp_');
    expect(await ended(answer.body.statusUrl)).toMatchObject({
      state: 'done',
      kind: 'sales',
      total: 2,
      counts: { stored: 1, unmatched: 1 },
    });
    const rows = await api.ask(`GET ${answer.body.statusUrl}/rows?outcome=unmatched`, { as: 'ops' });
    expect(rows.body.items).toMatchObject([{ rowNumber: 2, outcome: 'unmatched', reference: 'a-2' }]);
    const listed = await api.ask(`GET /v1/sales?partner=${partner}&period=2026-Q3`, { as: 'ops' });
    expect(listed.body.items).toMatchObject([
      { saleId: 'a-1', amount: { amount: '1234.50', currency: 'USD' }, state: 'booked' },
    ]);
    expect((await api.ask('GET /v1/sales?state=unmatched', { as: 'ops' })).body.items).toMatchObject([
      { saleId: 'a-2', partnerId: null },
    ]);
  });

  it('gives one answer and one effect for one key, and a conflict in the report for other content under one id', async () => {
    const key = freshName('k');
    const [first, again] = [await send([sale('b-1')], { key }), await send([sale('b-1')], { key })];
    expect(again.body).toEqual(first.body);
    expect((await send([sale('b-2')], { key })).status).toBe(422);
    await ended(first.body.statusUrl);
    const changed = await send([sale('b-1', { amount: { amount: '1', currency: 'USD' } })]);
    expect(await ended(changed.body.statusUrl)).toMatchObject({ counts: { conflict: 1 } });
    expect((await api.ask(`GET ${changed.body.statusUrl}/rows`, { as: 'ops' })).body.items[0]).toMatchObject({
      code: 'SALE.CONFLICT',
    });
  });

  it('refuses what breaks a rule with every fault and its place, and what is no shape of ours with 400', async () => {
    const answer = await send([
      sale('c-1'),
      sale('c-2', { amount: { amount: '1.234', currency: 'USD' } }),
      sale('c-3', { amount: { amount: '-1', currency: 'XXX' }, kind: 'refund' }),
    ]);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/sales/1/amount/amount',
      '/sales/2/refundOf',
      '/sales/2/amount/currency',
    ]);
    expect((await send([sale('c-4', { amount: 12 })])).status).toBe(400);
    expect((await send([])).status).toBe(400);
    expect(
      (await api.ask('POST /v1/sales', { as: 'ops', json: { source: 'crm', sales: [sale('c-5')] } })).body.code,
    ).toBe('IDEMPOTENCY.KEY_REQUIRED');
    expect((await send([sale('c-6')], { as: 'cam' })).status).toBe(403);
  });

  it('records the refusal of somebody whose role holds in one region only', async () => {
    const answer = await send([sale('d-1')], { as: 'regional' });
    expect(await ended(answer.body.statusUrl, 'regional')).toMatchObject({
      state: 'failed',
      refusal: { code: 'AUTH.FORBIDDEN' },
    });
  });

  it('shows how a file would be read, then reads it so', async () => {
    const file =
      'SalesOrderNumber,OrderDate,ResellerKey,SalesAmount,ProductKey\nSO1,2026-08-01,acme-aaaaaaaa,100.00,7\nSO1,2026-08-01,acme-aaaaaaaa,50.5,8\nSO2,2026-08-02,acme-aaaaaaaa,x,9\n';
    const shown = await csv(file, 'source=erp&currency=USD&preview=true');
    expect(shown.status).toBe(200);
    expect(shown.body).toMatchObject({
      state: 'preview',
      faults: [],
      mapping: { orderLines: true, columns: { saleId: 'SalesOrderNumber', amount: 'SalesAmount' } },
    });
    expect(shown.body.rows[1]).toMatchObject({ saleId: 'SO1/2', amount: { amount: '50.5', currency: 'USD' } });
    const sent = await csv(
      file,
      `source=erp&currency=USD&mapping=${encodeURIComponent(JSON.stringify(shown.body.mapping))}`,
    );
    expect(sent.status).toBe(202);
    expect(await ended(sent.body.statusUrl)).toMatchObject({ total: 3, counts: { stored: 2, refused: 1 } });
    const missing = await csv('a,b\n1,2\n', 'source=erp');
    expect(missing.status).toBe(422);
    expect(missing.body.errors.length).toBeGreaterThan(3);
    expect((await csv(file, 'source=erp&currency=USD&mapping=nonsense')).status).toBe(400);
  });

  it('takes moments, corrections and refunds, and lists what each counts for', async () => {
    const first = await send([
      sale('m-1', { occurredOn: '2026-03-31T23:30:00-07:00', amount: { amount: '100', currency: 'USD' } }),
      sale('m-2', {
        kind: 'correction',
        corrects: 'm-1',
        occurredOn: '2026-04-20',
        amount: { amount: '140', currency: 'USD' },
      }),
      sale('m-3', {
        kind: 'refund',
        refundOf: 'm-1',
        occurredOn: '2026-05-02 10:00:00',
        amount: { amount: '500', currency: 'USD' },
      }),
      sale('m-4', { kind: 'correction', corrects: 'm-0', occurredOn: '2026-04-21' }),
    ]);
    expect(await ended(first.body.statusUrl)).toMatchObject({ counts: { stored: 3, unmatched: 1 } });
    const rows = (await api.ask(`GET ${first.body.statusUrl}/rows`, { as: 'ops' })).body.items;
    expect(rows.map(({ code }: { code: string | null }) => code)).toEqual([
      null,
      null,
      'SALE.REFUND_EXCESS',
      'SALE.CORRECTS_UNKNOWN',
    ]);
    const listed = await api.ask(`GET /v1/sales?partner=${partner}&period=2026-Q2`, { as: 'ours' });
    const usd = (amount: string) => ({ amount, currency: 'USD' });
    expect(listed.body.items).toMatchObject([
      { saleId: 'm-3', state: 'booked', occurred: { at: '2026-05-02T14:00:00.000Z' }, amount: usd('500.00'), counts: usd('140.00'), excess: usd('360.00') },
      { saleId: 'm-4', state: 'unmatched', corrects: 'm-0', counts: null, occurred: null },
      { saleId: 'm-2', state: 'in_force', corrects: 'm-1', counts: null, excess: null },
      // 23:30 in Los Angeles is the next day in New York, whose program it is.
      { saleId: 'm-1', state: 'booked', occurredOn: '2026-04-01', occurred: { at: '2026-04-01T06:30:00.000Z' }, amount: usd('100.00'), counts: usd('140.00'), correctedBy: 'm-2' },
    ]); // prettier-ignore
    expect((await api.ask('GET /v1/sales?state=in_force', { as: 'ours' })).body.items).toHaveLength(1);
    const wrong = await send([
      sale('m-5', { corrects: 'm-1' }),
      sale('m-6', { kind: 'correction', occurredOn: '2026-02-30' }),
    ]);
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/sales/0/corrects',
      '/sales/1/corrects',
      '/sales/1/occurredOn',
    ]);
    expect((await send([sale('m-7', { occurredOn: 'yesterday' })])).status).toBe(400);
  });

  it('prices without a stage, and explains each earning to the partner whose it is, and to nobody else', async () => {
    await ended(
      (await send([sale('e-1', { occurredOn: '2018-02-01', amount: { amount: '12000', currency: 'USD' } })])).body
        .statusUrl,
    );
    const started = await api.ask('POST /v1/pricing-runs', {
      as: 'ops',
      key: freshName('k'),
      json: { program: program.programId, from: '2018-Q1', to: '2018-Q4' },
    });
    expect(started.status).toBe(202);
    expect(await ended(started.body.statusUrl)).toMatchObject({
      state: 'done',
      lines: 1,
      postings: 1,
      from: '2018-Q1',
    });
    const earnings = await api.ask(`GET /v1/partners/${partner}/earnings?period=2018-Q1`, { as: 'ours' });
    expect(earnings.body.items).toMatchObject([
      {
        saleId: 'e-1',
        amount: { amount: '660.00', currency: 'USD' },
        rule: 'sales',
        revision: 1,
        state: 'open',
        program: { version: 1 },
        trace: { earned: '660.00' },
      },
    ]);
    expect(earnings.body.items[0].explanation).toContain('10000.00 at 5%');
    expect(earnings.body.totals).toMatchObject([{ period: '2018-Q1', amount: { amount: '660.00' } }]);
    const ledger = await api.ask(`GET /v1/partners/${partner}/ledger?limit=1`, { as: 'ours' });
    expect(ledger.body.items).toMatchObject([
      {
        kind: 'earn',
        currency: 'USD',
        moves: [
          { account: 'accrued_held', amount: { amount: '660.00' } },
          { account: 'expense', amount: { amount: '-660.00' } },
        ],
        postings: [
          { position: 1, account: 'expense', amount: { amount: '-660.00' }, rule: 'sales', saleId: null },
          { position: 2, account: 'accrued_held', amount: { amount: '660.00' }, rule: 'sales', saleId: 'e-1' },
        ],
        program: { version: 1 },
      },
    ]);
    const [book] = ledger.body.books;
    expect(book).toMatchObject({
      currency: 'USD',
      transactions: ledger.body.items[0].seq,
      hash: ledger.body.items[0].hash,
    });
    // What stands on an account after the latest transaction is what stands in the book.
    const held = ledger.body.items[0].moves[0];
    expect(book.balances).toContainEqual({ account: 'accrued_held', amount: held.after });
    const { earningId } = earnings.body.items[0];
    const of = async (filter: string) =>
      (await api.ask(`GET /v1/partners/${partner}/ledger?${filter}`, { as: 'ours' })).body.items;
    expect(await of(`earning=${earningId}`)).toMatchObject([{ postings: [{ earningId }, { earningId: null }] }]);
    expect(await of('earning=none')).toEqual([]);
    expect((await of('account=accrued_held')).length).toBeGreaterThan(0);
    expect(await of('account=write_off')).toEqual([]);
    expect((await api.ask(`GET /v1/partners/${partner}/ledger`, { as: 'theirs' })).status).toBe(404);
    const theirs = await api.ask(`GET /v1/partners/${partner}/earnings`, { as: 'theirs' });
    expect([theirs.status, theirs.body.code]).toEqual([404, 'REQUEST.NOT_FOUND']);
    expect((await api.ask(`GET ${started.body.statusUrl}`, { as: 'theirs' })).status).toBe(404);
    expect((await api.ask('GET /v1/sales', { as: 'theirs' })).body.items).toEqual([]);
    const wrong = { program: program.programId, from: '2018-Q4', to: '2018-Q1' };
    expect((await api.ask('POST /v1/pricing-runs', { as: 'ops', key: freshName('k'), json: wrong })).status).toBe(422);
    expect((await api.ask('POST /v1/pricing-runs', { as: 'ours', key: freshName('k'), json: wrong })).status).toBe(403);
  });

  it('shows payouts page by page, and a late difference in words', async () => {
    const calculate = (period: string) =>
      asActivity(composed.activities.calculatePayout, closing(program, partner, period));
    await ended(
      (await send([sale('f-1', { occurredOn: '2019-02-02', amount: { amount: '1000', currency: 'USD' } })])).body
        .statusUrl,
    );
    await calculate('2019-Q1');
    await ended(
      (await send([sale('f-0', { occurredOn: '2019-02-01', amount: { amount: '9500', currency: 'USD' } })])).body
        .statusUrl,
    );
    await calculate('2019-Q2');
    const page = await api.ask(`GET /v1/partners/${partner}/payouts?limit=1`, { as: 'ours' });
    expect(page.body.items).toMatchObject([
      { state: expect.stringMatching(/calculated|void/), earnings: expect.any(Number) },
    ]);
    const next = await api.ask(`GET /v1/partners/${partner}/payouts?limit=1&cursor=${page.body.nextCursor}`, {
      as: 'ours',
    });
    expect([page.body.items[0].state, next.body.items[0].state].sort()).toEqual(['calculated', 'void']);
    const { body } = await api.ask(`GET /v1/partners/${partner}/earnings?period=2019-Q1`, { as: 'ours' });
    const late = body.items.find((item: { revision: number }) => item.revision === 2);
    expect(late).toMatchObject({ saleId: 'f-1', amount: { amount: '15.00' } });
    expect(late.explanation).toContain('50.00 USD had been posted before; this is the difference of 15.00 USD.');
  });
});
