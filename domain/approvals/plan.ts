/**
 * The approval plan: who decides a case, computed by one function from the rule, the facts and the people. Preview, the
 * running approval (through the activity that reads the people) and the explanation afterwards all ask it.
 *
 * 1. Requester, beneficiaries (persons, or all people of a party) and whoever stands in for the requester are out.
 * 2. Somebody who is absent cannot decide; who stands in for them may, with their roles, for them; not any further.
 * 3. One human counts once: in one group, at one level, for one person.
 * 4. A role with a limit decides amounts up to it.
 */
import type { ApprovalContent, ApprovalPlan, Decision } from '../approvals';
import { liveDecisions } from '../approvals';
import type { Refusal } from '../errors';
import type { RoleId } from '../steps';
import { explain } from './explanation';
import { Cast, isBeneficiary } from './cast';
import type { ApprovalRule, CaseFacts, Quorum, Rejection } from './rule';
import { levelsFor } from './rule';
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
  /** People who have spoken at another level, and those for whom somebody has, wherever. */
  spoken?: readonly string[];
  /** People who have spoken at this level: their word stands, whoever would stand in for them now. */
  here?: readonly string[];
  /** Those of them who have approved: their seats are taken, even where they could not decide any more. */
  approved?: readonly string[];
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
  const cast = new Cast(rule, { of, people, chosen, progress });
  const levels = chosen.levels.map(({ title, groups }, index): PlannedLevel => {
    const isAskedYet = index + 1 >= (progress.level ?? 1);
    const planned = cast.groups(groups, isAskedYet ? (progress.added ?? []) : []);
    const deciding = new Set(planned.flatMap(({ deciders }) => deciders.map(({ personId }) => personId)));
    const isAsked = index + 1 === (progress.level ?? 1);
    const gone = isAsked ? (progress.approved ?? []).filter((personId) => !deciding.has(personId)) : [];
    const missing = Math.max(0, missingSeats(seatedOf(planned)) - gone.length);
    return { ...(title === undefined ? {} : { title }), groups: planned, missing };
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

/** Why a person may not decide now; nothing when they may. Codes: APPROVAL.EXCLUDED, NOT_CANDIDATE, NOT_YET, ALREADY_DECIDED */
export function refusalFor(
  plan: PlannedApproval,
  { of, level = 1, who }: { of: ApprovalCase; level?: number; who: Pick<Decider, 'personId' | 'partnerId'> },
): Refusal | undefined {
  const { personId } = who;
  const asked = plan.levels[level - 1];
  if (voicesAt(asked, personId).length > 0) return undefined;
  const why = plan.excluded.find((excluded) => excluded.personId === personId)?.why;
  if (isBeneficiary(of, who) || personId === of.requester || why === 'stands_in_for_requester')
    return {
      refused: 'APPROVAL.EXCLUDED',
      message: 'Whoever asked or benefits cannot decide, nor who stands in for them.',
    };
  if (why === 'has_spoken')
    return {
      refused: 'APPROVAL.ALREADY_DECIDED',
      message: 'You have decided here already, or somebody has for you: each of us counts once.',
    };
  if (plan.levels.slice(level).some((later) => voicesAt(later, personId).length > 0))
    return {
      refused: 'APPROVAL.NOT_YET',
      message: `Level ${level} of ${plan.levels.length} is asked now; wait for yours.`,
    };
  const roles = [...new Set(asked?.groups.flatMap((group) => group.roles))].join(', ');
  const hints: Partial<Record<Exclusion, string>> = {
    absent: 'You are absent, and whoever stands in for you decides: end your absence first.',
    limit: 'The amount is above the limit of your role.',
  };
  return { refused: 'APPROVAL.NOT_CANDIDATE', message: (why && hints[why]) ?? `This needs one of the roles ${roles}.` };
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

/** Every role that could be asked in a case: those of its levels, and those that the ladder has added. */
export function rolesAsked(rule: ApprovalRule, facts: CaseFacts, added: readonly RoleId[] = []): RoleId[] {
  const { levels } = levelsFor(rule, facts);
  return [...new Set([...levels.flatMap(({ groups }) => groups.flatMap(({ roles }) => roles)), ...added])];
}

/** What has been decided so far, as far as it matters for who decides next at a level. */
export function progressAt(level: number, decisions: readonly Decision[], added: readonly RoleId[] = []): PlanProgress {
  const live = liveDecisions(decisions);
  const elsewhere = live.filter((decision) => (decision.level ?? 1) !== level).map(({ personId }) => personId);
  const spokenFor = live.flatMap(({ onBehalfOf }) => onBehalfOf ?? []);
  const here = live.filter((decision) => (decision.level ?? 1) === level);
  return {
    level,
    added,
    spoken: [...new Set([...elsewhere, ...spokenFor])],
    here: here.map(({ personId }) => personId),
    approved: here.filter(({ decision }) => decision === 'approve').map(({ personId }) => personId),
  };
}

/** What a running approval tells of the level that is asked: its roles, how many approvals it takes, where it stands. */
export function planAt(
  rule: ApprovalRule,
  {
    facts,
    level,
    added = [],
    seats,
  }: { facts: CaseFacts; level: number; added?: readonly RoleId[]; seats?: SeatedLevel },
): ApprovalPlan {
  const { levels } = levelsFor(rule, facts);
  const groups = levels[level - 1]?.groups ?? [];
  const needed = groups.map(
    ({ quorum }, group) => seats?.groups[group]?.seats ?? (quorum === 'all' || quorum === 'first' ? 1 : quorum),
  );
  return {
    roles: [...new Set([...groups.flatMap(({ roles }) => roles), ...added])],
    quorum: needed.reduce((total, number) => total + number, 0),
    rejection: groups.some(({ rejection }) => rejection === 'ends') ? 'ends' : 'counts',
    ...(levels.length > 1 ? { level, levelCount: levels.length } : {}),
    ...(added.length > 0 ? { added: [...added] } : {}),
  };
}
