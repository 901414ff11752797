import type { LedgerFinding } from '../../database/ledger-verifier';
import { verifyLedger } from '../../database/ledger-verifier';
import { EARNING_INVARIANTS } from '../../database/views/ledger-invariants';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { PayoutProofView } from '../../database/views/payout-proof';
import type { CommissionRule } from '../../domain/incentivize/commission-plan';
import { proofHash, provePayout } from '../../domain/incentivize/payout-proof';
import type { ProgramVersion } from '../../domain/program';
import { flat } from '../kit/commission';
import { ruleOf } from '../kit/commission-events';
import { expectInvariants } from '../kit/invariants';
import { asActivity, closing, decidePayout, moneyKit } from '../kit/money';
import type { EventLike, MoneyKit } from '../kit/money';
import { keepProof, proofDesk } from '../kit/proofs';
import { addPartner, addPerson, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';

const each = (id: string, trigger: CommissionRule['trigger'], amount: string): CommissionRule =>
  ruleOf({ id, trigger, basis: 'count', bands: [{ from: '0', each: amount }] });

const RULES: CommissionRule[] = [
  ruleOf({ id: 'sales', bands: flat('5%') }),
  ruleOf({ id: 'won', trigger: 'deal_won', bands: flat('10%') }),
  ruleOf({
    id: 'spiff',
    trigger: 'deal_won',
    basis: 'count',
    payee: { role: 'P-sales' },
    bands: [{ from: '0', each: '25' }],
  }),
  each('badge', 'cert_earned', '250'),
  each('bounty', 'milestone', '1000'),
  each('retainer', 'period_close', '500'),
];

describe('earnings of commission events', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    kit = await moneyKit();
    const document = smallProgram({});
    program = await publishVersion(kit.pool, { program: { ...document, plan: { ...document.plan, rules: RULES } } });
  });
  afterAll(() => kit.close());
  beforeEach(async () => {
    partner = await addPartner(kit.pool, program, { partnerId: freshName('acme') });
  });

  const won = (eventId: string, amount: string, parts: Partial<EventLike> = {}): EventLike => ({
    ...{ eventId, partner, kind: 'deal_won', amount, people: [] },
    ...parts,
  });
  const arrive = (...events: EventLike[]) => kit.importEvents(program, events, { source: freshName('crm') });
  const close = (period: string, parts: { attempt?: number; of?: string; by?: ProgramVersion } = {}) => {
    const { of = partner, by = program, attempt } = parts;
    return asActivity(kit.activities.calculatePayout, closing(by, of, period, { attempt }));
  };
  const earned = (of = partner) =>
    kit
      .rows<{ line: string }>(
        `SELECT concat_ws(' ', coalesce(s.sale_id, v.event_id), e.rule_id, e.revision, e.period, e.amount_minor, e.person_id) AS line
       FROM earning e LEFT JOIN sale s USING (sale_key) LEFT JOIN commission_event v USING (event_key)
       WHERE e.partner_id = $1 ORDER BY coalesce(s.occurred_on, v.occurred_on), coalesce(s.sale_id, v.event_id), e.rule_id, e.revision`,
        [of],
      )
      .then((rows) => rows.map(({ line }) => line));

  /** What stands on an account in each book of the partner and of its people: what is held, unless another is asked for. */
  const books = (account: 'accrued_held' | 'payable' = 'accrued_held') =>
    kit
      .rows<{ line: string }>(
        `SELECT concat_ws(' ', coalesce(person_id, 'the partner'), ${account}) AS line FROM ledger_book
         WHERE partner_id = $1 ORDER BY person_id NULLS FIRST`,
        [partner],
      )
      .then((rows) => rows.map(({ line }) => line));

  /** A milestone step of the partner that was reached. */
  const reached = async (key: string, at: string): Promise<void> => {
    const workflowId = `partner/${partner}/sell/1.1`;
    await kit.rows(
      `INSERT INTO stage_run (workflow_id, stage_run_id, run_id, partner_id, stage, cycle, attempt, period, turn, started_ms)
       VALUES ($1, $1, 'run', $2, 'sell', 1, 1, '2026-Q3', 1, 1)`,
      [workflowId, partner],
    );
    await kit.rows(
      `INSERT INTO step (step_id, stage_workflow_id, partner_id, key, position, kind, title, state, optional, roles, needs, ended_ms, turn)
       VALUES ($1, $2, $3, $4, 1, 'milestone', 'First win', 'done', false, '{}', '{}', $5, 1)`,
      [freshName('step'), workflowId, partner, key, Date.parse(at)],
    );
  };

  it('are posted with version, rule, inputs and trace, and paid by the close as sales are', async () => {
    await kit.importSales(program, [{ saleId: freshName('s'), partner, amount: '1000' }]);
    await arrive(won('d-1', '2000'));
    const { result } = await close('2026-Q3');
    // 50 of the sale, 200 of the deal, 500 for the closed period.
    expect(result).toMatchObject({ amountMinor: 75_000, earnings: 3, sales: 1, events: 2 });
    const rows = await kit.rows(`SELECT * FROM earning WHERE partner_id = $1 AND rule_id = 'won'`, [partner]);
    expect(rows).toMatchObject([
      { program_version: 1, sale_key: null, trace: { kind: 'deal_won', earned: '200.00', cause: { id: 'd-1' } } },
    ]);
    const decided = await decidePayout(kit, partner, result);
    await asActivity(kit.activities.recordPayout, closing(program, partner, '2026-Q3', { decided }));
    const [book] = await kit.rows('SELECT * FROM ledger_book WHERE holder_id = $1', [partner]);
    expect(book).toMatchObject({ accrued_held: '0', payable: '75000', expense: '-75000' });
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('of a closed period post only the differences when something late, back-dated or corrected arrives', async () => {
    const source = freshName('crm');
    const send = (...events: EventLike[]) => kit.importEvents(program, events, { source });
    await send(won('d-1', '2000'));
    await close('2026-Q3');
    await send(
      won('d-2', '300', { occurredOn: '2026-07-02' }),
      won('c-1', '2500', { kind: 'correction', of: 'd-1', occurredOn: '2026-10-05' }),
      won('b-1', '100', { kind: 'chargeback', of: 'd-2', occurredOn: '2026-10-06' }),
    );
    const { result } = await close('2026-Q4');
    expect(await earned()).toEqual([
      'd-1 won 1 2026-Q3 20000',
      'd-1 won 2 2026-Q3 5000',
      'd-2 won 1 2026-Q3 3000',
      expect.stringMatching(/^period-close.* retainer 1 2026-Q3 50000$/),
      'b-1 won 1 2026-Q3 -1000',
      expect.stringMatching(/^period-close.* retainer 1 2026-Q4 50000$/),
    ]);
    expect(result).toMatchObject({ periods: ['2026-Q3', '2026-Q4'] });
    // Pricing once more posts nothing.
    const again = await kit.price({
      programId: program.programId,
      fromPeriod: '2026-Q1',
      toPeriod: '2026-Q4',
      partnerIds: [partner],
    });
    expect(again).toMatchObject({ postings: 0, finished: true });
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('come of certificates and milestones by themselves, and go when the certificate is withdrawn', async () => {
    const personId = await addPerson(kit.pool, { partnerId: partner, roles: ['P-own'] });
    const certificateId = freshName('cert');
    await kit.rows(
      `INSERT INTO certificate (certificate_id, person_id, partner_id, certification, track, earned_ms, expires_ms, revision, program_id, program_version, evidence, business_key)
       VALUES ($1, $2, $3, 'seller', 'sales', $4, $5, 1, $6, 1, '[]', $1)`,
      [
        certificateId,
        personId,
        partner,
        Date.parse('2026-08-01T12:00:00Z'),
        Date.parse('2027-08-01T12:00:00Z'),
        program.programId,
      ],
    );
    const asked = { programId: program.programId, fromPeriod: '2026-Q3', toPeriod: '2026-Q3', partnerIds: [partner] };
    await kit.price(asked);
    expect(await earned()).toEqual([`certificate/${certificateId} badge 1 2026-Q3 25000`]);
    await kit.rows('INSERT INTO certificate_withdrawn (certificate_id, business_key) VALUES ($1, $1)', [certificateId]);
    await kit.price(asked);
    expect(await earned()).toEqual([
      `certificate-withdrawn/${certificateId} badge 1 2026-Q3 -25000`,
      `certificate/${certificateId} badge 1 2026-Q3 25000`,
    ]);
    await reached('first-win', '2026-08-02T12:00:00Z');
    await kit.price(asked);
    await kit.price(asked);
    expect((await earned()).slice(2)).toEqual([expect.stringMatching(/^milestone.* bounty 1 2026-Q3 100000$/)]);
  });

  it('of people are in their own books and not paid to the partner, and a share of another partner is paid by its own close', async () => {
    const berta = await addPartner(kit.pool, program, { partnerId: freshName('berta') });
    await arrive(
      won('d-1', '1000', {
        people: [{ personId: 'p-1', role: 'P-sales' }],
        credits: [
          { partnerId: partner, share: '60%' },
          { partnerId: berta, share: '40%' },
        ],
      }),
    );
    const asked = { programId: program.programId, fromPeriod: '2026-Q3', toPeriod: '2026-Q3', partnerIds: [partner] };
    await kit.price(asked);
    expect(await earned()).toEqual(['d-1 spiff 1 2026-Q3 2500 p-1', 'd-1 won 1 2026-Q3 6000']);
    expect(await earned(berta)).toEqual(['d-1 won 1 2026-Q3 4000']);
    expect((await close('2026-Q3', { of: berta })).result).toMatchObject({ amountMinor: 54_000, events: 2 });
    expect((await close('2026-Q3')).result).toMatchObject({ amountMinor: 56_000, earnings: 2 });
    expect(await books()).toEqual(['the partner 56000', 'p-1 2500']);
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('of people are taken back from the person when the deal falls through, and the books still verify', async () => {
    const source = freshName('crm');
    const people = [
      { personId: 'p-1', role: 'P-sales' },
      { personId: 'p-2', role: 'P-sales' },
    ];
    await kit.importEvents(program, [won('d-1', '1000', { people })], { source });
    const asked = { programId: program.programId, fromPeriod: '2026-Q3', toPeriod: '2026-Q3', partnerIds: [partner] };
    await kit.price(asked);
    expect(await books()).toEqual(['the partner 10000', 'p-1 1250', 'p-2 1250']);
    await kit.importEvents(program, [won('c-1', '0', { kind: 'correction', of: 'd-1', people: people.slice(0, 1) })], {
      source,
    });
    await kit.price(asked);
    expect(await books()).toEqual(['the partner 0', 'p-1 2500', 'p-2 0']);
    const findings: LedgerFinding[] = [];
    for await (const finding of verifyLedger(kit.pool)) findings.push(finding);
    expect(findings).toEqual([]);
    await expectInvariants(kit.pool);
    await expectInvariants(kit.pool, EARNING_INVARIANTS);
  });

  it('of people are due by the one approval of the close, each in the book of who earned it, and are proven by themselves', async () => {
    const people = [{ personId: 'p-1', role: 'P-sales' }];
    await arrive(won('d-1', '1000', { people }));
    const desk = await proofDesk(kit, program);
    const proof = await desk.pay(partner, '2026-Q3');
    expect(provePayout(proof).findings).toEqual([]);
    expect(proof.payout).toMatchObject({ amountMinor: '60000', peopleDigest: expect.any(String) });
    const [theirs] = await kit.rows<{ payout_id: string; summary: object; state: string }>(
      `SELECT payout_id, summary, state FROM payout WHERE partner_id = $1 AND person_id = 'p-1'`,
      [partner],
    );
    expect(theirs).toMatchObject({ state: 'due', summary: { amountMinor: 2_500, earnings: 1 } });
    expect(await books('payable')).toEqual(['the partner 60000', 'p-1 2500']);
    const own = (await new PayoutProofView(kit.pool).find(partner, theirs!.payout_id))!;
    expect(own.approval).toMatchObject({ subjectHash: proof.payout.contentHash, approvedBy: [desk.finance] });
    expect(provePayout(own)).toMatchObject({ findings: [], paid: 1, amountMinor: 2_500n });
    if (process.env['RECORD']) {
      keepProof('events-covers-a-person', proof);
      keepProof('events-of-a-person', own);
    }
    const changed = structuredClone(own);
    changed.coveredBy!.covers = [proof.payout.contentHash];
    changed.hash = proofHash(changed);
    expect(provePayout(changed).findings.map(({ what }) => what)).toContain(`does not cover ${own.payout.payoutId}`);
    // Neither the approval nor the audit nor the step says how much it was: that is for that person and for finance.
    const told = await kit.rows(
      `SELECT content::text FROM approval WHERE partner_id = $1 UNION ALL SELECT details::text FROM audit WHERE partner_id = $1`,
      [partner],
    );
    expect(told.length).toBeGreaterThan(2);
    expect(JSON.stringify(told)).not.toMatch(/2500|25\.00|p-1/);
    await expectInvariants(kit.pool, PAYOUT_INVARIANTS);
  });

  it('of people alone are approved too, and what is taken back from one is never taken from another', async () => {
    const document = smallProgram({});
    const rules = RULES.filter(({ id }) => id === 'spiff');
    const spiffs = await publishVersion(kit.pool, {
      program: { ...document, id: 'spiffs', plan: { ...document.plan, rules } },
    });
    partner = await addPartner(kit.pool, spiffs, { partnerId: freshName('acme') });
    const by = (personId: string) => ({ people: [{ personId, role: 'P-sales' }] });
    const source = freshName('crm');
    const pay = async (period: string, ...events: EventLike[]) => {
      await kit.importEvents(spiffs, events, { source });
      const { result } = await close(period, { by: spiffs });
      const decided = await decidePayout(kit, partner, result);
      await asActivity(kit.activities.recordPayout, closing(spiffs, partner, period, { decided }));
      return result;
    };
    expect(await pay('2026-Q3', won('d-1', '1', by('p-1')))).toMatchObject({ amountMinor: 0, earnings: 0, people: 1 });
    expect(await books('payable')).toEqual(['p-1 2500']);
    // The deal was another's: what the first was promised is taken back, and carried by nobody else.
    const corrected = won('c-1', '0', { kind: 'correction', of: 'd-1', ...by('p-2') });
    expect(await pay('2026-Q4', corrected)).toMatchObject({ amountMinor: 0, people: 1 });
    expect(await books('payable')).toEqual(['p-1 0', 'p-2 2500']);
    const later = [1, 2].map((n) => won(`e-${n}`, '1', { occurredOn: '2027-01-10', ...by('p-1') }));
    expect(await pay('2027-Q1', ...later)).toMatchObject({ amountMinor: 0, people: 1 });
    const dues = await kit.rows(
      `SELECT concat_ws(' ', person_id, period, amount_minor) AS due FROM payout WHERE partner_id = $1 AND amount_minor > 0 AND state = 'due' ORDER BY period`,
      [partner],
    );
    expect(dues).toEqual([{ due: 'p-1 2026-Q3 2500' }, { due: 'p-2 2026-Q4 2500' }, { due: 'p-1 2027-Q1 2500' }]);
    await expectInvariants(kit.pool);
    await expectInvariants(kit.pool, PAYOUT_INVARIANTS);
  });

  it('that cannot be made are told with the reason until they can', async () => {
    const source = freshName('crm');
    await kit.importEvents(
      program,
      [won('d-1', '100', { currency: 'EUR' }), { eventId: 'd-2', partner, kind: 'deal_won' }],
      { source },
    );
    const asked = { programId: program.programId, fromPeriod: '2026-Q3', toPeriod: '2026-Q3', partnerIds: [partner] };
    expect(await kit.price(asked)).toMatchObject({ awaitingRate: 1 });
    const reasons = () =>
      kit.rows('SELECT event_id, rule_id, code FROM commission_exception WHERE partner_id = $1 ORDER BY 1, 2', [
        partner,
      ]);
    expect(await reasons()).toEqual([
      { event_id: 'd-1', rule_id: '', code: 'RATE_AWAITED' },
      { event_id: 'd-2', rule_id: 'spiff', code: 'PERSON_MISSING' },
      { event_id: 'd-2', rule_id: 'won', code: 'BASIS_MISSING' },
    ]);
    const rate = { rate: '1.1', source: 'ecb', on: '2026-07-01' };
    const people = [{ personId: 'p-1', role: 'P-sales' }];
    await kit.importEvents(
      program,
      [
        won('c-1', '100', { kind: 'correction', of: 'd-1', currency: 'EUR', rate, people }),
        won('c-2', '10', { kind: 'correction', of: 'd-2', people }),
      ],
      { source },
    );
    await kit.price(asked);
    expect(await reasons()).toEqual([]);
    expect(await earned()).toContain('d-1 won 1 2026-Q3 1100');
  });
});
