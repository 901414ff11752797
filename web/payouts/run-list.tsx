import { Group, NativeSelect, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { PagedTable } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { EmptyState } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { dayText } from '../kit/times';
import { usePrograms } from '../kit/use-program';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import { OpenRun } from './open-run';
import type { Run } from './payout-words';
import { askedBy, RUN_STATES, runTitle } from './payout-words';
import { LineBar } from './line-bar';
import { PayoutTabs } from './payout-tabs';

const PAGE = 25;
/** Members of the address that choose rows. */
const FILTERS = ['program', 'state', 'kind', 'period', 'currency'] as const;

/** All payout runs, the last opened first. */
export function RunList() {
  const { query } = useAddress();
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])));
  return (
    <Page
      title="Payouts"
      lead="What is due to partners goes out in runs, each approved by somebody who did not ask for it."
      actions={<OpenRun />}
    >
      <PayoutTabs open="" />
      <Filters filter={filter} />
      <Runs filter={filter} />
    </Page>
  );
}

function Filters({ filter }: { filter: Record<string, string> }) {
  const { query } = useAddress();
  const programs = usePrograms();
  const choose = (name: string, label: string, options: [value: string, label: string][]) => (
    <NativeSelect
      aria-label={label}
      value={filter[name] ?? ''}
      onChange={(event) =>
        navigate(`/payouts${changedQuery(query, { [name]: event.currentTarget.value })}`, { replace: true })
      }
      data={[
        { value: '', label: `Any ${label.toLowerCase()}` },
        ...options.map(([value, text]) => ({ value, label: text })),
      ]}
    />
  );
  return (
    <Group gap="sm" role="search" className="ple-filters">
      {choose(
        'program',
        'Program',
        (programs.data?.items ?? []).map(({ programId, title }) => [programId, title]),
      )}
      {choose(
        'state',
        'State',
        Object.entries(RUN_STATES).flatMap(([state, { title }]) => (state === 'starting' ? [] : [[state, title]])),
      )}
      {choose('kind', 'Kind', [
        ['regular', 'Regular'],
        ['off_cycle', 'Off-cycle'],
      ])}
    </Group>
  );
}

function Runs({ filter }: { filter: Record<string, string> }) {
  const { api } = useConsole();
  const runs = useInfiniteQuery({
    queryKey: ['payout-runs', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/payout-runs', { query: { ...filter, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <PagedTable
      query={runs}
      name="Payout runs"
      what="run"
      columns={['Run', 'State', 'To be paid', 'Payees', 'Asked for by', 'Approved by']}
      none={<NoRun isFiltered={Object.keys(filter).length > 0} />}
      row={(run) => <Row key={run.runId} run={run} />}
    />
  );
}

function Row({ run }: { run: Run }) {
  const { runId, program, state, totals, lines, opened, approvals } = run;
  const { title, tone } = RUN_STATES[state];
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/payouts/${runId}`}>{runTitle(run)}</Link>
        <Text size="xs" c="dimmed">
          {program}
          {opened && `, opened ${dayText(Date.parse(opened))}`}
        </Text>
      </Table.Th>
      <Table.Td>
        <Status tone={tone}>{title}</Status>
      </Table.Td>
      <Table.Td className="ple-number">
        {totals.length === 0 ? '–' : totals.map((total) => <div key={total.currency}>{moneyText(total)}</div>)}
      </Table.Td>
      <Table.Td>
        <LineBar lines={lines} />
      </Table.Td>
      <Table.Td>{askedBy(run)}</Table.Td>
      <Table.Td>{approvals.map(({ displayName }) => displayName).join('; ') || '–'}</Table.Td>
    </Table.Tr>
  );
}

function NoRun({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="money" title={isFiltered ? 'No run is like that' : 'No payout run yet'}>
        {isFiltered ? (
          <>
            Take a filter away, or <Link to="/payouts">show all runs</Link>.
          </>
        ) : (
          'Open one as soon as payouts are due: it collects all that is due up to a period, and asks for an approval.'
        )}
      </EmptyState>
    </div>
  );
}
