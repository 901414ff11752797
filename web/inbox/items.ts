import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { useConsole } from '../shell/context';

type Approval = Got<'/v1/approvals'>['items'][number];
type Task = Got<'/v1/tasks'>['items'][number];

/** Something that waits for me: an approval to decide, a question about one that I asked for, or a step to act on. */
export interface InboxItem {
  /** Its place in the address: `approval-…` or `task-…`. */
  key: string;
  kind: 'approval' | 'question' | 'task';
  id: string;
  title: string;
  partnerId: string;
  partnerName: string;
  /** What it is, in a word or two. */
  what: string;
  due: { ms: number } | null;
  program: string;
  contentHash?: string;
  /** Who sees to it, where somebody has claimed it. */
  claimedByName: string | null;
  claimedBy: string | null;
}

/** More than these are not worked through one by one. */
const LISTED_MAX = 100;
const KINDS: Partial<Record<Task['kind'], string>> = { task: 'Task', agreement: 'Signature', screening: 'Screening' };

const ofApproval = (approval: Approval, what: string): InboxItem => {
  const { approvalId, title, partnerId, partnerName, due, programVersion, contentHash, claimedBy, claimedByName } =
    approval;
  return {
    key: `approval-${approvalId}`,
    kind: 'approval',
    id: approvalId,
    what,
    program: programVersion,
    ...{ title, partnerId, partnerName, due, contentHash, claimedBy, claimedByName },
  };
};

/** What an approval wants of whoever decides. */
function wantedOf({ state, quorum }: Approval): string {
  if (state === 'info_requested') return 'Approval, a question is open';
  if (state === 'paused') return 'Approval, the partner is paused';
  return quorum > 1 ? `Approval, ${quorum} needed` : 'Approval';
}

const ofTask = ({ stepId, programVersion, kind, ...rest }: Task): InboxItem => ({
  key: `task-${stepId}`,
  kind: 'task',
  id: stepId,
  what: KINDS[kind] ?? 'Task',
  program: programVersion,
  ...{ title: rest.title, partnerId: rest.partnerId, partnerName: rest.partnerName, due: rest.due },
  ...{ claimedBy: rest.claimedBy, claimedByName: rest.claimedByName },
});

/** What waits for me, the earliest due first: so the overdue ones are on top. */
export function useInbox() {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['inbox'],
    queryFn: async ({ signal }) => {
      const query = { limit: LISTED_MAX };
      const [approvals, questions, tasks] = await Promise.all([
        api.get('/v1/approvals', { query: { ...query, state: 'live', mine: 'true', undecided: 'true' }, signal }),
        api.get('/v1/approvals', { query: { ...query, state: 'info_requested', requested: 'true' }, signal }),
        api.get('/v1/tasks', { query, signal }),
      ]);
      const items = [
        ...approvals.items.map((one) => ofApproval(one, wantedOf(one))),
        ...questions.items.map((one) => ({ ...ofApproval(one, 'A question to you'), kind: 'question' as const })),
        ...tasks.items.map(ofTask),
      ];
      items.sort((a, b) => (a.due?.ms ?? Infinity) - (b.due?.ms ?? Infinity) || a.key.localeCompare(b.key));
      return { items, hasMore: approvals.nextCursor !== null || tasks.nextCursor !== null };
    },
  });
}
