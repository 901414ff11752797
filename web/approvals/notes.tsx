import { Text, Title } from '@mantine/core';
import { minuteText } from '../kit/times';
import type { Approval } from './approval-panel';
import { nameIn } from './decisions';

/** What each line of the audit says; of a word that is not here the line says nothing to people. */
const DID: Record<string, string> = {
  'approval.claimed': 'claimed it',
  'approval.released': 'released it',
  'approval.reassigned': 'reassigned it',
  'approval.info_requested': 'asked',
  'approval.info_answered': 'answered',
  'approval.commented': 'commented',
  'approval.recalled': 'took it back',
  'approval.rerouted': 'asked others: who may decide has changed',
  'approval.unreachable': 'found nobody who could decide',
  'approval.voided': 'asks again: what was said is void',
};

/** Questions, answers, comments and claims: what was said about an approval, oldest first. */
export function Notes({ approval }: { approval: Approval }) {
  if (approval.notes.length === 0) return null;
  return (
    <section aria-label="What was said">
      <Title order={3} mb={6}>
        What was said
      </Title>
      <ul className="ple-list-plain">
        {approval.notes.map(({ action, actor, words, at }) => (
          <li key={`${action}/${actor}/${at.ms}`}>
            <Text component="span" size="sm" fw={600}>
              {actor.startsWith('person/') ? nameIn(approval, actor.slice('person/'.length)) : 'The system'}{' '}
            </Text>
            <Text component="span" size="sm">
              {DID[action] ?? action}
            </Text>
            <Text component="span" size="sm" c="dimmed">
              {' '}
              {minuteText(at.ms)}
            </Text>
            {words && <Text size="sm">“{words}”</Text>}
          </li>
        ))}
      </ul>
    </section>
  );
}
