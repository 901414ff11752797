import { Button, Checkbox, Group, NativeSelect, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { OpenItem } from '../inbox/open-item';
import { Due } from '../kit/due';
import { EmptyState, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { STAGES } from '../kit/stages';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { minuteText } from '../kit/times';
import { useProgram, usePrograms } from '../kit/use-program';
import { counted, words } from '../kit/words';
import { useConsole } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';

type StepRow = Got<'/v1/steps'>['items'][number];

const PAGE = 50;
/** Members of the address that choose rows. */
const FILTERS = ['when', 'stage', 'role', 'late', 'owner', 'partnerId'] as const;

/** All work of all partners in sight, whoever it waits for. */
export function TasksPage({ rest }: { rest: string[] }) {
  const { query } = useAddress();
  const filter = Object.fromEntries(FILTERS.flatMap((name) => (query.get(name) ? [[name, query.get(name)!]] : [])));
  return (
    <Page title="Tasks" lead="Every step of every partner you see, whoever it waits for.">
      <Filters filter={filter} />
      <div className="ple-split" data-looking={rest[0] !== undefined}>
        <div className="ple-list">
          <Steps filter={filter} openKey={rest[0]} />
        </div>
        <div className="ple-look">
          {rest[0] === undefined ? (
            <div className="ple-card">
              <EmptyState icon="tasks" title="Choose a step">
                You see what it asks, who can act, and act yourself where your roles allow it.
              </EmptyState>
            </div>
          ) : (
            <OpenItem itemKey={rest[0]} back={`/tasks${changedQuery(query, {})}`} backText="All steps" />
          )}
        </div>
      </div>
    </Page>
  );
}

function Filters({ filter }: { filter: Record<string, string> }) {
  const { query } = useAddress();
  const programs = usePrograms();
  const { data } = useProgram(programs.data?.items[0]?.programId);
  const roles = Object.entries(data?.document?.roles ?? {});
  const set = (name: string, value: string | undefined): void =>
    navigate(`/tasks${changedQuery(query, { [name]: value })}`, { replace: true });
  return (
    <Group gap="sm" role="search">
      <NativeSelect
        aria-label="Open or ended"
        value={filter['when'] ?? 'open'}
        onChange={(event) => set('when', event.currentTarget.value)}
        data={[
          { value: 'open', label: 'Open steps' },
          { value: 'ended', label: 'Ended steps' },
        ]}
      />
      <NativeSelect
        aria-label="Stage"
        value={filter['stage'] ?? ''}
        onChange={(event) => set('stage', event.currentTarget.value)}
        data={[{ value: '', label: 'Any stage' }, ...STAGES.map((stage) => ({ value: stage, label: words(stage) }))]}
      />
      <NativeSelect
        aria-label="Role"
        value={filter['role'] ?? ''}
        onChange={(event) => set('role', event.currentTarget.value)}
        data={[
          { value: '', label: 'Any role' },
          ...roles.map(([role, { title, side }]) => ({
            value: role,
            label: `${title} (${side === 'vendor' ? 'ours' : 'partner'})`,
          })),
        ]}
      />
      <Checkbox
        label={filter['when'] === 'ended' ? 'Ended late' : 'Overdue'}
        checked={filter['late'] === 'true'}
        onChange={(event) => set('late', event.currentTarget.checked ? 'true' : undefined)}
      />
      {(filter['owner'] || filter['partnerId']) && (
        <Link to={`/tasks${changedQuery(query, { owner: undefined, partnerId: undefined })}`}>Of everybody</Link>
      )}
    </Group>
  );
}

function Steps({ filter, openKey }: { filter: Record<string, string>; openKey: string | undefined }) {
  const { api } = useConsole();
  const { query } = useAddress();
  const steps = useInfiniteQuery({
    queryKey: ['steps', filter],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/steps', { query: { ...filter, limit: PAGE, cursor: pageParam }, signal }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Read query={steps} what="the steps">
      {({ pages }) => {
        const rows = pages.flatMap(({ items }) => items);
        if (rows.length === 0) return <Nothing />;
        return (
          <>
            <ul className="ple-rows" aria-label="Steps">
              {rows.map((row) => (
                <Row key={row.stepId} row={row} isOpen={keyOf(row) === openKey} query={changedQuery(query, {})} />
              ))}
            </ul>
            <Group justify="space-between" mt="xs">
              <Text size="sm" c="dimmed" role="status">
                {counted(rows.length, 'step')}
                {steps.hasNextPage ? ' so far' : ''}
              </Text>
              {steps.hasNextPage && (
                <Button
                  variant="default"
                  size="sm"
                  onClick={() => void steps.fetchNextPage()}
                  loading={steps.isFetchingNextPage}
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

/** Steps that people act on open here; the others on their partner. */
const keyOf = ({ approvalId, stepId }: StepRow): string => (approvalId ? `approval-${approvalId}` : `task-${stepId}`);
const FOR_PEOPLE: StepRow['kind'][] = ['approval', 'task', 'agreement', 'screening'];

function Row({ row, isOpen, query }: { row: StepRow; isOpen: boolean; query: string }) {
  const { title, partnerId, partnerName, stage, roles, state, due, ended, programVersion, late, kind, waitingFor } =
    row;
  const { eitherOf, inText } = useRoles();
  const isForPeople = FOR_PEOPLE.includes(kind);
  return (
    <li data-selected={isOpen}>
      <Link
        to={isForPeople ? `/tasks/${keyOf(row)}${query}` : `/partners/${partnerId}`}
        className="ple-row"
        aria-current={isOpen ? 'true' : undefined}
      >
        <strong>{title}</strong>
        <span>
          {partnerName} · {words(stage)}
        </span>
        <span className="ple-row-line">
          {ended ? (
            <Status tone={toneOf(state)}>
              {words(state)} {minuteText(ended.ms)}
            </Status>
          ) : (
            <Due due={due} program={programVersion} />
          )}
          {late && ended && <Status tone="bad">Late</Status>}
          {row.claimedByName && !ended && <Status tone="info">Claimed by {row.claimedByName}</Status>}
          <span>{waitingFor && !ended ? `Waits for ${inText(waitingFor)}` : eitherOf(roles)}</span>
        </span>
      </Link>
    </li>
  );
}

function Nothing() {
  return (
    <div className="ple-card">
      <EmptyState icon="check" title="No step is like that">
        Take a filter away, or <Link to="/tasks">show all open steps</Link>.
      </EmptyState>
    </div>
  );
}
