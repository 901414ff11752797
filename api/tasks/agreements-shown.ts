import type { AgreementView } from '../../database/views/tasks';
import { momentOf } from '../http/moments';
import type { Temporal } from '../temporal';
import type { AgreementDto } from './tasks.dto';

/** A document as answers show it. */
export function shownAgreement(agreement: AgreementView, temporal: Temporal): AgreementDto {
  const { agreementId, partnerId, partnerName, title, document, documentHash, text, stepId } = agreement;
  return {
    agreementId,
    partnerId,
    partnerName,
    title,
    document,
    documentHash,
    text,
    sent: momentOf(agreement.sentMs),
    state: stateOf(agreement),
    stepId,
    signatures: agreement.signatures.map(({ signedMs, ...signature }) => ({
      ...signature,
      signed: momentOf(signedMs),
    })),
    temporalUrl: temporal.linkTo(agreement.stageWorkflowId),
  };
}

function stateOf({ signatures, stepState }: AgreementView): AgreementDto['state'] {
  const sides = signatures.map((signature) => signature.side);
  if (sides.includes('vendor')) return 'countersigned';
  if (stepState !== 'open') return 'closed';
  return sides.includes('partner') ? 'signed' : 'sent';
}
