import { DomainError } from '../errors';
import { parseAmount } from '../money';
import type { Condition, RoleId } from '../steps';
import { applies } from '../steps';

/** How many of a group must approve: so many, every one of them, or whoever comes first. */
export type Quorum = number | 'all' | 'first';
/** What one rejection means: it ends the approval, or the approval ends once the quorum is out of reach. */
export type Rejection = 'ends' | 'counts';

/** People who are asked at the same time, by the roles that they hold. */
export interface ApprovalGroup {
  roles: RoleId[];
  quorum: Quorum;
  rejection: Rejection;
}

/** One level of a chain: its groups are asked side by side, and each must approve before the next level is asked. */
export interface ApprovalLevel {
  title?: string;
  groups: ApprovalGroup[];
}

/** One row of a matrix: for whom, for which amounts, and who then decides. */
export interface MatrixRow {
  /** Partners that the row is for; without it all of them. */
  when?: Condition;
  /** From this amount on (included), in major units of the rule's currency; without it from zero. */
  from?: string;
  /** Up to this amount (excluded); without it without an end. */
  to?: string;
  levels: ApprovalLevel[];
}

/**
 * Who decides, as a program says it: one level by `roles`, `quorum` and `rejection`; or several by `levels`; or, by
 * amount and partner, a `matrix` of them.
 */
export interface ApprovalRule {
  roles?: RoleId[];
  quorum?: Quorum;
  rejection?: Rejection;
  levels?: ApprovalLevel[];
  matrix?: MatrixRow[];
  /** ISO 4217, of the amounts in `matrix` and `limits`. */
  currency?: string;
  /** Up to which amount (included) a role may decide, in major units; a role that is not named has no limit. */
  limits?: Record<RoleId, string>;
  /** While a question to the requester waits for its answer, the deadline stands still. */
  infoStopsClock?: boolean;
  /** False: decided one by one, never several at once. */
  bulk?: boolean;
}

/** What the rule may ask about the case: company facts and the amount that is decided. */
export interface CaseFacts {
  type?: string;
  tier?: string;
  region?: string;
  /** Major units as text. */
  amount?: { amount: string; currency: string };
}

/** The words of a rule, whatever else stands beside them. */
export function ruleOf(step: ApprovalRule): ApprovalRule {
  const { roles, quorum, rejection, levels, matrix, currency, limits, infoStopsClock, bulk } = step;
  return { roles, quorum, rejection, levels, matrix, currency, limits, infoStopsClock, bulk };
}

/** One level, so many of these roles, and nothing else: what needs no chain to explain. */
export function isPlain({ quorum, levels, matrix, limits, infoStopsClock, bulk }: ApprovalRule): boolean {
  const more = [levels, matrix, limits, infoStopsClock, bulk];
  return typeof quorum === 'number' && more.every((word) => word === undefined);
}

/** Reads the facts of a case out of what an approval shows. */
export function factsOf(shown: Record<string, unknown>): CaseFacts {
  const word = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
  const decided = (shown['decides'] ?? {}) as { amount?: { amount?: unknown; currency?: unknown } };
  const [amount, currency] = [word(decided.amount?.amount), word(decided.amount?.currency)];
  return {
    type: word(shown['type']),
    tier: word(shown['tier']),
    region: word(shown['region']),
    ...(amount !== undefined && currency !== undefined ? { amount: { amount, currency } } : {}),
  };
}

/** The levels that a rule asks for in a case, and by which row of its matrix (from 0). */
export interface ChosenLevels {
  levels: ApprovalLevel[];
  row?: number;
  /** The amount in minor units of the rule's currency; nothing where the case has none in it. */
  amountMinor?: bigint;
}

/**
 * Chooses the levels for a case. An amount that is missing, or in another currency, is as strict as the largest one.
 * @throws PROGRAM.INVALID for a case that no row is for: publishing refuses such a matrix
 */
export function levelsFor(rule: ApprovalRule, facts: CaseFacts): ChosenLevels {
  const amountMinor = amountOf(rule, facts);
  if (!rule.matrix) return { levels: rule.levels ?? [oneLevel(rule)], amountMinor };
  const row = rule.matrix.findIndex(
    ({ when, ...band }) => appliesTo(when, facts) && isWithin(band, rule.currency, amountMinor),
  );
  const found = rule.matrix[row];
  if (!found) throw new DomainError('PROGRAM.INVALID', 'No row of the approval matrix is for this case.');
  return { levels: found.levels, row, amountMinor };
}

/** The amount that is decided, in minor units, where it is in the rule's currency. */
function amountOf({ currency }: ApprovalRule, { amount }: CaseFacts): bigint | undefined {
  if (currency === undefined || amount?.currency !== currency) return undefined;
  return parseAmount(amount.amount, currency, { allowZero: true, allowNegative: true });
}

function oneLevel({ roles, quorum, rejection }: ApprovalRule): ApprovalLevel {
  return { groups: [{ roles: roles ?? [], quorum: quorum ?? 1, rejection: rejection ?? 'ends' }] };
}

/** Tells whether a row is for this partner. */
export function appliesTo(when: Condition | undefined, { type = '', tier = '', region = '' }: CaseFacts): boolean {
  return applies(when, { type, tier, region });
}

/** Half-open: from ≤ amount < to. What is less than zero counts as zero; no amount is as much as can be. */
function isWithin({ from, to }: MatrixRow | Omit<MatrixRow, 'levels'>, currency = '', amountMinor?: bigint): boolean {
  if (amountMinor === undefined) return to === undefined;
  const minor = amountMinor < 0n ? 0n : amountMinor;
  const at = (text: string): bigint => parseAmount(text, currency, { allowZero: true });
  return (from === undefined || minor >= at(from)) && (to === undefined || minor < at(to));
}

/** Tells whether a role may decide this amount; no amount is more than any limit. */
export function withinLimit({ limits, currency = '' }: ApprovalRule, role: RoleId, amountMinor?: bigint): boolean {
  const limit = limits && Object.hasOwn(limits, role) ? limits[role] : undefined;
  if (limit === undefined) return true;
  return amountMinor !== undefined && amountMinor <= parseAmount(limit, currency, { allowZero: true });
}

/** The rule of a running approval: a plain plan is one, with whatever the ladder has added among its roles. */
export function ruleOfPlan({
  plan,
  rule,
}: {
  plan: { roles: RoleId[]; quorum: number; rejection: Rejection };
  rule?: ApprovalRule | null;
}): ApprovalRule {
  const { roles, quorum, rejection } = plan;
  return rule ?? { roles, quorum, rejection };
}
