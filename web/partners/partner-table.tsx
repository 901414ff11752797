import { Button, Group, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { Due, Since } from '../kit/due';
import { EmptyState, Read } from '../kit/notices';
import { versionKey } from '../kit/program-now';
import { Status, toneOf } from '../kit/status';
import { counted, regionText, words } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';

/** A partner in a list. */
export type PartnerRow = Got<'/v1/partners'>['items'][number];

const PAGE = 50;

/** Partners as rows, read page by page: as quick with ten thousand as with ten. */
export function PartnerTable({ filter }: { filter: Record<string, string> }) {
  const { api } = useConsole();
  const partners = useInfiniteQuery({
    queryKey: ['partners', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/partners', { query: { ...filter, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Read query={partners} what="partners">
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <Nobody isFiltered={Object.keys(filter).length > 0} />;
        return (
          <>
            <div className="ple-scroll" role="region" aria-label="Partners" tabIndex={0}>
              <Rows rows={rows} />
            </div>
            <Group justify="space-between">
              <Text size="sm" c="dimmed" role="status">
                {counted(rows.length, 'partner')}
                {partners.hasNextPage ? ' so far' : ''}
              </Text>
              {partners.hasNextPage && (
                <Button
                  variant="default"
                  onClick={() => void partners.fetchNextPage()}
                  loading={partners.isFetchingNextPage}
                >
                  Show more
                </Button>
              )}
            </Group>
          </>
        );
      }}
    </Read>
  );
}

function Rows({ rows }: { rows: PartnerRow[] }) {
  return (
    <Table className="ple-table" highlightOnHover>
      <Table.Thead>
        <Table.Tr>
          {['Partner', 'Stage', 'State', 'Tier', 'Type', 'Region', 'In stage', 'Next due', 'Open steps'].map((name) => (
            <Table.Th key={name} scope="col">
              {name}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Row key={row.partnerId} row={row} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Row({ row }: { row: PartnerRow }) {
  const program = versionKey(row.program);
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/partners/${row.partnerId}`}>{row.name}</Link>
        {row.possibleDuplicateOf && (
          <Text size="xs" c="dimmed">
            Resembles <Link to={`/partners/${row.possibleDuplicateOf}`}>another partner</Link>
          </Text>
        )}
      </Table.Th>
      <Table.Td>{row.stages.map(words).join(', ') || '–'}</Table.Td>
      <Table.Td>
        <Status tone={toneOf(row.mode)}>{words(row.mode)}</Status>
      </Table.Td>
      <Table.Td>{row.tier ? words(row.tier) : '–'}</Table.Td>
      <Table.Td>{words(row.type)}</Table.Td>
      <Table.Td>
        {regionText(row.region)}
        {row.city ? `, ${row.city}` : ''}
      </Table.Td>
      <Table.Td>{row.since ? <Since at={row.since} program={program} /> : '–'}</Table.Td>
      <Table.Td>{row.nextDue ? <Due due={row.nextDue} program={program} /> : '–'}</Table.Td>
      <Table.Td>{row.openSteps}</Table.Td>
    </Table.Tr>
  );
}

function Nobody({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="people" title={isFiltered ? 'No partner is like that' : 'No partner yet'}>
        {isFiltered ? (
          <>
            Take a filter away, or <Link to="/partners?view=table">show all partners</Link>.
          </>
        ) : (
          <>
            Companies apply at <Link to="/apply">the application form</Link>, or come as a file through{' '}
            <code>POST /v1/partners/imports</code>.
          </>
        )}
      </EmptyState>
    </div>
  );
}
