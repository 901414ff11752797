import fc from 'fast-check';
import { tally } from '../../../domain/approvals';
import type { Decision } from '../../../domain/approvals';
import type { ApprovalCase, Decider, PlannedLevel } from '../../../domain/approvals/plan';
import { planApproval, progressAt, refusalFor, seatedLevel, voicesAt } from '../../../domain/approvals/plan';
import type { ApprovalRule } from '../../../domain/approvals/rule';
import { filledSeats, tallyChain } from '../../../domain/approvals/seats';
import { dose } from '../../kit/dose';
import { anyCase, anyPeople, anyRule } from './cast';

const RUNS = { numRuns: dose({ test: 400, hard: 1_500, soak: 50_000 }) };

const person = (personId: string, roles: string[], parts: Partial<Decider> = {}): Decider => ({
  personId,
  partnerId: null,
  active: true,
  roles,
  absences: [],
  ...parts,
});
const away = (delegateId: string | null, scope: { role?: string; subjectType?: string } = {}) => [
  { role: scope.role ?? null, subjectType: scope.subjectType ?? null, delegateId },
];
const CASE: ApprovalCase = { facts: {}, subjectType: 'partner', beneficiaries: ['acme'] };
const ONE: ApprovalRule = { roles: ['PM', 'CAM'], quorum: 2, rejection: 'ends' };
const deciders = (level: PlannedLevel | undefined) =>
  level?.groups.map((group) =>
    group.deciders.map(({ personId, onBehalfOf }) => `${personId}${onBehalfOf ? ` for ${onBehalfOf}` : ''}`),
  );
const planned = (rule: ApprovalRule, people: Decider[], of: Partial<ApprovalCase> = {}) =>
  planApproval(rule, { of: { ...CASE, ...of }, people });

