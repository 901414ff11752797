import { Alert, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { EmptyState, Read } from '../kit/notices';
import { versionKey } from '../kit/program-now';
import type { Tone } from '../kit/status';
import { Status } from '../kit/status';
import { useRoles } from '../kit/roles';
import { lengthText, minuteText } from '../kit/times';
import { useProgramNow } from '../kit/program-now';
import { withDurations } from '../kit/words';
import { useConsole } from '../shell/context';
import type { Partner } from './use-partner';

type Timer = Got<'/v1/partners/{id}/timers'>['items'][number];

const KINDS: Record<Timer['kind'], { name: string; tone: Tone }> = {
  remind: { name: 'Reminder', tone: 'info' },
  due: { name: 'Due', tone: 'warn' },
  escalate: { name: 'Escalation', tone: 'warn' },
  end: { name: 'End', tone: 'bad' },
  wait: { name: 'Wait', tone: 'quiet' },
  period: { name: 'Period', tone: 'info' },
  activation: { name: 'Activation', tone: 'warn' },
  certificate: { name: 'Certificate', tone: 'warn' },
};

/** Every timer that runs for this partner, and what happens when it fires: the next ninety days if nobody acts. */
export function TimersTab({ partner }: { partner: Partner }) {
  const { api } = useConsole();
  const timers = useQuery({
    queryKey: ['timers', partner.partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/timers', { path: { id: partner.partnerId }, signal }),
  });
  return (
    <Read query={timers} what="the timers">
      {({ items, stopped }) =>
        items.length === 0 ? (
          <EmptyState icon="clock" title="No timer runs">
            Nothing happens to this partner by itself: it waits for somebody, or it has ended.
          </EmptyState>
        ) : (
          <>
            {stopped && (
              <Alert variant="default" className="ple-note" title="The partner is paused: its deadlines wait">
                <Text size="sm">
                  At resume each goes on with the time that was left. Periods, certificates and the activation clock go
                  on meanwhile.
                </Text>
              </Alert>
            )}
            <ol className="ple-timeline">
              {items.map((timer, index) => (
                <Line
                  key={index}
                  timer={timer}
                  isStopped={stopped && timer.stops}
                  program={versionKey(partner.program)}
                />
              ))}
            </ol>
          </>
        )
      }
    </Read>
  );
}

function Line({ timer, isStopped, program }: { timer: Timer; isStopped: boolean; program: string }) {
  const nowMs = useProgramNow(program);
  const { inText } = useRoles();
  const { name, tone } = KINDS[timer.kind];
  return (
    <li>
      <Text component="div" fw={600} size="sm">
        {timer.about}
      </Text>
      <span className="ple-row-line">
        <Status tone={isStopped ? 'quiet' : tone}>{name}</Status>
        <time dateTime={timer.at.at}>{minuteText(timer.at.ms)}</time>
        <span>{isStopped ? 'stopped' : nowMs !== undefined && `in ${lengthText(timer.at.ms - nowMs)}`}</span>
      </span>
      <Text size="sm">{inText(withDurations(timer.then))}</Text>
    </li>
  );
}
