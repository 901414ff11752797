import { Stack } from '@mantine/core';
import { MoneyTab } from '../partners/money-tab';
import { Link, useAddress } from '../shell/router';
import { EarningTrail } from './earning-trail';
import { ownPlaces as at } from './places';
import { StatementList } from './statement-list';
import { StatementView } from './statement-view';

/** The partner's own statements: all of them, one, or where one earning has got to. */
export function OwnStatements({ partnerId }: { partnerId: string }) {
  const { query } = useAddress();
  const [period, earning] = [query.get('period'), query.get('earning')];
  if (period === null && earning === null)
    return (
      <Stack gap="md">
        <StatementList {...{ partnerId, at }} />
        <MoneyTab partnerId={partnerId} />
      </Stack>
    );
  return (
    <Stack gap="md">
      <Link to={at({})}>All statements</Link>
      {earning !== null ? (
        <EarningTrail {...{ partnerId, at }} earningId={earning} />
      ) : (
        <StatementView {...{ partnerId, at }} period={period!} currency={query.get('currency') ?? undefined} />
      )}
    </Stack>
  );
}
