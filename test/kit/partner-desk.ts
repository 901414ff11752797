/** One partner in a test: its lifecycle, its rows, and what people and systems do to it through signed messages. */
import { ApplicationFailure } from '@temporalio/common';
import type { WorkflowHandle } from '@temporalio/client';
import type { DecisionKind } from '../../domain/approvals';
import { lifecycleId, stageId } from '../../domain/ids';
import { APPLICATION_KIND, EVIDENCE_KIND, FACT_KIND, factIdOf } from '../../domain/intake';
import type { Application } from '../../domain/intake';
import { decisionUpdateId } from '../../domain/ids';
import type {
  CommandMessage,
  DecisionMessage,
  DecisionOutcome,
  StepAction,
  StepActionOutcome,
} from '../../domain/journal';
import type { JsonObject } from '../../domain/hash';
import type { CommandName, CommandParams, LifecycleMode, StageOutcome } from '../../domain/lifecycle';
import type { ProgramVersion, StageName } from '../../domain/program';
import type { StepState } from '../../domain/steps';
import { sliceFor } from '../../programs/publish';
import { decide } from '../../workflows/approvals/approval.messages';
import { partnerAttributes } from '../../workflows/kit/attributes';
import type {
  CommandAnswer,
  FactsNote,
  LifecycleInput,
  LifecycleResult,
} from '../../workflows/partner-lifecycle.messages';
import { commandUpdates, factsArrived } from '../../workflows/partner-lifecycle.messages';
import { actOnStep } from '../../workflows/stage.messages';
import type { Engine } from './engine';
import { freshName } from './servers';

type Lifecycle = (input: LifecycleInput) => Promise<LifecycleResult>;

/** The partner's row. */
export interface PartnerRow {
  mode: LifecycleMode;
  stages: StageName[];
  cycle: number;
  period: string | null;
}

/** The row of a stage's run. */
export interface StageRow {
  workflow_id: string;
  stage: StageName;
  cycle: number;
  attempt: number;
  period: string | null;
  outcome: StageOutcome | null;
  reason: string | null;
  started_ms: number;
  ended_ms: number | null;
}

/** The row of a step. */
export interface StepRow {
  key: string;
  state: StepState;
  roles: string[];
  waiting_for: string | null;
  reason: string | null;
  result: JsonObject | null;
  details: JsonObject | null;
  opened_ms: number | null;
  due_ms: number | null;
  ended_ms: number | null;
  approval_workflow_id: string | null;
  stage_workflow_id: string;
}

/** The row of an approval. */
export interface ApprovalRow {
  approval_id: string;
  workflow_id: string;
  content_hash: string;
  state: string;
  roles: string[];
  due_ms: number | null;
}

/** A line of the audit. */
export interface AuditRow {
  action: string;
  actor: string;
  subject: string;
  reason: string | null;
  details: JsonObject | null;
  at_ms: number;
}

/** Who applies, unless the test says otherwise. */
export type Applying = Partial<Omit<Application, 'partnerId'>> & { partnerId?: string; importedBy?: string };

/** Stages an application as the API does and starts its lifecycle. */
export async function apply(
  engine: Engine,
  version: ProgramVersion,
  { importedBy, ...applying }: Applying = {},
): Promise<PartnerDesk> {
  const partnerId = applying.partnerId ?? freshName('acme');
  const owner = `owner_${partnerId.replaceAll('-', '_')}`;
  const { region = 'us', country = 'US', type = 'reseller' } = applying;
  const application: Application = {
    name: `Acme ${partnerId}`,
    profile: { employees: 20, yearsInBusiness: 5, focus: 'cycling' },
    source: 'api',
    externalId: partnerId,
    notes: [],
    applicant:
      importedBy === undefined
        ? { personId: owner, issuer: 'https://id.example', subject: owner, displayName: 'Olive Owner' }
        : null,
    ...applying,
    ...{ partnerId, region, country, type },
  };
  const desk = new PartnerDesk(engine, partnerId, owner);
  const principal = application.applicant?.personId ?? importedBy ?? 'system:import';
  const content = application as unknown as JsonObject;
  const staging = { kind: APPLICATION_KIND, target: desk.workflowId, content, principal, nowWallMs: engine.now() };
  const { intakeId } = await engine.intake.stage(staging);
  const slice = sliceFor(version, { region, type });
  engine.started.add(desk.workflowId);
  await engine.client.workflow.start<Lifecycle>('partnerLifecycle', {
    taskQueue: engine.taskQueue,
    workflowId: desk.workflowId,
    args: [{ partnerId, intakeId, slice }],
    typedSearchAttributes: partnerAttributes({
      partnerId,
      stage: 'strategize',
      status: 'active',
      waitingOn: [],
      programVersion: `${version.programId}@${version.version}`,
    }),
  });
  await engine.intake.accept([intakeId]);
  return desk;
}

/** What a person does to a step. */
export type Acting = Omit<StepAction, 'actor' | 'intakeId'> & {
  personId: string;
  evidence?: Record<string, string>;
  updateId?: string;
  /** As somebody who only claims to be that person. */
  unsigned?: boolean;
};

