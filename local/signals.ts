/** A timer that fires once in some twelve days: it only keeps the process alive, whose children are all detached. */
const KEEP_ALIVE_MS = 2 ** 30;

/** The first of the signals that end a program. Until then the process stays. */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, KEEP_ALIVE_MS);
    const end = (): void => {
      clearInterval(alive);
      resolve();
    };
    process.once('SIGINT', end);
    process.once('SIGTERM', end);
  });
}
