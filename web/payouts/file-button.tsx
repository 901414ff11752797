import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { downloadFile } from '../kit/csv';
import { Icon } from '../kit/icons';
import { say } from '../kit/toast';
import { useConsole } from '../shell/context';

interface File {
  fileId: string;
  fileName: string;
}

/** Hands out one file: the same bytes each time. */
export function FileButton({ runId, file: { fileId, fileName } }: { runId: string; file: File }) {
  const { api } = useConsole();
  const getting = useMutation({
    mutationFn: () => api.file('/v1/payout-runs/{id}/files/{fileId}', { path: { id: runId, fileId } }),
    onSuccess: (file) => downloadFile(fileName, file),
    onError: (error) => say(`There is no file for you: ${error.message}`, 'bad'),
  });
  return (
    <Button
      size="compact-sm"
      aria-label={`Download ${fileName}`}
      variant="default"
      leftSection={<Icon name="down" size={16} />}
      onClick={() => getting.mutate()}
      loading={getting.isPending}
    >
      Download
    </Button>
  );
}
