import { ConnectorError } from '../../connectors/connector-error';
import { scimProvisioning } from '../../connectors/provisioning/scim';
import type { Provisioning } from '../../connectors/provisioning/scim';
import type { PartnerWorld } from '../../local/partner-world';
import type { FaultMode } from '../../local/world/faults';
import { freshPartnerWorld } from '../kit/programs';

let world: PartnerWorld;
let accounts: Provisioning;
beforeAll(async () => {
  world = await freshPartnerWorld();
  accounts = scimProvisioning({ baseUrl: world.scimUrl, timeoutMs: 400 });
});
afterAll(() => world.stop());
afterEach(() => world.faults({ target: 'scim', mode: 'none' }));

const person = (externalId: string) => ({
  externalId,
  userName: `${externalId}@acme.example`,
  displayName: 'Ana of Acme',
  active: true,
});

const createdFor = (externalId: string) =>
  world
    .events()
    .filter(({ kind, user }) => kind === 'scim.created' && (user as { externalId?: string }).externalId === externalId);

/** As the activity's retries do it: again until it works, and only after a failure that says it may. */
async function untilDone<T>(call: () => Promise<T>, attemptsMax = 60): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (!(error instanceof ConnectorError) || !error.retryable || attempt === attemptsMax) throw error;
    }
  }
}

describe('provisioning by SCIM', () => {
  test('creates once, repeats harmlessly, follows a changed name', async () => {
    const first = await accounts.ensureUser(person('p-1'));
    expect(await accounts.ensureUser(person('p-1'))).toEqual(first);
    expect(await accounts.ensureUser({ ...person('p-1'), displayName: 'Ana of Acme Bikes' })).toEqual(first);
    expect(await accounts.findUser({ externalId: 'p-1' })).toEqual({
      ...person('p-1'),
      id: first.id,
      displayName: 'Ana of Acme Bikes',
    });
    expect(createdFor('p-1')).toHaveLength(1);
  });

  test('the undo deactivates, again is harmless, and who returns gets the same account back', async () => {
    const { id } = await accounts.ensureUser(person('p-2'));
    expect(await accounts.deactivateUser({ externalId: 'p-2' })).toEqual({ found: true });
    expect(await accounts.deactivateUser({ externalId: 'p-2' })).toEqual({ found: true });
    expect(await accounts.findUser({ externalId: 'p-2' })).toMatchObject({ active: false });
    expect(await accounts.ensureUser(person('p-2'))).toEqual({ id });
    expect(await accounts.findUser({ externalId: 'p-2' })).toMatchObject({ active: true });
    expect(await accounts.deactivateUser({ externalId: 'never-was' })).toEqual({ found: false });
  });

  test('ten at once make one account', async () => {
    const ids = await Promise.all(Array.from({ length: 10 }, () => accounts.ensureUser(person('p-3'))));
    expect(new Set(ids.map(({ id }) => id)).size).toBe(1);
    expect(createdFor('p-3')).toHaveLength(1);
  });

  test('a name that belongs to somebody else is a definite refusal', async () => {
    await accounts.ensureUser(person('p-4'));
    const taken = { ...person('p-5'), userName: 'P-4@acme.example' };
    await expect(accounts.ensureUser(taken)).rejects.toMatchObject({
      retryable: false,
      unknownOutcome: false,
      status: 409,
    });
    expect(createdFor('p-5')).toHaveLength(0);
  });

  test('an external id with quotes asks for exactly that account', async () => {
    const odd = 'p-"6\\" or userName pr';
    const { id } = await accounts.ensureUser({ ...person('p-6'), externalId: odd });
    expect(await accounts.findUser({ externalId: odd })).toMatchObject({ id, externalId: odd });
  });

  test.each<FaultMode>(['error-before', 'error-after', 'drop-reply', 'wrong', 'hang', 'slow'])(
    'under %s on half of all calls, retries end with one active account and a clean undo',
    async (mode) => {
      const externalId = `half-${mode}`;
      await world.faults({ target: 'scim', mode, rate: 0.5, delayMs: 600, seed: 7 });
      const { id } = await untilDone(() => accounts.ensureUser(person(externalId)));
      expect(createdFor(externalId)).toHaveLength(1);
      await untilDone(() => accounts.deactivateUser({ externalId }));
      await world.faults({ target: 'scim', mode: 'none' });
      expect(await accounts.findUser({ externalId })).toMatchObject({ id, active: false });
      expect(world.events()).toContainEqual(expect.objectContaining({ kind: 'fault.struck', mode }));
    },
  );

  test('a created account whose answer was lost is told as unknown, and found again', async () => {
    await accounts.ensureUser(person('warm'));
    // The look-up goes through, the creation loses its answer: the dice of this seed fall so, as the journal proves.
    const seed = await seedThatSparesTheFirstCall();
    await world.faults({ target: 'scim', mode: 'drop-reply', rate: 0.5, seed });
    await expect(accounts.ensureUser(person('p-7'))).rejects.toMatchObject({ retryable: true, unknownOutcome: true });
    expect(createdFor('p-7')).toHaveLength(1);
    await world.faults({ target: 'scim', mode: 'none' });
    const { id } = await accounts.ensureUser(person('p-7'));
    expect(createdFor('p-7')).toEqual([expect.objectContaining({ id })]);
  });
});

/** Tries seeds on harmless reads until one lets the first call through and strikes the second. */
async function seedThatSparesTheFirstCall(): Promise<number> {
  const succeeds = () =>
    accounts.findUser({ externalId: 'warm' }).then(
      () => true,
      () => false,
    );
  for (let seed = 1; seed < 50; seed += 1) {
    await world.faults({ target: 'scim', mode: 'drop-reply', rate: 0.5, seed });
    const [first, second] = [await succeeds(), await succeeds()];
    if (first && !second) return seed;
  }
  throw new Error('No seed below 50 spares the first call and strikes the second.');
}
