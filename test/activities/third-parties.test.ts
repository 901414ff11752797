import type { Provisioning } from '../../connectors/provisioning/scim';
import { scimProvisioning } from '../../connectors/provisioning/scim';
import { httpScreening } from '../../connectors/screening/screening';
import { lifecycleId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import type { PartnerWorld } from '../../local/partner-world';
import type { FaultMode } from '../../local/world/faults';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { asOwner } from '../kit/database';
import { freshPartnerWorld } from '../kit/programs';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';

let world: PartnerWorld;
let kit: ActivityKit;
let accounts: Provisioning;
let version: ProgramVersion;
let partnerId: string;

beforeAll(async () => {
  world = await freshPartnerWorld();
  accounts = scimProvisioning({ baseUrl: world.scimUrl, timeoutMs: 400 });
  const screening = httpScreening({ baseUrl: world.screeningUrl, timeoutMs: 400 });
  kit = await activityKit({ screening, provisioning: accounts });
  version = await publishVersion(kit.pool);
});
beforeEach(async () => {
  partnerId = await addPartner(kit.pool, version);
});
afterEach(async () => {
  await world.faults({ target: 'screening', mode: 'none' });
  await world.faults({ target: 'scim', mode: 'none' });
});
afterAll(async () => {
  await kit.close();
  await world.stop();
});

/** As Temporal's retries do it. */
async function untilDone<T>(call: () => Promise<T>, attemptsMax = 60): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if ((error as { nonRetryable?: boolean }).nonRetryable || attempt === attemptsMax) throw error;
    }
  }
}

describe('screening', () => {
  const screen = (reference: string, of = partnerId) =>
    kit.activities.screenPartner({ partnerId: of, reference, nowMs: NOW_MS });

  it.each([
    ['Acme Outdoor', 'clear'],
    ['Sanctioned Trading', 'hit'],
    ['Unclear Holdings', 'unknown'],
  ])('of %s says %s, and the row keeps it', async (name, result) => {
    const of = await addPartner(kit.pool, version, { name });
    await expect(screen(`ref-${of}`, of)).resolves.toEqual({ result });
    expect(
      await kit.rows('SELECT result, jsonb_array_length(hits) AS hits FROM screening WHERE partner_id = $1', [of]),
    ).toEqual([{ result, hits: result === 'hit' ? 1 : 0 }]);
  });

  it('keeps the first answer to a reference, whatever is said later', async () => {
    await screen('first');
    await asOwner(kit, `UPDATE partner SET name = 'Sanctioned Trading' WHERE partner_id = $1`, [partnerId]);
    await expect(screen('first')).resolves.toEqual({ result: 'clear' });
    await expect(screen('second')).resolves.toEqual({ result: 'hit' });
  });

  it.each<FaultMode>(['error-before', 'error-after', 'drop-reply', 'hang'])(
    'under %s can be tried again',
    async (mode) => {
      await world.faults({ target: 'screening', mode });
      await expect(screen(`silent-${mode}`)).rejects.toMatchObject({ name: 'ConnectorError', retryable: true });
      await world.faults({ target: 'screening', mode: 'none' });
      await expect(screen(`silent-${mode}`)).resolves.toEqual({ result: 'clear' });
    },
  );

  it('of nobody ends at once', async () => {
    await expect(screen('x', 'nobody')).rejects.toMatchObject({ nonRetryable: true, type: 'PARTNER.UNKNOWN' });
  });
});

