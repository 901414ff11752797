import { setTimeout as pause } from 'node:timers/promises';

/** How often a message is looked after whose fate is unknown. */
const LOOK_EVERY_MS = 5_000;
/** A message that was not recorded within this time will not be. */
const RECORDED_WITHIN_MS = 60_000;
/** More than these are an outage under load: people repeat theirs, and the log names what is left out. */
const REMEMBERED_MAX = 10_000;

/** What is told to whoever runs the API. */
export interface Log {
  info(what: object, message: string): void;
  warn(what: object, message: string): void;
}

/** A message that was on its way when Temporal went away. */
interface Sent {
  sentWallMs: number;
  /** Whether a row tells that it was recorded. */
  isRecorded(): Promise<boolean>;
  /** Sends it again, with the same id. */
  sendAgain(): Promise<unknown>;
}

/**
 * Messages that were on their way when Temporal went away. A worker may have recorded one, and its workflow forgotten it
 * with the task that was lost: rows would tell of a deed that the story never goes on from. So each is looked after
 * until the server is back: what was recorded is sent again, what was not has not happened.
 */
export class Unheard {
  private readonly messages = new Map<string, Sent>();
  private readonly lookEveryMs: number;
  private readonly rememberedMax: number;
  private looking = false;
  private closed = false;

  constructor(
    private readonly clock: () => number,
    private readonly logger: Log,
    { lookEveryMs = LOOK_EVERY_MS, rememberedMax = REMEMBERED_MAX } = {},
  ) {
    this.lookEveryMs = lookEveryMs;
    this.rememberedMax = rememberedMax;
  }

  add(id: string, message: Omit<Sent, 'sentWallMs'>): void {
    if (this.closed || (this.messages.size >= this.rememberedMax && !this.messages.has(id))) {
      this.logger.warn(
        { message: id, remembered: this.messages.size },
        'a message that got no answer is not looked after',
      );
      return;
    }
    this.messages.set(id, { ...message, sentWallMs: this.clock() });
    if (!this.looking) void this.look();
  }

  close(): void {
    this.closed = true;
    if (this.messages.size === 0) return;
    this.logger.warn({ messages: [...this.messages.keys()] }, 'messages that got no answer are looked after no longer');
  }

  private async look(): Promise<void> {
    this.looking = true;
    while (this.messages.size > 0 && !this.closed) {
      await pause(this.lookEveryMs, undefined, { ref: false });
      for (const [id, message] of [...this.messages]) {
        if (this.closed) break;
        if (await this.isSettled(id, message)) this.messages.delete(id);
      }
    }
    this.looking = false;
  }

  private async isSettled(id: string, { sentWallMs, isRecorded, sendAgain }: Sent): Promise<boolean> {
    try {
      if (await isRecorded()) {
        await sendAgain();
        this.logger.info({ message: id }, 'a message that got no answer was recorded, and its workflow has it now');
        return true;
      }
    } catch (error) {
      // Postgres or Temporal are still away: the next look will tell.
      this.logger.warn({ message: id, err: error }, 'a message that got no answer could not be looked after yet');
      return false;
    }
    const isGivenUp = this.clock() - sentWallMs > RECORDED_WITHIN_MS;
    if (isGivenUp) this.logger.info({ message: id }, 'a message that got no answer was never recorded');
    return isGivenUp;
  }
}
