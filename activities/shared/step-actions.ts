import type { SignatureSide } from '../../database/repositories/agreements';
import type { Queryable } from '../../database/sql';
import type { Refusal } from '../../domain/errors';
import { DomainError, isRefusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { rowId } from '../../domain/ids';
import { checkEvidence, EVIDENCE_KIND } from '../../domain/intake';
import type { StagedEvidence } from '../../domain/intake';
import type { StepAction, StepActionOutcome, StepActionRecord } from '../../domain/journal';
import type { Activities } from '../index';
import type { Deps } from './deps';
import type { Done, RecordingDeps, Speaker } from './recording';
import { dropOrder } from './commands';
import { messageKey, record, refusal } from './recording';
import { claimStep, mayNot, reassignStep, releaseStep, wordless } from './step-desk';

type ActionDeps = RecordingDeps & Pick<Deps, 'intake' | 'steps' | 'agreements'>;
type Act = (
  deps: ActionDeps,
  tx: Queryable,
  by: { input: StepActionRecord; speaker: Speaker },
) => Promise<JsonObject | Refusal>;

/** What each action does beyond being audited. */
const ACTS: Record<StepAction['action'], Act> = {
  complete: keepEvidence,
  amend: keepEvidence,
  clear: keepEvidence,
  reject: keepEvidence,
  sign: (deps, tx, by) => keepSignature(deps, tx, { ...by, side: 'partner' }),
  countersign: (deps, tx, by) => keepSignature(deps, tx, { ...by, side: 'vendor' }),
  claim: (_deps, _tx, { input, speaker }) => Promise.resolve(claimStep(input, speaker)),
  release: (_deps, _tx, { input, speaker }) => Promise.resolve(releaseStep(input, speaker)),
  reassign: (deps, tx, { input }) => reassignStep(deps, tx, input),
  comment: () => Promise.resolve({}),
};

/** What people do to steps: who, that they may, with what evidence or on what document. */
export function stepActions(deps: ActionDeps): Pick<Activities, 'recordStepAction' | 'readAmendment'> {
  return {
    /** Idempotent by message id: nothing but the audit line of a drop is written. */
    async readAmendment({ origin, partnerId, askerId, messageId: id, nowMs }) {
      return deps.transaction(async (tx) => {
        const amended = await deps.audit.hasAmendment(tx, { partnerId, businessKey: messageKey(askerId, id) });
        const reason = 'no such change is on record';
        if (!amended) await dropOrder(deps, tx, { origin, partnerId, id, nowMs, reason });
        return { amended };
      });
    },

    /** Idempotent by message id. */
    async recordStepAction(input) {
      const { message, step, stage } = input;
      const subject = `step/${stage}/${step.key}`;
      const incoming = {
        ...input,
        action: Object.hasOwn(ACTS, message?.action ?? '') ? `step.${message.action}` : 'step.act',
        subject,
        reason: message?.comment,
      };
      return record<StepActionOutcome>(deps, incoming, async (tx, speaker) => {
        if (!Object.hasOwn(ACTS, message.action))
          return refusal('REQUEST.INVALID', `An action is one of ${Object.keys(ACTS).join(', ')}.`);
        const refused = mayNot(input, speaker, step.roles) ?? wordless(message);
        if (refused) return refused;
        const result = await ACTS[message.action](deps, tx, { input, speaker });
        return isRefusal(result) ? result : done(speaker, result);
      });
    },
  };
}

function done({ personId }: Speaker, facts: JsonObject): Done<StepActionOutcome> {
  return { outcome: { recorded: true, personId, result: { by: personId, ...facts } } };
}

async function keepEvidence(
  deps: ActionDeps,
  tx: Queryable,
  { input, speaker }: { input: StepActionRecord; speaker: Speaker },
): Promise<JsonObject | Refusal> {
  const { message, stageWorkflowId, step, partnerId, origin, nowMs } = input;
  const { businessKey, personId } = speaker;
  const evidenceId = rowId('evd', businessKey);
  const evidence = await staged(deps, tx, { input, personId });
  if (isRefusal(evidence)) return evidence;
  const missing =
    message.action === 'complete' || message.action === 'amend' ? faultOf(step.details?.evidence, evidence) : undefined;
  if (missing) return missing;
  if (message.intakeId) await deps.intake.close(tx, message.intakeId, `step_evidence/${evidenceId}`);
  await deps.steps.insertEvidence(tx, {
    origin,
    businessKey,
    evidenceId,
    stageWorkflowId,
    stepKey: step.key,
    partnerId,
    personId,
    action: message.action,
    evidence,
    atMs: nowMs,
  });
  return { evidenceId };
}

/** The evidence as it was staged, by this very person for this very stage. It stays staged if it is refused. */
async function staged(
  deps: ActionDeps,
  tx: Queryable,
  { input, personId }: { input: StepActionRecord; personId: string },
): Promise<StagedEvidence['evidence'] | Refusal> {
  const { intakeId } = input.message;
  if (intakeId === undefined || intakeId === null) return {};
  const found = await deps.intake.open(tx, {
    intakeId: String(intakeId),
    kind: EVIDENCE_KIND,
    target: input.stageWorkflowId,
  });
  if (found.state === 'forged') return refusal('AUTH.PROOF_INVALID', 'The evidence was not staged by the API.');
  if (found.state !== 'open' || found.principal !== personId)
    return refusal('REQUEST.NOT_FOUND', `There is no staged evidence ${String(intakeId)} of yours for this stage.`);
  return (found.content as unknown as StagedEvidence).evidence;
}

function faultOf(asked: unknown, evidence: StagedEvidence['evidence']): Refusal | undefined {
  try {
    checkEvidence(Array.isArray(asked) ? asked.map(String) : [], evidence);
    return undefined;
  } catch (error) {
    if (error instanceof DomainError)
      return refusal(
        error.code,
        `${error.message} ${error.errors.map(({ pointer, message }) => `${pointer}: ${message}`).join(' ')}`,
      );
    throw error;
  }
}

async function keepSignature(
  deps: ActionDeps,
  tx: Queryable,
  { input, speaker, side }: { input: StepActionRecord; speaker: Speaker; side: SignatureSide },
): Promise<JsonObject | Refusal> {
  const { message, stageWorkflowId, step, partnerId, origin, nowMs } = input;
  const { holder, personId, businessKey } = speaker;
  const agreementId = deps.agreements.agreementIdOf(stageWorkflowId, step.key);
  // Two messages at once on one document take turns, so that the second sees the first one's signature.
  await deps.recorded.lockRecording(tx, agreementId);
  const agreement = await deps.agreements.findAgreement(tx, agreementId);
  if (!agreement || agreement.partnerId !== partnerId)
    return refusal('AGREEMENT.UNKNOWN', 'Nothing was sent for signing here.');
  if (side === 'partner' ? holder.partnerId !== partnerId : holder.partnerId !== null)
    return refusal(
      'AUTH.FORBIDDEN',
      side === 'partner' ? 'Only the partner’s own people sign for it.' : 'Only our own people countersign.',
    );
  if (message.contentHash !== agreement.documentHash)
    return refusal('STEP.STALE', 'What was shown is not the document to sign. Reload and read it again.');
  const signed = agreement.signatures.find((signature) => signature.side === side);
  if (signed && signed.personId !== personId) return refusal('STEP.CLOSED', `The ${side} side has signed already.`);
  if (side === 'vendor' && !agreement.signatures.some((signature) => signature.side === 'partner'))
    return refusal('STEP.CLOSED', 'The partner signs first.');
  const { documentHash } = agreement;
  if (!signed)
    await deps.agreements.insertSignature(tx, {
      origin,
      businessKey,
      agreementId,
      side,
      personId,
      documentHash,
      signedMs: nowMs,
    });
  return { agreementId, side };
}
