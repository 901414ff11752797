import { Text } from '@mantine/core';
import type { StageName } from '../../domain/program';
import { Icon } from '../kit/icons';
import { STAGES } from '../kit/stages';
import { counted, words } from '../kit/words';
import { changedQuery, Link } from '../shell/router';
import type { Partner, StageRun } from './use-partner';

/** How a stage stands for this partner: by its latest run. */
type Standing = 'running' | 'done' | 'stopped' | 'ahead';

/** A run's place in the address. */
export const runKey = ({ stage, cycle, attempt }: Pick<StageRun, 'stage' | 'cycle' | 'attempt'>): string =>
  `${stage}.${cycle}.${attempt}`;

/** The latest run of a stage. */
export function latestRun(partner: Partner, stage: StageName): StageRun | undefined {
  return partner.stageRuns.filter((run) => run.stage === stage).at(-1);
}

const SAID: Record<Standing, string> = { running: 'running now', done: 'completed', stopped: 'ended', ahead: 'ahead' };

/** The eight stages as a path: what lies behind, what runs, what is ahead. */
export function StagePath({ partner, linked = true }: { partner: Partner; linked?: boolean }) {
  return (
    <nav aria-label="The eight stages">
      <ol className="ple-path">
        {STAGES.map((stage, index) => (
          <StageMark key={stage} partner={partner} stage={stage} place={index + 1} linked={linked} />
        ))}
      </ol>
      {partner.cycle > 0 && (
        <Text size="sm" c="dimmed" mt={4}>
          Cycle {partner.cycle}
          {partner.period ? `, period ${partner.period}` : ''}: market to accelerate come round once in each period.
        </Text>
      )}
    </nav>
  );
}

function StageMark({
  partner,
  stage,
  place,
  linked,
}: {
  partner: Partner;
  stage: StageName;
  place: number;
  linked: boolean;
}) {
  const run = latestRun(partner, stage);
  const standing = standingOf(run);
  const inside = (
    <>
      <span className="ple-mark" aria-hidden="true">
        {standing === 'done' ? (
          <Icon name="check" size={15} />
        ) : standing === 'stopped' ? (
          <Icon name="cross" size={15} />
        ) : (
          place
        )}
      </span>
      <span className="ple-path-name">{words(stage)}</span>
      <span className="ple-path-note">
        {run ? noteOf(run) : ''}
        <span className="ple-hidden"> {SAID[standing]}</span>
      </span>
    </>
  );
  return (
    <li data-standing={standing} aria-current={standing === 'running' ? 'step' : undefined}>
      {run && linked ? (
        <Link to={`/partners/${partner.partnerId}${changedQuery(new URLSearchParams(), { run: runKey(run) })}`}>
          {inside}
        </Link>
      ) : (
        <span>{inside}</span>
      )}
    </li>
  );
}

function standingOf(run: StageRun | undefined): Standing {
  if (!run) return 'ahead';
  if (run.outcome === null) return 'running';
  return run.outcome === 'completed' ? 'done' : 'stopped';
}

function noteOf({ outcome, steps, cycle }: StageRun): string {
  const applicable = steps.filter(({ state }) => state !== 'not_applicable');
  const ended = applicable.filter(({ state }) => !['open', 'waiting'].includes(state)).length;
  if (outcome === null) return `${ended} of ${counted(applicable.length, 'step')}`;
  return cycle > 0 ? `cycle ${cycle}` : words(outcome).toLowerCase();
}
