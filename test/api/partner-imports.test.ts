import { startTestApi } from '../kit/api';
import type { AnyBody, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { adventureWorks, hasAdventureWorks, unlessAbsent } from '../kit/adventure-works';
import { dose } from '../kit/dose';
import { freshName } from '../kit/servers';
import { publishVersion } from '../kit/rows';

let api: TestApi;
let stopWorker: () => Promise<void>;

beforeAll(async () => {
  api = await startTestApi();
  await publishVersion(api.pool, { nowMs: Date.now() });
  await api.person('olga', { roles: ['PO'] });
  await api.person('carl', { roles: ['CAM'] });
  stopWorker = await startApiWorker(api);
});
afterAll(async () => {
  await stopWorker();
  await api.close();
});

const CSV = `Id,Company,Kind,Country
1,Acme Outdoor,Warehouse,United States
2,Berta Räder GmbH,Ware House,Germany
3,ACME Outdoor Inc.,warehouse,US
4,"Quoted, with comma",Value-added reseller,FR
5,Circus,Circus,FR
1,Acme again,Warehouse,United States
`;

const send = (query: string, body: string, key: string) =>
  api.ask(`POST /v1/partners/imports?source=crm${query}`, { as: 'olga', key, raw: { body, type: 'text/csv' } });

async function finished(importId: string): Promise<AnyBody> {
  for (const endMs = Date.now() + 120_000; Date.now() < endMs;) {
    const { body } = await api.ask(`GET /v1/imports/${importId}`, { as: 'olga' });
    if (['done', 'failed'].includes(body.state)) return body;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('The import did not end.');
}

async function report(
  importId: string,
): Promise<{ rowNumber: number; outcome: string; code: string | null; message: string | null }[]> {
  const rows = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const { body }: { body: AnyBody } = await api.ask(
      `GET /v1/imports/${importId}/rows?limit=200${cursor && `&cursor=${cursor}`}`,
      { as: 'olga' },
    );
    rows.push(...body.items);
    cursor = body.nextCursor;
  }
  return rows;
}

async function lifecycles(source: string, count: number): Promise<AnyBody[]> {
  for (const endMs = Date.now() + 480_000; ; await new Promise((resolve) => setTimeout(resolve, 100))) {
    const { rows } = await api.pool.query('SELECT * FROM partner WHERE source = $1', [source]);
    if (rows.length >= count) return rows;
    if (Date.now() > endMs) throw new Error(`${rows.length} of ${count} lifecycles have begun.`);
  }
}

/** A source of its own: who the same source names twice is the same partner, also for another test on this server. */
const SOURCE = freshName('aw');

describe('a file of partners', () => {
  test('is shown as it would be read, and nothing is started', async () => {
    const { status, body } = await send('&preview=true', CSV, 'preview');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'preview',
      total: 6,
      refused: 1,
      notes: 2,
      lookAlikes: 1,
      unmapped: { types: ['Circus'], countries: [] },
      mapping: {
        columns: { externalId: 'Id', name: 'Company', type: 'Kind', country: 'Country' },
        aliases: { 'Ware House': 'Warehouse', warehouse: 'Warehouse' },
        types: { Warehouse: 'distributor' },
      },
    });
    expect(body.rows[4]).toMatchObject({ rowNumber: 5, code: 'PARTNER.NOT_ELIGIBLE' });
    expect((await api.pool.query('SELECT 1 FROM intake')).rowCount).toBe(0);
  });

  test('becomes lifecycles, with a report for each row; the same file again changes nothing', async () => {
    const { status, body, headers } = await send('', CSV, 'first');
    expect({ status, location: headers.get('location') }).toEqual({
      status: 202,
      location: `/v1/imports/${body.importId}`,
    });
    expect(await finished(body.importId)).toMatchObject({
      state: 'done',
      total: 6,
      counts: { stored: 4, refused: 1, conflict: 1, same: 0 },
    });
    expect((await report(body.importId)).map(({ outcome, code, message }) => [outcome, code, message])).toEqual([
      ['stored', null, null],
      ['stored', 'IMPORT.ALIAS', '"Ware House" was read as "Warehouse".'],
      ['stored', 'PARTNER.POSSIBLE_DUPLICATE', 'Possible duplicate of row 1. "warehouse" was read as "Warehouse".'],
      ['stored', null, null],
      ['refused', 'PARTNER.NOT_ELIGIBLE', expect.any(String)],
      ['conflict', 'PARTNER.EXISTS', 'Row 1 has the same id.'],
    ]);
    const partners = await lifecycles('crm', 4);
    expect(partners.map(({ name, region }) => [name, region]).sort()).toEqual([
      ['ACME Outdoor Inc.', 'us'],
      ['Acme Outdoor', 'us'],
      ['Berta Räder GmbH', 'de'],
      ['Quoted, with comma', 'fr'],
    ]);
    expect(partners.filter((partner) => partner.possible_duplicate_of !== null)).toHaveLength(1);
    expect(partners.find(({ external_id: id }) => id === '2').notes).toEqual(['"Ware House" was read as "Warehouse"']);

    const again = await send('', CSV.replace('4,"Quoted, with comma"', '4,Renamed'), 'second');
    expect(await finished(again.body.importId)).toMatchObject({
      counts: { stored: 0, same: 3, conflict: 2, refused: 1 },
    });
    expect((await api.pool.query(`SELECT 1 FROM partner WHERE source = 'crm'`)).rowCount).toBe(4);
  });

  test('is read as its sender says, where the guess is wrong', async () => {
    const mapping = encodeURIComponent(JSON.stringify({ columns: { name: 'Firma' }, types: { Circus: 'retailer' } }));
    const { body } = await send(
      `&preview=true&mapping=${mapping}`,
      'Id,Firma,Kind,Country\n9,Tent,Circus,FR\n',
      'mapped',
    );
    expect(body.rows).toMatchObject([{ name: 'Tent', type: 'retailer', region: 'fr', code: null }]);
    const refused = await send('', 'Id,Firma,Kind,Country\n9,Tent,Circus,FR\n', 'unmapped');
    expect(refused.body).toMatchObject({ code: 'IMPORT.MAPPING', errors: [{ pointer: '/columns/name' }] });
  });

  test('is only for those who may import', async () => {
    const { status } = await api.ask('POST /v1/partners/imports?source=crm', {
      as: 'carl',
      raw: { body: CSV, type: 'text/csv' },
    });
    expect(status).toBe(403);
  });
});

