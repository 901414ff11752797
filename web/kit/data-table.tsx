import { Button, Group, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Loaded } from './notices';
import { Read } from './notices';
import { counted } from './words';

/** A table that scrolls by itself where it has no room; its rows are `Table.Tr`. */
export function DataTable({
  name,
  columns,
  isNarrow = false,
  children,
}: {
  name: string;
  columns: readonly string[];
  /** Fits a narrow window as it is. */
  isNarrow?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label={name} tabIndex={0}>
      <Table className={isNarrow ? 'ple-table ple-narrow-table' : 'ple-table'}>
        <Table.Thead>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column} scope="col">
                {column}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>{children}</Table.Tbody>
      </Table>
    </div>
  );
}

interface Pages {
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage(): unknown;
}

/** How many rows are shown, and the way to more. */
export function ShowMore({ pages, count, what }: { pages: Pages; count: number; what: string }) {
  return (
    <Group justify="space-between" mt="xs">
      <Text size="sm" c="dimmed" role="status">
        {counted(count, what)}
        {pages.hasNextPage ? ' so far' : ''}
      </Text>
      {pages.hasNextPage && (
        <Button
          variant="default"
          size="sm"
          onClick={() => void pages.fetchNextPage()}
          loading={pages.isFetchingNextPage}
        >
          Show more
        </Button>
      )}
    </Group>
  );
}

/** A list that is read page by page: nothing yet, or a table in which each item is a row, with a way to the next page. */
export function PagedTable<Item>({
  query,
  name,
  what,
  columns,
  none,
  row,
}: {
  query: Pages & Loaded<{ pages: { items: Item[] }[] }>;
  /** The table's own, for whoever hears it read. */
  name: string;
  /** One of them, for the count. */
  what: string;
  columns: string[];
  none: ReactNode;
  row: (item: Item) => ReactNode;
}) {
  return (
    <Read query={query} what={`the ${name.toLowerCase()}`}>
      {({ pages }) => {
        const items = pages.flatMap((page) => page.items);
        if (items.length === 0) return none;
        return (
          <div className="ple-card">
            <DataTable name={name} columns={columns}>
              {items.map(row)}
            </DataTable>
            <ShowMore pages={query} count={items.length} what={what} />
          </div>
        );
      }}
    </Read>
  );
}
