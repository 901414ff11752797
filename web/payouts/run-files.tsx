import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../kit/data-table';
import { Hash, moneyText } from '../kit/facts';
import { Read } from '../kit/notices';
import { Card } from '../kit/page';
import { minuteText } from '../kit/times';
import { useConsole } from '../shell/context';
import { FileButton } from './file-button';
import { FileResults } from './file-results';
import { railText } from './payout-words';
import { ReportButton } from './report-button';

/** The files that a run has written for banks, and for whoever pays by hand. */
export function RunFiles({ runId, turn }: { runId: string; turn: string }) {
  const { api } = useConsole();
  const files = useQuery({
    queryKey: ['payout-files', runId, turn],
    queryFn: ({ signal }) => api.get('/v1/payout-runs/{id}/files', { path: { id: runId }, signal }),
  });
  return (
    <Read query={files} what="the files">
      {({ items }) =>
        items.length > 0 && (
          <Card title="Files" aside={<ReportButton />}>
            <DataTable
              name="Files of the run"
              columns={['File', 'By', 'Results', 'Payments', 'Total', 'To be paid on', 'Made']}
            >
              {items.map((file) => (
                <Table.Tr key={file.fileId}>
                  <Table.Th scope="row">
                    <div>{file.fileName}</div>
                    <FileButton runId={runId} file={file} />
                    <Text size="xs" c="dimmed">
                      {file.messageId}, content <Hash value={file.contentHash} />
                    </Text>
                  </Table.Th>
                  <Table.Td>{railText(file.rail)}</Table.Td>
                  <Table.Td>
                    <FileResults file={file} />
                  </Table.Td>
                  <Table.Td>{file.payments.toLocaleString('en')}</Table.Td>
                  <Table.Td className="ple-number">{moneyText(file.total)}</Table.Td>
                  <Table.Td>{file.executionDate}</Table.Td>
                  <Table.Td>{minuteText(Date.parse(file.made))}</Table.Td>
                </Table.Tr>
              ))}
            </DataTable>
          </Card>
        )
      }
    </Read>
  );
}
