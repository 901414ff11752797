/** What a preview shows is what the running approval asks: over many rules, people, absences and amounts. */
import fc from 'fast-check';
import type { ApprovalCase, Decider, PlannedApproval } from '../../domain/approvals/plan';
import type { ApprovalRule } from '../../domain/approvals/rule';
import { contentHash } from '../../domain/hash';
import type { Step } from '../../domain/steps';
import { compose } from '../../workers/compose';
import type { Composed } from '../../workers/compose';
import { startTestApi } from '../kit/api';
import type { TestApi } from '../kit/api';
import { dose } from '../kit/dose';
import { addPartner, addPerson, approvalOf, publishVersion } from '../kit/rows';
import { smallProgram } from '../kit/small-program';
import { connectTemporal } from '../kit/temporal';
import { anyCase, anyPeople, anyRule } from '../domain/approvals/cast';

interface Situation {
  rule: ApprovalRule;
  people: Decider[];
  of: ApprovalCase;
}

const CASES = dose({ test: 40, hard: 300, soak: 3_000 });
const SEED = 20261126;
let api: TestApi;
let composed: Composed;
let closeTemporal: () => Promise<void>;
let situations: Situation[];
let version: Awaited<ReturnType<typeof publishVersion>>;

/** Each situation has roles of its own, so that the people of one are nobody in another. */
const roleIn = (n: number) => (role: string) => `${role}${n}`;

function ruleIn(n: number, rule: ApprovalRule): ApprovalRule {
  const named = JSON.stringify(rule).replaceAll(/"(PM|CAM|LEG|FIN)"/g, (_, role: string) =>
    JSON.stringify(roleIn(n)(role)),
  );
  return JSON.parse(named) as ApprovalRule;
}

const stepOf = (n: number, { rule, of }: Situation): Step => ({
  ...{ kind: 'approval', title: `Question ${n}`, owner: 'PM', ...ruleIn(n, rule) },
  ...(of.subjectType === 'payout' ? { decides: 'calculate' } : {}),
});

beforeAll(async () => {
  api = await startTestApi();
  const temporal = await connectTemporal();
  closeTemporal = temporal.close;
  const { settings } = api;
  composed = await compose(
    {
      ...{ databaseUrl: settings.databaseUrl, taskQueue: settings.taskQueue, actorKey: settings.actorKey },
      temporal: { ...settings.temporal, retentionDays: 1, createNamespace: false },
      ...{ trustTemporalUi: false, screeningUrl: 'http://127.0.0.1:9', scimUrl: 'http://127.0.0.1:9' },
      ...{ healthPort: 0, healthHost: '127.0.0.1', cachedWorkflowsMax: 10, logLevel: 'error' },
    },
    { client: temporal.client },
  );
  const any = fc.record({ rule: anyRule, people: anyPeople, of: anyCase });
  situations = fc.sample(any, { numRuns: CASES, seed: SEED });
  const calculate: Step = { kind: 'service', title: 'Calculate', owner: 'FIN', does: 'calculatePayout' };
  const steps = Object.fromEntries(situations.map((situation, n) => [`ask-${n}`, stepOf(n, situation)]));
  version = await publishVersion(api.pool, {
    program: smallProgram({ stages: { strategize: { calculate, ...steps } } }),
  });
  await api.person('root', { roles: ['ADMIN'] });
}, 120_000);
afterAll(async () => {
  await composed.close();
  await closeTemporal();
  await api.close();
});

/** Puts the people of a situation on record. */
async function enter(n: number, people: Decider[]): Promise<void> {
  const id = (personId: string) => `${personId}_${n}`;
  for (const { personId, roles, active } of people) {
    const status = active ? 'active' : 'left';
    await addPerson(api.pool, { personId: id(personId), roles: roles.map(roleIn(n)), status });
  }
  const absences = people.flatMap(({ personId, absences: all }) => all.map((absence) => ({ personId, ...absence })));
  for (const [index, { personId, role, subjectType, delegateId }] of absences.entries())
    await api.pool.query(
      `INSERT INTO absence (absence_id, person_id, delegate_id, role, subject_type, from_wall, to_wall, entered_by, workflow_id)
       VALUES ($1, $2, $3, $4, $5, $6, $7, 'test', $1)`,
      [
        `abs_${n}_${index}`,
        id(personId),
        delegateId === null || delegateId === personId ? null : id(delegateId),
        role && roleIn(n)(role),
        subjectType,
        Date.now() - 1_000,
        Date.now() + 3_600_000,
      ],
    );
}

const nameless = (plan: object): unknown =>
  JSON.parse(JSON.stringify(plan, (key, value: unknown) => (key === 'displayName' ? undefined : value)));

test(`a preview and the approval that then runs are the same, in ${CASES} situations`, async () => {
  const seen = { missing: 0, standIns: 0, excluded: 0 };
  for (const [n, { rule, people, of }] of situations.entries()) {
    await enter(n, people);
    const partnerId = await addPartner(api.pool, version, { region: 'us' });
    const requester = of.requester && `${of.requester}_${n}`;
    const { amount } = of.facts;
    const json = { partnerId, stage: 'strategize', step: `ask-${n}`, amount, requesterId: requester };
    const preview = await api.ask<PlannedApproval>('POST /v1/approvals/preview', { as: 'root', json });
    expect(preview.status).toBe(200);
    const opening = approvalOf(partnerId, { requester, beneficiaries: [partnerId] });
    const content = {
      ...opening.content,
      subjectType: of.subjectType,
      facts: { type: 'reseller', tier: 'registered', region: 'us', decides: { amount: { ...amount! } } },
    };
    const asked = { ...opening, content, contentHash: contentHash(content), rule: ruleIn(n, rule) };
    await composed.activities.openApproval(asked);
    const sql = 'SELECT resolved FROM approval WHERE approval_id = $1';
    const { rows } = await api.pool.query<{ resolved: PlannedApproval }>(sql, [opening.approvalId]);
    expect({ n, plan: nameless(preview.body) }).toEqual({ n, plan: rows[0]!.resolved });
    const explained = await api.ask(`GET /v1/approvals/${opening.approvalId}`, { as: 'root' });
    expect({ n, plan: nameless(explained.body.explained) }).toEqual({ n, plan: rows[0]!.resolved });
    const deciders = rows[0]!.resolved.levels.flatMap(({ groups }) => groups.flatMap((group) => group.deciders));
    seen.missing += Number(preview.body.missing > 0);
    seen.standIns += Number(deciders.some(({ onBehalfOf }) => onBehalfOf));
    seen.excluded += Number(preview.body.excluded.length > 0);
  }
  // The situations are worth something: each kind is among them.
  for (const count of Object.values(seen)) expect(count).toBeGreaterThan(0);
}, 900_000);
