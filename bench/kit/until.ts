import { setTimeout as pause } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
/** A machine that is busy with other things may be slow; longer is a fault. */
const PATIENCE_MS = 180_000;

/** Looks until it is so. @throws Error naming what did not happen */
export async function until(what: string, met: () => Promise<boolean>): Promise<void> {
  const endMs = Date.now() + PATIENCE_MS;
  while (!(await met())) {
    if (Date.now() > endMs) throw new Error(`Not within ${PATIENCE_MS / 1_000} s: ${what}.`);
    await pause(LOOK_EVERY_MS);
  }
}
