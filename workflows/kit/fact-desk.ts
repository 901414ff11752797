import { condition, log, setHandler } from '@temporalio/workflow';
import type { FactsNote } from '../partner-lifecycle.messages';
import { factsArrived } from '../partner-lifecycle.messages';
import type { LifecycleRun } from './lifecycle-run';
import { origin } from './origin';
import { journal } from './proxies';

/** A burst of facts becomes one record and one forward per open stage at most this often; the first one goes at once. */
const FORWARD_EVERY_MS = 1_000;
/** Facts recorded by one local activity at most. */
const FACTS_PER_RECORD_MAX = 500;

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
    let lastMs = -FORWARD_EVERY_MS;
    for (;;) {
      await condition(() => this.notes.length > 0 || over());
      if (this.notes.length === 0) return;
      const sinceMs = Date.now() - lastMs;
      if (sinceMs < FORWARD_EVERY_MS && this.life.stages.open.size > 0)
        await condition(() => this.life.terminal, FORWARD_EVERY_MS - sinceMs, { summary: 'Gather facts' });
      lastMs = Date.now();
      await this.record(this.notes.splice(0));
    }
  }

  private async record(notes: FactsNote[]): Promise<void> {
    this.busy = true;
    const factIds = [...new Set(notes.flatMap((note) => note.factIds ?? []))];
    const { partnerId } = this.life.input;
    let fresh = notes.some((note) => note.importId !== undefined);
    for (let from = 0; from < factIds.length; from += FACTS_PER_RECORD_MAX) {
      const { accepted } = await journal.recordFacts({
        origin: origin(),
        partnerId,
        factIds: factIds.slice(from, from + FACTS_PER_RECORD_MAX),
        nowMs: this.life.now(),
      });
      fresh ||= accepted > 0;
    }
    if (fresh) this.seen += 1;
    if (fresh) await this.life.stages.order([{ order: 'facts' }]);
    this.busy = false;
  }
}
