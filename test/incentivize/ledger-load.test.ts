import type { Pool, PoolClient } from 'pg';
import type { LedgerPosting } from '../../database/repositories/ledger';
import { post } from '../../database/repositories/ledger';
import { transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import { itemOf } from '../../domain/incentivize/ledger';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';
import { dose } from '../kit/dose';
import { expectInvariants } from '../kit/invariants';
import { earned, posting, postNow } from '../kit/ledger';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const CONNECTIONS = 16;
const BOOKS = 20;
/** Who takes two books in one transaction without asking for both at once: these can wait for each other. */
const CARELESS = 2;
/** A lost race is repeated up to so many times: `database/sql.ts`. */
const ATTEMPTS_MAX = 5;

describe('many who post at once', () => {
  let db: FreshDatabase;
  let pool: Pool;
  let books: string[];
  beforeAll(async () => {
    db = await freshDatabase();
    pool = openPool({ url: db.appUrl, size: CONNECTIONS + 2 });
    const program = await publishVersion(pool, { program: smallProgram({}) });
    books = [];
    for (let nr = 0; nr < BOOKS; nr += 1)
      books.push(await addPartner(pool, program, { partnerId: freshName(`book${nr}`) }));
  });
  afterAll(async () => {
    await pool.end();
    await db.drop();
  });

  test('reverse each transaction exactly once, though everybody tries twice', async () => {
    const count = dose({ test: 30, hard: 500, soak: 500 });
    const partner = books[0]!;
    const made = await postNow(
      pool,
      ...Array.from({ length: count }, (_, i) =>
        posting(partner, { kind: 'earn', lines: [earned(`s${i}`, BigInt(i + 1))] }),
      ),
    );
    const reversals = made.flatMap(({ transactionId }) => {
      const reversal = () => postNow(pool, posting(partner, { kind: 'reversal', reverses: transactionId! }));
      return [reversal(), reversal()];
    });
    const answers = (await Promise.all(reversals)).flat();
    expect(answers.filter(({ posted }) => posted)).toHaveLength(count);
    // Whoever came second is told what the first one posted.
    expect(new Set(answers.map(({ transactionId }) => transactionId)).size).toBe(count);
    const { rows } = await pool.query('SELECT accrued_held, expense, seq FROM ledger_book WHERE partner_id = $1', [
      partner,
    ]);
    expect(rows).toEqual([{ accrued_held: '0', expense: '0', seq: 2 * count }]);
    await expectInvariants(pool);
  });

  test(`on ${CONNECTIONS} connections keep every invariant at every step, and every lost race is repeated and won`, async () => {
    const seconds = dose({ test: 3, hard: 120, soak: 120 });
    const until = performance.now() + seconds * 1000;
    const lost = { races: 0, attemptsMax: 0 };
    /** One transaction of ours, which notes how often it had to be repeated. */
    const attempted = async (work: (tx: PoolClient) => Promise<unknown>): Promise<void> => {
      let attempts = 0;
      await transaction(pool, (tx) => {
        attempts += 1;
        return work(tx);
      });
      lost.races += attempts - 1;
      lost.attemptsMax = Math.max(lost.attemptsMax, attempts);
    };
    let steps = 0;
    const worker = async (nr: number) => {
      for (let i = 0; performance.now() < until; i += 1) {
        const of = books[(nr * 7 + i) % BOOKS]!;
        const other = books[(nr * 3 + i * 5 + 1) % BOOKS]!;
        const sale = `w${nr}s${i}`;
        await attempted((tx) => post(tx, mixed(of, sale, i)));
        // Two books in one transaction, in any order: who asks for both at once never waits in a circle.
        const pays = [of, other].map((id) => posting(id, { kind: 'pay', amountMinor: 20n }));
        if (nr >= CARELESS) await attempted((tx) => post(tx, pays));
        else {
          const pair = [books[0]!, books[1]!].map((id) => posting(id, { kind: 'pay', amountMinor: 1n }));
          const [first, second] = nr % 2 === 0 ? pair : [...pair].reverse();
          await attempted(async (tx) => {
            await post(tx, [first!]);
            await post(tx, [second!]);
          });
        }
        steps += 1;
      }
    };
    let looks = 0;
    const watch = async () => {
      while (performance.now() < until) {
        await expectInvariants(pool);
        looks += 1;
      }
    };
    await Promise.all([watch(), ...Array.from({ length: CONNECTIONS }, (_, nr) => worker(nr))]);
    await expectInvariants(pool);
    expect(Math.min(steps, looks)).toBeGreaterThan(0);
    // Postgres has ended waiting in a circle; nobody was sent away with it.
    expect(lost.races).toBeGreaterThan(0);
    expect(lost.attemptsMax).toBeLessThanOrEqual(ATTEMPTS_MAX);
    if (dose({ test: 0, hard: 1, soak: 1 })) process.stdout.write(`${JSON.stringify({ steps, looks, ...lost })}\n`);
  });
});

/** What happens to a sale, a little different each time: earned, undone or approved, paid, confirmed or sent back, refunded. */
function mixed(of: string, sale: string, i: number): LedgerPosting[] {
  const amount = BigInt(100 + (i % 400));
  const earn = posting(of, { kind: 'earn', lines: [earned(sale, amount)] });
  const release = posting(of, { kind: 'release', items: [itemOf(sale, 'base')] });
  const pay = posting(of, { kind: 'pay', amountMinor: 40n });
  const end = posting(of, { kind: i % 3 === 0 ? 'return' : 'settle', amountMinor: 40n });
  const clawback = posting(of, { kind: 'clawback', lines: [earned(sale, 30n)] });
  if (i % 5 === 0) return [earn, clawback];
  return i % 5 === 1 ? [earn, release, pay, end] : [earn, release, pay, end, clawback];
}
