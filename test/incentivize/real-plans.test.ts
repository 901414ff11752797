import { Client } from 'pg';
import type { PoolClient } from 'pg';
import { EARNING_INVARIANTS } from '../../database/views/ledger-invariants';
import { addResellers, adventureWorks, cellsOf, hasAdventureWorks, unlessAbsent } from '../kit/adventure-works';
import { dose } from '../kit/dose';
import { expectInvariants } from '../kit/invariants';
import type { MoneyKit } from '../kit/money';
import { moneyKit } from '../kit/money';
import { eventsOf, loadLines, realLines } from '../kit/real-events';
import { REAL_PLANS } from '../kit/real-plans';
import { publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

/** Lines of one partner in so many: all of them at `soak`. */
const oneIn = dose({ test: 16, hard: 4, soak: 1 });
/** Events of one import. */
const BATCH = 10_000;

const describeWithData = hasAdventureWorks ? describe : describe.skip;

describeWithData(`real order lines of one partner in ${oneIn}, each paid as plain SQL pays it${unlessAbsent}`, () => {
  let kit: MoneyKit;
  let oracle: PoolClient;
  let owner: Client;
  const lines = hasAdventureWorks ? realLines(oneIn) : [];

  beforeAll(async () => {
    kit = await moneyKit();
    owner = new Client({ connectionString: kit.ownerUrl });
    await owner.connect();
    const program = await publishVersion(kit.pool, { program: smallProgram({}) });
    const keys = cellsOf(adventureWorks('resellers.csv')).map(([key]) => key!);
    await addResellers(kit.pool, program, keys);
    await kit.rows(`INSERT INTO partner_tier (partner_id, from_day, tier, business_key)
      SELECT partner_id, '2018-11-15', 'gold', partner_id FROM partner WHERE external_id::int % 2 = 1`);
    const events = eventsOf(lines);
    for (let from = 0; from < events.length; from += BATCH) {
      const { progress } = await kit.importEvents(program, events.slice(from, from + BATCH));
      expect(progress.counts).toMatchObject({ stored: Math.min(BATCH, events.length - from) });
    }
    oracle = await kit.pool.connect();
    await loadLines(oracle, lines);
  }, 600_000);
  afterAll(async () => {
    oracle.release();
    await owner.end();
    await kit.close();
  });

  it.each(Object.entries(REAL_PLANS))(
    '%s',
    async (title, { plan, sql }) => {
      // Each plan is a program of its own, which all partners join; rules of different plans have different ids.
      const id = `plan-${Object.keys(REAL_PLANS).indexOf(title)}`;
      const document = smallProgram({});
      await publishVersion(kit.pool, { program: { ...document, id, plan: { ...document.plan, ...plan } } });
      await owner.query('UPDATE partner SET program_id = $1', [id]);
      // As autovacuum would, had it more time.
      await owner.query('ANALYZE');
      const priced = await kit.price({ programId: id, fromPeriod: '2017-Q1', toPeriod: '2020-Q4' });
      expect(priced).toMatchObject({ finished: true, awaitingRate: 0 });

      await oracle.query(
        `CREATE TEMP TABLE ours ON COMMIT PRESERVE ROWS AS SELECT v.event_id, e.partner_id, CASE WHEN e.overlay THEN e.rule_id || ', on top' ELSE e.rule_id END AS rule_id, e.period, sum(e.amount_minor) / 100.0 AS amount
         FROM earning e JOIN commission_event v USING (event_key) WHERE e.program_id = '${id}' GROUP BY 1, 2, 3, 4 HAVING sum(e.amount_minor) <> 0`,
      );
      await oracle.query(
        `CREATE TEMP TABLE theirs AS SELECT * FROM (${sql}) AS t (event_id, partner_id, rule_id, period, amount) WHERE amount <> 0`,
      );
      const different = await oracle.query(
        `SELECT * FROM ours FULL JOIN theirs USING (event_id, partner_id, rule_id, period) WHERE ours.amount IS DISTINCT FROM theirs.amount LIMIT 3`,
      );
      const { rows } = await oracle.query(
        'SELECT count(*)::int AS paid, count(DISTINCT amount)::int AS amounts FROM theirs',
      );
      await oracle.query('DROP TABLE ours, theirs');
      expect(different.rows).toEqual([]);
      // The comparison is of real money.
      expect(rows[0].paid).toBeGreaterThan(1_000 / oneIn);
    },
    300_000,
  );

  it('and every cent of it stands in the ledger', async () => {
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
    await expectInvariants(kit.pool);
  }, 300_000);
});
