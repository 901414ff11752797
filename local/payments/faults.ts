import { randomInt } from 'node:crypto';
import { mulberry32 } from '../world/faults';

/**
 * How the provider misbehaves: `slow` begins late; `late` pays at once and answers late; `limit` answers 429 without
 * paying; `error-before` and `error-after` answer 5xx without or after paying; `drop-reply` pays and cuts the line;
 * `hang` does nothing and never answers; `hang-after` pays and never answers; `wrong` pays and answers nonsense;
 * `forget` no longer knows the key, so that a repeated key pays twice.
 */
const PAYMENT_FAULT_MODES = [
  'none',
  'slow',
  'late',
  'limit',
  'error-before',
  'error-after',
  'drop-reply',
  'hang',
  'hang-after',
  'wrong',
  'forget',
] as const;
export type PaymentFaultMode = (typeof PAYMENT_FAULT_MODES)[number];

/** Which calls are hit: those that pay, or those that look up. */
const PAYMENT_FAULT_TARGETS = ['send', 'find'] as const;
export type PaymentFaultTarget = (typeof PAYMENT_FAULT_TARGETS)[number];

/** One fault switch, as `PUT /faults` takes it. */
export interface PaymentFault {
  target: PaymentFaultTarget;
  mode: PaymentFaultMode;
  /** The share of calls that it hits, 0 to 1. Default 1. */
  rate?: number;
  /** For `slow` and `late`. Default 1,000. */
  delayMs?: number;
  /** Starts the row of dice again. Default: a random one, told in the answer. */
  seed?: number;
}

/** The two switches, each with dice of its own. */
export class PaymentFaults {
  private readonly switches = new Map<PaymentFaultTarget, Required<PaymentFault> & { dice: () => number }>();

  set(wanted: PaymentFault): Required<PaymentFault> {
    const seed = wanted.seed ?? randomInt(2 ** 31);
    const complete = { rate: 1, delayMs: 1_000, ...wanted, seed };
    this.switches.set(wanted.target, { ...complete, dice: mulberry32(seed) });
    return complete;
  }

  /** Throws the dice for one call. */
  strike(target: PaymentFaultTarget): { mode: PaymentFaultMode; delayMs: number } {
    const fault = this.switches.get(target);
    if (fault === undefined || fault.mode === 'none' || fault.dice() >= fault.rate) return { mode: 'none', delayMs: 0 };
    return { mode: fault.mode, delayMs: fault.delayMs };
  }
}

/** Says what is wrong with a fault switch that came over HTTP. */
export function checkPaymentFault(body: unknown): PaymentFault | { wrong: string } {
  const { target, mode, rate, delayMs } = (body ?? {}) as Record<string, unknown>;
  if (!PAYMENT_FAULT_TARGETS.includes(target as PaymentFaultTarget)) return { wrong: 'target is send or find' };
  if (!PAYMENT_FAULT_MODES.includes(mode as PaymentFaultMode))
    return { wrong: `mode is one of ${PAYMENT_FAULT_MODES.join(', ')}` };
  if (rate !== undefined && !(typeof rate === 'number' && rate >= 0 && rate <= 1))
    return { wrong: 'rate is from 0 to 1' };
  if (delayMs !== undefined && !(typeof delayMs === 'number' && delayMs >= 0))
    return { wrong: 'delayMs is not negative' };
  return body as PaymentFault;
}
