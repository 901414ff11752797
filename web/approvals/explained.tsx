import { Text } from '@mantine/core';
import type { Exclusion } from '../../domain/approvals/plan';
import { Facts } from '../kit/facts';
import { useRoles } from '../kit/roles';
import type { Approval } from './approval-panel';

type Plan = NonNullable<Approval['explained']>;

const WHY: Record<Exclusion, string> = {
  requester: 'has asked for it',
  beneficiary: 'would benefit from it',
  stands_in_for_requester: 'stands in for whoever asked',
  absent: 'is absent',
  limit: 'may not decide so large an amount',
  has_spoken: 'has spoken already, or somebody has for them',
};

/** The plan in words: why these people, and why not others. */
export function Explained({ approval: { explained } }: { approval: Approval }) {
  const { inText } = useRoles();
  if (explained === null || explained.explanation.length === 0) return null;
  return (
    <details className="ple-inset">
      <summary>Why these people decide</summary>
      <ul className="ple-list-plain ple-explained">
        {explained.explanation.map((line) => (
          <li key={line}>
            <Text size="sm">{inText(line)}</Text>
          </li>
        ))}
      </ul>
      <Facts items={[...couldDecide(explained), ['Left out', leftOut(explained)]]} />
    </details>
  );
}

/** Who could decide, level by level where there are several. */
function couldDecide({ levels }: Plan): [string, string][] {
  return levels.map(({ title, groups }, index) => {
    const names = new Set(groups.flatMap(({ deciders }) => deciders.map(({ displayName }) => displayName)));
    const where = levels.length > 1 ? `, level ${index + 1}${title ? ` (${title})` : ''}` : '';
    return [`Could decide${where}`, [...names].join('; ') || 'nobody'];
  });
}

const leftOut = ({ excluded }: Plan): string =>
  excluded.map(({ displayName, why }) => `${displayName} ${WHY[why]}`).join('; ') || 'nobody';
