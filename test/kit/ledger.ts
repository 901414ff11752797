import type { Pool } from 'pg';
import type { LedgerPosted, LedgerPosting } from '../../database/repositories/ledger';
import { post } from '../../database/repositories/ledger';
import { transaction } from '../../database/sql';
import { itemOf } from '../../domain/incentivize/ledger';
import { NOW_MS, originOf } from './rows';
import { freshName } from './servers';

/** A posting into a partner's book of USD, with a key of its own. */
export function posting(
  partnerId: string,
  order: LedgerPosting['order'],
  parts: Partial<LedgerPosting> = {},
): LedgerPosting {
  return {
    partnerId,
    currency: 'USD',
    businessKey: freshName('test'),
    origin: originOf('test/ledger'),
    program: null,
    effectiveMs: NOW_MS,
    order,
    ...parts,
  };
}

/** What a sale earned by the rule `base`. */
export const earned = (sale: string, amountMinor: bigint) => ({
  item: itemOf(sale, 'base'),
  amountMinor,
  ruleId: 'base',
});

/** Posts in a transaction of its own. */
export async function postNow(pool: Pool, ...postings: LedgerPosting[]): Promise<LedgerPosted[]> {
  return transaction(pool, (tx) => post(tx, postings));
}
