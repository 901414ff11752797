import type { AuditEntry } from '../../domain/journal';

/** More writes than these do not fit into a millisecond of workflow time. */
const TURNS_PER_MS = 1_000;

/**
 * The number of the turn that is about to be written; higher numbers are newer.
 *
 * A workflow task can be lost after its local activities have written rows: its worker died, or the server did. It is
 * done again later, with whatever has happened meanwhile, and then says other things in other turns. Workflow time is
 * the time of the task, so whatever the second attempt writes is newer than all that the lost one wrote.
 */
export function nextTurn(last: number): number {
  return Math.max(last, Date.now() * TURNS_PER_MS) + 1;
}

/**
 * Audit lines that wait to be written. A line's key says the how-many-th of its kind in this run it is: a task that is
 * done again may cut the same lines into other turns, and still each is written once.
 */
export class AuditPad {
  private lines: AuditEntry[] = [];
  private readonly told = new Map<string, number>();

  add(entry: AuditEntry): void {
    const kind = `${entry.action}/${entry.subject}`;
    const count = (this.told.get(kind) ?? 0) + 1;
    this.told.set(kind, count);
    this.lines.push({ ...entry, key: `${kind}#${count}` });
  }

  get waiting(): boolean {
    return this.lines.length > 0;
  }

  /** All that wait; then none do. */
  take(): AuditEntry[] {
    return this.lines.splice(0);
  }
}
