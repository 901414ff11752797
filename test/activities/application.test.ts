import { storeSales } from '../../database/repositories/sales';
import type { Application, Applicant } from '../../domain/intake';
import { personIdOf } from '../../domain/people/person-change';
import { lifecycleId } from '../../domain/ids';
import type { LifecycleStart } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';

let kit: ActivityKit;
let version: ProgramVersion;
let cams: string[];

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
  cams = [
    await addPerson(kit.pool, { personId: 'person_b_us', roles: [['CAM', 'us']] }),
    await addPerson(kit.pool, { personId: 'person_a_us', roles: [['CAM', 'us']] }),
  ];
  await addPerson(kit.pool, { roles: [['CAM', 'de']] });
});
afterAll(() => kit.close());

const applicantOf = (subject: string, verifiedEmail?: string): Applicant => ({
  personId: personIdOf('https://id.example', subject),
  issuer: 'https://id.example',
  subject,
  displayName: 'Ana Lopez',
  verifiedEmail,
  language: 'es',
});

interface Applying extends Partial<Application> {
  principal?: string;
}

async function staged({ principal = 'token_x', ...parts }: Applying = {}): Promise<LifecycleStart> {
  const partnerId = parts.partnerId ?? freshName('co');
  const content: Application = {
    partnerId,
    name: `Company ${partnerId}`,
    type: 'reseller',
    region: 'us',
    country: 'US',
    profile: { employees: 12 },
    source: 'api',
    externalId: partnerId,
    notes: [],
    applicant: null,
    ...parts,
  };
  const target = lifecycleId(partnerId);
  const { intakeId } = await kit.intake.stage({
    kind: 'application',
    target,
    content: JSON.parse(JSON.stringify(content)),
    principal,
    nowWallMs: NOW_MS,
  });
  return {
    origin: originOf(target),
    partnerId,
    intakeId,
    programId: version.programId,
    programVersion: version.version,
    entryTier: 'registered',
    ownerRole: 'CAM',
    nowMs: NOW_MS,
  };
}

const applied = async (parts?: Applying) => kit.activities.beginLifecycle(await staged(parts));
const partnerRow = async (partnerId: string) =>
  (await kit.rows<Record<string, unknown>>('SELECT * FROM partner WHERE partner_id = $1', [partnerId]))[0];
const peopleOf = (partnerId: string) =>
  kit.rows<Record<string, unknown>>(
    `SELECT p.person_id, p.status, array_agg(g.role) AS roles FROM person p JOIN role_grant g USING (person_id) WHERE partner_id = $1 GROUP BY p.person_id`,
    [partnerId],
  );

