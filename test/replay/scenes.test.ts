/** Scenes on a real Temporal server: what has just run must replay, and tells nobody's name. `npm run record` keeps them. */
import { createHash } from 'node:crypto';
import { WorkflowNotFoundError } from '@temporalio/client';
import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { accountVault } from '../../database/intake/account-vault';
import { REAL_CLOCK } from '../../domain/clock';
import type { Json } from '../../domain/hash';
import {
  absenceWorkflowId,
  disputeWorkflowId,
  noticesId,
  paymentReportId,
  payeeCommandId,
  payoutOpeningId,
  payoutRunId,
  personCommandId,
  pricingRunId,
  publicationId,
  rowId,
} from '../../domain/ids';
import { DISPUTE_KIND } from '../../domain/incentivize/dispute';
import { PAYMENT_REPORT_KIND, REPORT_DECISION_KIND } from '../../domain/incentivize/payment-report';
import { payeeContentKind, payeeIdOf } from '../../domain/incentivize/payee';
import type { PayoutRunKey, PayoutRunOrder } from '../../domain/incentivize/payout-run';
import { OPEN_RUN_KIND, payoutRunRowId, RUN_ORDER_KIND } from '../../domain/incentivize/payout-run';
import { PRICING_KIND } from '../../domain/incentivize/pricing-run';
import type { PersonChanged } from '../../domain/people/person-change';
import { invitedPersonId, personContentKind } from '../../domain/people/person-change';
import type { Program, StageName } from '../../domain/program';
import { ADMIN_ROLE, ONCE_STAGES } from '../../domain/program';
import { PROGRAM_VERSION_KIND } from '../../domain/programs/program-publication';
import type { Step } from '../../domain/steps';
import type { PaymentProvider } from '../../local/payment-provider';
import { buildVersion } from '../../programs/publish';
import { closeAll } from '../kit/close-all';
import { endingSoon } from '../kit/ending-soon';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import type { RecordedHistory } from '../kit/histories';
import { keepHistory, readHistory, textOf } from '../kit/histories';
import { act, changePerson } from '../kit/human-task';
import { importRows } from '../kit/imports';
import { apply, PartnerDesk } from '../kit/partner-desk';
import type { ApprovalRow } from '../kit/partner-desk';
import { addDuePartner } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { PAYMENT_REPORT } from '../../workflows/incentivize/payment-report.messages';
import type { PayoutRunInput } from '../../workflows/incentivize/payout-run.messages';
import { orderPayoutRun, PAYOUT_RUN } from '../../workflows/incentivize/payout-run.messages';
import { addEarning, addPartner, addPerson } from '../kit/rows';
import { freshName } from '../kit/servers';
import { smallProgram } from '../kit/small-program';
import { workflowBundle } from '../kit/temporal';

let engine: Engine;
let provider: PaymentProvider;
const ACCOUNT_KEYS = `scene:${'5ce0e'.repeat(13).slice(0, 64)}`;
const played: [name: string, history: RecordedHistory][] = [];

beforeAll(async () => {
  provider = await freshPaymentProvider();
  await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
  const payments = { accountKeys: ACCOUNT_KEYS, paymentProvider: { baseUrl: provider.url } };
  engine = await realTime({ world: true, mailbox: true, payments });
});
afterAll(async () => {
  if (process.env['RECORD']) for (const [name, history] of played) keepHistory(name, history);
  await closeAll([() => engine.clear(), () => engine.close(), () => provider.stop()]);
});

/** Keeps the history of a workflow for the tests at the end. */
async function keep(name: string, workflowId: string, runId?: string): Promise<void> {
  played.push([name, await readHistory(engine.client, { workflowId, runId })]);
}

