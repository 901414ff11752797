import fc from 'fast-check';
import type { Pool } from 'pg';
import { Client } from 'pg';
import { openPool } from '../../database/views/pool';
import type { LedgerPosted } from '../../database/repositories/ledger';
import { itemOf, LEDGER_ACCOUNTS, LEDGER_MOVES } from '../../domain/incentivize/ledger';
import type { LedgerMove } from '../../domain/incentivize/ledger';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';
import { dose } from '../kit/dose';
import { expectInvariants } from '../kit/invariants';
import { earned, posting, postNow } from '../kit/ledger';
import type { BookModel, Move } from '../kit/ledger-model';
import { atMost, allows, applied, clawedBack, emptyModel, paidOut, released, standing } from '../kit/ledger-model';
import { addPartner, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const COMMANDS_MAX = 60;

/** The book in Postgres. */
interface Real {
  pool: Pool;
  partner: string;
}

type Order = Parameters<typeof posting>[1];

/** One order: what it moves by the model, and that the ledger moves the same or refuses. */
abstract class Posting implements fc.AsyncCommand<BookModel, Real> {
  /** What is posted; null where there is nothing to post yet. */
  protected abstract order(model: BookModel): { order: Order; moves: Move[] } | null;

  check(model: Readonly<BookModel>): boolean {
    return this.order(model) !== null;
  }

  async run(model: BookModel, { pool, partner }: Real): Promise<void> {
    const { order, moves } = this.order(model)!;
    const key = freshName('model');
    const twice = posting(partner, order, { businessKey: key });
    const posts = (): Promise<LedgerPosted[]> => postNow(pool, twice);
    if (!allows(model, moves)) await expect(posts()).rejects.toThrow(/less than is to be moved/);
    else {
      const [[first], [again]] = [await posts(), await posts()];
      expect(first).toMatchObject({ posted: moves.length > 0 });
      expect(again).toEqual({ transactionId: first!.transactionId, posted: false, entries: [] });
      if (moves.length > 0) this.note(model, { id: first!.transactionId!, moves });
    }
    await expectSame(model, { pool, partner });
  }

  protected note(model: BookModel, moved: { id: string; moves: Move[]; reverses?: string }): void {
    Object.assign(model, applied(model, moved.moves));
    model.moved.push({ ...moved, reversed: false });
  }

  abstract toString(): string;
}

class Earn extends Posting {
  constructor(private readonly amounts: number[]) {
    super();
  }
  protected order({ sales }: BookModel) {
    const lines = this.amounts.map((amount, index) => ({ sale: `s${sales + index}`, amount }));
    return {
      order: { kind: 'earn', lines: lines.map(({ sale, amount }) => earned(sale, BigInt(amount))) } as const,
      moves: lines.flatMap(({ sale, amount }) => [
        { account: 'expense', by: -amount },
        { account: 'accrued_held', by: amount, sale },
      ]),
    };
  }
  protected override note(model: BookModel, moved: { id: string; moves: Move[] }): void {
    super.note(model, moved);
    model.sales += this.amounts.length;
  }
  toString = () => `earn ${this.amounts.join(', ')}`;
}

class ClawBack extends Posting {
  constructor(
    private readonly which: number,
    private readonly amount: number,
  ) {
    super();
  }
  protected order(model: BookModel) {
    if (model.sales === 0) return null;
    const sale = `s${this.which % model.sales}`;
    const order = { kind: 'clawback', lines: [earned(sale, BigInt(this.amount))] } as const;
    return { order, moves: clawedBack(model, sale, this.amount) };
  }
  toString = () => `claw back ${this.amount} of sale ${this.which}`;
}

class Release extends Posting {
  constructor(private readonly which: number[]) {
    super();
  }
  protected order(model: BookModel) {
    if (model.sales === 0) return null;
    const sales = [...new Set(this.which.map((one) => `s${one % model.sales}`))];
    const items = sales.map((sale) => itemOf(sale, 'base'));
    return { order: { kind: 'release', items } as const, moves: released(model, sales) };
  }
  toString = () => `release ${this.which.join(', ')}`;
}

class MoveAmount extends Posting {
  constructor(
    private readonly kind: LedgerMove,
    private readonly amount: number,
  ) {
    super();
  }
  protected order(model: BookModel) {
    const [from, to] = LEDGER_MOVES[this.kind];
    const plain = [
      { account: from, by: -this.amount },
      { account: to, by: this.amount },
    ];
    if (this.kind === 'reserve' || this.kind === 'unreserve') {
      const kept = atMost(model, this.amount, LEDGER_MOVES[this.kind]);
      // With nothing there, nothing is posted.
      return kept.length === 0
        ? null
        : { order: { kind: this.kind, amountMinor: BigInt(this.amount) } as const, moves: kept };
    }
    const moves = this.kind === 'pay' || this.kind === 'withhold' ? paidOut(model, this.amount, to) : plain;
    return { order: { kind: this.kind, amountMinor: BigInt(this.amount) } as const, moves };
  }
  toString = () => `${this.kind} ${this.amount}`;
}

/** Fails, or settles, all that is in transit, as a rail would say. */
class EndTransit extends Posting {
  constructor(private readonly kind: 'settle' | 'return') {
    super();
  }
  protected order(model: BookModel) {
    const amount = standing(model, 'in_transit');
    if (amount === 0) return null;
    const moves = [
      { account: 'in_transit', by: -amount },
      { account: this.kind === 'settle' ? 'paid' : 'payable', by: amount },
    ];
    return { order: { kind: this.kind, amountMinor: BigInt(amount) } as const, moves };
  }
  toString = () => `${this.kind} all`;
}

class Reverse extends Posting {
  constructor(private readonly which: number) {
    super();
  }
  protected order(model: BookModel) {
    const open = model.moved.filter(({ reversed }) => !reversed);
    const one = open[this.which % open.length];
    if (!one) return null;
    const moves = one.moves.map((move) => ({ ...move, by: -move.by }));
    return { order: { kind: 'reversal', reverses: one.id } as const, moves };
  }
  protected override note(model: BookModel, moved: { id: string; moves: Move[] }): void {
    const open = model.moved.filter(({ reversed }) => !reversed);
    open[this.which % open.length]!.reversed = true;
    super.note(model, moved);
  }
  toString = () => `reverse ${this.which}`;
}

async function expectSame(model: BookModel, { pool, partner }: Real): Promise<void> {
  const { rows } = await pool.query('SELECT * FROM ledger_book WHERE partner_id = $1', [partner]);
  const book = rows[0] as Record<string, string> | undefined;
  const ours = LEDGER_ACCOUNTS.map((account) => [account, Number(book?.[account] ?? 0)]);
  expect(ours).toEqual(LEDGER_ACCOUNTS.map((account) => [account, standing(model, account)]));
  await expectInvariants(pool);
}

const amount = fc.integer({ min: 1, max: 500 });
const which = fc.nat({ max: 30 });
const ORDERS = [
  fc.array(amount, { minLength: 1, maxLength: 4 }).map((amounts) => new Earn(amounts)),
  fc.tuple(which, amount).map(([sale, taken]) => new ClawBack(sale, taken)),
  fc.array(which, { minLength: 1, maxLength: 5 }).map((sales) => new Release(sales)),
  fc
    .tuple(fc.constantFrom(...(Object.keys(LEDGER_MOVES) as LedgerMove[])), amount)
    .map(([kind, moved]) => new MoveAmount(kind, moved)),
  fc.constantFrom('settle' as const, 'return' as const).map((kind) => new EndTransit(kind)),
  which.map((one) => new Reverse(one)),
];

describe('whatever is posted, in whatever order', () => {
  let db: FreshDatabase;
  let pool: Pool;
  let owner: Client;
  beforeAll(async () => {
    db = await freshDatabase();
    pool = openPool({ url: db.appUrl, size: 2 });
    owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
  });
  afterAll(async () => {
    await owner.end();
    await pool.end();
    await db.drop();
  });

  test(
    'the ledger in Postgres and a book in plain numbers agree after each step, and every invariant holds',
    async () => {
      const program = await publishVersion(pool, { program: smallProgram({}) });
      const partner = await addPartner(pool, program, { partnerId: freshName('acme') });
      await fc.assert(
        fc.asyncProperty(fc.commands(ORDERS, { maxCommands: COMMANDS_MAX, size: 'max' }), async (commands) => {
          // A run starts with an empty ledger, so that looking at all of it stays cheap.
          await owner.query('TRUNCATE ledger_transaction CASCADE');
          await fc.asyncModelRun(() => ({ model: emptyModel(), real: { pool, partner } }), commands);
        }),
        { numRuns: dose({ test: 12, hard: 100, soak: 2_000 }) },
      );
    },
    dose({ test: 60_000, hard: 1_200_000, soak: 3_600_000 }),
  );
});
