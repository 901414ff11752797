import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { Pool } from 'pg';
import { accountVault } from '../../database/intake/account-vault';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { idleConnectionLost } from '../../database/views/pool';
import type { PaymentProvider } from '../../local/payment-provider';
import type { PaymentFaultMode } from '../../local/payments/faults';
import { startPostgres } from '../../local/postgres';
import type { RunningPostgres } from '../../local/postgres';
import { isAlive } from '../../local/processes';
import type { Service } from '../../local/service';
import { dose, SEED } from '../kit/dose';
import { expectInvariants } from '../kit/invariants';
import { freshFolder, freshPaymentProvider } from '../kit/programs';
import type { House } from './house';
import { eventually, openHouse, report, rows } from './house';
import type { Moment } from './payment-proxy';
import { MOMENTS, PaymentProxy } from './payment-proxy';
import { PayoutRuns } from './payout-runs';
import { crashProgram } from './program';

const RUNS = dose({ test: 2, hard: 20, soak: 20 });
const PAYEES = dose({ test: 12, hard: 25, soak: 50 });
const KILLS_MIN = dose({ test: 1, hard: 20, soak: 40 });
/** Callers that must have died at each moment. After one kill of few, too few are left to call for chance to be made up for. */
const DEATHS_MIN = dose({ test: 0, hard: 20, soak: 60 });
const KILLS_MAX = 2 * KILLS_MIN + 4;
/** Deaths before there is money to send, and of Postgres: too long for every day. */
const ALL_MOMENTS = dose({ test: 0, hard: 1, soak: 1 }) > 0;
const PATIENCE_MS = dose({ test: 240_000, hard: 1_500_000, soak: 3_600_000 });
/** Whatever a run waits for comes within this, or the test says what has not come. */
const STEP_PATIENCE_MS = 150_000;
/** Who was looked up in vain again and again is looked up every five minutes, after many deaths. */
const PAID_PATIENCE_MS = 700_000;
/** A fifth of the calls meets one of these, another one from kill to kill; look-ups fail as often. */
const FAULTS: PaymentFaultMode[] = [
  ...(['drop-reply', 'error-after', 'limit', 'hang-after', 'error-before', 'wrong', 'hang'] as const),
];
const FAULT_RATE = 0.2;

