import type { Pool } from 'pg';
import { sha256Hex } from '../../domain/hash';
import { actorProofs, signActor, verifyActor } from '../../database/intake/actor-proof';
import { IntakeStore, STAGED_KEPT_MS } from '../../database/intake/intake-store';
import { CODE_VALID_MS, OneTimeCodes } from '../../database/intake/one-time-codes';
import { query, transaction } from '../../database/sql';
import { openPool } from '../../database/views/pool';
import type { FreshDatabase } from '../kit/database';
import { freshDatabase } from '../kit/database';

const KEY = 'a key that only API and worker share';
const NOW = Date.parse('2026-03-02T09:00:00Z');

let db: FreshDatabase;
let pool: Pool;
let intake: IntakeStore;
beforeAll(async () => {
  db = await freshDatabase();
  pool = openPool({ url: db.appUrl });
  intake = new IntakeStore(pool, actorProofs(KEY));
});
afterAll(async () => {
  await pool.end();
  await db.drop();
});

describe('the proof of who speaks', () => {
  const claim = { personId: 'person_1', target: 'partner/acme', messageId: 'm-1', inputHash: 'ab' };

  test('holds for exactly what was signed, with exactly this key', () => {
    const signature = signActor(KEY, claim);
    expect(verifyActor(KEY, claim, signature)).toBe(true);
    for (const field of Object.keys(claim))
      expect(verifyActor(KEY, { ...claim, [field]: 'other' }, signature)).toBe(false);
    expect(verifyActor(`${KEY}!`, claim, signature)).toBe(false);
  });

  test.each([undefined, '', 'ab', 'zz'.repeat(32), `${'00'.repeat(32)}00`])(
    'is refused, not tripped over, for %p',
    (signature) => {
      expect(verifyActor(KEY, claim, signature)).toBe(false);
    },
  );

  test('a key short enough to guess is refused at start', () => {
    expect(() => actorProofs('secret')).toThrow('32 bytes');
  });
});

