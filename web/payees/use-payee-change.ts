import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Api } from '../api/client';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { useConsole } from '../shell/context';

/** A change of a payee: sent once however often it is clicked, and said when it is done. */
export function usePayeeChange<Asked>(given: {
  send: (api: Api, asked: Asked, key: string) => Promise<unknown>;
  done: (asked: Asked) => string;
  onDone?: () => void;
}) {
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  return useMutation({
    mutationFn: (asked: Asked) => given.send(api, asked, key.current()),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async (_answer, asked) => {
      say(given.done(asked));
      given.onDone?.();
      await queries.invalidateQueries();
    },
  });
}