describe('an application', () => {
  it('becomes partner, first person, entry tier and named owner in one go', async () => {
    const start = await staged({
      applicant: applicantOf('ana', 'ana@acme.example'),
      notes: ['type read as reseller'],
      city: 'Bend',
    });
    await expect(kit.activities.beginLifecycle(start)).resolves.toEqual({
      name: `Company ${start.partnerId}`,
      type: 'reseller',
      region: 'us',
      tier: 'registered',
      possibleDuplicateOf: null,
    });
    expect(await partnerRow(start.partnerId)).toMatchObject({
      mode: 'active',
      cycle: 0,
      city: 'Bend',
      notes: ['type read as reseller'],
      profile: { employees: 12 },
      applied_ms: String(NOW_MS),
    });
    expect(await peopleOf(start.partnerId)).toEqual([
      { person_id: personIdOf('https://id.example', 'ana'), status: 'active', roles: ['P-own'] },
    ]);
    expect(await kit.rows('SELECT tier, from_day FROM partner_tier WHERE partner_id = $1', [start.partnerId])).toEqual([
      { tier: 'registered', from_day: '2026-10-06' },
    ]);
    expect(
      await kit.rows('SELECT role, person_id FROM partner_owner WHERE partner_id = $1', [start.partnerId]),
    ).toEqual([{ role: 'CAM', person_id: 'person_a_us' }]);
    const audit = JSON.stringify(
      await kit.rows('SELECT actor, details FROM audit WHERE partner_id = $1', [start.partnerId]),
    );
    expect(audit).not.toMatch(/Ana Lopez|ana@acme/);
    expect(audit).toContain(`person/${personIdOf('https://id.example', 'ana')}`);
    expect(await kit.rows('SELECT kind, value FROM learner_identifier ORDER BY kind LIMIT 1')).toEqual([
      { kind: 'mbox', value: 'mailto:ana@acme.example' },
    ]);
  });

  it('is begun once, however often and at once the activity runs', async () => {
    const start = await staged({ applicant: applicantOf('ben') });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => kit.activities.beginLifecycle(start)));
    for (const outcome of outcomes) expect(outcome).toEqual(outcomes[0]);
    expect(
      await kit.rows(`SELECT 1 FROM audit WHERE partner_id = $1 AND action = 'partner.applied'`, [start.partnerId]),
    ).toHaveLength(1);
    expect(await peopleOf(start.partnerId)).toHaveLength(1);
  });

  it('goes to whoever owns the fewest partners of the region', async () => {
    const before = await kit.rows<{ person_id: string; n: number }>(
      `SELECT person_id, count(*)::int AS n FROM partner_owner GROUP BY 1`,
    );
    for (let i = 0; i < 4; i += 1) await applied();
    const after = await kit.rows<{ person_id: string; n: number }>(
      `SELECT person_id, count(*)::int AS n FROM partner_owner GROUP BY 1`,
    );
    const total = (rows: { n: number }[]) => rows.reduce((sum, row) => sum + row.n, 0);
    expect(total(after) - total(before)).toBe(4);
    const counts = cams.map((id) => after.find((row) => row.person_id === id)?.n ?? 0);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
  });

  it('without a person, as imports come, makes no person', async () => {
    const start = await staged({ principal: 'system:import' });
    await kit.activities.beginLifecycle(start);
    expect(await peopleOf(start.partnerId)).toEqual([]);
    expect(await kit.rows('SELECT actor FROM audit WHERE partner_id = $1', [start.partnerId])).toEqual([
      { actor: 'system:import' },
    ]);
  });

  it('takes along what the company sold before it was a partner', async () => {
    const sale = { saleId: 'early-1', partner: 'K-1', kind: 'sale', refundOf: null, occurredOn: '2026-09-01' } as const;
    const rest = { amountMinor: 500, currency: 'USD', product: null, quantity: null, corrects: null, occurredMs: null };
    const chunk = { importId: 'imp', source: 'erp', periodUnit: 'quarter', receivedWallMs: 1 } as const;
    expect(await storeSales(kit.pool, { ...chunk, sales: [{ ...sale, ...rest, row: 1 }] })).toMatchObject([
      { outcome: 'unmatched' },
    ]);
    const start = await staged({ source: 'erp', externalId: 'K-1' });
    await kit.activities.beginLifecycle(start);
    expect(await kit.rows('SELECT partner_id FROM partner_sale WHERE sale_id = $1', ['early-1'])).toEqual([
      { partner_id: start.partnerId },
    ]);
  });

  it('by our own people does not make them the partner’s', async () => {
    const identity = { issuer: 'https://id.example', subject: 'staff-cam' };
    const staff = await addPerson(kit.pool, { roles: ['CAM'], identity });
    const start = await staged({ applicant: applicantOf('staff-cam'), principal: staff });
    await expect(kit.activities.beginLifecycle(start)).resolves.toMatchObject({ tier: 'registered' });
    expect(await peopleOf(start.partnerId)).toEqual([]);
    expect(await kit.rows('SELECT partner_id FROM person WHERE person_id = $1', [staff])).toEqual([
      { partner_id: null },
    ]);
  });

  it('flags the later one of two with the same name, accents and legal form aside, even when both come at once', async () => {
    const [one, two] = await Promise.all([
      staged({ name: 'Zürich Bikes GmbH' }),
      staged({ name: 'ZURICH BIKES, Inc.' }),
    ]);
    const outcomes = await Promise.all([one, two].map((start) => kit.activities.beginLifecycle(start)));
    const flags = outcomes.map((outcome) => (outcome as { possibleDuplicateOf: string | null }).possibleDuplicateOf);
    expect(flags.filter((flag) => flag === null)).toHaveLength(1);
    expect([one.partnerId, two.partnerId]).toContain(flags.find((flag) => flag !== null));
  });
});

describe('a refused application', () => {
  const nothingOf = async (start: LifecycleStart) => {
    expect(await partnerRow(start.partnerId)).toBeUndefined();
    expect(await peopleOf(start.partnerId)).toEqual([]);
    expect(await kit.rows('SELECT action, business_key FROM audit WHERE partner_id = $1', [start.partnerId])).toEqual([
      { action: 'partner.apply.refused', business_key: `refused/${start.origin.workflowId}/begin` },
    ]);
  };

  it.each([
    ['a type', { type: 'kiosk' }],
    ['a region', { region: 'moon' }],
    ['a country', { country: 'DE' }],
  ])('is one with %s that the program does not take', async (_what, parts) => {
    const start = await staged(parts);
    await expect(kit.activities.beginLifecycle(start)).resolves.toMatchObject({ refused: 'PARTNER.NOT_ELIGIBLE' });
    await nothingOf(start);
  });

  it('is one of the same identity or registration number', async () => {
    const first = await staged({ registrationNumber: 'HRB 1' });
    await kit.activities.beginLifecycle(first);
    for (const parts of [{ registrationNumber: 'HRB 1' }, { externalId: first.partnerId }]) {
      const start = await staged({ ...parts, applicant: applicantOf(freshName('s')) });
      await expect(kit.activities.beginLifecycle(start)).resolves.toMatchObject({ refused: 'PARTNER.EXISTS' });
      await nothingOf(start);
    }
  });

  it('is one by somebody of another living partner, or with another person’s mail; and again the same', async () => {
    await applied({ applicant: applicantOf('carl', 'carl@acme.example') });
    for (const applicant of [applicantOf('carl'), applicantOf('dora', 'Carl@acme.example')]) {
      const start = await staged({ applicant });
      const first = await kit.activities.beginLifecycle(start);
      expect(first).toMatchObject({ refused: 'PERSON.CONFLICT' });
      await expect(kit.activities.beginLifecycle(start)).resolves.toEqual(first);
      await nothingOf(start);
    }
  });

  it('is one that nobody staged, or that was changed since', async () => {
    const start = await staged();
    await expect(kit.activities.beginLifecycle({ ...start, intakeId: 'in_none' })).resolves.toMatchObject({
      refused: 'REQUEST.NOT_FOUND',
    });
    await nothingOf(start);
    const forged = await staged();
    await kit.pool.query(`UPDATE intake SET content = jsonb_set(content, '{name}', '"Evil"') WHERE intake_id = $1`, [
      forged.intakeId,
    ]);
    await expect(kit.activities.beginLifecycle(forged)).resolves.toMatchObject({ refused: 'AUTH.PROOF_INVALID' });
    await nothingOf(forged);
  });
});

