/**
 * What somebody would write by hand for one partner and nobody else: the shipped program's steps as plain code, the
 * same children, one timer per wait, the same outside effects, one local activity per turn of rows. No pauses, no
 * ladders, no commands, no proofs, no audit, no facts that come early. The measure of what our generality costs.
 */
import {
  allHandlersFinished,
  condition,
  defineSignal,
  defineUpdate,
  executeChild,
  proxyActivities,
  proxyLocalActivities,
  setHandler,
  sleep,
  workflowInfo,
} from '@temporalio/workflow';
import type { StageName } from '../../domain/program';
import type { BareActivities } from './activities';

/** What a bare workflow starts with. */
export interface BareInput {
  partnerId: string;
  /** Wall time that a day and the period take. */
  dayMs: number;
  periodMs: number;
}

/** Somebody did what a step waits for. */
export const answer = defineUpdate<void, [{ step: string }]>('answer');
/** Something happened outside. */
export const happened = defineSignal<[{ steps: string[] }]>('happened');

const { writeRows } = proxyLocalActivities<Pick<BareActivities, 'writeRows'>>({ startToCloseTimeout: '10s' });
const { screenPartner, provisionAccess } = proxyActivities<Pick<BareActivities, 'screenPartner' | 'provisionAccess'>>({
  startToCloseTimeout: '30s',
});

/** Longer than any bench: people answer at once. */
const PATIENCE = '1 day';

/** The tree: a child for each stage, and in it one for each approval. */
export async function bareLifecycle(input: BareInput): Promise<void> {
  const desk = new Desk(input);
  const stage = async (name: StageName): Promise<void> => {
    desk.note(name, 'running');
    await executeChild(bareStage, { workflowId: `partner/${input.partnerId}/${name}/0.1`, args: [{ ...input, name }] });
    desk.note(name, 'done');
  };
  await desk.run(() => throughStages(stage));
}

/** One stage of the tree. */
export async function bareStage(input: BareInput & { name: StageName }): Promise<void> {
  const desk = new Desk(input);
  desk.approve = async (step, quorum) => {
    desk.note(step, 'running');
    const workflowId = `${workflowInfo().workflowId}/approval/${step}.1`;
    await executeChild(bareApproval, { workflowId, args: [{ ...input, step, quorum }] });
    desk.note(step, 'done');
  };
  await desk.run(() => STORIES[input.name](desk));
}

/** One approval of the tree. */
export async function bareApproval(input: BareInput & { step: string; quorum: number }): Promise<void> {
  const desk = new Desk(input);
  await desk.run(() => desk.wait(input.step, input.quorum));
}

/** The flat form: all stages and approvals in one workflow. */
export async function bareFlat(input: BareInput): Promise<void> {
  const desk = new Desk(input);
  await desk.run(() => throughStages((name) => STORIES[name](desk)));
}

async function throughStages(stage: (name: StageName) => Promise<void>): Promise<void> {
  for (const name of ['strategize', 'recruit', 'onboard', 'enable'] as const) await stage(name);
  await Promise.all([stage('market'), stage('sell')]);
  await stage('incentivize');
  await stage('accelerate');
}

