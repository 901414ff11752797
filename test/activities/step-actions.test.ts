import type { StepAction, StepActionRecord } from '../../domain/journal';
import { stageId } from '../../domain/ids';
import type { JsonObject } from '../../domain/hash';
import type { ProgramVersion } from '../../domain/program';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: ProgramVersion;
let partnerId: string;
let owner: string;
let legal: string;

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
  legal = await addPerson(kit.pool, { roles: ['LEG', 'CAM'] });
});
beforeEach(async () => {
  partnerId = await addPartner(kit.pool, version);
  owner = await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
});
afterAll(() => kit.close());

const stageWorkflowId = () => stageId(partnerId, 'onboard', { cycle: 0, attempt: 1 });
let messages = 0;

interface Acting {
  roles: string[];
  details?: JsonObject;
  kind?: StepActionRecord['step']['kind'];
  message: Omit<StepAction, 'actor' | 'stepKey'>;
}

function acted(personId: string, { roles, details, kind = 'task', message }: Acting): StepActionRecord {
  const workflowId = stageWorkflowId();
  const messageId = `action-${(messages += 1)}`;
  const signed = kit.signed({ actor: { personId }, stepKey: 'step', ...message }, { workflowId, messageId });
  return {
    origin: originOf(workflowId),
    partnerId,
    stageWorkflowId: workflowId,
    stage: 'onboard',
    step: { key: 'step', kind, roles, details },
    message: signed,
    messageId,
    nowMs: NOW_MS,
  };
}

const act = (personId: string, acting: Acting) => kit.activities.recordStepAction(acted(personId, acting));

async function stagedEvidence(
  evidence: Record<string, string>,
  principal: string,
  target = stageWorkflowId(),
): Promise<string> {
  return (await kit.intake.stage({ kind: 'evidence', target, content: { evidence }, principal, nowWallMs: NOW_MS }))
    .intakeId;
}

const evidenceRows = () =>
  kit.rows<{ evidence: JsonObject; person_id: string; action: string }>(
    'SELECT evidence, person_id, action FROM step_evidence WHERE partner_id = $1',
    [partnerId],
  );

describe('completing a task', () => {
  const task = (intakeId?: string): Acting => ({
    roles: ['P-own'],
    details: { evidence: ['taxId', 'bank'] },
    message: { action: 'complete', intakeId },
  });

  it('moves the evidence into its row and tells ids only', async () => {
    const intakeId = await stagedEvidence({ taxId: 'US-1', bank: 'on file' }, owner);
    const outcome = await act(owner, task(intakeId));
    expect(outcome).toEqual({
      recorded: true,
      personId: owner,
      result: { by: owner, evidenceId: expect.stringMatching(/^evd_/) },
    });
    expect(await evidenceRows()).toEqual([
      { evidence: { taxId: 'US-1', bank: 'on file' }, person_id: owner, action: 'complete' },
    ]);
    const [moved] = await kit.rows('SELECT state, content, destination FROM intake WHERE intake_id = $1', [intakeId]);
    expect(moved).toMatchObject({
      state: 'moved',
      content: null,
      destination: expect.stringMatching(/^step_evidence\/evd_/),
    });
    expect(
      JSON.stringify(await kit.rows('SELECT details FROM audit WHERE partner_id = $1', [partnerId])),
    ).not.toContain('US-1');
  });

  it('without all that the step asks for is refused, and the evidence can be used again', async () => {
    for (const evidence of [{ taxId: 'US-1' }, { taxId: 'US-1', bank: '  ' }] as Record<string, string>[]) {
      const intakeId = await stagedEvidence(evidence, owner);
      await expect(act(owner, task(intakeId))).resolves.toMatchObject({
        refused: 'STEP.EVIDENCE_MISSING',
        message: expect.stringContaining('bank'),
      });
      expect(await kit.rows('SELECT state FROM intake WHERE intake_id = $1', [intakeId])).toEqual([
        { state: 'staged' },
      ]);
    }
    await expect(act(owner, task())).resolves.toMatchObject({ refused: 'STEP.EVIDENCE_MISSING' });
    expect(await evidenceRows()).toHaveLength(0);
  });

  it('takes no evidence that another person, or for another stage, staged', async () => {
    const foreign = await stagedEvidence({ taxId: 'a', bank: 'b' }, legal);
    await expect(act(owner, task(foreign))).resolves.toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
    const elsewhere = await stagedEvidence({ taxId: 'a', bank: 'b' }, owner, 'partner/other/onboard/0.1');
    await expect(act(owner, task(elsewhere))).resolves.toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
    await expect(act(owner, task('in_nothing'))).resolves.toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
  });

  it('takes no evidence that nobody of ours has signed', async () => {
    const intakeId = await stagedEvidence({ taxId: 'a', bank: 'b' }, owner);
    await kit.pool.query(`UPDATE intake SET content = '{"evidence":{"taxId":"x","bank":"y"}}' WHERE intake_id = $1`, [
      intakeId,
    ]);
    await expect(act(owner, task(intakeId))).resolves.toMatchObject({ refused: 'AUTH.PROOF_INVALID' });
  });

  it('is not to be confused with an action that nobody knows', async () => {
    const message = { action: 'constructor' as StepAction['action'] };
    await expect(act(owner, { roles: ['P-own'], message })).resolves.toMatchObject({ refused: 'REQUEST.INVALID' });
    expect(await kit.rows('SELECT action FROM audit WHERE partner_id = $1', [partnerId])).toEqual([
      { action: 'step.act.refused' },
    ]);
  });

  it('is recorded once, however often the activity runs', async () => {
    const record = acted(owner, task(await stagedEvidence({ taxId: 'a', bank: 'b' }, owner)));
    const first = await kit.activities.recordStepAction(record);
    await expect(kit.activities.recordStepAction(record)).resolves.toEqual(first);
    expect(await evidenceRows()).toHaveLength(1);
  });

  it('is for holders of the roles that may act now', async () => {
    const foreignOwner = await addPerson(kit.pool, {
      partnerId: await addPartner(kit.pool, version),
      roles: ['P-own'],
    });
    for (const person of [foreignOwner, legal])
      await expect(act(person, { roles: ['P-own'], message: { action: 'complete' } })).resolves.toMatchObject({
        refused: 'AUTH.FORBIDDEN',
      });
    await expect(act(legal, { roles: ['P-own', 'CAM'], message: { action: 'complete' } })).resolves.toMatchObject({
      recorded: true,
    });
  });

  it('by hand-over of a screening is audited with the words of whoever judged', async () => {
    const judged = acted(legal, {
      kind: 'screening',
      roles: ['LEG'],
      message: { action: 'clear', comment: 'Another company of that name' },
    });
    await expect(kit.activities.recordStepAction(judged)).resolves.toMatchObject({
      recorded: true,
      result: { by: legal },
    });
    expect(await kit.rows('SELECT action, reason FROM audit WHERE partner_id = $1', [partnerId])).toEqual([
      { action: 'step.clear', reason: 'Another company of that name' },
    ]);
    await expect(
      act(legal, { kind: 'screening', roles: ['LEG'], message: { action: 'reject' } }),
    ).resolves.toMatchObject({ recorded: true });
  });
});

