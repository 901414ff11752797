import type { NoticeItem, NoticeLetter } from '../../domain/people/notices';
import { de } from './de';
import { en } from './en';
import { fr } from './fr';
import type { Words } from './words';

/** Every language that notices are worded in. */
const LANGUAGES: Readonly<Record<string, Words>> = { en, de, fr };

/** Longer names and titles are cut: a letter stays a letter. */
const NAME_LENGTH_MAX = 200;

/** A notice in words, before any layout: plain texts, one line each, to be escaped by whoever lays them out. */
export interface Worded {
  language: string;
  subject: string;
  greeting: string;
  items: WordedItem[];
  /** How many more there are; empty when there are none. */
  more: string;
  inbox: Link;
  footer: string;
}

/** One thing in words. */
export interface WordedItem {
  heading: string;
  lines: string[];
  links: Link[];
}

/** A label and an address. */
export interface Link {
  label: string;
  url: string;
}

/** Words a letter in its reader's language, or in English. */
export function worded(letter: NoticeLetter): Worded {
  const words = wordsOf(letter.language);
  return {
    language: words.language,
    subject: subjectOf(letter, words),
    greeting: words.greeting(plain(letter.personName)),
    items: letter.items.map((item) => itemOf(item, { words, zone: letter.zone })),
    more: letter.more > 0 ? words.more(letter.more) : '',
    inbox: { label: words.inbox, url: letter.inboxUrl },
    footer: letter.items.every(({ what }) => what === 'person') ? words.footerInvited : words.footer,
  };
}

/** `de-AT` is worded as `de`. */
function wordsOf(language: string): Words {
  const [base = ''] = language.toLowerCase().split('-');
  return Object.hasOwn(LANGUAGES, base) ? LANGUAGES[base]! : en;
}

function subjectOf({ items, more, daily }: NoticeLetter, words: Words): string {
  const count = items.length + more;
  if (daily) return words.subjectDaily(count);
  const [only] = items;
  if (count !== 1 || only === undefined) return words.subjectMany(count);
  return words.subjectOne[only.occasion](plain(only.title), plain(only.partnerName));
}

function itemOf(item: NoticeItem, { words, zone }: { words: Words; zone: string }): WordedItem {
  const { occasion, outcome, dueMs, decideUrl, openUrl } = item;
  const isInvitation = item.what === 'person';
  const ended = occasion === 'decided' && outcome !== null && Object.hasOwn(words.outcomes, outcome);
  const what = ended ? words.outcomes[outcome as keyof Words['outcomes']] : words.occasions[occasion];
  const waits = occasion !== 'decided' && occasion !== 'withdrawn';
  return {
    heading: [isInvitation ? words.invitation : plain(item.title), plain(item.partnerName)]
      .filter((name) => name !== '')
      .join(' · '),
    lines: [what, ...(waits && dueMs !== null ? [words.due(momentIn(dueMs, { zone, language: words.language }))] : [])],
    links: [
      ...(decideUrl === null ? [] : [{ label: words.decide, url: decideUrl }]),
      { label: isInvitation ? words.signIn : words.open, url: openUrl },
    ],
  };
}

function momentIn(ms: number, { zone, language }: { zone: string; language: string }): string {
  return new Intl.DateTimeFormat(language, {
    timeZone: zone,
    weekday: 'short',
    year: 'numeric',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZoneName: 'short',
  }).format(ms);
}

/**
 * A name as one line of visible text: no line ends (a header would end with them), no control characters, nothing
 * that is invisible or turns the writing direction.
 */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, NAME_LENGTH_MAX);
}
