import { DomainError } from '../../domain/errors';
import { sha256Hex } from '../../domain/hash';
import type { Activities } from '../index';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';

/** The document to sign, exactly as the partner's program version published it. */
export function agreement(
  deps: Pick<Deps, 'transaction' | 'audit' | 'agreements'>,
  programs: ProgramReader,
): Pick<Activities, 'prepareAgreement'> {
  return {
    /** Idempotent by (stage workflow id, step key). */
    async prepareAgreement({
      origin,
      partnerId,
      stageWorkflowId,
      stepKey,
      document,
      programId,
      programVersion,
      nowMs,
    }) {
      const published = (await programs(programId, programVersion)).document.documents[document];
      if (!published) throw new DomainError('AGREEMENT.UNKNOWN', `The program has no document "${document}".`);
      const { title, text } = published;
      const agreementId = deps.agreements.agreementIdOf(stageWorkflowId, stepKey);
      const documentHash = sha256Hex(text);
      await deps.transaction(async (tx) => {
        const row = {
          agreementId,
          partnerId,
          stageWorkflowId,
          stepKey,
          document,
          documentHash,
          title,
          text,
          sentMs: nowMs,
        };
        if (!(await deps.agreements.insertAgreement(tx, row))) return;
        await deps.audit.insertAudit(tx, {
          origin,
          partnerId,
          atMs: nowMs,
          programVersion: `${programId}@${programVersion}`,
          businessKey: `${stageWorkflowId}/${stepKey}/sent`,
          entries: [
            {
              action: 'agreement.sent',
              actor: 'system:workflow',
              subject: `agreement/${agreementId}`,
              details: { document, documentHash },
            },
          ],
        });
      });
      return { agreementId, documentHash };
    },
  };
}
