import { Button } from '@mantine/core';
import { holds, useMe } from '../shell/context';
import { navigate } from '../shell/router';

/** Whose word publishes; the API decides. */
const PUBLISHERS = ['PM', 'ADMIN'];

/** The way to a new version, for who may publish one. */
export function PublishButton({ from }: { from?: string }) {
  const me = useMe();
  if (!holds(me, PUBLISHERS)) return null;
  return (
    <Button variant="default" onClick={() => navigate(`/programs/publish${from ? `?from=${from}` : ''}`)}>
      Publish a version
    </Button>
  );
}
