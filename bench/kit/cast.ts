import { randomBytes, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type { Pool } from 'pg';
import { lifecycleStart } from '../../workflows/lifecycle-start.messages';
import { actorProofs } from '../../database/intake/actor-proof';
import { IntakeStore } from '../../database/intake/intake-store';
import { addIdentifiers, identifiersOfEmail } from '../../database/repositories/person-rows';
import { programTimeAt } from '../../domain/clock';
import type { Json } from '../../domain/hash';
import { importWorkflowId, lifecycleId, partnerIdOf } from '../../domain/ids';
import type { ImportKind } from '../../domain/imports';
import { importIntakeKind } from '../../domain/imports';
import type { Application, StagedEvidence } from '../../domain/intake';
import { APPLICATION_KIND, EVIDENCE_KIND } from '../../domain/intake';
import type { DecisionMessage, StepAction } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { Actor } from '../../domain/proof';
import { inputHashOf } from '../../domain/proof';
import { sliceFor } from '../../programs/publish';
import { addPerson } from '../../test/kit/rows';
import { freshName } from '../../test/kit/servers';
import { decide } from '../../workflows/approvals/approval.messages';
import { actOnStep } from '../../workflows/stage.messages';
import { ACTOR_KEY } from './ground';
import type { Waiting } from './inbox';
import { waitingFor } from './inbox';

const STAFF = ['PM', 'CAM', 'PO', 'FIN', 'LEG', 'MKT', 'SE', 'VP'];
/** As many of a partner sell as the shipped program wants trained. */
const SELLERS = 2;
const REGION = 'us';
const TYPE = 'reseller';
/** The courses of the shipped program. */
const COURSES = [
  ['completed', 'courses/product-foundations'],
  ['passed', 'exams/sales-associate'],
  ['completed', 'courses/architecture-and-demo'],
  ['passed', 'exams/technical-professional'],
] as const;

/** A partner of the bench. */
export interface BenchPartner {
  partnerId: string;
  workflowId: string;
}

/** Where the people of a bench work. */
export interface Workplace {
  pool: Pool;
  client: Client;
  taskQueue: string;
  program: ProgramVersion;
}

/** The people of vendor and partners: they see what waits in the rows, and answer by signed Updates, as the API would. */
export class Cast {
  private readonly proofs = actorProofs(ACTOR_KEY);
  private readonly intake: IntakeStore;
  private readonly done = new Set<string>();
  /** Person ids by role, the partner's by `<partner id>/<role>`. */
  private readonly people = new Map<string, string>();

  private constructor(private readonly at: Workplace) {
    this.intake = new IntakeStore(at.pool, this.proofs);
  }

  /** One person for each of our roles, and a second one in Finance. */
  static async hire(at: Workplace): Promise<Cast> {
    const cast = new Cast(at);
    for (const role of STAFF) cast.people.set(role, await addPerson(at.pool, { roles: [role] }));
    await addPerson(at.pool, { roles: ['FIN'] });
    return cast;
  }

  /** Stages an application and starts its lifecycle, as the API does. */
  async apply(): Promise<BenchPartner> {
    const name = `${lettersOnly()} Cycles`;
    const personId = freshName('person').replaceAll('-', '_');
    const partnerId = partnerIdOf(name, personId, 'bench');
    const workflowId = lifecycleId(partnerId);
    const company = { partnerId, name, type: TYPE, region: REGION, country: 'US' };
    const application: Application = {
      ...{ ...company, source: 'api', externalId: partnerId, notes: [] },
      profile: { employees: 24, yearsInBusiness: 7, focus: 'cycling' },
      applicant: { personId, issuer: 'https://id.example', subject: personId, displayName: 'Owner', language: 'en' },
    };
    const content = application as unknown as Json;
    const intakeId = await this.stage({ kind: APPLICATION_KIND, target: workflowId, content, principal: personId });
    this.people.set(`${partnerId}/P-own`, personId);
    const slice = sliceFor(this.at.program, company);
    const start = lifecycleStart({ ...company, intakeId, slice });
    await this.at.client.workflow.start('partnerLifecycle', { ...start, taskQueue: this.at.taskQueue });
    return { partnerId, workflowId };
  }

  /** The partner gets people for sales, whom the learning system knows, and somebody for marketing and for finance. */
  async staff({ partnerId }: BenchPartner): Promise<void> {
    for (const mail of mailsOf(partnerId)) {
      const sales = await addPerson(this.at.pool, { partnerId, roles: ['P-sales'] });
      await addIdentifiers(this.at.pool, sales, identifiersOfEmail(mail));
      this.people.set(`${partnerId}/P-sales`, sales);
    }
    for (const role of ['P-mkt', 'P-fin'])
      this.people.set(`${partnerId}/${role}`, await addPerson(this.at.pool, { partnerId, roles: [role] }));
  }

  /** Everybody does at once what waits for them, and returns when it is answered. @returns how many things that were */
  async act(partnerIds: readonly string[], mine: (one: Waiting) => boolean = () => true): Promise<number> {
    const waiting = await waitingFor(this.at.pool, partnerIds);
    const fresh = waiting.filter((one) => !this.done.has(one.key) && mine(one));
    for (const { key } of fresh) this.done.add(key);
    await Promise.all(fresh.map((one) => this.answer(one)));
    return fresh.length;
  }

  private async answer(one: Waiting): Promise<void> {
    if (one.approval) return this.decide(one, one.approval);
    if (one.kind === 'task') return this.complete(one);
    if (one.kind === 'agreement') return this.sign(one);
    if (one.stepKey === 'sales-training') return this.train(one);
    if (one.stepKey === 'first-deal') return this.sell(one);
  }

  private async decide({ workflowId, key }: Waiting, approval: NonNullable<Waiting['approval']>): Promise<void> {
    const { contentHash, quorum, candidates } = approval;
    const handle = this.at.client.workflow.getHandle(workflowId);
    await Promise.all(
      candidates.slice(0, quorum).map((personId) => {
        const updateId = `${key}/${personId}`;
        const message = this.signed<DecisionMessage>(
          { decision: 'approve', contentHash, comment: 'Looks right' },
          { personId, workflowId, updateId },
        );
        return handle.executeUpdate(decide, { args: [message], updateId });
      }),
    );
  }

  private async complete(one: Waiting): Promise<void> {
    const { workflowId, stepKey, details } = one;
    const personId = this.holderOf(one);
    const fields = details?.evidence ?? [];
    const content: StagedEvidence = { evidence: Object.fromEntries(fields.map((field) => [field, 'See the file'])) };
    const staged = { kind: EVIDENCE_KIND, target: workflowId, content: { ...content }, principal: personId };
    await this.tell(one, { stepKey, action: 'complete', intakeId: await this.stage(staged), comment: 'Done' });
  }

  private async sign(one: Waiting): Promise<void> {
    const { stepKey, details } = one;
    const action = details?.signed ? 'countersign' : 'sign';
    await this.tell(one, { stepKey, action, contentHash: details?.documentHash });
  }

  private async tell(one: Waiting, said: Omit<StepAction, 'actor'>): Promise<void> {
    const { workflowId, key } = one;
    const updateId = `${key}/done`;
    const message = this.signed<StepAction>(said, { personId: this.holderOf(one), workflowId, updateId });
    const handle = this.at.client.workflow.getHandle(workflowId);
    await handle.executeUpdate(actOnStep, { args: [message], updateId });
  }

  private async train({ partnerId }: Waiting): Promise<void> {
    const timestamp = new Date(programTimeAt(this.at.program.clock, Date.now())).toISOString();
    const statements = mailsOf(partnerId).flatMap((mail) =>
      COURSES.map(([verb, course]) => ({
        id: randomUUID(),
        actor: { mbox: `mailto:${mail}` },
        verb: { id: `http://adlnet.gov/expapi/verbs/${verb}` },
        object: { id: `https://learning.example/${course}` },
        timestamp,
      })),
    );
    await this.import('statements', { authority: 'lms', storedWallMs: Date.now(), statements });
  }

  private async sell({ partnerId, period }: Waiting): Promise<void> {
    const [year, quarter] = period!.split('-Q').map(Number) as [number, number];
    const occurredOn = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
    const amount = { amount: '74650.49', currency: 'USD' };
    const sales = [{ saleId: `SO-${partnerId}`, partner: partnerId, occurredOn, amount }];
    const { programId } = this.at.program;
    await this.import('sales', { programId, source: 'erp', format: 'json', sales });
  }

  private async import(kind: ImportKind, content: Json): Promise<void> {
    const importId = freshName('imp');
    const workflowId = importWorkflowId(importId);
    const principal = this.people.get('PO')!;
    const intakeId = await this.stage({ kind: importIntakeKind(kind), target: workflowId, content, principal });
    const args = [{ importId, kind, intakeId, title: 'bench' }];
    await this.at.client.workflow.start('bulkImport', { workflowId, args, taskQueue: this.at.taskQueue });
  }

  private async stage(staging: { kind: string; target: string; content: Json; principal: string }): Promise<string> {
    const { intakeId } = await this.intake.stage({ ...staging, nowWallMs: Date.now() });
    return intakeId;
  }

  private holderOf({ partnerId, roles, stepKey }: Waiting): string {
    const held = roles.flatMap((role) => this.people.get(role) ?? this.people.get(`${partnerId}/${role}`) ?? []);
    if (held[0] === undefined) throw new Error(`Nobody holds ${roles.join(' or ')} for the step ${stepKey}.`);
    return held[0];
  }

  private signed<Message extends { actor: Actor }>(
    said: Omit<Message, 'actor'>,
    { personId, workflowId, updateId }: { personId: string; workflowId: string; updateId: string },
  ): Message {
    // As JSON carries it: what is signed has no undefined.
    const message = JSON.parse(JSON.stringify(said)) as Omit<Message, 'actor'>;
    const claim = { personId, target: workflowId, messageId: updateId, inputHash: inputHashOf(message) };
    return { ...message, actor: { personId, signature: this.proofs.sign(claim) } } as Message;
  }
}

const mailsOf = (partnerId: string): string[] =>
  Array.from({ length: SELLERS }, (_, n) => `sales-${n + 1}@${partnerId}.example`);

/** Digits that look like letters would make two names a possible duplicate, which is a task for a person. */
function lettersOnly(): string {
  return randomBytes(9)
    .toString('hex')
    .replaceAll(/\d/g, (digit) => 'ghjkpqstxy'[Number(digit)]!);
}
