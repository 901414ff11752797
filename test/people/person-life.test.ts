import { createHash } from 'node:crypto';
import { ADMIN_ROLE } from '../../domain/program';
import { personIdOf, rolesFromClaim } from '../../domain/people/person-change';
import { query } from '../../database/sql';
import { Desk, ISSUER, mailOf, origin, START } from './desk';

let desk: Desk;
beforeAll(async () => {
  desk = await Desk.open();
  await desk.publish(START);
  await desk.partner('acme', 'us');
  await desk.partner('berlin', 'de');
});
afterAll(() => desk.close());

const grantsOf = async (personId: string) => (await desk.people.find(personId, desk.wallMs))!.grants;
const rolesOf = async (personId: string) => (await grantsOf(personId)).map((grant) => grant.role).sort();

describe('roles over time', () => {
  test('begin and end when they say, and are audited with the reason', async () => {
    const dana = await desk.staff('Dana');
    const [from, to] = [desk.wallMs + 86_400_000, desk.wallMs + 2 * 86_400_000];
    await desk.change(START, 'changeRoles', dana, {
      grant: [{ role: 'FIN', fromWallMs: from, toWallMs: to }],
      revoke: [],
      reason: 'covers a holiday',
    });
    const at = async (ms: number) => (await desk.people.find(dana, ms))!.grants.length;
    expect([await at(from - 1), await at(from), await at(to - 1), await at(to)]).toEqual([0, 1, 1, 0]);
    const rows = await query(
      desk.pool,
      `SELECT actor, reason FROM audit WHERE subject = $1 AND action = 'person.changeRoles'`,
      [`person/${dana}`],
    );
    expect(rows).toEqual([{ actor: START, reason: 'covers a holiday' }]);
  });

  test('the same role twice is one grant; taken and given again are two', async () => {
    const rob = await desk.staff('Rob', 'FIN');
    const both = { grant: [{ role: 'FIN' }], revoke: [] };
    expect(await desk.change(START, 'changeRoles', rob, both)).toMatchObject({ changed: false });
    expect(await desk.change(START, 'changeRoles', rob, { grant: [], revoke: [{ role: 'FIN' }] })).toMatchObject({
      changed: true,
    });
    expect(await rolesOf(rob)).toEqual([]);
    expect(await desk.change(START, 'changeRoles', rob, both)).toMatchObject({ changed: true });
    expect(await rolesOf(rob)).toEqual(['FIN']);
  });

  test('from claims come with a sign-in and go with a sign-in without them; granted ones stay', async () => {
    const claimed = rolesFromClaim(['FIN', 'CAM@us', 'NOT-OURS', 7, 'PM@atlantis']);
    const first = await desk.signIn('Claire', { claimedRoles: claimed });
    const { personId } = first as { personId: string };
    expect(personId).toBe(personIdOf(ISSUER, 'Claire'));
    expect(await grantsOf(personId)).toEqual([
      { role: 'CAM', region: 'us' },
      { role: 'FIN', region: null },
    ]);
    expect(await desk.signIn('Claire', { claimedRoles: claimed })).toMatchObject({ changed: false });
    await desk.change(START, 'changeRoles', personId, { grant: [{ role: 'LEG' }], revoke: [] });
    expect(await desk.signIn('Claire', { claimedRoles: rolesFromClaim('FIN') })).toMatchObject({ changed: true });
    expect(await rolesOf(personId)).toEqual(['FIN', 'LEG']);
    // Where no mapping is set, claims say nothing about roles.
    await desk.signIn('Claire');
    expect(await rolesOf(personId)).toEqual(['FIN', 'LEG']);
  });

  test('what a claim gave and what somebody gave are two grants: each ends by itself', async () => {
    const { personId } = (await desk.signIn('Twain', { claimedRoles: rolesFromClaim('FIN') })) as { personId: string };
    const given = await desk.change(START, 'changeRoles', personId, { grant: [{ role: 'FIN' }], revoke: [] });
    expect(given).toMatchObject({ changed: true, touched: [] });
    expect(await desk.signIn('Twain', { claimedRoles: [] })).toMatchObject({ changed: true, touched: [] });
    expect(await rolesOf(personId)).toEqual(['FIN']);
  });

  test('an older token’s claims change nothing', async () => {
    const at = (issuedWallMs: number, roles: string) =>
      desk.signIn('Olaf', { claimedRoles: rolesFromClaim(roles), issuedWallMs });
    const { personId } = (await at(2_000, 'FIN')) as { personId: string };
    expect(await at(1_000, 'FIN PM')).toMatchObject({ changed: false });
    expect(await rolesOf(personId)).toEqual(['FIN']);
    expect(await at(2_000, '')).toMatchObject({ changed: true, touched: [{ role: 'FIN', region: null }] });
  });

  test('a revoke by hand outranks the claim until the role is given by hand', async () => {
    const claimed = { claimedRoles: rolesFromClaim('FIN PM') };
    const { personId } = (await desk.signIn('Rhea', claimed)) as { personId: string };
    const revoked = { grant: [], revoke: [{ role: 'PM' }] };
    expect(await desk.change(START, 'changeRoles', personId, revoked)).toMatchObject({ changed: true });
    expect(await desk.change(START, 'changeRoles', personId, revoked)).toMatchObject({ changed: false, touched: [] });
    expect(await desk.signIn('Rhea', claimed)).toMatchObject({ changed: false });
    expect(await rolesOf(personId)).toEqual(['FIN']);
    await desk.change(START, 'changeRoles', personId, { grant: [{ role: 'PM' }], revoke: [] });
    await desk.signIn('Rhea', claimed);
    await desk.signIn('Rhea', { claimedRoles: [] });
    expect(await rolesOf(personId)).toEqual(['PM']);
  });

  test('a claim does not bring back who has left', async () => {
    const claimed = { claimedRoles: rolesFromClaim('FIN') };
    const { personId } = (await desk.signIn('Gunnar', claimed)) as { personId: string };
    await desk.change(START, 'leave', personId, {});
    expect(await desk.signIn('Gunnar', claimed)).toMatchObject({ refused: 'PERSON.UNKNOWN' });
    expect(await desk.people.hasLeft({ issuer: ISSUER, subject: 'Gunnar' })).toBe(true);
  });

  test('a claim gives nothing to a partner’s people', async () => {
    const person = await desk.partnerPerson('Piet', 'acme', 'P-own');
    await desk.signIn('Piet', { claimedRoles: [{ role: 'PM', region: null }] });
    expect(await rolesOf(person)).toEqual(['P-own']);
  });
});

