import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useConsole } from './context';

/** What happens together is read together. */
const GATHER_MS = 400;
const RECONNECT_FIRST_MS = 1_000;
const RECONNECT_LAST_MS = 15_000;

/** How the stream of events is. */
export type LiveState = 'connecting' | 'live' | 'lost';

/** Listens to what happens, and lets everything that is shown be read again: no page needs a reload. */
export function useLive(isKnown: boolean): LiveState {
  const { api } = useConsole();
  const queries = useQueryClient();
  const [state, setState] = useState<LiveState>('connecting');
  useEffect(() => {
    // Nobody yet has nothing to hear of.
    if (!isKnown) return;
    const end = new AbortController();
    let gathering: ReturnType<typeof setTimeout> | undefined;
    const heard = (): void => {
      gathering ??= setTimeout(() => {
        gathering = undefined;
        void queries.invalidateQueries({ predicate: ({ meta }) => meta?.['still'] !== true });
      }, GATHER_MS);
    };
    void follow({
      open: (lastId) => api.events(lastId, end.signal),
      onState: setState,
      onEvent: heard,
      end: end.signal,
    });
    return () => {
      end.abort();
      clearTimeout(gathering);
    };
  }, [api, queries, isKnown]);
  return state;
}

interface Following {
  open(lastId: string | null): Promise<ReadableStream<Uint8Array>>;
  onState(state: LiveState): void;
  onEvent(): void;
  end: AbortSignal;
}

/** Reads the stream, and comes again after the last event when it ends. */
async function follow({ open, onState, onEvent, end }: Following): Promise<void> {
  let lastId: string | null = null;
  let waitMs = RECONNECT_FIRST_MS;
  while (!end.aborted) {
    try {
      const stream = await open(lastId);
      // What was read before may have changed while nobody listened.
      onEvent();
      onState('live');
      waitMs = RECONNECT_FIRST_MS;
      for await (const id of events(stream)) {
        lastId = id ?? lastId;
        onEvent();
      }
    } catch (error) {
      if (end.aborted) return;
      onState('lost');
      waitMs = Math.min(waitMs * 2, RECONNECT_LAST_MS);
      console.info('The stream of events ended; it is opened again.', error);
    }
    await pause(waitMs, end);
  }
}

/** The events of a stream, as they come (HTML, 9.2.6): the id of each, or null where it has none. */
async function* events(stream: ReadableStream<Uint8Array>): AsyncGenerator<string | null> {
  const reader = stream
    .pipeThrough(new TextDecoderStream() as unknown as TransformStream<Uint8Array, string>)
    .getReader();
  let text = '';
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const blocks = (text + value).split('\n\n');
    text = blocks.pop()!;
    for (const block of blocks) if (/^event: /m.test(block)) yield /^id: (\d+)$/m.exec(block)?.[1] ?? null;
  }
}

function pause(ms: number, end: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    end.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
