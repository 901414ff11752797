import type { Pool } from 'pg';
import type { PayoutProof, ProvenEarning } from '../../domain/incentivize/payout-proof';
import { PROOF_FORM, proofHash } from '../../domain/incentivize/payout-proof';
import type { ProvenBooks } from '../../domain/incentivize/payout-recomputed';
import type { ProgramVersion } from '../../domain/program';
import type { Queryable } from '../sql';
import { query, queryOne } from '../sql';
import { ProgramsView } from './programs';
import { readProofBooks } from './proof-books';

type Payout = Omit<PayoutProof['payout'], 'personId' | 'peopleDigest'> & {
  personId: string | null;
  peopleDigest: string | null;
  approvalId: string | null;
  coveredBy: string | null;
};

/** A payout with all that it was calculated from; read only. */
export class PayoutProofView {
  private readonly programs: ProgramsView;

  constructor(private readonly pool: Pool) {
    this.programs = new ProgramsView(pool);
  }

  /** Null where the partner has no such payout, or it pays the partner nothing and only covers its people. Everything is read as of one moment. */
  async find(partnerId: string, payoutId: string): Promise<PayoutProof | null> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
      const found = await this.read(client, partnerId, payoutId);
      await client.query('COMMIT');
      client.release();
      return found;
    } catch (error) {
      client.release(true);
      throw error;
    }
  }

  private async read(db: Queryable, partnerId: string, payoutId: string): Promise<PayoutProof | null> {
    const found = await payoutOf(db, partnerId, payoutId);
    if (found === null) return null;
    const { approvalId, coveredBy, personId, peopleDigest, ...rest } = found;
    const rows = await earningsOf(db, found);
    if (rows[0] === undefined) return null;
    const { programId } = rows[0];
    const payout = { ...rest, ...(personId !== null && { personId }), ...(peopleDigest !== null && { peopleDigest }) };
    const cover = coveredBy === null ? null : await coverOf(db, coveredBy);
    const earnings = rows.map(({ programId: _one, ...earning }) => earning);
    const numbers = [...new Set(earnings.map(({ version }) => version))].sort((a, b) => a - b);
    const versions: ProgramVersion[] = [];
    for (const number of numbers) versions.push((await this.programs.version(programId, number))!);
    const booksOf = (owner: string): Promise<ProvenBooks> => {
      const periods = [...new Set(earnings.filter((one) => one.ofPartnerId === owner).map(({ period }) => period))];
      return readProofBooks(db, { partnerId: owner, programId, periods, versions });
    };
    const owners = [...new Set(earnings.map(({ ofPartnerId }) => ofPartnerId))]
      .filter((one) => one !== partnerId)
      .sort();
    const others: NonNullable<PayoutProof['others']> = [];
    for (const owner of owners) others.push({ partnerId: owner, ...(await booksOf(owner)) });
    const proof: PayoutProof = {
      form: PROOF_FORM,
      programId,
      payout,
      ...(cover !== null && { coveredBy: cover }),
      approval: approvalId === null ? null : await approvalOf(db, approvalId),
      versions: versions.map((one) => {
        const { version, contentHash, document, clock, calendar, regionCalendars } = one;
        return { version, contentHash, document, clock, calendar, regionCalendars };
      }),
      ...(await booksOf(partnerId)),
      ...(others.length > 0 && { others }),
      earnings,
    };
    return { ...proof, hash: proofHash(proof) };
  }
}

function payoutOf(db: Queryable, partnerId: string, payoutId: string): Promise<Payout | null> {
  return queryOne<Payout>(
    db,
    `SELECT p.payout_id AS "payoutId", p.partner_id AS "partnerId", p.person_id AS "personId", p.period, p.currency, p.revision,
            p.amount_minor::text AS "amountMinor", p.earnings_digest AS "earningsDigest", p.content_hash AS "contentHash", p.people_digest AS "peopleDigest",
            p.state, p.workflow_id AS "workflowId", coalesce(p.approval_id, h.approval_id) AS "approvalId", p.covered_by AS "coveredBy"
     FROM payout p LEFT JOIN payout h ON h.payout_id = p.covered_by WHERE p.partner_id = $1 AND p.payout_id = $2`,
    [partnerId, payoutId],
  );
}

/** All revisions of the periods that the payout pays something of. */
function earningsOf(
  db: Queryable,
  { partnerId, personId, payoutId, currency }: Payout,
): Promise<(ProvenEarning & { programId: string; ofPartnerId: string })[]> {
  return query(
    db,
    `SELECT e.earning_id AS "earningId", coalesce(s.source, v.source) AS source, coalesce(s.sale_id, v.event_id) AS "saleId",
            coalesce(e.sale_key, e.event_key) AS "saleKey", coalesce(v.partner_id, e.partner_id) AS "ofPartnerId", e.overlay, e.rule_id AS "ruleId", e.revision, e.period,
            e.amount_minor::text AS "amountMinor", e.tier, e.program_id AS "programId", e.program_version AS version, e.trace,
            EXISTS (SELECT FROM payout_item i WHERE i.payout_id = $2 AND i.earning_id = e.earning_id) AS paid,
            jsonb_build_object('workflowId', e.workflow_id, 'runId', e.run_id, 'historyLength', e.history_length, 'businessKey', e.business_key) AS cites
     FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN partner_commission_event v USING (event_key)
     WHERE e.partner_id = $1 AND e.person_id IS NOT DISTINCT FROM $4 AND e.currency = $3 AND e.period IN (
       SELECT p.period FROM payout_item i JOIN earning p USING (earning_id) WHERE i.payout_id = $2)
     ORDER BY e.period, coalesce(s.occurred_on, v.occurred_on), coalesce(s.sale_id, v.event_id) COLLATE "C", e.rule_id, e.revision`,
    [partnerId, payoutId, currency, personId],
  );
}

/** The partner's payout that covers a person's, with the hashes of all that it covers, in the order of their ids. */
function coverOf(db: Queryable, payoutId: string): Promise<PayoutProof['coveredBy'] | null> {
  return queryOne(
    db,
    `SELECT payout_id AS "payoutId", partner_id AS "partnerId", period, currency, amount_minor::text AS "amountMinor",
            earnings_digest AS "earningsDigest", people_digest AS "peopleDigest", content_hash AS "contentHash",
            ARRAY(SELECT o.content_hash FROM payout o WHERE o.covered_by = $1 ORDER BY o.payout_id COLLATE "C") AS covers
     FROM payout WHERE payout_id = $1`,
    [payoutId],
  );
}

async function approvalOf(db: Queryable, approvalId: string): Promise<PayoutProof['approval']> {
  return queryOne(
    db,
    `SELECT a.approval_id AS "approvalId", a.workflow_id AS "workflowId", a.subject_hash AS "subjectHash",
            ARRAY(SELECT d.person_id FROM decision_live d WHERE d.approval_id = a.approval_id AND d.decision = 'approve'
                  ORDER BY d.person_id) AS "approvedBy"
     FROM approval a WHERE a.approval_id = $1`,
    [approvalId],
  );
}
