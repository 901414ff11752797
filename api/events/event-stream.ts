import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AuditReader, TimelineEntry } from '../../database/views/timeline';
import { TimelineView } from '../../database/views/timeline';
import type { Tail } from './tail';

const READ_MAX = 200;
/** Proxies end a line that says nothing for half a minute. */
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it comes again. */
const RECONNECT_MS = 3_000;

/** What a stream needs to go on. */
export interface StreamOptions {
  tail: Tail;
  timeline: TimelineView;
  /** Read again for each batch: a right that was taken ends here too. Throws when the reader is nobody any more. */
  reader(): Promise<AuditReader>;
  /** One line as this reader may read it. */
  show(entry: TimelineEntry): object;
  afterSeq: number;
  /** Only this partner's. */
  partnerId?: string;
  /** When the reader's token ends. */
  endsInMs: number;
}

/** One reader's stream of server-sent events: everything after a number, in order, for as long as the token lasts. */
export async function streamEvents(response: ServerResponse, options: StreamOptions): Promise<void> {
  const { tail } = options;
  const end = new AbortController();
  const wake = new Wake();
  const stops = [tail.onGrowth(() => wake.up()), tail.onClose(() => end.abort())];
  response.once('close', () => end.abort());
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const expiry = setTimeout(() => end.abort(), options.endsInMs);
  end.signal.addEventListener('abort', () => wake.up());
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  try {
    for (let sentSeq = options.afterSeq; !end.signal.aborted; await wake.wait())
      sentSeq = await sendUpTo(response, { ...options, end: end.signal, sentSeq });
  } finally {
    for (const stop of stops) stop();
    clearInterval(heartbeat);
    clearTimeout(expiry);
    response.end();
  }
}

/** Sends all that is complete by now. @returns the number up to which everything has been sent */
async function sendUpTo(
  response: ServerResponse,
  options: StreamOptions & { sentSeq: number; end: AbortSignal },
): Promise<number> {
  const { tail, timeline, end, show } = options;
  const upToSeq = await tail.position();
  const reader = await options.reader();
  for (let afterSeq = options.sentSeq; !end.aborted;) {
    const entries = await timeline.between(reader, {
      afterSeq,
      upToSeq,
      partnerId: options.partnerId,
      limit: READ_MAX,
    });
    for (const entry of entries) {
      const taken = response.write(
        `id: ${entry.seq}\nevent: ${entry.action}\ndata: ${JSON.stringify(show(entry))}\n\n`,
      );
      // A slow reader slows its own stream, not our memory.
      if (!taken && !end.aborted) await Promise.race([once(response, 'drain'), once(response, 'close')]);
    }
    if (entries.length < READ_MAX) return Math.max(upToSeq, options.sentSeq);
    afterSeq = entries.at(-1)!.seq;
  }
  return options.sentSeq;
}

/** Remembers a call that came while nobody waited. */
class Wake {
  private isUp = false;
  private resolve: (() => void) | undefined;

  up(): void {
    this.isUp = true;
    this.resolve?.();
  }

  async wait(): Promise<void> {
    if (!this.isUp) await new Promise<void>((resolve) => (this.resolve = resolve));
    this.isUp = false;
    this.resolve = undefined;
  }
}
