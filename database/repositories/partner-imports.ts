import type { Queryable } from '../sql';
import { query } from '../sql';

/** A company that was imported before, as it was. */
export interface KnownPartner {
  partnerId: string;
  name: string;
  type: string;
  country: string;
}

/** What is on record of the companies of an import's chunk. */
export interface KnownCompanies {
  /** Partner by the sender's id. */
  byExternalId: Map<string, KnownPartner>;
  /** The first partner by name skeleton. */
  bySkeleton: Map<string, string>;
  registrationNumbers: Set<string>;
}

/** Looks up a chunk of companies in three reads, however many they are. */
export async function findKnown(
  db: Queryable,
  asked: { source: string; externalIds: string[]; skeletons: string[]; registrationNumbers: string[] },
): Promise<KnownCompanies> {
  const same = await query<KnownPartner & { externalId: string }>(
    db,
    'SELECT external_id AS "externalId", partner_id AS "partnerId", name, type, country FROM partner WHERE source = $1 AND external_id = ANY($2::text[])',
    [asked.source, asked.externalIds],
  );
  const alike = await query<{ skeleton: string; partnerId: string }>(
    db,
    `SELECT DISTINCT ON (name_skeleton) name_skeleton AS skeleton, partner_id AS "partnerId" FROM partner
     WHERE name_skeleton = ANY($1::text[]) ORDER BY name_skeleton, applied_ms, recorded_at, partner_id`,
    [asked.skeletons],
  );
  const registered = await query<{ number: string }>(
    db,
    'SELECT registration_number AS number FROM partner WHERE registration_number = ANY($1::text[])',
    [asked.registrationNumbers],
  );
  return {
    byExternalId: new Map(same.map(({ externalId, ...partner }) => [externalId, partner])),
    bySkeleton: new Map(alike.map(({ skeleton, partnerId }) => [skeleton, partnerId])),
    registrationNumbers: new Set(registered.map(({ number }) => number)),
  };
}
