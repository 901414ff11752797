/**
 * Plans for the real order lines, each with the same money by plain SQL: window functions over numeric, written without a
 * look at the engine. A query answers `event_id, partner_id, rule_id, period, amount`, major units.
 */
import type { CommissionPlan, CommissionRule } from '../../domain/incentivize/commission-plan';
import { bands, flat } from './commission';
import { ruleOf } from './commission-events';

/** A plan, and the query that computes what it pays. */
export interface RealPlan {
  plan: Pick<CommissionPlan, 'rules' | 'groups' | 'caps'>;
  sql: string;
}

const invoiced = (id: string, more: Partial<CommissionRule>): CommissionRule =>
  ruleOf({ id, trigger: 'invoice_issued', ...more });

/** Where each step stands on the net of its partner and quarter. */
const RUNNING = `running AS (
  SELECT *, sum(amount) OVER (PARTITION BY partner, period ORDER BY day, event_id COLLATE "C" ROWS UNBOUNDED PRECEDING) AS after FROM step)`;

/** What a table of bands `(low, high, rate)` pays on an amount, each part at its own rate. */
const marginal = (table: string, amount: string, where = 'true'): string =>
  `(SELECT round(sum(greatest(0, least(${amount}, high) - low) * rate), 2) FROM ${table} WHERE ${where})`;

const REGISTERED = bands(['0', '2%'], ['15000', '3.5%'], ['60000', '5.25%']);
const GOLD = bands(['0', '4%'], ['25000', '6.75%']);

