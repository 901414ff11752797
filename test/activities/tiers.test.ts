import { stageId } from '../../domain/ids';
import type { ServiceInput } from '../../domain/journal';
import type { ProgramVersion } from '../../domain/program';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, addPerson, approvalOf, NOW_MS, originOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: ProgramVersion;
let partnerId: string;

/** The quarter that has closed before {@link NOW_MS}. */
const CLOSED = '2026-Q3';

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
});
beforeEach(async () => {
  partnerId = await addPartner(kit.pool, version, { profile: { employees: 8, focus: 'cycling' } });
});
afterAll(() => kit.close());

function service(parts: Partial<ServiceInput> = {}): ServiceInput {
  const workflowId = stageId(partnerId, 'accelerate', { cycle: 1, attempt: 1 });
  return {
    origin: originOf(workflowId),
    partnerId,
    stage: 'accelerate',
    cycle: 1,
    period: CLOSED,
    programId: version.programId,
    programVersion: version.version,
    businessKey: `${workflowId}/apply`,
    nowMs: NOW_MS,
    ...parts,
  };
}

let sales = 0;
async function sold(
  amountMinor: number,
  parts: { period?: string; currency?: string; refundOf?: string } = {},
): Promise<string> {
  const key = `sale-${(sales += 1)}`;
  await kit.pool.query(
    `INSERT INTO sale (sale_key, source, sale_id, partner_id, partner_reference, kind, occurred_on, period, amount_minor, currency, refund_of, content_hash, import_id)
     VALUES ($1, 'crm', $1, $2, $2, $3, '2026-08-05', $4, $5, $6, $7, 'hash', 'imp')`,
    [
      key,
      partnerId,
      parts.refundOf ? 'refund' : 'sale',
      parts.period ?? CLOSED,
      amountMinor,
      parts.currency ?? 'USD',
      parts.refundOf ?? null,
    ],
  );
  return key;
}

let certificates = 0;
async function certified(
  certification: string,
  parts: { status?: 'active' | 'left'; expiresMs?: number; withdrawn?: true } = {},
): Promise<void> {
  const personId = await addPerson(kit.pool, { partnerId, roles: ['P-sales'], status: parts.status });
  const certificateId = `cert-${(certificates += 1)}`;
  await kit.pool.query(
    `INSERT INTO certificate (certificate_id, person_id, partner_id, certification, track, earned_ms, expires_ms, revision, program_id, program_version, evidence, business_key)
     VALUES ($1, $2, $3, $4, 'track', 1, $5, 1, $6, 1, '[]', $1)`,
    [certificateId, personId, partnerId, certification, parts.expiresMs ?? NOW_MS + 1, version.programId],
  );
  if (parts.withdrawn)
    await kit.pool.query('INSERT INTO certificate_withdrawn (certificate_id, business_key) VALUES ($1, $1)', [
      certificateId,
    ]);
}

/** An approval of the proposal, ended as said, as the service step of the workflow cites it. */
async function decided(
  proposedTier: string,
  state: 'approved' | 'rejected' = 'approved',
): Promise<ServiceInput['decided']> {
  const result = { proposedTier };
  const opening = approvalOf(partnerId, { facts: { decides: result }, round: (sales += 1) });
  await kit.activities.openApproval(opening);
  await kit.activities.journalApproval({ ...opening, turn: 1, nowMs: NOW_MS, state, audit: [] });
  return { result, approvalWorkflowId: opening.origin.workflowId, contentHash: opening.contentHash };
}

const tierRows = () =>
  kit.rows<{ tier: string; from_day: string }>(
    'SELECT tier, from_day FROM partner_tier WHERE partner_id = $1 ORDER BY from_day',
    [partnerId],
  );

describe('the score of a closed quarter', () => {
  it('is its sales less refunds, in the program’s currency, and the people certified now', async () => {
    const sale = await sold(2_600_000);
    await sold(50_000, { refundOf: sale });
    await sold(9_900_000, { period: '2026-Q2' });
    await sold(9_900_000, { currency: 'EUR' });
    await certified('sales-associate');
    const { result } = await kit.activities.scorePartner(service());
    expect(result).toMatchObject({
      period: CLOSED,
      salesMinor: 2_550_000,
      sales: '25500.00',
      currency: 'USD',
      certified: { 'sales-associate': 1 },
      tier: 'registered',
      proposedTier: 'silver',
    });
    expect(result['explanation']).toContain('silver: reached');
    expect(result['explanation']).toContain(
      'gold: sales 25500.00 of 100000.00 USD; 1 of 2 people certified in sales-associate; 0 of 1 people certified in technical-professional',
    );
  });

  it('counts no certificate that has expired, was withdrawn, or is of somebody who left', async () => {
    await sold(3_000_000);
    await certified('sales-associate', { expiresMs: NOW_MS });
    await certified('sales-associate', { status: 'left' });
    await certified('sales-associate', { withdrawn: true });
    const { result } = await kit.activities.scorePartner(service());
    expect(result).toMatchObject({ certified: {}, proposedTier: 'registered' });
  });

  it('is the entry tier for whoever gave back more than they sold', async () => {
    await sold(1_000, { refundOf: 'elsewhere' });
    const { result } = await kit.activities.scorePartner(service());
    expect(result).toMatchObject({ salesMinor: -1_000, sales: '-10.00', proposedTier: 'registered' });
  });

  it('needs a period', async () => {
    await expect(kit.activities.scorePartner(service({ period: null }))).rejects.toMatchObject({
      type: 'REQUEST.RULE',
      nonRetryable: true,
    });
  });
});

