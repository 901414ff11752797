/** A commission plan in sentences: everything that a rule, a cap and the terms of payout say. */
import type { Basis, Cap, Clawback, CommissionPlan, CommissionRule, Scope, Trigger } from './commission-plan';

const WHEN: Record<Trigger, string> = {
  sale_booked: 'a sale is booked',
  deal_won: 'a deal is won',
  invoice_issued: 'an invoice is issued',
  cash_received: 'cash is received',
  renewal: 'a contract is renewed',
  lead_accepted: 'a lead is accepted',
  lead_qualified: 'a lead is qualified',
  cert_earned: 'a certification is earned',
  milestone: 'a milestone is reached',
  period_close: 'the period closes',
  manual: 'it is entered by hand',
};

const WHAT: Record<Basis, string> = {
  gross: 'gross amount',
  net: 'net amount (gross less discount, tax and freight)',
  margin: 'margin (net less cost)',
  cash: 'cash collected',
  acv: 'yearly contract value',
  tcv: 'total contract value',
  units: 'units',
  count: 'number of events',
};

const TAKEN: Record<Clawback['takes'], string> = {
  refunded: 'its earning in proportion to what was given back',
  unearned_months: 'the part of its earning for the months that had not begun',
  all: 'its whole earning',
  nothing: 'nothing',
};

type Terms = Pick<CommissionPlan, 'currency' | 'groups'> & {
  /** `quarter`, as the program says it. */
  period: string;
};

/** A rule in sentences, what earns first. */
export function ruleWords(rule: CommissionRule, terms: Terms): string[] {
  return [
    earnsWords(rule, terms),
    ...bandWords(rule, terms),
    ...scopeWords(rule.scope ?? {}, terms.currency),
    ...payWords(rule, terms),
    ...(rule.clawback ?? []).map(clawbackWords),
  ];
}

/** What holds of all rules together: caps, where rates come from, and what is paid out. */
export function planWords({ currency, rules, caps = [], rates, payout, fund }: CommissionPlan): string[] {
  const titleOf = (id: string): string => rules.find((rule) => rule.id === id)?.title ?? id;
  const { minimum, maximum, reserve, withholding } = payout ?? {};
  return [
    ...caps.map((cap) => capWords(cap, currency, titleOf)),
    ...said(rates && `Other currencies are exchanged by ${rates.source}, at the rate of the ${rates.date ?? 'event'}.`),
    ...said(minimum && `Less than ${minimum} ${currency} is not paid out but carried over.`),
    ...said(maximum && `At most ${maximum} ${currency} is paid out at once; the rest is carried over.`),
    ...said(reserve && `${reserve.rate} is held back for ${reserve.days} days, for later refunds.`),
    ...said(withholding && `${withholding} is withheld for the tax office where the payee has no rate of its own.`),
    ...said(
      fund && `Marketing money pays ${fund.share} of what is spent, claimed within ${fund.claimWithinDays} days.`,
    ),
  ];
}

const said = (sentence: string | undefined): string[] => (sentence === undefined ? [] : [sentence]);

function earnsWords({ trigger, basis, bandsPer, counts, guarantee }: CommissionRule, terms: Terms): string {
  const { currency, period } = terms;
  if (guarantee) {
    const draw = guarantee.recoverable ? ', which later earnings pay back' : '';
    return `When the ${period} closes, a partner that earned less is topped up to ${guarantee.amount} ${currency}${draw}.`;
  }
  const whose = bandsPer === 'period' || counts !== undefined ? `the ${period}’s` : 'each event’s';
  const looked = counts === undefined ? '' : `, looking back on every time that ${WHEN[counts]}`;
  return `Earned when ${WHEN[trigger]}, on ${whose} ${WHAT[basis]}${looked}.`;
}