describe('leaving', () => {
  test('ends grants, frees identifiers, marks accounts for deactivation and tells what to hand over', async () => {
    const lea = await desk.partnerPerson('Lea', 'acme', 'P-own');
    await query(
      desk.pool,
      `INSERT INTO provisioned_access (partner_id, system, person_id, external_id, active, changed_ms) VALUES ('acme', 'portal', $1, 'x1', true, 1), ('acme', 'old', $1, 'x2', false, 1)`,
      [lea],
    );
    const outcome = await desk.change(START, 'leave', lea, { reason: 'left the company' });
    expect(outcome).toMatchObject({ changed: true, partnerId: 'acme', accessToRevoke: 1 });
    expect(await desk.people.find(lea, desk.wallMs)).toMatchObject({
      status: 'left',
      grants: [],
      learnerIdentifiers: [],
    });
    expect(await desk.people.principalOf({ issuer: ISSUER, subject: 'Lea' }, desk.wallMs)).toBeNull();
    expect((await desk.people.ofPartner('acme', desk.wallMs)).map((person) => person.personId)).not.toContain(lea);
    const rows = await query(
      desk.pool,
      'SELECT system FROM provisioned_access WHERE person_id = $1 AND revoke_wall IS NOT NULL',
      [lea],
    );
    expect(rows).toEqual([{ system: 'portal' }]);
    expect(await desk.change(START, 'leave', lea, {})).toMatchObject({ changed: false });
    expect(await desk.change(START, 'changeRoles', lea, { grant: [{ role: 'P-own' }], revoke: [] })).toMatchObject({
      refused: 'PERSON.UNKNOWN',
    });
  });

  test('a named owner who leaves is reported with the number of partners to hand over', async () => {
    const owner = await desk.staff('Owen', 'CAM');
    await query(
      desk.pool,
      `INSERT INTO partner_owner (partner_id, role, person_id, changed_ms) VALUES ('acme', 'CAM', $1, 1), ('berlin', 'CAM', $1, 1)`,
      [owner],
    );
    expect(await desk.change(START, 'leave', owner, {})).toMatchObject({ ownedPartners: 2 });
  });

  test('who comes back is invited anew, with the same address and identity, as another row', async () => {
    const before = await desk.staff('Boomerang', 'FIN');
    await desk.change(START, 'leave', before, {});
    const after = await desk.staff('Boomerang', 'LEG');
    expect(after).not.toBe(before);
    expect(await desk.people.principalOf({ issuer: ISSUER, subject: 'Boomerang' }, desk.wallMs)).toMatchObject({
      personId: after,
      grants: [{ role: 'LEG', region: null }],
    });
  });
});

