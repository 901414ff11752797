/** Whether a commission plan may be published: all faults at once, each with its place and what to do. */
import type { Fault } from '../errors';
import { isCurrency } from '../money';
import { checkAmount, checkRate } from './commission-check-bands';
import type { PlanReferences } from './commission-check-report';
import { escaped, Reporter } from './commission-check-report';
import { checkRule } from './commission-check-rule';
import type { Cap, CommissionPlan, PayoutTerms } from './commission-plan';

/**
 * All faults of a plan at once, pointers (RFC 6901) relative to the plan; empty means it can be compiled.
 *
 * A rule that has bands by tier must give them to every tier of the program: a tier that earns nothing says so with one
 * band at 0 %, so that forgetting one is never silent.
 */
export function checkPlan(plan: CommissionPlan, tierIds: readonly string[], known: PlanReferences = {}): Fault[] {
  const reporter = new Reporter();
  if (plan.id.trim() === '') reporter.add('/id', 'PLAN.EMPTY', 'The plan needs an id.');
  if (plan.title.trim() === '') reporter.add('/title', 'PLAN.EMPTY', 'The plan needs a title.');
  if (!isCurrency(plan.currency)) {
    const message = `"${plan.currency}" is not an active ISO 4217 currency: use one.`;
    reporter.add('/currency', 'MONEY.CURRENCY_UNKNOWN', message);
  }
  if (plan.rules.length === 0)
    reporter.add('/rules', 'PLAN.EMPTY', 'The plan has no rule and would never pay: add one.');
  const seen = new Map<string, number>();
  plan.rules.forEach((rule, index) => {
    const pointer = `/rules/${index}`;
    const first = seen.get(rule.id);
    if (first === undefined) seen.set(rule.id, index);
    else {
      const message = `Rule id "${rule.id}" is taken by /rules/${first}: rename one.`;
      reporter.add(`${pointer}/id`, 'PLAN.RULE_DUPLICATE', message);
    }
    checkRule({ rule, pointer, plan }, { tierIds, known }, reporter);
  });
  checkGroups(plan, reporter);
  plan.caps?.forEach((cap, index) => checkCap(cap, `/caps/${index}`, plan, reporter));
  if (plan.rates?.source.trim() === '') reporter.add('/rates/source', 'PLAN.EMPTY', 'The rates need a source.');
  if (plan.payout) checkPayout(plan.payout, plan.currency, reporter);
  if (plan.fund) checkRate('/fund/share', plan.fund.share, reporter);
  return reporter.faults;
}

function checkGroups(plan: CommissionPlan, reporter: Reporter): void {
  for (const group of Object.keys(plan.groups ?? {})) {
    const members = plan.rules.filter((rule) => rule.group === group).length;
    if (members > 1) continue;
    const message = `Group "${group}" has ${members === 0 ? 'no rule' : 'one rule, so nothing to choose from'}: put rules in it, or drop it.`;
    reporter.add(`/groups/${escaped(group)}`, 'PLAN.GROUP_EMPTY', message);
  }
}

function checkCap(cap: Cap, at: string, plan: CommissionPlan, reporter: Reporter): void {
  const contradiction = (where: string, message: string): void =>
    reporter.add(`${at}${where}`, 'PLAN.CONTRADICTION', message);
  if ((cap.amount === undefined) === (cap.rate === undefined))
    contradiction('', 'A cap has either an amount or a rate: give one of them.');
  if (cap.rate !== undefined && cap.per !== 'deal')
    contradiction('/rate', `A cap per ${cap.per} has no deal that it could be a share of: give an amount.`);
  if (cap.months !== undefined && cap.per !== 'customer' && cap.per !== 'partner')
    contradiction('/months', `A cap per ${cap.per} does not start anew after months: drop them.`);
  for (const key of ['amount', 'rate'] as const) {
    if (cap[key]?.startsWith('-'))
      reporter.add(`${at}/${key}`, 'PLAN.CAP_NEGATIVE', `A cap of ${cap[key]} would never pay: give 0 or more.`);
  }
  if (cap.amount !== undefined && !cap.amount.startsWith('-'))
    checkAmount(`${at}/amount`, cap.amount, plan.currency, reporter);
  if (cap.rate !== undefined && !cap.rate.startsWith('-')) checkRate(`${at}/rate`, cap.rate, reporter);
  const capped = plan.rules.filter((rule) => rule.guarantee === undefined).map((rule) => rule.id);
  reporter.names(`${at}/rules`, cap.rules, {
    what: 'rule that can be capped',
    known: capped,
    code: 'PLAN.RULE_UNKNOWN',
  });
}

function checkPayout(payout: PayoutTerms, currency: string, reporter: Reporter): void {
  const { minimum, maximum, reserve, withholding } = payout;
  const least = minimum === undefined ? undefined : checkAmount('/payout/minimum', minimum, currency, reporter);
  const most = maximum === undefined ? undefined : checkAmount('/payout/maximum', maximum, currency, reporter);
  if (most === 0n) reporter.add('/payout/maximum', 'PLAN.CONTRADICTION', 'A maximum of 0 would never pay: drop it.');
  if (least !== undefined && most !== undefined && most < least) {
    const message = `What reaches ${minimum} can never be paid at ${maximum} at most: raise the maximum.`;
    reporter.add('/payout/maximum', 'PLAN.CONTRADICTION', message);
  }
  if (reserve) checkRate('/payout/reserve/rate', reserve.rate, reporter);
  if (withholding !== undefined) checkRate('/payout/withholding', withholding, reporter);
}
