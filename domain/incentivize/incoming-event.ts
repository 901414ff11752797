/**
 * A commission event as it arrives, and as it is recorded.
 *
 * An event is recorded once: the same id of the same sender with the same content again is harmless, with other content
 * it is a conflict. A mistake is mended by a `correction`, which names the event and says what should have been said, or
 * by an event that takes back. Sales have a door of their own and are events of the kind `sale_booked`.
 */
import { isCivilDate } from '../civil-date';
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import type { JsonObject } from '../hash';
import { canonicalJson } from '../hash';
import type { CalendarTable } from '../local-time';
import { parseRate } from '../money';
import type { PeriodUnit } from '../period';
import { periodDays, periodKeyOf } from '../period';
import type { SystemRole } from '../roles';
import type { Report } from '../row-checks';
import type { RoleId } from '../steps';
import { checkText, faultList, readCount, readMinor, readTime, shownText } from '../row-checks';
import type { Credit, EventKind, PinnedRate } from './commission-events';
import { MOTIONS, REVERSALS, TRIGGERS } from './commission-plan';
import { isReversal, parseShare } from './commission-words';

/** What may be sent: whatever a plan may earn by or take back for, and corrections. */
export const EVENT_KINDS = [
  ...TRIGGERS.filter((trigger) => trigger !== 'sale_booked'),
  ...REVERSALS,
  'correction',
] as const satisfies EventKind[];
/** See {@link EVENT_KINDS}. */
export type SentEventKind = (typeof EVENT_KINDS)[number];

/** Who may send an earning of the kind `manual`: it needs no event but a reason. */
export const MANUAL_ROLES: readonly RoleId[] = ['FIN'] satisfies SystemRole[];

/** Amounts beside the gross one, in its currency. */
export const EVENT_AMOUNTS = ['discount', 'tax', 'freight', 'cost', 'acv', 'tcv'] as const;
/** Texts that an event may carry. */
export const EVENT_TEXTS = [
  'product',
  'segment',
  'customerId',
  'dealId',
  'certification',
  'milestone',
  'reason',
] as const;
/** Credits and people of one event. */
export const EVENT_LIST_MAX = 20;
/** More months than any contract has. */
const TERM_MONTHS_MAX = 1_200;

type Texts = Partial<Record<(typeof EVENT_TEXTS)[number] | (typeof EVENT_AMOUNTS)[number], string>>;

/** An event as its sender says it. Amounts are major units, as text. */
export interface IncomingEvent extends Texts {
  /** The sender's id; unique per source. */
  eventId: string;
  /** Our partner id, or the id that the source has for the partner. */
  partner: string;
  kind: string;
  /** A date, a time in the program's zone, or an instant: see `saleTime`. */
  occurredOn: string;
  /** For what takes back or corrects: the id of the event or sale that it is about. */
  of?: string;
  amount?: { amount: string; currency: string };
  quantity?: number | string;
  motion?: string;
  registered?: boolean;
  termMonths?: number | string;
  /** For `period_close`: which period; without it that of its day. */
  period?: string;
  people?: { personId: string; role: string }[];
  credits?: Credit[];
  rate?: PinnedRate;
}

/** An event that keeps the rules. */
export interface SentEvent {
  eventId: string;
  partner: string;
  kind: SentEventKind;
  of: string | null;
  /** Civil date in the program's zone. */
  occurredOn: string;
  /** Epoch ms; null for the first moment of that day. */
  occurredMs: number | null;
  /** The period that it is filed under. */
  period: string;
  /** Minor units. */
  amountMinor: number | null;
  currency: string | null;
  /** All else that was said, by the names of {@link IncomingEvent}; amounts as `<name>Minor`. */
  details: JsonObject;
}

/** What says on which day an instant is, and in which period a day. */
export interface EventPlace {
  zone: CalendarTable;
  unit: PeriodUnit;
}

/** Checks one event: the event, or all its faults at once, pointers (RFC 6901) relative to it. */
export function checkEvent(incoming: IncomingEvent, place: EventPlace): { event: SentEvent } | { faults: Fault[] } {
  const { faults, fault } = faultList();
  const { kind, eventId, partner, of } = incoming;
  const known = EVENT_KINDS.find((one) => one === kind);
  if (!known) fault('/kind', unknownKind(kind));
  for (const name of ['eventId', 'partner'] as const) checkText(`/${name}`, incoming[name], fault);
  if (known) checkReference(incoming, known, fault);
  if (known) checkNeeds(incoming, known, fault);
  const time = readTime(incoming.occurredOn, place.zone, fault);
  const amountMinor = readGross(incoming, known, fault);
  const details = readDetails(incoming, fault);
  const period = readPeriod(incoming, { day: time?.occurredOn, unit: place.unit }, fault);
  if (faults.length > 0 || !known || !time || period === undefined || amountMinor === undefined) return { faults };
  const currency = amountMinor === null ? null : (incoming.amount?.currency ?? null);
  return { event: { eventId, partner, kind: known, of: of ?? null, ...time, period, amountMinor, currency, details } };
}

/** What an event's content hash is taken over: canonical JSON of all that the sender said. */
export function eventContent(source: string, { period: _filed, ...event }: SentEvent): string {
  return canonicalJson({ source, ...event });
}

