import type { Pool } from 'pg';
import { transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import { itemOf } from '../../domain/incentivize/ledger';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';
import { expectInvariants } from '../kit/invariants';
import { earned, posting, postNow } from '../kit/ledger';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

describe('the ledger in Postgres', () => {
  let db: FreshDatabase;
  let pool: Pool;
  let program: Awaited<ReturnType<typeof publishVersion>>;
  let partner: string;
  beforeAll(async () => {
    db = await freshDatabase();
    pool = openPool({ url: db.appUrl });
    program = await publishVersion(pool, { program: smallProgram({}) });
  });
  afterAll(async () => {
    await pool.end();
    await db.drop();
  });
  beforeEach(async () => {
    partner = await addPartner(pool, program, { partnerId: freshName('acme') });
  });

  const balances = async (of = partner) =>
    (
      await pool.query(
        'SELECT accrued_held, payable, receivable, in_transit, expense FROM ledger_book WHERE partner_id = $1',
        [of],
      )
    ).rows[0];
  const release = (...sales: string[]) =>
    ({ kind: 'release', items: sales.map((sale) => itemOf(sale, 'base')) }) as const;

  test('keeps one chain per book, each link citing where it comes from', async () => {
    await postNow(
      pool,
      posting(
        partner,
        { kind: 'earn', lines: [earned('s1', 100n), earned('s2', 250n)] },
        { program: { programId: program.programId, version: program.version } },
      ),
      posting(partner, release('s1')),
      posting(partner, { kind: 'earn', lines: [earned('s3', 7n)] }, { currency: 'EUR' }),
    );
    await postNow(pool, posting(partner, { kind: 'clawback', lines: [earned('s2', 40n)] }));
    const { rows } = await pool.query(
      'SELECT currency, seq, kind, program_version, workflow_id FROM ledger_transaction WHERE partner_id = $1 ORDER BY currency, seq',
      [partner],
    );
    expect(rows.map(({ currency, seq, kind }) => [currency, seq, kind])).toEqual([
      ['EUR', 1, 'earn'],
      ['USD', 1, 'earn'],
      ['USD', 2, 'release'],
      ['USD', 3, 'clawback'],
    ]);
    expect(rows[1]).toMatchObject({ program_version: program.version, workflow_id: 'test/ledger' });
    expect(
      (
        await pool.query(`SELECT payable, accrued_held FROM ledger_book WHERE partner_id = $1 AND currency = 'USD'`, [
          partner,
        ])
      ).rows,
    ).toEqual([{ payable: '100', accrued_held: '210' }]);
    await expectInvariants(pool);
  });

  test('posts a business key once, whoever comes twice', async () => {
    const twice = posting(partner, { kind: 'earn', lines: [earned('s1', 100n)] });
    const answers = (
      await Promise.all([postNow(pool, twice), postNow(pool, twice), postNow(pool, twice, twice)])
    ).flat();
    expect(answers.filter(({ posted }) => posted)).toHaveLength(1);
    expect(new Set(answers.map(({ transactionId }) => transactionId)).size).toBe(1);
    expect(await balances()).toMatchObject({ accrued_held: '100' });
  });

  test('a key that has posted something else is a bug, and moves nothing', async () => {
    const first = posting(partner, { kind: 'earn', lines: [earned('s1', 100n)] });
    await postNow(pool, first);
    await expect(postNow(pool, { ...first, order: release('s1') })).rejects.toThrow('something else');
    await expect(
      postNow(
        pool,
        posting(partner, { kind: 'pay', amountMinor: 5n }),
        posting(partner, { kind: 'settle', amountMinor: 6n }),
      ),
    ).rejects.toThrow('in_transit');
    expect(await balances()).toMatchObject({ accrued_held: '100', in_transit: '0' });
  });

  describe('refuses, whoever writes as the application', () => {
    const changed = (sets: Record<string, string>) => async (tx: Pick<Pool, 'query'>, id: string) => {
      const { rows } = await tx.query(
        `SELECT to_jsonb(t) || jsonb_build_object('transaction_id', 'ltx_forged', 'business_key', 'forged', 'seq', t.seq + 1, 'previous_hash', t.hash) || $2::jsonb AS row
         FROM ledger_transaction t WHERE transaction_id = $1`,
        [id, JSON.stringify(sets)],
      );
      const { previous_seq: _seq, holder_id: _holder, ...row } = rows[0].row as Record<string, unknown>;
      const columns = Object.keys(row).join(', ');
      await tx.query(
        `INSERT INTO ledger_transaction (${columns}) SELECT ${columns} FROM jsonb_populate_record(NULL::ledger_transaction, $1)`,
        [JSON.stringify(row)],
      );
    };
    const entry = (values: string) => async (tx: Pick<Pool, 'query'>) =>
      void (await tx.query(
        `INSERT INTO ledger_entry (transaction_id, position, account, amount_minor) VALUES ${values}`,
      ));
    test.each([
      [
        'an entry added to a transaction of before',
        async (tx: Pick<Pool, 'query'>, id: string) => entry(`('${id}', 3, 'paid', 5)`)(tx),
        'ledger_entry_in_time',
      ],
      ['a transaction without entries', changed({}), 'ledger_transaction_balanced'],
      [
        'entries that do not sum to zero',
        async (tx: Pick<Pool, 'query'>, id: string) => {
          await changed({})(tx, id);
          await entry(`('ltx_forged', 1, 'payable', 7), ('ltx_forged', 2, 'bank', -6)`)(tx);
        },
        'ledger_transaction_balanced',
      ],
      [
        'balances that do not follow',
        async (tx: Pick<Pool, 'query'>, id: string) => {
          await changed({})(tx, id);
          await entry(`('ltx_forged', 1, 'payable', 7), ('ltx_forged', 2, 'expense', -7)`)(tx);
        },
        'ledger_transaction_balances',
      ],
      [
        'a hash of something else',
        async (tx: Pick<Pool, 'query'>, id: string) => {
          await changed({ payable: '7', expense: '-107' })(tx, id);
          await entry(`('ltx_forged', 1, 'payable', 7), ('ltx_forged', 2, 'expense', -7)`)(tx);
        },
        'ledger_transaction_hash',
      ],
      ['a link that leaves one out', changed({ seq: '3' }), 'ledger_transaction_link_fkey'],
      ['a link to another hash', changed({ previous_hash: 'f'.repeat(64) }), 'ledger_transaction_link_fkey'],
      [
        'a second link in the same place',
        changed({ seq: '1', previous_hash: '0'.repeat(64) }),
        'ledger_transaction_holder_id_currency_seq_key',
      ],
      ['an account below zero', changed({ payable: '-1' }), 'ledger_transaction_payable_check'],
    ])('%s', async (_what, write, constraint) => {
      const [first] = await postNow(pool, posting(partner, { kind: 'earn', lines: [earned('s1', 100n)] }));
      await expect(
        transaction(pool, async (tx) =>
          write(tx as unknown as Pool, first!.transactionId!).catch((error: { constraint?: string }) =>
            Promise.reject(error),
          ),
        ),
      ).rejects.toMatchObject({ constraint });
      expect(await balances()).toMatchObject({ accrued_held: '100' });
    });

    test.each([
      'UPDATE ledger_transaction SET seq = seq',
      'UPDATE ledger_entry SET amount_minor = 1',
      'DELETE FROM ledger_entry',
      'DELETE FROM ledger_transaction',
      'TRUNCATE ledger_entry',
    ])('%s', async (sql) => {
      await expect(pool.query(sql)).rejects.toThrow('permission denied');
    });
  });
});
