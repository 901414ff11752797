import { Button, FileButton } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { say } from '../kit/toast';
import { useRequestKey } from '../kit/use-request-key';
import { useConsole } from '../shell/context';
import { navigate } from '../shell/router';

/** Brings what came back: a bank's pain.002 or camt.054, or the table of payments by hand, filled in. */
export function ReportButton() {
  const { api } = useConsole();
  const key = useRequestKey();
  const bring = useMutation({
    mutationFn: async (file: File) => {
      const type = file.name.endsWith('.csv') ? 'text/csv' : 'application/xml';
      return api.post('/v1/payment-reports', { body: { text: await file.text(), type }, key: key.current() });
    },
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: (answer) => {
      if (answer.state === 'done') navigate(`/payouts/reports/${answer.reportId}`);
      else say('It is being read: its payments change in a moment');
    },
    onError: (error) => say(`It was not taken: ${error.message}`, 'bad'),
  });
  return (
    <FileButton accept=".xml,.csv" onChange={(file) => file && bring.mutate(file)}>
      {(props) => (
        <Button {...props} size="compact-sm" variant="default" loading={bring.isPending}>
          Bring what the bank reported
        </Button>
      )}
    </FileButton>
  );
}
