import { formatAmount } from '../money';
import type { Exclusion, PlannedApproval, PlannedGroup } from './plan';
import type { ApprovalRule, CaseFacts, MatrixRow } from './rule';

/** Why the plan is as it is, line by line, for people. Roles and numbers, never names. */
export function explain(
  rule: ApprovalRule,
  plan: Omit<PlannedApproval, 'explanation'>,
  { facts, amountMinor }: { facts: CaseFacts; amountMinor?: bigint },
): string[] {
  const chain = plan.levels.length > 1;
  const levels = plan.levels.flatMap(({ title, groups, missing }, index) => {
    const where = chain ? `Level ${index + 1} of ${plan.levels.length}${title ? ` (${title})` : ''}: ` : '';
    const asked = groups.map(groupInWords).join('; at the same time ');
    return [`${where}${asked}.`, ...(missing > 0 ? [`${where}nobody could give ${approvals(missing)} of these.`] : [])];
  });
  const short = plan.missing > 0 && plan.levels.every(({ missing }) => missing === 0);
  return [
    ...(plan.row === undefined ? [] : [chosenBy(rule, plan.row, { facts, amountMinor })]),
    ...levels,
    ...limitLines(rule, amountMinor),
    ...excludedLines(plan.excluded),
    ...(short ? [`Each of us counts once, and so nobody could give ${approvals(plan.missing)} of all these.`] : []),
  ];
}

function groupInWords({ roles, quorum, rejection, seats, deciders }: PlannedGroup): string {
  const asked = roles.join(', ');
  const people = new Set(deciders.map(({ personId }) => personId)).size;
  const how = {
    all: `everybody of ${asked} (${seats})`,
    first: `the first of ${asked}`,
  };
  const who = typeof quorum === 'number' ? `${quorum} of ${asked}` : how[quorum];
  const ends = rejection === 'ends' ? 'one rejection ends it' : 'a rejection ends it once too few are left';
  return `${who}; ${people} could decide; ${ends}`;
}

function chosenBy(
  { matrix, currency = '' }: ApprovalRule,
  row: number,
  { facts, amountMinor }: { facts: CaseFacts; amountMinor?: bigint },
): string {
  const { from, to, when }: Partial<MatrixRow> = matrix?.[row - 1] ?? {};
  const amount = amountMinor === undefined ? 'an amount that is not known' : inWords(amountMinor, currency);
  const band = `${amount}, from ${from ?? '0'}${to === undefined ? ' on' : ` up to, not including, ${to}`} ${currency}`;
  const { type = '?', tier = '?', region = '?' } = facts;
  const partner = when ? `a ${type} on ${tier} in ${region}` : 'any partner';
  const isBanded = matrix?.some((other) => other.from !== undefined || other.to !== undefined);
  return `Row ${row} of the matrix: ${isBanded ? `${band}; ` : ''}${partner}.`;
}

function limitLines({ limits = {}, currency = '' }: ApprovalRule, amountMinor?: bigint): string[] {
  const lines = Object.entries(limits).map(([role, limit]) => `${role} up to ${limit} ${currency}`);
  if (lines.length === 0) return [];
  const amount = amountMinor === undefined ? 'not known, so above every limit' : inWords(amountMinor, currency);
  return [`Limits: ${lines.join(', ')}; the amount is ${amount}.`];
}

const EXCLUDED: Record<Exclusion, string> = {
  requester: 'asked for it',
  beneficiary: 'would benefit',
  stands_in_for_requester: 'stands in for who asked',
  absent: 'absent',
  limit: 'above the limit of the role',
  has_spoken: 'has spoken at another level, or somebody has for them',
};

function excludedLines(excluded: PlannedApproval['excluded']): string[] {
  const kinds = Object.keys(EXCLUDED) as Exclusion[];
  return kinds.flatMap((why) => {
    const count = excluded.filter((one) => one.why === why).length;
    return count === 0 ? [] : [`Left out: ${count} (${EXCLUDED[why]}).`];
  });
}

const inWords = (minor: bigint, currency: string): string => `${formatAmount(minor, currency)} ${currency}`;
const approvals = (count: number): string => `${count} ${count === 1 ? 'approval' : 'approvals'}`;
