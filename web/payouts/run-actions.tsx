import { Button, Group, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { PayoutRunCommand, PayoutRunState } from '../../domain/incentivize/payout-run';
import { ErrorNotice } from '../kit/notices';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { WordsDialog } from '../kit/words-dialog';
import { holds, useConsole, useMe } from '../shell/context';
import type { Run } from './payout-words';
import { runTitle } from './payout-words';

type Command = Exclude<PayoutRunCommand, 'approve'>;

/** What each command is called, what it leads to, and when it can be given. */
const COMMANDS: Record<Command, { title: string; effect: string; done: string; in: PayoutRunState[]; isGrave?: true }> =
  {
    retry: {
      title: 'Try again',
      effect: 'Each failed payment that has not left is made once more, with a key of its own. What came back waits for the next run.', // prettier-ignore
      done: 'Tried again',
      in: ['partially_failed'],
    },
    close: {
      title: 'Close the run',
      effect: 'What failed leaves this run, and is due to the next one, for another approval.',
      done: 'Closed',
      in: ['partially_failed'],
      isGrave: true,
    },
    recalculate: {
      title: 'Recalculate',
      effect: 'The lines are made anew of all that is due now. You then count as who asked for the run: somebody else approves it.', // prettier-ignore
      done: 'Recalculated',
      in: ['in_review'],
    },
    void: {
      title: 'Void the run',
      effect: 'Nothing is paid. What it would have paid stays due, and the next run collects it.',
      done: 'Void',
      in: ['open', 'calculated', 'in_review'],
      isGrave: true,
    },
  };

/** What finance may do with a run as it stands. */
export function RunActions({ run }: { run: Run }) {
  const me = useMe();
  const [command, setCommand] = useState<Command | null>(null);
  if (!holds(me, ['FIN'])) return null;
  const possible = (Object.keys(COMMANDS) as Command[]).filter((name) =>
    (COMMANDS[name].in as string[]).includes(run.state),
  );
  return (
    <div>
      <Group gap="sm" justify="flex-end">
        {possible.map((name) => (
          <Button
            key={name}
            variant="default"
            className={COMMANDS[name].isGrave && 'ple-reject'}
            onClick={() => setCommand(name)}
          >
            {COMMANDS[name].title}
          </Button>
        ))}
        {run.state === 'in_review' && run.contentHash !== null && <Approve run={run} contentHash={run.contentHash} />}
      </Group>
      {command && <CommandDialog run={run} command={command} onClose={() => setCommand(null)} />}
    </div>
  );
}

function Approve({ run, contentHash }: { run: Run; contentHash: string }) {
  const me = useMe();
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  const approve = useMutation({
    mutationFn: () =>
      api.post('/v1/payout-runs/{id}/approval', { path: { id: run.runId }, body: { contentHash }, key: key.current() }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async () => {
      say(`Approved: ${runTitle(run)}`);
      await queries.invalidateQueries();
    },
  });
  if (run.requestedBy === me.personId)
    return (
      <Text size="sm" c="dimmed" maw={260}>
        You asked for this run: somebody else of finance approves it.
      </Text>
    );
  if (run.approvals.some(({ personId }) => personId === me.personId))
    return (
      <Text size="sm" c="dimmed" maw={260}>
        You have approved it: somebody else of finance approves it as well.
      </Text>
    );
  return (
    <>
      <Button color="leaf.9" onClick={() => !approve.isPending && approve.mutate()} loading={approve.isPending}>
        Approve
      </Button>
      {approve.error && <ErrorNotice error={approve.error} />}
    </>
  );
}

function CommandDialog({ run, command, onClose }: { run: Run; command: Command; onClose: () => void }) {
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  const { title, effect, done, isGrave } = COMMANDS[command];
  const give = useMutation({
    mutationFn: (reason: string) =>
      api.post('/v1/payout-runs/{id}/commands', {
        path: { id: run.runId },
        body: { command, reason },
        key: key.current(),
      }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async () => {
      say(`${done}: ${runTitle(run)}`);
      onClose();
      await queries.invalidateQueries();
    },
  });
  return (
    <WordsDialog
      {...{ title, effect, isGrave, onClose, act: give }}
      label="Reason"
      note="Kept in the audit"
      send={({ comment = '' }) => give.mutate(comment)}
    />
  );
}
