import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Hash } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { Status, toneOf } from '../kit/status';
import { dayText, minuteText } from '../kit/times';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';

const SIDES = { partner: 'The partner', vendor: 'We' } as const;

/** What was sent for signing, with its exact text and who has signed it. */
export function DocumentsTab({ partnerId }: { partnerId: string }) {
  const { api } = useConsole();
  const agreements = useQuery({
    queryKey: ['agreements', partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/agreements', { path: { id: partnerId }, signal }),
  });
  return (
    <Read query={agreements} what="the documents">
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState icon="program" title="No document yet">
            The partner agreement is sent when Onboard begins. It is signed here, by both sides.
          </EmptyState>
        ) : (
          <Stack gap="md">
            {items.map((agreement) => (
              <Card
                key={agreement.agreementId}
                title={agreement.title}
                aside={<Status tone={toneOf(agreement.state)}>{words(agreement.state)}</Status>}
              >
                <Text size="sm" c="dimmed">
                  Sent {dayText(agreement.sent.ms)}. Fingerprint of the text: <Hash value={agreement.documentHash} />
                </Text>
                <ul className="ple-list-plain">
                  {agreement.signatures.map(({ side, signed }) => (
                    <li key={side}>
                      <Status tone="good">
                        {SIDES[side]} signed {minuteText(signed.ms)}
                      </Status>
                    </li>
                  ))}
                </ul>
                <details>
                  <summary>Read the text</summary>
                  <pre className="ple-document" tabIndex={0} aria-label={`Text of the ${agreement.title}`}>
                    {agreement.text}
                  </pre>
                </details>
              </Card>
            ))}
          </Stack>
        )
      }
    </Read>
  );
}
