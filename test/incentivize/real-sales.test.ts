import type { PoolClient } from 'pg';
import { guessSaleMapping } from '../../domain/sell/sale-columns';
import type { ProgramVersion } from '../../domain/program';
import { addResellers, adventureWorks, cellsOf, hasAdventureWorks, unlessAbsent } from '../kit/adventure-works';
import { closing, asActivity, moneyKit } from '../kit/money';
import type { Imported, MoneyKit } from '../kit/money';
import { publishVersion } from '../kit/rows';

const LINES = 57_851;
const QUARTERS = { programId: 'channel', fromPeriod: '2017-Q3', toPeriod: '2020-Q2' };

/**
 * The same money by other means: the file as text into a table, and one query of window functions over numeric.
 * Tiers are read from the table of dated rows, bands from the published document, everything else is SQL.
 */
const ORACLE = `
  WITH line AS (
    SELECT 'aw-' || reseller AS partner_id, order_number || '/' || row_number() OVER (PARTITION BY order_number ORDER BY position) AS sale_id, day, amount
    FROM raw_sale),
  band AS (
    SELECT t.key AS tier, (b ->> 'from')::numeric AS low, (b ->> 'to')::numeric AS high, rtrim(b ->> 'rate', '%')::numeric / 100 AS rate
    FROM program_version v, jsonb_each(v.document #> '{plan,rules,0,tiers}') t, jsonb_array_elements(t.value) b),
  running AS (
    SELECT l.*, to_char(day, 'YYYY"-Q"Q') AS period,
           coalesce((SELECT tier FROM partner_tier t WHERE t.partner_id = l.partner_id AND t.from_day <= l.day ORDER BY t.from_day DESC LIMIT 1), 'registered') AS tier,
           sum(amount) OVER (PARTITION BY partner_id, date_trunc('quarter', day) ORDER BY day, sale_id COLLATE "C" ROWS UNBOUNDED PRECEDING) AS after
    FROM line l)
  SELECT partner_id, sale_id, period, tier, after,
         (SELECT round(sum(greatest(0, least(after, high) - low) * rate), 2) - round(sum(greatest(0, least(after - amount, high) - low) * rate), 2)
          FROM band WHERE band.tier = running.tier) AS earned
  FROM running`;

const describeWithData = hasAdventureWorks ? describe : describe.skip;

describeWithData(`57,851 real order lines${unlessAbsent}`, () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let imported: Imported;
  let oracle: PoolClient;

  beforeAll(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool);
    const keys = [...new Set(cellsOf(adventureWorks('resellers.csv')).map(([key]) => key!))];
    await addResellers(kit.pool, program, keys);
    // Two thirds of the resellers are promoted on the way, some of them twice and back.
    await kit.rows(`INSERT INTO partner_tier (partner_id, from_day, tier, business_key)
      SELECT partner_id, d.from_day::date, d.tier, partner_id || d.from_day FROM partner,
        (VALUES (1, '2017-09-15', 'silver'), (1, '2018-10-31', 'gold'), (2, '2018-01-31', 'gold'), (2, '2019-01-30', 'registered'), (2, '2019-07-31', 'platinum')) AS d(part, from_day, tier)
      WHERE external_id::int % 3 = d.part`);
    const csv = adventureWorks('reseller-sales.csv');
    const mapping = guessSaleMapping(csv.slice(0, csv.indexOf('\n')).trim().split(','));
    imported = await kit.importCsv({
      programId: program.programId,
      source: 'aw',
      format: 'csv',
      csv,
      mapping,
      currency: 'USD',
    });
    await kit.price(QUARTERS);
    oracle = await kit.pool.connect();
    await loadRaw(oracle, csv);
    await oracle.query(`CREATE TEMP TABLE expected AS ${ORACLE}`);
  }, 180_000);
  afterAll(async () => {
    oracle.release();
    await kit.close();
  });

  const one = async (sql: string): Promise<unknown> => (await oracle.query(sql)).rows[0];

  it('are imported, each one, with the amount that the file says', async () => {
    expect(imported.progress).toMatchObject({ total: LINES, done: LINES, counts: { stored: LINES } });
    expect(
      await one(
        `SELECT count(*)::int AS lines, sum(amount_minor)::text AS total, count(DISTINCT partner_id)::int AS partners FROM sale`,
      ),
    ).toEqual({ lines: LINES, total: '7754857020', partners: 632 });
  });

  it('earn, line by line, what an independent query computes', async () => {
    expect(await one('SELECT count(*)::int AS lines FROM earning WHERE revision = 1')).toEqual({ lines: LINES });
    const ours = `SELECT e.partner_id, s.sale_id, e.period, e.tier, e.amount_minor::numeric, e.trace ->> 'earned', (e.trace ->> 'basisAfter')::numeric FROM earning e JOIN sale s USING (sale_key)`;
    const theirs = `SELECT partner_id, sale_id, period, tier, earned * 100, earned::text, after FROM expected`;
    const different = await oracle.query(
      `((${ours}) EXCEPT ALL (${theirs})) UNION ALL ((${theirs}) EXCEPT ALL (${ours})) LIMIT 3`,
    );
    expect(different.rows).toEqual([]);
    // The comparison is of real money and of every tier.
    expect(
      await one(
        'SELECT count(DISTINCT tier)::int AS tiers, count(*) FILTER (WHERE earned > 0)::int > 50000 AS paying FROM expected',
      ),
    ).toEqual({ tiers: 4, paying: true });
  });

  it.each([
    ['partner', 632, 'partner_id'],
    ['quarter of a partner', 3_600, 'partner_id, period'],
  ])('sum up by %s to the same', async (_what, groups, by) => {
    const ours = `SELECT ${by}, sum(amount_minor) AS total, count(*) AS lines FROM earning GROUP BY ${by}`;
    const theirs = `SELECT ${by}, sum(earned) * 100 AS total, count(*) AS lines FROM expected GROUP BY ${by}`;
    expect(await one(`SELECT count(*)::int AS groups FROM (${theirs}) t`)).toEqual({ groups });
    expect(
      await one(
        `SELECT count(*)::int AS different FROM ((${ours} EXCEPT ${theirs}) UNION ALL (${theirs} EXCEPT ${ours})) d`,
      ),
    ).toEqual({ different: 0 });
  });

  it('earn nothing more when everything is priced again', async () => {
    expect(await kit.price(QUARTERS)).toMatchObject({ finished: true, lines: LINES, postings: 0 });
    expect(await one('SELECT count(*)::int AS lines FROM earning')).toEqual({ lines: LINES });
  });

  it('are all paid by one close of a partner, years later', async () => {
    const { result } = await asActivity(kit.activities.calculatePayout, closing(program, 'aw-676', '2026-Q3'));
    const expected = await one(
      `SELECT (sum(earned) * 100)::int AS "amountMinor", count(*)::int AS earnings FROM expected WHERE partner_id = 'aw-676'`,
    );
    expect(result).toMatchObject(expected as object);
  });
});

async function loadRaw(client: PoolClient, csv: string): Promise<void> {
  await client.query(
    'CREATE TEMP TABLE raw_sale (position int, order_number text, day date, reseller text, amount numeric)',
  );
  const rows = cellsOf(csv);
  await client.query('INSERT INTO raw_sale SELECT * FROM unnest($1::int[], $2::text[], $3::date[], $4::text[], $5::numeric[])', [
    rows.map((_, index) => index), rows.map((row) => row[0]), rows.map((row) => row[1]), rows.map((row) => row[3]), rows.map((row) => row[9]),
  ]); // prettier-ignore
}
