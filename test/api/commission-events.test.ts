import type { ProgramVersion } from '../../domain/program';
import type { TestApi } from '../kit/api';
import { startTestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

/** How long an import may take in a test. */
const PATIENCE_MS = 20_000;

describe('commission events over HTTP', () => {
  let api: TestApi;
  let stopWorker: () => Promise<void>;
  let program: ProgramVersion;
  let partner: string;
  let other: string;

  beforeAll(async () => {
    api = await startTestApi();
    program = await publishVersion(api.pool, { program: smallProgram({}) });
    partner = await addPartner(api.pool, program, { partnerId: 'acme-aaaaaaaa' });
    other = await addPartner(api.pool, program, { partnerId: 'other-aaaaaaaa' });
    await api.person('ops', { roles: ['PO'] });
    await api.person('theirs', { partnerId: other, roles: ['P-own'] });
    stopWorker = await startApiWorker(api);
  });
  afterAll(async () => {
    await stopWorker();
    await api.close();
  });

  const won = (eventId: string, parts: object = {}) => ({
    ...{ eventId, partner, kind: 'deal_won', occurredOn: '2026-07-01T12:00:00Z' },
    amount: { amount: '1234.50', currency: 'USD' },
    ...parts,
  });
  const send = (events: object[], parts: { as?: string; key?: string; source?: string } = {}) =>
    api.ask('POST /v1/commission-events', {
      as: parts.as ?? 'ops',
      key: parts.key ?? freshName('k'),
      json: { source: parts.source ?? 'crm', events },
    });
  const csv = (body: string, query: string) =>
    api.ask(`POST /v1/commission-events/imports?${query}`, {
      as: 'ops',
      key: freshName('k'),
      raw: { body, type: 'text/csv' },
    });
  const ended = async (path: string): Promise<{ counts: object }> => {
    for (const endMs = Date.now() + PATIENCE_MS; ;) {
      const { body } = await api.ask(`GET ${path}`, { as: 'ops' });
      if (['done', 'failed'].includes(body.state)) return body;
      if (Date.now() > endMs) throw new Error(`Still ${JSON.stringify(body)}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  it('are taken as a batch, once for one key, and listed with the instant, the day and when they were recorded', async () => {
    const key = freshName('k');
    const events = [
      won('a-1'),
      won('a-2', { kind: 'chargeback', of: 'a-1', amount: undefined }),
      won('a-3', { partner: other }),
    ];
    const [first, again] = [await send(events, { key }), await send(events, { key })];
    expect(first.status).toBe(202);
    expect(again.body).toEqual(first.body);
    expect(await ended(first.body.statusUrl)).toMatchObject({ kind: 'events', counts: { stored: 3, same: 0 } });
    const { body } = await api.ask(`GET /v1/commission-events?partner=${partner}&kind=deal_won`, { as: 'ops' });
    expect(body.items).toMatchObject([
      {
        ...{ eventId: 'a-1', partnerId: partner, occurredOn: '2026-07-01', period: '2026-Q3' },
        ...{ occurred: { at: '2026-07-01T12:00:00.000Z' }, recorded: expect.stringMatching(/Z$/) },
        ...{ amount: { amount: '1234.50', currency: 'USD' }, of: null, exceptions: [] },
      },
    ]);
    const theirs = await api.ask('GET /v1/commission-events', { as: 'theirs' });
    expect(theirs.body.items).toMatchObject([{ eventId: 'a-3', partnerId: other }]);
  });

  it('are refused with every fault and its place, and without a key', async () => {
    const answer = await send([won('b-1'), won('b-2', { kind: 'refund' }), won('b-3', { tax: '1.234' })]);
    expect(answer.status).toBe(422);
    expect(answer.body.errors.map((fault: { pointer: string }) => fault.pointer)).toEqual([
      '/events/1/of',
      '/events/2/tax',
    ]);
    expect((await send([won('b-4', { kind: 'gossip' })])).status).toBe(400);
    expect((await send([won('b-5')], { source: 'lifecycle' })).status).toBe(400);
    expect((await send([won('b-6')], { as: 'theirs' })).status).toBe(403);
    const keyless = { as: 'ops', json: { source: 'crm', events: [won('b-7')] } };
    expect((await api.ask('POST /v1/commission-events', keyless)).body.code).toBe('IDEMPOTENCY.KEY_REQUIRED');
  });

  it('come as a file, too: shown first, then read, another body under the same id reported', async () => {
    const file = `Id,Type,Partner,Date,Original,Amount\nf-1,Deal won,${partner},2026-07-02,,10.00\nf-2,Refund,${partner},2026-07-03,f-1,4.00\n`;
    const preview = await csv(file, 'source=shop&currency=USD&preview=true');
    expect(preview.body.rows).toMatchObject([
      { kind: 'deal_won', of: null },
      { kind: 'refund', of: 'f-1' },
    ]);
    const { body } = await csv(file, 'source=shop&currency=USD');
    expect(await ended(body.statusUrl)).toMatchObject({ counts: { stored: 2 } });
    const changed = await csv(file.replace('10.00', '11.00'), 'source=shop&currency=USD');
    expect(await ended(changed.body.statusUrl)).toMatchObject({ counts: { conflict: 1, same: 1 } });
    expect((await csv(file, 'source=shop')).body).toMatchObject({ code: 'IMPORT.MAPPING' });
  });
});
