import { Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { lazy, Suspense, useMemo, useState } from 'react';
import { inOrder } from '../kit/in-order';
import { Loading } from '../kit/notices';
import { Card } from '../kit/page';
import { versionKey } from '../kit/program-now';
import { byStage } from '../kit/stages';
import { Status, toneOf } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { changedQuery, navigate, useAddress } from '../shell/router';
import { latestRun, runKey } from './stage-path';
import { StepList } from './step-list';
import type { Partner, StageRun } from './use-partner';

const StepGraph = lazy(async () => ({ default: (await import('./step-graph')).StepGraph }));

/** Below this a graph is smaller than its words. */
const GRAPH_FROM = '(min-width: 900px)';

/** The steps of one run of a stage: as a graph where there is room, and always as a list. */
export function NowTab({ partner }: { partner: Partner }) {
  const { query } = useAddress();
  const hasRoom = useMediaQuery(GRAPH_FROM);
  const [chosen, setChosen] = useState<string>();
  const asked = partner.stageRuns.find((run) => runKey(run) === query.get('run'));
  const found = asked ?? defaultRun(partner);
  const run = useMemo(() => found && { ...found, steps: inOrder(found.steps) }, [found]);
  if (!run) return <Text c="dimmed">No stage has begun yet.</Text>;
  return (
    <Stack gap="md">
      <RunHead partner={partner} run={run} />
      {hasRoom && run.steps.length > 1 && (
        <Card title="How the steps depend on each other">
          <Suspense fallback={<Loading what="the graph" />}>
            <StepGraph key={runKey(run)} steps={run.steps} program={versionKey(partner.program)} onChoose={setChosen} />
          </Suspense>
        </Card>
      )}
      <StepList run={run} program={versionKey(partner.program)} chosen={chosen} />
    </Stack>
  );
}

/** What runs now; else what ran last. */
function defaultRun(partner: Partner): StageRun | undefined {
  const [running] = [...partner.stages].sort(byStage);
  return running === undefined ? partner.stageRuns.at(-1) : latestRun(partner, running);
}

function RunHead({ partner, run }: { partner: Partner; run: StageRun }) {
  const options = [...partner.stageRuns].reverse().map((one) => ({
    value: runKey(one),
    label: `${words(one.stage)}${one.cycle > 0 ? `, cycle ${one.cycle}` : ''}${one.attempt > 1 ? `, attempt ${one.attempt}` : ''}`,
  }));
  return (
    <Group justify="space-between" gap="sm">
      <Group gap="sm">
        <NativeSelect
          aria-label="Which run of a stage"
          value={runKey(run)}
          data={options}
          onChange={(event) =>
            navigate(
              `/partners/${partner.partnerId}${changedQuery(new URLSearchParams(), { run: event.currentTarget.value })}`,
            )
          }
        />
        <Status tone={toneOf(run.outcome ?? 'open')}>{run.outcome === null ? 'Running' : words(run.outcome)}</Status>
        <Text size="sm" c="dimmed">
          Began {minuteText(run.started.ms)}
          {run.ended ? `, ended ${minuteText(run.ended.ms)}` : ''}
          {run.closes && !run.ended ? `, closes ${minuteText(run.closes.ms)}` : ''}
        </Text>
      </Group>
      <TemporalLink href={run.temporalUrl}>This stage in the Temporal UI</TemporalLink>
      {run.reason && <Text size="sm">{run.reason}</Text>}
    </Group>
  );
}
