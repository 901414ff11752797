import type { LifecycleMode, StageOutcome } from '../../domain/lifecycle';
import type { StageName } from '../../domain/program';
import type { StepSnapshot } from '../../domain/steps';
import { dayOf } from './origin';

/** A stage as the Temporal UI shows it: each step, who it waits for and until when, and how it ended. */
export function stageDetails(stage: {
  title: string;
  partnerName: string;
  steps: readonly StepSnapshot[];
  ending?: { outcome: StageOutcome; reason?: string };
}): string {
  const lines = stage.steps.map(({ title, state, roles, dueMs, waitingFor }) => {
    const due = state === 'open' && dueMs !== undefined ? `, due ${dayOf(dueMs)}` : '';
    return `- **${state}** ${title} (${roles.join(', ')})${waitingFor ? ` — waits for ${waitingFor}${due}` : ''}`;
  });
  const { ending } = stage;
  const end = ending ? `\n\nEnded: **${ending.outcome}** ${ending.reason ?? ''}` : '';
  return `### ${stage.title}: ${stage.partnerName}\n\n${lines.join('\n')}${end}`;
}

/** A lifecycle as the Temporal UI shows it: where it stands, and how each stage of this run ended. */
export function lifecycleDetails(life: {
  name: string;
  mode: LifecycleMode;
  cycle: number;
  period: string | undefined;
  tier: string;
  ended: ReadonlyMap<StageName, { outcome: StageOutcome; reason?: string }>;
  open: readonly StageName[];
}): string {
  const { name, mode, cycle, period, tier, ended, open } = life;
  const told = [...ended].map(([stage, { outcome, reason }]) => `- ${stage}: **${outcome}** ${reason ?? ''}`);
  const running = open.map((stage) => `- ${stage}: **open**`);
  const where = `**${mode}**, cycle ${cycle}${period ? `, period ${period}` : ''}, tier ${tier}`;
  return `### ${name}\n\n${where}\n\n${[...told, ...running].join('\n')}`;
}
