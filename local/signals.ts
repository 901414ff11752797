/** A timer that fires once in some twelve days: it only keeps the process alive, whose children are all detached. */
const KEEP_ALIVE_MS = 2 ** 30;
/** npm passes Ctrl-C on although the terminal has sent it already: what comes this soon is the same wish. */
const SAME_WISH_MS = 1_500;
/** What a shell calls "ended by Ctrl-C". */
const INTERRUPTED = 130;

/**
 * The first of the signals that end a program; until then the process stays. A later one ends it at once, without
 * the orderly stop that is under way.
 */
export function untilSignal(): Promise<void> {
  return new Promise((resolve) => {
    const alive = setInterval(() => undefined, KEEP_ALIVE_MS);
    let firstMs: number | undefined;
    const end = (): void => {
      if (firstMs === undefined) {
        firstMs = Date.now();
        clearInterval(alive);
        resolve();
      } else if (Date.now() - firstMs > SAME_WISH_MS) process.exit(INTERRUPTED);
    };
    process.on('SIGINT', end);
    process.on('SIGTERM', end);
  });
}
