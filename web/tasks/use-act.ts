import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { say } from '../kit/toast';

/** Sends what somebody does to a step, once per visit of its form, and says that it is done. */
export function useAct<Input, Answer extends { state: string }>(
  act: (input: Input, key: string) => Promise<Answer>,
  done: string,
) {
  const queries = useQueryClient();
  const [visit] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (input: Input) => act(input, visit),
    onSuccess: ({ state }) => say(state === 'done' ? done : 'Sent. It shows here as soon as it is recorded.'),
    onSettled: () => queries.invalidateQueries(),
  });
}
