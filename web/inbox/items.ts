import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { useConsole } from '../shell/context';

type Approval = Got<'/v1/approvals'>['items'][number];
type Task = Got<'/v1/tasks'>['items'][number];

/** Something that waits for me: an approval to decide, or a step to act on. */
export interface InboxItem {
  /** Its place in the address: `approval-…` or `task-…`. */
  key: string;
  kind: 'approval' | 'task';
  id: string;
  title: string;
  partnerId: string;
  partnerName: string;
  /** What it is, in a word or two. */
  what: string;
  due: { ms: number } | null;
  program: string;
  contentHash?: string;
}

/** More than these are not worked through one by one. */
const LISTED_MAX = 200;
const KINDS: Partial<Record<Task['kind'], string>> = { task: 'Task', agreement: 'Signature', screening: 'Screening' };

const ofApproval = ({
  approvalId,
  title,
  partnerId,
  partnerName,
  due,
  programVersion,
  contentHash,
  quorum,
}: Approval): InboxItem => ({
  key: `approval-${approvalId}`,
  kind: 'approval',
  id: approvalId,
  what: quorum > 1 ? `Approval, ${quorum} needed` : 'Approval',
  program: programVersion,
  ...{ title, partnerId, partnerName, due, contentHash },
});

const ofTask = ({ stepId, title, partnerId, partnerName, due, programVersion, kind }: Task): InboxItem => ({
  key: `task-${stepId}`,
  kind: 'task',
  id: stepId,
  what: KINDS[kind] ?? 'Task',
  program: programVersion,
  ...{ title, partnerId, partnerName, due },
});

/** What waits for me, the earliest due first: so the overdue ones are on top. */
export function useInbox() {
  const { api } = useConsole();
  return useQuery({
    queryKey: ['inbox'],
    queryFn: async ({ signal }) => {
      const query = { limit: LISTED_MAX };
      const [approvals, tasks] = await Promise.all([
        api.get('/v1/approvals', { query: { ...query, state: 'open', mine: 'true', undecided: 'true' }, signal }),
        api.get('/v1/tasks', { query, signal }),
      ]);
      const items = [...approvals.items.map(ofApproval), ...tasks.items.map(ofTask)];
      items.sort((a, b) => (a.due?.ms ?? Infinity) - (b.due?.ms ?? Infinity) || a.key.localeCompare(b.key));
      return { items, hasMore: approvals.nextCursor !== null || tasks.nextCursor !== null };
    },
  });
}
