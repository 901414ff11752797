import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ConnectorError } from '../../connectors/connector-error';
import { httpScreening } from '../../connectors/screening/screening';
import type { PartnerWorld } from '../../local/partner-world';
import { freePort } from '../../local/processes';
import { freshPartnerWorld } from '../kit/programs';

let world: PartnerWorld;
beforeAll(async () => {
  world = await freshPartnerWorld();
});
afterAll(() => world.stop());
afterEach(() => world.faults({ target: 'screening', mode: 'none' }));

const screening = (timeoutMs = 500) => httpScreening({ baseUrl: world.screeningUrl, timeoutMs });
const ask = (reference: string, companyName = 'Plain Bikes') =>
  screening().check({ reference, companyName, country: 'US' });

async function failure(call: Promise<unknown>): Promise<ConnectorError> {
  const error = await call.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConnectorError);
  return error as ConnectorError;
}

/** A third party that answers everything in one way. */
async function stranger(answer: {
  status: number;
  body: string;
  headers?: Record<string, string>;
}): Promise<{ url: string; server: Server }> {
  const server = createServer((_, response) => void response.writeHead(answer.status, answer.headers).end(answer.body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server };
}

describe('screening', () => {
  test('tells clear, hit and unknown', async () => {
    expect(await ask('c-1')).toEqual({ result: 'clear', hits: [] });
    expect(await ask('c-2', 'Sanctioned Trading')).toEqual({
      result: 'hit',
      hits: [expect.stringContaining('Sanctioned Trading')],
    });
    expect(await ask('c-3', 'Unclear Holding')).toEqual({ result: 'unknown', hits: [] });
  });

  test('a silent service is given up in time and may be asked again', async () => {
    await world.faults({ target: 'screening', mode: 'hang' });
    const startMs = Date.now();
    expect(await failure(ask('c-4'))).toMatchObject({ retryable: true, unknownOutcome: true });
    expect(Date.now() - startMs).toBeLessThan(2_000);
  });

  test('a slow service is waited for within the limit only', async () => {
    await world.faults({ target: 'screening', mode: 'slow', delayMs: 200 });
    expect(await ask('c-5')).toMatchObject({ result: 'clear' });
    await world.faults({ target: 'screening', mode: 'slow', delayMs: 900 });
    expect(await failure(ask('c-6'))).toMatchObject({ retryable: true, unknownOutcome: true });
  });

  test.each(['error-after', 'drop-reply', 'wrong'] as const)(
    'after %s the repetition gets the one result that was made',
    async (mode) => {
      await world.faults({ target: 'screening', mode });
      expect(await failure(ask(`c-${mode}`))).toMatchObject({ retryable: true, unknownOutcome: true });
      await world.faults({ target: 'screening', mode: 'none' });
      expect(await ask(`c-${mode}`)).toMatchObject({ result: 'clear' });
      expect(
        world.events().filter(({ kind, reference }) => kind === 'screening.checked' && reference === `c-${mode}`),
      ).toHaveLength(1);
    },
  );

  test('a reference used for another company is a definite refusal', async () => {
    await ask('c-7');
    expect(await failure(ask('c-7', 'Other Bikes'))).toMatchObject({
      retryable: false,
      unknownOutcome: false,
      status: 409,
    });
  });

  test('nobody there: nothing happened, try again', async () => {
    const nobody = httpScreening({ baseUrl: `http://127.0.0.1:${await freePort()}`, timeoutMs: 500 });
    const error = await failure(nobody.check({ reference: 'x', companyName: 'Plain Bikes', country: 'US' }));
    expect(error).toMatchObject({ retryable: true, unknownOutcome: false });
    expect(error.message).not.toContain('Plain Bikes');
  });

  test.each([
    [
      'a redirect is not followed',
      { status: 307, body: '', headers: { location: 'http://127.0.0.1:1/' } },
      { retryable: false, status: 307 },
    ],
    [
      'an answer without end is cut',
      { status: 200, body: 'x'.repeat(1_100_000) },
      { retryable: false, unknownOutcome: true },
    ],
    [
      'too many requests: nothing happened, wait',
      { status: 429, body: '', headers: { 'retry-after': '7' } },
      { retryable: true, unknownOutcome: false, retryAfterMs: 7_000 },
    ],
    ['a web page is no answer', { status: 200, body: '<html></html>' }, { retryable: true, unknownOutcome: true }],
    ['an empty answer clears nobody', { status: 200, body: '' }, { retryable: true, unknownOutcome: true }],
    [
      'an answer about another reference clears nobody',
      { status: 200, body: '{"reference":"y","result":"clear"}' },
      { retryable: true },
    ],
  ])('%s', async (_, answer, expected) => {
    const { url, server } = await stranger(answer);
    const asked = httpScreening({ baseUrl: url, timeoutMs: 2_000 }).check({
      reference: 'x',
      companyName: 'A',
      country: 'US',
    });
    expect(await failure(asked)).toMatchObject(expected);
    server.closeAllConnections();
    server.close();
  });
});
