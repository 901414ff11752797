/** Whether one rule may be published: its amount, its words together, and the names that it uses. */
import { compareCivil, isCivilDate } from '../civil-date';
import { add, compare, rational, toDecimalText } from '../money';
import type { Rational } from '../money';
import { checkAmount, checkBands } from './commission-check-bands';
import type { PlanReferences, Reporter } from './commission-check-report';
import { escaped } from './commission-check-report';
import { isCounted, parseShare } from './commission-words';
import type { CommissionPlan, CommissionRule, Scope, Split, Trigger } from './commission-plan';

/** Events that have no amount of money: they are counted. */
const UNPAID_TRIGGERS: readonly Trigger[] = ['lead_accepted', 'lead_qualified', 'cert_earned', 'milestone'];

/** A rule where it stands. */
interface Site {
  rule: CommissionRule;
  pointer: string;
  plan: CommissionPlan;
}

/** What its names may mean. */
interface Names {
  tierIds: readonly string[];
  known: PlanReferences;
}

/** Reports every fault of one rule. */
export function checkRule(site: Site, names: Names, reporter: Reporter): void {
  const { rule, pointer, plan } = site;
  if (rule.id.trim() === '') reporter.add(`${pointer}/id`, 'PLAN.EMPTY', 'The rule needs an id.');
  if (rule.title.trim() === '') reporter.add(`${pointer}/title`, 'PLAN.EMPTY', 'The rule needs a title.');
  if (rule.scope) checkScope(rule.scope, site, names, reporter);
  checkAmounts(site, names.tierIds, reporter);
  checkWords(site, reporter);
  if (rule.quota !== undefined) checkAmount(`${pointer}/quota`, rule.quota, plan.currency, reporter);
  if (rule.floor !== undefined) checkAmount(`${pointer}/floor`, rule.floor, plan.currency, reporter);
  if (rule.guarantee) checkAmount(`${pointer}/guarantee/amount`, rule.guarantee.amount, plan.currency, reporter);
  if (rule.split) checkSplit(rule.split, `${pointer}/split`, reporter);
  if (rule.payee) {
    const check = { what: "role of the partner's people", known: names.known.partnerRoles, code: 'PLAN.ROLE_UNKNOWN' };
    reporter.name(`${pointer}/payee/role`, rule.payee.role, check);
  }
  if (rule.group !== undefined) {
    const check = { what: 'group of the plan', known: Object.keys(plan.groups ?? {}), code: 'PLAN.GROUP_UNKNOWN' };
    reporter.name(`${pointer}/group`, rule.group, check);
  }
  checkClawback(site, reporter);
}

function checkAmounts({ rule, pointer, plan }: Site, tierIds: readonly string[], reporter: Reporter): void {
  const given = [rule.tiers, rule.bands, rule.guarantee].filter((each) => each !== undefined).length;
  if (given !== 1) {
    const message = `The rule has ${given === 0 ? 'none' : 'several'} of "tiers", "bands" and "guarantee": give exactly one.`;
    reporter.add(pointer, 'PLAN.CONTRADICTION', message);
  }
  const context = {
    currency: plan.currency,
    counted: isCounted(rule),
    shares: rule.bandsOn !== undefined,
    allowAbove100: rule.allowAbove100 ?? false,
  };
  if (rule.bands) {
    if (rule.bands.length === 0) reporter.add(`${pointer}/bands`, 'PLAN.EMPTY', 'The rule has no band: add one.');
    checkBands(rule.bands, { ...context, at: `${pointer}/bands` }, reporter);
  }
  const { tiers } = rule;
  if (!tiers) return;
  if (Object.keys(tiers).length === 0) {
    const message = 'The rule has no tier and would never pay: add bands for each tier.';
    reporter.add(`${pointer}/tiers`, 'PLAN.EMPTY', message);
    return;
  }
  for (const [tier, bands] of Object.entries(tiers)) {
    const at = `${pointer}/tiers/${escaped(tier)}`;
    if (!tierIds.includes(tier)) {
      const message = `"${tier}" is no tier of the program, which has ${tierIds.join(', ') || 'none'}.`;
      reporter.add(at, 'PLAN.TIER_UNKNOWN', message);
    }
    if (bands.length === 0)
      reporter.add(at, 'PLAN.TIER_WITHOUT_BANDS', `Tier "${tier}" has no bands: one at 0% pays nothing.`);
    checkBands(bands, { ...context, at }, reporter);
  }
  for (const tier of tierIds.filter((id) => !Object.hasOwn(tiers, id))) {
    const message = `Rule "${rule.id}" has no bands for tier "${tier}": one at 0% pays nothing.`;
    reporter.add(`${pointer}/tiers/${escaped(tier)}`, 'PLAN.TIER_WITHOUT_BANDS', message);
  }
}

