import { condition } from '@temporalio/workflow';
import type { ActivationStanding } from '../../domain/activation';
import { nextSilence } from '../../domain/activation';
import { addDuration } from '../../domain/calendar';
import { parseDuration } from '../../domain/duration';
import type { StageName } from '../../domain/program';
import type { LifecycleRun } from './lifecycle-run';
import { journal } from './proxies';
import { until } from './wait';

/**
 * Watches over a new partner's first successes, across stages and cycles: it starts when the program's stage has
 * completed, looks at the rows whenever facts come, and says aloud when nothing has come for too long. No pause moves it.
 */
export class ActivationClock {
  private looking = false;

  constructor(
    private readonly life: LifecycleRun,
    private standing: ActivationStanding | undefined,
  ) {}

  /** A look at the rows is under way: the run must not end in the middle of it. */
  get busy(): boolean {
    return this.looking;
  }

  get carried(): ActivationStanding | undefined {
    return this.standing;
  }

  /** Told of each stage that has completed. */
  stageCompleted(stage: StageName): void {
    const { activation } = this.life.input.slice;
    if (activation?.after !== stage || this.standing) return;
    this.standing = { startedMs: this.life.now(), state: 'running' };
    this.life.changed();
  }

  /** Runs until the partner is activated or the lifecycle's run is over. */
  async run(over: () => boolean): Promise<void> {
    const { activation, regionCalendar, clock } = this.life.input.slice;
    await condition(() => this.standing !== undefined || over());
    if (!activation || !this.standing) return;
    const { startedMs } = this.standing;
    const after = (text: string): number => addDuration(regionCalendar, startedMs, parseDuration(text));
    const at = { atRiskMs: after(activation.atRiskAfter), dormantMs: after(activation.dormantAfter) };
    while (!over() && this.standing.state !== 'activated') {
      const seen = this.life.factsSeen;
      if (await this.isActivated()) return this.enter('activated', 'everything that counts is on record');
      const next = nextSilence(this.standing, at);
      // Not in the middle of a burst: what comes next would only be looked for again.
      const woken = (): boolean => over() || (this.life.factsSeen > seen && !this.life.factsComing);
      const moment = { atMs: next?.atMs ?? 0, summary: `Activation: ${next?.state ?? ''}`, waitsForOutside: true };
      if (!next) await condition(woken);
      else if (!(await until(clock, moment, woken)))
        this.enter(next.state, 'not everything that counts is on record in time');
    }
  }

  private async isActivated(): Promise<boolean> {
    const { slice, partnerId } = this.life.input;
    this.looking = true;
    let all = true;
    for (const { fact, count } of slice.activation!.facts)
      all &&= (await journal.countFacts({ partnerId, fact })).count >= count;
    this.looking = false;
    return all;
  }

  private enter(state: ActivationStanding['state'], reason: string): void {
    this.standing = { ...this.standing!, state };
    const subject = `partner/${this.life.input.partnerId}`;
    this.life.audit({
      action: `activation.${state}`,
      actor: state === 'activated' ? 'system:workflow' : 'system:timer',
      reason,
      subject,
    });
  }
}
