import { Context } from '@temporalio/activity';

const BEAT_MS = 2_000;

/** Tells Temporal that we live for as long as the work lasts: a killed worker is noticed within seconds. */
export async function alive<T>(work: () => Promise<T>): Promise<T> {
  const context = Context.current();
  const beating = setInterval(() => context.heartbeat(), BEAT_MS);
  try {
    return await work();
  } finally {
    clearInterval(beating);
  }
}
