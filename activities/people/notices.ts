import type { DeliveryRow, NoticeReader } from '../../database/repositories/notice-deliveries';
import type { WaitingNotice } from '../../database/repositories/notices';
import type { Queryable } from '../../database/sql';
import { deliverAtMs } from '../../domain/people/notice-time';
import type { NoticeGathering, NoticePlan } from '../../domain/people/notices';
import type { Activities } from '../index';
import type { Deps, Reach } from '../shared/deps';
import { letterOf, subjectsOf, zoneOf } from './notice-letter';

type NoticeDeps = Pick<
  Deps,
  'db' | 'transaction' | 'clock' | 'audit' | 'notices' | 'noticeDeliveries' | 'links' | 'reach' | 'zoneTable'
>;
type Waiting = DeliveryRow['channel'];

/** What people who still have something to do are told for. */
const WAITS = ['asked', 'added', 'reminded', 'invited', 'payout_review', 'payout_failed', 'results_missing'];
/** What people hear in any case: it happened. */
const HAPPENED = ['decided', 'account_changed', 'payment_returned'];

/** Telling people: what waits to be told, when, and the telling itself. */
export function notices(deps: NoticeDeps): Pick<Activities, 'gatherNotices' | 'deliverNotices' | 'failDelivery'> {
  return {
    /** Idempotent by delivery id: a second run answers with the delivery of the first. */
    async gatherNotices(input) {
      return deps.transaction(async (tx) => {
        const made = await deps.noticeDeliveries.findDelivery(tx, input.deliveryId);
        const waiting = await deps.notices.waitingNotices(tx, input.personId, deps.clock.now());
        if (made) return { next: 'send', channel: made.channel, notices: waiting.length };
        return plan(deps, tx, { input, waiting: await dropObsolete(deps, tx, waiting) });
      });
    },

    /**
     * Idempotent by delivery id once it is on record that it was sent. Before that the same letter goes out again under
     * the same Message-ID, because nobody can know what became of the first. No undo: what was read was read.
     */
    async deliverNotices({ personId, deliveryId }) {
      const { db, clock } = deps;
      const delivery = await deps.noticeDeliveries.findDelivery(db, deliveryId);
      const reader = await deps.noticeDeliveries.findReader(db, personId);
      if (delivery?.state !== 'sending' || !reader?.reachable) return { told: 0 };
      const all = await deps.notices.noticesOfDelivery(db, deliveryId, clock.now());
      const current = await deps.transaction((tx) => dropObsolete(deps, tx, all));
      const subjects = await subjectsOf(deps, reader, current);
      if (current.length > 0) await send(deps, { delivery, reader, subjects });
      await deps.transaction(async (tx) => {
        const state = current.length > 0 ? 'sent' : 'empty';
        await deps.noticeDeliveries.endDelivery(tx, deliveryId, { state, wallMs: clock.now() });
        await deps.notices.settleNotices(tx, idsOf(current), { state: 'delivered' });
      });
      return { told: current.length };
    },

    /** Idempotent by delivery id: what has ended stays as it ended. */
    async failDelivery({ origin, personId, deliveryId, reason, nowMs }) {
      await deps.transaction(async (tx) => {
        const wallMs = deps.clock.now();
        const failed = await deps.noticeDeliveries.endDelivery(tx, deliveryId, { state: 'failed', wallMs, reason });
        if (!failed) return;
        const told = await deps.notices.noticesOfDelivery(tx, deliveryId, wallMs);
        await deps.notices.settleNotices(tx, idsOf(told), { state: 'failed', reason });
        const subject = `person/${personId}`;
        const details = { deliveryId, notices: told.length };
        await deps.audit.insertAudit(tx, {
          origin,
          partnerId: null,
          atMs: nowMs,
          businessKey: `${deliveryId}/failed`,
          entries: [{ action: 'notice.failed', actor: 'system:workflow', subject, reason, details }],
        });
      });
    },
  };
}

const idsOf = (told: readonly WaitingNotice[]): string[] => told.map(({ noticeId }) => noticeId);

/** Is there something, and is it time? Then the delivery is made, on record. */
async function plan(
  deps: NoticeDeps,
  tx: Queryable,
  { input, waiting }: { input: NoticeGathering; waiting: WaitingNotice[] },
): Promise<NoticePlan> {
  const { personId, deliveryId, origin, sinceMs, nowMs } = input;
  if (waiting.length === 0) return { next: 'nothing' };
  const reader = await deps.noticeDeliveries.findReader(tx, personId);
  const way = wayTo(reader, deps.reach);
  if ('silent' in way) {
    await deps.notices.settleNotices(tx, idsOf(waiting), { state: 'silent', reason: way.silent });
    return { next: 'nothing' };
  }
  const { settings, lastMs } = reader!;
  const untilMs = deliverAtMs({ settings, zone: zoneOf(deps, settings.zone, nowMs), sinceMs, lastMs });
  if (untilMs > nowMs) return { next: 'wait', untilMs, notices: waiting.length };
  const { channel } = way;
  await deps.noticeDeliveries.insertDelivery(tx, { deliveryId, personId, channel, origin, wallMs: deps.clock.now() });
  await deps.notices.settleNotices(tx, idsOf(waiting), { state: 'sending', deliveryId });
  return { next: 'send', channel, notices: waiting.length };
}

/** How this person is reached now, or why they are told nothing. */
function wayTo(reader: NoticeReader | null, reach: Reach | null): { channel: Waiting } | { silent: string } {
  if (!reader?.reachable) return { silent: 'this person has left' };
  const { channel } = reader.settings;
  if (channel === 'none') return { silent: 'this person wants to be told nothing' };
  if (reach === null) return { silent: 'nothing is set up by which people are told' };
  if (channel === 'chat') return { channel };
  if (reach.mail === null) return { silent: 'no mail server is set up' };
  return reader.email === null ? { silent: 'this person has no mail address' } : { channel };
}

/** What no longer matters when its time has come is not told. @returns the rest */
async function dropObsolete(deps: NoticeDeps, tx: Queryable, told: WaitingNotice[]): Promise<WaitingNotice[]> {
  const obsolete = told.filter((notice) => !matters(notice));
  await deps.notices.settleNotices(tx, idsOf(obsolete), { state: 'obsolete' });
  return told.filter(matters);
}

function matters({ occasion, id, waits, wasTold, outcome }: WaitingNotice): boolean {
  if (id === null) return false;
  if (WAITS.includes(occasion)) return waits;
  if (occasion === 'info_requested') return outcome === null;
  // Nobody needs to hear that something they were never told of is gone.
  return HAPPENED.includes(occasion) || wasTold;
}

async function send(
  deps: NoticeDeps,
  { delivery, reader, subjects }: { delivery: DeliveryRow; reader: NoticeReader; subjects: WaitingNotice[] },
): Promise<void> {
  const { reach } = deps;
  const { chat } = reader.settings;
  if (reach === null) throw new Error('Nothing is set up by which people are told: set PUBLIC_URL and SMTP_URL.');
  const letter = await letterOf(deps, reach, { reader, subjects });
  if (delivery.channel === 'chat') {
    if (chat === null) throw new Error('The chat of this person was taken away meanwhile.');
    return reach.chat.post(chat, letter);
  }
  if (reach.mail === null || reader.email === null)
    throw new Error('There is no mail server, or no address, any more.');
  return reach.mail.send({ address: reader.email, deliveryId: delivery.deliveryId, letter });
}
