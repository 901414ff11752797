import { disputes } from '../../activities/payouts/dispute';
import { programReader } from '../../activities/shared/programs';
import { PayoutProofView } from '../../database/views/payout-proof';
import { DisputesView } from '../../database/views/disputes';
import { EarningsView } from '../../database/views/earnings';
import { isRefusal } from '../../domain/errors';
import { disputeWorkflowId } from '../../domain/ids';
import type { DisputeRaised } from '../../domain/incentivize/dispute';
import { DISPUTE_KIND } from '../../domain/incentivize/dispute';
import { provePayout } from '../../domain/incentivize/payout-proof';
import { contentHash } from '../../domain/hash';
import type { JsonObject } from '../../domain/hash';
import type { ProgramVersion } from '../../domain/program';
import { ruleOf } from '../kit/commission-events';
import { asActivity, closing, moneyKit } from '../kit/money';
import type { MoneyKit } from '../kit/money';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

describe('a line of a statement that its partner disputes', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;
  let owner: string;
  let activities: ReturnType<typeof disputes>;

  beforeAll(async () => {
    kit = await moneyKit();
    const document = smallProgram({});
    const spiff = ruleOf({
      ...{ id: 'spiff', trigger: 'deal_won', basis: 'count', payee: { role: 'P-sales' } },
      bands: [{ from: '0', each: '25' }],
    });
    const rules = [...document.plan.rules, spiff];
    program = await publishVersion(kit.pool, { program: { ...document, plan: { ...document.plan, rules } } });
    activities = disputes(kit.deps, programReader(kit.deps));
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
    owner = await addPerson(kit.pool, { partnerId: partner, roles: ['P-own'] });
    const sales = ['1', '2'].map((n) => ({ saleId: `${partner}-${n}`, partner, amount: `${n}000` }));
    await kit.importSales(program, sales);
    await kit.price({
      programId: program.programId,
      fromPeriod: '2026-Q3',
      toPeriod: '2026-Q3',
      partnerIds: [partner],
    });
  });

  const earningOf = async (n: number | string): Promise<string> => {
    const [row] = await kit.rows<{ id: string }>(
      'SELECT e.earning_id AS id FROM earning e JOIN sale s USING (sale_key) WHERE s.sale_id = $1',
      [`${partner}-${n}`],
    );
    return row!.id;
  };
  const raise = async (earningId: string, { by = owner, disputeId = freshName('dsp') } = {}) => {
    const workflowId = disputeWorkflowId(disputeId);
    const content = { partnerId: partner, earningId, reason: 'We sold more of it.' };
    const { intakeId } = await kit.deps.intake.stage({
      ...{ kind: DISPUTE_KIND, target: workflowId, content, principal: by, nowWallMs: NOW_MS },
      intakeId: `in-${disputeId}`,
    });
    const ticket = { origin: originOf(workflowId), disputeId, intakeId };
    return { ticket, raised: await asActivity(activities.raiseDispute, ticket) };
  };
  /** Finance decides, as the approval's row shows it. */
  const decided = async ({ content, programVersion }: DisputeRaised, state: string): Promise<string> => {
    const approvalId = freshName('apr');
    const opening = {
      ...{ approvalId, partnerId: partner, content, programVersion, contentHash: contentHash(content) },
      ...{ plan: { roles: ['FIN'], quorum: 1, rejection: 'ends' as const }, beneficiaries: [partner], round: 1 },
      ...{ audience: { partyId: partner, region: 'us' }, openedMs: NOW_MS, origin: originOf(approvalId) },
    };
    const { plannedFor } = await import('../../activities/approvals/planned');
    const { plan } = await plannedFor(kit.deps, kit.pool, opening);
    await kit.deps.approvals.insertApproval(kit.pool, opening, plan);
    await kit.rows('UPDATE approval SET state = $2, ended_ms = $3 WHERE approval_id = $1', [approvalId, state, NOW_MS]);
    return approvalId;
  };
  const collected = async (attempt: number): Promise<JsonObject> =>
    (await asActivity(kit.activities.calculatePayout, closing(program, partner, '2026-Q3', { attempt }))).result;

  it('is held back alone, with a date by which finance answers, until finance has decided', async () => {
    const { ticket, raised } = await raise(await earningOf(1));
    if (isRefusal(raised)) throw new Error(raised.message);
    expect(raised.content).toMatchObject({ subjectType: 'dispute', facts: { amount: { amount: '50.00' } } });
    expect(raised.dueMs).toBeGreaterThan(raised.openedMs);
    // The same again, as after a crash, is the same.
    expect(await asActivity(activities.raiseDispute, ticket)).toEqual(raised);
    expect(await collected(1)).toMatchObject({ amountMinor: 10_000, earnings: 1 });
    const approvalId = await decided(raised, 'rejected');
    const end = { ...ticket, approvalId };
    expect(await asActivity(activities.endDispute, end)).toEqual({ outcome: 'declined' });
    expect(await asActivity(activities.endDispute, end)).toEqual({ outcome: 'declined' });
    expect(await collected(2)).toMatchObject({ amountMinor: 15_000, earnings: 2 });
    const audited = await kit.rows('SELECT action FROM audit WHERE subject = $1 ORDER BY seq', [
      `dispute/${ticket.disputeId}`,
    ]);
    expect(audited).toEqual([{ action: 'dispute.raised' }, { action: 'dispute.declined' }]);
  });

  it('stays in its payout where it takes away: the dispute pays nothing out before finance has decided', async () => {
    const refund = { kind: 'refund' as const, refundOf: `${partner}-2`, amount: '1000', occurredOn: '2026-08-01' };
    await kit.importSales(program, [{ ...refund, saleId: `${partner}-r`, partner }]);
    expect(await collected(1)).toMatchObject({ amountMinor: 10_000, earnings: 3 });
    const takesAway = await earningOf('r');
    const { raised } = await raise(takesAway);
    if (isRefusal(raised)) throw new Error(raised.message);
    // The next calculation, with the dispute open, comes to the same money, and anybody can prove it.
    const { payoutId, ...again } = await collected(2);
    expect(again).toMatchObject({ amountMinor: 10_000, earnings: 3 });
    const proof = await new PayoutProofView(kit.pool).find(partner, String(payoutId));
    expect(provePayout(proof!)).toMatchObject({ findings: [], paid: 3, amountMinor: 10_000n });
    const [row] = await new DisputesView(kit.pool).ofPartner(partner, 'all', { limit: 10, after: null });
    expect(row).toMatchObject({ earningId: takesAway, state: 'open', held: false, amountMinor: -5_000 });
    // A line that adds is held as before, beside it.
    await raise(await earningOf(1));
    expect(await collected(3)).toMatchObject({ amountMinor: 5_000, earnings: 2 });
  });

  it('is disputed once at a time, and by nobody but the partner’s own people', async () => {
    const earningId = await earningOf(2);
    const stranger = await addPerson(kit.pool, {
      partnerId: await addPartner(kit.pool, program, { partnerId: freshName('x') }),
      roles: ['P-own'],
    });
    expect((await raise(earningId, { by: stranger })).raised).toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
    expect((await raise('ern_of_nobody')).raised).toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
    expect(isRefusal((await raise(earningId)).raised)).toBe(false);
    expect((await raise(earningId)).raised).toMatchObject({ refused: 'REQUEST.RULE' });
  });

  it('is of the person who earned it: that one disputes it and sees the dispute, and finance alone is told how much it is', async () => {
    const seller = await addPerson(kit.pool, { partnerId: partner, roles: ['P-sales'] });
    const people = [{ personId: seller, role: 'P-sales' }];
    await kit.importEvents(program, [{ eventId: `${partner}-d`, partner, kind: 'deal_won', people }]);
    const asked = { programId: program.programId, fromPeriod: '2026-Q3', toPeriod: '2026-Q3', partnerIds: [partner] };
    await kit.price(asked);
    const [earning] = await kit.rows<{ id: string }>('SELECT earning_id AS id FROM earning WHERE person_id = $1', [
      seller,
    ]);
    expect((await raise(earning!.id)).raised).toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
    const { ticket, raised } = await raise(earning!.id, { by: seller });
    if (isRefusal(raised)) throw new Error(raised.message);
    expect(JSON.stringify(raised)).not.toMatch(/25\.00/);
    const seen = (personId: string) =>
      new DisputesView(kit.pool).ofPartner(partner, { personId }, { limit: 10, after: null });
    expect(await seen(owner)).toEqual([]);
    expect(await seen(seller)).toMatchObject([{ state: 'open', held: true, amountMinor: 2_500 }]);
    const told = new EarningsView(kit.pool);
    expect(await told.personOf(earning!.id)).toMatchObject([{ personId: seller, amountMinor: 2_500 }]);
    // Only that line is held: the partner's own are paid.
    expect(await collected(1)).not.toHaveProperty('people');
    await asActivity(activities.endDispute, { ...ticket, approvalId: await decided(raised, 'approved') });
    const { payoutId, ...again } = await collected(2);
    expect(again).toMatchObject({ amountMinor: 15_000, people: 1 });
    expect(await told.peopleCovered(String(payoutId))).toMatchObject([{ personId: seller, amountMinor: 2_500 }]);
  });

  it('is listed, and says whether a payout had collected it before', async () => {
    await collected(1);
    await raise(await earningOf(1));
    const [row] = await new DisputesView(kit.pool).ofPartner(partner, 'all', { limit: 10, after: null });
    expect(row).toMatchObject({ state: 'open', held: false, amountMinor: 5_000, reason: 'We sold more of it.' });
  });
});
