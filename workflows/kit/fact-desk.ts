import { ActivityFailure, condition, log, setHandler, sleep } from '@temporalio/workflow';
import { HOUR_MS, SECOND_MS } from '../../domain/duration';
import type { FactsNote } from '../partner-lifecycle.messages';
import { factsArrived } from '../partner-lifecycle.messages';
import type { LifecycleRun } from './lifecycle-run';
import { origin } from './origin';
import { business } from './proxies';

/**
 * A burst of facts becomes one record and one forward per open stage at most this often; the first one goes at once.
 * In a run that has become long they are gathered for longer: each fact costs four events, and each look a dozen more.
 */
const GATHER = [
  { fromEvents: 25_000, everyMs: 6 * HOUR_MS },
  { fromEvents: 10_000, everyMs: HOUR_MS },
  { fromEvents: 0, everyMs: SECOND_MS },
];
/** Facts recorded by one activity at most. */
const FACTS_PER_RECORD_MAX = 500;
/** What no retry cures waits for its repair, and is tried again this often. */
const REPAIR_EVERY_MS = 60_000;

/**
 * Takes facts from outside, never refusing one: records them by id and tells the open stages to look at the rows.
 * Because stages read rows, early, late, doubled and shuffled facts come to the same.
 */
export class FactDesk {
  private readonly notes: FactsNote[] = [];
  private busy = false;
  /** Grows whenever something came that rows show. */
  seen = 0;

  constructor(private readonly life: LifecycleRun) {
    setHandler(factsArrived, (note) => this.receive(note), {
      description:
        'Something happened outside, by id: {"factIds":["fct_…"]} or {"importId":"imp_…","count":3}. Content is read from Postgres.',
    });
  }

  /** Whoever reaches Temporal can send anything: what is no note is left aside, and never stops a lifecycle. */
  private receive(note: Partial<Record<keyof FactsNote, unknown>> | null | undefined): void {
    const factIds = Array.isArray(note?.factIds) ? note.factIds.filter((id) => typeof id === 'string') : [];
    const importId = typeof note?.importId === 'string' ? note.importId : undefined;
    if (factIds.length > 0 || importId !== undefined) this.notes.push({ factIds, importId });
    else log.warn('a signal without facts was left aside');
  }

  get waiting(): boolean {
    return this.busy || this.notes.length > 0;
  }

  async passOn(over: () => boolean): Promise<void> {
    let nextMs = 0;
    for (;;) {
      await condition(() => this.notes.length > 0 || over());
      if (this.notes.length === 0) return;
      const waitMs = nextMs - Date.now();
      if (waitMs > 0 && this.life.stages.open.size > 0)
        await condition(() => this.life.terminal, waitMs, { summary: 'Gather facts' });
      nextMs = Date.now() + GATHER.find(({ fromEvents }) => this.life.events >= fromEvents)!.everyMs;
      this.busy = true;
      await this.record(this.notes.splice(0));
      this.seen += 1;
      // Doubled facts are looked at too: a record whose workflow task was lost tells nothing new the second time.
      await this.life.stages.order([{ order: 'facts' }]);
      this.busy = false;
    }
  }

  private async record(notes: FactsNote[]): Promise<void> {
    const ids = [...new Set(notes.flatMap((note) => note.factIds ?? []))];
    for (let from = 0; from < ids.length; from += FACTS_PER_RECORD_MAX)
      await this.recordSome(ids.slice(from, from + FACTS_PER_RECORD_MAX));
  }

  /**
   * By a normal activity: a local one would keep the workflow task open, and a server whose buffer runs over meanwhile
   * gives that task up, delivers everything once more, and leaves a history that cannot be replayed.
   */
  private async recordSome(factIds: string[]): Promise<void> {
    const { partnerId } = this.life.input;
    const summary = `Record ${factIds.length} facts`;
    for (;;) {
      const facts = { origin: origin(), partnerId, factIds, nowMs: this.life.now() };
      try {
        await business.recordFacts.executeWithOptions({ summary }, [facts]);
        return;
      } catch (error) {
        if (!(error instanceof ActivityFailure)) throw error;
        log.error('facts wait for a repair', { reason: error.cause?.message ?? error.message });
        await sleep(REPAIR_EVERY_MS, { summary: 'Record facts again' });
      }
    }
  }
}
