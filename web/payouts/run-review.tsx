import { SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { Got } from '../api/client';
import { DataTable, ShowMore } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { EmptyState, Loading, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { Status } from '../kit/status';
import { counted } from '../kit/words';
import { OfPerson } from '../payees/of-person';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import type { Run } from './payout-words';
import { FLAGS, LINE_STATES, reasonText } from './payout-words';

const ChangeChart = lazy(async () => ({ default: (await import('./change-chart')).ChangeChart }));

type Review = Got<'/v1/payout-runs/{id}/review'>;
type Line = Review['items'][number];

const PAGE = 50;
/** Which lines are shown, in the address. */
const SHOWS = {
  all: { title: 'All lines', query: {} },
  outliers: { title: 'Second look', query: { outliers: 'true' } },
  blocked: { title: 'Blocked', query: { state: 'blocked' } },
  failed: { title: 'Failed', query: { state: 'failed' } },
} as const;
type Show = keyof typeof SHOWS;

/** A run beside what was paid before: at a glance, then line by line, what deserves a second look first. */
export function RunReview({ run, turn }: { run: Run; turn: string }) {
  const { api } = useConsole();
  const asked = useAddress().query.get('show');
  const show: Show = asked !== null && asked in SHOWS ? (asked as Show) : 'all';
  const review = useInfiniteQuery({
    queryKey: ['payout-review', run.runId, turn, show],
    initialPageParam: undefined as string | undefined,
    // The lines stay in sight while they are read again.
    placeholderData: keepPreviousData,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/payout-runs/{id}/review', {
        path: { id: run.runId },
        query: { ...SHOWS[show].query, limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Read query={review} what="the review">
      {({ pages }) => (
        <Stack gap="md">
          <AtAGlance review={pages[0]!} />
          <Card
            title="Lines"
            aside={
              <SegmentedControl
                aria-label="Which lines"
                size="xs"
                value={show}
                onChange={(next) => navigate(`/payouts/${run.runId}${changedQuery(new URLSearchParams(), { show: next === 'all' ? undefined : next })}`, { replace: true })} // prettier-ignore
                data={Object.entries(SHOWS).map(([value, { title }]) => ({ value, label: title }))}
              />
            }
          >
            <Lines lines={pages.flatMap(({ items }) => items)} runId={run.runId} />
            <ShowMore pages={review} count={pages.flatMap(({ items }) => items).length} what="line" />
          </Card>
        </Stack>
      )}
    </Read>
  );
}

function AtAGlance({ review }: { review: Review }) {
  const { against, totals, flags, outliers, groups, missing } = review;
  return (
    <div className="ple-pair">
      <Card title={against === null ? 'Nothing was paid before' : `Against ${against}`}>
        <Stack gap="sm">
          {totals.map(({ amount, before, payees, payeesBefore }) => (
            <Text key={amount.currency}>
              <strong>{moneyText(amount)}</strong> to {counted(payees, 'payee')}
              {against !== null && (
                <>
                  , after {moneyText(before)} to {counted(payeesBefore, 'payee')}
                </>
              )}
            </Text>
          ))}
          {totals.length === 0 && <Text c="dimmed">Nothing is paid by this run.</Text>}
          {against !== null && groups.some(({ payees }) => payees > 0) && (
            <Suspense fallback={<Loading what="the picture" />}>
              <ChangeChart groups={groups} />
            </Suspense>
          )}
        </Stack>
      </Card>
      <Card title="What deserves a second look">
        <Stack gap="sm">
          <Text>{outliers === 0 ? 'No line stands out.' : `${counted(outliers, 'line')} of this run:`}</Text>
          <ul className="ple-list-plain">
            {flags.map(({ flag, lines, rule }) => (
              <li key={flag}>
                <Status tone={lines > 0 ? 'warn' : 'quiet'}>
                  {FLAGS[flag]}: {lines}
                </Status>
                <Text size="sm" c="dimmed">
                  {rule}
                </Text>
              </li>
            ))}
          </ul>
          <Missing missing={missing} against={against} />
        </Stack>
      </Card>
    </div>
  );
}

function Missing({ missing: { count, largest }, against }: { missing: Review['missing']; against: string | null }) {
  if (count === 0 || against === null) return null;
  return (
    <div>
      <Text>
        {counted(count, 'payee was', 'payees were')} paid for {against} and have nothing due now:
      </Text>
      <ul className="ple-list-plain">
        {largest.map(({ partnerId, partnerName, person, before }) => (
          <li key={`${partnerId}/${person?.personId ?? ''}/${before.currency}`} className="ple-row-line">
            <Link to={`/statements/${partnerId}`}>{partnerName}</Link>
            <OfPerson person={person} />
            <span className="ple-number">{moneyText(before)}</span>
          </li>
        ))}
      </ul>
      {count > largest.length && (
        <Text size="sm" c="dimmed">
          The largest {largest.length} are named.
        </Text>
      )}
    </div>
  );
}

function Lines({ lines, runId }: { lines: Line[]; runId: string }) {
  if (lines.length === 0)
    return (
      <EmptyState icon="check" title="No line is like that">
        <Link to={`/payouts/${runId}`}>Show all lines</Link>
      </EmptyState>
    );
  const isKept = lines.some((line) => [line.withheld, line.reserved, line.released].some(isSomething));
  return (
    <DataTable
      name="Lines of the run"
      columns={['Payee', 'Look', ...(isKept ? ['Due', 'Withheld', 'Kept back'] : []), 'To be paid', 'Before', 'Difference', 'State']} // prettier-ignore
    >
      {lines.map((line) => (
        <Row key={line.lineId} line={line} runId={runId} isKept={isKept} />
      ))}
    </DataTable>
  );
}

const isSomething = ({ amount }: { amount: string }): boolean => Number(amount) !== 0;

function Row({ line, runId, isKept }: { line: Line; runId: string; isKept: boolean }) {
  const { lineId, partnerName, flags, gross, withheld, reserved, amount, before, difference, state, reason } = line;
  const { title, tone } = LINE_STATES[state];
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/payouts/${runId}/${lineId}`}>{partnerName}</Link>
        <OfPerson person={line.person} />
        <Text size="xs" c="dimmed">
          {line.lastFour === null ? 'No account' : `Account …${line.lastFour}`}
        </Text>
      </Table.Th>
      <Table.Td>
        {flags.map((flag) => (
          <div key={flag}>
            <Status tone="warn">{FLAGS[flag]}</Status>
          </div>
        ))}
      </Table.Td>
      {isKept && (
        <>
          <Table.Td className="ple-number">
            {moneyText(gross)}
            {isSomething(line.released) && (
              <Text size="xs" c="dimmed">
                {moneyText(line.released)} kept back earlier
              </Text>
            )}
          </Table.Td>
          <Table.Td className="ple-number">{moneyText(withheld)}</Table.Td>
          <Table.Td className="ple-number">
            {moneyText(reserved)}
            {line.reservedUntil !== null && (
              <Text size="xs" c="dimmed">
                until {line.reservedUntil}
              </Text>
            )}
          </Table.Td>
        </>
      )}
      <Table.Td className="ple-number">
        <strong>{moneyText(amount)}</strong>
      </Table.Td>
      <Table.Td className="ple-number">
        {before === null ? '–' : moneyText(before.amount)}
        {before !== null && (
          <Text size="xs" c="dimmed">
            {before.period}
          </Text>
        )}
      </Table.Td>
      <Table.Td className="ple-number">{signed(difference)}</Table.Td>
      <Table.Td>
        <Status tone={tone}>{title}</Status>
        {reason !== null && state !== 'paid' && (
          <Text size="xs" c="dimmed">
            {reasonText(reason)}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

const signed = (money: { amount: string; currency: string }): string =>
  `${Number(money.amount) > 0 ? '+' : ''}${moneyText(money)}`;