/** See {@link apply}. */
export class PartnerDesk {
  constructor(
    private readonly engine: Engine,
    readonly partnerId: string,
    /** The applicant, who becomes the partner's first person. */
    readonly owner: string,
  ) {}

  get workflowId(): string {
    return lifecycleId(this.partnerId);
  }

  get handle(): WorkflowHandle<Lifecycle> {
    return this.engine.client.workflow.getHandle<Lifecycle>(this.workflowId);
  }

  async row(): Promise<PartnerRow | undefined> {
    const sql = 'SELECT mode, stages, cycle, period FROM partner WHERE partner_id = $1';
    return (await this.engine.rows<PartnerRow>(sql, [this.partnerId]))[0];
  }

  /** Runs of stages, in the order in which they began. */
  async stageRuns(stage?: StageName): Promise<StageRow[]> {
    return this.engine.rows<StageRow>(
      `SELECT workflow_id, stage, cycle, attempt, period, outcome, reason, started_ms::float8 AS started_ms, ended_ms::float8 AS ended_ms
       FROM stage_run WHERE partner_id = $1 AND ($2::text IS NULL OR stage = $2) ORDER BY cycle, started_ms, stage, attempt`,
      [this.partnerId, stage ?? null],
    );
  }

  /** Steps of the latest run of a stage, by key. */
  async steps(stage: StageName): Promise<Record<string, StepRow>> {
    const rows = await this.engine.rows<StepRow>(
      `SELECT key, state, roles, waiting_for, reason, result, details, opened_ms::float8 AS opened_ms,
         due_ms::float8 AS due_ms, ended_ms::float8 AS ended_ms, approval_workflow_id, stage_workflow_id
       FROM step WHERE stage_workflow_id = (SELECT workflow_id FROM stage_run WHERE partner_id = $1 AND stage = $2
         ORDER BY cycle DESC, attempt DESC LIMIT 1) ORDER BY position`,
      [this.partnerId, stage],
    );
    return Object.fromEntries(rows.map((row) => [row.key, row]));
  }

  async step(stage: StageName, key: string): Promise<StepRow | undefined> {
    return (await this.steps(stage))[key];
  }

  /** Waits, in the machine's time, until the step of the latest run is in this state. */
  async reaches(stage: StageName, key: string, state: StepState): Promise<StepRow> {
    return this.engine.soon(`${stage}/${key} is ${state}; ${await this.told()}`, async () => {
      const row = await this.step(stage, key);
      return row?.state === state && row;
    });
  }

  /** Waits, in the machine's time, until the latest run of the stage has ended. */
  async ends(stage: StageName): Promise<StageRow> {
    return this.engine.soon(`${stage} ends`, async () => {
      const row = (await this.stageRuns(stage)).at(-1);
      return row?.outcome && row;
    });
  }

  /** The approval that a step of the latest run asks, once it is on record. */
  async approval(stage: StageName, key: string): Promise<ApprovalRow> {
    const { approval_workflow_id: id } = await this.engine.soon(`${stage}/${key} asks`, async () => {
      const row = await this.step(stage, key);
      return row?.approval_workflow_id ? row : undefined;
    });
    return this.engine.soon(`${stage}/${key} is asked`, async () => (await this.approvals(id!))[0]);
  }

  private async approvals(workflowId: string): Promise<ApprovalRow[]> {
    const columns = 'approval_id, workflow_id, content_hash, state, roles, due_ms::float8 AS due_ms';
    return this.engine.rows<ApprovalRow>(`SELECT ${columns} FROM approval WHERE workflow_id = $1`, [workflowId]);
  }

  /** Lines of the audit, in order; of one action where given. */
  async audit(action?: string): Promise<AuditRow[]> {
    return this.engine.rows<AuditRow>(
      `SELECT action, actor, subject, reason, details, at_ms::float8 AS at_ms FROM audit
       WHERE partner_id = $1 AND ($2::text IS NULL OR action = $2) ORDER BY seq`,
      [this.partnerId, action ?? null],
    );
  }

  /** A person decides, as the console would send it. */
  async decide(
    approval: ApprovalRow,
    personId: string,
    decision: DecisionKind = 'approve',
    parts: Partial<DecisionMessage> & { revokes?: number; updateId?: string } = {},
  ): Promise<DecisionOutcome> {
    const { revokes = 0, updateId: given, ...rest } = parts;
    const { approval_id: approvalId, content_hash: contentHash, workflow_id: workflowId } = approval;
    const message: DecisionMessage = { actor: { personId }, decision, contentHash, ...rest };
    const shown = message.contentHash ?? contentHash;
    const updateId = given ?? decisionUpdateId({ approvalId, personId, contentHash: shown, decision, revokes });
    const signed = this.engine.signed(message, { workflowId, messageId: updateId });
    return this.engine.send(workflowId, decide, { message: signed, updateId });
  }

  /** Somebody of the role approves what the step asks. */
  async approve(stage: StageName, key: string, personId: string): Promise<DecisionOutcome> {
    return this.decide(await this.approval(stage, key), personId);
  }

