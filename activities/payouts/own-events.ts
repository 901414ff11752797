import type { Queryable } from '../../database/sql';
import { addCivilDays, periodDays, periodKeyOf } from '../../domain/calendar';
import type { CompiledPlan } from '../../domain/incentivize/commission';
import type { Trigger } from '../../domain/incentivize/commission-plan';
import type { SentEvent } from '../../domain/incentivize/incoming-event';
import type { ProgramVersion } from '../../domain/program';
import { saleTime } from '../../domain/sell/sale-time';
import type { PricingDeps } from './period-pricing';

/** Periods closed together at most, where a partner had no close for a long time. */
const CLOSES_TOGETHER_MAX = 40;

/** What is to be recorded before a pricing reads events. */
export interface OwnEventsOrder {
  partnerIds: readonly string[];
  program: ProgramVersion;
  businessKey: string;
  /** The period that the partners' close has ended, where it is one. */
  closes?: string;
}

/**
 * Records as events what the lifecycle knows by itself: certificates, milestones and closed periods, each only where one
 * of the plans has such a trigger. Idempotent by what it is about.
 */
export async function recordOwnEvents(
  deps: PricingDeps,
  tx: Queryable,
  { order, plans }: { order: OwnEventsOrder; plans: readonly CompiledPlan[] },
): Promise<void> {
  const { partnerIds, businessKey, program } = order;
  const asks = (trigger: Trigger): boolean =>
    plans.some(({ rules }) => rules.some(({ source }) => source.trigger === trigger || source.counts === trigger));
  const found = [
    ...(asks('cert_earned') ? await deps.ownEvents.findCertificateEvents(tx, partnerIds) : []),
    ...(asks('milestone') ? await deps.ownEvents.findMilestoneEvents(tx, partnerIds) : []),
  ];
  const events = found.map(({ partnerId, ms, ...event }): SentEvent => {
    const time = saleTime(new Date(ms).toISOString(), program.calendar);
    const period = periodKeyOf(program.document.period, time.occurredOn);
    return { ...event, ...time, period, partner: partnerId, amountMinor: null, currency: null };
  });
  if (asks('period_close') && order.closes !== undefined)
    for (const partnerId of partnerIds) events.push(...(await closesOf(deps, tx, { order, partnerId })));
  await deps.ownEvents.insertOwnEvents(tx, { events, businessKey, nowWallMs: deps.clock.now() });
}

/** The period that is closed now, and those since the last close that had none of their own. */
async function closesOf(
  deps: PricingDeps,
  tx: Queryable,
  { order, partnerId }: { order: OwnEventsOrder; partnerId: string },
): Promise<SentEvent[]> {
  const last = await deps.ownEvents.findLastClose(tx, partnerId);
  const unit = order.program.document.period;
  const closes: SentEvent[] = [];
  for (let period = order.closes!; last === null || period > last;) {
    const { firstDay, lastDay: occurredOn } = periodDays(unit, period);
    const eventId = `period-close/${partnerId}/${period}`;
    const time = { occurredOn, occurredMs: null, period };
    const nothing = { of: null, amountMinor: null, currency: null };
    closes.push({ eventId, partner: partnerId, kind: 'period_close', ...time, ...nothing, details: { period } });
    if (last === null || closes.length === CLOSES_TOGETHER_MAX) break;
    period = periodKeyOf(unit, addCivilDays(firstDay, -1));
  }
  return closes;
}
