import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { moneyText } from '../kit/facts';
import { Read } from '../kit/notices';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';
import { ownPlaces, statementPlaces } from '../statements/places';

/** More lines than any plan has rules. */
const LINES = 50;

/** What one sale has earned, each with the way that the money went. */
export function EarnedBySale({
  partnerId,
  isOurs = false,
  saleId,
}: {
  partnerId: string;
  /** Whether one of us looks: our places are others than the partner's. */
  isOurs?: boolean;
  /** The sender's id of the sale or event. */
  saleId: string;
}) {
  const { api } = useConsole();
  const earnings = useQuery({
    queryKey: ['earnings-of-sale', partnerId, saleId],
    queryFn: ({ signal }) =>
      api.get('/v1/partners/{id}/earnings', { path: { id: partnerId }, query: { sale: saleId, limit: LINES }, signal }),
  });
  return (
    <Read query={earnings} what="what it earned">
      {({ items }) =>
        items.length === 0 ? (
          <Text c="dimmed" size="sm">
            Nothing yet: it is priced at the close of its period.
          </Text>
        ) : (
          <ul className="ple-list-plain">
            {items.map(({ earningId, amount, rule }) => (
              <li key={earningId}>
                <Link to={(isOurs ? statementPlaces(partnerId) : ownPlaces)({ earning: earningId })}>
                  {moneyText(amount)} by {words(rule).toLowerCase()}
                </Link>
              </li>
            ))}
          </ul>
        )
      }
    </Read>
  );
}
