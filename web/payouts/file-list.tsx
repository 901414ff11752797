import { Group, NativeSelect, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { PagedTable } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { EmptyState } from '../kit/notices';
import { Page } from '../kit/page';
import { minuteText } from '../kit/times';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import { FileButton } from './file-button';
import { FileResults } from './file-results';
import { railText, runTitle } from './payout-words';
import { PayoutTabs } from './payout-tabs';
import { ReportButton } from './report-button';

type File = Got<'/v1/payout-files'>['items'][number];

const PAGE = 25;
const SHOWS = { waiting: 'Wait for results', complete: 'All results are there' } as const;
type Results = keyof typeof SHOWS;

/** The payment files of all runs: which have been answered, and which still wait. */
export function FileList() {
  const { query } = useAddress();
  const asked = query.get('results');
  const results = asked !== null && asked in SHOWS ? (asked as Results) : undefined;
  return (
    <Page
      title="Payouts"
      lead="Each file is given to the bank, or paid by hand from. What comes back of it says which payments have arrived."
      actions={<ReportButton />}
    >
      <PayoutTabs open="files" />
      <Group gap="sm" role="search" className="ple-filters">
        <NativeSelect
          aria-label="Which files"
          value={results ?? ''}
          onChange={(event) =>
            navigate(`/payouts/files${changedQuery(query, { results: event.currentTarget.value })}`, { replace: true })
          }
          data={[
            { value: '', label: 'All files' },
            ...Object.entries(SHOWS).map(([value, label]) => ({ value, label })),
          ]}
        />
      </Group>
      <Files results={results} />
    </Page>
  );
}

function Files({ results }: { results: Results | undefined }) {
  const { api } = useConsole();
  const files = useInfiniteQuery({
    queryKey: ['payout-files-of-all', results],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/payout-files', { query: { results, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <PagedTable
      query={files}
      name="Payment files"
      what="file"
      columns={['Run', 'Results', 'File', 'Payments', 'Total', 'To be paid on', 'Made']}
      none={<NoFile isFiltered={results !== undefined} />}
      row={(file) => <Row key={file.fileId} file={file} />}
    />
  );
}

function Row({ file }: { file: File }) {
  const { run, fileName, rail, payments, total, executionDate, made } = file;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/payouts/${run.runId}`}>{runTitle(run)}</Link>
        <Text size="xs" c="dimmed">
          {run.program}
        </Text>
      </Table.Th>
      <Table.Td>
        <FileResults file={file} />
      </Table.Td>
      <Table.Td>
        <div>{fileName}</div>
        <FileButton runId={run.runId} file={file} />
        <Text size="xs" c="dimmed">
          {railText(rail)}
        </Text>
      </Table.Td>
      <Table.Td>{payments.toLocaleString('en')}</Table.Td>
      <Table.Td className="ple-number">{moneyText(total)}</Table.Td>
      <Table.Td>{executionDate}</Table.Td>
      <Table.Td>{minuteText(Date.parse(made))}</Table.Td>
    </Table.Tr>
  );
}

function NoFile({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="money" title={isFiltered ? 'No file is like that' : 'No payment file yet'}>
        {isFiltered ? (
          <>
            Take the filter away, or <Link to="/payouts/files">show all files</Link>.
          </>
        ) : (
          'A run writes one for each bank and currency once it is approved, where the program pays by file or by hand. A payment provider needs none.'
        )}
      </EmptyState>
    </div>
  );
}
