import { join } from 'node:path';
import { startPostgres } from '../../local/postgres';
import type { RunningPostgres } from '../../local/postgres';
import { isAlive } from '../../local/processes';
import { dose } from '../kit/dose';
import { freshFolder } from '../kit/programs';
import { expectAcknowledgedOnce, expectApplicationsOnce } from './books';
import { Crew, onboarded } from './crew';
import { FactWriter } from './fact-writer';
import type { House } from './house';
import { eventually, openHouse, report } from './house';
import { liveThrough } from './outage';
import { crashProgram } from './program';

const PARTNERS = dose({ test: 4, hard: 50, soak: 300 });
/** Each kind of sudden end this often. */
const ROUNDS = dose({ test: 1, hard: 5, soak: 20 });
const DOWN_MS = dose({ test: 500, hard: 5_000, soak: 5_000 });
const PER_SECOND = dose({ test: 5, hard: 20, soak: 50 });
const PATIENCE_MS = dose({ test: 120_000, hard: 1_200_000, soak: 7_200_000 });
/** kill -9, and what `pg_ctl stop -m immediate` sends. */
const ENDS: NodeJS.Signals[] = ['SIGKILL', 'SIGQUIT'];

describe('Postgres dies', () => {
  let house: House;
  let postgres: RunningPostgres;
  const dataDir = freshFolder('crash');
  const start = (port?: number) => startPostgres({ dataDir: join(dataDir, 'own-postgres'), port });

  beforeAll(async () => {
    postgres = await start();
    const env = { DATABASE_URL: postgres.appUrl, DATABASE_OWNER_URL: postgres.ownerUrl };
    house = await openHouse({ partners: PARTNERS, program: crashProgram(), dataDir, env });
  }, 120_000);

  afterAll(async () => {
    await house?.close();
    await postgres?.stop();
  }, 60_000);

  test(
    `nothing that was acknowledged is lost when it is killed under load (${ROUNDS * ENDS.length}×); API and workers live on`,
    async () => {
      const crew = new Crew(house);
      await crew.apply('small', { last: PARTNERS });
      await expectApplicationsOnce(house, crew.acknowledged);
      const writer = new FactWriter(house, {
        partners: [...crew.acknowledged.applications.values()],
        perSecond: PER_SECOND,
      });
      const outageBy = (signal: NodeJS.Signals) => ({
        lastsMs: DOWN_MS,
        kill: async () => {
          process.kill(postgres.pid, signal);
          await eventually('Postgres is gone', async () => !isAlive(postgres.pid));
        },
        restart: async () => {
          postgres = await start(postgres.port);
        },
      });
      const tookMs = await liveThrough(
        { house, crew, writer },
        {
          outages: Array.from({ length: ROUNDS }, () => ENDS.map(outageBy)).flat(),
          finished: async () => (await onboarded(house)) === PARTNERS,
          patienceMs: PATIENCE_MS,
        },
      );
      report({ partners: PARTNERS, readyAfterMs: tookMs, facts: writer.acknowledged.size, ...crew.troubles });
      await writer.expectAllRecorded();
      await expectAcknowledgedOnce(house, crew);
      await expectApplicationsOnce(house, crew.acknowledged);
    },
    PATIENCE_MS + 60_000,
  );
});
