import { Injectable } from '@nestjs/common';
import { WallClock } from '../clock';
import { Shown } from './shown';
import { Tail } from './tail';

/** Time alone makes things overdue, and a lost notification is noticed late: no answer is remembered for longer. */
const KEPT_MS = 5_000;
/** Readers with different rights; more of them are computed each time. */
const KEYS_MAX = 200;

interface Kept {
  seq: number;
  changes: number;
  readWallMs: number;
  answer: Promise<unknown>;
}

/**
 * Answers that are the same for everybody with the same sight, remembered until something happens: whoever hears of an
 * event and asks again gets what is true now, and a thousand who ask in between cost one statement.
 */
@Injectable()
export class Remembered {
  private readonly kept = new Map<string, Kept>();

  constructor(
    private readonly tail: Tail,
    private readonly shown: Shown,
    private readonly clock: WallClock,
  ) {}

  /** @param key what is asked, and with which sight */
  async read<T>(key: object, make: () => Promise<T>): Promise<T> {
    const name = JSON.stringify(key);
    const [seq, changes, nowWallMs] = [await this.tail.position(), this.shown.changes(), this.clock.now()];
    const known = this.kept.get(name);
    if (known && known.seq === seq && known.changes === changes && nowWallMs - known.readWallMs < KEPT_MS)
      return known.answer as Promise<T>;
    const answer = make();
    this.keep(name, { seq, changes, readWallMs: nowWallMs, answer });
    return answer;
  }

  private keep(name: string, kept: Kept): void {
    this.kept.delete(name);
    this.kept.set(name, kept);
    const [oldest] = this.kept.keys();
    if (this.kept.size > KEYS_MAX) this.kept.delete(oldest!);
    // A failure is told to who asked, and not remembered.
    kept.answer.catch(() => this.kept.get(name) === kept && this.kept.delete(name));
  }
}