function checkScope(scope: Scope, { rule, pointer, plan }: Site, names: Names, reporter: Reporter): void {
  const at = `${pointer}/scope`;
  const { regions, types, certifications } = names.known;
  if (scope.products?.length === 0) {
    const message = 'No product is in scope: name some, or drop "products" for all.';
    reporter.add(`${at}/products`, 'PLAN.EMPTY', message);
  }
  reporter.names(`${at}/regions`, scope.regions, { what: 'region', known: regions, code: 'PLAN.REGION_UNKNOWN' });
  reporter.names(`${at}/types`, scope.types, { what: 'partner type', known: types, code: 'PLAN.TYPE_UNKNOWN' });
  // A plan compiled on its own knows only the tiers that it has bands for.
  const tierIds = names.tierIds.length > 0 ? names.tierIds : undefined;
  reporter.names(`${at}/tiers`, scope.tiers, { what: 'tier', known: tierIds, code: 'PLAN.TIER_UNKNOWN' });
  for (const key of ['certified', 'certifications'] as const) {
    const check = { what: 'certification', known: certifications, code: 'PLAN.CERTIFICATION_UNKNOWN' };
    reporter.names(`${at}/${key}`, scope[key], check);
  }
  for (const key of ['tags', 'segments', 'motions', 'milestones'] as const)
    reporter.names(`${at}/${key}`, scope[key], { what: key.slice(0, -1) });
  if (scope.certifications && rule.trigger !== 'cert_earned')
    contradiction(reporter, `${at}/certifications`, `Only "cert_earned" is about a certification: use "certified".`);
  if (scope.milestones && rule.trigger !== 'milestone')
    contradiction(reporter, `${at}/milestones`, `Only "milestone" has milestones: drop them.`);
  if (scope.window) checkWindow(scope.window, `${at}/window`, reporter);
  if (scope.dealSize) checkDealSize(scope.dealSize, { at: `${at}/dealSize`, currency: plan.currency }, reporter);
}

function checkWindow({ from, to }: NonNullable<Scope['window']>, at: string, reporter: Reporter): void {
  if (from === undefined && to === undefined)
    reporter.add(at, 'PLAN.EMPTY', 'The window is open on both sides: drop it.');
  for (const [key, day] of Object.entries({ from, to })) {
    if (day === undefined || isCivilDate(day)) continue;
    reporter.add(`${at}/${key}`, 'CALENDAR.INVALID', `"${day}" is not a date: write YYYY-MM-DD.`);
  }
  if (from === undefined || to === undefined || !isCivilDate(from) || !isCivilDate(to)) return;
  if (compareCivil(to, from) <= 0) {
    const message = `The window [${from}, ${to}) holds no day: "to" is the first day outside and must be after "from".`;
    reporter.add(`${at}/to`, 'PLAN.WINDOW_EMPTY', message);
  }
}

function checkDealSize(
  { from, to }: NonNullable<Scope['dealSize']>,
  { at, currency }: { at: string; currency: string },
  reporter: Reporter,
): void {
  if (from === undefined && to === undefined) reporter.add(at, 'PLAN.EMPTY', 'Any deal has this size: drop it.');
  const least = from === undefined ? undefined : checkAmount(`${at}/from`, from, currency, reporter);
  const below = to === undefined ? undefined : checkAmount(`${at}/to`, to, currency, reporter);
  if (below !== undefined && below <= (least ?? 0n))
    reporter.add(`${at}/to`, 'PLAN.WINDOW_EMPTY', `No deal is in [${from ?? '0'}, ${to}): raise "to".`);
}

/** Words that say nothing together, or one against another. */
function checkWords({ rule, pointer }: Site, reporter: Reporter): void {
  for (const [wrong, key, message] of contradictions(rule)) {
    if (wrong) contradiction(reporter, key === '' ? pointer : `${pointer}/${key}`, message);
  }
}