describe('somebody who applies again', () => {
  it('takes their person along once the former partner has ended', async () => {
    const former = await addPartner(kit.pool, version, { mode: 'withdrawn' });
    const identity = { issuer: 'https://id.example', subject: 'eve' };
    const eve = await addPerson(kit.pool, {
      personId: personIdOf(identity.issuer, identity.subject),
      identity,
      partnerId: former,
      roles: ['P-own'],
    });
    const start = await staged({ applicant: applicantOf('eve'), previousPartnerId: former });
    await expect(kit.activities.beginLifecycle(start)).resolves.toMatchObject({ tier: 'registered' });
    expect(await peopleOf(start.partnerId)).toMatchObject([{ person_id: eve, status: 'active' }]);
    expect(await partnerRow(start.partnerId)).toMatchObject({ previous_partner_id: former });
  });

  it('is known for what they were before, also where they do not say so', async () => {
    const [first, second] = [await addPartner(kit.pool, version, { mode: 'offboarded' }), freshName('co')];
    const identity = { issuer: 'https://id.example', subject: 'gil' };
    await addPerson(kit.pool, { identity, partnerId: first, roles: ['P-own'] });
    await applied({ applicant: applicantOf('gil'), partnerId: second });
    expect(await partnerRow(second)).toMatchObject({ previous_partner_id: first });
    await kit.pool.query(`UPDATE partner SET mode = 'rejected' WHERE partner_id = $1`, [second]);
    const third = await staged({ applicant: applicantOf('gil'), previousPartnerId: first });
    await expect(kit.activities.beginLifecycle(third)).resolves.toMatchObject({ tier: 'registered' });
    expect(await partnerRow(third.partnerId)).toMatchObject({ previous_partner_id: first });
  });

  it('is not believed to have been somebody else, somebody who still is, or nobody', async () => {
    const foreign = await addPartner(kit.pool, version, { mode: 'withdrawn' });
    const own = await addPartner(kit.pool, version, { mode: 'active' });
    const identity = { issuer: 'https://id.example', subject: 'hal' };
    await addPerson(kit.pool, { identity, partnerId: own, status: 'left' });
    for (const previousPartnerId of [foreign, own, 'nobody-aaaaaaaa']) {
      const start = await staged({ applicant: applicantOf('hal'), previousPartnerId });
      await expect(kit.activities.beginLifecycle(start)).resolves.toMatchObject({ refused: 'REQUEST.RULE' });
      expect(await partnerRow(start.partnerId)).toBeUndefined();
    }
  });

  it('may be written down by our own people, within their region', async () => {
    const former = await addPartner(kit.pool, version, { mode: 'withdrawn' });
    for (const [subject, region] of [
      ['ulla', 'us'],
      ['dirk', 'de'],
    ] as const) {
      await addPerson(kit.pool, { identity: { issuer: 'https://id.example', subject }, roles: [['CAM', region]] });
      const outcome = await applied({ applicant: applicantOf(subject), previousPartnerId: former });
      expect('refused' in outcome).toBe(region === 'de');
    }
  });

  it('is another person row when they had left', async () => {
    const identity = { issuer: 'https://id.example', subject: 'fay' };
    const left = await addPerson(kit.pool, {
      personId: personIdOf(identity.issuer, identity.subject),
      identity,
      status: 'left',
    });
    const start = await staged({ applicant: applicantOf('fay') });
    await expect(kit.activities.beginLifecycle(start)).resolves.toMatchObject({ tier: 'registered' });
    const [person] = await peopleOf(start.partnerId);
    expect(person!['person_id']).not.toBe(left);
  });
});
