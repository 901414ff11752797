import type { ProfileCriterion } from '../program';

/** What is scored: company facts of the application. */
export interface FitFacts {
  type: string;
  region: string;
  /** `employees`, `yearsInBusiness`, `focus`, where the application gave them. */
  profile: Readonly<Record<string, unknown>>;
}

/** One line of the score, with its reason in words. */
interface FitPoint {
  /** 0–100. */
  points: number;
  weight: number;
  because: string;
}

/** How well a partner fits the ideal partner profile. */
export interface Fit {
  /** 0–100, rounded half up to two decimals: the sum of points × weight / 100. */
  score: number;
  points: Record<string, FitPoint>;
  segment: Segment;
}

/** How much attention a partner gets. */
type Segment = 'strategic' | 'growth' | 'volume';

/** The lowest score of each segment, best first. */
const SEGMENTS: readonly { segment: Segment; from: number }[] = [
  { segment: 'strategic', from: 75 },
  { segment: 'growth', from: 50 },
  { segment: 'volume', from: 0 },
];

/** Scores an application against the ideal partner profile; every point is explained. */
export function fitOf(profile: readonly ProfileCriterion[], facts: FitFacts): Fit {
  const points: Record<string, FitPoint> = {};
  let weighted = 0;
  for (const criterion of profile) {
    const { points: scored, because } = pointsOf(criterion, valueOf(criterion.field, facts));
    points[criterion.id] = { points: scored, weight: criterion.weight, because };
    weighted += scored * criterion.weight;
  }
  const score = Math.round(weighted) / 100;
  return { score, points, segment: SEGMENTS.find(({ from }) => score >= from)?.segment ?? 'volume' };
}

function valueOf(field: ProfileCriterion['field'], facts: FitFacts): unknown {
  return field === 'type' || field === 'region' ? facts[field] : facts.profile[field];
}

function pointsOf(criterion: ProfileCriterion, value: unknown): { points: number; because: string } {
  const { field, points = {}, steps = [] } = criterion;
  if (value === undefined || value === null || value === '') return { points: 0, because: `${field} was not given` };
  if (steps.length > 0) return stepPoints(field, steps, value);
  const word = String(value);
  if (Object.hasOwn(points, word)) return { points: points[word]!, because: `${field} is ${word}` };
  return { points: points['*'] ?? 0, because: `${field} is ${word}, none of those named` };
}

function stepPoints(
  field: string,
  steps: readonly { from: number; points: number }[],
  value: unknown,
): { points: number; because: string } {
  if (typeof value !== 'number') return { points: 0, because: `${field} is no number` };
  const reached = steps.filter((step) => value >= step.from).sort((a, b) => b.from - a.from)[0];
  if (!reached) return { points: 0, because: `${field} is ${value}, below every step` };
  return { points: reached.points, because: `${field} is ${value}, at least ${reached.from}` };
}
