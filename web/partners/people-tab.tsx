import { Progress, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { EmptyState, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { dayText } from '../kit/times';
import { counted, words } from '../kit/words';
import { useConsole } from '../shell/context';
import type { Partner } from './use-partner';

/** The partner's people, what they are certified for, and what is still missing. */
export function PeopleTab({ partner }: { partner: Pick<Partner, 'partnerId'> }) {
  const { api } = useConsole();
  const path = { id: partner.partnerId };
  const people = useQuery({
    queryKey: ['people', path.id],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/people', { path, signal }),
  });
  return (
    <Stack gap="md">
      <TrainingCard partnerId={path.id} />
      <Card title="People">
        <Read query={people} what="the people">
          {({ items }) =>
            items.length === 0 ? (
              <EmptyState icon="people" title="Nobody yet">
                Whoever applies becomes the partner’s first person and can invite the others.
              </EmptyState>
            ) : (
              <PeopleTable people={items} />
            )
          }
        </Read>
      </Card>
      <Certificates partnerId={path.id} />
    </Stack>
  );
}

function PeopleTable({ people }: { people: Got<'/v1/partners/{id}/people'>['items'] }) {
  const { titleOf } = useRoles();
  return (
    <div className="ple-scroll" role="region" aria-label="People" tabIndex={0}>
      <Table className="ple-table">
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">Name</Table.Th>
            <Table.Th scope="col">Roles</Table.Th>
            <Table.Th scope="col">Mail</Table.Th>
            <Table.Th scope="col">State</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {people.map(({ personId, displayName, grants, email, status }) => (
            <Table.Tr key={personId}>
              <Table.Th scope="row">{displayName}</Table.Th>
              <Table.Td>{grants.map(({ role }) => titleOf(role)).join(', ') || '–'}</Table.Td>
              <Table.Td>{email ?? '–'}</Table.Td>
              <Table.Td>
                <Status tone={toneOf(status)}>{words(status)}</Status>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** How far the partner's people are on each track that its tier asks for. */
export function TrainingCard({ partnerId }: { partnerId: string }) {
  const { api } = useConsole();
  const { titleOf } = useRoles();
  const training = useQuery({
    queryKey: ['training', partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/training', { path: { id: partnerId }, signal }),
  });
  return (
    <Card title="Training">
      <Read query={training} what="the training">
        {({ tier, tracks }) => (
          <Stack gap="md">
            {tracks.map(({ track, title, needed, certified, people, courses, role }) => (
              <div key={track}>
                <Status tone={certified >= needed ? 'good' : 'warn'}>
                  {title}: {certified} of {needed} certified
                </Status>
                <Progress
                  value={needed === 0 ? 100 : Math.min(100, (100 * certified) / needed)}
                  size="sm"
                  my={6}
                  aria-label={`${title}: ${certified} of ${needed} certified`}
                />
                <Text size="sm" c="dimmed">
                  The {words(tier)} tier asks for {counted(needed, 'certified person', 'certified people')} (
                  {titleOf(role)}). Courses: {courses.map((course) => course.title).join(', ')}.
                </Text>
                {people.map(({ personId, displayName, expires }) => (
                  <Text key={personId} size="sm">
                    {displayName}, until {dayText(expires.ms)}
                  </Text>
                ))}
              </div>
            ))}
          </Stack>
        )}
      </Read>
    </Card>
  );
}

function Certificates({ partnerId }: { partnerId: string }) {
  const { api } = useConsole();
  const certificates = useQuery({
    queryKey: ['certificates', partnerId],
    queryFn: ({ signal }) => api.get('/v1/partners/{id}/certificates', { path: { id: partnerId }, signal }),
  });
  return (
    <Card title="Certificates">
      <Read query={certificates} what="the certificates">
        {({ items }) =>
          items.length === 0 ? (
            <Text c="dimmed">
              None yet: they are issued by themselves once the learning system has reported every course of a track.
            </Text>
          ) : (
            <ul className="ple-list-plain">
              {items.map(({ certificateId, displayName, title, earned, expires, state }) => (
                <li key={certificateId}>
                  <Status tone={toneOf(state)}>
                    {title}, {displayName}
                  </Status>{' '}
                  <Text component="span" size="sm" c="dimmed">
                    {dayText(earned.ms)} to {dayText(expires.ms)}, {words(state).toLowerCase()}
                  </Text>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Card>
  );
}
