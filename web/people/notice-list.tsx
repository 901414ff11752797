import { Button, Checkbox, Group, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Got } from '../api/client';
import { EmptyState, ErrorNotice, Read } from '../kit/notices';
import { Status } from '../kit/status';
import type { Tone } from '../kit/status';
import { minuteText } from '../kit/times';
import { useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { useAct } from '../tasks/use-act';

type Notice = Got<'/v1/notices'>['items'][number];

const PAGE = 50;
/** Whether a letter went out is no event of anybody's: while one is on its way, it is looked for. */
const LOOK_AGAIN_MS = 5_000;
const ON_THEIR_WAY: Notice['state'][] = ['new', 'called', 'sending'];
const OCCASIONS: Record<Notice['occasion'], string> = {
  asked: 'It waits for you',
  added: 'You may act too now',
  reminded: 'A reminder',
  info_requested: 'A question to you',
  decided: 'It was decided',
  withdrawn: 'It waits no more',
  invited: 'An invitation',
  account_changed: 'A bank account changed',
  payout_review: 'A payout run waits for an approver',
  payout_failed: 'Some of a payout run was not paid',
  payment_returned: 'A payment came back',
  results_missing: 'No results of a payment file',
};
const STATES: Record<Notice['state'], { tone: Tone; text: string }> = {
  new: { tone: 'info', text: 'To be sent' },
  called: { tone: 'info', text: 'To be sent' },
  sending: { tone: 'info', text: 'On its way' },
  delivered: { tone: 'good', text: 'Delivered' },
  obsolete: { tone: 'quiet', text: 'Not sent: it no longer mattered' },
  silent: { tone: 'quiet', text: 'Not sent: you want no notices' },
  failed: { tone: 'bad', text: 'Not delivered' },
};
const CHANNELS = { mail: 'by mail', chat: 'by chat' } as const;

/** Mine, or for administrators everybody's that failed. */
export function NoticeList({ whose }: { whose: 'mine' | 'all' }) {
  const { api } = useConsole();
  const [failedOnly, setFailedOnly] = useState(whose === 'all');
  const filter = { whose, ...(failedOnly ? { state: 'failed' as const } : {}) };
  const notices = useInfiniteQuery({
    queryKey: ['notices', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/notices', { query: { ...filter, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: ({ state: { data } }) =>
      data?.pages.some(({ items }) => items.some(({ state }) => ON_THEIR_WAY.includes(state))) ? LOOK_AGAIN_MS : false,
  });
  return (
    <>
      {whose === 'mine' && (
        <Checkbox
          label="Only what was not delivered"
          checked={failedOnly}
          onChange={(event) => setFailedOnly(event.currentTarget.checked)}
        />
      )}
      <Read query={notices} what="the notices">
        {({ pages }) => {
          const rows = pages.flatMap(({ items }) => items);
          if (rows.length === 0) return <Nothing failedOnly={failedOnly} />;
          return (
            <>
              <ul className="ple-rows" aria-label="Notices">
                {rows.map((notice) => (
                  <Row key={notice.noticeId} notice={notice} isTold={whose === 'all'} />
                ))}
              </ul>
              {notices.hasNextPage && (
                <Group justify="center">
                  <Button
                    variant="default"
                    onClick={() => void notices.fetchNextPage()}
                    loading={notices.isFetchingNextPage}
                  >
                    Show earlier
                  </Button>
                </Group>
              )}
            </>
          );
        }}
      </Read>
    </>
  );
}

/** One notice; `isTold` says to whom it went. */
function Row({ notice, isTold }: { notice: Notice; isTold: boolean }) {
  const { api } = useConsole();
  const { noticeId, occasion, personName, state, reason, channel, noted, ended } = notice;
  const me = useMe();
  const about = aboutOf(notice);
  const place = placeOf(notice, me.partnerId === null);
  const act = useAct(
    (_: void, key) => api.post('/v1/notices/{id}/retry', { path: { id: noticeId }, body: {}, key }),
    'It is sent again.',
  );
  return (
    <li>
      <div className="ple-row">
        <strong>
          {isTold && `To ${personName}: `}
          {OCCASIONS[occasion]}
        </strong>
        {place === undefined ? <span>{about}</span> : <Link to={place}>{about}</Link>}
        <span className="ple-row-line">
          <Status tone={STATES[state].tone}>
            {STATES[state].text}
            {state === 'delivered' && channel && ` ${CHANNELS[channel]}`}
          </Status>
          <span>{minuteText(Date.parse(ended ?? noted))}</span>
        </span>
        {reason && <Text size="sm">{reason}</Text>}
        {act.error && <ErrorNotice error={act.error} />}
      </div>
      {state === 'failed' && (
        <Button size="xs" variant="default" mt={10} mr="sm" onClick={() => act.mutate()} loading={act.isPending}>
          Send again
        </Button>
      )}
    </li>
  );
}

function aboutOf({ what, title, partnerName }: Notice): string {
  if (what === 'person') return partnerName ? `To act for ${partnerName}` : 'To be one of our own people';
  return `${title ?? 'What it was about'}${partnerName ? `, ${partnerName}` : ''}`;
}

/** Where a notice leads: a partner's people find their steps on their own page. */
function placeOf({ what, subjectId, partnerId }: Notice, isOurs: boolean): string | undefined {
  if (what === 'person') return isOurs && partnerId !== null ? `/partners/${partnerId}?tab=people` : undefined;
  if (what === 'account' || what === 'payment') return undefined;
  if (what === 'run') return `/payouts/${subjectId}`;
  if (isOurs) return `/inbox/${what === 'approval' ? 'approval' : 'task'}-${subjectId}`;
  return what === 'step' ? `/mine/${subjectId}` : undefined;
}

function Nothing({ failedOnly }: { failedOnly: boolean }) {
  return (
    <div className="ple-card">
      {failedOnly ? (
        <EmptyState icon="check" title="Everything was delivered">
          What cannot be delivered is tried for hours, and then listed here with the reason.
        </EmptyState>
      ) : (
        <EmptyState icon="inbox" title="You were told nothing yet">
          When something waits for you, you get a letter, and it is listed here.{' '}
          <Link to="/notices?tab=how">Say how you want to be told</Link>.
        </EmptyState>
      )}
    </div>
  );
}