  /** A person acts on a step of the latest run, once it is open. */
  async act(stage: StageName, acting: Acting): Promise<StepActionOutcome> {
    await this.reaches(stage, acting.stepKey, 'open');
    return this.send(stage, acting);
  }

  /** The same, whatever the step's state. */
  async send(stage: StageName, acting: Acting): Promise<StepActionOutcome> {
    const { personId, evidence, unsigned, updateId = freshName('act'), ...rest } = acting;
    const workflowId = (await this.stageRuns(stage)).at(-1)!.workflow_id;
    const intakeId = evidence && (await this.stageEvidence({ evidence, personId, target: workflowId }));
    const message: StepAction = { ...rest, actor: { personId }, ...(intakeId ? { intakeId } : {}) };
    const signed = unsigned ? message : this.engine.signed(message, { workflowId, messageId: updateId });
    return this.engine.send(workflowId, actOnStep, { message: signed, updateId });
  }

  /** A task is completed, with text for whatever evidence it asks for. */
  async complete(stage: StageName, stepKey: string, personId: string): Promise<StepActionOutcome> {
    const { details } = await this.reaches(stage, stepKey, 'open');
    const asked = (details?.['evidence'] as string[] | undefined) ?? [];
    const evidence = Object.fromEntries(asked.map((field) => [field, `https://files.example/${field}`]));
    return this.act(stage, { personId, stepKey, action: 'complete', evidence });
  }

  /** The partner's owner signs what was sent, then our side does. */
  async signBothSides(stage: StageName, stepKey: string, countersigner: string): Promise<void> {
    const sent = await this.engine.soon(`${stage}/${stepKey} is sent`, async () => {
      const row = await this.step(stage, stepKey);
      return row?.details?.['documentHash'] ? row : undefined;
    });
    const contentHash = sent.details!['documentHash'] as string;
    await this.act(stage, { personId: this.owner, stepKey, action: 'sign', contentHash });
    await this.act(stage, { personId: countersigner, stepKey, action: 'countersign', contentHash });
  }

  /** A person commands. */
  async command(
    name: CommandName,
    personId: string,
    parts: { reason?: string; params?: CommandParams; updateId?: string; unsigned?: boolean } = {},
  ): Promise<CommandAnswer> {
    const { reason = `${name} for a test`, params, updateId = freshName(name), unsigned } = parts;
    const message: CommandMessage = { actor: { personId }, reason, ...(params ? { params } : {}) };
    const signed = unsigned
      ? message
      : this.engine.signed(message, { workflowId: this.workflowId, messageId: updateId });
    return this.engine.send(this.workflowId, commandUpdates[name], { message: signed, updateId });
  }

  /** A system reports a fact: staged, signed. @returns its id; nobody is told yet */
  async stageFact(
    kind: string,
    eventId: string,
    parts: { occurredMs?: number; data?: JsonObject } = {},
  ): Promise<string> {
    const factId = factIdOf('crm', `${this.partnerId}/${eventId}`);
    const { occurredMs = this.engine.now(), data = {} } = parts;
    const content = { factId, source: 'crm', kind, occurredMs, data };
    const target = this.workflowId;
    const staging = { intakeId: factId, kind: FACT_KIND, target, content, principal: 'service_crm' };
    await this.engine.intake.stage({ ...staging, nowWallMs: this.engine.now() });
    return factId;
  }

  /** Tells the lifecycle of facts or imports by id. */
  async tell(note: FactsNote): Promise<void> {
    await this.handle.signal(factsArrived, note);
  }

  /** A fact is staged and told. */
  async fact(kind: string, eventId: string, parts: { occurredMs?: number } = {}): Promise<string> {
    const factId = await this.stageFact(kind, eventId, parts);
    await this.tell({ factIds: [factId] });
    return factId;
  }

  stageWorkflowId(stage: StageName, cycle = 0, attempt = 1): string {
    return stageId(this.partnerId, stage, { cycle, attempt });
  }

  /** Where everything stands, for the message of a failed test. */
  async told(): Promise<string> {
    const runs = (await this.stageRuns()).map(
      ({ stage, cycle, outcome, reason }) => `${stage}.${cycle}=${outcome} ${reason ?? ''}`,
    );
    return `${this.partnerId}: ${JSON.stringify(await this.row())} [${runs.join(', ')}]`;
  }

  private async stageEvidence(given: {
    evidence: Record<string, string>;
    personId: string;
    target: string;
  }): Promise<string> {
    const { evidence, personId, target } = given;
    const staging = { kind: EVIDENCE_KIND, target, content: { evidence }, principal: personId };
    return (await this.engine.intake.stage({ ...staging, nowWallMs: this.engine.now() })).intakeId;
  }
}

/** The code and details with which a message was refused; whatever else went wrong is thrown. */
export async function refusalOf(
  act: Promise<unknown>,
): Promise<{ code: string; message: string; details: JsonObject }> {
  try {
    await act;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    if (!(cause instanceof ApplicationFailure)) throw error;
    return { code: cause.type ?? '', message: cause.message, details: (cause.details?.[0] ?? {}) as JsonObject };
  }
  throw new Error('Nobody refused it.');
}
