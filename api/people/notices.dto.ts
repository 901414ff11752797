import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import {
  CHAT_KINDS,
  NOTICE_CHANNELS,
  NOTICE_OCCASIONS,
  NOTICE_PACES,
  NOTICE_STATES,
  NOTICE_SUBJECTS,
} from '../../domain/people/notices';
import { isTimeZone } from '../../programs/calendar-table';
import { PAGE } from '../http/cursor';

const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Give a time of day such as 08:30.');
const moment = z.iso.datetime().describe('Wall time');

const notice = z.object({
  noticeId: z.string(),
  personId: z.string(),
  personName: z.string(),
  occasion: z.enum(NOTICE_OCCASIONS),
  what: z.enum(NOTICE_SUBJECTS),
  subjectId: z.string().describe('Of the approval, the task, the person who is invited or the account'),
  title: z.string().nullable().describe('Null for an invitation'),
  partnerId: z.string().nullable(),
  partnerName: z.string().nullable(),
  state: z.enum(NOTICE_STATES),
  reason: z.string().nullable().describe('Why it failed, or was not told'),
  channel: z.enum(['mail', 'chat']).nullable(),
  noted: moment,
  ended: moment.nullable(),
});

/** Which notices. */
export class NoticeQueryDto extends createZodDto(
  z.strictObject({
    state: z.enum(NOTICE_STATES).optional(),
    whose: z.enum(['mine', 'all']).default('mine').describe('`all`: administrators only'),
    personId: z.string().min(1).max(120).optional().describe('One person’s: administrators only'),
    ...PAGE,
  }),
) {}

/** A page of notices, the latest first. */
export class NoticeListDto extends createZodDto(
  z.object({ items: z.array(notice), nextCursor: z.string().nullable() }),
) {}

const settings = z.object({
  channel: z.enum(NOTICE_CHANNELS),
  zone: z.string().describe('IANA time zone'),
  pace: z.enum(NOTICE_PACES).describe('`at_once`, or `daily`: one digest of all that waits'),
  dailyAt: timeOfDay,
  quiet: z
    .object({ from: timeOfDay, to: timeOfDay })
    .nullable()
    .describe('No notice in these hours; may pass midnight'),
  chat: z
    .object({ kind: z.enum(CHAT_KINDS), host: z.string() })
    .nullable()
    .describe('The address is never shown again'),
});

/** How a person is told. */
export class NoticeSettingsDto extends createZodDto(settings) {}

/** What changes about how a person is told; what is left out stays. The language is one of the person's details. */
export class SetNoticesDto extends createZodDto(
  z.strictObject({
    channel: z.enum(NOTICE_CHANNELS).optional(),
    zone: z.string().max(60).refine(isTimeZone, 'Give an IANA time zone such as Europe/Berlin.').optional(),
    pace: z.enum(NOTICE_PACES).optional(),
    dailyAt: timeOfDay.optional(),
    quiet: z.strictObject({ from: timeOfDay, to: timeOfDay }).nullable().optional(),
    chat: z
      .strictObject({ kind: z.enum(CHAT_KINDS), url: z.url({ protocol: /^https?$/ }).max(1_000) })
      .nullable()
      .optional()
      .describe('An incoming webhook, https; for our own people'),
    reason: z.string().trim().min(1).max(2_000).optional(),
  }),
) {}

/** Why it is tried again. */
export class RetryNoticeDto extends createZodDto(
  z.strictObject({ reason: z.string().trim().min(1).max(2_000).optional() }),
) {}
