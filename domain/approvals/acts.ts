import type { ApprovalState } from '../approvals';
import type { DecisionRecord } from '../journal';
import type { Actor } from '../proof';

/**
 * What people do to an approval besides deciding. None of it is a decision, and none of it takes anybody's right to
 * decide: a claim tells others that somebody is at it.
 */
export const APPROVAL_ACTS = [
  'claim',
  'release',
  'reassign',
  'requestInfo',
  'answerInfo',
  'comment',
  'recall',
] as const;
/** See {@link APPROVAL_ACTS}; also the name of the update and of the signal. */
export type ApprovalActName = (typeof APPROVAL_ACTS)[number];

/** What an act is about. */
export interface ApprovalActRule {
  /** In words, for people. */
  title: string;
  /** States in which it is possible. */
  from: readonly ApprovalState[];
  /** What the audit says when it is done. */
  audited: string;
  /** What it needs to be told: words of who acts. */
  needsWords: boolean;
}

const LIVE: readonly ApprovalState[] = ['open', 'paused', 'info_requested'];

/** Every act: when it is possible, and how it is told. */
export const ACT_RULES: Readonly<Record<ApprovalActName, ApprovalActRule>> = {
  claim: { title: 'Claim', from: LIVE, audited: 'approval.claimed', needsWords: false },
  release: { title: 'Release', from: LIVE, audited: 'approval.released', needsWords: false },
  reassign: { title: 'Reassign', from: LIVE, audited: 'approval.reassigned', needsWords: true },
  requestInfo: { title: 'Ask for information', from: ['open'], audited: 'approval.info_requested', needsWords: true },
  answerInfo: {
    title: 'Answer the question',
    from: ['paused', 'info_requested'],
    audited: 'approval.info_answered',
    needsWords: true,
  },
  comment: { title: 'Comment', from: LIVE, audited: 'approval.commented', needsWords: true },
  recall: { title: 'Recall', from: LIVE, audited: 'approval.recalled', needsWords: false },
};

/** An act as it arrives at the approval. */
export interface ApprovalActMessage {
  actor: Actor;
  /** Question, answer, comment or reason; visible in the Temporal UI. */
  comment?: string;
  /** Reassign: who shall see to it. */
  toPersonId?: string;
}

/** Whatever is possible in a state, decisions included. */
export function allowedOn(state: ApprovalState): string[] {
  if (!LIVE.includes(state)) return [];
  return ['approve', 'reject', 'revoke', ...APPROVAL_ACTS.filter((act) => ACT_RULES[act].from.includes(state))];
}

/** Something that people do to an approval besides deciding, with all that its recording needs. */
export interface ApprovalActRecord extends Pick<
  DecisionRecord,
  | 'origin'
  | 'approvalId'
  | 'partnerId'
  | 'plan'
  | 'rule'
  | 'progress'
  | 'contentHash'
  | 'requester'
  | 'beneficiaries'
  | 'audience'
  | 'messageId'
  | 'receivedWallMs'
  | 'nowMs'
> {
  act: ApprovalActName;
  message: ApprovalActMessage;
  /** As the workflow knows it. */
  state: ApprovalState;
  claimedBy?: string;
  /** Who has asked the question that waits for its answer. */
  askedBy?: string;
}

/** A recorded act, told back. */
export interface ApprovalActOutcome {
  recorded: true;
  act: ApprovalActName;
  personId: string;
  /** Claim and reassign: who sees to it now. */
  claimedBy?: string;
  atMs: number;
}
