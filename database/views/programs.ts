import type { Pool } from 'pg';
import type { ProgramClock } from '../../domain/clock';
import type { Program, ProgramVersion } from '../../domain/program';
import type { LastingTerms } from '../../domain/programs/program-publication';
import { findLastingTerms } from '../lasting-terms';
import type { Prepared } from '../sql';
import { query, queryOne, toSafeNumber } from '../sql';

/** A version never changes, so it is read once; these many are kept. */
const VERSIONS_KEPT_MAX = 32;

/** One published version in a list. */
export interface ProgramSummary {
  programId: string;
  version: number;
  contentHash: string;
  title: string;
  clock: ProgramClock;
  publishedBy: string;
  publishedWallMs: number;
}

/** A published version with who published it when. */
export interface PublishedProgram extends ProgramVersion {
  publishedBy: string;
  publishedWallMs: number;
  libraryVersions: Record<string, string>;
}

interface VersionRow {
  program_id: string;
  version: number;
  content_hash: string;
  document: Program;
  clock: ProgramClock;
  calendar: ProgramVersion['calendar'];
  region_calendars: ProgramVersion['regionCalendars'];
  library_versions: Record<string, string>;
  published_by: string;
  published_wall: string;
}

/** Published programs, read only. */
export class ProgramsView {
  private readonly kept = new Map<string, PublishedProgram>();

  constructor(private readonly pool: Pool) {}

  /** The latest version of each program, by id. */
  async list(): Promise<ProgramSummary[]> {
    return this.summaries(
      `SELECT DISTINCT ON (program_id) ${SUMMARY} FROM program_version ORDER BY program_id, version DESC`,
      [],
    );
  }

  /** The clocks of all versions: small, and never changed. */
  async clocks(): Promise<{ programId: string; version: number; clock: ProgramClock }[]> {
    return query(this.pool, 'SELECT program_id AS "programId", version, clock FROM program_version');
  }

  /** All versions of a program, the latest first. */
  async versions(programId: string): Promise<ProgramSummary[]> {
    return this.summaries(`SELECT ${SUMMARY} FROM program_version WHERE program_id = $1 ORDER BY version DESC`, [
      programId,
    ]);
  }

  /** The latest version; null for an unknown program. */
  async latest(programId: string): Promise<PublishedProgram | null> {
    const row = await queryOne<{ version: number | null }>(this.pool, LATEST, [programId]);
    const version = row?.version ?? null;
    return version === null ? null : this.version(programId, version);
  }

  /** What a further version must keep; null for an unknown program. */
  async lastingTerms(programId: string): Promise<LastingTerms | null> {
    return findLastingTerms(this.pool, programId);
  }

  /** One version; null where there is none. */
  async version(programId: string, version: number): Promise<PublishedProgram | null> {
    const key = `${programId}@${version}`;
    const kept = this.kept.get(key);
    if (kept !== undefined) return kept;
    const row = await queryOne<VersionRow>(
      this.pool,
      'SELECT * FROM program_version WHERE program_id = $1 AND version = $2',
      [programId, version],
    );
    if (row === null) return null;
    const published = publishedOf(row);
    this.kept.set(key, published);
    const [oldest] = this.kept.keys();
    if (this.kept.size > VERSIONS_KEPT_MAX) this.kept.delete(oldest!);
    return published;
  }

  private async summaries(sql: string, values: unknown[]): Promise<ProgramSummary[]> {
    const rows = await query<Omit<ProgramSummary, 'publishedWallMs'> & { publishedWallMs: string }>(
      this.pool,
      sql,
      values,
    );
    return rows.map((row) => ({ ...row, publishedWallMs: toSafeNumber(row.publishedWallMs) }));
  }
}

const LATEST: Prepared = {
  name: 'program-latest',
  text: 'SELECT max(version) AS version FROM program_version WHERE program_id = $1',
};

const SUMMARY = `program_id AS "programId", version, content_hash AS "contentHash", document ->> 'title' AS title, clock,
  published_by AS "publishedBy", published_wall AS "publishedWallMs"`;

function publishedOf(row: VersionRow): PublishedProgram {
  return {
    programId: row.program_id,
    version: row.version,
    contentHash: row.content_hash,
    clock: row.clock,
    document: row.document,
    calendar: row.calendar,
    regionCalendars: row.region_calendars,
    libraryVersions: row.library_versions,
    publishedBy: row.published_by,
    publishedWallMs: toSafeNumber(row.published_wall),
  };
}
