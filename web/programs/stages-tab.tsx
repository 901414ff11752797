import { Stack, Table, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useMemo } from 'react';
import type { Program, Stage } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { inOrder } from '../kit/in-order';
import { Loading } from '../kit/notices';
import { Card } from '../kit/page';
import { STAGES } from '../kit/stages';
import { durationText, words } from '../kit/words';
import { holderOf, saysOf } from './step-words';

const Graph = lazy(async () => ({ default: (await import('../kit/graph')).Graph }));
const GRAPH_FROM = '(min-width: 900px)';

/** The eight stages, each with its steps: what needs what, who holds it, how long it may take. */
export function StagesTab({ program }: { program: Program }) {
  return (
    <Stack gap="md">
      {STAGES.map((stage, index) => (
        <StageCard
          key={stage}
          title={`${index + 1}. ${program.stages[stage].title}`}
          stage={program.stages[stage]}
          program={program}
        />
      ))}
    </Stack>
  );
}

function StageCard({ title, stage, program }: { title: string; stage: Stage; program: Program }) {
  const hasRoom = useMediaQuery(GRAPH_FROM);
  const steps = inOrder(Object.entries(stage.steps).map(([key, step]) => ({ ...step, key })));
  const boxes = useMemo(
    () =>
      Object.entries(stage.steps).map(([key, step]) => ({
        key,
        needs: step.needs ?? [],
        state: 'plain',
        content: <StepBox step={step} program={program} />,
      })),
    [stage, program],
  );
  return (
    <Card title={title}>
      <Text c="dimmed" mb="sm">
        {stage.goal}
        {stage.repeat
          ? ` May be repeated within ${durationText(stage.repeat.within)}, at most ${stage.repeat.attemptsMax} times.`
          : ''}
      </Text>
      {hasRoom && steps.length > 1 && (
        <Suspense fallback={<Loading what="the graph" />}>
          <Graph boxes={boxes} />
        </Suspense>
      )}
      <div className="ple-scroll ple-flat" role="region" aria-label={`Steps of ${stage.title}`} tabIndex={0}>
        <Table className="ple-table">
          <Table.Thead>
            <Table.Tr>
              {['Step', 'Who', 'Due', 'Ladder', 'Rule'].map((name) => (
                <Table.Th key={name} scope="col">
                  {name}
                </Table.Th>
              ))}
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {steps.map((step) => (
              <Table.Tr key={step.key}>
                <Table.Th scope="row">
                  {step.title}
                  <Text size="xs" c="dimmed">
                    {words(step.kind)}
                    {step.optional ? ', optional' : ''}
                    {step.needs
                      ? `, after ${step.needs.map((need) => stage.steps[need]?.title ?? need).join(' and ')}`
                      : ''}
                  </Text>
                </Table.Th>
                <Table.Td>{holderOf(step, program)}</Table.Td>
                <Table.Td>{step.due ? durationText(step.due) : '–'}</Table.Td>
                <Table.Td>{step.ladder ? words(step.ladder) : '–'}</Table.Td>
                <Table.Td>{saysOf(step, program)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Card>
  );
}

function StepBox({ step, program }: { step: Step; program: Program }) {
  return (
    <>
      <strong>{step.title}</strong>
      <span className="ple-row-line">
        <span>{words(step.kind)}</span>
        <span>{holderOf(step, program)}</span>
        {step.due && <span>{durationText(step.due)}</span>}
      </span>
    </>
  );
}