describe('who decides', () => {
  test('are the holders of the roles, but for requester, beneficiaries and who stands in for the requester', () => {
    const people = [
      person('ann', ['PM'], { absences: away('cid') }),
      person('bob', ['CAM']),
      person('cid', ['CAM']),
      person('olive', ['PM'], { partnerId: 'acme' }),
      person('pat', ['PM', 'CAM']),
    ];
    const plan = planned(ONE, people, { requester: 'ann' });
    expect(deciders(plan.levels[0])).toEqual([['bob', 'pat', 'pat']]);
    expect(plan.excluded).toEqual([
      { personId: 'ann', why: 'requester' },
      { personId: 'cid', why: 'stands_in_for_requester' },
      { personId: 'olive', why: 'beneficiary' },
    ]);
    expect(plan.missing).toBe(0);
    expect(plan.explanation).toEqual([
      '2 of PM, CAM; 2 could decide; one rejection ends it.',
      'Left out: 1 (asked for it).',
      'Left out: 1 (would benefit).',
      'Left out: 1 (stands in for who asked).',
    ]);
  });

  test('of who is absent: the one who stands in, with their role, and nobody further', () => {
    const people = [
      person('ann', ['PM'], { absences: away('bob') }),
      person('bob', []),
      person('cid', ['CAM'], { absences: away('dee') }),
      person('dee', [], { absences: away('eve') }),
      person('eve', []),
    ];
    const plan = planned(ONE, people);
    expect(deciders(plan.levels[0])).toEqual([['bob for ann']]);
    expect(plan.missing).toBe(1);
  });

  test('follow the scope of an absence: its role, and what is decided', () => {
    const inRole = [person('ann', ['PM', 'CAM'], { absences: away('bob', { role: 'CAM' }) }), person('bob', [])];
    expect(deciders(planned(ONE, inRole).levels[0])).toEqual([['ann']]);
    const aboutPayouts = [
      person('ann', ['PM'], { absences: away('bob', { subjectType: 'payout' }) }),
      person('bob', []),
    ];
    expect(deciders(planned(ONE, aboutPayouts).levels[0])).toEqual([['ann']]);
    expect(deciders(planned(ONE, aboutPayouts, { subjectType: 'payout' }).levels[0])).toEqual([['bob for ann']]);
  });

  test('count once, whatever they hold and for whomever they stand in', () => {
    const people = [person('ann', ['PM', 'CAM'], { absences: away('bob') }), person('bob', ['PM', 'CAM'])];
    const twoRoles: ApprovalRule = {
      levels: [
        {
          groups: [
            { roles: ['PM'], quorum: 1, rejection: 'ends' },
            { roles: ['CAM'], quorum: 1, rejection: 'ends' },
          ],
        },
      ],
    };
    expect(planned(twoRoles, people).missing).toBe(1);
    expect(planned(twoRoles, [...people, person('cid', ['CAM'])]).missing).toBe(0);
    const chain: ApprovalRule = { levels: [{ groups: [ONE_OF('PM')] }, { groups: [ONE_OF('PM')] }] };
    expect(planned(chain, [person('ann', ['PM'])])).toMatchObject({
      missing: 1,
      levels: [{ missing: 0 }, { missing: 0 }],
    });
  });

  test('of an amount: whom the band asks, and who has the limit; what is not known is above all of them', () => {
    const rule: ApprovalRule = {
      currency: 'USD',
      limits: { CAM: '500' },
      matrix: [
        { to: '1000', levels: [{ groups: [ONE_OF('CAM', 'PM')] }] },
        { from: '1000', levels: [{ groups: [ONE_OF('PM')] }, { title: 'Board', groups: [ONE_OF('VP')] }] },
      ],
    };
    const people = [person('ann', ['PM']), person('bob', ['CAM']), person('vic', ['VP'])];
    const of = (amount: string, currency = 'USD') => ({ facts: { amount: { amount, currency } } });
    const at = (...about: Parameters<typeof of>) => planned(rule, people, of(...about)).levels.map(deciders);
    expect(at('500')).toEqual([[['ann', 'bob']]]);
    expect(at('500.01')).toEqual([[['ann']]]);
    expect(at('999.99')).toEqual([[['ann']]]);
    expect(at('1000')).toEqual([[['ann']], [['vic']]]);
    expect(at('1', 'EUR')).toEqual([[['ann']], [['vic']]]);
    expect(planned(rule, people).row).toBe(2);
    expect(planned(rule, people, of('600')).explanation).toEqual([
      'Row 1 of the matrix: 600.00 USD, from 0 up to, not including, 1000 USD; any partner.',
      '1 of CAM, PM; 1 could decide; one rejection ends it.',
      'Limits: CAM up to 500 USD; the amount is 600.00 USD.',
      'Left out: 1 (above the limit of the role).',
    ]);
  });

  test('of everybody: all who hold the role, each in one group', () => {
    const everybody: ApprovalRule = {
      levels: [{ groups: [{ roles: ['PM'], quorum: 'all', rejection: 'ends' }, ONE_OF('PM', 'CAM')] }],
    };
    const people = [person('ann', ['PM']), person('bob', ['PM', 'CAM']), person('cid', ['CAM'])];
    expect(planned(everybody, people).levels[0]?.groups.map(({ seats }) => seats)).toEqual([2, 1]);
    expect(deciders(planned(everybody, people).levels[0])).toEqual([['ann', 'bob'], ['cid']]);
  });
});

describe('what was said stands', () => {
  const approved = (personId: string, parts: Partial<Decision> = {}): Decision => ({
    ...decisionOf(personId, 'approve', 1),
    ...parts,
  });
  const at = (people: Decider[], decisions: Decision[]) =>
    planApproval(ONE, { of: CASE, people, progress: progressAt(1, decisions) });

  test('whoever has approved and leaves or is absent since then has taken a seat: nobody is asked in their place', () => {
    const people = [person('ann', ['PM']), person('bob', ['CAM'])];
    const left = [person('ann', ['PM'], { active: false }), person('bob', ['CAM'])];
    expect(at(left, []).levels[0]?.missing).toBe(1);
    expect(at(left, [approved('ann')]).levels[0]?.missing).toBe(0);
    const absent = [person('ann', ['PM'], { absences: away('cid') }), person('bob', ['CAM']), person('cid', [])];
    expect(deciders(at(absent, [approved('ann')]).levels[0])).toEqual([['ann', 'bob']]);
    expect(at(people, [approved('ann')]).levels[0]?.missing).toBe(0);
  });

  test('for whom somebody has spoken is not asked when they are back', () => {
    const back = [person('ann', ['PM']), person('bob', ['CAM']), person('cid', [])];
    const plan = at(back, [approved('cid', { onBehalfOf: 'ann' })]);
    expect(deciders(plan.levels[0])).toEqual([['bob']]);
    expect(plan.excluded).toEqual([{ personId: 'ann', why: 'has_spoken' }]);
    expect(plan.levels[0]?.missing).toBe(0);
  });
});

