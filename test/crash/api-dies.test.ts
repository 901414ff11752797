import { dose } from '../kit/dose';
import { expectAcknowledgedOnce, expectApplicationsOnce } from './books';
import { applicationOf, Crew } from './crew';
import type { House } from './house';
import { eventually, openHouse, ownerOf, report, rows } from './house';
import type { Answer } from './person';
import { CHAIN_EVERY, decisionProgram } from './program';
import { keepKilling } from './reaper';

const IDENTICAL = dose({ test: 20, hard: 200, soak: 200 });
/** The API is killed this often with so many applications under way. */
const ROUNDS = dose({ test: 1, hard: 10, soak: 50 });
const PER_ROUND = 5;
const APPROVALS = dose({ test: 60, hard: 1_000, soak: 3_000 });
const APPROVALS_PER_PARTNER = 10;
/** Those whose applications met a death or each other are among them: at least 1 + PER_ROUND × ROUNDS. */
const OWNERS = APPROVALS / APPROVALS_PER_PARTNER;
/** Somebody dies whenever so many more audit rows are there: an approval leaves some three. */
const PROGRESS = dose({ test: 20, hard: 100, soak: 100 });
const KILLS_MIN = dose({ test: 2, hard: 10, soak: 30 });
/** The lease of a request that died is taken over after 15 s; a busy machine needs its time besides. */
const ROUND_PATIENCE_MS = 60_000;
const DECISIONS_PATIENCE_MS = dose({ test: 120_000, hard: 900_000, soak: 3_600_000 });

describe('the API dies', () => {
  let house: House;
  let crew: Crew;

  beforeAll(async () => {
    house = await openHouse({ partners: OWNERS, program: decisionProgram(APPROVALS_PER_PARTNER) });
    crew = new Crew(house, { twice: true });
  }, 120_000);

  afterAll(() => house?.close(), 60_000);

  test(`${IDENTICAL} equal applications at the same moment are one partner, and everybody gets the same answer`, async () => {
    const ana = house.person(ownerOf(1));
    const once = () => ana.ask('POST', '/v1/partners', applicationOf('decisions', 1));
    const answers = (await Promise.all(Array.from({ length: IDENTICAL }, once))) as Answer[];
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    const replays = answers.filter(({ headers }) => headers.get('idempotency-replayed') === 'true');
    expect(replays).toHaveLength(IDENTICAL - 1);
    crew.note(ownerOf(1), answers[0]!);
    await expectApplicationsOnce(house, crew.acknowledged);
  });

  test(
    `applications that the API was killed over, sent again with the same key, are one partner each (${ROUNDS}×)`,
    async () => {
      for (let round = 0; round < ROUNDS; round += 1) {
        const first = 2 + round * PER_ROUND;
        const cutBefore = crew.troubles.cut + unheard(first);
        const underDeath = await whileTemporalStands(async () => {
          const applying = crew.apply('decisions', { first, last: first + PER_ROUND - 1 });
          await eventually('requests are under way', async () => (await underWay()) > 0);
          return [house.killAndAwait(house.stack.api), applying];
        });
        await Promise.all(underDeath);
        expect(crew.troubles.cut).toBeGreaterThan(cutBefore);
      }
      await expectApplicationsOnce(house, crew.acknowledged);
      expect(crew.faults).toEqual([]);
    },
    ROUNDS * ROUND_PATIENCE_MS,
  );

  test(
    `${APPROVALS} approvals, each decision sent twice while API and workers are killed, have each decision once`,
    async () => {
      await crew.apply('decisions', { last: OWNERS });
      const { api, workers } = house.stack;
      const victims = [() => house.killAndAwait(api), ...workers.map((worker) => () => house.killWorker(worker))];
      const reaper = keepKilling(house, {
        progress: PROGRESS,
        kill: async (n) => void (await victims[n % victims.length]!()),
      });
      // Two levels, two decisions.
      const decisions = APPROVALS * (1 + 1 / CHAIN_EVERY);
      await crew
        .workUntil('all is decided', async () => (await decided()) >= APPROVALS, DECISIONS_PATIENCE_MS)
        .finally(() => reaper.stop());
      report({ approvals: APPROVALS, decisions, kills: reaper.kills, ...crew.troubles });
      expect(reaper.kills).toBeGreaterThanOrEqual(KILLS_MIN);
      await expectAcknowledgedOnce(house, crew);
      await expectApplicationsOnce(house, crew.acknowledged);
      expect(crew.acknowledged.decisions.size).toBe(decisions);
    },
    DECISIONS_PATIENCE_MS + 60_000,
  );

  /** Nobody can be answered meanwhile; what was sent to Temporal arrives afterwards. */
  async function whileTemporalStands<T>(act: () => Promise<T>): Promise<T> {
    const pid = house.stack.serverPids.temporal!();
    process.kill(pid, 'SIGSTOP');
    try {
      return await act();
    } finally {
      process.kill(pid, 'SIGCONT');
    }
  }

  async function underWay(): Promise<number> {
    const [row] = await rows<{ count: string }>(
      house,
      `SELECT count(*) FROM idempotency WHERE route = 'POST /v1/partners' AND status IS NULL`,
    );
    return Number(row!.count);
  }

  async function decided(): Promise<number> {
    const [row] = await rows<{ count: string }>(house, `SELECT count(*) FROM approval WHERE state = 'approved'`);
    return Number(row!.count);
  }

  /** Owners count among the crew only once their application was answered. */
  function unheard(first: number): number {
    const owners = Array.from({ length: PER_ROUND }, (_, n) => house.person(ownerOf(first + n)));
    return owners.reduce((sum, { lived }) => sum + lived.cut, 0);
  }
});
