import type { Pool } from 'pg';
import { periodDays } from '../../domain/calendar';
import type { PayoutProof, ProvenEarning } from '../../domain/incentivize/payout-proof';
import { PROOF_FORM } from '../../domain/incentivize/payout-proof';
import { readPins, readSales, readTiers } from '../repositories/earnings';
import type { Queryable } from '../sql';
import { query, queryOne } from '../sql';
import { ProgramsView } from './programs';

type Payout = PayoutProof['payout'] & { approvalId: string | null };

/** A payout with all that it was calculated from; read only. */
export class PayoutProofView {
  private readonly programs: ProgramsView;

  constructor(private readonly pool: Pool) {
    this.programs = new ProgramsView(pool);
  }

  /** Null where the partner has no such payout. Everything is read as of one moment. */
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
    const { approvalId, ...payout } = found;
    const rows = await earningsOf(db, payout);
    const { programId } = rows[0]!;
    const earnings = rows.map(({ programId: _one, ...earning }) => earning);
    const periods = [...new Set(earnings.map(({ period }) => period))].sort();
    const numbers = [...new Set(earnings.map(({ version }) => version))].sort((a, b) => a - b);
    const versions = await Promise.all(numbers.map((version) => this.programs.version(programId, version)));
    const unit = versions[0]!.document.period;
    const days = { fromDay: periodDays(unit, periods[0]!).firstDay, toDay: periodDays(unit, periods.at(-1)!).lastDay };
    const sales = (await readSales(db, { partnerIds: [partnerId], ...days })).get(partnerId) ?? [];
    const counted = await recordedBefore(db, partnerId, { periods, saleKeys: sales.map(({ saleKey }) => saleKey) });
    const pins = (await readPins(db, programId, [partnerId])).get(partnerId) ?? new Map<string, number>();
    return {
      form: PROOF_FORM,
      programId,
      payout,
      approval: approvalId === null ? null : await approvalOf(db, approvalId),
      versions: versions.map((one) => {
        const { version, contentHash, document, clock, calendar, regionCalendars } = one!;
        return { version, contentHash, document, clock, calendar, regionCalendars };
      }),
      pins: Object.fromEntries([...pins].filter(([period]) => periods.includes(period))),
      tiers: ((await readTiers(db, [partnerId])).get(partnerId) ?? []).map(({ fromDay, tier }) => ({ fromDay, tier })),
      sales: sales
        .filter(({ saleKey }) => counted.has(saleKey))
        .map((sale) => ({ ...sale, amountMinor: String(sale.amountMinor) })),
      earnings,
    };
  }
}

function payoutOf(db: Queryable, partnerId: string, payoutId: string): Promise<Payout | null> {
  return queryOne<Payout>(
    db,
    `SELECT payout_id AS "payoutId", partner_id AS "partnerId", period, currency, revision, amount_minor::text AS "amountMinor",
            earnings_digest AS "earningsDigest", content_hash AS "contentHash", state, workflow_id AS "workflowId", approval_id AS "approvalId"
     FROM payout WHERE partner_id = $1 AND payout_id = $2`,
    [partnerId, payoutId],
  );
}

/** All revisions of the periods that the payout pays something of. */
function earningsOf(
  db: Queryable,
  { partnerId, payoutId, currency }: PayoutProof['payout'],
): Promise<(ProvenEarning & { programId: string })[]> {
  return query(
    db,
    `SELECT e.earning_id AS "earningId", coalesce(s.source, v.source) AS source, coalesce(s.sale_id, v.event_id) AS "saleId",
            coalesce(e.sale_key, e.event_key) AS "saleKey", e.rule_id AS "ruleId", e.revision, e.period,
            e.amount_minor::text AS "amountMinor", e.tier, e.program_id AS "programId", e.program_version AS version, e.trace,
            EXISTS (SELECT FROM payout_item i WHERE i.payout_id = $2 AND i.earning_id = e.earning_id) AS paid,
            jsonb_build_object('workflowId', e.workflow_id, 'runId', e.run_id, 'historyLength', e.history_length, 'businessKey', e.business_key) AS cites
     FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
     WHERE e.partner_id = $1 AND e.person_id IS NULL AND e.currency = $3 AND e.period IN (
       SELECT p.period FROM payout_item i JOIN earning p USING (earning_id) WHERE i.payout_id = $2)
     ORDER BY e.period, coalesce(s.occurred_on, v.occurred_on), coalesce(s.sale_id, v.event_id) COLLATE "C", e.rule_id, e.revision`,
    [partnerId, payoutId, currency],
  );
}

/** Of these sales, those that were on record when the last earning of the periods was posted. */
async function recordedBefore(
  db: Queryable,
  partnerId: string,
  { periods, saleKeys }: { periods: string[]; saleKeys: string[] },
): Promise<Set<string>> {
  const rows = await query<{ saleKey: string }>(
    db,
    `SELECT s.sale_key AS "saleKey" FROM sale s LEFT JOIN sale_match m USING (sale_key)
     WHERE s.sale_key = ANY($3::text[]) AND coalesce(m.recorded_at, s.recorded_at) <= (
       SELECT max(recorded_at) FROM earning WHERE partner_id = $1 AND period = ANY($2::text[]))`,
    [partnerId, periods, saleKeys],
  );
  return new Set(rows.map(({ saleKey }) => saleKey));
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
