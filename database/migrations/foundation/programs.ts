import { ORIGIN, RECORDED } from './columns';

/** Published program versions: immutable. */
export const PROGRAMS = [
  `CREATE TABLE program_version (
     program_id text NOT NULL CHECK (program_id ~ '^[a-z][a-z0-9-]{0,39}$'),
     version integer NOT NULL CHECK (version >= 1),
     content_hash text NOT NULL CHECK (content_hash ~ '^[0-9a-f]{64}$'),
     document jsonb NOT NULL,
     clock jsonb NOT NULL,
     calendar jsonb NOT NULL,
     region_calendars jsonb NOT NULL,
     library_versions jsonb NOT NULL,
     published_by text NOT NULL,
     published_wall bigint NOT NULL,
     ${ORIGIN}, ${RECORDED},
     PRIMARY KEY (program_id, version),
     UNIQUE (program_id, content_hash))`,
];
