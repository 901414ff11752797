/** What a rule pays, as a picture of it needs it: exact amounts, computed by what prices. */
import { formatAmount, parseAmount, roundHalfAway } from '../money';
import type { BandSchedule } from './commission-bands';
import { bandAmount, compileBands } from './commission-bands';
import type { Band, CommissionPlan, CommissionRule } from './commission-plan';
import { isCounted } from './commission-words';

/** Even places on a curve; edges come in between. */
const PLACES = 40n;
/** A picture shows the basis up to so many tenths of the last edge. */
const BEYOND_TENTHS = 13n;

/** One place on the curves of a rule. Texts are major units of the plan's currency, or a counted number. */
interface CurvePoint {
  basis: string;
  /** What it pays altogether, rounded as an earning is, in the order of the curve's tiers. */
  amounts: string[];
}

/** What a rule pays, by tier. */
export interface CommissionCurve {
  /** Tier ids; null for the bands of every tier. */
  tiers: (string | null)[];
  counted: boolean;
  points: CurvePoint[];
}

/**
 * The curves of a rule's bands alone, without floors and caps; null where there is nothing to see: one band, a
 * guarantee, or edges that are shares of growth or of a quota that only the partner knows.
 */
export function curveOf(rule: CommissionRule, { currency }: Pick<CommissionPlan, 'currency'>): CommissionCurve | null {
  const bandsOf = bandLists(rule);
  const quotaMinor = rule.quota === undefined ? undefined : parseAmount(rule.quota, currency);
  if (rule.bandsOn === 'growth' || (rule.bandsOn === 'quota' && quotaMinor === undefined)) return null;
  const counted = isCounted(rule);
  const whole = rule.bandsMode === 'whole';
  const terms = { currency, whole, counted, ...(rule.bandsOn === 'quota' && { quotaMinor }) };
  const schedules = bandsOf.map(([, bands]) => compileBands(bands, terms));
  const edges = [...new Set(schedules.flatMap(edgesOf))];
  const last = edges.reduce((most, edge) => (edge > most ? edge : most), 0n);
  if (last === 0n) return null;
  const places = placesOf(edges, { end: (last * BEYOND_TENTHS) / 10n, whole });
  return {
    tiers: bandsOf.map(([tier]) => tier),
    counted,
    points: places.map((basis) => ({
      basis: counted ? String(basis) : formatAmount(basis, currency),
      amounts: schedules.map((schedule) => formatAmount(roundHalfAway(bandAmount(schedule, basis)), currency)),
    })),
  };
}

function bandLists({ tiers, bands }: CommissionRule): [tier: string | null, bands: Band[]][] {
  if (tiers) return Object.entries(tiers);
  return bands ? [[null, bands]] : [];
}

/** Edges above zero, each the first whole unit of the basis that is in the band. */
function edgesOf({ bands, scale }: BandSchedule): bigint[] {
  return bands.map(({ from }) => (from + scale - 1n) / scale).filter((edge) => edge > 0n);
}

/** Where the band reached pays on everything, the amount jumps: the last unit below an edge is a place too. */
function placesOf(edges: readonly bigint[], { end, whole }: { end: bigint; whole: boolean }): bigint[] {
  const even = Array.from({ length: Number(PLACES) + 1 }, (_, index) => (end * BigInt(index)) / PLACES);
  const below = whole ? edges.map((edge) => edge - 1n) : [];
  return [...new Set([...even, ...edges, ...below])].sort((a, b) => (a < b ? -1 : 1));
}
