import type { Origin } from '../journal';

/**
 * Why somebody is told something: `asked` (it waits for you), `added` (you may act too now), `reminded`,
 * `info_requested` (whoever decides wants to know more of you), `decided` (what you asked for), `withdrawn` (it waits no
 * more), `invited` (you can sign in here), `account_changed` (the bank account to which your company, or you, are paid), `payout_review` (a payout run waits for an approver),
 * `payout_failed` (some of a run was not paid), `payment_returned` (money came back), `results_missing` (of a payment file
 * nothing has come back).
 */
export const NOTICE_OCCASIONS = [
  'asked',
  'added',
  'reminded',
  'info_requested',
  'decided',
  'withdrawn',
  'invited',
  'account_changed',
  'payout_review',
  'payout_failed',
  'payment_returned',
  'results_missing',
] as const;
/** See {@link NOTICE_OCCASIONS}. */
export type NoticeOccasion = (typeof NOTICE_OCCASIONS)[number];

/** What a notice is about: an approval, a step, the invitation of the person it is for, an account, a payout run, a payment. */
export const NOTICE_SUBJECTS = ['approval', 'step', 'person', 'account', 'run', 'payment'] as const;
/** See {@link NOTICE_SUBJECTS}. */
export type NoticeSubject = (typeof NOTICE_SUBJECTS)[number];

/**
 * Where a notice stands: `new`, `called` (the person's workflow knows), `sending`; then `delivered`, `obsolete` (it no
 * longer mattered when its time came), `silent` (this person is told nothing) or `failed`.
 */
export const NOTICE_STATES = ['new', 'called', 'sending', 'delivered', 'obsolete', 'silent', 'failed'] as const;
/** See {@link NOTICE_STATES}. */
export type NoticeState = (typeof NOTICE_STATES)[number];

/** How a person can be reached. */
export const NOTICE_CHANNELS = ['mail', 'chat', 'none'] as const;
/** See {@link NOTICE_CHANNELS}. */
export type NoticeChannel = (typeof NOTICE_CHANNELS)[number];

/** Chat products whose incoming webhooks we speak. */
export const CHAT_KINDS = ['slack', 'teams'] as const;
/** See {@link CHAT_KINDS}. */
export type ChatKind = (typeof CHAT_KINDS)[number];

/** `at_once`: within seconds, what comes together in one; `daily`: once a day, with all that waits. */
export const NOTICE_PACES = ['at_once', 'daily'] as const;
/** See {@link NOTICE_PACES}. */
export type NoticePace = (typeof NOTICE_PACES)[number];

/** An incoming webhook: whoever has its address can write there. */
export interface ChatHook {
  kind: ChatKind;
  url: string;
}

/** How one person wants to be told. Minutes count from local midnight, 0 to 1439. */
export interface NoticeSettings {
  channel: NoticeChannel;
  /** IANA time zone: quiet hours, the daily hour and dates in notices are in it. */
  zone: string;
  pace: NoticePace;
  /** For `daily`. */
  dailyAtMin: number;
  /** No notice from one time of day to the other; may pass midnight. What falls due meanwhile comes at its end. */
  quiet: { fromMin: number; toMin: number } | null;
  chat: ChatHook | null;
}

/** What holds for whoever has said nothing. */
export const NOTICE_SETTINGS_DEFAULT: Readonly<NoticeSettings> = Object.freeze({
  channel: 'mail',
  zone: 'UTC',
  pace: 'at_once',
  dailyAtMin: 8 * 60,
  quiet: null,
  chat: null,
});

/** Staged content of the command `setNotices`: what is absent stays; null takes away. */
export interface SetNoticesContent extends Partial<NoticeSettings> {
  reason?: string;
}

/** Staged content of the command `retryNotices`: one notice that could not be delivered, or all of this person's. */
export interface RetryNoticesContent {
  noticeId?: string;
  reason?: string;
}

/** One thing in a notice, as connectors word it. Addresses are complete. */
export interface NoticeItem {
  occasion: NoticeOccasion;
  what: NoticeSubject;
  /** Empty for an invitation. */
  title: string;
  /** Empty where there is no partner: our own people are invited to us. */
  partnerName: string;
  /** How an approval ended, where it has. */
  outcome: string | null;
  /** Program time, epoch ms. */
  dueMs: number | null;
  openUrl: string;
  /** Decide by link, for an approval that this person may decide. */
  decideUrl: string | null;
}

/** One notice to one person: everything of one delivery. */
export interface NoticeLetter {
  personName: string;
  /** A language tag; wordings exist for some languages and fall back to English. */
  language: string;
  zone: string;
  daily: boolean;
  items: NoticeItem[];
  /** How many more there are than `items` shows. */
  more: number;
  /** Where everything is listed. */
  inboxUrl: string;
}

/** Longer letters are not read: the rest is a number and a link. */
export const NOTICE_ITEMS_MAX = 25;

/** What a person's notices workflow asks: is there something, and is it time? Idempotent by delivery id. */
export interface NoticeGathering {
  origin: Origin;
  personId: string;
  /** The delivery that is made if it is time. */
  deliveryId: string;
  /** When the workflow first saw what waits, wall time. */
  sinceMs: number;
  nowMs: number;
}

/** The answer: nothing is left; wait until then (wall time); or a delivery is ready to be sent. */
export type NoticePlan =
  | { next: 'nothing' }
  | { next: 'wait'; untilMs: number; notices: number }
  | { next: 'send'; channel: Exclude<NoticeChannel, 'none'>; notices: number };

/** A delivery to send. Ids only: whom and what is read from rows. */
export interface NoticeDelivery {
  origin: Origin;
  personId: string;
  deliveryId: string;
}

/** A delivery that could not be made in all the time it had. The reason names system and code, no person. */
export interface NoticeDeliveryFailed extends NoticeDelivery {
  reason: string;
  nowMs: number;
}
