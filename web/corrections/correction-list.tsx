import { Button, Group, NativeSelect, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { PagedTable } from '../kit/data-table';
import { EmptyState } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { minuteText } from '../kit/times';
import { counted } from '../kit/words';
import { holds, useConsole, useMe } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import type { CorrectionState } from './correction-words';
import { CORRECTION_STATES, correctionTitle, signedMoney } from './correction-words';

type Row = Got<'/v1/corrections'>['items'][number];
type Listed = Exclude<CorrectionState, 'starting'>;

const PAGE = 25;
const LISTED = Object.keys(CORRECTION_STATES).filter((state) => state !== 'starting') as Listed[];

/** All corrections, the last asked for first. */
export function CorrectionList() {
  const { query } = useAddress();
  const asked = query.get('state');
  const state = LISTED.find((one) => one === asked);
  const partnerId = query.get('partner') ?? undefined;
  return (
    <Page
      title="Corrections"
      lead="A wrong input found later is corrected at its place. All that it changes is shown before anything is posted."
      actions={<NewButton />}
    >
      <Group gap="sm" role="search" className="ple-filters">
        <NativeSelect
          aria-label="State"
          value={state ?? ''}
          onChange={(event) =>
            navigate(`/corrections${changedQuery(query, { state: event.currentTarget.value })}`, { replace: true })
          }
          data={[
            { value: '', label: 'Any state' },
            ...LISTED.map((value) => ({ value, label: CORRECTION_STATES[value].title })),
          ]}
        />
      </Group>
      <Rows state={state} partnerId={partnerId} />
    </Page>
  );
}

function NewButton() {
  if (!holds(useMe(), ['FIN'])) return null;
  return <Button onClick={() => navigate('/corrections/new')}>Correct an input</Button>;
}

function Rows({ state, partnerId }: { state: Listed | undefined; partnerId: string | undefined }) {
  const { api } = useConsole();
  const corrections = useInfiniteQuery({
    queryKey: ['corrections', state, partnerId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/corrections', { query: { state, partnerId, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <PagedTable
      query={corrections}
      name="Corrections"
      what="correction"
      columns={['What', 'State', 'Difference', 'Lines', 'Asked for by', 'Asked for']}
      none={<None isFiltered={state !== undefined || partnerId !== undefined} />}
      row={(row) => <OneRow key={row.correctionId} row={row} />}
    />
  );
}

function OneRow({ row }: { row: Row }) {
  const { correctionId, partnerName, state, differences, lines, requestedByName, requested, round } = row;
  const { title, tone } = CORRECTION_STATES[state];
  return (
    <Table.Tr>
      <Table.Th scope="row">
        <Link to={`/corrections/${correctionId}`}>{correctionTitle(row)}</Link>
        <Text size="xs" c="dimmed">
          {partnerName}
        </Text>
      </Table.Th>
      <Table.Td>
        <Status tone={tone}>{title}</Status>
      </Table.Td>
      <Table.Td className="ple-number">
        {differences.length === 0
          ? 'None'
          : differences.map((money) => <div key={money.currency}>{signedMoney(money)}</div>)}
      </Table.Td>
      <Table.Td>
        {lines.toLocaleString('en')}
        {round > 1 && (
          <Text size="xs" c="dimmed">
            Shown {counted(round, 'time')}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{requestedByName ?? '–'}</Table.Td>
      <Table.Td>{requested ? minuteText(Date.parse(requested)) : '–'}</Table.Td>
    </Table.Tr>
  );
}

function None({ isFiltered }: { isFiltered: boolean }) {
  return (
    <div className="ple-card">
      <EmptyState icon="correct" title={isFiltered ? 'No correction is like that' : 'No correction yet'}>
        {isFiltered ? (
          <>
            Take a filter away, or <Link to="/corrections">show all corrections</Link>.
          </>
        ) : (
          'When a sale or an event turns out to be wrong, finance corrects it here by its id: what that changes for whom is shown first, and posted only after somebody else has approved it.'
        )}
      </EmptyState>
    </div>
  );
}
