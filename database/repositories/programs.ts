import type { Pool, PoolClient } from 'pg';
import type { Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import { auditActor } from '../../domain/people/person-change';
import type { ProgramVersion } from '../../domain/program';
import type { PublicationRecord, Published } from '../../domain/programs/program-publication';
import { checkLasting, checkMayPublish, PROGRAM_VERSION_KIND } from '../../domain/programs/program-publication';
import { hashOf } from '../intake/content';
import type { IntakeStore } from '../intake/intake-store';
import { execute, queryOne } from '../sql';
import { findLastingTerms } from '../lasting-terms';
import type { PeopleRepository } from './people';
import type { Recording } from './recording';
import { recordOnce } from './recording';

/** Published versions: written once, never changed. */
export class ProgramsRepository {
  constructor(
    private readonly pool: Pool,
    private readonly intake: IntakeStore,
    private readonly people: Pick<PeopleRepository, 'principal'>,
  ) {}

  /**
   * Publishes a staged version under the program's next number, or tells under which number the very same content is
   * published already. Idempotent by workflow id, and by content.
   */
  async recordPublication(record: PublicationRecord): Promise<Published | Refusal> {
    const recording: Recording = {
      origin: record.origin,
      businessKey: record.origin.workflowId,
      action: 'program.publish',
      subject: `program/${record.programId}`,
      actor: 'unknown',
      partnerId: null,
      atMs: 0,
    };
    return recordOnce<Published>(this.pool, recording, {
      work: (client, line) => this.publish(client, record, line),
      refused: (client) => this.intake.close(client, record.intakeId, `refused/${record.origin.workflowId}`),
    });
  }

  private async publish(client: PoolClient, record: PublicationRecord, line: Recording): Promise<Published> {
    const { programId, intakeId, origin } = record;
    const found = await this.intake.open(client, { intakeId, kind: PROGRAM_VERSION_KIND, target: origin.workflowId });
    if (found.state !== 'open')
      throw new DomainError('AUTH.PROOF_INVALID', 'Nothing signed is staged for this publication. Publish again.');
    line.atMs = found.stagedWallMs;
    const actor = await this.people.principal(client, found.principal, found.stagedWallMs);
    line.actor = actor === null ? `person/${found.principal}` : auditActor(actor);
    if (actor?.kind !== 'system') checkMayPublish(actor);
    const version = found.content as unknown as ProgramVersion;
    checkContent(programId, version);
    // Of two publications at once the second takes the number after the first.
    await execute(client, 'SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`program/${programId}`]);
    const same = await samePublished(client, version);
    if (same === null) await checkSuccession(client, version);
    const published = same ?? (await this.insert(client, version, { record, line }));
    line.programVersion = `${programId}@${published.version}`;
    await this.intake.close(client, intakeId, `program/${programId}/${published.version}`);
    return published;
  }

  private async insert(
    client: PoolClient,
    version: ProgramVersion,
    by: { record: PublicationRecord; line: Recording },
  ): Promise<Published> {
    const { programId, contentHash, document, clock, calendar, regionCalendars } = version;
    const { origin } = by.record;
    const row = await queryOne<{ version: number }>(
      client,
      `INSERT INTO program_version (program_id, version, content_hash, document, clock, calendar, region_calendars, library_versions,
                                    published_by, published_wall, workflow_id, run_id, history_length, business_key)
       SELECT $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $10
       FROM program_version WHERE program_id = $1 RETURNING version`,
      [
        programId,
        contentHash,
        JSON.stringify(document),
        JSON.stringify(clock),
        JSON.stringify(calendar),
        JSON.stringify(regionCalendars),
        JSON.stringify((calendar as { versions?: unknown }).versions ?? {}),
        by.line.actor,
        by.line.atMs,
        origin.workflowId,
        origin.runId,
        origin.historyLength,
      ],
    );
    return { programId, version: row!.version, contentHash, changed: true };
  }
}

/** What was validated is what is published: the hash is computed once more from what was staged. */
function checkContent(
  programId: string,
  { programId: own, contentHash, document, clock, calendar, regionCalendars }: ProgramVersion,
): void {
  if (own !== programId || document.id !== programId)
    throw new DomainError('PROGRAM.INVALID', `The staged document is of program "${document.id}", not "${programId}".`);
  if (hashOf({ document, clock, calendar, regionCalendars }) !== contentHash)
    throw new DomainError(
      'PROGRAM.INVALID',
      'The staged version does not have the hash under which it was validated. Publish again.',
    );
}

/** A further version keeps what the records of the earlier ones stand on. The program's lock is held. */
async function checkSuccession(client: PoolClient, { programId, document }: ProgramVersion): Promise<void> {
  const earlier = await findLastingTerms(client, programId);
  if (earlier !== null) checkLasting(earlier, document);
}

async function samePublished(
  client: PoolClient,
  { programId, contentHash }: ProgramVersion,
): Promise<Published | null> {
  const row = await queryOne<{ version: number }>(
    client,
    'SELECT version FROM program_version WHERE program_id = $1 AND content_hash = $2',
    [programId, contentHash],
  );
  return row === null ? null : { programId, version: row.version, contentHash, changed: false };
}