describe('access', () => {
  const systems = ['portal', 'crm'];
  let calls = 0;
  const at = () => NOW_MS + (calls += 1);
  const provision = (nowMs = at()) =>
    kit.activities.provisionAccess({ origin: originOf(lifecycleId(partnerId)), partnerId, systems, nowMs });
  const revoke = (nowMs = at()) =>
    kit.activities.revokeAccess({ origin: originOf(lifecycleId(partnerId)), partnerId, reason: 'suspended', nowMs });
  const rows = () =>
    kit.rows<{ external_id: string; remote_id: string | null; active: boolean }>(
      'SELECT external_id, remote_id, active FROM provisioned_access WHERE partner_id = $1 ORDER BY external_id',
      [partnerId],
    );
  const created = (externalId: string) =>
    world
      .events()
      .filter(
        ({ kind, user }) => kind === 'scim.created' && (user as { externalId?: string }).externalId === externalId,
      );

  it('is given to every active person in every system, under ids that tell nobody’s name', async () => {
    const ana = await addPerson(kit.pool, { partnerId, roles: ['P-own'], email: `${partnerId}@acme.example` });
    const ben = await addPerson(kit.pool, { partnerId });
    await addPerson(kit.pool, { partnerId, status: 'left' });
    await expect(provision()).resolves.toEqual({ people: 2, systems });
    expect(await rows()).toHaveLength(4);
    for (const row of await rows()) expect(row).toMatchObject({ active: true, remote_id: expect.any(String) });
    await expect(accounts.findUser({ externalId: `${ana}@portal` })).resolves.toMatchObject({
      active: true,
      userName: `${ana}@portal`,
      displayName: 'Acme Outdoor P-own',
    });
    await expect(accounts.findUser({ externalId: `${ben}@crm` })).resolves.toMatchObject({
      displayName: 'Acme Outdoor',
    });
    expect(JSON.stringify(world.events())).not.toContain('acme.example');
  });

  it('is taken back and given again', async () => {
    const ana = await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
    await provision();
    const nowMs = at();
    await expect(revoke(nowMs)).resolves.toEqual({ revoked: 2 });
    await expect(revoke(nowMs)).resolves.toEqual({ revoked: 2 });
    await expect(revoke()).resolves.toEqual({ revoked: 0 });
    await expect(accounts.findUser({ externalId: `${ana}@crm` })).resolves.toMatchObject({ active: false });
    await provision();
    await expect(accounts.findUser({ externalId: `${ana}@crm` })).resolves.toMatchObject({ active: true });
    expect((await rows()).every((row) => row.active && row.remote_id !== null)).toBe(true);
    expect(created(`${ana}@crm`)).toHaveLength(1);
  });

  it('is one account for each person and system, whatever the other side does in between', async () => {
    const people = await Promise.all([1, 2, 3].map(() => addPerson(kit.pool, { partnerId, roles: ['P-sales'] })));
    for (const mode of ['error-after', 'drop-reply', 'error-before'] as const) {
      await world.faults({ target: 'scim', mode, rate: 0.4, seed: 7 });
      await untilDone(() => provision(NOW_MS));
      await untilDone(() => revoke(NOW_MS));
    }
    await world.faults({ target: 'scim', mode: 'none' });
    await provision();
    for (const person of people) expect(created(`${person}@portal`)).toHaveLength(1);
  });

  it('that was begun and never confirmed is still taken back', async () => {
    const ana = await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
    await world.faults({ target: 'scim', mode: 'drop-reply' });
    await expect(provision()).rejects.toMatchObject({ name: 'ConnectorError' });
    await world.faults({ target: 'scim', mode: 'none' });
    expect((await rows()).every((row) => row.active && row.remote_id === null)).toBe(true);
    await revoke();
    const found = await accounts.findUser({ externalId: `${ana}@portal` });
    expect(found?.active ?? false).toBe(false);
    expect((await rows()).some((row) => row.active)).toBe(false);
  });

  it('stays recorded as given for as long as the other side has not confirmed the end', async () => {
    await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
    await provision();
    await world.faults({ target: 'scim', mode: 'error-before' });
    await expect(revoke()).rejects.toMatchObject({ name: 'ConnectorError', retryable: true });
    expect((await rows()).every((row) => row.active)).toBe(true);
  });

  it('leaves one audit line for each time it was given or taken', async () => {
    await addPerson(kit.pool, { partnerId, roles: ['P-own'] });
    const nowMs = at();
    await provision(nowMs);
    await provision(nowMs);
    await revoke();
    expect(await kit.rows('SELECT action, reason FROM audit WHERE partner_id = $1 ORDER BY seq', [partnerId])).toEqual([
      { action: 'access.provisioned', reason: null },
      { action: 'access.revoked', reason: 'suspended' },
    ]);
  });
});
