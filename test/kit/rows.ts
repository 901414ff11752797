/** Rows that tests start from, written as the application would: a published program, a partner, people with grants. */
import type { Pool } from 'pg';
import type { ApprovalContent } from '../../domain/approvals';
import type { ApprovalPlan } from '../../domain/approvals';
import type { ProgramClock } from '../../domain/clock';
import { REAL_CLOCK } from '../../domain/clock';
import { contentHash } from '../../domain/hash';
import { lifecycleId, rowId } from '../../domain/ids';
import type { ApprovalOpening, Origin } from '../../domain/journal';
import type { LifecycleMode } from '../../domain/lifecycle';
import type { Program, ProgramVersion } from '../../domain/program';
import { nameSkeleton } from '../../domain/skeleton';
import { loadShippedProgram } from '../../programs/load';
import { buildVersion } from '../../programs/publish';
import { insertPartner } from '../../database/repositories/lifecycle';
import { insertGrant, insertPerson } from '../../database/repositories/person-rows';
import { freshName } from './servers';

/** A Tuesday noon (UTC) in the first week of a quarter: what tests mean by "now", unless they say otherwise. */
export const NOW_MS = Date.UTC(2026, 9, 6, 12);

/** Where a row comes from, as a workflow would say. */
export const originOf = (workflowId: string, historyLength = 4): Origin => ({
  workflowId,
  runId: '00000000-0000-4000-8000-000000000001',
  historyLength,
});

/** Publishes a program version (the shipped one by default) straight into its table. */
export async function publishVersion(
  pool: Pool,
  parts: { program?: Program; version?: number; nowMs?: number; clock?: ProgramClock } = {},
): Promise<ProgramVersion> {
  const { program = loadShippedProgram(), version = 1, nowMs = NOW_MS, clock: runsBy = REAL_CLOCK } = parts;
  const built = buildVersion({ program, version, clock: runsBy, nowMs });
  const { programId, contentHash: hash, document, clock, calendar, regionCalendars } = built;
  const key = `publish/${programId}/${version}`;
  await pool.query(
    `INSERT INTO program_version (program_id, version, content_hash, document, clock, calendar, region_calendars,
       library_versions, published_by, published_wall, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $3, $4, $5, $6, $7, '{}', 'system:test', $8, $9, 'run', 1, $9)`,
    [
      programId,
      version,
      hash,
      ...[document, clock, calendar, regionCalendars].map((part) => JSON.stringify(part)),
      nowMs,
      key,
    ],
  );
  return built;
}

/** A partner of the version; its lifecycle's workflow id is `partner/<id>`. */
export async function addPartner(
  pool: Pool,
  of: ProgramVersion,
  parts: Partial<{
    partnerId: string;
    name: string;
    type: string;
    region: string;
    country: string;
    profile: { employees?: number; yearsInBusiness?: number; focus?: string };
    mode: LifecycleMode;
    source: string;
    externalId: string;
  }> = {},
): Promise<string> {
  const {
    partnerId = freshName('acme'),
    name = 'Acme Outdoor',
    type = 'reseller',
    region = 'us',
    country = 'US',
    source = 'test',
    externalId = partnerId,
  } = parts;
  await insertPartner(pool, {
    origin: originOf(lifecycleId(partnerId)),
    partnerId,
    name,
    nameSkeleton: nameSkeleton(name),
    type,
    region,
    country,
    city: null,
    source,
    externalId,
    registrationNumber: null,
    profile: { ...parts.profile },
    programId: of.programId,
    programVersion: of.version,
    appliedMs: NOW_MS,
    possibleDuplicateOf: null,
    notes: [],
    previousPartnerId: null,
  });
  if (parts.mode) await pool.query('UPDATE partner SET mode = $2 WHERE partner_id = $1', [partnerId, parts.mode]);
  return partnerId;
}

/** A sale and what it has earned: one cent, in 2026-Q3. */
export async function addEarning(
  pool: Pool,
  by: { partnerId: string; programId: string; programVersion: number },
): Promise<void> {
  const key = freshName('sal');
  await pool.query(
    `INSERT INTO sale (sale_key, source, sale_id, partner_id, partner_reference, kind, occurred_on, period, amount_minor, currency, content_hash, import_id)
     VALUES ($1, 'test', $1, $2, $2, 'sale', '2026-07-01', '2026-Q3', 100, 'USD', '', '')`,
    [key, by.partnerId],
  );
  await pool.query(
    `INSERT INTO earning (earning_id, partner_id, sale_key, rule_id, revision, period, amount_minor, currency, tier,
       program_id, program_version, trace, workflow_id, run_id, history_length, business_key)
     VALUES ($1, $2, $1, 'sales', 1, '2026-Q3', 1, 'USD', 'registered', $3, $4, '{}', 'test', 'run', 1, 'test')`,
    [key, by.partnerId, by.programId, by.programVersion],
  );
}

/** Somebody with roles: `'CAM'` everywhere, `['CAM', 'de']` in one region. Active since long ago. @returns the id */
export async function addPerson(
  pool: Pool,
  parts: {
    personId?: string;
    kind?: 'person' | 'service';
    partnerId?: string;
    roles?: (string | [role: string, region: string])[];
    status?: 'invited' | 'active' | 'left';
    email?: string;
    identity?: { issuer: string; subject: string };
  } = {},
): Promise<string> {
  const { personId = freshName('person').replaceAll('-', '_'), kind = 'person', partnerId = null } = parts;
  const identity = parts.identity ?? { issuer: 'https://id.example', subject: personId };
  await insertPerson(pool, {
    person_id: personId,
    kind,
    issuer: identity.issuer,
    subject: identity.subject,
    email: parts.email ?? null,
    display_name: 'Somebody',
    language: 'en',
    partner_id: partnerId,
    status: parts.status ?? 'active',
    changed_wall: 1,
  });
  for (const asked of parts.roles ?? []) {
    const [role, region] = Array.isArray(asked) ? asked : [asked, undefined];
    const businessKey = `${personId}/${role}/${region ?? ''}`;
    await insertGrant(pool, { personId, role, region, grantedBy: 'system:test', businessKey, atWallMs: 1 });
  }
  return personId;
}

/** The opening of an approval about a partner: two of three roles, one rejection ends it, the partner benefits. */
export function approvalOf(
  partnerId: string,
  parts: Partial<Pick<ApprovalOpening, 'requester' | 'beneficiaries' | 'round' | 'dueMs'>> & {
    plan?: Partial<ApprovalPlan>;
    region?: string;
    facts?: ApprovalContent['facts'];
  } = {},
): ApprovalOpening {
  const { round = 1, region = 'us', requester, beneficiaries = [partnerId], dueMs } = parts;
  const workflowId = `${lifecycleId(partnerId)}/recruit/0.1/approval/decision.${round}`;
  const content: ApprovalContent = {
    subject: `partner/${partnerId}`,
    subjectType: 'partner',
    title: 'Accept the partner',
    facts: { region, ...parts.facts },
  };
  return {
    origin: originOf(workflowId),
    approvalId: rowId('apr', workflowId),
    partnerId,
    content,
    contentHash: contentHash(content),
    plan: { roles: ['PM', 'CAM', 'LEG'], quorum: 2, rejection: 'ends', ...parts.plan },
    requester,
    beneficiaries,
    audience: { partyId: partnerId, region },
    round,
    openedMs: NOW_MS,
    dueMs,
    programVersion: 'channel@1',
  };
}
