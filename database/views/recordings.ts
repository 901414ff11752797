import type { Pool } from 'pg';
import type { RecordedOutcome } from '../repositories/recorded';
import { findRecorded } from '../repositories/recorded';

/** What became of messages from outside, by the audit row that each leaves under its key. */
export class RecordingsView {
  constructor(private readonly pool: Pool) {}

  /** The outcome of a message to a workflow; null when none is on record. */
  async find(workflowId: string, messageId: string): Promise<RecordedOutcome | null> {
    return findRecorded(this.pool, `${workflowId}/${messageId}`);
  }
}
