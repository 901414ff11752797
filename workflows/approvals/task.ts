import type { ApprovalState } from '../../domain/approvals';
import type { ApprovalActOutcome } from '../../domain/approvals/acts';
import type { Climb } from '../kit/ladder';

/** What an approval is as a task of people: claimed by somebody, waiting for an answer, stopped by a pause. */
export class Task {
  paused = false;
  /** Who sees to it. */
  claimedBy: string | undefined;
  /** Who has asked a question that waits for its answer. */
  askedBy: string | undefined;

  constructor(
    private readonly climb: Climb,
    private readonly infoStopsClock: boolean,
  ) {}

  get state(): Extract<ApprovalState, 'open' | 'paused' | 'info_requested'> {
    if (this.paused) return 'paused';
    return this.askedBy === undefined ? 'open' : 'info_requested';
  }

  /** The deadline stands still: by a pause, or by a question where the rule says so. */
  get stopped(): boolean {
    return this.paused || (this.infoStopsClock && this.askedBy !== undefined);
  }

  /** @returns whether anything is different now */
  obey({ command, atMs }: { command: string; atMs: number }): boolean {
    const pauses = command === 'pause' || command === 'suspend';
    if ((!pauses && command !== 'resume') || pauses === this.paused) return false;
    this.change(atMs, () => (this.paused = pauses));
    return true;
  }

  /** @returns whether anything is different now */
  perform({ act, personId, claimedBy, atMs }: ApprovalActOutcome): boolean {
    if (act === 'claim' || act === 'reassign') this.claimedBy = claimedBy;
    if (act === 'release') this.claimedBy = undefined;
    if (act === 'requestInfo') this.change(atMs, () => (this.askedBy = personId));
    if (act === 'answerInfo') this.change(atMs, () => (this.askedBy = undefined));
    return act !== 'comment';
  }

  /** A question within a pause, or a pause within a question, stops the clock once. */
  private change(atMs: number, how: () => void): void {
    const before = this.stopped;
    how();
    if (!before && this.stopped) this.climb.pause(atMs);
    if (before && !this.stopped) this.climb.resume(atMs);
  }
}
