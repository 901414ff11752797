import type { Queryable } from '../../database/sql';
import { programTimeAt } from '../../domain/clock';
import type { Refusal } from '../../domain/errors';
import type { Cascade, CascadeLine, StagedCorrection } from '../../domain/incentivize/correction';
import { cascadeOf } from '../../domain/incentivize/correction';
import type { SentEvent } from '../../domain/incentivize/incoming-event';
import { checkEvent } from '../../domain/incentivize/incoming-event';
import type { RecordedEvent } from '../../domain/incentivize/recorded-event';
import { byReceipt } from '../../domain/incentivize/recorded-event';
import type { RowOutcome } from '../../domain/imports';
import type { Origin } from '../../domain/journal';
import { toSafeMinor } from '../../domain/money';
import type { ProgramVersion } from '../../domain/program';
import { checkSale } from '../../domain/sell/sale';
import type { Deps } from '../shared/deps';
import type { ProgramReader } from '../shared/programs';
import type { PricingDeps, PricingOrder } from './period-pricing';
import { postTogether } from './period-pricing';

/** What a cascade needs. */
export type CascadeDeps = PricingDeps & Pick<Deps, 'sales' | 'commissionEvents' | 'corrections'>;

/** A correction to carry out. */
export interface CascadeOrder {
  origin: Origin;
  correctionId: string;
  correction: StagedCorrection;
  nowWallMs: number;
}

/**
 * Carries a correction out in the caller's transaction: the input is corrected at its place, all periods of the partner that
 * were priced are priced again, and the differences are posted. A preview is the very same, in a transaction that is undone;
 * so what is shown and what is posted cannot differ but where something else has changed between.
 *
 * What pricing owes anyway, because something came late, is posted before and is no part of the correction.
 */
export async function carryOut(
  deps: CascadeDeps,
  tx: Queryable,
  { order, readProgram }: { order: CascadeOrder; readProgram: ProgramReader },
): Promise<{ cascade: Cascade; postings: number } | Refusal> {
  const { origin, correctionId, correction, nowWallMs } = order;
  const { partnerId, programId } = correction;
  const partner = await deps.corrections.findCorrectedPartner(tx, partnerId);
  if (partner?.programId !== programId) return notFound(`Program "${programId}" has no partner "${partnerId}".`);
  const businessKey = `correction/${correctionId}`;
  await deps.earnings.lockPricing(tx, [partnerId]);
  await deps.sales.matchSales(tx, { partnerIds: [partnerId], businessKey });
  await deps.commissionEvents.matchEvents(tx, { partnerIds: [partnerId], businessKey });
  const program = await readProgram(programId, partner.programVersion);
  const periods = [...((await deps.earnings.readPins(tx, programId, [partnerId])).get(partnerId)?.keys() ?? [])].sort();
  const to = periods.at(-1);
  const pricing = (): PricingOrder => ({
    ...{ origin, businessKey, programId, partners: [{ partnerId, programVersion: partner.programVersion }] },
    ...{ range: { to: to! }, effectiveMs: nowWallMs },
  });
  if (to !== undefined) await postTogether(deps, tx, { order: pricing(), readProgram });
  const refused = await correct(deps, tx, { order, program });
  if (refused) return refused;
  if (to === undefined) return { cascade: cascadeOf(correction, []), postings: 0 };
  const { earnings } = await postTogether(deps, tx, { order: pricing(), readProgram });
  const known = await deps.corrections.readLinesOf(tx, earnings.map(deps.earnings.earningIdOf));
  const lines = earnings.map((earning): CascadeLine => {
    const line = known.get(deps.earnings.earningIdOf(earning))!;
    return { ...line, before: String(BigInt(line.after) - earning.amountMinor) };
  });
  return { cascade: cascadeOf(correction, lines), postings: earnings.length };
}

/** Records the right input beside the wrong one: nothing is edited. @returns why not */
async function correct(
  deps: CascadeDeps,
  tx: Queryable,
  { order, program }: { order: CascadeOrder; program: ProgramVersion },
): Promise<Refusal | null> {
  const { correctionId, correction, nowWallMs } = order;
  const { partnerId, sale, event, tiers } = correction;
  const asked = { partnerId, source: (sale ?? event)?.source ?? '', id: sale?.saleId ?? event?.eventId ?? '' };
  if (sale || event) {
    const known = await deps.corrections.hasRecord(tx, { kind: sale ? 'sale' : 'event', ...asked });
    if (!known)
      return notFound(
        `This partner has no ${sale ? 'sale' : 'event or sale'} "${asked.id}" of source "${asked.source}".`,
      );
  }
  const id = `correction/${correctionId}`;
  const occurredOn = new Date(programTimeAt(program.clock, nowWallMs)).toISOString();
  const receipt = { importId: correctionId, source: asked.source, receivedWallMs: nowWallMs };
  if (sale) {
    const incoming = { saleId: id, partner: partnerId, kind: 'correction', corrects: sale.saleId, occurredOn };
    const checked = checkSale({ ...incoming, amount: sale.amount }, program.calendar);
    if ('faults' in checked) return faulty(checked.faults);
    const chunk = { ...receipt, periodUnit: program.document.period, sales: [{ ...checked.sale, row: 1 }] };
    return takenOrNot((await deps.sales.storeSales(tx, chunk))[0]!);
  }
  if (event) {
    const place = { zone: program.calendar, unit: program.document.period };
    const incoming = { eventId: id, partner: partnerId, kind: 'correction', of: event.eventId, occurredOn };
    const checked = checkEvent({ ...event.changes, ...incoming }, place);
    if ('faults' in checked) return faulty(checked.faults);
    const said = (await deps.eventBooks.readEvents(tx, [partnerId])).get(partnerId) ?? [];
    const whole = { ...onTopOf(said, event, checked.event), row: 1 };
    return takenOrNot((await deps.commissionEvents.storeEvents(tx, { ...receipt, events: [whole] }))[0]!);
  }
  const ids = program.document.tiers.map((tier) => tier.id);
  const strange = (tiers ?? []).find(({ tier }) => tier !== null && !ids.includes(tier));
  if (strange) return rule(`"${strange.tier}" is no tier of the program: it is one of ${ids.join(', ')}.`);
  await deps.corrections.insertTierCorrection(tx, { correctionId, partnerId, tiers: tiers ?? [] });
  return null;
}

/** Of several corrections of an event the last one is in force, whole: so it repeats what those before it said. */
function onTopOf(
  said: readonly RecordedEvent[],
  { source, eventId }: { source: string; eventId: string },
  correction: SentEvent,
): SentEvent {
  const before = said.filter((one) => one.kind === 'correction' && one.source === source && one.of === eventId);
  const last = before.sort((a, b) => byReceipt(a.received, b.received)).at(-1);
  if (!last) return correction;
  const details = { ...last.details, ...correction.details };
  if (correction.amountMinor !== null || last.amountMinor === null) return { ...correction, details };
  return { ...correction, details, amountMinor: toSafeMinor(last.amountMinor), currency: last.currency };
}

function takenOrNot({ outcome, code, message }: RowOutcome): Refusal | null {
  if (outcome === 'stored' && (code === null || message === null)) return null;
  return rule(message ?? `The correction is ${outcome}.`);
}

function faulty(faults: readonly { pointer: string; message: string }[]): Refusal {
  return rule(faults.map(({ pointer, message }) => `${pointer}: ${message}`).join(' '));
}

const rule = (message: string): Refusal => ({ refused: 'REQUEST.RULE', message });
const notFound = (message: string): Refusal => ({ refused: 'REQUEST.NOT_FOUND', message });