/** One line per contradiction: a list that is read from top to bottom, so longer than a function usually is. */
function contradictions(rule: CommissionRule): [wrong: boolean, key: string, message: string][] {
  const { trigger, basis, counts, bandsOn, recurrence, guarantee } = rule;
  const closes = trigger === 'period_close';
  const perPeriod = closes || rule.bandsPer === 'period';
  const earns = counts ?? trigger;
  const counted = recurrence?.pays === 'payments' || recurrence?.pays === 'months';
  return [
    [counts !== undefined && !closes, 'counts', 'Only "period_close" adds up other events: drop "counts".'],
    [closes && rule.bandsPer === 'event', 'bandsPer', 'A close looks at the whole period: drop "bandsPer".'],
    [
      closes && counts === undefined && basis !== 'count',
      'basis',
      'The close itself has no amount: name the events in "counts", or count it.',
    ],
    [basis === 'cash' && earns !== 'cash_received', 'basis', 'Only "cash_received" collects cash: change the trigger.'],
    [
      UNPAID_TRIGGERS.includes(earns) && basis !== 'count',
      'basis',
      `A ${earns} has no amount of its own: use the basis "count".`,
    ],
    [bandsOn === 'quota' && !perPeriod, 'bandsOn', 'A quota is one of a period: set "bandsPer: period".'],
    [
      rule.quota !== undefined && bandsOn !== 'quota',
      'quota',
      'No band is a share of the quota: set "bandsOn: quota".',
    ],
    [bandsOn !== undefined && isCounted(rule), 'bandsOn', 'Quotas and growth are of money: use a basis of money.'],
    [
      bandsOn === 'growth' && (counts === undefined || rule.growth === undefined),
      'bandsOn',
      'Growth compares two periods: set "trigger: period_close", "counts" and "growth".',
    ],
    [rule.growth !== undefined && bandsOn !== 'growth', 'growth', 'No band is about growth: set "bandsOn: growth".'],
    [
      bandsOn === 'growth' && rule.bandsMode === 'marginal',
      'bandsMode',
      'Growth pays the rate of the band reached: drop "marginal".',
    ],
    [
      rule.floor !== undefined && perPeriod,
      'floor',
      'A floor is what one event earns at least: set "bandsPer: event".',
    ],
    [recurrence !== undefined && closes, 'recurrence', 'A close is no payment of a customer: drop the recurrence.'],
    [counted && recurrence.count === undefined, 'recurrence', `Say how many ${recurrence?.pays}: give a "count".`],
    [
      recurrence !== undefined && !counted && recurrence.count !== undefined,
      'recurrence/count',
      `"${recurrence?.pays}" needs no count: drop it, or pay for "payments" or "months".`,
    ],
    [rule.split !== undefined && rule.payee !== undefined, 'split', 'People are paid each their part: drop the split.'],
    [closes && rule.group !== undefined, 'group', 'A close competes with no other rule: drop the group.'],
    [guarantee !== undefined && !closes, 'guarantee', 'A guarantee is of a period: set "trigger: period_close".'],
    ...(['counts', 'bandsMode', 'bandsOn', 'payee', 'split', 'scope'] as const).map(
      (key): [boolean, string, string] => [
        guarantee !== undefined && rule[key] !== undefined,
        key,
        `A guarantee tops up whatever was earned: drop "${key}".`,
      ],
    ),
  ];
}

function checkSplit({ shares, overlay = {} }: Split, at: string, reporter: Reporter): void {
  const read = (part: string, text: string, where: string): Rational | undefined => {
    const pointer = `${at}/${where}/${escaped(part)}`;
    const share = reporter.attempt(pointer, () => parseShare(text));
    if (share && (share.num < 0n || compare(share, rational(1n)) > 0)) {
      reporter.add(pointer, 'PLAN.RATE_RANGE', `Share "${text}" must be from 0% to 100%.`);
      return undefined;
    }
    return share;
  };
  const parts = Object.entries(shares).map(([part, text]) => read(part, text, 'shares'));
  for (const [part, text] of Object.entries(overlay)) {
    read(part, text, 'overlay');
    if (Object.hasOwn(shares, part)) {
      const message = `"${part}" shares in the whole already: give the overlay a name of its own.`;
      contradiction(reporter, `${at}/overlay/${escaped(part)}`, message);
    }
  }
  if (parts.some((share) => share === undefined)) return;
  const sum = parts.reduce<Rational>((total, share) => add(total, share ?? rational(0n)), rational(0n));
  if (sum.num !== sum.den) {
    const message = `The shares sum to ${toDecimalText(sum, 12)}, not to 1: change them, or make one an overlay.`;
    reporter.add(`${at}/shares`, 'PLAN.SHARES', message);
  }
}

function checkClawback({ rule, pointer }: Site, reporter: Reporter): void {
  const decided = new Set<string>();
  let all = false;
  rule.clawback?.forEach(({ kinds }, index) => {
    const at = `${pointer}/clawback/${index}`;
    if (kinds?.length === 0)
      reporter.add(`${at}/kinds`, 'PLAN.EMPTY', 'No kind is named: name some, or drop the list.');
    if (all || (kinds !== undefined && kinds.length > 0 && kinds.every((kind) => decided.has(kind))))
      contradiction(reporter, at, 'Entries before it decide all of its kinds: move it up, or drop it.');
    kinds?.forEach((kind) => decided.add(kind));
    all ||= kinds === undefined;
  });
}

function contradiction(reporter: Reporter, pointer: string, message: string): void {
  reporter.add(pointer, 'PLAN.CONTRADICTION', message);
}
