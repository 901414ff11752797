import { accountVault } from '../../database/intake/account-vault';
import { PAYOUT_INVARIANTS } from '../../database/views/payout-invariants';
import { periodAt } from '../../domain/calendar';
import { DAY_MS } from '../../domain/duration';
import { payoutRunId, payoutScheduleId } from '../../domain/ids';
import type { PayoutTerms } from '../../domain/incentivize/commission-plan';
import { payoutRunRowId } from '../../domain/incentivize/payout-run';
import { lastEndedPeriod } from '../../domain/incentivize/payout-schedule';
import type { Program } from '../../domain/program';
import type { PaymentProvider } from '../../local/payment-provider';
import { loadShippedProgram } from '../../programs/load';
import { buildVersion } from '../../programs/publish';
import { REAL_CLOCK } from '../../domain/clock';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { closeAll } from '../kit/close-all';
import { expectInvariants } from '../kit/invariants';
import { addDuePartner } from '../kit/payouts';
import { freshPaymentProvider } from '../kit/programs';
import { freshName } from '../kit/servers';
import { connectTemporal } from '../kit/temporal';
import type { TestTemporal } from '../kit/temporal';

/** Schedules, runs, approvals: seconds on a busy machine. */
const PATIENCE_MS = 60_000;

let api: TestApi;
let temporal: TestTemporal;
let provider: PaymentProvider;
let stopWorker: () => Promise<void>;
const people: Record<string, string> = {};
const ids: string[] = [];

beforeAll(async () => {
  [api, temporal, provider] = [await startTestApi(), await connectTemporal(), await freshPaymentProvider()];
  await provider.webhook({ url: 'http://127.0.0.1:9/nobody', secret: 'nobody listens' });
  for (const name of ['fiona', 'fred', 'frank']) people[name] = await api.person(name, { roles: ['FIN'] });
  await api.person('pam', { roles: ['PM'] });
  stopWorker = await startApiWorker(api, {
    accountKeys: api.settings.accountKeys,
    paymentProvider: { baseUrl: provider.url, timeoutMs: 1_000 },
  });
});
afterAll(() =>
  closeAll([
    ...ids.map(
      (id) => () =>
        temporal.client.schedule
          .getHandle(id)
          .delete()
          .catch(() => undefined),
    ),
    () => stopWorker(),
    () => api.close(),
    () => temporal.close(),
    () => provider.stop(),
  ]),
);
afterEach(() => expectInvariants(api.pool, PAYOUT_INVARIANTS));

const shipped = loadShippedProgram();
const programOf = (id: string, payout: PayoutTerms | undefined, title = id): Program => ({
  ...shipped,
  ...{ id, title, plan: { ...shipped.plan, payout } },
});
async function publish(program: Program, query = ''): Promise<number> {
  const { status, body } = await api.ask(`POST /v1/programs${query}`, { as: 'pam', json: program });
  expect({ status, faults: body.errors }).toMatchObject({ status: expect.any(Number), faults: undefined });
  return status;
}
function scheduleOf(programId: string) {
  ids.push(payoutScheduleId(programId));
  return temporal.client.schedule.getHandle(payoutScheduleId(programId));
}
/** The period that a run opened now is of. */
const periodNow = (): string => {
  const { calendar, document } = buildVersion({
    ...{ program: shipped, version: 1, clock: REAL_CLOCK },
    nowMs: Date.now(),
  });
  return lastEndedPeriod(calendar, document.period, Date.now());
};
async function eventually<T>(what: string, look: () => Promise<T | false | undefined>): Promise<T> {
  for (const endMs = Date.now() + PATIENCE_MS; Date.now() < endMs; await new Promise((r) => setTimeout(r, 50))) {
    const found = await look();
    if (found) return found;
  }
  throw new Error(`Waited in vain: ${what}`);
}
const read = async (runId: string) => (await api.ask(`GET /v1/payout-runs/${runId}`, { as: 'fiona' })).body;
const reaches = (runId: string, state: string) =>
  eventually(`${runId} is ${state}`, async () => {
    const run = await read(runId);
    return run.state === state && run;
  });
const approve = async (runId: string, as: string) =>
  api.ask(`POST /v1/payout-runs/${runId}/approval`, {
    ...{ as, key: freshName('k') },
    json: { contentHash: (await read(runId)).contentHash },
  });

describe('the schedule of payout runs', () => {
  test('comes with the program version that asks for it, changes with the next one, and goes with one that does not', async () => {
    const id = freshName('timed');
    const schedule = scheduleOf(id);
    await publish(programOf(id, { runs: { day: 15, at: '06:30' } }));
    expect(await schedule.describe()).toMatchObject({
      policies: { overlap: 'BUFFER_ALL', catchupWindow: 30 * DAY_MS, pauseOnFailure: false },
      spec: { timezone: shipped.zone },
      action: { workflowType: 'payoutOpening', args: [{ programId: id }], taskQueue: api.settings.taskQueue },
      state: { note: `As version 1 of ${id} says`, paused: false },
    });
    const zone = new Intl.DateTimeFormat('en-CA', { timeZone: shipped.zone, dateStyle: 'short', timeStyle: 'short', hour12: false }); // prettier-ignore
    const next = async () => zone.format((await schedule.describe()).info.nextActionTimes[0]);
    expect(await next()).toMatch(/-(01|04|07|10)-15, 06:30$/);
    await schedule.pause('Finance moves house');
    await publish(programOf(id, { runs: { day: 3, at: '18:00' } }));
    expect(await next()).toMatch(/-(01|04|07|10)-03, 18:00$/);
    const changed = await schedule.describe();
    expect(changed.state).toMatchObject({ note: `As version 2 of ${id} says`, paused: true });
    // The very same content again is the same version, and the schedule stays as it is.
    expect(await publish(programOf(id, { runs: { day: 3, at: '18:00' } }))).toBe(200);
    expect((await schedule.describe()).spec).toEqual(changed.spec);
    await publish(programOf(id, undefined));
    await expect(schedule.describe()).rejects.toThrow(/not found/i);
    await publish(programOf(id, undefined, 'Still without'));
  }, 120_000);

  test('is none for a demo, whose days are no days', async () => {
    const id = freshName('demo');
    await publish(programOf(id, { runs: { day: 15, at: '06:00' } }), '?day=1s');
    await expect(scheduleOf(id).describe()).rejects.toThrow(/not found/i);
  });

  test.each([{ day: 29, at: '06:00' }, { day: 0, at: '06:00' }, { day: 15, at: '24:00' }, { day: 15 }])(
    'is refused at publish as %j',
    async (runs) => {
      const { status, body } = await api.ask('POST /v1/programs', {
        ...{ as: 'pam', json: programOf(freshName('wrong'), { runs } as PayoutTerms) },
      });
      expect({ status, at: body.errors[0].pointer }).toEqual({
        ...{ status: 422, at: expect.stringContaining('/plan/payout/runs') },
      });
    },
  );
});

