import { Text } from '@mantine/core';

/** One of a partner's people, as the API tells them: who it is, or that it is somebody. */
type Earner = { personId: string | null; name: string | null } | null;

/** What to call whom a line, a payee or a payment is of; null for the partner itself. */
export function earnerText(person: Earner): string | null {
  return person === null ? null : (person.name ?? person.personId ?? 'One of its people');
}

/** What a change of a payee says of whose it is. */
export const ofPerson = ({ person }: { person: Earner }): { person?: string } =>
  person?.personId ? { person: person.personId } : {};

/** Whose it is, below the partner's name: nothing where it is the partner's own. */
export function OfPerson({ person }: { person: Earner }) {
  const text = earnerText(person);
  return text === null ? null : <Text size="xs">{text}</Text>;
}
