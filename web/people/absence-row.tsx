import { Button, Group, Text } from '@mantine/core';
import type { Got } from '../api/client';
import { ErrorNotice } from '../kit/notices';
import { useRoles } from '../kit/roles';
import type { RoleWords } from '../kit/roles';
import { Status } from '../kit/status';
import type { Tone } from '../kit/status';
import { minuteText } from '../kit/times';
import { regionText, words } from '../kit/words';
import { useConsole } from '../shell/context';
import { useAct } from '../tasks/use-act';

type Absence = Got<'/v1/people/{id}/absences'>['items'][number];

const TONES: Record<Absence['state'], Tone> = { active: 'warn', coming: 'info', over: 'quiet', cancelled: 'quiet' };
const SAID: Record<Absence['state'], string> = {
  active: 'Away now',
  coming: 'To come',
  over: 'Over',
  cancelled: 'Ended early',
};

/** One absence: from when to when, who stands in, and for what. */
export function AbsenceRow({ absence, of, mayEnd = false }: { absence: Absence; of?: string; mayEnd?: boolean }) {
  const { api } = useConsole();
  const { absenceId, personId, from, to, state, delegateName } = absence;
  const isComing = state === 'coming';
  const roles = useRoles();
  const act = useAct(
    (_: void, key) =>
      api.post('/v1/people/{id}/absences/{absenceId}/cancellation', {
        path: { id: personId, absenceId },
        body: {},
        key,
      }),
    isComing ? 'The absence is cancelled.' : 'The absence has ended.',
  );
  return (
    <li>
      <Group justify="space-between" align="flex-start" gap="xs" wrap="nowrap">
        <div>
          <Status tone={TONES[state]}>{SAID[state]}</Status>
          <Text size="sm" fw={600}>
            {of && `${of}: `}
            {minuteText(from.ms)} to {minuteText(to.ms)}
          </Text>
          <Text size="sm" c="dimmed">
            {of === undefined && (delegateName === null ? 'Nobody stands in. ' : `${delegateName} stands in. `)}
            {scopeText(absence, roles)}
          </Text>
        </div>
        {mayEnd && (
          <Button size="xs" variant="default" onClick={() => act.mutate()} loading={act.isPending}>
            {isComing ? 'Cancel' : 'End now'}
          </Button>
        )}
      </Group>
      {act.error && <ErrorNotice error={act.error} />}
    </li>
  );
}

/** "As Channel account manager, in DACH, for approvals of payouts"; of everything where there is no scope. */
function scopeText({ role, region, subjectType }: Absence, { titleOf }: RoleWords): string {
  const parts = [
    role && `as ${titleOf(role)}`,
    region && `in ${regionText(region)}`,
    subjectType && `about a ${words(subjectType).toLowerCase()}`,
  ].filter(Boolean);
  return parts.length === 0 ? 'For everything.' : `Only ${parts.join(', ')}.`;
}
