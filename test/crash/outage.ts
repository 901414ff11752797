/** A server dies under load and comes back: what everybody lives through meanwhile. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Crew } from './crew';
import type { FactWriter } from './fact-writer';
import type { House } from './house';
import { eventually, isReady } from './house';

/** The promise: ready again this soon after the server is. */
const READY_AFTER_MS = 15_000;

/** One outage of a server. */
interface Outage {
  /** Ends the server, without a word. */
  kill(): Promise<void>;
  /** Starts it again on what it left. */
  restart(): Promise<void>;
  /** How long it stays down at least; in any case until somebody was told "not now". */
  lastsMs: number;
}

/** @returns how long after the server everybody was ready again */
export async function suffer({ house, crew }: { house: House; crew: Crew }, outage: Outage): Promise<number> {
  const { api, workers } = house.stack;
  const pids = [api, ...workers].map(({ pid }) => pid);
  const before = crew.troubles.unavailable;
  await outage.kill();
  await pause(outage.lastsMs);
  await eventually('somebody is told "not now"', async () => crew.troubles.unavailable > before);
  await outage.restart();
  const backMs = Date.now();
  await eventually('API and workers are ready', async () =>
    (await Promise.all([api, ...workers].map(isReady))).every(Boolean),
  );
  const tookMs = Date.now() - backMs;
  expect(tookMs).toBeLessThan(READY_AFTER_MS);
  expect([api, ...workers].map(({ pid }) => pid)).toEqual(pids);
  expect(house.crashes).toEqual([]);
  return tookMs;
}

/** Runs outages one after another while people work and facts are reported, until all are onboarded. */
export async function liveThrough(
  { house, crew, writer }: { house: House; crew: Crew; writer: FactWriter },
  how: { outages: Outage[]; finished(): Promise<boolean>; patienceMs: number },
): Promise<number[]> {
  const tookMs: number[] = [];
  let over = false;
  const suffering = (async () => {
    for (const outage of how.outages) tookMs.push(await suffer({ house, crew }, outage));
  })().finally(() => {
    over = true;
  });
  writer.start();
  const finished = async (): Promise<boolean> => over && (await how.finished());
  await crew.workUntil('all are onboarded', finished, how.patienceMs).finally(() => writer.stop());
  await suffering;
  return tookMs;
}
