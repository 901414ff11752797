import { freePort, isAlive } from '../../local/processes';
import { dose } from '../kit/dose';
import { freshFolder } from '../kit/programs';
import { expectAcknowledgedOnce } from './books';
import { Crew, onboarded } from './crew';
import { eventually, invitePartners, publish, rows, signIn } from './house';
import { crashProgram } from './program';
import { PARTS, Supervised } from './supervised';

/** Partners on their way in each test. */
const PARTNERS = dose({ test: 2, hard: 10, soak: 20 });
const ROUNDS = dose({ test: 1, hard: 2, soak: 20 });
const TESTS = 3;
const PATIENCE_MS = dose({ test: 120_000, hard: 900_000, soak: 3_600_000 });
/** What worker and API promise for SIGTERM. */
const ORDERLY_END_MS = 35_000;

describe('npm start', () => {
  const dataDir = freshFolder('supervised');
  let running: Supervised;
  let crew: Crew;
  let applied = 0;

  /** People take some more partners to Enable while something is done to the processes. */
  async function whileWorking(happening: () => Promise<void>): Promise<void> {
    await crew.apply('small', { first: applied + 1, last: applied + PARTNERS });
    applied += PARTNERS;
    let over = false;
    const happened = happening().finally(() => {
      over = true;
    });
    const finished = async (): Promise<boolean> => over && (await onboarded(running)) === applied;
    await crew.workUntil('all are onboarded', finished, PATIENCE_MS);
    await happened;
    await expectAcknowledgedOnce(running, crew);
  }

  beforeAll(async () => {
    invitePartners(dataDir, PARTNERS * TESTS);
    running = await Supervised.start(dataDir, { PORT: String(await freePort()) });
    await publish(running, crashProgram());
    await signIn(running);
    crew = new Crew(running);
  }, 150_000);

  afterAll(async () => {
    if (running?.child.exitCode === null && running.child.signalCode === null) await running.end('SIGINT');
  }, 90_000);

  test(
    'each of its processes may be killed: it comes back on the same data, and lifecycles go on',
    () =>
      whileWorking(async () => {
        for (let round = 0; round < ROUNDS; round += 1)
          for (const part of PARTS) {
            const pid = running.pidOf(part);
            process.kill(pid, 'SIGKILL');
            await running.comesBack(part, pid);
            await eventually('the API is ready', () => running.isReady());
          }
      }),
    PATIENCE_MS + 60_000,
  );

  test(
    'worker and API end in order when they are told to under load, and are started again',
    () =>
      whileWorking(async () => {
        for (let round = 1; round <= ROUNDS; round += 1)
          for (const part of ['worker-1', 'worker-2', 'api'] as const) {
            const pid = running.pidOf(part);
            process.kill(pid, 'SIGTERM');
            await eventually(`${part} ends in time`, async () => !isAlive(pid), ORDERLY_END_MS);
            await running.comesBack(part, pid);
            await eventually('the API is ready', () => running.isReady());
            // Its exit code is 0, each time.
            expect(running.output.split(`${part} ended (0)`)).toHaveLength(round + 1);
          }
      }),
    PATIENCE_MS + 60_000,
  );

  test(
    'the supervisor itself may be killed: started again, it joins what runs, on the same addresses, and lifecycles go on',
    async () => {
      const before = { apiUrl: running.apiUrl, pids: PARTS.map((part) => running.pidOf(part)) };
      await crew.apply('small', { first: applied + 1, last: applied + PARTNERS });
      applied += PARTNERS;
      await running.end('SIGKILL');
      running = await Supervised.start(dataDir);
      expect(running.apiUrl).toBe(before.apiUrl);
      const joined = PARTS.filter((part, n) => running.pidOf(part) === before.pids[n]);
      expect(joined).toEqual(['postgres', 'temporal', 'issuer', 'partner-world', 'mailbox']);
      expect(before.pids.slice(joined.length).filter(isAlive)).toEqual([]);
      crew = crew.goOnIn(running);
      await crew.workUntil('all are onboarded', async () => (await onboarded(running)) === applied, PATIENCE_MS);
      await expectAcknowledgedOnce(running, crew);
    },
    PATIENCE_MS + 120_000,
  );

  test('Ctrl-C ends every process, and what was recorded is there at the next start', async () => {
    const count = async (): Promise<string> =>
      (await rows<{ count: string }>(running, 'SELECT count(*) FROM audit'))[0]!.count;
    const audited = await count();
    expect(await running.end('SIGINT')).toBe(0);
    expect(running.running()).toEqual([]);
    running = await Supervised.start(dataDir);
    expect(Number(await count())).toBeGreaterThanOrEqual(Number(audited));
    expect(await running.end('SIGTERM')).toBe(0);
    expect(running.running()).toEqual([]);
  }, 240_000);
});
