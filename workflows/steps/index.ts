import type { StepAction } from '../../domain/journal';
import type { StepKind } from '../../domain/steps';
import type { StepRunner } from '../kit/step-run';
import { agreement } from './agreement';
import { approval } from './approval';
import { milestone } from './milestone';
import { provision } from './provision';
import { screening } from './screening';
import { service } from './service';
import { task } from './task';
import { training } from './training';
import { wait } from './wait';

/** The only place that knows all kinds of steps. */
export const stepRunners: { [Kind in StepKind]: StepRunner<Kind> } = {
  task,
  approval,
  agreement,
  training,
  provision,
  screening,
  milestone,
  wait,
  service,
};

/** What people may do to an open step of each kind. */
export const STEP_ACTIONS = Object.fromEntries(
  Object.entries(stepRunners).map(([kind, runner]) => [kind, runner.actions]),
) as Record<StepKind, readonly StepAction['action'][]>;
