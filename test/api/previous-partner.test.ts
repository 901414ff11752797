import type { ProgramVersion } from '../../domain/program';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { addPartner, publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

let api: TestApi;
let version: ProgramVersion;
beforeAll(async () => {
  api = await startTestApi();
  version = await publishVersion(api.pool, { program: smallProgram({}) });
});
afterAll(() => api.close());

const apply = (as: string, previousPartnerId: string) =>
  api.ask('POST /v1/partners', {
    as,
    json: { programId: 'small', name: 'Again', type: 'reseller', country: 'US', previousPartnerId },
  });

describe('who applies again', () => {
  test('names a partner that was theirs and has ended', async () => {
    const former = await addPartner(api.pool, version, { mode: 'withdrawn' });
    await api.person('eve', { partnerId: former, roles: ['P-own'] });
    expect((await apply('eve', former)).status).toBe(202);
  });

  test('is told at once of one that was not, the same as of one that never was', async () => {
    const foreign = await addPartner(api.pool, version, { mode: 'withdrawn' });
    for (const named of [foreign, 'nobody-aaaaaaaa'])
      expect(await apply('stranger', named)).toMatchObject({
        status: 422,
        body: {
          code: 'REQUEST.RULE',
          errors: [{ pointer: '/previousPartnerId', message: expect.stringContaining('no earlier partner') }],
        },
      });
  });

  test('is told of one that has not ended', async () => {
    const living = await addPartner(api.pool, version, { mode: 'active' });
    await api.person('liv', { partnerId: living, status: 'left' });
    expect(await apply('liv', living)).toMatchObject({
      status: 422,
      body: { detail: expect.stringContaining('active') },
    });
  });
});
