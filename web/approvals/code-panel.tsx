import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ErrorNotice } from '../kit/notices';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { useConsole } from '../shell/context';

/** A one-time code for deciding the same in the Temporal UI, with the exact words to paste. */
export function CodePanel({ approvalId, contentHash }: { approvalId: string; contentHash: string }) {
  const { api } = useConsole();
  const code = useMutation({
    mutationFn: () =>
      api.post('/v1/approvals/{id}/code', {
        path: { id: approvalId },
        body: { contentHash },
        key: crypto.randomUUID(),
      }),
  });
  return (
    <details className="ple-inset">
      <summary>Decide in the Temporal UI instead</summary>
      <Stack gap="xs" mt="sm">
        <Text size="sm" c="dimmed">
          Your one-time code proves there who you are. It is good for fifteen minutes, once, and for exactly this.
        </Text>
        {code.error && <ErrorNotice error={code.error} />}
        {code.data ? (
          <>
            <Text size="sm">
              Code <code>{code.data.code}</code>, until {minuteText(Date.parse(code.data.expiresAt))}. Send the update
              or signal <code>decide</code> with:
            </Text>
            <Pasted label="to approve" text={code.data.paste.approve} />
            <Pasted label="to reject" text={code.data.paste.reject} />
            <TemporalLink href={code.data.temporalUrl}>Open the approval there</TemporalLink>
          </>
        ) : (
          <Group>
            <Button size="compact-sm" variant="default" onClick={() => code.mutate()} loading={code.isPending}>
              Get my code
            </Button>
          </Group>
        )}
      </Stack>
    </details>
  );
}

function Pasted({ label, text }: { label: string; text: string }) {
  return (
    <Group gap="xs" wrap="nowrap" align="flex-start">
      <code className="ple-paste">{text}</code>
      <CopyButton value={text}>
        {({ copied, copy }) => (
          <Button size="compact-xs" variant="default" onClick={copy}>
            {copied ? 'Copied' : `Copy ${label}`}
          </Button>
        )}
      </CopyButton>
    </Group>
  );
}
