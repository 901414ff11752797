import type { Origin } from '../../domain/journal';
import { rowId } from '../../domain/ids';
import type { Queryable } from '../sql';
import { execute, query, queryOne } from '../sql';

/** Who signs: the partner first, then we. */
export type SignatureSide = 'partner' | 'vendor';

/** The opaque id of the agreement of a step. */
export const agreementIdOf = (stageWorkflowId: string, stepKey: string): string =>
  rowId('agr', `${stageWorkflowId}/${stepKey}`);

/** A document sent for signing. */
export interface NewAgreement {
  agreementId: string;
  partnerId: string;
  stageWorkflowId: string;
  stepKey: string;
  document: string;
  documentHash: string;
  title: string;
  text: string;
  sentMs: number;
}

/** Inserts an agreement. @returns false when this step's agreement was there already */
export async function insertAgreement(tx: Queryable, agreement: NewAgreement): Promise<boolean> {
  const rows = await execute(
    tx,
    `INSERT INTO agreement (agreement_id, partner_id, stage_workflow_id, step_key, document, document_hash, title, text, sent_ms, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (agreement_id) DO NOTHING`,
    [
      agreement.agreementId,
      agreement.partnerId,
      agreement.stageWorkflowId,
      agreement.stepKey,
      agreement.document,
      agreement.documentHash,
      agreement.title,
      agreement.text,
      agreement.sentMs,
      `${agreement.stageWorkflowId}/${agreement.stepKey}`,
    ],
  );
  return rows === 1;
}

/** What is to be signed, and by whom it is already. */
export interface AgreementRow {
  agreementId: string;
  partnerId: string;
  documentHash: string;
  signatures: { side: SignatureSide; personId: string }[];
}

/** Reads an agreement with its signatures. */
export async function findAgreement(db: Queryable, agreementId: string): Promise<AgreementRow | null> {
  const row = await queryOne<Omit<AgreementRow, 'signatures'>>(
    db,
    `SELECT agreement_id AS "agreementId", partner_id AS "partnerId", document_hash AS "documentHash"
     FROM agreement WHERE agreement_id = $1`,
    [agreementId],
  );
  if (row === null) return null;
  const signatures = await query<AgreementRow['signatures'][number]>(
    db,
    'SELECT side, person_id AS "personId" FROM signature WHERE agreement_id = $1',
    [agreementId],
  );
  return { ...row, signatures };
}

/** One signature: document hash, person, time. */
export interface NewSignature {
  origin: Origin;
  businessKey: string;
  agreementId: string;
  side: SignatureSide;
  personId: string;
  documentHash: string;
  signedMs: number;
}

/** Inserts a signature; one per side. */
export async function insertSignature(tx: Queryable, signature: NewSignature): Promise<void> {
  const { origin } = signature;
  await execute(
    tx,
    `INSERT INTO signature (agreement_id, side, person_id, document_hash, signed_ms, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      signature.agreementId,
      signature.side,
      signature.personId,
      signature.documentHash,
      signature.signedMs,
      origin.workflowId,
      origin.runId,
      origin.historyLength,
      signature.businessKey,
    ],
  );
}
