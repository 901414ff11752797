import { Button, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { AnyFacts, tellingMembers } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { useRoles } from '../kit/roles';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { useConsole } from '../shell/context';
import { lineOf } from './timeline-words';
import type { Partner } from './use-partner';

type Entry = Got<'/v1/partners/{id}/timeline'>['items'][number];

const PAGE = 50;

/** Who did what to a partner, when and why, the latest first. */
export function TimelineTab({ partner }: { partner: Partner }) {
  const { partnerId } = partner;
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
                <Line key={entry.seq} entry={entry} partner={partner} />
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

function Line({ entry, partner }: { entry: Entry; partner: Partner }) {
  const { at, reason, details, temporalUrl } = entry;
  const { inText } = useRoles();
  const isOurs = entry.actor.startsWith('system');
  return (
    <li data-by={isOurs ? 'system' : 'people'}>
      <Text component="div" fw={600} size="sm">
        {lineOf(entry, partner)}
      </Text>
      <span className="ple-row-line">
        <time dateTime={at.at}>{minuteText(at.ms)}</time>
        <span>{actorText(entry)}</span>
        <TemporalLink href={temporalUrl}>Workflow</TemporalLink>
      </span>
      {reason && <Text size="sm">{isOurs ? inText(reason) : reason}</Text>}
      {details && tellingMembers(details).length > 0 && (
        <details>
          <summary>Details</summary>
          <AnyFacts of={details} />
        </details>
      )}
    </li>
  );
}

function actorText({ actor, actorName }: Entry): string {
  if (actorName !== null) return actorName;
  if (actor === 'system:timer') return 'A deadline';
  return actor.startsWith('system') ? 'The system' : actor === 'person' ? 'Somebody of ours' : 'Somebody who has left';
}
