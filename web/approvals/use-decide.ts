import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { DecisionKind } from '../../domain/approvals';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { useConsole } from '../shell/context';

const SAID: Record<DecisionKind, string> = { approve: 'Approved', reject: 'Rejected', revoke: 'Taken back' };

/** What was shown: the decision is for exactly this. */
export interface Shown {
  approvalId: string;
  contentHash: string;
  title: string;
  partnerName: string;
}

/** Sends decisions. One panel's clicks on one button are one decision, however often somebody clicks. */
export function useDecide({ approvalId, contentHash, title, partnerName }: Shown) {
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  return useMutation({
    mutationFn: ({ decision, comment }: { decision: DecisionKind; comment: string }) =>
      api.post('/v1/approvals/{id}/decisions', {
        path: { id: approvalId },
        body: { decision, contentHash, ...(comment.trim() ? { comment: comment.trim() } : {}) },
        key: `${key.current()}-${decision}`,
      }),
    // Here and not where it is sent from: that form may be gone by the time the answer is.
    onSuccess: (answer, { decision }) => {
      if (answer.state === 'recorded') say(`${SAID[decision]}: ${title}, ${partnerName}`);
    },
    onSettled: (_answer, error) => {
      key.answered(error);
      return queries.invalidateQueries();
    },
  });
}
