/** Rules and casts of people, at random, for property tests. */
import fc from 'fast-check';
import type { ActiveAbsence, ApprovalCase, Decider } from '../../../domain/approvals/plan';
import type { ApprovalRule } from '../../../domain/approvals/rule';

const ROLES = ['PM', 'CAM', 'LEG', 'FIN'];
const PEOPLE = ['ann', 'bob', 'cid', 'dee', 'eve', 'fay'];
const PARTNER = 'acme';

const roles = fc.uniqueArray(fc.constantFrom(...ROLES), { minLength: 1, maxLength: 3 });
const group = fc.record({
  roles,
  quorum: fc.oneof(fc.integer({ min: 1, max: 3 }), fc.constantFrom('all' as const, 'first' as const)),
  rejection: fc.constantFrom('ends' as const, 'counts' as const),
});
const level = fc.record({ groups: fc.array(group, { minLength: 1, maxLength: 3 }) });

/** One level, a chain, or limits on an amount. */
export const anyRule: fc.Arbitrary<ApprovalRule> = fc.oneof(
  group.map((one): ApprovalRule => one),
  fc.array(level, { minLength: 1, maxLength: 3 }).map((levels): ApprovalRule => ({ levels })),
  fc
    .record({ levels: fc.array(level, { minLength: 1, maxLength: 2 }), limit: fc.integer({ min: 0, max: 300 }) })
    .map(({ levels, limit }): ApprovalRule => ({ levels, currency: 'USD', limits: { FIN: String(limit) } })),
);

const absence = fc.record({
  role: fc.option(fc.constantFrom(...ROLES), { freq: 2 }),
  subjectType: fc.option(fc.constantFrom('partner', 'payout'), { freq: 4 }),
  delegateId: fc.option(fc.constantFrom(...PEOPLE), { freq: 8 }),
});

/** Six people, some absent, some of the partner's, some not active. */
export const anyPeople: fc.Arbitrary<Decider[]> = fc.tuple(
  ...PEOPLE.map((personId) =>
    fc.record({
      personId: fc.constant(personId),
      partnerId: fc.integer({ min: 0, max: 7 }).map((n) => (n === 0 ? PARTNER : null)),
      active: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
      roles: fc.uniqueArray(fc.constantFrom(...ROLES), { maxLength: 3 }),
      absences: fc.oneof(fc.constant<ActiveAbsence[]>([]), fc.array(absence, { minLength: 1, maxLength: 2 })),
    }),
  ),
);

/** Who asks and who benefits. */
export const anyCase: fc.Arbitrary<ApprovalCase> = fc.record({
  facts: fc.record({ amount: fc.integer({ min: 0, max: 300 }).map((n) => ({ amount: String(n), currency: 'USD' })) }),
  subjectType: fc.constantFrom('partner' as const, 'payout' as const),
  requester: fc.option(fc.constantFrom(...PEOPLE), { nil: undefined, freq: 3 }),
  beneficiaries: fc.constantFrom([], [PARTNER], ['ann'], ['bob', PARTNER]),
});
