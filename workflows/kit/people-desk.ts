import { setHandler } from '@temporalio/workflow';
import { peopleChanged } from '../partner-lifecycle.messages';
import type { LifecycleRun } from './lifecycle-run';

/** Hears that other people may act for us or the partner, and lets the open stages look again: once for many changes. */
export class PeopleDesk {
  private changed = false;

  constructor(private readonly life: LifecycleRun) {
    setHandler(peopleChanged, () => void (this.changed = true), {
      description:
        'Other people hold roles here: open approvals look again at who may decide. Carries an id, no content.',
    });
  }

  get waiting(): boolean {
    return this.changed;
  }

  /** Passes it on. What comes meanwhile is passed on after it. */
  async passOn(): Promise<void> {
    this.changed = false;
    await this.life.stages.order([{ order: 'peopleChanged' }]);
  }
}
