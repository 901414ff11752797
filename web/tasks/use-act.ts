import { useMutation, useQueryClient } from '@tanstack/react-query';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';

/** Sends what somebody does to a step, once per visit of its form, and says that it is done. */
export function useAct<Input, Answer extends { state: string }>(
  act: (input: Input, key: string) => Promise<Answer>,
  done: string | ((input: Input) => string),
) {
  const queries = useQueryClient();
  const key = useRequestKey();
  return useMutation({
    mutationFn: (input: Input) => act(input, key.current()),
    onSuccess: ({ state }, input) => {
      const words = typeof done === 'string' ? done : done(input);
      say(state === 'done' ? words : 'Sent. It shows here as soon as it is recorded.');
    },
    onSettled: (_answer, error) => {
      key.answered(error);
      return queries.invalidateQueries();
    },
  });
}
