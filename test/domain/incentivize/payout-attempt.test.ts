import fc from 'fast-check';
import { HOUR_MS, MINUTE_MS } from '../../../domain/duration';
import type { AttemptFind, AttemptSend, PayoutAttempt } from '../../../domain/incentivize/payout-attempt';
import {
  ABSENCE_PROVEN_MS,
  afterFind,
  afterSend,
  KEY_TRUSTED_MS,
  mayCallAgain,
  mayRenew,
  nextMove,
  PREPARED,
  startCall,
} from '../../../domain/incentivize/payout-attempt';
import { dose } from '../../kit/dose';

const sending = startCall(PREPARED, 0);
const unknown = afterSend(sending, { outcome: 'unknown' });
const pending = { outcome: 'sent', reference: 'pp_1', state: 'pending' } as const;

test('what may have reached the provider is looked up before it is called again', () => {
  expect(nextMove(PREPARED)).toBe('call');
  expect([sending, unknown].map(nextMove)).toEqual(['find', 'find']);
  expect(nextMove(afterFind(unknown, pending, 1))).toBe('none');
});

test('a key is called for 23 hours and then only looked up', () => {
  expect(mayCallAgain(unknown, KEY_TRUSTED_MS - 1)).toBe(true);
  expect(() => startCall(unknown, KEY_TRUSTED_MS)).toThrow('too old');
});

test('"nothing found" allows a next attempt only when no call can be under way any more', () => {
  expect(mayRenew(afterFind(unknown, { outcome: 'absent' }, ABSENCE_PROVEN_MS - 1))).toBe(false);
  expect(mayRenew(afterFind(unknown, { outcome: 'absent' }, ABSENCE_PROVEN_MS))).toBe(true);
});

test('a refusal is believed at once if it answers the only call, else after a look-up', () => {
  expect(afterSend(sending, { outcome: 'rejected' }).state).toBe('rejected');
  const again = afterSend(startCall(unknown, 1), { outcome: 'rejected' });
  expect(again.state).toBe('unknown');
  expect(afterFind(again, { outcome: 'rejected' }, 2).state).toBe('rejected');
});

test('the webhook may come before the answer to the call, and late news take nothing back', () => {
  const paid = afterFind(sending, { ...pending, state: 'paid' }, 1);
  expect(paid).toMatchObject({ state: 'paid', reference: 'pp_1' });
  expect(afterSend(paid, { outcome: 'unknown' })).toEqual(paid);
  expect(afterFind(paid, pending, 2)).toEqual(paid);
  expect(afterFind(paid, { ...pending, state: 'returned' }, 3).state).toBe('returned');
});

test('money that moved for a refused attempt, or a second payment, is for a person', () => {
  expect(() => afterFind(afterSend(sending, { outcome: 'rejected' }), pending, 1)).toThrow('a person must look');
  const sent = afterFind(sending, pending, 1);
  expect(() => afterFind(sent, { ...pending, reference: 'pp_2' }, 2)).toThrow('a person must look');
});

test('a payment that fails after it was taken is refused, by a look-up that names it, and a next attempt may be made', () => {
  const sent = afterFind(sending, pending, 1);
  const failed = { outcome: 'rejected', references: ['pp_1'] } as const;
  const refused = afterFind(sent, failed, 2);
  expect([refused.state, refused.reference, mayRenew(refused)]).toEqual(['rejected', 'pp_1', true]);
  // Told again, and told late that it was on its way: nothing new. That it was paid is for a person.
  expect(afterFind(refused, failed, 3)).toBe(refused);
  expect(afterFind(refused, pending, 3)).toBe(refused);
  expect(() => afterFind(refused, { ...pending, state: 'paid' }, 3)).toThrow('a person must look');
  // Of another payment, or of none: not this one.
  for (const references of [['pp_2'], []])
    expect(() => afterFind(sent, { outcome: 'rejected', references }, 2)).toThrow('a person must look');
});

test('a payment that fails after it was paid has come back: no next attempt, it is due to the next run', () => {
  const paid = afterFind(sending, { ...pending, state: 'paid' }, 1);
  const back = afterFind(paid, { outcome: 'rejected', references: ['pp_1'] }, 2);
  expect([back.state, mayRenew(back)]).toEqual(['returned', false]);
  expect(afterFind(back, { outcome: 'rejected', references: ['pp_1'] }, 3)).toBe(back);
});

/** What goes wrong at one step: with the worker, on the way, or at the provider. */
const FAULTS = [
  ...(['none', 'kill', 'kill-after', 'error-before', 'error-after', 'late', 'refuse', 'forget', 'fail'] as const),
];
interface Step {
  worker: number;
  minutes: number;
  fault: (typeof FAULTS)[number];
}
type Held =
  | { at: 'idle' }
  | { at: 'calling'; sinceMs: number }
  | { at: 'looking' }
  | { at: 'told'; send: AttemptSend }
  | { at: 'found'; find: AttemptFind; askedMs: number };

