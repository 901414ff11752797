import type { Pool } from 'pg';
import type { Refusal } from '../../domain/errors';
import type { Cascade, CascadeNet, CorrectionOutcome, StagedCorrection } from '../../domain/incentivize/correction';
import { query, toSafeNumber, toSafeNumberOrNull } from '../sql';

/** How a correction stands. */
export type CorrectionState = 'shown' | 'submitted' | 'refused' | CorrectionOutcome;

/** A correction in a list, as of its latest preview. Times are wall time, epoch ms. */
export interface CorrectionRow {
  correctionId: string;
  content: StagedCorrection;
  /** The partner's id where there is no such partner. */
  partnerName: string;
  requestedBy: string;
  requestedByName: string | null;
  requestedMs: number;
  state: CorrectionState;
  /** How often it was shown: again where something else had changed. */
  round: number;
  /** How many lines change. */
  lines: number;
  /** Net, by who is paid. */
  payees: (CascadeNet & { partnerId: string; personId: string | null })[];
  endedMs: number | null;
  workflowId: string;
}

/** A correction with all that it changes. */
export interface CorrectionView extends Omit<CorrectionRow, 'lines' | 'payees'> {
  refusal: Refusal | null;
  cascade: Cascade | null;
  /** The approval that was asked last. */
  approvalId: string | null;
  /** What the payees are called, by their ids. */
  names: Record<string, string>;
}

type Times<View extends { requestedMs: number; endedMs: number | null }> = Omit<View, 'requestedMs' | 'endedMs'> & {
  requestedMs: string;
  endedMs: string | null;
};

const COLUMNS = `c.correction_id AS "correctionId", c.content, coalesce(n.name, c.partner_id) AS "partnerName", c.requested_by AS "requestedBy",
    x.display_name AS "requestedByName", c.requested_wall AS "requestedMs",
    CASE WHEN c.refusal IS NOT NULL THEN 'refused' WHEN e.outcome IS NOT NULL THEN e.outcome
         WHEN o.command = 'submit' THEN 'submitted' WHEN o.command = 'withdraw' THEN 'withdrawn' ELSE 'shown' END AS state,
    coalesce(p.round, 0) AS round, e.ended_wall AS "endedMs", c.workflow_id AS "workflowId"`;
const FROM = `FROM correction c LEFT JOIN correction_order o USING (correction_id) LEFT JOIN correction_end e USING (correction_id)
  LEFT JOIN partner n ON n.partner_id = c.partner_id LEFT JOIN person x ON x.person_id = c.requested_by
  LEFT JOIN LATERAL (SELECT v.round, v.hash, v.cascade FROM correction_preview v WHERE v.correction_id = c.correction_id
                     ORDER BY v.round DESC LIMIT 1) p ON true`;

/** Which corrections a list shows. Null does not filter. */
export interface CorrectionFilter {
  partnerId: string | null;
  state: CorrectionState | null;
}

/** Corrections of wrong inputs; read only. */
export class CorrectionsView {
  constructor(private readonly pool: Pool) {}

  /** Null while it is not recorded. */
  async find(correctionId: string): Promise<CorrectionView | null> {
    const [row] = await query<Times<Omit<CorrectionView, 'names'>>>(
      this.pool,
      `SELECT ${COLUMNS}, c.refusal, p.cascade,
         (SELECT a.approval_id FROM approval a WHERE a.subject = 'correction/' || c.correction_id || '/' || p.hash
          ORDER BY a.opened_ms DESC LIMIT 1) AS "approvalId" ${FROM} WHERE c.correction_id = $1`,
      [correctionId],
    );
    if (!row) return null;
    return { ...timed(row), names: await this.namesOf(row.cascade?.payees ?? []) };
  }

  /** The latest first; one row more than the page holds, where there are more. */
  async list(
    { partnerId, state }: CorrectionFilter,
    page: { limit: number; after: { requestedMs: number; correctionId: string } | null },
  ): Promise<CorrectionRow[]> {
    const rows = await query<Times<CorrectionRow>>(
      this.pool,
      `SELECT * FROM (
         SELECT ${COLUMNS}, coalesce(jsonb_array_length(p.cascade -> 'lines'), 0) AS lines, coalesce(p.cascade -> 'payees', '[]') AS payees
         ${FROM} WHERE $1::text IS NULL OR c.partner_id = $1) r
       WHERE ($2::text IS NULL OR r.state = $2) AND ($3::bigint IS NULL OR (r."requestedMs", r."correctionId") < ($3, $4))
       ORDER BY r."requestedMs" DESC, r."correctionId" DESC LIMIT $5 + 1`,
      [partnerId, state, page.after?.requestedMs ?? null, page.after?.correctionId ?? null, page.limit],
    );
    return rows.map(timed);
  }

  private async namesOf(payees: Cascade['payees']): Promise<Record<string, string>> {
    const ids = payees.flatMap(({ partnerId, personId }) => [partnerId, ...(personId === null ? [] : [personId])]);
    const rows = await query<{ id: string; name: string }>(
      this.pool,
      `SELECT partner_id AS id, name FROM partner WHERE partner_id = ANY($1::text[])
       UNION ALL SELECT person_id, display_name FROM person WHERE person_id = ANY($1::text[])`,
      [ids],
    );
    return Object.fromEntries(rows.map(({ id, name }) => [id, name]));
  }
}

function timed<Row extends { requestedMs: string; endedMs: string | null }>({
  requestedMs,
  endedMs,
  ...row
}: Row): Omit<Row, 'requestedMs' | 'endedMs'> & { requestedMs: number; endedMs: number | null } {
  return { ...row, requestedMs: toSafeNumber(requestedMs), endedMs: toSafeNumberOrNull(endedMs) };
}
