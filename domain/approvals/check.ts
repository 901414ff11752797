/**
 * What a program may not publish: a matrix with a gap or an overlap, an amount that nobody may decide, a quorum that
 * nobody could ever reach. The last two ask the same function that plans a real case, with an ideal cast.
 */
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import { AMOUNT_MINOR_MAX, formatAmount, isCurrency, parseAmount } from '../money';
import type { RoleId } from '../steps';
import type { ApprovalCase, Decider } from './plan';
import { planApproval } from './plan';
import type { ApprovalLevel, ApprovalRule, CaseFacts, MatrixRow } from './rule';
import { appliesTo } from './rule';

/** What the program around a rule says. */
export interface RuleWorld {
  types: readonly string[];
  tiers: readonly string[];
  regions: readonly string[];
  roles: Readonly<Record<RoleId, 'vendor' | 'partner'>>;
  /** The currency of the amount that is decided; nothing where what is decided has none. */
  amountCurrency?: string;
}

/** A fault in a rule; the path is from the step. */
export interface RuleFault extends Omit<Fault, 'pointer'> {
  path: (string | number)[];
}

/** Who nobody is: the ideal cast's partner, who benefits from everything. */
const BENEFICIARY = 'the partner';

/** Every fault of a rule. References to roles, types, tiers and regions are checked elsewhere. */
export function ruleFaults(rule: ApprovalRule, world: RuleWorld): RuleFault[] {
  const shape = shapeFaults(rule, world);
  if (shape.length > 0) return shape;
  const matrix = rule.matrix ? matrixFaults(rule, world) : [];
  return matrix.length > 0 ? matrix : castFaults(rule, world);
}

function shapeFaults(rule: ApprovalRule, world: RuleWorld): RuleFault[] {
  const { roles, quorum, rejection, levels, matrix, currency, limits } = rule;
  const faults: RuleFault[] = [];
  const add = (code: string, path: RuleFault['path'], message: string): void =>
    void faults.push({ code, path, message });
  const ways = [roles ?? quorum ?? rejection, levels, matrix].filter((way) => way !== undefined);
  if (ways.length !== 1)
    add(
      'PROGRAM.APPROVAL_RULE',
      [],
      'Say in one way who decides: by roles, quorum and rejection, by levels, or by a matrix.',
    );
  else if (!levels && !matrix && (!roles || quorum === undefined || !rejection))
    add('PROGRAM.APPROVAL_RULE', [], 'Roles, quorum and rejection belong together: give all three.');
  const isBanded = matrix?.some(({ from, to }) => from !== undefined || to !== undefined) ?? false;
  if (!isBanded && !limits) {
    if (currency !== undefined)
      add('PROGRAM.MATRIX_AMOUNT', ['currency'], 'Nothing here is an amount: drop the currency.');
    return faults;
  }
  if (currency === undefined || !isCurrency(currency))
    add('PROGRAM.MATRIX_AMOUNT', ['currency'], 'Give the currency of the amounts, an ISO 4217 code such as "USD".');
  else if (world.amountCurrency !== undefined && !isCurrency(world.amountCurrency))
    // Told where it stands: what is right here cannot be said before that is mended.
    return faults;
  else if (currency !== world.amountCurrency)
    add(
      'PROGRAM.MATRIX_AMOUNT',
      ['currency'],
      world.amountCurrency === undefined
        ? 'What is decided has no amount: decide the result of calculatePayout, or drop bands and limits.'
        : `What is decided has its amount in ${world.amountCurrency}: give bands and limits in it.`,
    );
  else faults.push(...amountFaults(rule, currency));
  return faults;
}

function amountFaults({ matrix = [], limits = {} }: ApprovalRule, currency: string): RuleFault[] {
  const texts: [RuleFault['path'], string | undefined][] = [
    ...matrix.flatMap(({ from, to }, row): [RuleFault['path'], string | undefined][] => [
      [['matrix', row, 'from'], from],
      [['matrix', row, 'to'], to],
    ]),
    ...Object.entries(limits).map(([role, limit]): [RuleFault['path'], string] => [['limits', role], limit]),
  ];
  return texts.flatMap(([path, text]): RuleFault[] => {
    try {
      if (text !== undefined) parseAmount(text, currency, { allowZero: true });
      return [];
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      return [{ code: 'PROGRAM.AMOUNT', path, message: error.message }];
    }
  });
}

/** For every kind of partner the bands must cover each amount exactly once. */
function matrixFaults(rule: ApprovalRule, world: RuleWorld): RuleFault[] {
  const faults = new Map<string, RuleFault>();
  for (const facts of kindsOfPartner(rule.matrix!, world)) {
    const rows = rule.matrix!.map((row, index) => ({ row, index })).filter(({ row }) => appliesTo(row.when, facts));
    for (const fault of bandFaults(rows, { facts, currency: rule.currency ?? '' })) {
      const key = `${fault.code} ${fault.path.join('/')}`;
      if (!faults.has(key)) faults.set(key, fault);
    }
  }
  return [...faults.values()];
}

interface Band {
  index: number;
  fromMinor: bigint;
  toMinor: bigint | undefined;
}

