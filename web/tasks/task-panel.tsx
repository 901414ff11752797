import { Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { Due } from '../kit/due';
import { Facts } from '../kit/facts';
import { Read } from '../kit/notices';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { words } from '../kit/words';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { TaskActs } from './acts';
import { AmendForm, CompleteForm } from './complete-form';
import { Evidence } from './evidence';
import { JudgeForm } from './judge-form';
import { SignForm } from './sign-form';

/** One step on which people act. */
export type Task = Got<'/v1/tasks/{id}'>;

/** What the step says that acting on it needs. */
export interface TaskDetails {
  actions?: string[];
  evidence?: string[];
  instructions?: string;
  agreementId?: string;
  screening?: string;
  flags?: string[];
}

/** One step: what is asked, of whom, until when; and the way to do it. */
export function TaskPanel({ stepId }: { stepId: string }) {
  const { api } = useConsole();
  const task = useQuery({
    queryKey: ['task', stepId],
    queryFn: ({ signal }) => api.get('/v1/tasks/{id}', { path: { id: stepId }, signal }),
  });
  return (
    <Read query={task} what="the task">
      {(data) => <Shown task={data} />}
    </Read>
  );
}

function Shown({ task }: { task: Task }) {
  const me = useMe();
  const { eitherOf, inText } = useRoles();
  const { instructions, screening, flags } = (task.details ?? {}) as TaskDetails;
  return (
    <section className="ple-card" aria-label={task.title}>
      <Stack gap="md">
        <div>
          <Title order={2}>{task.title}</Title>
          <Text component="div" c="dimmed">
            {me.partnerId === null ? (
              <Link to={`/partners/${task.partnerId}`}>{task.partnerName}</Link>
            ) : (
              task.partnerName
            )}{' '}
            · {words(task.stage)}
          </Text>
          <div className="ple-row-line">
            {task.state === 'open' ? (
              <Due due={task.due} program={task.programVersion} />
            ) : (
              <Status tone={toneOf(task.state)}>{words(task.state)}</Status>
            )}
          </div>
        </div>
        {instructions && <Text>{instructions}</Text>}
        <Facts
          items={[
            ['Waits for', inText(task.waitingFor ?? 'nobody')],
            ['Who can act', eitherOf(task.roles)],
            screening ? ['The screening says', screening] : null,
            flags && flags.length > 0 ? ['Flagged as', flags.map(words).join(', ')] : null,
            task.reason ? ['Reason', task.reason] : null,
          ]}
        />
        {typeof task.result?.['evidenceId'] === 'string' && (
          <section aria-label="What was handed in" className="ple-inset">
            <Evidence evidenceId={task.result['evidenceId']} />
          </section>
        )}
        {task.state === 'open' && <TaskActs task={task} />}
        <Acting task={task} />
        {me.partnerId === null && <TemporalLink href={task.temporalUrl} />}
      </Stack>
    </section>
  );
}

function Acting({ task }: { task: Task }) {
  const me = useMe();
  const { eitherOf } = useRoles();
  const { actions = [] } = (task.details ?? {}) as TaskDetails;
  if (task.kind === 'task' && task.state === 'done' && holds(me, task.roles)) return <AmendForm task={task} />;
  if (task.state !== 'open') return <Text c="dimmed">This step has ended: there is nothing left to do.</Text>;
  if (!holds(me, task.roles)) return <Text c="dimmed">Only holders of {eitherOf(task.roles)} can act on it.</Text>;
  if (actions.includes('sign') || actions.includes('countersign')) return <SignForm task={task} />;
  if (actions.includes('clear')) return <JudgeForm task={task} />;
  if (actions.includes('complete')) return <CompleteForm task={task} />;
  return <Text c="dimmed">It goes on by itself: nothing is asked of you.</Text>;
}
