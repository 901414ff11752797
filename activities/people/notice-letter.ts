import type { NoticeReader } from '../../database/repositories/notice-deliveries';
import type { WaitingNotice } from '../../database/repositories/notices';
import type { CalendarTable } from '../../domain/local-time';
import { NOTICE_ITEMS_MAX } from '../../domain/people/notices';
import type { NoticeItem, NoticeLetter, NoticeSubject } from '../../domain/people/notices';
import type { Deps, Reach } from '../shared/deps';

/** What composing a letter needs. */
export type LetterDeps = Pick<Deps, 'db' | 'clock' | 'notices' | 'links' | 'zoneTable'>;

/** One line per subject, the latest word on it; once a day also what was told before and still waits. */
export async function subjectsOf(
  deps: LetterDeps,
  reader: NoticeReader,
  current: WaitingNotice[],
): Promise<WaitingNotice[]> {
  const { personId, settings } = reader;
  const wallMs = deps.clock.now();
  const before =
    settings.pace === 'daily'
      ? await deps.notices.stillWaiting(deps.db, { personId, wallMs, limit: NOTICE_ITEMS_MAX })
      : [];
  const last = new Map(current.map((notice) => [notice.subject, notice]));
  return [...last.values(), ...before.filter(({ subject }) => !last.has(subject))];
}

/** A letter on these subjects, with a fresh link for each approval that this person may decide. */
export async function letterOf(
  deps: LetterDeps,
  { publicUrl }: Reach,
  { reader, subjects }: { reader: NoticeReader; subjects: WaitingNotice[] },
): Promise<NoticeLetter> {
  const { displayName, language, settings } = reader;
  const items: NoticeItem[] = [];
  for (const notice of subjects.slice(0, NOTICE_ITEMS_MAX))
    items.push(await itemOf(deps, publicUrl, { reader, notice }));
  return {
    personName: displayName,
    language,
    zone: zoneOf(deps, settings.zone, deps.clock.now()).zone,
    daily: settings.pace === 'daily',
    items,
    more: subjects.length - items.length,
    inboxUrl: `${publicUrl}/`,
  };
}

/**
 * Where a letter leads; what ends with a slash leads to the very thing. Who is invited has no place of their own before they
 * have signed in; accounts and payments are shown with their partner.
 */
const PLACES: Record<NoticeSubject, string> = {
  ...{ approval: 'approvals/', step: 'tasks/', person: '' },
  ...{ account: 'mine', run: 'payouts/', payment: 'mine' },
};

async function itemOf(
  deps: LetterDeps,
  publicUrl: string,
  { reader: { personId }, notice }: { reader: NoticeReader; notice: WaitingNotice },
): Promise<NoticeItem> {
  const { occasion, what, id, title, partnerName, outcome, dueMs, contentHash, waits } = notice;
  const nowWallMs = deps.clock.now();
  const token =
    what === 'approval' && waits && contentHash !== null
      ? await deps.links.issue({ personId, approvalId: id!, contentHash, nowWallMs })
      : null;
  return {
    occasion,
    what,
    title: title ?? '',
    partnerName: partnerName ?? '',
    outcome,
    dueMs: dueMs === null ? null : Number(dueMs),
    openUrl: `${publicUrl}/${PLACES[what]}${PLACES[what].endsWith('/') ? encodeURIComponent(id!) : ''}`,
    decideUrl: token === null ? null : `${publicUrl}/links/${token}`,
  };
}

/** A zone that this host does not know (any more) is UTC: nobody stays untold for that. */
export function zoneOf(deps: Pick<Deps, 'zoneTable'>, zone: string, nowMs: number): CalendarTable {
  try {
    return deps.zoneTable(zone, nowMs);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return deps.zoneTable('UTC', nowMs);
  }
}
