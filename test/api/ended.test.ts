import { Client, Connection } from '@temporalio/client';
import type { Answered, Asking, TestApi } from '../kit/api';
import { importIntakeKind } from '../../domain/imports';
import { personContentKind } from '../../domain/people/person-change';
import { PROGRAM_VERSION_KIND } from '../../domain/programs/program-publication';
import { startTestApi } from '../kit/api';
import { addScene } from '../kit/api-rows';
import type { Scene } from '../kit/api-rows';
import { publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';
import { waitFor } from '../../local/processes';

const SOON_MS = 10_000;

/** Nobody works here: what is started waits until it is ended. */
let api: TestApi;
let connection: Connection;
let temporal: Client;
let acme: Scene;

beforeAll(async () => {
  api = await startTestApi();
  const { address, namespace } = api.settings.temporal;
  connection = await Connection.connect({ address });
  temporal = new Client({ connection, namespace });
  acme = await addScene(api.pool, await publishVersion(api.pool));
  await api.person('pam', { roles: ['PM', 'ADMIN'] });
  await api.person('carl', { roles: ['CAM'] });
  await api.person('lms', { kind: 'service', roles: ['LMS'] });
});
afterAll(async () => {
  await connection.close();
  await api.close();
});

/** Ends in Temporal what was started for content of this kind, as soon as it runs. */
async function endWhatTakes(kind: string): Promise<void> {
  const isEnded = async (): Promise<boolean> => {
    const { rows } = await api.pool.query<{ target: string }>('SELECT target FROM intake WHERE kind = $1', [kind]);
    const ended = await Promise.allSettled(rows.map(({ target }) => temporal.workflow.getHandle(target).terminate()));
    return ended.some(({ status }) => status === 'fulfilled');
  };
  expect(await waitFor(isEnded, SOON_MS)).toBe(true);
}

/** Asks, and ends in Temporal what was started for it. */
async function askAndEnd(kind: string, route: string, asking: Asking): Promise<Answered> {
  const [answer] = await Promise.all([api.ask(route, asking), endWhatTakes(kind)]);
  return answer;
}

describe('what was ended in Temporal', () => {
  test('is a conflict that says so, for every repetition of the same request', async () => {
    const asking = { as: 'pam', key: 'nils', json: { email: 'nils@vendor.example', displayName: 'Nils' } };
    const answer = await askAndEnd(personContentKind('invite'), 'POST /v1/people', asking);
    expect(answer).toMatchObject({ status: 409, body: { code: 'PROCESS.ENDED' } });
    expect((await api.ask('POST /v1/people', asking)).body).toEqual(answer.body);
  });

  test('can be asked for again by another request, a publication too, though its id is its content’s', async () => {
    const asking = { as: 'pam', json: smallProgram({}) };
    for (const key of ['first', 'second']) {
      const answer = await askAndEnd(PROGRAM_VERSION_KIND, 'POST /v1/programs', { ...asking, key });
      expect(answer).toMatchObject({ status: 409, body: { code: 'PROCESS.ENDED' } });
    }
  });

  test('is an application that has failed, to whoever applied', async () => {
    const { body } = await api.ask('POST /v1/partners', {
      as: 'ana',
      json: { name: 'Berta', type: 'reseller', country: 'US' },
    });
    const route = `GET /v1/partners/${body.partnerId}`;
    expect((await api.ask(route, { as: 'ana' })).body).toMatchObject({ state: 'starting' });
    await temporal.workflow.getHandle(`partner/${body.partnerId}`).terminate('a test');
    expect(await api.ask(route, { as: 'ana' })).toMatchObject({
      status: 200,
      body: { state: 'failed', partnerId: body.partnerId, reason: 'terminated' },
    });
  });

  test('is a closed step to whoever acts on it at that moment', async () => {
    const { stageWorkflowId, steps } = acme;
    const stage = await temporal.workflow.start('recruit', { workflowId: stageWorkflowId, taskQueue: 'nobody' });
    const asked = api.ask(`POST /v1/tasks/${steps.vet}/completion`, {
      as: 'carl',
      json: { evidence: { finding: 'x' } },
    });
    await api.ask('GET /health/live');
    await stage.terminate('a test');
    expect(await asked).toMatchObject({ status: 409, body: { code: 'STEP.CLOSED' } });
  });

  test('is sent again by a learning system, which is told to come again', async () => {
    const statement = {
      actor: { mbox: 'mailto:ana@acme.example' },
      verb: { id: 'http://adlnet.gov/expapi/verbs/passed' },
      object: { id: 'https://lms.example/course/1' },
    };
    const headers = { 'x-experience-api-version': '2.0.0' };
    const answer = await askAndEnd(importIntakeKind('statements'), 'POST /xapi/statements', {
      as: 'lms',
      json: statement,
      headers,
    });
    expect(answer).toMatchObject({ status: 503, body: { code: 'SERVER.UNAVAILABLE' } });
    expect(answer.headers.get('retry-after')).toBe('5');
  });
});
