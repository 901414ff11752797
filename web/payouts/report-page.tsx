import { Alert, Button, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Got } from '../api/client';
import { DataTable, ShowMore } from '../kit/data-table';
import { Facts, Hash } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { Status } from '../kit/status';
import { minuteText } from '../kit/times';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { words } from '../kit/words';
import { WordsDialog } from '../kit/words-dialog';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { railText } from './payout-words';
import { EFFECTS, REPORT_STATES } from './report-words';

type Report = Got<'/v1/payment-reports/{id}'>;

const PAGE = 100;

/** What came back about payments, payment by payment; a report of payments by hand is confirmed here by somebody else. */
export function ReportPage({ reportId }: { reportId: string }) {
  const { api } = useConsole();
  const report = useQuery({
    queryKey: ['payment-report', reportId],
    queryFn: ({ signal }) => api.get('/v1/payment-reports/{id}', { path: { id: reportId }, signal }),
  });
  return (
    <Page title="Report about payments" lead={<Link to="/payouts/reports">All reports</Link>}>
      <Read query={report} what="the report">
        {(data) => (
          <>
            <Standing report={data} />
            <Entries reportId={reportId} />
          </>
        )}
      </Read>
    </Page>
  );
}

function Standing({ report }: { report: Report }) {
  const { title, tone, next } = REPORT_STATES[report.report];
  return (
    <>
      <Alert variant="default" className="ple-note" title={title}>
        <Text size="sm">{next}</Text>
        {report.report === 'proposed' && <Decide report={report} />}
      </Alert>
      <Card title="The report">
        <Facts
          items={[
            ['State', <Status key="state" tone={tone}>{title}</Status>], // prettier-ignore
            ['About payments by', railText(report.rail)],
            [
              'Brought',
              `${minuteText(Date.parse(report.reported))}, by ${report.reportedByName ?? 'the provider itself'}`,
            ],
            report.decided !== null && ['Decided', minuteText(Date.parse(report.decided))],
            ['Content', <Hash key="hash" value={report.contentHash} />],
          ]}
        />
      </Card>
    </>
  );
}

function Decide({ report: { reportId, reportedBy } }: { report: Report }) {
  const me = useMe();
  const { api } = useConsole();
  const queries = useQueryClient();
  const key = useRequestKey();
  const [isDeclining, setDeclining] = useState(false);
  const decide = useMutation({
    mutationFn: (body: { decision: 'confirm' | 'decline'; reason?: string }) =>
      api.post('/v1/payment-reports/{id}/decision', { path: { id: reportId }, body, key: key.current() }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async (_answer, { decision }) => {
      say(decision === 'confirm' ? 'Confirmed: the payments stand as it says' : 'Declined: nothing has happened');
      setDeclining(false);
      await queries.invalidateQueries();
    },
  });
  if (!holds(me, ['FIN'])) return null;
  if (reportedBy === me.personId)
    return <Text size="sm">You brought it: somebody else of finance confirms it. Send them this page’s address.</Text>;
  return (
    <div className="ple-actions">
      <Button color="leaf.9" onClick={() => decide.mutate({ decision: 'confirm' })} loading={decide.isPending}>
        Confirm
      </Button>
      <Button variant="default" className="ple-reject" onClick={() => setDeclining(true)}>
        Decline
      </Button>
      {isDeclining && (
        <WordsDialog
          title="Decline"
          effect="Nothing of the report happens. The payments stay as they are."
          label="Reason"
          note="Kept in the audit"
          act={decide}
          send={({ comment = '' }) => decide.mutate({ decision: 'decline', reason: comment })}
          onClose={() => setDeclining(false)}
        />
      )}
    </div>
  );
}

function Entries({ reportId }: { reportId: string }) {
  const { api } = useConsole();
  const entries = useInfiniteQuery({
    queryKey: ['payment-report-entries', reportId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/payment-reports/{id}/entries', {
        path: { id: reportId },
        query: { limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Card title="Payment by payment">
      <Read query={entries} what="its entries">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState icon="money" title="It says nothing of any payment">
                Bring the file that the bank wrote about the run’s file.
              </EmptyState>
            );
          return (
            <>
              <DataTable name="Entries" columns={['Reference', 'It says', 'What that did', 'Line']}>
                {items.map(({ position, reference, outcome, reason, effect, runId, lineId }) => (
                  <Table.Tr key={position}>
                    <Table.Th scope="row">{reference ?? `No. ${position}`}</Table.Th>
                    <Table.Td>
                      {outcome === null ? '–' : words(outcome)}
                      {reason !== null && (
                        <Text size="xs" c="dimmed">
                          {reason}
                        </Text>
                      )}
                    </Table.Td>
                    <Table.Td>
                      <Status tone={EFFECTS[effect].tone}>{EFFECTS[effect].title}</Status>
                    </Table.Td>
                    <Table.Td>
                      {runId !== null && lineId !== null ? (
                        <Link to={`/payouts/${runId}/${lineId}`}>Its line</Link>
                      ) : (
                        '–'
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </DataTable>
              <ShowMore pages={entries} count={items.length} what="entry" />
            </>
          );
        }}
      </Read>
    </Card>
  );
}
