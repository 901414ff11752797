/** One partner as a running lifecycle would have left it: a stage with steps, an approval, an agreement, audit lines. */
import type { Pool } from 'pg';
import { agreementIdOf, insertAgreement } from '../../database/repositories/agreements';
import { insertApproval } from '../../database/repositories/approvals';
import { insertAudit } from '../../database/repositories/audit';
import * as holders from '../../database/repositories/holders';
import { plannedFor } from '../../activities/approvals/planned';
import { upsertStageRun } from '../../database/repositories/stages';
import { stepIdOf, upsertSteps } from '../../database/repositories/steps';
import { sha256Hex } from '../../domain/hash';
import { stageId } from '../../domain/ids';
import type { ApprovalOpening, StageTurn } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { StepSnapshot } from '../../domain/steps';
import { addPartner, approvalOf, NOW_MS, originOf } from './rows';

/** The text that is signed. */
export const TERMS = 'We work together.';

/** Ids of what was made. */
export interface Scene {
  partnerId: string;
  stageWorkflowId: string;
  approval: ApprovalOpening;
  agreementId: string;
  /** Step ids by key: vet (ours), papers (theirs), terms (an agreement of theirs), decide (the approval). */
  steps: Record<'vet' | 'papers' | 'terms' | 'decide', string>;
}

/** Adds a partner in the middle of recruiting. */
export async function addScene(
  pool: Pool,
  of: ProgramVersion,
  parts: Parameters<typeof addPartner>[2] = {},
): Promise<Scene> {
  const partnerId = await addPartner(pool, of, { region: 'us', ...parts });
  const region = parts.region ?? 'us';
  await pool.query(`UPDATE partner SET stages = '{recruit}' WHERE partner_id = $1`, [partnerId]);
  const stageWorkflowId = stageId(partnerId, 'recruit', { cycle: 0, attempt: 1 });
  const approval = approvalOf(partnerId, { region, dueMs: NOW_MS + 3 * 86_400_000 });
  const agreementId = agreementIdOf(stageWorkflowId, 'terms');
  const documentHash = sha256Hex(TERMS);
  const turn: StageTurn = {
    origin: originOf(stageWorkflowId),
    ...{
      partnerId,
      stage: 'recruit',
      cycle: 0,
      attempt: 1,
      period: null,
      turn: 1,
      nowMs: NOW_MS,
      startedMs: NOW_MS,
      audit: [],
    },
    steps: [
      step('vet', {
        kind: 'task',
        roles: ['CAM'],
        dueMs: NOW_MS + 86_400_000,
        details: { evidence: ['finding'], actions: ['complete'] },
      }),
      step('papers', { kind: 'task', roles: ['P-own'], details: { evidence: [], actions: ['complete'] } }),
      step('terms', {
        kind: 'agreement',
        roles: ['P-own'],
        dueMs: NOW_MS + 2 * 86_400_000,
        details: { agreementId, documentHash, signed: false, actions: ['sign'] },
      }),
      step('decide', { kind: 'approval', roles: approval.plan.roles, approvalWorkflowId: approval.origin.workflowId }),
    ],
  };
  await upsertStageRun(pool, turn);
  await upsertSteps(pool, turn);
  const { plan } = await plannedFor({ holders, clock: Date }, pool, approval);
  await insertApproval(pool, approval, plan);
  await holders.replaceCandidates(pool, approval.approvalId, plan.levels[0]!.groups[0]!.deciders);
  await insertAgreement(pool, {
    agreementId,
    partnerId,
    stageWorkflowId,
    stepKey: 'terms',
    document: 'terms',
    documentHash,
    title: 'Terms',
    text: TERMS,
    sentMs: NOW_MS,
  });
  await insertAudit(pool, {
    origin: turn.origin,
    businessKey: `${stageWorkflowId}/1`,
    partnerId,
    atMs: NOW_MS,
    programVersion: 'channel@1',
    entries: [
      { action: 'stage.started', actor: 'system:workflow', subject: 'stage/recruit' },
      {
        action: 'step.reject',
        actor: 'person/staff_secret',
        subject: 'step/recruit/vet',
        reason: 'secret words of ours',
        details: { secret: true },
      },
    ],
  });
  const ids = Object.fromEntries(turn.steps.map(({ key }) => [key, stepIdOf(stageWorkflowId, key)])) as Scene['steps'];
  return { partnerId, stageWorkflowId, approval, agreementId, steps: ids };
}

function step(key: string, parts: Partial<StepSnapshot> & Pick<StepSnapshot, 'kind' | 'roles'>): StepSnapshot {
  return {
    key,
    title: `Do ${key}`,
    state: 'open',
    optional: false,
    needs: [],
    openedMs: NOW_MS,
    waitingFor: `${parts.roles.join(' or ')} to act`,
    ...parts,
  };
}
