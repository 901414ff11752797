import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { Worker } from '@temporalio/worker';
import { addIdentifiers, identifiersOfEmail } from '../../database/repositories/person-rows';
import { demoClock, REAL_CLOCK } from '../../domain/clock';
import { DAY_MS } from '../../domain/duration';
import { certificateWorkflowId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import { certificates } from '../../workers/certificates';
import type { CertificateResult } from '../../workflows/enable/certificate.messages';
import { addPartner, addPerson, publishVersion } from '../kit/rows';
import { freshTaskQueue, timeSkipping, workflowBundle } from '../kit/temporal';
import type { TrainingKit } from '../kit/training';
import { salesPath, trainingKit, voiding } from '../kit/training';

let env: TestWorkflowEnvironment;
let kit: TrainingKit;
let worker: Worker;
let running: Promise<void>;
let version: ProgramVersion;
let starter: ReturnType<typeof certificates>;

beforeAll(async () => {
  [env, kit] = [await timeSkipping(), await trainingKit()];
  const taskQueue = freshTaskQueue();
  starter = certificates(env.client, taskQueue);
  worker = await Worker.create({
    connection: env.nativeConnection,
    namespace: env.namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    shutdownForceTime: '5s',
    activities: kit.activities,
  });
  running = worker.run();
  version = await publishVersion(kit.pool, { nowMs: await env.currentTimeMs() });
});
afterAll(async () => {
  worker.shutdown();
  await running;
  await kit.close();
  await env.teardown();
});

let people = 0;
/** Somebody who passed the sales path so many days from now, with the workflow of the certificate. */
async function certified(inDays = 0) {
  const email = `certified${(people += 1)}@partner.example`;
  const partnerId = await addPartner(kit.pool, version);
  const personId = await addPerson(kit.pool, { partnerId, email });
  await kit.transaction((tx) => addIdentifiers(tx, personId, identifiersOfEmail(email)));
  const nowMs = (kit.clock.wallMs = await env.currentTimeMs());
  for (const list of [kit.started, kit.called, kit.told]) list.length = 0;
  const statements = salesPath(email, nowMs + inDays * DAY_MS);
  await kit.send(statements);
  const [certificate] = kit.started;
  await starter.start(certificate!);
  // Ending a workflow before its first task is through would stop this server's clock for good.
  await env.sleep('1 minute');
  const handle = env.client.workflow.getHandle<() => Promise<CertificateResult>>(
    certificateWorkflowId(certificate!.certificateId),
  );
  const audited = async () =>
    (
      await kit.rows<{ action: string; reason: string }>(
        `SELECT action, reason FROM audit WHERE subject = $1 AND actor = 'system:timer' ORDER BY seq`,
        [`certificate/${certificate!.certificateId}`],
      )
    ).map(({ action, reason }) => `${action}: ${reason}`);
  return { email, personId, partnerId, statements, certificate: certificate!, handle, audited, nowMs };
}

const REMINDED = ['90d', '60d', '30d', '7d'].map(
  (before) => `certificate.reminded: The certificate expires in ${before}`,
);

test('a certificate is reminded of before it expires, lapses on its day, and the partner’s steps look again', async () => {
  const { handle, audited, partnerId, certificate } = await certified();
  await env.sleep('364 days');
  expect(await audited()).toEqual(REMINDED);
  expect(kit.told).toEqual([]);
  expect(await handle.result()).toEqual({ ended: 'lapsed' });
  expect(await audited()).toEqual([...REMINDED, 'certificate.lapsed: The certificate expires']);
  expect(kit.told).toEqual([partnerId]);
  expect(await env.currentTimeMs()).toBeGreaterThanOrEqual(certificate.expiresMs);
  await expect(starter.start(certificate)).resolves.toBeUndefined();
  expect((await handle.describe()).status.name).toBe('COMPLETED');
});

test('starting it twice is one life', async () => {
  const { certificate, handle } = await certified();
  const { runId } = await handle.describe();
  await starter.start(certificate);
  expect((await handle.describe()).runId).toBe(runId);
  await handle.terminate();
});

test('one that is dated ahead tells the partner on its first day', async () => {
  const { partnerId, handle } = await certified(20);
  await env.sleep('19 days');
  expect(kit.told).toEqual([]);
  await env.sleep('2 days');
  expect(kit.told).toEqual([partnerId]);
  await handle.terminate();
});

test('a renewed one ends at once, and its successor reminds instead', async () => {
  const { email, handle, audited } = await certified();
  await env.sleep('300 days');
  await kit.send(salesPath(email, await env.currentTimeMs()));
  expect(kit.started).toHaveLength(2);
  expect(kit.called).toHaveLength(1);
  await starter.lookAgain(kit.called[0]!);
  expect(await handle.result()).toEqual({ ended: 'superseded' });
  expect(await audited()).toEqual(REMINDED.slice(0, 1));
});

test('a withdrawn one ends as soon as it is told', async () => {
  const { statements, handle, certificate } = await certified();
  await env.sleep('1 day');
  await kit.send([voiding(statements[1]!)]);
  expect(kit.called).toEqual([certificate.certificateId]);
  await starter.lookAgain(certificate.certificateId);
  expect(await handle.result()).toEqual({ ended: 'withdrawn' });
  await expect(starter.lookAgain(certificate.certificateId)).resolves.toBeUndefined();
});

test('one whose person has left ends at its next moment, without a word', async () => {
  const { personId, handle, audited, certificate } = await certified();
  await kit.pool.query(`UPDATE person SET status = 'left' WHERE person_id = $1`, [personId]);
  expect(await handle.result()).toEqual({ ended: 'left' });
  expect(await audited()).toEqual([]);
  expect((await handle.describe()).closeTime!.getTime()).toBeLessThan(certificate.expiresMs - 89 * DAY_MS);
});

test('a call that changes nothing lets it live on', async () => {
  const { certificate, handle, audited } = await certified();
  await env.sleep('10 days');
  await starter.lookAgain(certificate.certificateId);
  await env.sleep('270 days');
  expect(await audited()).toEqual(REMINDED.slice(0, 1));
  await handle.terminate();
});

test('in a demo version a year of reminders passes in minutes', async () => {
  const { certificate, handle: real } = await certified();
  await real.terminate();
  const wallMs = await env.currentTimeMs();
  const clock = demoClock({ anchorMs: wallMs, dayMs: 500 });
  expect(certificate.clock).toEqual(REAL_CLOCK);
  const demo = {
    ...certificate,
    certificateId: `${certificate.certificateId}_demo`,
    clock,
    expiresMs: wallMs + 365 * DAY_MS,
  };
  await kit.pool.query(
    `INSERT INTO certificate (certificate_id, person_id, partner_id, certification, track, earned_ms, expires_ms, revision, program_id, program_version, evidence, business_key)
     SELECT $1, person_id, partner_id, 'demo', 'demo', earned_ms, $2, 1, program_id, program_version, evidence, $1 FROM certificate WHERE certificate_id = $3`,
    [demo.certificateId, demo.expiresMs, certificate.certificateId],
  );
  await starter.start(demo);
  const handle = env.client.workflow.getHandle<() => Promise<CertificateResult>>(
    certificateWorkflowId(demo.certificateId),
  );
  expect(await handle.result()).toEqual({ ended: 'lapsed' });
  const { startTime, closeTime } = await handle.describe();
  expect(closeTime!.getTime() - startTime.getTime()).toBeLessThan(200_000);
});
