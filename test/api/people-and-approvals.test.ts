import { startTestApi } from '../kit/api';
import type { AnyBody, TestApi } from '../kit/api';
import { startApiWorker } from '../kit/api-worker';
import { smallProgram } from '../kit/small-program';

let api: TestApi;
let stopWorker: () => Promise<void>;
let partnerId: string;

const PROGRAM = smallProgram({
  stages: {
    strategize: {
      decide: { kind: 'approval', title: 'Accept', owner: 'PM', roles: ['PM', 'LEG'], quorum: 2, rejection: 'ends' },
    },
  },
});

beforeAll(async () => {
  api = await startTestApi();
  await api.person('root', { roles: ['ADMIN'] });
  await api.person('pam', { roles: ['PM'] });
  stopWorker = await startApiWorker(api);
  await post('/v1/programs', 'pam', PROGRAM);
  const asked = { programId: 'small', name: 'Acme', type: 'reseller', country: 'US' };
  ({ partnerId } = await post('/v1/partners', 'ana', asked));
  await soon(async () => (await inbox('pam')).length === 1);
});
afterAll(async () => {
  await stopWorker();
  await api.close();
});

const post = async (path: string, as: string, json: object): Promise<AnyBody> =>
  (await api.ask(`POST ${path}`, { as, json })).body;
const inbox = async (as: string): Promise<{ approvalId: string }[]> =>
  (await api.ask('GET /v1/approvals?mine=true', { as })).body.items;

async function candidates(): Promise<string[]> {
  const [one] = (await api.ask(`GET /v1/approvals?partnerId=${partnerId}`, { as: 'pam' })).body.items;
  const { body } = await api.ask(`GET /v1/approvals/${one.approvalId}`, { as: 'pam' });
  return body.candidates.map((candidate: { personId: string }) => candidate.personId);
}

async function soon(look: () => Promise<boolean>): Promise<void> {
  for (const endMs = Date.now() + 20_000; Date.now() < endMs; await new Promise((resolve) => setTimeout(resolve, 50)))
    if (await look()) return;
  throw new Error('It did not come to be.');
}

describe('an approval that is open already', () => {
  test('finds whoever gets a deciding role, and only there', async () => {
    const lena = await api.person('lena');
    const dirk = await api.person('dirk');
    await post(`/v1/people/${dirk}/roles`, 'root', { grant: [{ role: 'LEG', region: 'de' }] });
    await post(`/v1/people/${lena}/roles`, 'root', { grant: [{ role: 'LEG' }] });
    await soon(async () => (await candidates()).includes(lena));
    expect(await inbox('lena')).toHaveLength(1);
    expect(await candidates()).not.toContain(dirk);
  });

  test('finds whoever was invited into a deciding role, at the first sign-in', async () => {
    const invited = { email: 'ivy@people.example', displayName: 'Ivy', roles: [{ role: 'PM' }] };
    const { personId } = await post('/v1/people', 'root', invited);
    expect(await candidates()).not.toContain(personId);
    const token = await api.issuer.token('ivy', { email: invited.email, email_verified: true });
    await api.ask('GET /v1/people/me', { token });
    await soon(async () => (await candidates()).includes(personId));
  });

  test('no longer lists who has left', async () => {
    const vera = await api.person('vera');
    await post(`/v1/people/${vera}/roles`, 'root', { grant: [{ role: 'LEG' }] });
    await soon(async () => (await candidates()).includes(vera));
    await post(`/v1/people/${vera}/leave`, 'root', {});
    await soon(async () => !(await candidates()).includes(vera));
  });
});