describe('staged content', () => {
  const content = { email: 'ada@acme.example', roles: ['P-own'], note: 'Zoë 😀' };
  const staging = {
    kind: 'person.invite',
    target: 'person/p1/invite/k',
    content,
    principal: 'person_pm',
    nowWallMs: NOW,
  };
  const asked = (intakeId: string) => ({ intakeId, kind: staging.kind, target: staging.target });

  test('is moved once; whoever comes second is told where it went', async () => {
    const { intakeId } = await intake.stage(staging);
    await intake.accept([intakeId]);
    const first = await transaction(pool, (client) => intake.move(client, asked(intakeId), 'person/p1'));
    expect(first).toMatchObject({ state: 'open', content, principal: 'person_pm', stagedWallMs: NOW });
    const second = await transaction(pool, (client) => intake.move(client, asked(intakeId), 'person/other'));
    expect(second).toEqual({ state: 'moved', destination: 'person/p1' });
    const [row] = await query(
      pool,
      'SELECT state, content, destination, content_hash FROM intake WHERE intake_id = $1',
      [intakeId],
    );
    expect(row).toMatchObject({
      state: 'moved',
      content: null,
      destination: 'person/p1',
      content_hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  test('two movers at the same moment: one gets the content', async () => {
    const { intakeId } = await intake.stage(staging);
    const move = (destination: string) =>
      transaction(pool, (client) => intake.move(client, asked(intakeId), destination));
    const found = await Promise.all(['a', 'b', 'c', 'd'].map(move));
    expect(found.filter(({ state }) => state === 'open')).toHaveLength(1);
    expect(new Set(found.flatMap((one) => (one.state === 'moved' ? [one.destination] : []))).size).toBe(1);
  });

  test('stays when the transaction that wanted it fails', async () => {
    const { intakeId } = await intake.stage(staging);
    const failing = transaction(pool, async (client) => {
      await intake.move(client, asked(intakeId), 'nowhere');
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    expect(await intake.open(pool, asked(intakeId))).toMatchObject({ state: 'open', content });
  });

  test('staging again under the same id is harmless, other content is refused', async () => {
    const given = { ...staging, intakeId: 'fact_7' };
    expect(await intake.stage(given)).toEqual(await intake.stage({ ...given, nowWallMs: NOW + 1 }));
    await expect(intake.stage({ ...given, content: 'other' })).rejects.toMatchObject({ code: 'INTAKE.CONFLICT' });
  });

  test('is not taken a second time for another workflow, another kind or by somebody else', async () => {
    const given = { ...staging, intakeId: 'fact_8' };
    await intake.stage(given);
    for (const other of [{ target: 'person/p2/invite/k' }, { kind: 'fact' }, { principal: 'person_other' }])
      await expect(intake.stage({ ...given, ...other })).rejects.toMatchObject({ code: 'INTAKE.CONFLICT' });
  });

  test('that had expired is there again when it is sent again', async () => {
    const given = { ...staging, intakeId: 'fact_9' };
    await intake.stage(given);
    const laterMs = NOW + STAGED_KEPT_MS + 1;
    await intake.expireStaged({ nowWallMs: laterMs, workflowExists: async () => false });
    expect(await intake.open(pool, asked('fact_9'))).toEqual({ state: 'missing' });
    await intake.stage({ ...given, nowWallMs: laterMs });
    expect(await intake.open(pool, asked('fact_9'))).toMatchObject({ state: 'open', content, stagedWallMs: laterMs });
  });

  test('is not there for another kind, another workflow or another id', async () => {
    const { intakeId } = await intake.stage(staging);
    for (const other of [{ kind: 'application' }, { target: 'person/p2/invite/k' }, { intakeId: 'in_unknown' }])
      expect(await intake.open(pool, { ...asked(intakeId), ...other })).toEqual({ state: 'missing' });
  });

  test.each([
    ['content', `content = '{"email":"mallory@evil.example"}'`],
    ['principal', `principal = 'person_admin'`],
  ])('with a changed %s is known for a forgery', async (_what, change) => {
    const { intakeId } = await intake.stage(staging);
    const owner = openPool({ url: db.ownerUrl, size: 1 });
    await query(owner, `UPDATE intake SET ${change} WHERE intake_id = $1`, [intakeId]);
    await owner.end();
    expect(await intake.open(pool, asked(intakeId))).toMatchObject({ state: 'forged' });
  });

  test('from somebody with another key is known for a forgery', async () => {
    const stranger = new IntakeStore(pool, actorProofs('another key of more than 32 bytes!!'));
    const { intakeId } = await stranger.stage(staging);
    expect(await intake.open(pool, asked(intakeId))).toEqual({ state: 'forged', principal: 'person_pm' });
  });

  test.each([
    ['a NUL character', 'a\u0000b'],
    ['half of a surrogate pair', '\ud83d'],
  ])('with %s is refused with a reason', async (_what, text) => {
    await expect(intake.stage({ ...staging, content: { text } })).rejects.toMatchObject({ code: 'REQUEST.INVALID' });
  });

  test('numbers and texts come back under the hash they were staged with', async () => {
    const odd = {
      big: 1e21,
      small: 5e-324,
      zero: -0,
      exact: 9007199254740991,
      text: '\\u0000 is six characters',
      keys: { b: 1, a: 2 },
    };
    const { intakeId } = await intake.stage({ ...staging, content: odd });
    expect(await intake.open(pool, asked(intakeId))).toMatchObject({ state: 'open', content: { ...odd, zero: 0 } });
  });

  test('expires after seven days unless its workflow exists or it was accepted', async () => {
    await transaction(pool, (client) =>
      client.query(`UPDATE intake SET state = 'moved', content = NULL, destination = 'swept' WHERE state = 'staged'`),
    );
    const stage = async (target: string, nowWallMs: number) =>
      (await intake.stage({ ...staging, target, nowWallMs })).intakeId;
    const old = NOW - STAGED_KEPT_MS - 1;
    const [dead, alive, accepted, young] = [
      await stage('dead', old),
      await stage('alive', old),
      await stage('dead', old),
      await stage('dead', NOW),
    ];
    await intake.accept([accepted]);
    const sweep = () => intake.expireStaged({ nowWallMs: NOW, workflowExists: async (target) => target === 'alive' });
    expect(await sweep()).toEqual({ expired: 1, accepted: 1 });
    expect(await sweep()).toEqual({ expired: 0, accepted: 0 });
    const states = await query(
      pool,
      'SELECT intake_id, state, content IS NULL AS dropped FROM intake WHERE intake_id = ANY($1)',
      [[dead, alive, accepted, young]],
    );
    expect(Object.fromEntries(states.map((row) => [(row as { intake_id: string }).intake_id, row]))).toMatchObject({
      [dead]: { state: 'expired', dropped: true },
      [alive]: { state: 'accepted', dropped: false },
      [accepted]: { state: 'accepted', dropped: false },
      [young]: { state: 'staged', dropped: false },
    });
    expect(await intake.open(pool, { intakeId: dead, kind: staging.kind, target: 'dead' })).toEqual({
      state: 'missing',
    });
  });
});

describe('one-time codes', () => {
  let codes: OneTimeCodes;
  const binding = { personId: 'person_fin', approvalId: 'ap_1', contentHash: 'c0ffee' };
  beforeAll(async () => {
    codes = new OneTimeCodes(pool);
    await query(
      pool,
      `INSERT INTO person (person_id, kind, display_name, status, changed_wall) VALUES ('person_fin', 'person', 'Fin', 'active', 1)`,
    );
  });

  const use = (code: string, businessKey: string, changes: object = {}) =>
    transaction(pool, async (client) => {
      const typed = { code, personId: 'person_fin', approvalId: 'ap_1', receivedWallMs: NOW, businessKey, ...changes };
      const found = await codes.verify(client, typed);
      if (found !== null) await codes.consume(client, typed);
      return found;
    });

  test('are eight characters that can be read aloud, and are not stored', async () => {
    const { code, expiresWallMs } = await codes.issue({ ...binding, nowWallMs: NOW });
    expect(code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/);
    expect(expiresWallMs).toBe(NOW + CODE_VALID_MS);
    const rows = await query<{ code_hash: string }>(pool, 'SELECT * FROM one_time_code');
    expect(JSON.stringify(rows)).not.toContain(code.replace('-', ''));
    expect(rows.map((row) => row.code_hash)).toContain(sha256Hex(code.replace('-', '')));
  });

  test('are good for one decision: the same may be repeated, another may not', async () => {
    const { code } = await codes.issue({ ...binding, nowWallMs: NOW });
    expect(await use(code, 'update-1')).toEqual({ contentHash: 'c0ffee' });
    expect(await use(code, 'update-1')).toEqual({ contentHash: 'c0ffee' });
    expect(await use(code, 'update-2')).toBeNull();
  });

  test('of two decisions at once with one code, one is good', async () => {
    const { code } = await codes.issue({ ...binding, nowWallMs: NOW });
    const used = await Promise.all(['k1', 'k2', 'k3', 'k4'].map((key) => use(code, key)));
    expect(used.filter((found) => found !== null)).toHaveLength(1);
  });

  test('are typed as people type: small letters, spaces, O for 0, L for 1', async () => {
    for (let found = 0; found < 2;) {
      const { code } = await codes.issue({ ...binding, nowWallMs: NOW });
      if (/[01]/.test(code)) found += 1;
      const typed = ` ${code.toLowerCase().replace('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l')} `;
      expect(await use(typed, `typed-${code}`)).not.toBeNull();
    }
  });

  test.each([
    ['for another person', { personId: 'person_other' }],
    ['for another approval', { approvalId: 'ap_2' }],
    ['after fifteen minutes', { receivedWallMs: NOW + CODE_VALID_MS + 1 }],
  ])('are worth nothing %s', async (_when, changes) => {
    const { code } = await codes.issue({ ...binding, nowWallMs: NOW });
    expect(await use(code, 'k', changes)).toBeNull();
    expect(await use(code, 'k', { receivedWallMs: NOW + CODE_VALID_MS })).not.toBeNull();
  });
});
