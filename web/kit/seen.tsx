import { Alert, Text } from '@mantine/core';
import { ApiError } from '../api/problem';
import { useMe } from '../shell/context';
import { ErrorNotice } from './notices';
import { Status } from './status';

/** Who sees to something, so that two people do not begin the same work. */
export function Seen({ by, name }: { by: string | null; name: string | null }) {
  const me = useMe();
  if (by === null) return <Status tone="quiet">Nobody sees to it yet</Status>;
  return <Status tone="info">{by === me.personId ? 'Claimed by you' : `Claimed by ${name ?? 'somebody'}`}</Status>;
}

/** Why an act was refused: mostly because somebody else was faster. */
export function Slower({ error }: { error: Error | null }) {
  if (error === null) return null;
  if (!(error instanceof ApiError) || !(error.is('APPROVAL.CLAIMED') || error.is('STEP.CLAIMED')))
    return <ErrorNotice error={error} />;
  return (
    <Alert role="alert" className="ple-alert" variant="default" title="Somebody was faster" mt="xs">
      <Text size="sm">
        Another person has claimed it meanwhile; you see who above. They can release it, and an administrator can
        reassign it.
      </Text>
    </Alert>
  );
}
