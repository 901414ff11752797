import { plannedFor } from '../../activities/approvals/planned';
import { corrections } from '../../activities/payouts/correction';
import { programReader } from '../../activities/shared/programs';
import { CorrectionsView } from '../../database/views/corrections';
import { RecordedInputsView } from '../../database/views/recorded-inputs';
import { EARNING_INVARIANTS } from '../../database/views/ledger-invariants';
import { isRefusal } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { contentHash } from '../../domain/hash';
import { correctionWorkflowId } from '../../domain/ids';
import type { CorrectionOrder, CorrectionShown, StagedCorrection } from '../../domain/incentivize/correction';
import { CORRECTION_KIND, CORRECTION_ORDER_KIND, CORRECTION_PLAN } from '../../domain/incentivize/correction';
import type { ProgramVersion } from '../../domain/program';
import { flat } from '../kit/commission';
import { ruleOf } from '../kit/commission-events';
import { expectInvariants } from '../kit/invariants';
import type { EventLike, MoneyKit } from '../kit/money';
import { asActivity, closing, decidePayout, moneyKit } from '../kit/money';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const RULES = [
  ruleOf({ id: 'sales', tiers: { registered: flat('5%'), gold: flat('10%') } }),
  // The whole quarter at the rate that it reaches.
  ruleOf({
    ...{ id: 'volume', trigger: 'deal_won', bandsPer: 'period', bandsMode: 'whole' },
    bands: [
      { from: '0', to: '50000', rate: '5%' },
      { from: '50000', rate: '9%' },
    ],
  }),
  ruleOf({ id: 'cash', trigger: 'cash_received', basis: 'cash', bands: flat('20%') }),
];
const CAPS = [{ per: 'customer' as const, months: 12, amount: '500', rules: ['cash'] }];