/** Stages content for a workflow, runs it to its end, and keeps its history. */
async function run(
  type: string,
  name: string,
  given: { workflowId: string; kind: string; content: unknown; by: string; input: object },
): Promise<unknown> {
  const { workflowId, kind, content, by, input } = given;
  const staging = { kind, target: workflowId, content: content as Json, principal: by, nowWallMs: engine.now() };
  const { intakeId } = await engine.intake.stage(staging);
  const { taskQueue } = engine;
  const result = await engine.client.workflow.execute(type, { taskQueue, workflowId, args: [{ ...input, intakeId }] });
  await keep(name, workflowId);
  return result;
}

const AT_ONCE: Record<string, Step> = { pass: { kind: 'wait', title: 'Nothing', owner: 'CAM', for: '1ms' } };
const once = Object.fromEntries(ONCE_STAGES.map((stage) => [stage, AT_ONCE])) as Record<
  StageName,
  Record<string, Step>
>;
const ask = (parts: Partial<Extract<Step, { kind: 'approval' }>> = {}): Step => ({
  kind: 'approval',
  title: 'Agree',
  owner: 'PM',
  roles: ['PM', 'CAM', 'LEG'],
  quorum: 2,
  rejection: 'counts',
  optional: true,
  ...parts,
});
const task: Step = { kind: 'task', title: 'Work', owner: 'CAM', evidence: ['notes'] };

