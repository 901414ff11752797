import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { DecisionKind } from '../../domain/approvals';
import { useConsole } from '../shell/context';

/** What was shown: the decision is for exactly this. */
export interface Shown {
  approvalId: string;
  contentHash: string;
}

/** Sends decisions. One panel's clicks on one button are one decision, however often somebody clicks. */
export function useDecide({ approvalId, contentHash }: Shown) {
  const { api } = useConsole();
  const queries = useQueryClient();
  const [visit, setVisit] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: ({ decision, comment }: { decision: DecisionKind; comment: string }) =>
      api.post('/v1/approvals/{id}/decisions', {
        path: { id: approvalId },
        body: { decision, contentHash, ...(comment.trim() ? { comment: comment.trim() } : {}) },
        key: `${visit}-${decision}`,
      }),
    onSettled: () => {
      setVisit(crypto.randomUUID());
      return queries.invalidateQueries();
    },
  });
}
