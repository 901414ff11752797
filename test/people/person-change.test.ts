import { ADMIN_ROLE } from '../../domain/program';
import { personIdOf } from '../../domain/people/person-change';
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

describe('the first administrator', () => {
  test('is the bootstrap identity, for as long as there is nobody else', async () => {
    const identity = { issuer: ISSUER, subject: 'bootstrap' };
    expect(await desk.people.principalOf(identity, desk.wallMs)).toMatchObject({
      grants: [{ role: ADMIN_ROLE, region: null }],
    });
    expect(await desk.people.principalOf({ ...identity, subject: 'somebody' }, desk.wallMs)).toBeNull();

    const { personId, outcome } = await desk.invite(personIdOf(ISSUER, 'bootstrap'), {
      email: mailOf('Ada'),
      displayName: 'Ada',
      roles: [{ role: ADMIN_ROLE }],
    });
    expect(outcome).toMatchObject({ changed: true });
    expect(await desk.people.principalOf(identity, desk.wallMs)).toMatchObject({
      grants: [{ role: ADMIN_ROLE, region: null }],
    });

    await desk.signIn('Ada');
    expect(await desk.people.principalOf({ issuer: ISSUER, subject: 'Ada' }, desk.wallMs)).toMatchObject({
      personId,
      grants: [{ role: ADMIN_ROLE }],
    });
    expect(await desk.people.principalOf(identity, desk.wallMs)).toBeNull();
    const late = await desk.invite(personIdOf(ISSUER, 'bootstrap'), {
      email: mailOf('Eve'),
      displayName: 'Eve',
      roles: [{ role: ADMIN_ROLE }],
    });
    expect(late.outcome).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
  });

  test('who signs in as bootstrap identity becomes a row and stays administrator', async () => {
    const fresh = await Desk.open();
    try {
      expect(await fresh.signIn('bootstrap')).toMatchObject({
        changed: true,
        personId: personIdOf(ISSUER, 'bootstrap'),
      });
      expect(await fresh.signIn('bootstrap', { claimedRoles: [] })).toMatchObject({ changed: false });
      const found = await fresh.people.principalOf({ issuer: ISSUER, subject: 'bootstrap' }, fresh.wallMs);
      expect(found!.grants).toEqual([{ role: ADMIN_ROLE, region: null }]);
    } finally {
      await fresh.close();
    }
  });
});