describe('learners', () => {
  test('are known to learning systems by their mail address, plain and hashed, and by what else is given', async () => {
    const account = { kind: 'account' as const, value: 'https://lms.example|77' };
    const { personId } = await desk.invite(START, {
      email: 'Lara@People.example',
      displayName: 'Lara',
      partnerId: 'acme',
      roles: [],
      learnerIdentifiers: [account],
    });
    const sha1 = createHash('sha1').update('mailto:lara@people.example').digest('hex');
    expect((await desk.people.find(personId, desk.wallMs))!.learnerIdentifiers).toEqual([
      account,
      { kind: 'mbox', value: 'mailto:lara@people.example' },
      { kind: 'mbox_sha1sum', value: sha1 },
    ]);
    const thief = await desk.invite(START, {
      email: mailOf('Thief'),
      displayName: 'Thief',
      roles: [],
      learnerIdentifiers: [account],
    });
    expect(thief.outcome).toMatchObject({ refused: 'PERSON.CONFLICT' });
    expect(await desk.people.find(thief.personId, desk.wallMs)).toBeNull();
  });

  test('who trained before being known gets the statements when the identifier appears', async () => {
    await query(
      desk.pool,
      `INSERT INTO training_statement (statement_id, identifier_kind, identifier_value, verb, effect, activity, stored_wall, statement, content_hash, authority, import_id)
       VALUES (gen_random_uuid(), 'mbox', 'mailto:early@people.example', 'passed', 'passed', 'https://learning.example/sales', 1, '{}', 'h', 'lms', 'i')`,
    );
    const early = await desk.invite(START, {
      email: mailOf('Early'),
      displayName: 'Early',
      partnerId: 'acme',
      roles: [],
    });
    expect(early.outcome).toMatchObject({ statementsMatched: 1 });
    expect(await query(desk.pool, 'SELECT person_id FROM learner_statement WHERE person_id IS NOT NULL')).toEqual([
      { person_id: early.personId },
    ]);
  });
});

describe('services', () => {
  test('are registered by an administrator only, with roles of services only', async () => {
    const ada = await desk.staff('Ada', ADMIN_ROLE);
    const pm = await desk.staff('Pim', 'PM');
    const lms = { displayName: 'Our LMS', issuer: ISSUER, subject: 'lms', roles: [{ role: 'LMS' }] };
    expect(await desk.change(pm, 'registerService', 'person_lms', lms)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await desk.change(ada, 'registerService', 'person_lms', { ...lms, roles: [{ role: 'PM' }] })).toMatchObject({
      refused: 'REQUEST.RULE',
    });
    expect(await desk.change(ada, 'registerService', 'person_lms', lms)).toMatchObject({ changed: true });
    expect(await desk.people.principalOf({ issuer: ISSUER, subject: 'lms' }, desk.wallMs)).toMatchObject({
      kind: 'service',
      grants: [{ role: 'LMS', region: null }],
    });
    expect(await desk.change(pm, 'leave', 'person_lms', {})).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await desk.change(ada, 'registerService', 'person_lms2', lms)).toMatchObject({ refused: 'PERSON.CONFLICT' });
  });
});

describe('a repeated recording', () => {
  test('answers like the first and changes nothing, ten times at once', async () => {
    const key = desk.key();
    const content = { email: mailOf('Once'), displayName: 'Once', roles: [{ role: 'FIN' }] };
    const { intakeId } = await desk.intake.stage({
      kind: 'person.invite',
      target: `person/once/invite/${key}`,
      content,
      principal: START,
      nowWallMs: desk.wallMs,
    });
    const record = {
      origin: origin(`person/once/invite/${key}`),
      personId: 'once',
      command: 'invite' as const,
      intakeId,
    };
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => desk.repository.recordChange(record)));
    outcomes.push(await desk.repository.recordChange(record));
    expect(new Set(outcomes.map((outcome) => JSON.stringify(outcome, Object.keys(outcome).sort())))).toHaveProperty(
      'size',
      1,
    );
    expect(outcomes[0]).toMatchObject({ personId: 'once', changed: true });
    expect(await query(desk.pool, 'SELECT role FROM role_grant WHERE person_id = $1', ['once'])).toHaveLength(1);
    expect(await query(desk.pool, 'SELECT seq FROM audit WHERE subject = $1', ['person/once'])).toHaveLength(1);
  });

  test('a refusal is repeated as well, even after the reason is gone, and its content is dropped', async () => {
    const nobody = await desk.staff('Nobody');
    const target = await desk.staff('Wanted');
    const workflowId = `person/${target}/leave/refused-once`;
    const { intakeId } = await desk.intake.stage({
      kind: 'person.leave',
      target: workflowId,
      content: {},
      principal: nobody,
      nowWallMs: desk.wallMs,
    });
    const record = { origin: origin(workflowId), personId: target, command: 'leave' as const, intakeId };
    const first = await desk.repository.recordChange(record);
    expect(first).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    await desk.change(START, 'changeRoles', nobody, { grant: [{ role: 'PM' }], revoke: [] });
    expect(await desk.repository.recordChange(record)).toMatchObject({
      refused: 'AUTH.FORBIDDEN',
      message: (first as { message: string }).message,
    });
    expect(await query(desk.pool, 'SELECT state, content FROM intake WHERE intake_id = $1', [intakeId])).toEqual([
      { state: 'moved', content: null },
    ]);
  });

  test('no audit row and no outcome holds a mail address or a name', async () => {
    const rows = JSON.stringify(await query(desk.pool, 'SELECT actor, subject, details, reason FROM audit'));
    expect(rows).not.toMatch(/@people\.example|Olga|Boomerang/i);
  });
});