/** By what a person would call the plan. */
export const REAL_PLANS: Record<string, RealPlan> = {
  'marginal bands of a quarter, by the tier of the day of sale': {
    plan: { rules: [invoiced('marginal', { bandsPer: 'period', tiers: { registered: REGISTERED, gold: GOLD } })] },
    sql: `WITH ${RUNNING}, band (tier, low, high, rate) AS (VALUES
        ('registered', 0, 15000, 0.02), ('registered', 15000, 60000, 0.035), ('registered', 60000, 1e12, 0.0525),
        ('gold', 0, 25000, 0.04), ('gold', 25000, 1e12, 0.0675)),
      tiered AS (SELECT r.*, CASE WHEN EXISTS (SELECT FROM partner_tier t WHERE t.partner_id = r.partner AND t.from_day <= r.sold) THEN 'gold' ELSE 'registered' END AS tier FROM running r)
      SELECT event_id, partner, 'marginal', period,
             ${marginal('band', 'after', 'band.tier = tiered.tier')} - ${marginal('band', 'after - amount', 'band.tier = tiered.tier')} FROM tiered`,
  },
  'the band reached pays on the whole quarter: true-ups, and falls after refunds': {
    plan: {
      rules: [
        invoiced('retro', {
          bandsPer: 'period',
          bandsMode: 'whole',
          bands: bands(['0', '2%'], ['20000', '3.5%'], ['80000', '5%']),
        }),
      ],
    },
    sql: `WITH ${RUNNING}, paid AS (SELECT *, after * CASE WHEN after < 20000 THEN 0.02 WHEN after < 80000 THEN 0.035 ELSE 0.05 END AS now,
        (after - amount) * CASE WHEN after - amount < 20000 THEN 0.02 WHEN after - amount < 80000 THEN 0.035 ELSE 0.05 END AS before FROM running)
      SELECT event_id, partner, 'retro', period, round(now, 2) - round(before, 2) FROM paid`,
  },
  'a share of the margin, taken back for ninety days': {
    plan: {
      rules: [
        invoiced('margin', {
          basis: 'margin',
          bands: flat('12.5%'),
          clawback: [{ takes: 'refunded', withinDays: 90 }],
        }),
      ],
    },
    // Of what is left after a refund: an exact fraction, rounded half up by whole numbers.
    sql: `WITH earning_line AS (SELECT *, greatest(0, amount - cost) * 100 AS margin FROM line WHERE cost IS NOT NULL),
      kept AS (SELECT *, div(2 * margin * (amount - refund) * 125 + amount * 1000, 2 * amount * 1000) / 100 AS rest, round(margin * 0.125) / 100 AS whole FROM earning_line)
      SELECT id, partner, 'margin', period, whole FROM kept
      UNION ALL SELECT 'R-' || id, partner, 'margin', period, rest - whole FROM kept WHERE refund > 0 AND refund_day <= day + 90`,
  },
  'an accelerator on a quota of 40,000': {
    plan: {
      rules: [
        invoiced('accelerator', {
          ...{ bandsPer: 'period', bandsOn: 'quota', quota: '40000' },
          bands: [
            { from: '0%', to: '75%', rate: '1%' },
            { from: '75%', to: '112.5%', rate: '2.5%' },
            { from: '112.5%', rate: '4%' },
          ],
        }),
      ],
    },
    sql: `WITH ${RUNNING}, band (low, high, rate) AS (VALUES (0, 30000, 0.01), (30000, 45000, 0.025), (45000, 1e12, 0.04))
      SELECT event_id, partner, 'accelerator', period, ${marginal('band', 'after')} - ${marginal('band', 'after - amount')} FROM running`,
  },
  'two rules that stack, one capped per order, one per quarter': {
    plan: {
      rules: [
        invoiced('share', { priority: 1, bands: flat('4.25%'), clawback: [{ takes: 'nothing' }] }),
        invoiced('bonus', {
          priority: 2,
          basis: 'count',
          bands: [{ from: '0', each: '7.77' }],
          clawback: [{ takes: 'nothing' }],
        }),
      ],
      caps: [
        { per: 'deal', amount: '400', rules: ['share'] },
        { per: 'period', amount: '150', rules: ['bonus'] },
      ],
    },
    sql: `WITH wanted AS (SELECT id, partner, period, round(amount * 0.0425, 2) AS share,
        sum(round(amount * 0.0425, 2)) OVER (PARTITION BY partner, deal ORDER BY day, id) AS shares,
        7.77 * row_number() OVER (PARTITION BY partner, period ORDER BY day, id) AS bonuses FROM line)
      SELECT id, partner, 'share', period, least(400, shares) - least(400, shares - share) FROM wanted
      UNION ALL SELECT id, partner, 'bonus', period, least(150, bonuses) - least(150, bonuses - 7.77) FROM wanted`,
  },
  'the better of an amount and a share, lost whole by any refund': {
    plan: {
      rules: [
        invoiced('amount', {
          group: 'g',
          basis: 'count',
          bands: [{ from: '0', each: '9' }],
          clawback: [{ takes: 'all' }],
        }),
        invoiced('percent', { group: 'g', bands: flat('2.5%'), clawback: [{ takes: 'all' }] }),
      ],
      groups: { g: 'best' },
    },
    sql: `WITH best AS (SELECT *, CASE WHEN round(amount * 0.025, 2) > 9 THEN 'percent' ELSE 'amount' END AS rule, greatest(9, round(amount * 0.025, 2)) AS paid FROM line)
      SELECT id, partner, rule, period, paid FROM best UNION ALL SELECT 'R-' || id, partner, rule, period, -paid FROM best WHERE refund > 0`,
  },
  'shares of who sold, found and helped, to the last cent, and advice on top': {
    plan: {
      rules: [
        invoiced('shared', {
          bands: flat('6%'),
          split: { shares: { sold: '1/3', found: '1/3', helped: '1/3' }, overlay: { advised: '5%' } },
        }),
      ],
    },
    // Largest remainder, ties by partner id: what was paid before a refund and what stays are each shared as a whole.
    sql: `WITH whole AS (
        SELECT id AS event_id, id, 1 AS sign, round(amount * 6) AS cents FROM line
        UNION ALL SELECT 'R-' || id, id, -1, round(amount * 6) FROM line WHERE refund > 0
        UNION ALL SELECT 'R-' || id, id, 1, round((amount - refund) * 6) FROM line WHERE refund > 0),
      holder AS (SELECT id, payee, count(*) AS thirds FROM line CROSS JOIN LATERAL (VALUES (partner), (coalesce(finder, partner)), (coalesce(helper, partner))) v(payee) GROUP BY id, payee),
      part AS (SELECT event_id, id, sign, payee, cents, div(cents * thirds, 3) AS floored,
          row_number() OVER (PARTITION BY event_id, sign ORDER BY (cents * thirds) % 3 DESC, payee) AS rank FROM whole JOIN holder USING (id)),
      paid AS (SELECT event_id, id, payee, 'shared' AS rule, sign * (floored + (rank <= cents - sum(floored) OVER (PARTITION BY event_id, sign))::int) AS cents FROM part
        UNION ALL SELECT event_id, id, helper, 'shared, on top', sign * round(cents * 0.05) FROM whole JOIN line USING (id) WHERE helper IS NOT NULL)
      SELECT event_id, payee, rule, period, sum(paid.cents) / 100 FROM paid JOIN line USING (id) GROUP BY 1, 2, 3, 4`,
  },
  'rebates of closed quarters: growth on the year before, and volume': {
    plan: {
      rules: [
        ruleOf({
          ...{ id: 'growth', trigger: 'period_close', counts: 'invoice_issued', bandsOn: 'growth' },
          growth: { against: 'previous_year', pays: 'increment' },
          bands: [
            { from: '0%', to: '10%', rate: '0%' },
            { from: '10%', to: '45.5%', rate: '1.5%' },
            { from: '45.5%', rate: '3%' },
          ],
        }),
        ruleOf({
          ...{ id: 'volume', trigger: 'period_close', counts: 'invoice_issued', bandsMode: 'whole' },
          bands: bands(['0', '0%'], ['25000', '0.75%'], ['100000', '1.25%']),
        }),
      ],
    },
    sql: `WITH quarter AS (SELECT partner, period, sum(amount) AS net FROM step GROUP BY 1, 2),
      compared AS (SELECT q.*, (q.net - y.net) AS more, y.net AS prior FROM quarter q LEFT JOIN quarter y
        ON y.partner = q.partner AND y.period = (left(q.period, 4)::int - 1) || substr(q.period, 5))
      SELECT 'close/' || partner || '/' || period, partner, 'growth', period,
             round(more * CASE WHEN more >= prior * 0.455 THEN 0.03 WHEN more >= prior * 0.1 THEN 0.015 ELSE 0 END, 2) FROM compared WHERE prior > 0
      UNION ALL SELECT 'close/' || partner || '/' || period, partner, 'volume', period,
             round(net * CASE WHEN net >= 100000 THEN 0.0125 WHEN net >= 25000 THEN 0.0075 ELSE 0 END, 2) FROM quarter`,
  },
  'an amount for each unit, more from the twentieth of a quarter on': {
    plan: {
      rules: [
        invoiced('units', {
          ...{ basis: 'units', bandsPer: 'period', clawback: [{ takes: 'nothing' }] },
          bands: [
            { from: '0', to: '20', each: '1.10' },
            { from: '20', each: '1.65' },
          ],
        }),
      ],
    },
    sql: `WITH counted AS (SELECT *, sum(quantity) OVER (PARTITION BY partner, period ORDER BY day, id) AS after FROM line)
      SELECT id, partner, 'units', period, quantity * 1.10 + (greatest(0, after - 20) - greatest(0, after - quantity - 20)) * 0.55 FROM counted`,
  },
};
