import type { StageName } from './program';
import { STAGES } from './program';
import type { ServiceName } from './steps';

/** The stages that settle a period after its end, while the next one is already running. */
export const CLOSING_STAGES = ['incentivize', 'accelerate'] as const satisfies StageName[];

/** Where a service can work: a score of a period needs one, and money is settled once the period is over. */
export const SERVICE_STAGES: Readonly<Record<ServiceName, readonly StageName[]>> = {
  scoreFit: STAGES,
  calculatePayout: CLOSING_STAGES,
  recordPayout: CLOSING_STAGES,
  scorePartner: ['market', 'sell', ...CLOSING_STAGES],
  applyTier: CLOSING_STAGES,
};

/** Services that act on what people have approved, and the service whose result that must be. */
export const ACTS_ON: Readonly<Partial<Record<ServiceName, ServiceName>>> = {
  recordPayout: 'calculatePayout',
  applyTier: 'scorePartner',
};
