import { log } from '@temporalio/workflow';
import type { LifecycleRun } from './lifecycle-run';
import { origin } from './origin';
import { outside } from './proxies';

/**
 * Takes access back and gives it again, beside the loop: a suspension takes effect at once, however slow the other
 * system is. Effects run one after the other, and a run does not end while one is under way.
 */
export class AccessDesk {
  private effects: Promise<void> = Promise.resolve();
  private underWay = 0;

  constructor(
    private readonly life: LifecycleRun,
    /** Whether a stage that gives access has ever started. */
    private given: boolean,
  ) {}

  get busy(): boolean {
    return this.underWay > 0;
  }

  markGiven(): void {
    this.given = true;
  }

  /** Takes back whatever was given. Undo: {@link restore}. */
  revoke(reason: string): Promise<void> {
    const input = { partnerId: this.life.input.partnerId, reason };
    return this.inTurn('revoke', () =>
      outside.revokeAccess.executeWithOptions({ summary: `Take back access: ${reason}` }, [
        { ...input, origin: origin(), nowMs: this.life.now() },
      ]),
    );
  }

  /** Gives back what a suspension took. */
  restore(): Promise<void> {
    const { partnerId, slice } = this.life.input;
    const steps = Object.values(slice.stages).flatMap((stage) => Object.values(stage.steps));
    const systems = steps.flatMap((step) => (step.kind === 'provision' ? step.systems : []));
    return this.inTurn('restore', () =>
      outside.provisionAccess.executeWithOptions({ summary: 'Give access back' }, [
        { origin: origin(), partnerId, systems, nowMs: this.life.now() },
      ]),
    );
  }

  private async inTurn(what: string, effect: () => Promise<unknown>): Promise<void> {
    if (!this.given) return;
    this.underWay += 1;
    this.effects = this.effects.then(() => this.attempt(what, effect));
    await this.effects;
    this.underWay -= 1;
  }

  /** What fails for too long is said aloud in the audit: then a person does it by hand. */
  private async attempt(what: string, effect: () => Promise<unknown>): Promise<void> {
    try {
      await effect();
    } catch (error) {
      log.warn('an access change needs a person', { what, error: String(error) });
      this.life.audit({
        action: `access.${what}_failed`,
        actor: 'system:workflow',
        reason: 'the other system did not answer; do it by hand',
        subject: `partner/${this.life.input.partnerId}`,
      });
    }
  }
}
