import { Group, SegmentedControl } from '@mantine/core';
import { lazy } from 'react';
import { Page } from '../kit/page';
import { changedQuery, navigate, useAddress } from '../shell/router';
import { Board } from './board';
import { ExportButton } from './export-button';
import { Filters } from './filters';
import { PartnerTable } from './partner-table';
import { SavedViews } from './saved-views';

const PartnerPage = lazy(async () => ({ default: (await import('./partner-page')).PartnerPage }));

/** Members of the address that choose rows. */
const FILTERS = ['stage', 'mode', 'type', 'region', 'tier', 'q', 'overdue', 'owner', 'possibleDuplicate'] as const;

/** Where all partners stand, or one of them. */
export function PartnersPage({ rest }: { rest: string[] }) {
  return rest[0] === undefined ? <AllPartners /> : <PartnerPage key={rest[0]} partnerId={rest[0]} />;
}

function AllPartners() {
  const { query } = useAddress();
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])));
  // Whoever filters wants rows; the board is the whole pipeline.
  const view = query.get('view') ?? (Object.keys(filter).length > 0 ? 'table' : 'board');
  const show = (next: string): void => navigate(`/partners${changedQuery(new URLSearchParams(), { view: next })}`);
  return (
    <Page
      title="Partners"
      lead="Where each partner stands, who it waits for, and since when."
      actions={
        <Group gap="sm">
          {view === 'table' && <ExportButton filter={filter} />}
          <SegmentedControl
            aria-label="How to show partners"
            value={view}
            onChange={show}
            data={[
              { value: 'board', label: 'Board' },
              { value: 'table', label: 'Table' },
            ]}
          />
        </Group>
      }
    >
      {view === 'board' ? (
        <Board />
      ) : (
        <>
          <SavedViews />
          <Filters filter={filter} />
          <PartnerTable filter={filter} />
        </>
      )}
    </Page>
  );
}
