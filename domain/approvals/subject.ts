import type { ApprovalContent } from '../approvals';
import type { ServiceName, Step } from '../steps';

/** What a service's result is about, for people. */
const SUBJECT_TYPES: Partial<Record<ServiceName, ApprovalContent['subjectType']>> = {
  calculatePayout: 'payout',
  scorePartner: 'tier',
};

/** What kind of thing is decided, by the step whose result it is; the partner as it stands where there is none. */
export function subjectTypeOf(decided: Step | undefined): ApprovalContent['subjectType'] {
  if (decided === undefined) return 'partner';
  return decided.kind === 'service' ? (SUBJECT_TYPES[decided.does] ?? 'partner') : 'plan';
}

/** Every kind of thing that people decide. */
export const SUBJECT_KINDS = [
  'partner',
  'payout',
  'tier',
  'plan',
  'dispute',
  'correction',
] as const satisfies ApprovalContent['subjectType'][];