describe('payouts', () => {
  let house: House;
  let provider: PaymentProvider;
  let proxy: PaymentProxy;
  let postgres: RunningPostgres;
  let owner: Pool;
  let runs: PayoutRuns;
  let kills = 0;
  const unwritten = { 'after-reply': 0, 'after-refusal': 0 };
  const dataDir = freshFolder('crash');
  const serve = (port?: number) => startPostgres({ dataDir: join(dataDir, 'own-postgres'), port });

  beforeAll(async () => {
    [provider, postgres] = [await freshPaymentProvider(), await serve()];
    // Nobody listens: payments are booked at once, and a look-up tells it.
    await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
    proxy = await PaymentProxy.start(provider);
    const accountKeys = `test:${randomBytes(32).toString('hex')}`;
    const env = {
      ...{ DATABASE_URL: postgres.appUrl, DATABASE_OWNER_URL: postgres.ownerUrl },
      ...{ ACCOUNT_KEYS: accountKeys, PAYMENT_PROVIDER_URL: proxy.url },
    };
    house = await openHouse({ partners: 0, program: crashProgram(), dataDir, env });
    owner = new Pool({ connectionString: postgres.ownerUrl });
    owner.on('error', idleConnectionLost);
    await house.person('frank').insist('GET', '/v1/people/me');
    runs = new PayoutRuns(house, { runs: RUNS, payees: PAYEES });
    await runs.prepare(accountVault(accountKeys));
  }, 180_000);

  afterAll(async () => {
    proxy?.close();
    await owner?.end();
    await house?.close();
    await postgres?.stop();
    await provider?.stop();
  }, 60_000);

  test(
    `move once, whenever workers are killed: ${RUNS * PAYEES} payees, a provider that loses, breaks and hangs`,
    async () => {
      await (ALL_MOMENTS ? openThroughDeaths() : runs.open());
      await eventually('every run is in review', () => runs.are('in_review'), STEP_PATIENCE_MS);
      proxy.shut();
      await (ALL_MOMENTS ? approveThroughDeaths() : runs.approve());
      await dieWhilePaying();
      await runs.resetToStart();
      await heal();
      proxy.open();
      await eventually('everything is paid or refused', () => runs.are('partially_failed'), PAID_PATIENCE_MS);
      await runs.close();
      await eventually('every run is closed', () => runs.are('closed'), STEP_PATIENCE_MS);
      report({ payees: RUNS * PAYEES, kills, ...deaths(), overlaps: proxy.overlaps, moved: provider.moved().length });
      runs.expectPaidOnce(provider);
      await expectInvariants(house.pool);
      await expectInvariants(house.pool, PAYOUT_INVARIANTS);
    },
    PATIENCE_MS,
  );

  /** Before the run has its row, and with the row, before its lines: a lock keeps everybody at the very place. */
  async function openThroughDeaths(): Promise<void> {
    await whileLocked('payout_line', 'EXCLUSIVE', async () => {
      await whileLocked('payout_run', 'EXCLUSIVE', async () => {
        await runs.open();
        await stuck('payout_run', RUNS / 2);
        await killBoth();
      });
      await stuck('payout_line', RUNS / 2);
      await killBoth();
    });
  }

  /** The approval is on record, and the workflow has not heard of it. */
  async function approveThroughDeaths(): Promise<void> {
    await whileLocked('payout_attempt', 'ACCESS EXCLUSIVE', async () => {
      const approving = runs.approve();
      await stuck('payout_attempt', RUNS / 2);
      await killBoth();
      return { approving };
    }).then(({ approving }) => approving);
  }

  async function dieWhilePaying(): Promise<void> {
    for (let n = 0; n < KILLS_MIN || Math.min(...Object.values(deaths())) < DEATHS_MIN; n += 1) {
      if (n === KILLS_MAX) throw new Error(`After ${n} kills there are too few deaths: ${JSON.stringify(deaths())}`);
      const mode = FAULTS[n % FAULTS.length]!;
      await provider.faults({ target: 'send', mode, rate: FAULT_RATE, seed: SEED + n });
      await provider.faults({ target: 'find', mode: 'error-before', rate: FAULT_RATE, seed: SEED + n });
      if (ALL_MOMENTS && n === KILLS_MIN / 2) await killPostgres();
      await killPaying(await whoPays(n));
    }
  }

  /** With each look that finds nothing the next one comes later: the last payments would take hours by chance alone. */
  async function heal(): Promise<void> {
    for (const target of ['send', 'find'] as const) await provider.faults({ target, mode: 'none' });
  }

  /** Kills one who pays, with callers at each moment; those who got their answer cannot write it before they die. */
  async function killPaying(worker: Service): Promise<void> {
    const [back, answered] = await whileLocked('payout_attempt', 'EXCLUSIVE', async () => {
      const keys = proxy.reply();
      await stuck('payout_attempt', 1);
      return [[kill(worker)], keys] as const;
    });
    await Promise.all(back);
    for (const moment of ['after-reply', 'after-refusal'] as const) {
      const lost = `SELECT FROM payout_attempt WHERE provider_key = ANY($1) AND state = 'sending'`;
      unwritten[moment] += (await rows(house, lost, [answered[moment]])).length;
    }
  }

  /** A worker that has payments in hand while some are at each moment; by turns, if both have. */
  async function whoPays(n: number): Promise<Service> {
    const { workers } = house.stack;
    let found: Service | undefined;
    await eventually(
      'a worker pays, and its calls are at every moment',
      async () => {
        if (MOMENTS.some((moment) => moment !== 'after-refusal' && proxy.holds(moment) === 0)) return false;
        for (const worker of [workers[n % 2]!, workers[(n + 1) % 2]!])
          if (found === undefined && (await runs.areInHandOf(worker))) found = worker;
        return found !== undefined;
      },
      STEP_PATIENCE_MS,
    );
    return found!;
  }

  async function kill(worker: Service): Promise<void> {
    kills += 1;
    await house.killWorker(worker);
  }

  async function killBoth(): Promise<void> {
    for (const worker of house.stack.workers) await kill(worker);
  }

  async function killPostgres(): Promise<void> {
    process.kill(postgres.pid, 'SIGKILL');
    await eventually('Postgres is gone', async () => !isAlive(postgres.pid));
    postgres = await serve(postgres.port);
  }

  async function whileLocked<T>(table: string, mode: string, act: () => Promise<T>): Promise<T> {
    const client = await owner.connect();
    try {
      await client.query('BEGIN');
      await client.query(`LOCK TABLE ${table} IN ${mode} MODE`);
      return await act();
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  }

  /** Waits until so many wait for the lock on the table. */
  async function stuck(table: string, least: number): Promise<void> {
    const sql = 'SELECT FROM pg_locks WHERE NOT granted AND relation = $1::regclass';
    const arrived = async (): Promise<boolean> => (await owner.query(sql, [table])).rows.length >= least;
    await eventually(`${least} are stuck at ${table}`, arrived, STEP_PATIENCE_MS);
  }

  const deaths = (): Record<Moment, number> => ({ ...proxy.deaths, ...unwritten });
});
