/**
 * The activation clock of a partner: running since onboarding ended, `activated` once everything that counts is on
 * record, `at_risk` and then `dormant` when time passes without it. A dormant partner can still become activated.
 */
export const ACTIVATION_STATES = ['running', 'at_risk', 'dormant', 'activated'] as const;
/** See {@link ACTIVATION_STATES}. */
export type ActivationState = (typeof ACTIVATION_STATES)[number];

/** What the lifecycle carries of it from run to run. */
export interface ActivationStanding {
  /** Program time. */
  startedMs: number;
  state: ActivationState;
}

/** The next moment at which silence is noticed, if any; times are program time. */
export function nextSilence(
  standing: ActivationStanding,
  at: { atRiskMs: number; dormantMs: number },
): { state: ActivationState; atMs: number } | undefined {
  if (standing.state === 'running') return { state: 'at_risk', atMs: at.atRiskMs };
  if (standing.state === 'at_risk') return { state: 'dormant', atMs: Math.max(at.atRiskMs, at.dormantMs) };
  return undefined;
}