describe('scenes', () => {
  test('a program is published, a person invited, a pricing run priced, sales imported', async () => {
    const admin = await addPerson(engine.pool, { roles: [ADMIN_ROLE, 'PM', 'FIN', 'PO'] });
    const version = buildVersion({
      program: { ...smallProgram({}), id: 'scene' },
      version: 1,
      clock: REAL_CLOCK,
      nowMs: engine.now(),
    });
    const published = await run('programPublication', 'program-publication.v2', {
      workflowId: publicationId('scene', version.contentHash, 'scene'),
      kind: PROGRAM_VERSION_KIND,
      content: version,
      by: admin,
      input: { programId: 'scene', contentHash: version.contentHash },
    });
    expect(published).toMatchObject({ programId: 'scene', changed: true });
    const opened = await engine.client.workflow.execute('payoutOpening', {
      ...{ taskQueue: engine.taskQueue, workflowId: payoutOpeningId('scene'), args: [{ programId: 'scene' }] },
    });
    expect(opened).toMatchObject({ workflowId: expect.stringContaining('payout-run/scene/') });
    await keep('payout-opening.v1', payoutOpeningId('scene'));
    const personId = invitedPersonId(admin, 'scene');
    const invited = await run('personChange', 'person-change.v1', {
      workflowId: personCommandId(personId, 'invite', 'scene'),
      kind: personContentKind('invite'),
      content: { email: 'irene.invited@partner.example', displayName: 'Irene Invited', roles: [{ role: 'CAM' }] },
      by: admin,
      input: { personId, command: 'invite' },
    });
    expect(invited).toMatchObject({ personId, changed: true });
    const partnerId = await addPartner(engine.pool, await engine.publish(smallProgram({})));
    const payee = { partnerId, currency: 'EUR' };
    const recorded = await run('payeeChange', 'payee-change.v1', {
      workflowId: payeeCommandId(payeeIdOf(payee), 'recordGate', 'scene'),
      kind: payeeContentKind('recordGate'),
      content: { gate: 'tax_form', outcome: 'passed', reference: 'file 7' },
      by: admin,
      input: { ...payee, command: 'recordGate' },
    });
    expect(recorded).toMatchObject({ command: 'recordGate', changed: true });
    const priced = await run('pricing', 'pricing.v1', {
      workflowId: pricingRunId('scene', 'scene'),
      kind: PRICING_KIND,
      content: { programId: 'scene', fromPeriod: '2026-Q1', toPeriod: '2026-Q4' },
      by: admin,
      input: { runId: 'scene', title: 'scene from 2026-Q1 to 2026-Q4' },
    });
    expect(priced).toMatchObject({ finished: true });
    const sale = {
      saleId: 's-1',
      partner: 'nobody',
      occurredOn: '2026-11-02',
      amount: { amount: '10.00', currency: 'USD' },
    };
    const content = { source: 'crm', programId: 'scene', format: 'json', sales: [sale] };
    expect(await importRows(engine, { kind: 'sales', content, by: admin })).toMatchObject({ counts: { unmatched: 1 } });
  });

  test('a partner disputes a line of its statement, and finance decides', async () => {
    const version = await engine.publish(smallProgram({}));
    const { programId, version: programVersion } = version;
    const partnerId = await addPartner(engine.pool, version, { partnerId: freshName('acme') });
    const owner = await addPerson(engine.pool, { partnerId, roles: ['P-own'] });
    await addEarning(engine.pool, { partnerId, programId, programVersion });
    const [earning] = await engine.rows<{ id: string }>('SELECT earning_id AS id FROM earning WHERE partner_id = $1', [
      partnerId,
    ]);
    const partner = new PartnerDesk(engine, partnerId, owner);
    const workflowId = disputeWorkflowId('scene');
    const disputed = run('statementDispute', 'statement-dispute.v1', {
      ...{ workflowId, kind: DISPUTE_KIND, by: owner, input: { disputeId: 'scene' } },
      content: { partnerId, earningId: earning!.id, reason: 'We sold more of it.' },
    });
    const asked = await engine.soon('finance is asked', async () => {
      const rows = await engine.rows<ApprovalRow>(`SELECT * FROM approval WHERE partner_id = $1`, [partnerId]);
      return rows[0];
    });
    expect(asked.due_ms).not.toBeNull();
    await partner.decide(asked, engine.staff.FIN, 'approve', { comment: 'You did.' });
    expect(await disputed).toEqual({ outcome: 'accepted' });
  });

  test('payouts are paid after an approval, in part, and given up', async () => {
    const { FIN } = engine.staff;
    const other = await addPerson(engine.pool, { roles: ['FIN'] });
    const program = await engine.publish({ ...smallProgram({}), id: 'paid' });
    const vault = accountVault(ACCOUNT_KEYS);
    const given = { finance: { proposer: FIN, verifier: other }, vault };
    await addDuePartner(engine.pool, program, { ...given, amountMinor: 12_345n });
    await addDuePartner(engine.pool, program, { ...given, amountMinor: 1n, holderName: 'Closed Holder' });
    const paid = await openRun(1, FIN);
    await paid.reaches('in_review');
    await paid.order(FIN, { command: 'recalculate', reason: 'Somebody is missing' });
    await paid.reaches('in_review', 2);
    await paid.order(other, { command: 'approve', contentHash: 'f'.repeat(64) });
    const third = await addPerson(engine.pool, { roles: ['FIN'] });
    await paid.order(third, { command: 'approve', contentHash: await paid.contentHash() });
    await paid.reaches('partially_failed', 2);
    await paid.order(third, { command: 'retry', reason: 'It may be open again' });
    await engine.soon('the second attempt', async () => {
      const rows = await engine.rows(`SELECT FROM payout_attempt WHERE number = 2 AND state = 'rejected'`);
      return rows.length === 1;
    });
    await paid.reaches('partially_failed', 2);
    await paid.order(third, { command: 'close', reason: 'The account is closed' });
    expect(await paid.handle.result()).toMatchObject({ state: 'closed', lines: { paid: 1, released: 1 } });
    await keep('payout-run.v1.paid', paid.workflowId);
    const abandoned = await openRun(2, FIN);
    await abandoned.reaches('in_review');
    await abandoned.order(other, { command: 'void', reason: 'Not now' });
    expect(await abandoned.handle.result()).toMatchObject({ state: 'void' });
    await keep('payout-run.v1.void', abandoned.workflowId);
    const refused = await openRun(3, engine.staff.PM);
    expect(await refused.handle.result()).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    await keep('payout-run.v1.refused', refused.workflowId);
  }, 120_000);

  test('payments by hand are told by one of finance and confirmed by another', async () => {
    const { FIN } = engine.staff;
    const other = await addPerson(engine.pool, { roles: ['FIN'] });
    const small = smallProgram({});
    const plan = { ...small.plan, payout: { methods: ['manual' as const] } };
    const program = await engine.publish({ ...small, plan, id: 'byhand' });
    const vault = accountVault(ACCOUNT_KEYS);
    await addDuePartner(engine.pool, program, {
      finance: { proposer: FIN, verifier: other },
      vault,
      amountMinor: 500n,
    });
    const filed = await openRun(1, FIN, 'byhand');
    await filed.reaches('in_review');
    await filed.order(other, { command: 'approve', contentHash: await filed.contentHash() });
    const attempt = await engine.soon('it is in a file', async () => {
      const sql = `SELECT attempt_id AS id FROM payout_attempt WHERE rail = 'manual' AND state = 'sending'`;
      return (await engine.rows<{ id: string }>(sql))[0];
    });
    const text = `payment_id,amount,currency,status\r\n${attempt.id},5.00,USD,paid\r\n`;
    const reportId = rowId('prp', `manual/${createHash('sha256').update(text).digest('hex')}`);
    const taken = await run(PAYMENT_REPORT, 'payment-report.v1.proposed', {
      ...{ workflowId: paymentReportId(reportId), kind: PAYMENT_REPORT_KIND, by: FIN },
      ...{ content: vault.seal(text, reportId), input: { reportId, rail: 'manual', step: 'take' } },
    });
    expect(taken).toMatchObject({ state: 'proposed', entries: { waits: 1 } });
    const confirmed = await run(PAYMENT_REPORT, 'payment-report.v1.confirmed', {
      ...{ workflowId: paymentReportId(reportId, 'scene'), kind: REPORT_DECISION_KIND, by: other },
      ...{ content: { reportId, decision: 'confirm' }, input: { reportId, rail: 'manual', step: 'decide' } },
    });
    expect(confirmed).toMatchObject({ state: 'applied', entries: { applied: 1 }, runs: [filed.workflowId] });
    expect(await filed.handle.result()).toMatchObject({ state: 'closed', lines: { paid: 1 } });
    await keep('payout-run.v3.filed', filed.workflowId);
  }, 60_000);

  /** Opens a payout run as the API would, and orders as it would. */
  async function openRun(number: number, by: string, programId = 'paid') {
    const key: PayoutRunKey = { programId, period: '2026-Q3', kind: 'regular', number };
    const [runId, workflowId] = [payoutRunRowId(key), payoutRunId(key)];
    const stage = async (kind: string, content: object, principal: string): Promise<string> => {
      const staging = { kind, target: workflowId, content: content as Json, principal, nowWallMs: engine.now() };
      return (await engine.intake.stage(staging)).intakeId;
    };
    const intakeId = await stage(OPEN_RUN_KIND, key, by);
    const { taskQueue } = engine;
    const args: [PayoutRunInput] = [{ runId, intakeId, title: 'paid up to 2026-Q3' }];
    const handle = await engine.client.workflow.start(PAYOUT_RUN, { taskQueue, workflowId, args });
    return {
      handle,
      workflowId,
      reaches: (state: string, revision = 1) =>
        engine.soon(`the run is ${state}`, async () => {
          const sql = 'SELECT FROM payout_run WHERE run_id = $1 AND revision = $2 AND state = $3';
          return (await engine.rows(sql, [runId, revision, state])).length === 1;
        }),
      contentHash: async () => {
        const sql = 'SELECT content_hash AS hash FROM payout_run WHERE run_id = $1 ORDER BY revision DESC LIMIT 1';
        return (await engine.rows<{ hash: string }>(sql, [runId]))[0]!.hash;
      },
      order: async (personId: string, order: PayoutRunOrder) => {
        const message = { actor: { personId }, intakeId: await stage(RUN_ORDER_KIND, order, personId) };
        return engine.send(handle.workflowId, orderPayoutRun, { message });
      },
    };
  }

  test('approvals are approved, rejected, expired, paused and withdrawn', async () => {
    const ladders = {
      quick: {
        reminders: ['50%'],
        escalations: [{ after: '200ms', add: ['VP'] }],
        end: { after: '400ms', as: 'expire' as const },
      },
    };
    const steps = {
      approved: ask(),
      rejected: ask({ rejection: 'ends' }),
      expired: ask({ due: '600ms', ladder: 'quick' }),
      paused: ask({ due: '20d' }),
      cancelled: ask(),
      work: task,
    };
    const partner = await apply(engine, await engine.publish(smallProgram({ ladders, stages: { strategize: steps } })));
    const { PM, CAM, LEG } = engine.staff;
    const asked = async (key: keyof typeof steps) => partner.approval('strategize', key);
    await partner.reaches('strategize', 'expired', 'expired');
    await partner.decide(await asked('approved'), PM);
    await partner.decide(await asked('approved'), PM, 'revoke');
    await partner.decide(await asked('approved'), LEG);
    await partner.decide(await asked('approved'), CAM);
    await partner.decide(await asked('rejected'), CAM, 'reject', { comment: 'not now' });
    await partner.command('pause', PM);
    await partner.decide(await asked('paused'), PM);
    await partner.decide(await asked('paused'), CAM);
    await partner.command('handOver', PM, { params: { role: 'CAM', toPersonId: CAM } });
    await partner.command('resume', PM);
    await partner.reaches('strategize', 'paused', 'done');
    await partner.command('skipStep', PM, { params: { stage: 'strategize', step: 'cancelled' } });
    await partner.complete('strategize', 'work', CAM);
    await partner.ends('strategize');
    for (const key of ['approved', 'rejected', 'expired', 'paused', 'cancelled'] as const)
      await keep(`approval.v1.${key}`, (await asked(key)).workflow_id);
    await keep('strategize.v1.commanded', partner.stageWorkflowId('strategize'));
    await partner.command('withdraw', partner.owner);
    await partner.handle.result();
    await keep('partner-lifecycle.v1.withdrawn', partner.workflowId);
  });

  test('approvals climb levels, are claimed, asked about, handed in again; somebody is absent for a moment', async () => {
    const one = (role: string) => ({ roles: [role], quorum: 1, rejection: 'ends' as const });
    const chain: Step = {
      ...{ kind: 'approval', title: 'Agree', owner: 'PM', needs: ['work'], decides: 'work', infoStopsClock: true },
      levels: [{ groups: [one('PM'), one('LEG')] }, { groups: [one('VP')] }],
    };
    const alone: Step = { kind: 'approval', title: 'Alone', owner: 'PM', optional: true, ...one('SE') };
    const ladders = { none: { escalations: [{ after: '1bd', add: ['VP'] }] } };
    const steps = { work: task, chain, alone: { ...alone, due: '20d', ladder: 'none' } };
    const partner = await apply(engine, await engine.publish(smallProgram({ ladders, stages: { strategize: steps } })));
    const { PM, CAM, LEG, VP, SE } = engine.staff;
    const evidence = { notes: 'https://files.example/notes' };
    await partner.complete('strategize', 'work', CAM);
    const first = await partner.approval('strategize', 'chain');
    await act(engine, { approval: first, by: PM, does: 'claim' });
    await act(engine, { approval: first, by: PM, does: 'requestInfo', comment: 'Which market?' });
    await act(engine, { approval: first, by: CAM, does: 'answerInfo', comment: 'The north' });
    await partner.decide(first, PM);
    await partner.send('strategize', { personId: CAM, stepKey: 'work', action: 'amend', evidence });
    const second = await nextRound(partner, first);
    await act(engine, { approval: second, by: CAM, does: 'recall' });
    await engine.soon('it waits', async () =>
      /again/.test((await partner.step('strategize', 'chain'))?.waiting_for ?? ''),
    );
    await partner.send('strategize', { personId: CAM, stepKey: 'work', action: 'amend', evidence });
    const third = await nextRound(partner, second);
    const asked = await partner.approval('strategize', 'alone');
    const nowMs = engine.now();
    const content = { fromWallMs: nowMs - 1, toWallMs: nowMs + 600_000, delegateId: null };
    const change = { by: SE, personId: SE, command: 'enterAbsence' as const, content };
    const { absence } = (await changePerson(engine, change)) as PersonChanged;
    await engine.soon('who is absent is not asked', async () => (await partner.audit('approval.escalated')).length > 0);
    const { absenceId } = absence!;
    await changePerson(engine, { by: SE, personId: SE, command: 'cancelAbsence', content: { absenceId } });
    for (const person of [PM, LEG]) await partner.decide(third, person);
    await partner.decide(third, LEG, 'revoke');
    await partner.decide(third, LEG, 'approve', { revokes: 1 });
    await engine.soon('the second level', async () => (await partner.audit('approval.advanced')).length === 3);
    await partner.decide(asked, VP);
    await partner.decide(third, VP);
    await partner.ends('strategize');
    await engine.client.workflow.getHandle(absenceWorkflowId(absenceId)).result();
    for (const [name, { workflow_id: id }] of Object.entries({
      superseded: first,
      recalled: second,
      chain: third,
      absent: asked,
    }))
      await keep(`approval.v2.${name}`, id);
    await keep('absence.v1', absenceWorkflowId(absenceId));
    await keep('strategize.v2.rounds', partner.stageWorkflowId('strategize'));
  }, 120_000);

  test('the decision that ends an approval is recorded with the end', async () => {
    const steps = { agree: ask({ optional: false, quorum: 1 }), refused: ask({ rejection: 'ends' }) };
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize: steps } })));
    const [agree, refused] = [
      await partner.approval('strategize', 'agree'),
      await partner.approval('strategize', 'refused'),
    ];
    await partner.decide(refused, engine.staff.LEG, 'reject');
    await partner.decide(agree, engine.staff.PM);
    await partner.ends('strategize');
    await keep('approval.v3.approved', agree.workflow_id);
    await keep('approval.v3.rejected', refused.workflow_id);
    for (const [, { history }] of played.slice(-2)) expect(textOf(history).match(/journalApproval/g)).toBeNull();
  });

  test('what was approved already changes: a sequence is void and asked again, in a pause once it ends', async () => {
    const needs = ['work'];
    const word = (role: string, parts: object): Step =>
      ask({ optional: false, needs, decides: 'work', quorum: 1, roles: [role], ...parts });
    const steps = { work: task, first: word('PM', {}), chain: word('VP', { needs: ['first'] }) };
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize: steps } })));
    const { PM, CAM, VP } = engine.staff;
    const evidence = { notes: 'https://files.example/notes' };
    await partner.complete('strategize', 'work', CAM);
    const first = await partner.approval('strategize', 'first');
    await partner.decide(first, PM);
    const second = await partner.approval('strategize', 'chain');
    await partner.command('pause', PM);
    await partner.send('strategize', { personId: CAM, stepKey: 'work', action: 'amend', evidence });
    await engine.soon('it is void', async () => (await partner.audit('approval.superseded')).length === 1);
    await partner.command('resume', PM);
    await partner.decide(await nextRound(partner, first, 'first'), PM);
    await partner.decide(await nextRound(partner, second), VP);
    await partner.ends('strategize');
    await keep('strategize.v3.voided', partner.stageWorkflowId('strategize'));
  });

  const nextRound = (partner: PartnerDesk, before: ApprovalRow, key = 'chain') =>
    engine.soon('the next round', async () => {
      const found = await partner.approval('strategize', key);
      return found.workflow_id !== before.workflow_id && found;
    });

  test('a lifecycle is commanded, told of facts, and continues as new', async () => {
    const program: Program = smallProgram({
      stages: {
        ...once,
        onboard: { access: { kind: 'provision', title: 'Access', owner: 'CAM', systems: ['portal'] } },
        market: {
          work: task,
          leads: { kind: 'milestone', title: 'Leads', owner: 'CAM', fact: 'lead', count: 3, carry: true },
        },
        sell: { quarter: { kind: 'wait', title: 'Sell', owner: 'CAM', until: 'period_end' } },
        incentivize: AT_ONCE,
        accelerate: AT_ONCE,
      },
    });
    const ending = await endingSoon(engine, program, 14);
    const partner = await apply(engine, ending.version);
    const endMs = ending.endMs((await cycleOf(partner, 1)).period!);
    const firstRun = (await partner.handle.describe()).runId;
    await partner.fact('lead', 'one');
    await partner.command('pause', engine.staff.PM);
    await partner.tell({ factIds: [await partner.stageFact('lead', 'two'), 'fact_invented'] });
    await partner.command('suspend', engine.staff.LEG);
    await partner.command('resume', engine.staff.PM);
    await partner.complete('market', 'work', engine.staff.CAM);
    await cycleOf(partner, 2, endMs + 20_000 - Date.now());
    await partner.handle.cancel();
    await partner.handle.result();
    await keep('partner-lifecycle.v1.commanded', partner.workflowId, firstRun);
    await keep('partner-lifecycle.v1.cancelled', partner.workflowId);
    await keep('market.v1.commanded', partner.stageWorkflowId('market', 1));
  }, 120_000);

  test('one is told by mail, another cannot be', async () => {
    const [told, untold] = ['nora.noted@vendor.example', 'una.untold@vendor.example'];
    await engine.mailbox().fault({ mode: 'reject', to: untold });
    const people = await Promise.all([told, untold].map((email) => addPerson(engine.pool, { email, roles: ['PM'] })));
    await apply(
      engine,
      await engine.publish(smallProgram({ stages: { strategize: { agree: ask({ optional: false }) } } })),
    );
    const results = await Promise.all(
      people.map((personId) =>
        engine.soon(`${personId} is called`, async () => {
          const handle = engine.client.workflow.getHandle(noticesId(personId));
          return handle.result().catch((error: unknown) => {
            if (!(error instanceof WorkflowNotFoundError)) throw error;
          });
        }),
      ),
    );
    expect(results).toEqual([
      { sent: 1, failed: 0 },
      { sent: 0, failed: 1 },
    ]);
    await keep('notices.v1.told', noticesId(people[0]!));
    await keep('notices.v1.failed', noticesId(people[1]!));
  });

  const cycleOf = (partner: PartnerDesk, cycle: number, patienceMs?: number) =>
    engine.soon(
      `cycle ${cycle}`,
      async () => {
        const row = await partner.row();
        return row?.cycle === cycle && row.stages.includes('sell') && row;
      },
      patienceMs,
    );
});

describe('what has just run', () => {
  test('replays with the very code that ran it', async () => {
    const bundle = await workflowBundle();
    expect(played.length).toBeGreaterThanOrEqual(19);
    for (const [name, { history, workflowId }] of played)
      await Worker.runReplayHistory({ workflowBundle: bundle }, historyFromJSON(history), workflowId).catch(
        (error: Error) => {
          throw new Error(`${name} does not replay: ${error.message}`);
        },
      );
  }, 120_000);

  test('tells nobody’s name and nobody’s mail address', async () => {
    const people = await engine.rows<{ display_name: string; email: string | null }>(
      'SELECT display_name, email FROM person',
    );
    const personal = people
      .flatMap((one) => [one.display_name, one.email ?? ''])
      .filter((text) => text !== '' && text !== 'Somebody');
    expect(personal).toEqual(expect.arrayContaining(['Irene Invited', 'irene.invited@partner.example', 'Olive Owner']));
    for (const [name, { history }] of played) {
      const text = textOf(history).toLowerCase();
      expect([name, personal.filter((word) => text.includes(word.toLowerCase()))]).toEqual([name, []]);
    }
  });
});
