/**
 * The approval plan: who decides a case, computed by one function from the rule, the facts and the people. Preview, the
 * running approval (through the activity that reads the people) and the explanation afterwards all ask it.
 *
 * 1. Requester, beneficiaries (persons, or all people of a party) and whoever stands in for the requester are out.
 * 2. Somebody who is absent cannot decide; who stands in for them may, with their roles, for them; not any further.
 * 3. One human counts once: in one group, at one level, for one person.
 * 4. A role with a limit decides amounts up to it.
 */
import type { ApprovalContent } from '../approvals';
import type { RoleId } from '../steps';
import { explain } from './explanation';
import type { ApprovalGroup, ApprovalRule, CaseFacts, ChosenLevels, Quorum, Rejection } from './rule';
import { levelsFor, withinLimit } from './rule';
import type { SeatedLevel } from './seats';
import { filledSeats, groupsOfPeople, missingSeats } from './seats';

/** An absence that holds now, in the region of the case. */
export interface ActiveAbsence {
  /** In this role only; null in every role. */
  role: RoleId | null;
  /** For approvals about this only; null about anything. */
  subjectType: string | null;
  /** Who stands in; null for nobody. */
  delegateId: string | null;
}

/** Somebody who may come into question: with the asked roles that they hold for the case, and their absences. */
export interface Decider {
  personId: string;
  /** The partner whose person it is; null for ours. */
  partnerId: string | null;
  /** Active, and a person. Who is not, is only asked for who stands in for them. */
  active: boolean;
  roles: RoleId[];
  absences: ActiveAbsence[];
}

/** What is decided, as far as it matters for who decides. */
export interface ApprovalCase {
  facts: CaseFacts;
  subjectType: ApprovalContent['subjectType'];
  requester?: string;
  /** Persons, or parties with all their people. */
  beneficiaries: readonly string[];
}

/** Where a running approval stands; left out before it begins. */
export interface PlanProgress {
  /** The level that is asked now, from 1. */
  level?: number;
  /** Roles that the ladder has added, to every group of this level and of later ones. */
  added?: readonly RoleId[];
  /** People who have spoken at another level, and those for whom somebody has. */
  spoken?: readonly string[];
}

/** A way in which somebody may decide. */
export interface PlannedDecider {
  personId: string;
  role: RoleId;
  /** The absent person whose role it is. */
  onBehalfOf?: string;
}

/** A group with its people. */
export interface PlannedGroup {
  roles: RoleId[];
  quorum: Quorum;
  rejection: Rejection;
  /** How many approvals it takes. */
  seats: number;
  deciders: PlannedDecider[];
}

/** A level with its people. */
export interface PlannedLevel {
  title?: string;
  groups: PlannedGroup[];
  /** Seats that nobody could take; more than none means: ask more people now. */
  missing: number;
}

/** Why somebody who holds an asked role does not decide. */
export type Exclusion = 'requester' | 'beneficiary' | 'stands_in_for_requester' | 'absent' | 'limit' | 'has_spoken';

/** The plan of a case: the same input always gives the same plan. */
export interface PlannedApproval {
  /** The row of the matrix that was chosen, from 1. */
  row?: number;
  levels: PlannedLevel[];
  excluded: { personId: string; why: Exclusion }[];
  /** Seats over all levels that nobody could take, each human sitting once. */
  missing: number;
  /** In words, without names. */
  explanation: string[];
}

/** Computes the plan of a case. @throws PROGRAM.INVALID for a case that no row of the matrix is for */
export function planApproval(
  rule: ApprovalRule,
  { of, people, progress = {} }: { of: ApprovalCase; people: readonly Decider[]; progress?: PlanProgress },
): PlannedApproval {
  const chosen = levelsFor(rule, of.facts);
  const cast = new Cast(rule, { of, people, chosen });
  const levels = chosen.levels.map(({ title, groups }, index): PlannedLevel => {
    const isLater = index + 1 >= (progress.level ?? 1);
    const added = isLater ? (progress.added ?? []) : [];
    const planned = cast.groups(groups, { added, spoken: progress.spoken ?? [] });
    return { ...(title === undefined ? {} : { title }), groups: planned, missing: missingSeats(seatedOf(planned)) };
  });
  const row = chosen.row === undefined ? {} : { row: chosen.row + 1 };
  const plan = { ...row, levels, excluded: cast.excluded(), missing: missingInAll(levels) };
  return { ...plan, explanation: explain(rule, plan, { facts: of.facts, amountMinor: chosen.amountMinor }) };
}

/** A level as counting needs it. */
export function seatedLevel({ groups }: PlannedLevel): SeatedLevel {
  return seatedOf(groups);
}

/** How many different people could decide at a level. */
export const decidersAt = (level: PlannedLevel | undefined): number =>
  new Set(level?.groups.flatMap(({ deciders }) => deciders.map(({ personId }) => personId))).size;

/** As whom somebody decides at a level: in their own right, or for one absent person; and in which groups that counts. */
export interface Voice {
  role: RoleId;
  onBehalfOf?: string;
  /** From 0. */
  groups: number[];
}

/** Every voice that somebody has at a level, their own first. */
export function voicesAt(level: PlannedLevel | undefined, personId: string): Voice[] {
  const voices = new Map<string, Voice>();
  level?.groups.forEach(({ deciders }, group) => {
    for (const { role, onBehalfOf } of deciders.filter((decider) => decider.personId === personId)) {
      const known = voices.get(onBehalfOf ?? '');
      if (known && !known.groups.includes(group)) known.groups.push(group);
      if (!known) voices.set(onBehalfOf ?? '', { role, ...(onBehalfOf && { onBehalfOf }), groups: [group] });
    }
  });
  return [...voices.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, voice]) => voice);
}

