import { closeSync, existsSync, fsyncSync, mkdirSync, openSync, readFileSync, truncateSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** One thing that really happened at a third party, whatever its answer became on the way. */
export interface WorldEvent {
  atMs: number;
  kind: string;
  [detail: string]: unknown;
}

/** The append-only truth of the third parties: their state is rebuilt from it, and tests ask it what really happened. */
export class Journal {
  constructor(
    private readonly file: string,
    /** `synced`: on the disk itself before the answer goes out, so that not even a dead machine forgets. */
    private readonly keeping: 'written' | 'synced' = 'written',
  ) {
    mkdirSync(dirname(file), { recursive: true });
    // A line that a crash cut off must not run into the next one.
    if (existsSync(file)) truncateSync(file, readFileSync(file).lastIndexOf('\n') + 1);
  }

  /** Written before the answer goes out, so that a kill -9 loses nothing that was answered. */
  append(kind: string, details: Record<string, unknown>): void {
    const file = openSync(this.file, 'a');
    try {
      writeSync(file, `${JSON.stringify({ atMs: Date.now(), kind, ...details })}\n`);
      if (this.keeping === 'synced') fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }

  read(): WorldEvent[] {
    return readJournal(this.file);
  }
}

/** All events of a journal; a last line that a crash cut off never was answered and is left out. */
export function readJournal(file: string): WorldEvent[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.slice(0, -1).map((line) => JSON.parse(line) as WorldEvent);
}
