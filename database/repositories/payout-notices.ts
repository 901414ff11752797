import type { Queryable } from '../sql';
import { execute } from '../sql';
import { NOTICE_INTO } from './notices';

/** Finance that may act on runs: people of ours with the role for all regions. $4 wall time. */
const FINANCE = `person h JOIN role_grant g USING (person_id)
  WHERE h.kind = 'person' AND h.status = 'active' AND h.partner_id IS NULL AND g.role = 'FIN' AND g.region IS NULL
    AND g.from_wall <= $4 AND (g.to_wall IS NULL OR g.to_wall > $4)`;

/** What happened to a run, and when. */
export interface RunNote {
  runId: string;
  /** It waits for an approver; some of it was not paid; a payment of it came back; of a file of it nothing has come back. */
  occasion: 'payout_review' | 'payout_failed' | 'payment_returned' | 'results_missing';
  businessKey: string;
  wallMs: number;
}

/**
 * Tells finance of a run. Whoever asked for it does not approve it, and is not told that it waits.
 * @returns how many notices are new
 */
export async function noteRun(tx: Queryable, { runId, occasion, businessKey, wallMs }: RunNote): Promise<number> {
  return execute(
    tx,
    `WITH told AS (
       SELECT DISTINCT $2::text || '/' || h.person_id AS business_key, h.person_id, $3::text AS occasion, 'run/' || $1::text AS subject,
              NULL::text AS partner_id
       FROM ${FINANCE} AND NOT ($3 = 'payout_review' AND h.person_id = (
         SELECT requested_by FROM payout_run WHERE run_id = $1 ORDER BY revision DESC LIMIT 1)))
     ${NOTICE_INTO}`,
    [runId, businessKey, occasion, wallMs],
  );
}

/**
 * Tells a partner's owners and finance people that payments to it came back; of a payment to a person that person, and nobody
 * else of the partner.
 * @returns how many notices are new
 */
export async function noteReturned(
  tx: Queryable,
  { lineIds, wallMs }: { lineIds: readonly string[]; wallMs: number },
): Promise<number> {
  if (lineIds.length === 0) return 0;
  return execute(
    tx,
    `WITH told AS (
       SELECT DISTINCT 'payment-returned/' || l.line_id || '/' || h.person_id AS business_key, h.person_id, 'payment_returned' AS occasion,
              'payment/' || l.line_id AS subject, l.partner_id
       FROM payout_line l JOIN person h ON h.partner_id = l.partner_id
       WHERE l.line_id = ANY($1::text[]) AND h.kind = 'person' AND h.status = 'active' AND CASE WHEN l.person_id IS NULL
         THEN EXISTS (SELECT FROM role_grant g WHERE g.person_id = h.person_id AND g.role IN ('P-own','P-fin')
                      AND g.from_wall <= $2 AND (g.to_wall IS NULL OR g.to_wall > $2))
         ELSE h.person_id = l.person_id END)
     ${NOTICE_INTO}`,
    [lineIds, wallMs],
  );
}

/**
 * Tells the old contact that the account of a payee changes: whoever proposed the one that is paid to until now, and the
 * partner's owners; of a person's payee that person instead of them. Each is told when it is proposed and again when it is verified.
 * @returns how many notices are new
 */
export async function noteAccount(
  tx: Queryable,
  change: { accountId: string; oldAccountId: string; businessKey: string; wallMs: number },
): Promise<number> {
  return execute(
    tx,
    `WITH told AS (
       SELECT $3 || '/' || h.person_id AS business_key, h.person_id, 'account_changed' AS occasion, 'account/' || $1::text AS subject,
              y.partner_id
       FROM payee_account o JOIN payee y USING (payee_id) CROSS JOIN person h
       WHERE o.account_id = $2 AND h.kind = 'person' AND h.status = 'active'
         AND (h.person_id = o.proposed_by OR (h.partner_id = y.partner_id AND CASE WHEN y.person_id IS NULL
           THEN EXISTS (SELECT FROM role_grant g WHERE g.person_id = h.person_id AND g.role = 'P-own' AND g.from_wall <= $4
                        AND (g.to_wall IS NULL OR g.to_wall > $4))
           ELSE h.person_id = y.person_id END)))
     ${NOTICE_INTO}`,
    [change.accountId, change.oldAccountId, change.businessKey, change.wallMs],
  );
}