describe('a payout run that opens by itself', () => {
  test('is of the period that has ended, is one with the run that somebody opens, and two of finance approve it', async () => {
    const id = freshName('opens');
    await publish(programOf(id, { runs: { day: 15, at: '06:00' } }));
    const period = periodNow();
    const version = { ...buildVersion({ program: programOf(id, undefined), version: 1, clock: REAL_CLOCK, nowMs: Date.now() }) }; // prettier-ignore
    const partner = await addDuePartner(api.pool, version, {
      finance: { proposer: people['fiona']!, verifier: people['fred']! },
      vault: accountVault(api.settings.accountKeys!),
      ...{ amountMinor: 4_200n, currency: 'USD', period },
    });
    const schedule = scheduleOf(id);
    await schedule.trigger();
    const key = { programId: id, period, kind: 'regular', number: 1 } as const;
    const runId = payoutRunRowId(key);
    expect(await reaches(runId, 'in_review')).toMatchObject({ requestedBy: 'system:payout-schedule', period });
    // Triggered again, and opened by hand: still this one.
    await schedule.trigger();
    const opened = await api.ask('POST /v1/payout-runs', {
      ...{ as: 'fiona', key: freshName('k'), json: { program: id, period } },
    });
    expect(opened).toMatchObject({ status: 202, body: { runId } });
    const openings = await eventually('two openings', async () => {
      const { info } = await schedule.describe();
      return info.recentActions.length === 2 && info.recentActions;
    });
    for (const { action } of openings)
      expect(await temporal.client.workflow.getHandle(action.workflow.workflowId).result()).toEqual({
        ...{ runId, workflowId: payoutRunId(key), period },
      });
    expect((await api.pool.query('SELECT FROM payout_run WHERE program_id = $1', [id])).rowCount).toBe(1);
    expect(await approve(runId, 'fiona')).toMatchObject({ status: 200, body: { run: 'in_review', changed: true } });
    expect(await approve(runId, 'fiona')).toMatchObject({ status: 200, body: { run: 'in_review', changed: false } });
    const others = provider.moved().filter(({ payeeName }) => payeeName.startsWith(partner.partnerId));
    expect(others).toEqual([]);
    // Nor does Postgres let it go on with one.
    await expect(
      api.pool.query(`UPDATE payout_run SET state = 'submitting' WHERE run_id = $1`, [runId]),
    ).rejects.toThrow(/too few have approved/);
    expect(await approve(runId, 'fred')).toMatchObject({ status: 200, body: { run: 'approved', changed: true } });
    await reaches(runId, 'closed');
    expect(provider.moved().filter(({ payeeName }) => payeeName.startsWith(partner.partnerId))).toHaveLength(1);
  }, 120_000);

  test('is opened by whoever comes first; a late trigger leaves the run of a person as it is', async () => {
    const id = freshName('byhand');
    await publish(programOf(id, { runs: { day: 15, at: '06:00' } }));
    const period = periodNow();
    await api.ask('POST /v1/payout-runs', { as: 'fiona', key: freshName('k'), json: { program: id, period } });
    const runId = payoutRunRowId({ programId: id, period, kind: 'regular', number: 1 });
    await reaches(runId, 'closed');
    const schedule = scheduleOf(id);
    await schedule.trigger();
    const [action] = await eventually('its opening', async () => {
      const { info } = await schedule.describe();
      return info.recentActions.length === 1 && info.recentActions;
    });
    const { workflowId } = action!.action.workflow;
    expect(await temporal.client.workflow.getHandle(workflowId).result()).toMatchObject({ runId });
    expect(await read(runId)).toMatchObject({ requestedBy: people['fiona'], state: 'closed' });
  });
});

test('the period that has ended last is the one before today’s, in the program’s zone', () => {
  const { calendar } = buildVersion({ program: shipped, version: 1, clock: REAL_CLOCK, nowMs: Date.UTC(2026, 9, 6) });
  const { startMs } = periodAt(calendar, 'quarter', Date.UTC(2026, 9, 6));
  expect(lastEndedPeriod(calendar, 'quarter', startMs)).toBe('2026-Q3');
  expect(lastEndedPeriod(calendar, 'quarter', startMs - 1)).toBe('2026-Q2');
  expect(lastEndedPeriod(calendar, 'month', startMs)).toBe('2026-09');
  expect(lastEndedPeriod(calendar, 'year', startMs)).toBe('2025');
});
