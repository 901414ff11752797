import type { NoticeChannel, NoticeSettings } from '../../domain/people/notices';
import { NOTICE_SETTINGS_DEFAULT } from '../../domain/people/notices';
import type { Origin } from '../../domain/journal';
import type { Queryable } from '../sql';
import { execute, queryOne, toSafeNumberOrNull } from '../sql';

/** Whom a notice is for: what a letter needs, and how this person wants it. */
export interface NoticeReader {
  personId: string;
  displayName: string;
  email: string | null;
  language: string;
  /** False for who has left, and for services. Who is invited and has never signed in is reached at their address. */
  reachable: boolean;
  settings: NoticeSettings;
  /** When this person was last told something, wall time. */
  lastMs: number | null;
}

interface ReaderRow extends Omit<NoticeReader, 'settings' | 'lastMs'> {
  channel: NoticeSettings['channel'] | null;
  zone: string;
  pace: NoticeSettings['pace'];
  dailyAtMin: number;
  quietFromMin: number | null;
  quietToMin: number | null;
  chatKind: NonNullable<NoticeSettings['chat']>['kind'] | null;
  chatUrl: string | null;
  lastMs: string | null;
}

/** A person with how they want to be told; null when there is none. */
export async function findReader(db: Queryable, personId: string): Promise<NoticeReader | null> {
  const row = await queryOne<ReaderRow>(
    db,
    `SELECT p.person_id AS "personId", p.display_name AS "displayName", p.email, p.language,
            p.status <> 'left' AND p.kind = 'person' AS reachable, s.channel, s.zone, s.pace, s.daily_at_min AS "dailyAtMin",
            s.quiet_from_min AS "quietFromMin", s.quiet_to_min AS "quietToMin", s.chat_kind AS "chatKind", s.chat_url AS "chatUrl",
            (SELECT max(d.ended_wall) FROM notice_delivery d WHERE d.person_id = p.person_id AND d.state = 'sent') AS "lastMs"
     FROM person p LEFT JOIN notice_setting s USING (person_id) WHERE p.person_id = $1`,
    [personId],
  );
  if (row === null) return null;
  const { displayName, email, language, reachable } = row;
  const lastMs = toSafeNumberOrNull(row.lastMs);
  return { personId, displayName, email, language, reachable, lastMs, settings: settingsOf(row) };
}

function settingsOf(row: ReaderRow): NoticeSettings {
  const { channel, zone, pace, dailyAtMin, quietFromMin, quietToMin, chatKind, chatUrl } = row;
  if (channel === null) return NOTICE_SETTINGS_DEFAULT;
  const quiet = quietFromMin === null ? null : { fromMin: quietFromMin, toMin: quietToMin! };
  const chat = chatKind === null ? null : { kind: chatKind, url: chatUrl! };
  return { channel, zone, pace, dailyAtMin, quiet, chat };
}

/** Writes how a person wants to be told. */
export async function saveSettings(
  tx: Queryable,
  personId: string,
  { settings, atWallMs }: { settings: NoticeSettings; atWallMs: number },
): Promise<void> {
  const { channel, zone, pace, dailyAtMin, quiet, chat } = settings;
  await execute(
    tx,
    `INSERT INTO notice_setting (person_id, channel, zone, pace, daily_at_min, quiet_from_min, quiet_to_min, chat_kind, chat_url, changed_wall)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
     ON CONFLICT (person_id) DO UPDATE SET channel = excluded.channel, zone = excluded.zone, pace = excluded.pace,
       daily_at_min = excluded.daily_at_min, quiet_from_min = excluded.quiet_from_min, quiet_to_min = excluded.quiet_to_min,
       chat_kind = excluded.chat_kind, chat_url = excluded.chat_url, changed_wall = excluded.changed_wall`,
    [
      personId,
      channel,
      zone,
      pace,
      dailyAtMin,
      quiet?.fromMin ?? null,
      quiet?.toMin ?? null,
      chat?.kind ?? null,
      chat?.url ?? null,
      atWallMs,
    ],
  );
}

/** A delivery as it stands. */
export interface DeliveryRow {
  deliveryId: string;
  personId: string;
  channel: Exclude<NoticeChannel, 'none'>;
  state: 'sending' | 'sent' | 'empty' | 'failed';
}

/** One delivery; null when it was never prepared. */
export async function findDelivery(db: Queryable, deliveryId: string): Promise<DeliveryRow | null> {
  return queryOne<DeliveryRow>(
    db,
    `SELECT delivery_id AS "deliveryId", person_id AS "personId", channel, state FROM notice_delivery WHERE delivery_id = $1`,
    [deliveryId],
  );
}

/** Prepares a delivery: whatever happens from here on is on record. */
export async function insertDelivery(
  tx: Queryable,
  delivery: Pick<DeliveryRow, 'deliveryId' | 'personId' | 'channel'> & { origin: Origin; wallMs: number },
): Promise<void> {
  const { deliveryId, personId, channel, origin, wallMs } = delivery;
  await execute(
    tx,
    `INSERT INTO notice_delivery (delivery_id, person_id, channel, state, prepared_wall, workflow_id, run_id)
     VALUES ($1, $2, $3, 'sending', $4, $5, $6)`,
    [deliveryId, personId, channel, wallMs, origin.workflowId, origin.runId],
  );
}

/** How a delivery ended. @returns false when it had ended already */
export async function endDelivery(
  tx: Queryable,
  deliveryId: string,
  how: { state: 'sent' | 'empty' | 'failed'; wallMs: number; reason?: string },
): Promise<boolean> {
  const rows = await execute(
    tx,
    `UPDATE notice_delivery SET state = $2, ended_wall = $3, reason = $4 WHERE delivery_id = $1 AND state = 'sending'`,
    [deliveryId, how.state, how.wallMs, how.reason ?? null],
  );
  return rows === 1;
}
