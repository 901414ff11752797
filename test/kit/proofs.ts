/** Payouts that finance approves, and their proofs as they are filed away. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PayoutProofView } from '../../database/views/payout-proof';
import type { JsonObject } from '../../domain/hash';
import type { PayoutProof } from '../../domain/incentivize/payout-proof';
import type { ProgramVersion } from '../../domain/program';
import type { MoneyKit } from './money';
import { asActivity, closing, decidePayout } from './money';
import { addPerson } from './rows';

/** Proofs of payouts that were made once: what code of any later day must come to as well. */
export const RECORDED_PROOFS = join(__dirname, '..', 'replay', 'proofs');

/** Somebody of finance, who approves what a close comes to. */
export interface ProofDesk {
  finance: string;
  /** Calculates the close of a period, lets finance approve it, and gives the proof. */
  pay: (partner: string, period: string, attempt?: number) => Promise<PayoutProof>;
}

/** Opens it. */
export async function proofDesk(kit: MoneyKit, program: ProgramVersion): Promise<ProofDesk> {
  const finance = await addPerson(kit.pool, { roles: ['FIN'] });
  const pay: ProofDesk['pay'] = async (partner, period, attempt = 1) => {
    const asked = closing(program, partner, period, { attempt });
    const { result } = await asActivity(kit.activities.calculatePayout, asked);
    const decided = await decidePayout(kit, partner, result);
    await kit.rows(
      `INSERT INTO decision (approval_id, person_id, seq, decision, content_hash, identity_proven, decided_ms, received_wall, workflow_id, run_id, history_length, business_key)
       SELECT approval_id, $2, 1, 'approve', content_hash, true, 1, 1, workflow_id, 'run', 1, approval_id FROM approval WHERE workflow_id = $1`,
      [decided.approvalWorkflowId, finance],
    );
    await asActivity(kit.activities.recordPayout, closing(program, partner, period, { attempt, decided }));
    return proofOf(kit, partner, result);
  };
  return { finance, pay };
}

/** Files a proof away, for CI to recompute for ever. */
export function keepProof(name: string, proof: PayoutProof): void {
  writeFileSync(join(RECORDED_PROOFS, `${name}.json`), `${JSON.stringify(proof)}\n`);
}

async function proofOf(kit: MoneyKit, partner: string, { payoutId }: JsonObject): Promise<PayoutProof> {
  const found = await new PayoutProofView(kit.pool).find(partner, payoutId as string);
  // As it is filed away: a file, and nothing of the database.
  return JSON.parse(JSON.stringify(found)) as PayoutProof;
}