describe('the real resellers', () => {
  const run = hasAdventureWorks ? test : test.skip;

  run(`are read as they are: 701 rows, five alias notes, none refused${unlessAbsent}`, async () => {
    const { body } = await send('&preview=true', adventureWorks('resellers.csv'), 'aw-preview');
    expect(body).toMatchObject({
      total: 701,
      refused: 0,
      notes: 5,
      faults: [],
      mapping: { aliases: { 'Ware House': 'Warehouse' } },
    });
  });

  run(
    `become lifecycles, one each, with two flagged pairs and five alias notes${unlessAbsent}`,
    async () => {
      const { csv, count } = someOf(adventureWorks('resellers.csv'), dose({ test: 40, hard: 701, soak: 701 }));
      const { body } = await api.ask(`POST /v1/partners/imports?source=${SOURCE}`, {
        as: 'olga',
        key: 'aw',
        raw: { body: csv, type: 'text/csv' },
      });
      expect(await finished(body.importId)).toMatchObject({
        state: 'done',
        total: count,
        counts: { stored: count, refused: 0, same: 0, conflict: 0 },
      });
      const rows = await report(body.importId);
      expect(rows.filter(({ message }) => message?.includes('"Ware House" was read as "Warehouse"'))).toHaveLength(5);
      expect(rows.filter(({ code }) => code === 'PARTNER.POSSIBLE_DUPLICATE')).toHaveLength(2);
      const partners = await lifecycles(SOURCE, count);
      expect(partners).toHaveLength(count);
      expect(partners.filter((partner) => partner.possible_duplicate_of !== null)).toHaveLength(2);
      expect(partners.filter((partner) => partner.notes.length > 0)).toHaveLength(5);
    },
    600_000,
  );
});

/** The lines that a test looks for, and so many others that there are `count` of them. */
function someOf(csv: string, count: number): { csv: string; count: number } {
  const [header, ...lines] = csv.trimEnd().split(/\r?\n/);
  const nameOf = (line: string): string => line.split(',')[2]!;
  const isWanted = (line: string): boolean =>
    line.includes('Ware House') || lines.some((other) => other !== line && nameOf(other) === nameOf(line));
  const wanted = lines.filter(isWanted);
  const others = lines.filter((line) => !isWanted(line)).slice(0, count - wanted.length);
  const taken = new Set([...wanted, ...others]);
  return { csv: [header, ...lines.filter((line) => taken.has(line))].join('\n'), count: taken.size };
}
