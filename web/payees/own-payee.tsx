import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Read } from '../kit/notices';
import { Card } from '../kit/page';
import { Status, toneOf } from '../kit/status';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';
import { accountText } from './account-words';
import { Gaps } from './gaps';
import { ProposeButton } from './propose-form';

/** Accounts that nobody pays to any more are history. */
const TOLD = ['proposed', 'verified'];

/** Where the reader is paid what they earned in person, and what is still missing; they say where. */
export function OwnPayee({ partnerId, personId }: { partnerId: string; personId: string }) {
  const { api } = useConsole();
  const payees = useQuery({
    queryKey: ['payees-of', partnerId, personId],
    queryFn: ({ signal }) =>
      api.get('/v1/partners/{id}/payees', { path: { id: partnerId }, query: { person: personId }, signal }),
  });
  return (
    <Card title="Your account" aside={<ProposeButton partnerId={partnerId} person={personId} />}>
      <Read query={payees} what="your account">
        {({ items }) => (
          <Stack gap="sm">
            <Text size="sm" c="dimmed">
              What you earn in person is paid there. You and our finance people see it, and nobody else.
            </Text>
            {items.map(({ payeeId, currency, accounts, gaps }) => (
              <div key={payeeId} className="ple-wraps">
                <Text fw={600}>Paid in {currency}</Text>
                {accounts
                  .filter(({ state }) => TOLD.includes(state))
                  .map((account) => (
                    <div key={account.accountId} className="ple-row-line">
                      {accountText(account)} <Status tone={toneOf(account.state)}>{words(account.state)}</Status>
                    </div>
                  ))}
                <Gaps gaps={gaps} />
              </div>
            ))}
          </Stack>
        )}
      </Read>
    </Card>
  );
}
