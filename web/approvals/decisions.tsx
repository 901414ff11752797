import { Text, Title } from '@mantine/core';
import { Status } from '../kit/status';
import { minuteText } from '../kit/times';
import type { Approval } from './approval-panel';

type Decision = Approval['decisions'][number];

const SAID = { approve: 'approved', reject: 'rejected', revoke: 'took it back' } as const;
const TONES = { approve: 'good', reject: 'bad', revoke: 'quiet' } as const;

/** Each person's last decision, unless revoked. */
export function liveOf(decisions: readonly Decision[]): Decision[] {
  const last = new Map<string, Decision>();
  for (const decision of decisions)
    if (decision.seq > (last.get(decision.personId)?.seq ?? 0)) last.set(decision.personId, decision);
  return [...last.values()].filter(({ decision }) => decision !== 'revoke');
}

/** A person's name, as far as the approval tells it. */
export const nameIn = (approval: Approval, personId: string): string => approval.names[personId] ?? 'Somebody';

/** Who has decided what, when and why. */
export function Decisions({ approval }: { approval: Approval }) {
  const { decisions, quorum } = approval;
  const approvals = liveOf(decisions).filter(({ decision }) => decision === 'approve').length;
  if (decisions.length === 0) return null;
  return (
    <section aria-label="Decisions so far">
      <Title order={3} mb={6}>
        {approvals} of {quorum} approvals
      </Title>
      <ul className="ple-list-plain">
        {decisions.map((decision) => (
          <li key={`${decision.personId}/${decision.seq}`}>
            <Status tone={TONES[decision.decision]}>
              {nameIn(approval, decision.personId)} {SAID[decision.decision]}
              {decision.onBehalfOf && ` for ${nameIn(approval, decision.onBehalfOf)}`}
            </Status>
            <Text component="span" size="sm" c="dimmed">
              {' '}
              {minuteText(decision.decided.ms)}
              {!decision.identityProven && ' · identity not proven'}
            </Text>
            {decision.comment && <Text size="sm">“{decision.comment}”</Text>}
          </li>
        ))}
      </ul>
    </section>
  );
}
