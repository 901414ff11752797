/** What the demo reads of the API's answers. */
export interface Moment {
  at: string;
  ms: number;
}

export interface StepAnswer {
  stepId: string;
  key: string;
  kind: string;
  title: string;
  state: string;
  roles: string[];
  opened: Moment | null;
  due: Moment | null;
  ended: Moment | null;
  waitingFor: string | null;
  reason: string | null;
  result: Record<string, unknown> | null;
}

export interface StageAnswer {
  stage: string;
  cycle: number;
  attempt: number;
  period: string | null;
  started: Moment;
  ended: Moment | null;
  outcome: string | null;
  temporalUrl: string;
  steps: StepAnswer[];
}

export interface PartnerAnswer {
  state: 'running' | 'starting';
  partnerId: string;
  name: string;
  mode: string;
  tier: string | null;
  activation: string | null;
  cycle: number;
  period: string | null;
  temporalUrl: string;
  stageRuns: StageAnswer[];
  waitingFor: { title: string; waitingFor: string | null; roles: string[]; due: Moment | null }[];
}

export interface TaskAnswer {
  stepId: string;
  kind: string;
  title: string;
  stage: string;
  partnerId: string;
  details: Record<string, unknown> | null;
}

export interface ApprovalAnswer {
  approvalId: string;
  partnerId: string;
  title: string;
  contentHash: string;
}

export interface TimelineAnswer {
  items: { seq: number; at: Moment; actor: string; action: string; subject: string; reason: string | null }[];
}

export interface ClockAnswer {
  version: number;
  date: string;
  now: Moment;
  period: { key: string; firstDay: string; lastDay: string; ends: Moment };
}

export interface Page<Item> {
  items: Item[];
}
