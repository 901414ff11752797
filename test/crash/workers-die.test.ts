import { dose } from '../kit/dose';
import { expectAcknowledgedOnce, expectAllEnded, expectApplicationsOnce, expectEqualStories } from './books';
import { Crew, inParallel, onboarded } from './crew';
import type { House } from './house';
import { eventually, openHouse, report, rows } from './house';
import { crashProgram } from './program';
import { keepKilling } from './reaper';
import { bookSales, expectEarningsOnce, priceQuarter, registerOrderSystem } from './sales';

const PARTNERS = dose({ test: 6, hard: 50, soak: 300 });
/** A story is some 25 audit rows long: a worker dies whenever everybody has come this far on average. */
const PROGRESS_PER_PARTNER = dose({ test: 3, hard: 2, soak: 0.5 });
/** Work lost in the middle of bulk pricing goes on after a minute: too long for every day. */
const KILLS_DURING_PRICING = dose({ test: 0, hard: 2, soak: 20 });
/** A kill that meets what somebody else's system was asked costs half a minute; several of them come after each other. */
const STORY_PATIENCE_MS = dose({ test: 180_000, hard: 900_000, soak: 3_600_000 });

describe('workers die', () => {
  let house: House;

  beforeAll(async () => {
    house = await openHouse({ partners: PARTNERS, program: crashProgram() });
  }, 120_000);

  afterAll(() => house?.close(), 60_000);

  test(
    `${PARTNERS} partners reach the end of their story although a worker is killed again and again, and nothing happens twice`,
    async () => {
      const crew = new Crew(house);
      await crew.apply('small', { last: PARTNERS });
      const reaper = keepKilling(house, {
        progress: PARTNERS * PROGRESS_PER_PARTNER,
        kill: (n) => house.killWorker(house.stack.workers[n % 2]!),
      });
      const partners = [...crew.acknowledged.applications.values()];
      await registerOrderSystem(house, house.stack.issuerUrl);
      const booking = bookSales(house, partners);
      await crew
        .workUntil('all are onboarded', async () => (await onboarded(house)) === PARTNERS, STORY_PATIENCE_MS)
        .finally(() => reaper.stop());
      await booking;
      await Promise.all([priceQuarter(house, 'first'), priceQuarter(house, 'second'), killDuringPricing()]);
      await inParallel(partners, 4, async (partner) => {
        const body = { command: 'offboard', reason: 'The test has seen enough' };
        await house.person('pam').insist('POST', `/v1/partners/${partner}/commands`, { body, key: `end-${partner}` });
      });
      await eventually('all lifecycles have ended', async () => {
        const [row] = await rows<{ count: string }>(house, `SELECT count(*) FROM partner WHERE mode = 'offboarded'`);
        return Number(row!.count) === PARTNERS;
      });
      report({ partners: PARTNERS, kills: reaper.kills + KILLS_DURING_PRICING });
      expect(reaper.kills).toBeGreaterThanOrEqual(2);
      await expectAllEnded(house, partners);
      await expectEarningsOnce(house, partners);
      await expectAcknowledgedOnce(house, crew);
      await expectApplicationsOnce(house, crew.acknowledged);
      await expectEqualStories(house, PARTNERS);
    },
    STORY_PATIENCE_MS + 420_000,
  );

  async function killDuringPricing(): Promise<void> {
    for (let n = 0; n < KILLS_DURING_PRICING; n += 1) await house.killWorker(house.stack.workers[n % 2]!);
  }
});
