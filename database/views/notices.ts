import type { Pool } from 'pg';
import type {
  NoticeChannel,
  NoticeOccasion,
  NoticeSettings,
  NoticeState,
  NoticeSubject,
} from '../../domain/people/notices';
import { PAYOUT_SUBJECTS, PAYOUT_TITLES } from '../repositories/notices';
import { findReader } from '../repositories/notice-deliveries';
import { query, queryOne, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** What somebody was, is to be, or could not be told. */
export interface NoticeView {
  noticeId: string;
  seq: number;
  personId: string;
  personName: string;
  occasion: NoticeOccasion;
  what: NoticeSubject;
  /** Of the approval, the step, the person or the account. */
  subjectId: string;
  /** Null for an invitation. */
  title: string | null;
  partnerId: string | null;
  partnerName: string | null;
  state: NoticeState;
  /** Why it failed, or was not told. */
  reason: string | null;
  channel: Exclude<NoticeChannel, 'none'> | null;
  /** When it was written, wall time, epoch ms: information only. */
  notedMs: number;
  /** When its delivery ended, wall time, epoch ms. */
  endedMs: number | null;
}

type Row = Omit<NoticeView, 'seq' | 'notedMs' | 'endedMs'> & { seq: string; notedMs: string; endedMs: string | null };

const NOTICE = `
  SELECT n.notice_id AS "noticeId", n.seq, n.person_id AS "personId", h.display_name AS "personName", n.occasion,
         split_part(n.subject, '/', 1) AS what, substr(n.subject, strpos(n.subject, '/') + 1) AS "subjectId",
         coalesce(a.title, s.title, '…' || c.last_four || ' · ' || y.currency, ${PAYOUT_TITLES}) AS title, n.partner_id AS "partnerId", p.name AS "partnerName", n.state, n.reason,
         d.channel, d.ended_wall AS "endedMs", floor(extract(epoch FROM n.recorded_at) * 1000)::bigint AS "notedMs"
  FROM notice n JOIN person h USING (person_id)
  LEFT JOIN notice_delivery d ON d.delivery_id = n.delivery_id
  LEFT JOIN approval a ON n.subject LIKE 'approval/%' AND a.approval_id = substr(n.subject, 10)
  LEFT JOIN step s ON n.subject LIKE 'step/%' AND s.step_id = substr(n.subject, 6)
  LEFT JOIN payee_account c ON n.subject LIKE 'account/%' AND c.account_id = substr(n.subject, 9)
  LEFT JOIN payee y ON y.payee_id = c.payee_id
  ${PAYOUT_SUBJECTS}
  LEFT JOIN partner p ON p.partner_id = n.partner_id`;

/** Notices, read only. Whose may be read is the caller's to ask. */
export class NoticesView {
  constructor(private readonly pool: Pool) {}

  /** The latest first; one more than the page holds. */
  async list(
    filter: { personId?: string; state?: NoticeState },
    page: { limit: number; beforeSeq: number | null },
  ): Promise<NoticeView[]> {
    const rows = await query<Row>(
      this.pool,
      `${NOTICE} WHERE ($1::text IS NULL OR n.person_id = $1) AND ($2::text IS NULL OR n.state = $2)
         AND ($3::bigint IS NULL OR n.seq < $3) ORDER BY n.seq DESC LIMIT $4`,
      [filter.personId ?? null, filter.state ?? null, page.beforeSeq, page.limit + 1],
    );
    return rows.map(noticeOf);
  }

  /** One notice. */
  async find(noticeId: string): Promise<NoticeView | null> {
    const row = await queryOne<Row>(this.pool, `${NOTICE} WHERE n.notice_id = $1`, [noticeId]);
    return row === null ? null : noticeOf(row);
  }

  /** How a person wants to be told; null when there is none. */
  async settings(personId: string): Promise<NoticeSettings | null> {
    return (await findReader(this.pool, personId))?.settings ?? null;
  }
}

const noticeOf = (row: Row): NoticeView => ({
  ...row,
  seq: toSafeNumber(row.seq),
  notedMs: toSafeNumber(row.notedMs),
  endedMs: toSafeNumberOrNull(row.endedMs),
});
