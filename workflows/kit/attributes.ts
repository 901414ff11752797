import type { SearchAttributePair, SearchAttributeUpdatePair } from '@temporalio/common';
import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { StageName } from '../../domain/program';

/**
 * What a manager searches for in the Temporal UI. Set at start and at turns of the story, not per step: an upsert per
 * step costs three quarters more write-ahead log, and lists come from Postgres.
 */
const PARTNER_ID = defineSearchAttributeKey('PartnerId', SearchAttributeType.KEYWORD);
const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD);
const STATUS = defineSearchAttributeKey('Status', SearchAttributeType.KEYWORD);
const WAITING_ON = defineSearchAttributeKey('WaitingOn', SearchAttributeType.KEYWORD_LIST);
const DUE_AT = defineSearchAttributeKey('DueAt', SearchAttributeType.DATETIME);
const PROGRAM_VERSION = defineSearchAttributeKey('ProgramVersion', SearchAttributeType.KEYWORD);

/** The attributes in words of the domain. */
export interface PartnerAttributes {
  partnerId: string;
  stage: StageName | 'cycle';
  status: string;
  waitingOn: string[];
  programVersion: string;
  /** Program time. */
  dueMs?: number;
}

/** For a start. */
export function partnerAttributes(attributes: PartnerAttributes): TypedSearchAttributes {
  return new TypedSearchAttributes(attributePairs(attributes));
}

/** For an upsert. */
export function attributePairs({
  partnerId,
  stage,
  status,
  waitingOn,
  programVersion,
  dueMs,
}: PartnerAttributes): SearchAttributePair[] {
  return [
    { key: PARTNER_ID, value: partnerId },
    { key: STAGE, value: stage },
    { key: STATUS, value: status },
    { key: WAITING_ON, value: waitingOn },
    { key: PROGRAM_VERSION, value: programVersion },
    ...(dueMs === undefined ? [] : [{ key: DUE_AT, value: new Date(dueMs) }]),
  ];
}

/** For the upsert when other people are waited for, or until another time; null takes the time away. */
export const waitingPairs = (roles: string[], dueMs: number | undefined): SearchAttributeUpdatePair[] => [
  { key: WAITING_ON, value: roles },
  { key: DUE_AT, value: dueMs === undefined ? null : new Date(dueMs) },
];

/** For the upsert at the end: the list in the Temporal UI shows this attribute as its status. */
export const statusPair = (status: string): SearchAttributePair[] => [{ key: STATUS, value: status }];

/** Temporal's own: when a schedule's action was due. */
export const SCHEDULED_START = defineSearchAttributeKey('TemporalScheduledStartTime', SearchAttributeType.DATETIME);