describe('an invitation', () => {
  test('gives a person of staff roles, and the first sign-in with the verified address takes it', async () => {
    const pm = await desk.staff('Paula', 'PM');
    const { personId, outcome } = await desk.invite(pm, {
      email: 'Finn@People.example',
      displayName: 'Finn',
      language: 'de',
      roles: [{ role: 'FIN', region: 'de' }],
      reason: 'joins finance',
    });
    expect(outcome).toEqual({
      personId,
      command: 'invite',
      partnerId: null,
      changed: true,
      accessToRevoke: 0,
      ownedPartners: 0,
      statementsMatched: 0,
    });
    expect(await desk.people.isInvited('finn@people.example')).toBe(true);
    expect(await desk.people.principalOf({ issuer: ISSUER, subject: 'Finn' }, desk.wallMs)).toBeNull();

    expect(await desk.signIn('Finn')).toMatchObject({ personId, changed: true });
    expect(await desk.people.principalOf({ issuer: ISSUER, subject: 'Finn' }, desk.wallMs)).toEqual({
      personId,
      kind: 'person',
      partnerId: null,
      displayName: 'Finn',
      language: 'de',
      grants: [{ role: 'FIN', region: 'de' }],
      directory: { claimed: [], withheld: [], issuedWallMs: null, turn: 0 },
    });
    expect(await desk.people.isInvited('finn@people.example')).toBe(false);
  });

  test('is not taken by an address that the issuer did not verify, nor by a second identity', async () => {
    const { personId } = await desk.invite(START, {
      email: mailOf('Vera'),
      displayName: 'Vera',
      roles: [{ role: 'FIN' }],
    });
    expect(await desk.signIn('mallory', { verifiedEmail: undefined })).toMatchObject({ refused: 'PERSON.UNKNOWN' });
    expect(await desk.signIn('Vera')).toMatchObject({ personId });
    expect(await desk.signIn('mallory', { verifiedEmail: mailOf('Vera') })).toMatchObject({
      refused: 'PERSON.UNKNOWN',
    });
  });

  test('nobody signs in for another: what is signed for one identity does not bind another', async () => {
    const own = personIdOf(ISSUER, 'mallory');
    const outcome = await desk.change(own, 'identify', own, {
      issuer: ISSUER,
      subject: 'Ada',
      displayName: 'Ada',
      claimedRoles: [{ role: 'FIN', region: null }],
    });
    expect(outcome).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
  });

  test('one mail address is one person; of two invitations at once one is refused', async () => {
    const pair = await Promise.all(
      [1, 2].map(() => desk.invite(START, { email: 'Twin@people.example', displayName: 'Twin', roles: [] })),
    );
    expect(pair.map(({ outcome }) => ('refused' in outcome ? outcome.refused : 'ok')).sort()).toEqual([
      'PERSON.CONFLICT',
      'ok',
    ]);
    const again = await desk.invite(START, { email: 'twin@PEOPLE.example', displayName: 'Twin', roles: [] });
    expect(again.outcome).toMatchObject({ refused: 'PERSON.CONFLICT' });
    expect(JSON.stringify(again.outcome)).not.toMatch(/twin@/i);
  });

  test('a role that does not exist, or is of the other side, is refused by name', async () => {
    const roles = async (role: string, partnerId?: string, region?: string) =>
      (
        await desk.invite(START, {
          email: mailOf(`r${desk.key()}`),
          displayName: 'R',
          partnerId,
          roles: [{ role, region }],
        })
      ).outcome;
    expect(await roles('BOSS')).toMatchObject({ refused: 'REQUEST.RULE', message: expect.stringContaining('"BOSS"') });
    expect(await roles('P-own')).toMatchObject({ refused: 'REQUEST.RULE' });
    expect(await roles('FIN', 'acme')).toMatchObject({ refused: 'REQUEST.RULE' });
    expect(await roles('FIN', undefined, 'atlantis')).toMatchObject({
      refused: 'REQUEST.RULE',
      message: expect.stringContaining('"atlantis"'),
    });
    expect(await roles('P-own', 'nobody-inc')).toMatchObject({ refused: 'PARTNER.UNKNOWN' });
  });
});