describe('signing an agreement', () => {
  let documentHash: string;
  beforeEach(async () => {
    const [document] = Object.keys(version.document.documents);
    const made = await kit.activities.prepareAgreement({
      origin: originOf(stageWorkflowId()),
      partnerId,
      stageWorkflowId: stageWorkflowId(),
      stepKey: 'step',
      document: document!,
      programId: version.programId,
      programVersion: version.version,
      nowMs: NOW_MS,
    });
    documentHash = made.documentHash;
  });
  const sign = (contentHash = documentHash): Acting => ({
    kind: 'agreement',
    roles: ['P-own'],
    message: { action: 'sign', contentHash },
  });
  const countersign = (): Acting => ({
    kind: 'agreement',
    roles: ['LEG'],
    message: { action: 'countersign', contentHash: documentHash },
  });
  const signatures = () =>
    kit.rows<{ side: string; person_id: string }>(
      'SELECT s.side, s.person_id FROM signature s JOIN agreement a USING (agreement_id) WHERE a.partner_id = $1 ORDER BY s.signed_ms, s.side',
      [partnerId],
    );

  it('takes the partner first, then us, on the hash of what was published', async () => {
    await expect(act(legal, countersign())).resolves.toMatchObject({
      refused: 'STEP.CLOSED',
      message: 'The partner signs first.',
    });
    await expect(act(owner, sign('0'.repeat(64)))).resolves.toMatchObject({ refused: 'STEP.STALE' });
    await expect(act(owner, sign())).resolves.toMatchObject({ recorded: true, result: { by: owner, side: 'partner' } });
    await expect(act(legal, countersign())).resolves.toMatchObject({
      recorded: true,
      result: { by: legal, side: 'vendor' },
    });
    expect(await signatures()).toEqual([
      { side: 'partner', person_id: owner },
      { side: 'vendor', person_id: legal },
    ]);
  });

  it('is one signature a side: the same person is answered again, another is told that it is signed', async () => {
    const second = await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
    const outcomes = await Promise.all([act(owner, sign()), act(owner, sign()), act(owner, sign())]);
    for (const outcome of outcomes) expect(outcome).toMatchObject({ recorded: true, personId: owner });
    await expect(act(second, sign())).resolves.toMatchObject({ refused: 'STEP.CLOSED' });
    expect(await signatures()).toHaveLength(1);
  });

  it('is for the partner’s own people on its side and for ours on the other', async () => {
    await expect(act(legal, { ...sign(), roles: ['P-own', 'LEG'] })).resolves.toMatchObject({
      refused: 'AUTH.FORBIDDEN',
    });
    await act(owner, sign());
    await expect(act(owner, { ...countersign(), roles: ['LEG', 'P-own'] })).resolves.toMatchObject({
      refused: 'AUTH.FORBIDDEN',
    });
  });

  it('is possible only where something was sent', async () => {
    const record = acted(owner, sign());
    await expect(
      kit.activities.recordStepAction({ ...record, step: { ...record.step, key: 'other' } }),
    ).resolves.toMatchObject({ refused: 'AGREEMENT.UNKNOWN' });
  });

  it('sends a document once', async () => {
    expect(
      await kit.rows(`SELECT 1 FROM audit WHERE partner_id = $1 AND action = 'agreement.sent'`, [partnerId]),
    ).toHaveLength(1);
    await expect(
      kit.activities.prepareAgreement({
        origin: originOf(stageWorkflowId()),
        partnerId,
        stageWorkflowId: stageWorkflowId(),
        stepKey: 'step',
        document: Object.keys(version.document.documents)[0]!,
        programId: version.programId,
        programVersion: version.version,
        nowMs: NOW_MS + 1,
      }),
    ).resolves.toMatchObject({ documentHash });
    expect(await kit.rows('SELECT 1 FROM agreement WHERE partner_id = $1', [partnerId])).toHaveLength(1);
  });
});