function unknownKind(kind: string): string {
  if (kind === 'sale_booked') return 'Sales have a door of their own: send them to /v1/sales.';
  return `"${shownText(kind)}" is no kind: it is one of ${EVENT_KINDS.join(', ')}.`;
}

/** What takes back or corrects names another event, and nothing else does. */
function checkReference({ of, eventId, kind }: IncomingEvent, known: SentEventKind, fault: Report): void {
  const naming = known === 'correction' || isReversal(known);
  if (of === undefined) {
    if (naming) fault('/of', `A ${kind} names the event that it is about.`);
    return;
  }
  checkText('/of', of, fault);
  if (!naming) fault('/of', `A ${kind} is about no other event: leave it out.`);
  if (of === eventId) fault('/of', 'An event cannot be about itself.');
}

/** What a kind cannot do without. */
function checkNeeds(incoming: IncomingEvent, kind: SentEventKind, fault: Report): void {
  const needs = { manual: 'reason', milestone: 'milestone', cert_earned: 'certification' } as const;
  const needed = kind in needs ? needs[kind as keyof typeof needs] : undefined;
  if (needed && incoming[needed] === undefined) fault(`/${needed}`, `An event of the kind ${kind} says its ${needed}.`);
}

/** Null where none is given. A correction may say 0: then nothing should have been said at all. */
function readGross(
  { amount }: IncomingEvent,
  kind: SentEventKind | undefined,
  fault: Report,
): number | null | undefined {
  if (amount === undefined) return null;
  const at = { amount: '/amount/amount', currency: '/amount/currency', allowZero: kind === 'correction' };
  return readMinor(amount, at, fault);
}

function readDetails(incoming: IncomingEvent, fault: Report): JsonObject {
  const details: JsonObject = {};
  const set = (name: string, value: JsonObject[string] | null | undefined): void => {
    if (value !== null && value !== undefined) details[name] = value;
  };
  for (const name of EVENT_TEXTS) {
    const text = incoming[name];
    if (text !== undefined) checkText(`/${name}`, text, fault);
    set(name, text);
  }
  for (const name of EVENT_AMOUNTS) set(`${name}Minor`, readAmount(name, incoming, fault));
  set('quantity', readCount('/quantity', incoming.quantity, fault));
  const months = readCount('/termMonths', incoming.termMonths, fault);
  if (months !== null && months > TERM_MONTHS_MAX) fault('/termMonths', `Give at most ${TERM_MONTHS_MAX} months.`);
  set('termMonths', months);
  if (incoming.motion !== undefined && !MOTIONS.some((motion) => motion === incoming.motion))
    fault('/motion', `"${shownText(incoming.motion)}" is no motion: it is one of ${MOTIONS.join(', ')}.`);
  set('motion', incoming.motion);
  set('period', incoming.period);
  set('registered', incoming.registered);
  set('people', readPeople(incoming, fault));
  set('credits', readCredits(incoming, fault));
  set('rate', readRate(incoming, fault));
  return details;
}

function readAmount(name: (typeof EVENT_AMOUNTS)[number], incoming: IncomingEvent, fault: Report): number | undefined {
  const amount = incoming[name];
  if (amount === undefined) return undefined;
  const currency = incoming.amount?.currency;
  if (currency === undefined) {
    fault(`/${name}`, `${name} is in the currency of the amount: give the amount as well.`);
    return undefined;
  }
  return readMinor({ amount, currency }, { amount: `/${name}`, currency: '/amount/currency', allowZero: true }, fault);
}

function readPeriod(
  { period, kind }: IncomingEvent,
  { day, unit }: { day: string | undefined; unit: PeriodUnit },
  fault: Report,
): string | undefined {
  if (period === undefined) return day === undefined ? undefined : periodKeyOf(unit, day);
  if (kind !== 'period_close') fault('/period', 'Only a period_close says which period it closes.');
  return understood('/period', () => (periodDays(unit, period), period), fault);
}

function readPeople({ people }: IncomingEvent, fault: Report): JsonObject[] | undefined {
  return people?.map(({ personId, role }, index) => {
    checkText(`/people/${index}/personId`, personId, fault);
    checkText(`/people/${index}/role`, role, fault);
    return { personId, role };
  });
}

function readCredits({ credits }: IncomingEvent, fault: Report): JsonObject[] | undefined {
  return credits?.map(({ partnerId, part, share, overlay }, index) => {
    const at = `/credits/${index}`;
    checkText(`${at}/partnerId`, partnerId, fault);
    if (part !== undefined) checkText(`${at}/part`, part, fault);
    if (share !== undefined) understood(`${at}/share`, () => parseShare(share), fault);
    return {
      partnerId,
      ...(part !== undefined && { part }),
      ...(share !== undefined && { share }),
      ...(overlay !== undefined && { overlay }),
    };
  });
}

function readRate({ rate }: IncomingEvent, fault: Report): JsonObject | undefined {
  if (rate === undefined) return undefined;
  understood('/rate/rate', () => parseRate(rate.rate), fault);
  checkText('/rate/source', rate.source, fault);
  if (!isCivilDate(rate.on)) fault('/rate/on', `"${shownText(rate.on)}" is no date.`);
  return { rate: rate.rate, source: rate.source, on: rate.on };
}

function understood<T>(pointer: string, read: () => T, fault: Report): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    fault(pointer, error.message, error.code);
    return undefined;
  }
}
