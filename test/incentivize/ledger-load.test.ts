import type { Pool, PoolClient } from 'pg';
import type { LedgerPosted, LedgerPosting } from '../../database/repositories/ledger';
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
/** Who undoes: enough that both attempts of one are under way together. */
const HANDS = 20;
/** A lost race is repeated up to so many times: `database/sql.ts`. */
const ATTEMPTS_MAX = 5;

describe('many who post at once', () => {
  let db: FreshDatabase;
  let pool: Pool;
  let books: string[];
  beforeAll(async () => {
    db = await freshDatabase();
    pool = openPool({ url: db.appUrl, size: HANDS });
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
    const queue = made.flatMap(({ transactionId }) => [transactionId!, transactionId!]);
    const answers: LedgerPosted[] = [];
    const hand = async (): Promise<void> => {
      for (let id = queue.shift(); id !== undefined; id = queue.shift())
        answers.push(...(await postNow(pool, posting(partner, { kind: 'reversal', reverses: id }))));
    };
    await Promise.all(Array.from({ length: HANDS }, hand));
    expect(answers).toHaveLength(2 * count);
    expect(answers.filter(({ posted }) => posted)).toHaveLength(count);
    // Whoever came second is told what the first one posted.
    expect(new Set(answers.map(({ transactionId }) => transactionId)).size).toBe(count);
    const { rows } = await pool.query('SELECT accrued_held, expense, seq FROM ledger_book WHERE partner_id = $1', [
      partner,
    ]);
    expect(rows).toEqual([{ accrued_held: '0', expense: '0', seq: 2 * count }]);
    await expectInvariants(pool);
  });

  test(`on ${CONNECTIONS} connections keep every invariant at every step`, async () => {
    const seconds = dose({ test: 3, hard: 120, soak: 120 });
    const until = performance.now() + seconds * 1000;
    const attempts: number[] = [];
    let steps = 0;
    const worker = async (nr: number) => {
      for (let i = 0; performance.now() < until; i += 1) {
        const of = books[(nr * 7 + i) % BOOKS]!;
        const other = books[(nr * 3 + i * 5 + 1) % BOOKS]!;
        const sale = `w${nr}s${i}`;
        attempts.push(await attempted(pool, (tx) => post(tx, mixed(of, sale, i))));
        // Two books in one transaction, in any order: nobody who asks for both at once waits in a circle.
        const pays = [of, other].map((id) => posting(id, { kind: 'pay', amountMinor: 20n }));
        attempts.push(await attempted(pool, (tx) => post(tx, pays)));
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
    expect(Math.max(...attempts)).toBeLessThanOrEqual(ATTEMPTS_MAX);
    if (dose({ test: 0, hard: 1, soak: 1 }))
      process.stdout.write(
        `${JSON.stringify({ transactions: attempts.length, looks, attemptsMax: Math.max(...attempts) })}\n`,
      );
  }, 300_000);

  test('who wait for each other in a circle are told apart by Postgres; whoever loses tries again, and both have posted', async () => {
    const pair = [books[0]!, books[1]!];
    let holding = 0;
    let onBoth: () => void = () => undefined;
    const both = new Promise<void>((resolve) => (onBoth = resolve));
    const crosswise = (order: string[], key: string) =>
      attempted(pool, async (tx) => {
        const [first, second] = order.map((id) =>
          posting(id, { kind: 'earn', lines: [earned(`${key}-${id}`, 7n)] }, { businessKey: `${key}-${id}` }),
        );
        await post(tx, [first!]);
        // Each has one book before it asks for the other's.
        if ((holding += 1) === 2) onBoth();
        await both;
        await post(tx, [second!]);
      });
    const key = freshName('circle');
    const attempts = await Promise.all([crosswise(pair, `${key}-a`), crosswise([...pair].reverse(), `${key}-b`)]);
    expect(Math.max(...attempts)).toBeGreaterThan(1);
    expect(Math.max(...attempts)).toBeLessThanOrEqual(ATTEMPTS_MAX);
    const { rows } = await pool.query(
      `SELECT count(*)::int AS posted FROM ledger_transaction WHERE business_key LIKE $1 || '%'`,
      [key],
    );
    expect(rows).toEqual([{ posted: 4 }]);
    await expectInvariants(pool);
  });
});

/** Runs one transaction of ours. @returns how often it had to be tried */
async function attempted(pool: Pool, work: (tx: PoolClient) => Promise<unknown>): Promise<number> {
  let attempts = 0;
  await transaction(pool, (tx) => {
    attempts += 1;
    return work(tx);
  });
  return attempts;
}

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
