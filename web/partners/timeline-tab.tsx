import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { AnyFacts, tellingMembers } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';

type Entry = Got<'/v1/partners/{id}/timeline'>['items'][number];

const PAGE = 50;

/** Who did what to a partner, when and why, the latest first. */
export function TimelineTab({ partnerId }: { partnerId: string }) {
  const { api } = useConsole();
  const timeline = useInfiniteQuery({
    queryKey: ['timeline', partnerId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/partners/{id}/timeline', {
        path: { id: partnerId },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Read query={timeline} what="the timeline">
      {({ pages }) => {
        const entries = pages.flatMap(({ items }) => items);
        if (entries.length === 0)
          return (
            <EmptyState icon="clock" title="Nothing has happened yet">
              What people and the system do appears here by itself.
            </EmptyState>
          );
        return (
          <>
            <ol className="ple-timeline">
              {entries.map((entry) => (
                <Line key={entry.seq} entry={entry} />
              ))}
            </ol>
            {timeline.hasNextPage && (
              <Group justify="center">
                <Button
                  variant="default"
                  onClick={() => void timeline.fetchNextPage()}
                  loading={timeline.isFetchingNextPage}
                >
                  Show earlier
                </Button>
              </Group>
            )}
          </>
        );
      }}
    </Read>
  );
}

function Line({ entry }: { entry: Entry }) {
  const { action, at, subject, reason, details, temporalUrl } = entry;
  return (
    <li data-by={entry.actor.startsWith('system') ? 'system' : 'people'}>
      <Text component="div" fw={600} size="sm">
        {actionText(action)} · {subjectText(subject)}
      </Text>
      <span className="ple-row-line">
        <time dateTime={at.at}>{minuteText(at.ms)}</time>
        <span>{actorText(entry)}</span>
        <TemporalLink href={temporalUrl}>Workflow</TemporalLink>
      </span>
      {reason && <Text size="sm">{reason}</Text>}
      {details && tellingMembers(details).length > 0 && (
        <details>
          <summary>Details</summary>
          <AnyFacts of={details} />
        </details>
      )}
    </li>
  );
}

/** `approval.approved` as "Approval approved". */
const actionText = (action: string): string => words(action.replace('.', ' '));

/** `step/recruit/vet` as "recruit, vet"; an opaque id says nothing to anybody. */
function subjectText(subject: string): string {
  const [kind = '', ...rest] = subject.split('/');
  const named = rest.filter((part) => !/_[a-z0-9]{12,}$/i.test(part));
  return (named.length > 0 && kind !== 'partner' ? named : [kind]).map((part) => words(part).toLowerCase()).join(', ');
}

function actorText({ actor, actorName }: Entry): string {
  if (actorName !== null) return actorName;
  if (actor === 'system:timer') return 'A deadline';
  return actor.startsWith('system') ? 'The system' : actor === 'person' ? 'Somebody of ours' : 'Somebody who has left';
}
