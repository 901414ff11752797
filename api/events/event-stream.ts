import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { AuditReader, TimelineEntry } from '../../database/views/timeline';
import { TimelineView } from '../../database/views/timeline';
import type { Changed, Shown } from './shown';
import { together } from './shown';
import type { Tail } from './tail';

const READ_MAX = 200;
/** Proxies end a line that says nothing for half a minute. */
const HEARTBEAT_MS = 15_000;
/** How long a browser waits before it comes again. */
const RECONNECT_MS = 3_000;

/** What a stream needs to go on. */
export interface StreamOptions {
  tail: Tail;
  shown: Shown;
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

/**
 * One reader's stream of server-sent events, for as long as the token lasts: each line of the audit after a number, in
 * order and with its number as id; and `changed` without an id when rows have changed, told once and not again.
 */
export async function streamEvents(response: ServerResponse, options: StreamOptions): Promise<void> {
  const { tail, shown } = options;
  const end = new AbortController();
  const wake = new Wake();
  let changed: Changed = new Set();
  const stops = [
    tail.onGrowth(() => wake.up()),
    tail.onClose(() => end.abort()),
    shown.onChange((what) => {
      changed = together(changed, what);
      wake.up();
    }),
  ];
  response.once('close', () => end.abort());
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  const expiry = setTimeout(() => end.abort(), options.endsInMs);
  end.signal.addEventListener('abort', () => wake.up());
  response.write(`retry: ${RECONNECT_MS}\n\n`);
  try {
    for (let sentSeq = options.afterSeq; !end.signal.aborted; await wake.wait()) {
      sentSeq = await sendUpTo(response, { ...options, end: end.signal, sentSeq });
      const what = changed;
      changed = new Set();
      await sendChanged(response, options, what);
    }
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

/** Says which of the partners within sight have changed; of rows that belong to none to those who see everything. */
async function sendChanged(response: ServerResponse, options: StreamOptions, what: Changed): Promise<void> {
  if (what !== 'anything' && what.size === 0) return;
  const tell = (partnerId: string | null): void =>
    void response.write(`event: changed\ndata: ${JSON.stringify({ partnerId })}\n\n`);
  if (what === 'anything') return tell(null);
  const { sight } = await options.reader();
  const ids = [...what].filter((id) => id !== '' && (options.partnerId ?? id) === id);
  for (const partnerId of await options.timeline.within(sight, ids)) tell(partnerId);
  if (what.has('') && sight.all && options.partnerId === undefined) tell(null);
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
