import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { MoneyTab } from '../partners/money-tab';
import { OwnPayee } from '../payees/own-payee';
import { useConsole, useMe } from '../shell/context';
import { Link, useAddress } from '../shell/router';
import { EarningTrail } from './earning-trail';
import { ownPlaces as at } from './places';
import { StatementList } from './statement-list';
import { StatementView } from './statement-view';

/** The partner's own statements, and what the reader earned in person: all of them, one, or where one earning has got to. */
export function OwnStatements({ partnerId }: { partnerId: string }) {
  const { query } = useAddress();
  const { personId } = useMe();
  const [period, earning] = [query.get('period'), query.get('earning')];
  if (period === null && earning === null)
    return (
      <Stack gap="md">
        <StatementList {...{ partnerId, at }} />
        <OwnSpiffs partnerId={partnerId} personId={personId} />
        <MoneyTab partnerId={partnerId} />
      </Stack>
    );
  return (
    <Stack gap="md">
      <Link to={at({})}>All statements</Link>
      {earning !== null ? (
        <EarningTrail {...{ partnerId, at }} earningId={earning} />
      ) : (
        <StatementView
          {...{ partnerId, at }}
          period={period!}
          currency={query.get('currency') ?? undefined}
          person={query.get('person') ?? undefined}
        />
      )}
    </Stack>
  );
}

/** What the reader earned in person: nothing where that is nothing, as for most people. */
function OwnSpiffs({ partnerId, personId }: { partnerId: string; personId: string }) {
  const { api } = useConsole();
  const statements = useQuery({
    queryKey: ['statements', partnerId, personId],
    queryFn: ({ signal }) =>
      api.get('/v1/partners/{id}/statements', { path: { id: partnerId }, query: { person: personId }, signal }),
  });
  if (!statements.data || statements.data.items.length === 0) return null;
  return (
    <>
      <StatementList partnerId={partnerId} person={personId} at={at} />
      <OwnPayee {...{ partnerId, personId }} />
    </>
  );
}