describe('a wrong input that is found later', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let activities: ReturnType<typeof corrections>;
  let finance: string;
  let [partner, berta] = ['', ''];

  beforeAll(async () => {
    kit = await moneyKit();
    const document = smallProgram({});
    const plan = { ...document.plan, rules: RULES, caps: CAPS };
    program = await publishVersion(kit.pool, { program: { ...document, plan } });
    let nowMs = NOW_MS + 86_400_000;
    const clock = { now: () => (nowMs += 1) };
    activities = corrections({ ...kit.deps, clock }, programReader(kit.deps));
    finance = await addPerson(kit.pool, { roles: ['FIN'] });
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
    berta = await addPartner(kit.pool, program, { partnerId: freshName('berta') });
    const source = partner;
    const event = (eventId: string, kind: string, amount: string, more: Partial<EventLike> = {}): EventLike => ({
      ...{ eventId, kind, amount, partner },
      ...more,
    });
    await kit.importSales(
      program,
      [
        { saleId: 's-1', partner, amount: '1000' },
        { saleId: 's-2', partner, amount: '200', occurredOn: '2026-08-20' },
      ],
      source,
    );
    await kit.importEvents(
      program,
      [
        event('d-1', 'deal_won', '30000'),
        event('d-2', 'deal_won', '25000', { occurredOn: '2026-07-10' }),
        event('r-1', 'refund', '1000', { of: 'd-2', occurredOn: '2026-07-20' }),
        ...[1, 2, 3].map((n) =>
          event(`p-${n}`, 'cash_received', '1000', { customerId: 'c-1', occurredOn: `2026-0${n + 6}-05` }),
        ),
        event('d-3', 'deal_won', '100', { occurredOn: '2026-10-10' }),
      ],
      { source },
    );
    await price('2026-Q4');
  });

  const price = (toPeriod: string) =>
    kit.price({ programId: program.programId, fromPeriod: '2026-Q3', toPeriod, partnerIds: [partner] });
  const asked = (parts: Partial<StagedCorrection>): StagedCorrection => ({
    ...{ programId: program.programId, partnerId: partner, reason: 'It was typed wrongly.' },
    ...parts,
  });
  const stage = async (correctionId: string, { kind, content, by }: { kind: string; content: object; by: string }) => {
    const workflowId = correctionWorkflowId(correctionId);
    const staging = { kind, target: workflowId, content: content as unknown as Json, principal: by, nowWallMs: NOW_MS };
    const { intakeId } = await kit.deps.intake.stage(staging);
    return { origin: originOf(workflowId), correctionId, intakeId };
  };
  const show = async (parts: Partial<StagedCorrection>, { by = finance, correctionId = freshName('cor') } = {}) => {
    const ticket = await stage(correctionId, { kind: CORRECTION_KIND, content: asked(parts), by });
    return { ticket, shown: await asActivity(activities.previewCorrection, ticket) };
  };
  const shownOf = async (parts: Partial<StagedCorrection>) => {
    const { ticket, shown } = await show(parts);
    if (isRefusal(shown)) throw new Error(shown.message);
    return { ...ticket, shown, view: (await new CorrectionsView(kit.pool).find(ticket.correctionId))! };
  };
  const order = async (correctionId: string, content: CorrectionOrder, by = finance) =>
    asActivity(activities.orderCorrection, await stage(correctionId, { kind: CORRECTION_ORDER_KIND, content, by }));
  /** Somebody else of finance decides, as the approval's row shows it. */
  const decided = async (
    { content, programVersion, requester, beneficiaries, round }: CorrectionShown,
    state: string,
  ) => {
    const approvalId = freshName('apr');
    const opening = {
      ...{ approvalId, partnerId: partner, content, programVersion, contentHash: contentHash(content) },
      ...{ plan: CORRECTION_PLAN, beneficiaries, requester, round, audience: { partyId: partner, region: 'us' } },
      ...{ openedMs: NOW_MS, origin: originOf(approvalId) },
    };
    const { plan } = await plannedFor(kit.deps, kit.pool, opening);
    await kit.deps.approvals.insertApproval(kit.pool, opening, plan);
    await kit.rows('UPDATE approval SET state = $2, ended_ms = $3 WHERE approval_id = $1', [approvalId, state, NOW_MS]);
    return approvalId;
  };
  const post = async (
    { correctionId, origin }: { correctionId: string; origin: ReturnType<typeof originOf> },
    shown: CorrectionShown,
    state = 'approved',
  ) => {
    const approvalId = await decided(shown, state);
    return asActivity(activities.postCorrection, { origin, correctionId, round: shown.round, approvalId });
  };
  /** What each line comes to, by who is paid. */
  const books = async (): Promise<Map<string, bigint>> => {
    const rows = await kit.rows<{ line: string; minor: string }>(
      `SELECT concat_ws(' ', e.partner_id, coalesce(s.sale_id, v.event_id), e.rule_id, e.period) AS line, sum(e.amount_minor)::text AS minor
       FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
       WHERE e.partner_id = ANY($1) GROUP BY 1`,
      [[partner, berta]],
    );
    return new Map(rows.map(({ line, minor }) => [line, BigInt(minor)]));
  };
  const counts = () =>
    kit.rows(
      `SELECT (SELECT count(*) FROM earning) AS earnings, (SELECT count(*) FROM sale) AS sales, (SELECT count(*) FROM tier_correction) AS tiers,
              (SELECT count(*) FROM commission_event) AS events, (SELECT count(*) FROM ledger_transaction) AS transactions`,
    );

  const WRONG: [what: string, parts: () => Partial<StagedCorrection>, lines: () => string[]][] = [
    [
      'a sale',
      () => ({ sale: { source: partner, saleId: 's-1', amount: { amount: '1500', currency: 'USD' } } }),
      () => [`${partner} s-1 sales 50.00 75.00`],
    ],
    [
      'an event whose amount lowers the whole quarter, and what was taken back later',
      () => ({ event: { source: partner, eventId: 'd-1', changes: { amount: { amount: '20000', currency: 'USD' } } } }),
      () => [
        `${partner} d-1 volume 1500.00 1000.00`,
        `${partner} d-2 volume 3450.00 1250.00`,
        `${partner} r-1 volume -90.00 -50.00`,
      ],
    ],
    [
      'how a deal is split',
      () => ({
        event: {
          ...{ source: partner, eventId: 'd-3' },
          changes: { credits: [{ partnerId: partner, share: '60%' }, { partnerId: berta, share: '40%' }] },
        },
      }),
      () => [`${partner} d-3 volume 5.00 3.00`, `${berta} d-3 volume 0.00 2.00`],
    ],
    [
      'a payment before a cap was reached',
      () => ({ event: { source: partner, eventId: 'p-1', changes: { amount: { amount: '500', currency: 'USD' } } } }),
      () => [`${partner} p-1 cash 200.00 100.00`],
    ],
    [
      'the day from which a tier held',
      () => ({ tiers: [{ fromDay: '2026-08-15', tier: 'gold' }] }),
      () => [`${partner} s-2 sales 10.00 20.00`],
    ],
  ]; // prettier-ignore
  it.each(WRONG)('is shown line by line, and exactly that is posted, once: %s', async (_what, parts, lines) => {
    const [before, untouched] = [await books(), await counts()];
    const correction = await shownOf(parts());
    const { correctionId, origin, shown, view } = correction;
    const cascade = view.cascade!;
    const told = cascade.lines.map(
      ({ partnerId, id, rule, before: was, after }) => `${partnerId} ${id} ${rule} ${major(was)} ${major(after)}`,
    );
    expect(told.sort()).toEqual(lines().sort());
    // Showing it posts nothing.
    expect(await counts()).toEqual(untouched);
    expect(await order(correctionId, { order: 'submit', hash: cascade.hash })).toEqual({ order: 'submit' });
    const approvalId = await decided(shown, 'approved');
    const decision = { origin, correctionId, round: 1, approvalId };
    const ends = await Promise.all([1, 2, 3].map(() => asActivity(activities.postCorrection, decision)));
    expect(ends).toEqual([{ outcome: 'posted' }, { outcome: 'posted' }, { outcome: 'posted' }]);
    // What was shown and what was posted is the same, line by line; no other line has moved.
    const after = await books();
    for (const { partnerId, id, rule, period, before: was, after: is } of cascade.lines) {
      const line = `${partnerId} ${id} ${rule} ${period}`;
      expect([line, before.get(line) ?? 0n, after.get(line)]).toEqual([line, BigInt(was), BigInt(is)]);
      after.delete(line);
      before.delete(line);
    }
    expect([...after].filter(([, minor]) => minor !== 0n).sort()).toEqual(
      [...before].filter(([, minor]) => minor !== 0n).sort(),
    );
    // Pricing finds nothing left to post.
    expect(await price('2026-Q4')).toMatchObject({ postings: 0 });
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('tells the net of each payee and each period', async () => {
    const { view } = await shownOf({
      event: {
        ...{ source: partner, eventId: 'd-3' },
        changes: {
          amount: { amount: '1000', currency: 'USD' },
          credits: [
            { partnerId: partner, share: '1/2' },
            { partnerId: berta, share: '1/2' },
          ],
        },
      },
    });
    const { payees, periods } = view.cascade!;
    expect(payees.map(({ partnerId, differenceMinor }) => [partnerId, differenceMinor]).sort()).toEqual(
      [
        [partner, '2000'],
        [berta, '2500'],
      ].sort(),
    );
    expect(periods).toEqual([{ period: '2026-Q4', currency: 'USD', differenceMinor: '4500' }]);
  });

  it('that another correction mended before keeps what that one said', async () => {
    const d3 = { source: partner, eventId: 'd-3' };
    const first = await shownOf({ event: { ...d3, changes: { amount: { amount: '1000', currency: 'USD' } } } });
    expect(await post(first, first.shown)).toEqual({ outcome: 'posted' });
    const credits = [{ partnerId: berta, share: '100%' }];
    const { view } = await shownOf({ event: { ...d3, changes: { credits } } });
    expect(view.cascade!.lines.map(({ partnerId, after }) => [partnerId, after]).sort()).toEqual(
      [
        [partner, '0'],
        [berta, '5000'],
      ].sort(),
    );
  });

  it('is found by the id that its sender gave it, as it counts now', async () => {
    const inputs = new RecordedInputsView(kit.pool);
    const found = async (id: string) => (await inputs.find(id, 1_000)).filter(({ source }) => source === partner);
    const s2 = { source: partner, saleId: 's-2' };
    const [before] = await found('s-2');
    expect(before).toMatchObject({ door: 'sale', partnerId: partner, isCorrected: false });
    const mended = await shownOf({ sale: { ...s2, amount: { amount: '123.45', currency: 'USD' } } });
    expect(await post(mended, mended.shown)).toEqual({ outcome: 'posted' });
    expect(await found('s-2')).toEqual([
      { ...before, countsMinor: 12_345, sentMinor: before!.sentMinor, isCorrected: true, isAmountByEvent: false },
    ]);
    const d3 = { source: partner, eventId: 'd-3' };
    const credits = [{ partnerId: berta, share: '100%' }];
    const changes = { amount: { amount: '777', currency: 'USD' }, product: 'bike', credits };
    const said = await shownOf({ event: { ...d3, changes } });
    expect(await post(said, said.shown)).toEqual({ outcome: 'posted' });
    expect(await found('d-3')).toMatchObject([
      {
        door: 'event',
        kind: 'deal_won',
        countsMinor: 77_700,
        isCorrected: true,
        details: { product: 'bike', credits },
      },
    ]);
    expect(await found('nothing-is-called-this')).toEqual([]);
  });

  it('is paid or taken back by the next close, and never changes a payout that is due', async () => {
    const { result } = await asActivity(kit.activities.calculatePayout, closing(program, partner, '2026-Q4'));
    const due = await decidePayout(kit, partner, result);
    await asActivity(kit.activities.recordPayout, closing(program, partner, '2026-Q4', { decided: due }));
    const correction = await shownOf({
      sale: { source: partner, saleId: 's-1', amount: { amount: '3000', currency: 'USD' } },
    });
    await post(correction, correction.shown);
    const next = await asActivity(kit.activities.calculatePayout, closing(program, partner, '2027-Q1', { attempt: 2 }));
    expect(next.result).toMatchObject({ amountMinor: 10_000, earnings: 1, periods: ['2026-Q3'] });
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('is asked anew where something else has changed since it was shown, and then posted as it is now', async () => {
    const correction = await shownOf({
      event: { source: partner, eventId: 'd-1', changes: { amount: { amount: '20000', currency: 'USD' } } },
    });
    await kit.importEvents(
      program,
      [{ eventId: 'd-9', kind: 'deal_won', partner, amount: '40000', occurredOn: '2026-09-01' }],
      { source: partner },
    );
    const untouched = await books();
    const again = await post(correction, correction.shown);
    if ('outcome' in again) throw new Error(`It was ${again.outcome}.`);
    expect(again).toMatchObject({ round: 2, content: { facts: { lines: 4 } } });
    expect(again.content.subject).not.toBe(correction.shown.content.subject);
    expect(await books()).toEqual(untouched);
    expect(await post(correction, again)).toEqual({ outcome: 'posted' });
    const { state, round, cascade } = (await new CorrectionsView(kit.pool).find(correction.correctionId))!;
    expect({ state, round }).toEqual({ state: 'posted', round: 2 });
    expect(cascade!.lines.find(({ id }) => id === 'd-9')).toMatchObject({ before: '360000', after: '536000' });
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('is not posted by an approval of something else, nor by one that was rejected', async () => {
    const sale = (amount: string) => ({
      sale: { source: partner, saleId: 's-1', amount: { amount, currency: 'USD' } },
    });
    const [small, large] = [await shownOf(sale('1001')), await shownOf(sale('9000'))];
    const approvalId = await decided(small.shown, 'approved');
    const { origin, correctionId } = large;
    await expect(asActivity(activities.postCorrection, { origin, correctionId, round: 1, approvalId })).rejects.toThrow(
      /has not ended/,
    );
    const untouched = await books();
    expect(await post(large, large.shown, 'rejected')).toEqual({ outcome: 'rejected' });
    expect(await books()).toEqual(untouched);
  });

  it('is submitted once, as it was shown, by whoever asked for it', async () => {
    const { correctionId, view } = await shownOf({ tiers: [{ fromDay: '2026-07-01', tier: 'gold' }] });
    const { hash } = view.cascade!;
    const other = await addPerson(kit.pool, { roles: ['FIN'] });
    expect(await order(correctionId, { order: 'submit', hash }, other)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await order(correctionId, { order: 'submit', hash: '0'.repeat(64) })).toMatchObject({
      refused: 'APPROVAL.STALE',
    });
    expect(await order(correctionId, { order: 'submit', hash })).toEqual({ order: 'submit' });
    expect(await order(correctionId, { order: 'withdraw' })).toMatchObject({ refused: 'REQUEST.RULE' });
  });

  it('is for finance, and about what is there', async () => {
    const [somebody, untouched] = [await addPerson(kit.pool, { roles: ['CAM'] }), await counts()];
    const s1 = { source: partner, saleId: 's-1', amount: { amount: '1', currency: 'USD' } };
    const refusals = [
      await show({ sale: s1 }, { by: somebody }),
      await show({ sale: { ...s1, saleId: 's-99' } }),
      await show({ sale: { ...s1, amount: { amount: '1.001', currency: 'USD' } } }),
      await show({ sale: { ...s1, amount: { amount: '1', currency: 'EUR' } } }),
      await show({ tiers: [{ fromDay: '2026-07-01', tier: 'platinum' }] }),
    ];
    expect(refusals.map(({ shown }) => isRefusal(shown) && shown.refused)).toEqual([
      ...['AUTH.FORBIDDEN', 'REQUEST.NOT_FOUND', 'REQUEST.RULE', 'REQUEST.RULE', 'REQUEST.RULE'],
    ]);
    expect(await counts()).toEqual(untouched);
    const { ticket } = refusals[1]!;
    expect(await asActivity(activities.previewCorrection, ticket)).toMatchObject({ refused: 'REQUEST.NOT_FOUND' });
    expect(await new CorrectionsView(kit.pool).find(ticket.correctionId)).toMatchObject({ state: 'refused' });
  });
});

function major(minor: string): string {
  return (Number(minor) / 100).toFixed(2);
}