/** A provider that keeps its own book, workers that may die between any two steps, and the one row they share. */
class Scene {
  row: PayoutAttempt = PREPARED;
  moved = 0;
  private refused = false;
  private nowMs = 0;
  private keyUntilMs = -1;
  private late: number[] = [];
  private readonly workers: Held[] = [{ at: 'idle' }, { at: 'idle' }];

  step({ worker, minutes, fault }: Step): void {
    this.nowMs += minutes * MINUTE_MS;
    for (const due of this.late.filter((ms) => ms <= this.nowMs)) this.execute(due, false);
    this.late = this.late.filter((ms) => ms > this.nowMs);
    if (fault === 'forget') this.keyUntilMs = -1;
    // The payee's bank does not carry out what the provider has taken.
    if (fault === 'fail' && this.moved > 0) [this.moved, this.refused] = [this.moved - 1, true];
    const held = this.workers[worker]!;
    this.workers[worker] = fault === 'kill' ? { at: 'idle' } : this.go(held, fault);
  }

  private go(held: Held, fault: Step['fault']): Held {
    if (held.at === 'idle') return this.begin();
    // A worker that was held up does not make the call that it noted.
    if (held.at === 'calling') return this.nowMs - held.sinceMs > 5 * MINUTE_MS ? { at: 'idle' } : this.call(fault);
    if (held.at === 'looking') return { at: 'found', find: this.look(fault), askedMs: this.nowMs };
    if (held.at === 'told') {
      this.row = afterSend(this.row, held.send);
      return { at: 'idle' };
    }
    this.row = afterFind(this.row, held.find, held.askedMs);
    return held.find.outcome === 'absent' && mayCallAgain(this.row, this.nowMs) ? this.note() : { at: 'idle' };
  }

  private begin(): Held {
    // What the provider has is looked at until it is booked.
    const move = this.row.state === 'sent' ? 'find' : nextMove(this.row);
    if (move === 'call') return this.note();
    return move === 'find' ? { at: 'looking' } : { at: 'idle' };
  }

  private note(): Held {
    this.row = startCall(this.row, this.nowMs);
    return { at: 'calling', sinceMs: this.nowMs };
  }

  private call(fault: Step['fault']): Held {
    if (fault === 'late') this.late.push(this.nowMs + 40 * MINUTE_MS);
    const unheard = fault === 'late' || fault === 'error-before';
    if (unheard) return { at: 'told', send: { outcome: 'unknown' } };
    this.execute(this.nowMs, fault === 'refuse');
    if (fault === 'kill-after') return { at: 'idle' };
    if (fault === 'error-after') return { at: 'told', send: { outcome: 'unknown' } };
    return { at: 'told', send: this.refused ? { outcome: 'rejected' } : { outcome: 'sent', reference: 'pp_1' } };
  }

  private execute(atMs: number, refuse: boolean): void {
    if (atMs < this.keyUntilMs) return;
    this.keyUntilMs = atMs + 24 * HOUR_MS;
    if (refuse) this.refused = true;
    if (!this.refused) this.moved += 1;
  }

  private look(fault: Step['fault']): AttemptFind {
    if (fault.startsWith('error')) return { outcome: 'unknown' };
    if (this.moved > 0) return pending;
    return this.refused ? { outcome: 'rejected', references: ['pp_1'] } : { outcome: 'absent' };
  }
}

const steps = (workers: number, faults: readonly Step['fault'][]) =>
  fc.array(
    fc.record({
      worker: fc.nat({ max: workers - 1 }),
      minutes: fc.oneof({ weight: 6, arbitrary: fc.nat({ max: 4 }) }, fc.nat({ max: 700 })),
      fault: fc.constantFrom(...faults),
    }),
    { maxLength: 60 },
  );

/** Lets the story happen, then everything work again for two days. */
function play(story: Step[]): Scene {
  const scene = new Scene();
  for (const step of story) scene.step(step);
  const calm = Array.from({ length: 400 }, (_, at) => ({
    worker: at % 2,
    minutes: (at >> 1) % 4 ? 1 : 30,
    fault: 'none' as const,
  }));
  for (const step of calm) scene.step(step);
  return scene;
}

/** By the provider's book, which no attempt can read: nothing doubled, nothing lost. */
function expectOnce({ row, moved }: Scene): void {
  expect({ state: row.state, moved }).toEqual({ state: row.state, moved: row.state === 'sent' ? 1 : 0 });
  expect(['sent', 'rejected', 'absent']).toContain(row.state);
}

const numRuns = dose({ test: 2_000, hard: 10_000, soak: 500_000 });

test('two workers that die anywhere, calls that arrive late: paid once, or not at all and known not to be', () => {
  const faults = FAULTS.filter((fault) => fault !== 'forget');
  fc.assert(
    fc.property(steps(2, faults), (story) => expectOnce(play(story))),
    { numRuns },
  );
});

test('a provider that forgets keys early pays once as well, as every call after the first follows a look-up', () => {
  const faults = FAULTS.filter((fault) => fault !== 'late');
  fc.assert(
    fc.property(steps(1, faults), (story) => expectOnce(play(story))),
    { numRuns },
  );
});
