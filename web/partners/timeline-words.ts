import { words } from '../kit/words';
import type { Partner } from './use-partner';

/** What happened, after the name of what it happened to. What is not here is told by its own words. */
const HAPPENED: Record<string, string> = {
  'approval.opened': 'asked for',
  'approval.decide': 'a decision',
  'approval.approved': 'approved',
  'approval.rejected': 'rejected',
  'approval.expired': 'nobody decided in time',
  'approval.cancelled': 'asked no more',
  'approval.superseded': 'asked anew',
  'approval.claimed': 'claimed',
  'approval.released': 'released',
  'approval.reassigned': 'reassigned',
  'approval.info_requested': 'a question',
  'approval.info_answered': 'an answer',
  'approval.commented': 'a comment',
  'approval.recalled': 'taken back',
  'approval.rerouted': 'asked of others',
  'approval.unreachable': 'nobody could decide',
  'step.complete': 'completed',
  'step.sign': 'signed by the partner',
  'step.countersign': 'countersigned',
  'step.clear': 'cleared',
  'step.reject': 'rejected',
  'step.amend': 'handed in again',
  'step.claim': 'claimed',
  'step.release': 'released',
  'step.reassign': 'reassigned',
  'step.comment': 'a comment',
};

/** An entry of the timeline as a line: "Admit the partner: approved", "Partner applied". */
export function lineOf({ action, subject }: { action: string; subject: string }, partner: Partner): string {
  const title = titleOf(subject, partner);
  if (title !== undefined) return `${title}: ${HAPPENED[action] ?? words(action.split('.').at(-1)!).toLowerCase()}`;
  const [kind = '', ...rest] = subject.split('/');
  // An opaque id says nothing to anybody.
  const named = rest.filter((part) => !/_[a-z0-9]{12,}$/i.test(part));
  const about = kind === 'partner' || named.length === 0 ? '' : `: ${named.map((part) => words(part)).join(', ')}`;
  return words(action.replace('.', ' ')) + about;
}

/** Of the step or approval that a subject names: `step/recruit/vet`, `approval/apr_…`. */
function titleOf(subject: string, { stageRuns }: Partner): string | undefined {
  const [kind, first, key] = subject.split('/');
  const steps = stageRuns.flatMap((run) => run.steps.map((step) => ({ ...step, stage: run.stage })));
  if (kind === 'approval') return steps.find(({ approvalId }) => approvalId === first)?.title;
  if (kind === 'step') return steps.find((step) => step.stage === first && step.key === key)?.title;
  return undefined;
}
