/**
 * Seats and people: each group of a level has as many seats as approvals are needed, and one human takes one seat,
 * whatever their roles. So a level is approved when its seats can be filled by the people who have approved, each once.
 */
import type { ApprovalPlan, Decision } from '../approvals';
import { liveDecisions, tally } from '../approvals';
import type { Rejection } from './rule';

/** A group as counting needs it. */
export interface SeatedGroup {
  /** How many must approve, at least 1. For `all`: how many could decide when this was resolved. */
  seats: number;
  /** Everybody must approve: whoever has approved and could not any more adds a seat instead of emptying one. */
  all?: true;
  rejection: Rejection;
  /** Who could decide, each once. */
  deciders: string[];
}

/** A level as counting needs it. */
export interface SeatedLevel {
  groups: SeatedGroup[];
}

/** Where a chain stands. `level` counts from 1. */
export interface ChainTally {
  level: number;
  approvals: number;
  rejections: number;
  outcome?: 'approved' | 'rejected';
}

/**
 * How many seats can be filled at once, each person taking at most one (a maximum matching).
 * @param seats of each group
 * @param people the groups in which each person could sit
 */
export function filledSeats(seats: readonly number[], people: readonly (readonly number[])[]): number {
  const sitting = seats.map((): number[] => []);
  const place = (person: number, tried: Set<number>): boolean => {
    for (const group of people[person]!) {
      if (tried.has(group) || seats[group] === undefined) continue;
      tried.add(group);
      const taken = sitting[group]!;
      if (taken.length < seats[group]) {
        taken.push(person);
        return true;
      }
      const moving = taken.findIndex((other) => place(other, tried));
      if (moving >= 0) {
        taken[moving] = person;
        return true;
      }
    }
    return false;
  };
  return people.filter((_, person) => place(person, new Set())).length;
}

/** How many seats of a level nobody could take. */
export function missingSeats({ groups }: SeatedLevel): number {
  const seats = groups.map((group) => group.seats);
  return sum(seats) - filledSeats(seats, [...groupsOfPeople(groups).values()]);
}

/** The groups in which each person could sit, by person. */
export function groupsOfPeople(groups: readonly Pick<SeatedGroup, 'deciders'>[]): Map<string, number[]> {
  const found = new Map<string, number[]>();
  groups.forEach(({ deciders }, group) => {
    for (const person of deciders) found.set(person, [...(found.get(person) ?? []), group]);
  });
  return found;
}

/** What there is to count: how many people could decide, or, of a chain, its seats. */
export interface Countable {
  plan: ApprovalPlan;
  decisions: readonly Decision[];
  candidates: number;
  seats?: readonly SeatedLevel[];
}

/** Counts an approval, whether it is one plain level or a chain: whoever writes its end counts like whoever asked. */
export function tallyOf({ plan, decisions, candidates, seats }: Countable): ChainTally {
  return seats ? tallyChain(seats, decisions) : { level: 1, ...tally(plan, decisions, candidates) };
}

/**
 * Counts the live decisions of a chain: the first level whose seats the approvals do not fill is the one that is asked.
 * A decision counts at the level, and in one of the groups, at which it was taken.
 */
export function tallyChain(levels: readonly SeatedLevel[], decisions: readonly Decision[]): ChainTally {
  const live = liveDecisions(decisions);
  const approvals = live.filter(({ decision }) => decision === 'approve').length;
  const told = { approvals, rejections: live.length - approvals };
  for (const [index, level] of levels.entries()) {
    const here = live.filter((decision) => (decision.level ?? 1) === index + 1);
    const how = judge(level, here);
    if (how === 'rejected') return { level: index + 1, ...told, outcome: 'rejected' };
    if (how === 'open') return { level: index + 1, ...told };
  }
  return { level: levels.length, ...told, outcome: 'approved' };
}

function judge({ groups }: SeatedLevel, decisions: readonly Decision[]): 'approved' | 'rejected' | 'open' {
  const groupsOf = ({ groups: at }: Decision): readonly number[] => at ?? [0];
  const approving = decisions.filter(({ decision }) => decision === 'approve');
  const rejecting = decisions.filter(({ decision }) => decision === 'reject');
  const seats = groups.map(({ seats: asked, all, deciders }, group) => {
    const gone = approving.filter((one) => groupsOf(one).includes(group) && !deciders.includes(one.personId));
    return asked + (all ? gone.length : 0);
  });
  if (filledSeats(seats, approving.map(groupsOf)) === sum(seats)) return 'approved';
  if (rejecting.some((decision) => groupsOf(decision).some((group) => groups[group]?.rejection === 'ends')))
    return 'rejected';
  if (rejecting.length === 0) return 'open';
  // Out of reach: those who have approved and those who still could do not fill the seats together.
  const could = groupsOfPeople(groups);
  for (const { personId } of rejecting) could.delete(personId);
  for (const decision of approving) could.set(decision.personId, [...groupsOf(decision)]);
  return filledSeats(seats, [...could.values()]) < sum(seats) ? 'rejected' : 'open';
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);
