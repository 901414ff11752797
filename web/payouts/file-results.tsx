import { Text } from '@mantine/core';
import type { Got } from '../api/client';
import { Status } from '../kit/status';
import { counted } from '../kit/words';
import { Link } from '../shell/router';

type File = Got<'/v1/payout-runs/{id}/files'>['items'][number];

/** What has come back of a file: how many of its payments wait, and the way to the last report. */
export function FileResults({ file: { results, payments, reportId } }: { file: File }) {
  const { waiting, failed } = results;
  return (
    <>
      {waiting === 0 ? (
        <Status tone="good">All results are there</Status>
      ) : (
        <Status tone="warn">{waiting === payments ? 'Waits for its results' : `${waiting} of ${payments} wait`}</Status>
      )}
      <Text size="xs" c="dimmed">
        {failed > 0 && `${counted(failed, 'payment')} failed or came back. `}
        {reportId === null ? 'No report yet' : <Link to={`/payouts/reports/${reportId}`}>The last report</Link>}
      </Text>
    </>
  );
}
