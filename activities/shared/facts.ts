import type { NewFact } from '../../database/repositories/facts';
import type { Queryable } from '../../database/sql';
import { shortHash } from '../../domain/hash';
import { FACT_KIND } from '../../domain/intake';
import type { StagedFact } from '../../domain/intake';
import type { Origin } from '../../domain/journal';
import type { Activities } from '../index';
import type { Deps } from './deps';
import { isStorable } from './recording';

/** Kinds of facts that are counted from rows of their own. */
const SALE_BOOKED = 'sale_booked';
const CERTIFICATE_EARNED = 'certificate_earned';
/** The audit names at most so many ids of what it dropped. */
const DROPPED_NAMED_MAX = 20;
const FACT_ID_LENGTH_MAX = 200;

type FactDeps = Pick<Deps, 'db' | 'transaction' | 'intake' | 'facts' | 'audit' | 'recorded'>;
type Input = Parameters<Activities['recordFacts']>[0];

/** What happened outside: moved from staging into rows, and counted there. */
export function facts(deps: FactDeps): Pick<Activities, 'recordFacts' | 'countFacts'> {
  return {
    /** Idempotent by fact id; a retry of the same call tells the same count. */
    async recordFacts(input) {
      const ids = [...new Set(input.factIds)].sort();
      const { workflowId, runId, historyLength } = input.origin;
      const businessKey = `${workflowId}/facts/${runId}/${historyLength}/${shortHash(JSON.stringify(ids), 20)}`;
      return deps.transaction(async (tx) => {
        const known = await deps.recorded.findRecorded(tx, businessKey);
        if (known && 'outcome' in known) return known.outcome as { accepted: number };
        return move(deps, tx, { input, ids, businessKey });
      });
    },

    async countFacts({ partnerId, fact, period, fromMs, toMs }) {
      if (fact === SALE_BOOKED) return { count: await deps.facts.countSales(deps.db, { partnerId, period }) };
      if (fact === CERTIFICATE_EARNED)
        return { count: await deps.facts.countCertificates(deps.db, { partnerId, fromMs, toMs }) };
      return { count: await deps.facts.countFactRows(deps.db, { partnerId, kind: fact, fromMs, toMs }) };
    },
  };
}

async function move(
  deps: FactDeps,
  tx: Queryable,
  { input, ids, businessKey }: { input: Input; ids: string[]; businessKey: string },
): Promise<{ accepted: number }> {
  const { origin, partnerId, nowMs } = input;
  const usable = ids.filter((id) => typeof id === 'string' && id.length <= FACT_ID_LENGTH_MAX && isStorable(id));
  const recorded = new Set(await deps.facts.findFactIds(tx, partnerId, usable));
  const fresh = await openStaged(deps, tx, { ids: usable.filter((id) => !recorded.has(id)), origin });
  const inserted = await deps.facts.insertFacts(tx, { origin, partnerId, facts: fresh });
  const found = new Set([...recorded, ...fresh.map((fact) => fact.factId)]);
  const dropped = ids.filter((id) => !found.has(id));
  const outcome = { accepted: inserted.length };
  if (inserted.length > 0 || dropped.length > 0)
    await deps.audit.insertAudit(tx, {
      origin,
      partnerId,
      atMs: nowMs,
      businessKey,
      entries: [
        {
          action: dropped.length > 0 ? 'facts.dropped' : 'facts.recorded',
          actor: 'system:workflow',
          subject: `partner/${partnerId}`,
          details: { outcome, dropped: dropped.length, unknown: named(dropped) },
        },
      ],
    });
  return outcome;
}

/** What is staged for this lifecycle and signed by us; the rest is nobody's fact. */
async function openStaged(
  deps: FactDeps,
  tx: Queryable,
  { ids, origin }: { ids: string[]; origin: Origin },
): Promise<NewFact[]> {
  const fresh: NewFact[] = [];
  for (const intakeId of ids) {
    const found = await deps.intake.move(
      tx,
      { intakeId, kind: FACT_KIND, target: origin.workflowId },
      `fact/${intakeId}`,
    );
    if (found.state !== 'open') continue;
    const { source, kind, occurredMs, data } = found.content as unknown as StagedFact;
    fresh.push({ factId: intakeId, source, kind, occurredMs, data, contentHash: found.contentHash });
  }
  return fresh;
}

/** Ids come from outside: only those that look like one are repeated in the audit. */
const named = (ids: string[]): string[] =>
  ids.filter((id) => typeof id === 'string' && /^[\w.:-]{1,80}$/.test(id)).slice(0, DROPPED_NAMED_MAX);
