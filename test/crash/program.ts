import type { Program } from '../../domain/program';
import type { Step } from '../../domain/steps';
import { smallProgram } from '../kit/small-program';

/** Long enough that servers die while nothing but a timer is on its way, short enough for a test. */
const A_MOMENT = '2500ms';

/**
 * What partners go through while everything around them dies: a business case, vetting and admission by two, an
 * agreement signed by both sides, access, a plan. Timers run beside, in real time. Whoever is onboarded waits in
 * Enable until somebody ends it.
 */
export function crashProgram(): Program {
  return smallProgram({
    stages: {
      strategize: {
        fit: { kind: 'service', title: 'Score the fit', does: 'scoreFit', owner: 'CAM' },
        'cooling-off': { kind: 'wait', title: 'Let it rest', owner: 'CAM', for: A_MOMENT },
        'business-case': {
          ...{ kind: 'approval', title: 'Approve the business case', owner: 'PM', needs: ['fit', 'cooling-off'] },
          ...{ decides: 'fit', roles: ['PM', 'VP'], quorum: 1, rejection: 'ends' },
        },
      },
      recruit: {
        review: { kind: 'task', title: 'Check the company', owner: 'CAM', evidence: ['finding'] },
        screening: { kind: 'screening', title: 'Screen the company', owner: 'LEG' },
        admit: {
          ...{ kind: 'approval', title: 'Admit the partner', owner: 'PM', needs: ['review', 'screening'] },
          ...{ decides: 'review', roles: ['CAM', 'PM', 'LEG'], quorum: 2, rejection: 'ends' },
        },
      },
      onboard: {
        agreement: { kind: 'agreement', title: 'Sign', owner: 'P-own', document: 'terms', countersign: 'LEG' },
        access: { kind: 'provision', title: 'Give access', owner: 'CAM', needs: ['agreement'], systems: ['portal'] },
        plan: { kind: 'task', title: 'Write the plan', owner: 'P-own', needs: ['agreement'], evidence: ['plan'] },
        'settling-in': { kind: 'wait', title: 'Settle in', owner: 'CAM', for: A_MOMENT },
      },
      enable: { 'learn-on': { kind: 'wait', title: 'Learn', owner: 'CAM', for: '365d' } },
    },
  });
}

/** Every so many-th question of {@link decisionProgram} is asked of two levels. */
export const CHAIN_EVERY = 5;

/** Nothing but decisions: `count` questions wait for each partner at once, some of them at two levels. */
export function decisionProgram(count: number): Program {
  const asking = (role: string) => ({ roles: [role], quorum: 1, rejection: 'ends' as const });
  const chain = { levels: [{ groups: [asking('PM')] }, { groups: [asking('VP')] }] };
  const question = (n: number): Step => ({
    ...{ kind: 'approval', title: `Question ${n}`, owner: 'PM' },
    ...(n % CHAIN_EVERY === 0 ? chain : asking('PM')),
  });
  const steps = Array.from({ length: count }, (_, n) => [`question-${n + 1}`, question(n + 1)] as const);
  return {
    ...smallProgram({ stages: { strategize: Object.fromEntries(steps) } }),
    id: 'decisions',
    title: 'Decisions only',
  };
}