describe('who may change whom', () => {
  test('a partner’s owner invites people of the own partner, and of no other', async () => {
    const owner = await desk.partnerPerson('Olga', 'acme', 'P-own');
    const own = await desk.invite(owner, {
      email: mailOf('Sam'),
      displayName: 'Sam',
      partnerId: 'acme',
      roles: [{ role: 'P-own' }],
    });
    expect(own.outcome).toMatchObject({ changed: true, partnerId: 'acme' });
    const foreign = await desk.invite(owner, {
      email: mailOf('Spy'),
      displayName: 'Spy',
      partnerId: 'berlin',
      roles: [{ role: 'P-own' }],
    });
    expect(foreign.outcome).toMatchObject({ refused: 'PERSON.UNKNOWN' });
    const staff = await desk.invite(owner, { email: mailOf('Spy'), displayName: 'Spy', roles: [{ role: 'PM' }] });
    expect(staff.outcome).toMatchObject({ refused: 'PERSON.UNKNOWN' });
  });

  test('somebody of a partner without the owner’s role invites nobody', async () => {
    const seller = await desk.partnerPerson('Sella', 'acme');
    const { outcome } = await desk.invite(seller, {
      email: mailOf('Pal'),
      displayName: 'Pal',
      partnerId: 'acme',
      roles: [],
    });
    expect(outcome).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
  });

  test('a channel manager changes people of partners in the own region only, and no staff', async () => {
    const cam = await desk.staff('Cameron', { role: 'CAM', region: 'us' });
    const invite = async (partnerId: string | undefined, roles: { role: string }[]) =>
      (await desk.invite(cam, { email: mailOf(`c${desk.key()}`), displayName: 'C', partnerId, roles })).outcome;
    expect(await invite('acme', [{ role: 'P-own' }])).toMatchObject({ changed: true });
    expect(await invite('berlin', [{ role: 'P-own' }])).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await invite(undefined, [{ role: 'CAM' }])).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
  });

  test('a program manager gives no more than the own region, never administration, and nothing to himself', async () => {
    const regional = await desk.staff('Rita', { role: 'PM', region: 'de' });
    const global = await desk.staff('Gloria', 'PM');
    const finn = await desk.staff('Fiona');
    const give = (who: string, role: string, region?: string, to = finn) =>
      desk.change(who, 'changeRoles', to, { grant: [{ role, region }], revoke: [] });
    expect(await give(regional, 'FIN')).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await give(regional, 'FIN', 'us')).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await give(regional, 'FIN', 'de')).toMatchObject({ changed: true });
    expect(await give(global, 'FIN')).toMatchObject({ changed: true });
    expect(await give(global, ADMIN_ROLE)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    expect(await give(global, 'FIN', undefined, global)).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
    const ada = (await desk.people.principalOf({ issuer: ISSUER, subject: 'Ada' }, desk.wallMs))!.personId;
    expect(await desk.change(global, 'leave', ada, {})).toMatchObject({ refused: 'AUTH.FORBIDDEN' });
  });

  test('everybody changes their own name and language, but not their own address', async () => {
    const nora = await desk.staff('Nora', 'FIN');
    expect(await desk.change(nora, 'updateDetails', nora, { displayName: 'Nora N.', language: 'fr' })).toMatchObject({
      changed: true,
    });
    expect(await desk.change(nora, 'updateDetails', nora, { displayName: 'Nora N.' })).toMatchObject({
      changed: false,
    });
    expect(await desk.change(nora, 'updateDetails', nora, { email: 'ceo@people.example' })).toMatchObject({
      refused: 'AUTH.FORBIDDEN',
    });
    expect(await desk.people.find(nora, desk.wallMs)).toMatchObject({
      displayName: 'Nora N.',
      language: 'fr',
      email: mailOf('Nora'),
    });
  });

  test('a grant that has ended gives no right any more', async () => {
    const pm = await desk.staff('Past', 'PM');
    const target = await desk.staff('Target');
    expect(await desk.change(START, 'changeRoles', pm, { grant: [], revoke: [{ role: 'PM' }] })).toMatchObject({
      changed: true,
    });
    expect(await desk.change(pm, 'changeRoles', target, { grant: [{ role: 'FIN' }], revoke: [] })).toMatchObject({
      refused: 'AUTH.FORBIDDEN',
    });
  });

  test('an unsigned or foreign message changes nothing and leaves its trace', async () => {
    const workflowId = 'person/x/leave/forged';
    const victim = await desk.staff('Victim', 'FIN');
    const outcome = await desk.repository.recordChange({
      origin: origin(workflowId),
      personId: victim,
      command: 'leave',
      intakeId: 'in_made_up',
    });
    expect(outcome).toMatchObject({ refused: 'AUTH.PROOF_INVALID' });
    expect((await desk.people.find(victim, desk.wallMs))!.status).toBe('active');
    const rows = await query(desk.pool, 'SELECT actor, action FROM audit WHERE business_key = $1', [workflowId]);
    expect(rows).toEqual([{ actor: 'unknown', action: 'person.leave.refused' }]);
  });
});
