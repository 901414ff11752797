/** Whether a commission plan may be published: all faults at once, each with its place and what to do. */
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import type { Rational } from '../money';
import { compare, isCurrency, parseAmount, parseRate, rational } from '../money';
import type { Band, CommissionPlan, CommissionRule } from './commission';

/** Band edges are still compared when the currency is unknown: this one takes the most decimals of all. */
const LENIENT_CURRENCY = 'CLF';

const ZERO = rational(0n);
const ONE = rational(1n);

/** Reports a fault at a pointer. */
type Report = (pointer: string, code: string, message: string) => void;

/**
 * All faults of a plan at once, pointers (RFC 6901) relative to the plan; empty means it can be compiled.
 *
 * Every rule must give bands to every tier of the program: a tier that earns nothing says so with one band at 0 %,
 * so that forgetting one is never silent.
 */
export function checkPlan(plan: CommissionPlan, tierIds: readonly string[]): Fault[] {
  const faults: Fault[] = [];
  const report: Report = (pointer, code, message) => faults.push({ pointer, code, message });
  if (plan.id.trim() === '') report('/id', 'PLAN.EMPTY', 'The plan needs an id.');
  if (plan.title.trim() === '') report('/title', 'PLAN.EMPTY', 'The plan needs a title.');
  if (!isCurrency(plan.currency)) {
    report('/currency', 'MONEY.CURRENCY_UNKNOWN', `"${plan.currency}" is not an active ISO 4217 currency: use one.`);
  }
  if (plan.rules.length === 0) report('/rules', 'PLAN.EMPTY', 'The plan has no rule and would never pay: add one.');
  const seen = new Map<string, number>();
  plan.rules.forEach((rule, index) => {
    const pointer = `/rules/${index}`;
    const first = seen.get(rule.id);
    if (first === undefined) seen.set(rule.id, index);
    else
      report(`${pointer}/id`, 'PLAN.RULE_DUPLICATE', `Rule id "${rule.id}" is taken by /rules/${first}: rename one.`);
    checkRule({ rule, pointer, currency: plan.currency }, tierIds, report);
  });
  return faults;
}

function checkRule(
  { rule, pointer, currency }: { rule: CommissionRule; pointer: string; currency: string },
  tierIds: readonly string[],
  report: Report,
): void {
  if (rule.id.trim() === '') report(`${pointer}/id`, 'PLAN.EMPTY', 'The rule needs an id.');
  if (rule.title.trim() === '') report(`${pointer}/title`, 'PLAN.EMPTY', 'The rule needs a title.');
  if (rule.scope?.products?.length === 0) {
    report(`${pointer}/scope/products`, 'PLAN.EMPTY', 'No product is in scope: name some, or drop "products" for all.');
  }
  if (Object.keys(rule.tiers).length === 0) {
    report(`${pointer}/tiers`, 'PLAN.EMPTY', 'The rule has no tier and would never pay: add bands for each tier.');
    return;
  }
  for (const [tier, bands] of Object.entries(rule.tiers)) {
    const at = `${pointer}/tiers/${escaped(tier)}`;
    if (!tierIds.includes(tier)) {
      report(
        at,
        'PLAN.TIER_UNKNOWN',
        `"${tier}" is no tier of the program, which has ${tierIds.join(', ') || 'none'}.`,
      );
    }
    if (bands.length === 0)
      report(at, 'PLAN.TIER_WITHOUT_BANDS', `Tier "${tier}" has no bands: one at 0% pays nothing.`);
    checkBands(bands, { at, currency }, report);
  }
  for (const tier of tierIds.filter((id) => !Object.hasOwn(rule.tiers, id))) {
    const at = `${pointer}/tiers/${escaped(tier)}`;
    report(at, 'PLAN.TIER_WITHOUT_BANDS', `Rule "${rule.id}" has no bands for tier "${tier}": one at 0% pays nothing.`);
  }
}

function checkBands(bands: readonly Band[], where: { at: string; currency: string }, report: Report): void {
  let expectedMinor: bigint | undefined = 0n;
  bands.forEach((band, index) => {
    const at = `${where.at}/${index}`;
    const last = index === bands.length - 1;
    const fromMinor = edge(`${at}/from`, band.from, where.currency, report);
    const toMinor = band.to === undefined ? undefined : edge(`${at}/to`, band.to, where.currency, report);
    checkRate(`${at}/rate`, band.rate, report);
    if (fromMinor !== undefined && expectedMinor !== undefined && fromMinor !== expectedMinor) {
      report(`${at}/from`, ...wrongStart({ band, previous: bands[index - 1], tooHigh: fromMinor > expectedMinor }));
    }
    if (fromMinor !== undefined && toMinor !== undefined && toMinor <= fromMinor) {
      report(
        `${at}/to`,
        'PLAN.BAND_EMPTY',
        `Band [${band.from}, ${band.to}) holds nothing: "to" must be above "from".`,
      );
    }
    if (!last && band.to === undefined) {
      report(at, 'PLAN.BAND_OPEN', 'Only the last band has no "to": give this one its end, where the next begins.');
    }
    if (last && band.to !== undefined) {
      report(
        `${at}/to`,
        'PLAN.BAND_BOUNDED',
        `Amounts from ${band.to} on would earn nothing: drop "to" of the last band.`,
      );
    }
    expectedMinor = toMinor;
  });
}

function wrongStart(found: {
  band: Band;
  previous: Band | undefined;
  tooHigh: boolean;
}): [code: string, message: string] {
  const { band, previous, tooHigh } = found;
  if (!previous) return ['PLAN.BAND_START', `The first band starts at ${band.from}: it must start at 0.`];
  return tooHigh
    ? ['PLAN.BAND_GAP', `Amounts from ${previous.to} up to ${band.from} are in no band: start it at ${previous.to}.`]
    : [
        'PLAN.BAND_OVERLAP',
        `Amounts from ${band.from} up to ${previous.to} are in two bands: start it at ${previous.to}.`,
      ];
}

function checkRate(pointer: string, text: string, report: Report): void {
  const rate = attempt(() => parseRate(text), pointer, report);
  if (!rate) return;
  if (compare(rate, ZERO) < 0 || compare(rate, ONE) > 0) {
    const hint = text.endsWith('%') ? '' : ` Did you mean "${text}%"?`;
    report(pointer, 'PLAN.RATE_RANGE', `Rate "${text}" must be from 0% to 100%.${hint}`);
  } else if (ambiguous(text, rate)) {
    report(pointer, 'PLAN.RATE_AMBIGUOUS', `Rate "${text}" may mean 1% or all of it: write "1%" or "100%".`);
  }
}

/** A bare "1" would pay the whole sale where its author surely meant one percent. */
function ambiguous(text: string, rate: Rational): boolean {
  return !text.endsWith('%') && compare(rate, ONE) === 0;
}

function edge(pointer: string, text: string, currency: string, report: Report): bigint | undefined {
  const known = isCurrency(currency) ? currency : LENIENT_CURRENCY;
  return attempt(() => parseAmount(text, known, { allowZero: true }), pointer, report);
}

/** Turns a refusal into a fault at its place; anything else is a bug and goes on up. */
function attempt<T>(read: () => T, pointer: string, report: Report): T | undefined {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    report(pointer, error.code, error.message);
    return undefined;
  }
}

function escaped(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}
