import { join } from 'node:path';
import { startTemporal } from '../../local/temporal';
import type { RunningTemporal } from '../../local/temporal';
import { dose } from '../kit/dose';
import { freshFolder } from '../kit/programs';
import { expectAcknowledgedOnce, expectApplicationsOnce } from './books';
import { Crew, onboarded } from './crew';
import { FactWriter } from './fact-writer';
import type { House } from './house';
import { openHouse, report } from './house';
import { liveThrough } from './outage';
import { crashProgram } from './program';

const PARTNERS = dose({ test: 4, hard: 50, soak: 300 });
const OUTAGES = dose({ test: 1, hard: 5, soak: 10 });
const DOWN_MS = dose({ test: 1_000, hard: 20_000, soak: 120_000 });
const PER_SECOND = dose({ test: 5, hard: 20, soak: 50 });
const PATIENCE_MS = dose({ test: 120_000, hard: 1_200_000, soak: 7_200_000 });
const NAMESPACE = 'partner-lifecycle';

describe('Temporal dies', () => {
  let house: House;
  let temporal: RunningTemporal;
  const dataDir = freshFolder('crash');
  const start = (port?: number) =>
    startTemporal({ dataDir: join(dataDir, 'own-temporal'), namespace: NAMESPACE, headless: true, port });

  beforeAll(async () => {
    temporal = await start();
    const env = {
      TEMPORAL_ADDRESS: temporal.address,
      TEMPORAL_NAMESPACE: NAMESPACE,
      TEMPORAL_UI_URL: 'http://temporal.test',
    };
    house = await openHouse({ partners: PARTNERS, program: crashProgram(), dataDir, env });
  }, 120_000);

  afterAll(async () => {
    await house?.close();
    await temporal?.stop();
  }, 60_000);

  test(
    `nothing that was acknowledged is lost when it is killed under load (${OUTAGES}×), and everybody goes on within 15 s`,
    async () => {
      const crew = new Crew(house);
      await crew.apply('small', { last: PARTNERS });
      await expectApplicationsOnce(house, crew.acknowledged);
      const writer = new FactWriter(house, {
        partners: [...crew.acknowledged.applications.values()],
        perSecond: PER_SECOND,
      });
      const port = Number(temporal.address.split(':')[1]);
      const outage = {
        lastsMs: DOWN_MS,
        kill: async () => void process.kill(temporal.pid, 'SIGKILL'),
        restart: async () => {
          // Reading needs no Temporal.
          expect((await house.person('pam').ask('GET', '/v1/partners'))?.status).toBe(200);
          temporal = await start(port);
        },
      };
      const tookMs = await liveThrough(
        { house, crew, writer },
        {
          outages: Array.from({ length: OUTAGES }, () => outage),
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
