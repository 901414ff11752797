import type { StageName } from '../../domain/program';

const ORDER: Record<StageName, number> = {
  strategize: 0,
  recruit: 1,
  onboard: 2,
  enable: 3,
  market: 4,
  sell: 5,
  incentivize: 6,
  accelerate: 7,
};

/** The eight stages, in the order in which a partner meets them. */
export const STAGES = (Object.keys(ORDER) as StageName[]).sort((a, b) => ORDER[a] - ORDER[b]);

/** Sorts stages as a partner meets them. */
export const byStage = (a: StageName, b: StageName): number => ORDER[a] - ORDER[b];