const STORIES: Record<StageName, (desk: Desk) => Promise<void>> = {
  async strategize(desk) {
    desk.note('fit', 'done');
    await desk.approve('business-case', 1);
  },
  async recruit(desk) {
    const review = async (): Promise<void> => {
      await desk.wait('eligibility-review');
      await Promise.all([desk.wait('interview'), desk.wait('further-information')]);
    };
    await Promise.all([review(), desk.screen()]);
    await desk.approve('admit', 2);
    await desk.wait('offer');
  },
  async onboard(desk) {
    const plan = async (): Promise<void> => {
      await desk.wait('plan-30-60-90');
      await desk.approve('plan-agreed', 1);
    };
    const kickOff = async (): Promise<void> => {
      await desk.wait('kick-off');
      await Promise.all([plan(), desk.wait('first-deal-rehearsal')]);
    };
    const agreement = async (): Promise<void> => {
      await desk.waitAll('sign', 'countersign');
      await Promise.all([desk.provision(), kickOff()]);
    };
    await Promise.all([desk.wait('tax-and-bank'), agreement()]);
  },
  async enable(desk) {
    const sales = desk.wait('sales-training');
    const practise = sales.then(() => desk.wait('practise-demo'));
    await Promise.all([sales, desk.wait('technical-training')]);
    await Promise.all([practise, desk.wait('certificate-audit')]);
  },
  async market(desk) {
    await desk.wait('marketing-plan');
    await desk.approve('marketing-plan-approval', 1);
    await desk.wait('fund-request');
    await desk.approve('fund-approval', 2);
  },
  async sell(desk) {
    await Promise.all([desk.wait('first-deal'), desk.wait('pipeline-review'), sleep(desk.input.periodMs)]);
  },
  async incentivize(desk) {
    await sleep(2 * desk.input.dayMs);
    desk.note('calculate', 'done');
    await desk.approve('payout', 2);
    desk.note('record', 'done');
  },
  async accelerate(desk) {
    desk.note('scorecard', 'done');
    await desk.wait('quarterly-review');
    const tier = async (): Promise<void> => {
      await desk.approve('tier', 1);
      desk.note('apply-tier', 'done');
    };
    await Promise.all([tier(), desk.wait('next-plan')]);
  },
};

/** Waits for answers and writes the rows of each turn. */
class Desk {
  private readonly answers: string[] = [];
  private changed: Record<string, string> = {};
  private turn = 0;
  private writing = false;

  constructor(readonly input: BareInput) {
    setHandler(answer, async ({ step }) => {
      this.answers.push(step);
      this.note(step, 'answered');
      await condition(() => this.isWritten);
    });
    setHandler(happened, ({ steps }) => void this.answers.push(...steps));
  }

  /** In one workflow with everything else, unless a stage of the tree says otherwise. */
  approve = (step: string, quorum: number): Promise<void> => this.wait(step, quorum);

  note(step: string, state: string): void {
    this.changed[step] = state;
  }

  async wait(step: string, answers = 1): Promise<void> {
    this.note(step, 'open');
    await condition(() => this.answers.filter((answered) => answered === step).length >= answers, PATIENCE);
    this.note(step, 'done');
  }

  async waitAll(...steps: string[]): Promise<void> {
    for (const step of steps) await this.wait(step);
  }

  async screen(): Promise<void> {
    const { partnerId } = this.input;
    await screenPartner({ partnerId, reference: `bare/${workflowInfo().workflowId}`, nowMs: Date.now() });
    this.note('screening', 'done');
  }

  async provision(): Promise<void> {
    const { partnerId } = this.input;
    const { workflowId, runId, historyLength } = workflowInfo();
    const origin = { workflowId, runId, historyLength };
    await provisionAccess({ origin, partnerId, systems: ['portal', 'crm', 'learning'], nowMs: Date.now() });
    this.note('access', 'done');
  }

  /** Runs the story and writes what it changes, all changes of a turn by one local activity. */
  async run(story: () => Promise<void>): Promise<void> {
    let over = false;
    const told = story().then(() => {
      over = true;
    });
    const written = async (): Promise<void> => {
      while (!over || !this.isWritten) {
        await condition(() => over || !this.isWritten);
        if (!this.isWritten) await this.write();
      }
    };
    await Promise.all([told, written()]);
    await condition(allHandlersFinished);
  }

  private get isWritten(): boolean {
    return !this.writing && Object.keys(this.changed).length === 0;
  }

  private async write(): Promise<void> {
    const steps = this.changed;
    this.changed = {};
    this.writing = true;
    this.turn += 1;
    const { workflowId } = workflowInfo();
    await writeRows({ partnerId: this.input.partnerId, workflowId, turn: this.turn, steps });
    this.writing = false;
  }
}