function bandWords(rule: CommissionRule, { currency, period }: Terms): string[] {
  const { bandsMode = 'marginal', bandsOn, quota, growth, tiers, tierDate = 'event' } = rule;
  const lists = tiers ? Object.values(tiers) : [rule.bands ?? []];
  const mode =
    bandsMode === 'whole'
      ? 'The band that is reached pays on everything, so the amount jumps at an edge.'
      : 'Bands are marginal: each part earns the rate of the band it falls into, so one more sale never lowers the total.';
  const day = { event: 'day of the event', period_start: `first day of the ${period}`, period_end: `last day of the ${period}` }; // prettier-ignore
  return [
    ...said(lists.some((bands) => bands.length > 1) ? mode : undefined),
    ...said(
      bandsOn === 'quota'
        ? `Edges are shares of the partner’s quota${quota ? `, ${quota} ${currency} where it has none of its own` : ''}.`
        : undefined,
    ),
    ...said(
      growth &&
        `Edges are growth over the ${growth.against.replace('_', ' ')}; ` +
          `${growth.pays === 'increment' ? 'what was added earns' : 'everything earns'}.`,
    ),
    ...said(tiers && `The tier is that of the ${day[tierDate]}.`),
  ];
}

function scopeWords(scope: Scope, currency: string): string[] {
  const { motions, dealSize, registered, certified, window } = scope;
  const lists = [
    ['products', scope.products],
    ['regions', scope.regions],
    ['partner types', scope.types],
    ['tiers', scope.tiers],
    ['partners tagged', scope.tags],
    ['customer segments', scope.segments],
    ['motions', motions],
    ['certifications', scope.certifications],
    ['milestones', scope.milestones],
  ] as const;
  const parts = [
    ...lists.flatMap(([name, list]) => (list ? [`${name}: ${list.join(' or ')}`] : [])),
    ...said(dealSize && `deals ${span(dealSize, currency)}`),
    ...said(registered === undefined ? undefined : registered ? 'registered deals' : 'deals that were not registered'),
    ...said(certified && `partners that hold ${certified.join(' and ')}`),
    ...said(window && `days ${span(window)}`),
  ];
  return parts.length === 0 ? [] : [`Only for ${parts.join('; ')}.`];
}

/** `from 10 USD and below 20 USD`. */
function span({ from, to }: { from?: string; to?: string }, unit?: string): string {
  const amountText = (text: string): string => (unit === undefined ? text : `${text} ${unit}`);
  return [...said(from && `from ${amountText(from)}`), ...said(to && `before ${amountText(to)}`)].join(' and ');
}

function payWords(rule: CommissionRule, { currency, groups }: Terms): string[] {
  const { recurrence, payee, group, floor, split } = rule;
  const count = recurrence?.count ?? 1;
  const pays = {
    once: 'the first payment of a customer only',
    payments: `the first ${count} payments of a customer`,
    months: `a customer’s payments of the first ${count} months`,
    lifetime: 'every payment of a customer',
  };
  const chosen = group !== undefined && groups?.[group] === 'first' ? 'the first that matches' : 'the one that pays most'; // prettier-ignore
  return [
    ...said(recurrence && `Pays for ${pays[recurrence.pays]}.`),
    ...said(payee && `Paid to whoever is ${payee.role} in the event, not to the partner.`),
    ...said(group && `Of the rules in the group “${group}” one pays an event: ${chosen}.`),
    ...said(floor && `No event earns less than ${floor} ${currency} as long as anything of it is left.`),
    ...said(split && `Shared by part: ${sharesText(split.shares)}.`),
    ...said(split?.overlay && `Paid on top of the whole: ${sharesText(split.overlay)}.`),
  ];
}

const sharesText = (shares: Record<string, string>): string =>
  Object.entries(shares)
    .map(([part, share]) => `${part} ${share}`)
    .join(', ');

function clawbackWords({ kinds, takes, withinDays }: Clawback): string {
  const by = kinds ? kinds.map((kind) => kind.replace('_', '-')).join(' or ') : 'refund or other reversal';
  const within = withinDays === undefined ? '' : `, within ${withinDays} days of the event`;
  return `A ${by} takes back ${TAKEN[takes]}${within}.`;
}

function capWords(cap: Cap, currency: string, titleOf: (id: string) => string): string {
  const { per, amount, rate, months, restore = true, rules } = cap;
  const most = amount === undefined ? `${rate} of what was sold` : `${amount} ${currency}`;
  const whose = rules ? rules.map(titleOf).join(' and ') : 'All rules together';
  const anew = months === undefined ? '' : `, anew every ${months} months`;
  return `${whose} pay at most ${most} per ${per}${anew}${restore ? '' : '; what is taken back is not earned again'}.`;
}
