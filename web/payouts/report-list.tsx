import { Group, NativeSelect, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { PagedTable } from '../kit/data-table';
import { EmptyState } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { minuteText } from '../kit/times';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import { railText } from './payout-words';
import { PayoutTabs } from './payout-tabs';
import { ReportButton } from './report-button';
import { EFFECTS, REPORT_STATES } from './report-words';

type Report = Got<'/v1/payment-reports'>['items'][number];
type Effect = keyof Report['entries'];
type State = Report['report'];

const PAGE = 25;
const STATES = Object.keys(REPORT_STATES) as State[];

/** What came back about payments, the last report first. */
export function ReportList() {
  const { query } = useAddress();
  const asked = query.get('state');
  const report = STATES.find((one) => one === asked);
  return (
    <Page
      title="Payouts"
      lead="What banks, the payment provider and finance itself have said of payments, and what that did."
      actions={<ReportButton />}
    >
      <PayoutTabs open="reports" />
      <Group gap="sm" role="search" className="ple-filters">
        <NativeSelect
          aria-label="State"
          value={report ?? ''}
          onChange={(event) =>
            navigate(`/payouts/reports${changedQuery(query, { state: event.currentTarget.value })}`, { replace: true })
          }
          data={[
            { value: '', label: 'Any state' },
            ...STATES.map((value) => ({ value, label: REPORT_STATES[value].title })),
          ]}
        />
      </Group>
      <Reports report={report} />
    </Page>
  );
}

function Reports({ report }: { report: State | undefined }) {
  const { api } = useConsole();
  const reports = useInfiniteQuery({
    queryKey: ['payment-reports', report],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/payment-reports', { query: { report, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <PagedTable
      query={reports}
      name="Reports about payments"
      what="report"
      columns={['Brought', 'State', 'About payments by', 'What it did', 'By']}
      none={<NoReport isFiltered={report !== undefined} />}
      row={(one) => <Row key={one.reportId} report={one} />}
    />
  );
}

function Row({ report: { reportId, reported, report, rail, entries, reportedByName } }: { report: Report }) {
  const { title, tone } = REPORT_STATES[report];
  const did = (Object.keys(EFFECTS) as Effect[]).filter((effect) => entries[effect] > 0);
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/payouts/reports/${reportId}`}>{minuteText(Date.parse(reported))}</Link>
      </Table.Th>
      <Table.Td>
        <Status tone={tone}>{title}</Status>
      </Table.Td>
      <Table.Td>{railText(rail)}</Table.Td>
      <Table.Td>
        {did.length === 0 && <Text c="dimmed">It says nothing of any payment</Text>}
        {did.map((effect) => (
          <div key={effect}>
            <Status tone={EFFECTS[effect].tone}>
              {EFFECTS[effect].title}: {entries[effect].toLocaleString('en')}
            </Status>
          </div>
        ))}
      </Table.Td>
      <Table.Td>{reportedByName ?? 'The provider itself'}</Table.Td>
    </Table.Tr>
  );
}

function NoReport({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="money" title={isFiltered ? 'No report is like that' : 'No report yet'}>
        {isFiltered ? (
          <>
            Take the filter away, or <Link to="/payouts/reports">show all reports</Link>.
          </>
        ) : (
          'Bring what the bank wrote about a payment file, or the table of payments by hand once it is filled in.'
        )}
      </EmptyState>
    </div>
  );
}
