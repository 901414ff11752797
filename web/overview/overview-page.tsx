import { Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { EmptyState, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { Status } from '../kit/status';
import { lengthText } from '../kit/times';
import { useRoles } from '../kit/roles';
import { words } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';

type Overview = Got<'/v1/overview'>;
type StageNumbers = Overview['stages'][number];

/** How the pipeline goes: every number leads to the rows behind it. */
export function OverviewPage() {
  const { api } = useConsole();
  const overview = useQuery({ queryKey: ['overview'], queryFn: ({ signal }) => api.get('/v1/overview', { signal }) });
  return (
    <Page title="Overview" lead="How the pipeline goes. Every number leads to the rows behind it.">
      <Read query={overview} what="the overview">
        {(data) =>
          data.stages.every(({ reached }) => reached === 0) ? (
            <div className="ple-card">
              <EmptyState icon="overview" title="Nothing to count yet">
                As soon as the first company applies, its way through the stages is counted here.
              </EmptyState>
            </div>
          ) : (
            <Numbers overview={data} />
          )
        }
      </Read>
    </Page>
  );
}

function Numbers({ overview: { stages, roles, owners } }: { overview: Overview }) {
  const { titleOf } = useRoles();
  const late = roles.reduce((sum, role) => Math.max(sum, role.late), 0);
  const ended = stages.reduce((sum, stage) => sum + stage.ended, 0);
  const inTime = stages.reduce((sum, stage) => sum + stage.inTime, 0);
  const living = owners.reduce((sum, owner) => sum + owner.partners, 0);
  return (
    <Stack gap="md">
      <div className="ple-figures">
        <Figure name="Living partners with an owner" value={living.toLocaleString('en')} to="/partners?view=table" />
        <Figure
          name="Deadlines kept"
          value={ended === 0 ? '–' : percent(inTime, ended)}
          to="/tasks?when=ended&late=true"
          note={`${(ended - inTime).toLocaleString('en')} ended late`}
        />
        <Figure
          name="Most overdue steps of one role"
          value={late.toLocaleString('en')}
          to={`/tasks?late=true${roles[0] ? `&role=${roles[0].role}` : ''}`}
          note={late > 0 && roles[0] ? titleOf(roles[0].role) : 'Nobody is behind'}
        />
      </div>
      <Funnel stages={stages} />
      <div className="ple-pair">
        <Roles roles={roles} />
        <Owners owners={owners} />
      </div>
    </Stack>
  );
}

function Figure({ name, value, to, note }: { name: string; value: string; to: string; note?: string }) {
  return (
    <Link to={to} className="ple-card ple-figure">
      <Text component="span" size="sm" c="dimmed">
        {name}
      </Text>
      <span className="ple-big">{value}</span>
      {note && (
        <Text component="span" size="sm" c="dimmed">
          {note}
        </Text>
      )}
    </Link>
  );
}

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

function Funnel({ stages }: { stages: StageNumbers[] }) {
  const most = Math.max(1, ...stages.map(({ reached }) => reached));
  return (
    <Card title="Funnel, cycle times and deadlines by stage">
      <div className="ple-scroll ple-flat" role="region" aria-label="Stages" tabIndex={0}>
        <Table className="ple-table">
          <Table.Thead>
            <Table.Tr>
              {[
                'Stage',
                'Partners that reached it',
                'In it now',
                'Completed',
                'Half take at most',
                'Nine in ten',
                'Deadlines kept',
              ].map((name) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {stages.map((numbers) => (
              <FunnelRow key={numbers.stage} numbers={numbers} most={most} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  );
}

function FunnelRow({ numbers, most }: { numbers: StageNumbers; most: number }) {
  const { stage, reached, running, completed, medianMs, ninetiethMs, ended, inTime } = numbers;
  return (
    <Table.Tr>
      <Table.Th scope="row">{words(stage)}</Table.Th>
      <Table.Td className="ple-bar-cell">
        <span className="ple-bar" style={{ width: `${(100 * reached) / most}%` }} />
        <span>{reached.toLocaleString('en')}</span>
      </Table.Td>
      <Table.Td>
        {running > 0 ? <Link to={`/partners?stage=${stage}`}>{running.toLocaleString('en')}</Link> : 0}
      </Table.Td>
      <Table.Td>{completed.toLocaleString('en')}</Table.Td>
      <Table.Td>{medianMs === null ? '–' : lengthText(medianMs)}</Table.Td>
      <Table.Td>{ninetiethMs === null ? '–' : lengthText(ninetiethMs)}</Table.Td>
      <Table.Td>
        {ended === 0 ? (
          '–'
        ) : (
          <Link to={`/tasks?when=ended&stage=${stage}${inTime < ended ? '&late=true' : ''}`}>
            <Status tone={inTime === ended ? 'good' : 'warn'}>
              {percent(inTime, ended)} of {ended.toLocaleString('en')}
            </Status>
          </Link>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Roles({ roles }: { roles: Overview['roles'] }) {
  const { titleOf } = useRoles();
  return (
    <Card title="What waits, by role">
      {roles.length === 0 ? (
        <Text c="dimmed">No step is open: nobody is waited for.</Text>
      ) : (
        <LoadTable
          name="Role"
          rows={roles.map(({ role, open, late }) => ({
            key: role,
            name: titleOf(role),
            query: `role=${role}`,
            open,
            late,
          }))}
        />
      )}
    </Card>
  );
}

function Owners({ owners }: { owners: Overview['owners'] }) {
  return (
    <Card title="Who carries how much">
      {owners.length === 0 ? (
        <Text c="dimmed">
          No partner has a named owner yet: the program’s owner role has no holder in their region.
        </Text>
      ) : (
        <LoadTable
          name="Owner"
          rows={owners.map(({ personId, displayName, open, late, partners }) => ({
            key: personId,
            name: displayName,
            query: `owner=${personId}`,
            open,
            late,
            partners,
          }))}
        />
      )}
    </Card>
  );
}

interface LoadRow {
  key: string;
  name: string;
  query: string;
  open: number;
  late: number;
  partners?: number;
}

function LoadTable({ name, rows }: { name: string; rows: LoadRow[] }) {
  const hasPartners = rows.some(({ partners }) => partners !== undefined);
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label={`Load by ${name.toLowerCase()}`} tabIndex={0}>
      <Table className="ple-table ple-narrow-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{name}</Table.Th>
            {hasPartners && <Table.Th scope="col">Partners</Table.Th>}
            <Table.Th scope="col">Open steps</Table.Th>
            <Table.Th scope="col">Overdue</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key}>
              <Table.Th scope="row">{row.name}</Table.Th>
              {hasPartners && (
                <Table.Td>
                  <Link to={`/partners?${row.query}`}>{row.partners}</Link>
                </Table.Td>
              )}
              <Table.Td>
                <Link to={`/tasks?${row.query}`}>{row.open}</Link>
              </Table.Td>
              <Table.Td>
                {row.late === 0 ? (
                  0
                ) : (
                  <Link to={`/tasks?${row.query}&late=true`}>
                    <Status tone="bad">{row.late}</Status>
                  </Link>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
