import type { RoleId } from '../steps';
import type {
  ActiveAbsence,
  ApprovalCase,
  Decider,
  Exclusion,
  PlannedApproval,
  PlannedDecider,
  PlannedGroup,
  PlanProgress,
} from './plan';
import type { ApprovalGroup, ApprovalRule, ChosenLevels, Quorum } from './rule';
import { withinLimit } from './rule';

/** The people of one case, asked by role. */
export class Cast {
  private readonly out = new Map<string, Exclusion>();
  private readonly byId: Map<string, Decider>;
  private readonly standingIn: ReadonlySet<string>;

  constructor(
    private readonly rule: ApprovalRule,
    private readonly given: {
      of: ApprovalCase;
      people: readonly Decider[];
      chosen: ChosenLevels;
      progress: PlanProgress;
    },
  ) {
    this.byId = new Map(given.people.map((person) => [person.personId, person]));
    const requester = this.byId.get(given.of.requester ?? '');
    this.standingIn = new Set(requester?.absences.flatMap(({ delegateId }) => delegateId ?? []));
  }

  groups(groups: readonly ApprovalGroup[], added: readonly RoleId[]): PlannedGroup[] {
    const asked = groups.map(({ roles }) => [...new Set([...roles, ...added])]);
    const voices = oneVoiceEach(asked.map((roles) => this.deciders(roles)));
    const planned = groups.map(({ roles, quorum, rejection }, index): PlannedGroup => {
      const deciders = voices[index]!;
      // Whom the ladder adds may take a seat; that everybody must agree is said of the group's own.
      const own = deciders.filter(({ role }) => roles.includes(role));
      return { roles: asked[index]!, quorum, rejection, seats: seatsOf(quorum, own), deciders };
    });
    return seatUnanimous(planned);
  }

  /** Who holds an asked role and does not decide, and why. */
  excluded(): PlannedApproval['excluded'] {
    return [...this.out]
      .map(([personId, why]) => ({ personId, why }))
      .sort((a, b) => (a.personId < b.personId ? -1 : 1));
  }

  private deciders(roles: readonly RoleId[]): PlannedDecider[] {
    const holders = this.given.people.filter(({ active }) => active);
    const found = roles.flatMap((role) =>
      holders.filter((holder) => holder.roles.includes(role)).flatMap((holder) => this.inRole(holder, role)),
    );
    return found.sort(
      (a, b) =>
        compare(a.personId, b.personId) || compare(a.onBehalfOf ?? '', b.onBehalfOf ?? '') || compare(a.role, b.role),
    );
  }

  /** Who decides in the place of one holder of a role: the holder, those who stand in, or nobody. */
  private inRole(holder: Decider, role: RoleId): PlannedDecider[] {
    const { personId } = holder;
    const why = this.exclusionOf(holder);
    if (why) return this.leaveOut(personId, why);
    if (!withinLimit(this.rule, role, this.given.chosen.amountMinor)) return this.leaveOut(personId, 'limit');
    const away = this.hasSpokenHere(personId) ? [] : holder.absences.filter((absence) => this.covers(absence, role));
    if (away.length === 0) return [{ personId, role }];
    this.leaveOut(personId, 'absent');
    const delegates = [...new Set(away.flatMap(({ delegateId }) => delegateId ?? []))];
    return delegates
      .filter((delegateId) => this.mayStandIn(delegateId, role))
      .map((delegateId) => ({ personId: delegateId, role, onBehalfOf: personId }));
  }

  /** Not any further: whoever is absent in the role themselves stands in for nobody. */
  private mayStandIn(delegateId: string, role: RoleId): boolean {
    const delegate = this.byId.get(delegateId);
    if (!delegate?.active || delegate.absences.some((absence) => this.covers(absence, role))) return false;
    const why = this.exclusionOf(delegate);
    if (why) this.leaveOut(delegateId, why);
    return why === undefined;
  }

  private exclusionOf(person: Decider): Exclusion | undefined {
    if (person.personId === this.given.of.requester) return 'requester';
    if (isBeneficiary(this.given.of, person)) return 'beneficiary';
    if (this.standingIn.has(person.personId)) return 'stands_in_for_requester';
    return this.given.progress.spoken?.includes(person.personId) ? 'has_spoken' : undefined;
  }

  private hasSpokenHere(personId: string): boolean {
    return this.given.progress.here?.includes(personId) ?? false;
  }

  private covers({ role, subjectType }: ActiveAbsence, asked: RoleId): boolean {
    return (role === null || role === asked) && (subjectType === null || subjectType === this.given.of.subjectType);
  }

  private leaveOut(personId: string, why: Exclusion): [] {
    if (!this.out.has(personId)) this.out.set(personId, why);
    return [];
  }
}

/** Of an absent person's voice there is one at a level: their own, in whatever role they are there, else the first delegate's. */
function oneVoiceEach(groups: PlannedDecider[][]): PlannedDecider[][] {
  const speakers = new Map<string, string>();
  for (const { personId, onBehalfOf } of groups.flat()) if (onBehalfOf === undefined) speakers.set(personId, personId);
  return groups.map((deciders) =>
    deciders.filter(({ personId, onBehalfOf }) => {
      if (onBehalfOf === undefined) return true;
      if (!speakers.has(onBehalfOf)) speakers.set(onBehalfOf, personId);
      return speakers.get(onBehalfOf) === personId;
    }),
  );
}

/** Everybody of a group that must agree sits there and nowhere else of the level; the first such group has them. */
function seatUnanimous(groups: PlannedGroup[]): PlannedGroup[] {
  if (groups.length === 1 || groups.every(({ quorum }) => quorum !== 'all')) return groups;
  const seated = new Set<string>();
  const result = new Map<PlannedGroup, PlannedGroup>();
  for (const group of [...groups].sort((a, b) => Number(b.quorum === 'all') - Number(a.quorum === 'all'))) {
    const deciders = group.deciders.filter(({ personId }) => !seated.has(personId));
    if (group.quorum === 'all') for (const { personId } of deciders) seated.add(personId);
    const lost = distinct(group.deciders) - distinct(deciders);
    const seats = group.quorum === 'all' ? Math.max(1, group.seats - lost) : group.seats;
    result.set(group, { ...group, deciders, seats });
  }
  return groups.map((group) => result.get(group)!);
}

function seatsOf(quorum: Quorum, own: readonly PlannedDecider[]): number {
  if (quorum === 'first') return 1;
  return quorum === 'all' ? Math.max(1, distinct(own)) : quorum;
}

/** Tells whether somebody benefits, in person or by their party. */
export function isBeneficiary(
  { beneficiaries }: ApprovalCase,
  { personId, partnerId }: Pick<Decider, 'personId' | 'partnerId'>,
): boolean {
  return beneficiaries.includes(personId) || (partnerId !== null && beneficiaries.includes(partnerId));
}

const distinct = (deciders: readonly PlannedDecider[]): number =>
  new Set(deciders.map(({ personId }) => personId)).size;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