function ONE_OF(...roles: string[]) {
  return { roles, quorum: 1, rejection: 'ends' as const };
}

describe('whoever may not decide is told why', () => {
  const people = [person('ann', ['PM']), person('bob', ['CAM']), person('vic', ['VP'])];
  const plan = planned({ levels: [{ groups: [ONE_OF('PM')] }, { groups: [ONE_OF('VP')] }] }, people, {
    requester: 'bob',
  });
  const of = { ...CASE, requester: 'bob' };
  test.each([
    ['ann', undefined],
    ['bob', 'APPROVAL.EXCLUDED'],
    ['vic', 'APPROVAL.NOT_YET'],
    ['zoe', 'APPROVAL.NOT_CANDIDATE'],
  ])('%s', (personId, code) => {
    expect(refusalFor(plan, { of, who: { personId, partnerId: null } })?.refused).toBe(code);
  });
  test('a stranger from the beneficiary', () => {
    expect(refusalFor(plan, { of, who: { personId: 'zoe', partnerId: 'acme' } })?.refused).toBe('APPROVAL.EXCLUDED');
  });
});

describe('against a naive model', () => {
  test('seats are filled as well as trying everything out would fill them', () => {
    const seats = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 3 });
    const people = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 2 }), { maxLength: 3 }), { maxLength: 6 });
    fc.assert(
      fc.property(seats, people, (free, could) => expect(filledSeats(free, could)).toBe(bestByTrying(free, could))),
      RUNS,
    );
  });

  test('the people of these tests are worth it: some stand in, some are left out for each reason, some seats stay free', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(anyRule, anyCase, anyPeople, (rule, of, people) => {
        const plan = planApproval(rule, { of, people });
        for (const { why } of plan.excluded) seen.add(why);
        if (plan.missing > 0) seen.add('missing');
        else seen.add('reachable');
        for (const { onBehalfOf } of plan.levels.flatMap(({ groups }) => groups).flatMap((group) => group.deciders))
          if (onBehalfOf) seen.add('stands in');
      }),
      RUNS,
    );
    expect([...seen].sort()).toEqual(
      [
        'absent',
        'beneficiary',
        'limit',
        'missing',
        'reachable',
        'requester',
        'stands in',
        'stands_in_for_requester',
      ].sort(),
    );
  });

  test('four eyes: nobody who asked, benefits or stands in for who asked is ever among the deciders', () => {
    fc.assert(
      fc.property(anyRule, anyCase, anyPeople, (rule, of, people) => {
        const plan = planApproval(rule, { of, people });
        const asking = people.find(({ personId }) => personId === of.requester);
        for (const { personId } of plan.levels.flatMap(({ groups }) => groups).flatMap((group) => group.deciders)) {
          const who = people.find((one) => one.personId === personId)!;
          expect(personId).not.toBe(of.requester);
          expect(of.beneficiaries).not.toContain(personId);
          expect(of.beneficiaries).not.toContain(who.partnerId);
          expect(asking?.absences.map(({ delegateId }) => delegateId) ?? []).not.toContain(personId);
          expect(who.active).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test('delegation: each decider holds the role and is there, or stands in for one who holds it and is not', () => {
    fc.assert(
      fc.property(anyRule, anyCase, anyPeople, (rule, of, people) => {
        const plan = planApproval(rule, { of, people });
        const find = (id: string) => people.find(({ personId }) => personId === id)!;
        const absencesOf = (id: string, role: string) =>
          find(id).absences.filter(
            (one) => (one.role ?? role) === role && (one.subjectType ?? of.subjectType) === of.subjectType,
          );
        for (const { groups } of plan.levels)
          for (const { personId, role, onBehalfOf } of groups.flatMap((group) => group.deciders)) {
            expect(find(onBehalfOf ?? personId).roles).toContain(role);
            expect(absencesOf(personId, role)).toEqual([]);
            if (onBehalfOf === undefined) continue;
            expect(absencesOf(onBehalfOf, role).map(({ delegateId }) => delegateId)).toContain(personId);
            expect(onBehalfOf).not.toBe(of.requester);
            // One voice: nobody else of the level speaks for them, nor they themselves.
            const others = groups.flatMap((group) => group.deciders).filter((one) => one.personId !== personId);
            expect(others.filter((one) => (one.onBehalfOf ?? one.personId) === onBehalfOf)).toEqual([]);
          }
      }),
      RUNS,
    );
  });

  test('a chain of one level counts as the plain count does', () => {
    const decisions = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 4 }), fc.constantFrom('approve' as const, 'reject' as const)),
      { maxLength: 5 },
    );
    const parts = fc.tuple(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 5, max: 6 }),
      fc.constantFrom('ends' as const, 'counts' as const),
    );
    fc.assert(
      fc.property(decisions, parts, (said, [seats, candidates, rejection]) => {
        const taken = said.map(([who, decision], index): Decision => decisionOf(`p${who}`, decision, index));
        const people = Array.from({ length: candidates }, (_, n) => `p${n}`);
        const { level: _level, ...chain } = tallyChain([{ groups: [{ seats, rejection, deciders: people }] }], taken);
        expect(chain).toEqual(tally({ roles: ['PM'], quorum: seats, rejection }, taken, candidates));
      }),
      RUNS,
    );
  });

  test('whoever decides as the plan lets them ends at the quorum, no human used twice, and never without it', () => {
    fc.assert(
      fc.property(
        anyRule,
        anyCase,
        anyPeople,
        fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 12 }),
        (rule, of, people, order) => {
          const decisions: Decision[] = [];
          for (const index of order) {
            const { plan, standing } = resolved(rule, { of, people, decisions });
            if (standing.outcome) break;
            const { personId } = people[index]!;
            const [voice] = voicesAt(plan.levels[standing.level - 1], personId);
            if (!voice || decisions.some((one) => one.personId === personId)) continue;
            decisions.push({ ...decisionOf(personId, 'approve', decisions.length), level: standing.level, ...voice });
          }
          const { plan, standing } = resolved(rule, { of, people, decisions });
          const voices = decisions.map(({ personId, onBehalfOf }) => onBehalfOf ?? personId);
          expect(new Set(voices).size).toBe(voices.length);
          const seats = plan.levels.flatMap(({ groups }) => groups).reduce((sum, group) => sum + group.seats, 0);
          if (standing.outcome === 'approved') expect(decisions.length).toBeGreaterThanOrEqual(seats);
          if (decisions.length < seats) expect(standing.outcome).toBeUndefined();
        },
      ),
      RUNS,
    );
  });
});

/** As the running approval does it: the level from the count, the plan from the level, again until both agree. */
function resolved(rule: ApprovalRule, given: { of: ApprovalCase; people: Decider[]; decisions: Decision[] }) {
  const { of, people, decisions } = given;
  for (let level = 1; ; level += 1) {
    const plan = planApproval(rule, { of, people, progress: progressAt(level, decisions) });
    const standing = tallyChain(plan.levels.map(seatedLevel), decisions);
    if (standing.outcome || standing.level <= level) return { plan, standing };
  }
}

function bestByTrying(seats: readonly number[], people: readonly (readonly number[])[]): number {
  const [first, ...rest] = people;
  if (!first) return 0;
  const sitting = first
    .filter((group) => (seats[group] ?? 0) > 0)
    .map(
      (group) =>
        1 +
        bestByTrying(
          seats.map((free, other) => (other === group ? free - 1 : free)),
          rest,
        ),
    );
  return Math.max(bestByTrying(seats, rest), ...sitting);
}

function decisionOf(personId: string, decision: 'approve' | 'reject', seq: number): Decision {
  return { personId, seq, decision, contentHash: 'h', decidedMs: 0 };
}