/** Why a person may not decide now, as an error code; nothing when they may. */
export function mayDecide(
  plan: PlannedApproval,
  { of, level = 1, who }: { of: ApprovalCase; level?: number; who: Pick<Decider, 'personId' | 'partnerId'> },
): 'APPROVAL.EXCLUDED' | 'APPROVAL.NOT_CANDIDATE' | 'APPROVAL.NOT_YET' | undefined {
  const { personId } = who;
  if (voicesAt(plan.levels[level - 1], personId).length > 0) return undefined;
  const why = plan.excluded.find((excluded) => excluded.personId === personId)?.why;
  if (isBeneficiary(of, who) || personId === of.requester || why === 'stands_in_for_requester')
    return 'APPROVAL.EXCLUDED';
  const isLater = plan.levels.slice(level).some((later) => voicesAt(later, personId).length > 0);
  return isLater ? 'APPROVAL.NOT_YET' : 'APPROVAL.NOT_CANDIDATE';
}

function isBeneficiary(
  { beneficiaries }: ApprovalCase,
  { personId, partnerId }: Pick<Decider, 'personId' | 'partnerId'>,
): boolean {
  return beneficiaries.includes(personId) || (partnerId !== null && beneficiaries.includes(partnerId));
}

/** The people of one case, asked by role. */
class Cast {
  private readonly out = new Map<string, Exclusion>();
  private readonly byId: Map<string, Decider>;
  private readonly standingIn: ReadonlySet<string>;

  constructor(
    private readonly rule: ApprovalRule,
    private readonly given: { of: ApprovalCase; people: readonly Decider[]; chosen: ChosenLevels },
  ) {
    this.byId = new Map(given.people.map((person) => [person.personId, person]));
    const requester = this.byId.get(given.of.requester ?? '');
    this.standingIn = new Set(requester?.absences.flatMap(({ delegateId }) => delegateId ?? []));
  }

  groups(
    groups: readonly ApprovalGroup[],
    { added, spoken }: { added: readonly RoleId[]; spoken: readonly string[] },
  ): PlannedGroup[] {
    const asked = groups.map(({ roles }) => [...new Set([...roles, ...added])]);
    const voices = oneVoiceEach(asked.map((roles) => this.deciders(roles, spoken)));
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

  private deciders(roles: readonly RoleId[], spoken: readonly string[]): PlannedDecider[] {
    const holders = this.given.people.filter(({ active }) => active);
    const found = roles.flatMap((role) =>
      holders.filter((holder) => holder.roles.includes(role)).flatMap((holder) => this.inRole(holder, role, spoken)),
    );
    return found.sort(
      (a, b) =>
        compare(a.personId, b.personId) || compare(a.onBehalfOf ?? '', b.onBehalfOf ?? '') || compare(a.role, b.role),
    );
  }

  /** Who decides in the place of one holder of a role: the holder, those who stand in, or nobody. */
  private inRole(holder: Decider, role: RoleId, spoken: readonly string[]): PlannedDecider[] {
    const { personId } = holder;
    const why = this.exclusionOf(holder) ?? (spoken.includes(personId) ? 'has_spoken' : undefined);
    if (why) return this.leaveOut(personId, why);
    if (!withinLimit(this.rule, role, this.given.chosen.amountMinor)) return this.leaveOut(personId, 'limit');
    const away = holder.absences.filter((absence) => this.covers(absence, role));
    if (away.length === 0) return [{ personId, role }];
    this.leaveOut(personId, 'absent');
    const delegates = [...new Set(away.flatMap(({ delegateId }) => delegateId ?? []))];
    return delegates
      .filter((delegateId) => this.mayStandIn(delegateId, { role, spoken }))
      .map((delegateId) => ({ personId: delegateId, role, onBehalfOf: personId }));
  }

  /** Not any further: whoever is absent in the role themselves stands in for nobody. */
  private mayStandIn(delegateId: string, { role, spoken }: { role: RoleId; spoken: readonly string[] }): boolean {
    const delegate = this.byId.get(delegateId);
    if (!delegate?.active || delegate.absences.some((absence) => this.covers(absence, role))) return false;
    const why = this.exclusionOf(delegate) ?? (spoken.includes(delegateId) ? 'has_spoken' : undefined);
    if (why) this.leaveOut(delegateId, why);
    return why === undefined;
  }

  private exclusionOf(person: Decider): Exclusion | undefined {
    if (person.personId === this.given.of.requester) return 'requester';
    if (isBeneficiary(this.given.of, person)) return 'beneficiary';
    return this.standingIn.has(person.personId) ? 'stands_in_for_requester' : undefined;
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

function seatedOf(groups: readonly PlannedGroup[]): SeatedLevel {
  return {
    groups: groups.map(({ quorum, seats, rejection, deciders }) => ({
      seats,
      ...(quorum === 'all' ? { all: true as const } : {}),
      rejection,
      deciders: [...new Set(deciders.map(({ personId }) => personId))],
    })),
  };
}

/** Levels one after the other, and still every human sits once. */
function missingInAll(levels: readonly PlannedLevel[]): number {
  const { groups } = seatedOf(levels.flatMap((level) => level.groups));
  const seats = groups.map((group) => group.seats);
  const all = seats.reduce((total, number) => total + number, 0);
  return all - filledSeats(seats, [...groupsOfPeople(groups).values()]);
}

const distinct = (deciders: readonly PlannedDecider[]): number =>
  new Set(deciders.map(({ personId }) => personId)).size;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
