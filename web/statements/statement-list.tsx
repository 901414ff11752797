import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { DataTable } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';
import type { AddressOf } from './places';

/** All statements of a partner, or of what one of its people earned; the latest period first. */
export function StatementList({ partnerId, person, at }: { partnerId: string; person?: string; at: AddressOf }) {
  const { api } = useConsole();
  const statements = useQuery({
    queryKey: ['statements', partnerId, person],
    queryFn: ({ signal }) =>
      api.get('/v1/partners/{id}/statements', { path: { id: partnerId }, query: { person }, signal }),
  });
  return (
    <Card title={person === undefined ? 'Statements' : 'Statements of what one person earned'}>
      <Read query={statements} what="the statements">
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon="money" title="No statement yet">
              There is one for each period in which something was earned, taken back or paid.
            </EmptyState>
          ) : (
            <DataTable
              name="Statements"
              columns={['Period', 'Open', 'Earned', 'Adjusted', 'Clawed back', 'Withheld', 'Paid', 'Close']}
            >
              {items.map(({ period, currency, final: isFinal, ...of }) => (
                <Table.Tr key={period + currency}>
                  <Table.Th scope="row">
                    <Link to={at({ period, currency, ...(person !== undefined && { person }) })}>
                      {period}, {currency}
                    </Link>
                    <Text size="xs" c="dimmed">
                      {isFinal ? 'Final' : 'Still open'}
                    </Text>
                  </Table.Th>
                  {[of.open, of.earned, of.adjusted, of.clawedBack, of.withheld, of.paid].map((money, column) => (
                    <Table.Td key={column} className="ple-number">
                      {moneyText(money)}
                    </Table.Td>
                  ))}
                  <Table.Td className="ple-number">
                    <strong>{moneyText(of.close)}</strong>
                    {Number(of.reserved.amount) !== 0 && (
                      <Text size="xs" c="dimmed">
                        {moneyText(of.reserved)} kept back
                      </Text>
                    )}
                  </Table.Td>
                </Table.Tr>
              ))}
            </DataTable>
          )
        }
      </Read>
    </Card>
  );
}
