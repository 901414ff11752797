import { NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { EmptyState, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { isAdmin, useConsole, useMe } from '../shell/context';
import { changedQuery, navigate, useAddress } from '../shell/router';
import { AbsenceForm } from './absence-form';
import { AbsenceRow } from './absence-row';

/** What the API tells of somebody's absences. */
export type Absences = Got<'/v1/people/{id}/absences'>;

/** When I am away, who stands in meanwhile, and what that reroutes; an administrator sees to others as well. */
export function AbsencePage() {
  const me = useMe();
  const { api } = useConsole();
  const { query } = useAddress();
  const personId = (isAdmin(me) && query.get('of')) || me.personId;
  const absences = useQuery({
    queryKey: ['absences', personId],
    queryFn: ({ signal }) => api.get('/v1/people/{id}/absences', { path: { id: personId }, signal }),
  });
  return (
    <Page
      title="Absence"
      lead="While somebody is away, what waits for them is asked of others: at once, and also what comes later."
      actions={isAdmin(me) && <WhoseAbsence personId={personId} />}
    >
      <Read query={absences} what="the absences">
        {(data) => <Shown key={personId} absences={data} personId={personId} />}
      </Read>
    </Page>
  );
}

function Shown({ absences, personId }: { absences: Absences; personId: string }) {
  const me = useMe();
  const isMine = personId === me.personId;
  const { items, standsInFor } = absences;
  const coming = items.filter(({ state }) => state === 'active' || state === 'coming');
  const past = items.filter(({ state }) => state === 'over' || state === 'cancelled');
  const covering = standsInFor.filter(({ state }) => state === 'active' || state === 'coming');
  return (
    <div className="ple-halves">
      <Card title="Plan an absence">
        <AbsenceForm absences={absences} personId={personId} />
      </Card>
      <Stack gap="md">
        <Card title="Now and to come">
          {coming.length === 0 ? (
            <EmptyState icon="absence" title={isMine ? 'You are here' : 'Nobody is away'}>
              Once an absence is entered, what waits for you is asked of others from its first day to its last.
            </EmptyState>
          ) : (
            <ul className="ple-list-plain" aria-label="Absences now and to come">
              {coming.map((absence) => (
                <AbsenceRow key={absence.absenceId} absence={absence} mayEnd />
              ))}
            </ul>
          )}
        </Card>
        {covering.length > 0 && (
          <Card title={isMine ? 'You stand in for' : 'Stands in for'}>
            <ul className="ple-list-plain" aria-label="Stands in for">
              {covering.map((absence) => (
                <AbsenceRow key={absence.absenceId} absence={absence} of={absence.displayName} />
              ))}
            </ul>
          </Card>
        )}
        {past.length > 0 && (
          <Card title="Before">
            <ul className="ple-list-plain" aria-label="Absences before">
              {past.map((absence) => (
                <AbsenceRow key={absence.absenceId} absence={absence} />
              ))}
            </ul>
          </Card>
        )}
      </Stack>
    </div>
  );
}

/** An administrator enters and ends absences of others: somebody has fallen ill. */
function WhoseAbsence({ personId }: { personId: string }) {
  const me = useMe();
  const { api } = useConsole();
  const { query } = useAddress();
  const { data } = useQuery({
    queryKey: ['staff'],
    queryFn: ({ signal }) => api.get('/v1/people', { signal }),
  });
  const others = (data?.items ?? []).filter((one) => one.kind === 'person' && one.personId !== me.personId);
  return (
    <NativeSelect
      aria-label="Whose absences"
      value={personId}
      onChange={({ currentTarget: { value } }) =>
        navigate(`/absence${changedQuery(query, { of: value === me.personId ? undefined : value })}`)
      }
      data={[
        { value: me.personId, label: 'My own absences' },
        ...others.map((one) => ({ value: one.personId, label: one.displayName })),
      ]}
    />
  );
}