function bandFaults(
  rows: { row: MatrixRow; index: number }[],
  { facts, currency }: { facts: CaseFacts; currency: string },
): RuleFault[] {
  const { type = 'any type', tier = 'any tier', region = 'any region' } = facts;
  const whom = `a ${type} on ${tier} in ${region}`;
  const minor = (text: string): bigint => parseAmount(text, currency, { allowZero: true });
  const bands = rows
    .map(({ row: { from, to }, index }): Band => ({
      index,
      fromMinor: from === undefined ? 0n : minor(from),
      toMinor: to === undefined ? undefined : minor(to),
    }))
    .sort((a, b) => (a.fromMinor < b.fromMinor ? -1 : a.fromMinor > b.fromMinor ? 1 : a.index - b.index));
  const faults: RuleFault[] = [];
  const shown = (amount: bigint): string => (currency === '' ? String(amount) : formatAmount(amount, currency));
  let coveredTo: bigint | undefined = 0n;
  for (const { index, fromMinor, toMinor } of bands) {
    const at = (word: string): RuleFault['path'] => ['matrix', index, word];
    if (toMinor !== undefined && toMinor <= fromMinor)
      faults.push({
        code: 'PROGRAM.MATRIX_GAP',
        path: at('to'),
        message: 'This band is empty: "to" must be above "from".',
      });
    if (coveredTo === undefined || fromMinor < coveredTo) {
      const message = `For ${whom} another row is for ${shown(fromMinor)} too: let each band begin where the one below ends.`;
      faults.push({ code: 'PROGRAM.MATRIX_OVERLAP', path: ['matrix', index], message });
    } else if (fromMinor > coveredTo) {
      const message = `For ${whom} no row is for amounts from ${shown(coveredTo)} up to ${shown(fromMinor)}: begin this band there.`;
      faults.push({ code: 'PROGRAM.MATRIX_GAP', path: ['matrix', index], message });
    }
    coveredTo =
      toMinor === undefined || coveredTo === undefined ? undefined : toMinor > coveredTo ? toMinor : coveredTo;
  }
  if (coveredTo !== undefined) {
    const from = coveredTo === 0n ? '' : ` from ${shown(coveredTo)} on`;
    const message = `For ${whom} there is no chain${from}: add a row without "to".`;
    faults.push({ code: 'PROGRAM.MATRIX_GAP', path: ['matrix'], message });
  }
  return faults;
}

/** One partner of each kind that the rows can tell apart. */
function kindsOfPartner(matrix: readonly MatrixRow[], world: RuleWorld): CaseFacts[] {
  const told = (word: 'types' | 'tiers' | 'regions'): string[] => {
    const named = new Set(matrix.flatMap(({ when }) => when?.[word] ?? []));
    const other = world[word].find((value) => !named.has(value));
    return [...world[word].filter((value) => named.has(value)), ...(other === undefined ? [] : [other])];
  };
  const [types, tiers, regions] = [told('types'), told('tiers'), told('regions')];
  return types.flatMap((type) => tiers.flatMap((tier) => regions.map((region) => ({ type, tier, region }))));
}

/** Can each chain be walked to its end by an ideal cast: enough people in every role of ours, the partner's excluded? */
function castFaults(rule: ApprovalRule, world: RuleWorld): RuleFault[] {
  const rows: { levels: ApprovalLevel[]; path: RuleFault['path']; to?: string }[] = rule.matrix
    ? rule.matrix.map(({ levels, to }, index) => ({ levels, to, path: ['matrix', index, 'levels'] }))
    : [{ levels: rule.levels ?? [{ groups: [groupOf(rule)] }], path: rule.levels ? ['levels'] : [] }];
  return rows.flatMap(({ levels, path, to }) =>
    levels.flatMap((level, index): RuleFault[] => {
      const { currency = '', limits } = rule;
      const topMinor = to === undefined ? AMOUNT_MINOR_MAX : parseAmount(to, currency) - 1n;
      const amount = currency === '' ? undefined : { amount: formatAmount(topMinor, currency), currency };
      const at = path.length === 0 ? [] : [...path, index];
      const within = (asked: ApprovalRule): boolean => isReachable({ levels: [level], ...asked }, { world, amount });
      if (within({ currency: rule.currency, limits })) return [];
      if (limits && within({})) {
        const upTo = to === undefined ? 'any amount' : `amounts up to ${to}`;
        const message = `Nobody asked here may decide ${upTo}: add a role without a limit, or with a higher one.`;
        return [{ code: 'PROGRAM.APPROVAL_LIMIT', path: at, message }];
      }
      const message =
        "Nobody could ever give these approvals: the partner's own people benefit, so ask at least one role of ours in each group.";
      return [{ code: 'PROGRAM.QUORUM_UNREACHABLE', path: at, message }];
    }),
  );
}

const groupOf = ({ roles = [], quorum = 1, rejection = 'ends' }: ApprovalRule): ApprovalLevel['groups'][number] => ({
  roles,
  quorum,
  rejection,
});

function isReachable(
  rule: ApprovalRule,
  { world, amount }: { world: RuleWorld; amount: CaseFacts['amount'] },
): boolean {
  const groups = rule.levels?.flatMap((level) => level.groups) ?? [];
  const each = groups.reduce((sum, { quorum }) => sum + (typeof quorum === 'number' ? quorum : 1), 0);
  const people = [...new Set(groups.flatMap(({ roles }) => roles))].flatMap((role) =>
    Array.from({ length: each }, (_, n): Decider => {
      const partnerId = world.roles[role] === 'partner' ? BENEFICIARY : null;
      return { personId: `${role} ${n}`, partnerId, active: true, roles: [role], absences: [] };
    }),
  );
  const of: ApprovalCase = { facts: { amount }, subjectType: 'partner', beneficiaries: [BENEFICIARY] };
  return planApproval(rule, { of, people }).missing === 0;
}
