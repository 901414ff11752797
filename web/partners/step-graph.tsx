import { useMemo } from 'react';
import { Due } from '../kit/due';
import { Graph } from '../kit/graph';
import type { GraphBox } from '../kit/graph';
import { useRoles } from '../kit/roles';
import type { RoleWords } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { words } from '../kit/words';
import type { Step } from './use-partner';

/** The steps of a run as a graph: state, holder and due of each. */
export function StepGraph({
  steps,
  program,
  onChoose,
}: {
  steps: Step[];
  program: string;
  onChoose: (key: string) => void;
}) {
  const roles = useRoles();
  const boxes = useMemo(() => steps.map((step) => boxOf(step, program, roles)), [steps, program, roles]);
  return <Graph boxes={boxes} onChoose={onChoose} />;
}

function boxOf(step: Step, program: string, { eitherOf }: RoleWords): GraphBox {
  const { key, needs, state, title, roles, due } = step;
  const content = (
    <>
      <strong>{title}</strong>
      <span className="ple-row-line">
        <Status tone={toneOf(state)}>{words(state)}</Status>
        <span>{eitherOf(roles)}</span>
      </span>
      {state === 'open' && due && <Due due={due} program={program} />}
    </>
  );
  return { key, needs, state, content };
}