describe('a decided tier', () => {
  it('begins on the first day after the quarter, or today if that is later', async () => {
    const input = service({ decided: await decided('silver') });
    await expect(kit.activities.applyTier(input)).resolves.toEqual({
      result: { tier: 'silver', fromDay: '2026-10-06', changed: true },
    });
    await expect(kit.activities.applyTier(input)).resolves.toEqual({
      result: { tier: 'silver', fromDay: '2026-10-06', changed: true },
    });
    const early = service({ businessKey: 'early', nowMs: Date.UTC(2026, 8, 30, 12), decided: await decided('gold') });
    await expect(kit.activities.applyTier(early)).resolves.toMatchObject({
      result: { fromDay: '2026-10-07', changed: true },
    });
    expect(await tierRows()).toEqual([
      { tier: 'silver', from_day: '2026-10-06' },
      { tier: 'gold', from_day: '2026-10-07' },
    ]);
  });

  it('takes effect on its day, not before', async () => {
    const closing = Date.UTC(2026, 8, 30, 12);
    await kit.activities.applyTier(service({ nowMs: closing, decided: await decided('gold') }));
    expect(await tierRows()).toEqual([{ tier: 'gold', from_day: '2026-10-01' }]);
    const read = (nowMs: number) =>
      kit.activities.readPartner({ partnerId, programId: version.programId, programVersion: 1, nowMs });
    await expect(read(closing)).resolves.toEqual({ tier: 'registered' });
    // The day begins at midnight of the program's zone, four hours after UTC's.
    await expect(read(Date.UTC(2026, 9, 1, 3, 59))).resolves.toEqual({ tier: 'registered' });
    await expect(read(Date.UTC(2026, 9, 1, 4))).resolves.toEqual({ tier: 'gold' });
  });

  it('that is the present one changes nothing, nor does no decision', async () => {
    await expect(kit.activities.applyTier(service({ decided: await decided('registered') }))).resolves.toEqual({
      result: { tier: 'registered', changed: false },
    });
    await expect(kit.activities.applyTier(service())).resolves.toEqual({
      result: { tier: 'registered', changed: false },
    });
    expect(await tierRows()).toEqual([]);
  });

  it('is the one that was proposed, whatever is sold and given back after the scoring', async () => {
    const scored = async () => (await kit.activities.scorePartner(service())).result;
    await certified('sales-associate');
    const sale = await sold(2_600_000);
    const { proposedTier } = await scored();
    const approved = await decided(String(proposedTier));
    await sold(2_600_000, { refundOf: sale });
    expect((await scored()).proposedTier).not.toBe(proposedTier);
    await expect(kit.activities.applyTier(service({ decided: approved }))).resolves.toMatchObject({
      result: { tier: proposedTier, changed: true },
    });
  });

  it('counts only if its approval ended so, on what was shown', async () => {
    const rejected = service({ decided: await decided('gold', 'rejected') });
    await expect(kit.activities.applyTier(rejected)).rejects.toMatchObject({
      type: 'APPROVAL.STALE',
      nonRetryable: true,
    });
    const approved = await decided('gold');
    const other = service({ decided: { ...approved!, contentHash: 'f'.repeat(64) } });
    await expect(kit.activities.applyTier(other)).rejects.toMatchObject({ type: 'APPROVAL.STALE' });
    await expect(kit.activities.applyTier(service({ decided: await decided('diamond') }))).rejects.toMatchObject({
      type: 'PROGRAM.INVALID',
    });
    expect(await tierRows()).toEqual([]);
  });
});

describe('the fit of an applicant', () => {
  it('is a weighted score with a reason for each point', async () => {
    const { result } = await kit.activities.scoreFit(service({ stage: 'strategize', period: null }));
    const points = result['points'] as Record<string, { points: number; weight: number; because: string }>;
    expect(Object.values(points).reduce((sum, { weight }) => sum + weight, 0)).toBe(100);
    expect(points['focus']).toEqual({ points: 100, weight: 25, because: 'focus is cycling' });
    expect(points['size']).toEqual({ points: 60, weight: 20, because: 'employees is 8, at least 5' });
    expect(points['experience']).toEqual({ points: 0, weight: 15, because: 'yearsInBusiness was not given' });
    const total = Object.values(points).reduce((sum, { points: scored, weight }) => sum + scored * weight, 0);
    expect(result).toMatchObject({ score: total / 100, segment: 'strategic', proposedTier: 'registered' });
  });

  it('cannot be told for a version that was never published', async () => {
    await expect(kit.activities.scoreFit(service({ programVersion: 9 }))).rejects.toMatchObject({
      type: 'PROGRAM.NOT_PUBLISHED',
      nonRetryable: true,
    });
  });
});
