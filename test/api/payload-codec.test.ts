import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { Worker } from '@temporalio/worker';
import { dataConverterOf } from '../../connectors/payloads/data-converter';
import { lifecycleId } from '../../domain/ids';
import { startTestApi } from '../kit/api';
import type { AnyBody, Answered, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { readHistory } from '../kit/histories';
import type { RecordedHistory } from '../kit/histories';
import { smallProgram } from '../kit/small-program';
import { connectTemporal, encodingBundle, workflowBundle } from '../kit/temporal';
import type { TestTemporal } from '../kit/temporal';

const CODEC = './test/kit/aes-codec';
const PROGRAM = smallProgram({
  stages: {
    strategize: {
      check: { kind: 'screening', title: 'Look them up', owner: 'PM' },
      decide: { kind: 'approval', title: 'Nod them through', owner: 'PM', roles: ['PM'], quorum: 1, rejection: 'ends' },
    },
  },
});

let api: TestApi;
let temporal: TestTemporal;
let stopWorker: () => Promise<void>;
beforeAll(async () => {
  api = await startTestApi({ settings: { payloadCodec: CODEC } });
  stopWorker = await startApiWorker(api);
  temporal = await connectTemporal();
  await api.person('pam', { roles: ['PM'] });
});
afterAll(async () => {
  await stopWorker();
  await temporal.close();
  await api.close();
});

const post = (path: string, as: string, json: object): Promise<Answered> => api.ask(`POST ${path}`, { as, json });

async function soon<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 50))) {
    const found = await look();
    if (found !== undefined) return found;
  }
  throw new Error('It did not come to be.');
}

/**
 * Every payload's encoding and every failure's words: what can be read in a history without the key. Not looked at are
 * search attributes, an index that is never encoded, and what the SDK's core notes of a local activity: which, and when.
 */
function readable(value: unknown, key = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => readable(item));
  if (typeof value !== 'object' || value === null) return key === 'message' ? [`message: ${String(value)}`] : [];
  const { metadata, data } = value as { metadata?: { encoding?: string }; data?: string };
  if (metadata?.encoding !== undefined) {
    const [encoding, text] = [textOf(metadata.encoding), textOf(data)];
    if (encoding === 'binary/encrypted') return [encoding];
    return CORES_NOTE.test(text) ? [] : [`${encoding}: ${text}`];
  }
  return Object.entries(value).flatMap(([name, member]) => (name === 'searchAttributes' ? [] : readable(member, name)));
}

/** Of a local activity: its type, its number, its times. Of a patch: its name. */
const CORES_NOTE =
  /^\{("seq":\d+,"attempt":\d+,"activity_id":"\d+","activity_type":"\w+",[\w":{},]*|"id":"[\w-]+","deprecated":(true|false))\}$/;
const textOf = (base64 = ''): string => Buffer.from(base64, 'base64').toString();

async function replay({ workflowId, history }: RecordedHistory, codec?: string): Promise<void> {
  const bundle = codec === undefined ? await workflowBundle() : await encodingBundle();
  const options = { workflowBundle: bundle, dataConverter: dataConverterOf(codec) };
  await Worker.runReplayHistory(options, historyFromJSON(history), workflowId);
}

describe('with a payload codec', () => {
  const histories: RecordedHistory[] = [];

  test('API and worker understand each other: a program, a partner, a decision, a command and its refusal', async () => {
    expect(await post('/v1/programs', 'pam', PROGRAM)).toMatchObject({ status: 201 });
    const asked = { programId: 'small', name: 'Acme', type: 'reseller', country: 'US' };
    const { partnerId } = (await post('/v1/partners', 'ana', asked)).body as { partnerId: string };
    const { approvalId, contentHash } = await soon(
      async (): Promise<AnyBody> => (await api.ask('GET /v1/approvals?mine=true', { as: 'pam' })).body.items[0],
    );
    const command = `/v1/partners/${partnerId}/commands`;
    expect((await post(command, 'pam', { command: 'pause', reason: 'Whispered' })).body).toMatchObject({
      mode: 'paused',
    });
    const params = { stage: 'recruit' };
    expect((await post(command, 'pam', { command: 'repeatStage', reason: 'x', params })).body).toMatchObject({
      code: 'LIFECYCLE.STATE',
      allowedActions: expect.arrayContaining(['resume']),
    });
    const decision = { decision: 'approve', contentHash, comment: 'Whispered' };
    expect((await post(`/v1/approvals/${approvalId}/decisions`, 'pam', decision)).status).toBe(200);
    expect((await post(command, 'pam', { command: 'withdraw', reason: 'Whispered' })).status).toBe(403);
    const handle = temporal.client.workflow.getHandle(lifecycleId(partnerId));
    expect((await handle.describe()).status.name).toBe('RUNNING');
    const { rows } = await api.pool.query<{ workflowId: string }>(
      `SELECT workflow_id AS "workflowId" FROM audit UNION SELECT workflow_id FROM stage_run`,
    );
    for (const { workflowId } of rows) histories.push(await readHistory(temporal.client, { workflowId }));
    expect(histories.length).toBeGreaterThanOrEqual(4);
  });

  test('no history holds a word that can be read without the key', () => {
    const words = new Set(histories.flatMap((one) => readable(one.history)));
    expect([...words].filter((word) => !['binary/encrypted', 'message: Encoded failure'].includes(word))).toEqual([]);
    expect(words).toContain('binary/encrypted');
    const text = JSON.stringify(histories);
    const plain = ['Whispered', 'Look them up', 'Nod them through'];
    const encoded = plain.map((word) => Buffer.from(word).toString('base64').slice(0, -4));
    expect([...plain, ...encoded].filter((word) => text.includes(word))).toEqual([]);
  });

  test('every history replays with the key, and none without it', async () => {
    for (const one of histories) await expect(replay(one, CODEC)).resolves.toBeUndefined();
    const lifecycle = histories.find(({ workflowId }) => /^partner\/[^/]+$/.test(workflowId))!;
    await expect(replay(lifecycle)).rejects.toThrow();
  });
});

test('a module that has no codecs is refused by name', () => {
  expect(() => dataConverterOf('./test/kit/dose')).toThrow('PAYLOAD_CODEC: ./test/kit/dose must export payloadCodecs');
  expect(dataConverterOf(undefined)).toBeUndefined();
});
