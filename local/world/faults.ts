import { randomInt } from 'node:crypto';

/**
 * How a third party misbehaves: `slow` answers late; `error-before` fails without doing; `error-after` does and then
 * fails; `drop-reply` does and cuts the line; `hang` neither does nor answers; `wrong` does and answers nonsense.
 */
const FAULT_MODES = ['none', 'slow', 'error-before', 'error-after', 'drop-reply', 'hang', 'wrong'] as const;
export type FaultMode = (typeof FAULT_MODES)[number];

const FAULT_TARGETS = ['screening', 'scim'] as const;
export type FaultTarget = (typeof FAULT_TARGETS)[number];

/** One fault switch, as `PUT /faults` takes it. */
export interface FaultSwitch {
  target: FaultTarget;
  mode: FaultMode;
  /** The share of calls that it hits, 0 to 1. Default 1. */
  rate?: number;
  /** For `slow`. Default 1,000. */
  delayMs?: number;
  /** Starts the row of dice again, so that a run can be repeated. Default: a random one, told in the answer. */
  seed?: number;
}

/** The fault switches, each with dice of its own. */
export class Faults {
  private readonly switches = new Map<FaultTarget, Required<FaultSwitch> & { dice: () => number }>();

  set(wanted: FaultSwitch): Required<FaultSwitch> {
    const seed = wanted.seed ?? randomInt(2 ** 31);
    const complete = { rate: 1, delayMs: 1_000, ...wanted, seed };
    this.switches.set(wanted.target, { ...complete, dice: mulberry32(seed) });
    return complete;
  }

  /** Throws the dice for one call. */
  strike(target: FaultTarget): { mode: FaultMode; delayMs: number } {
    const fault = this.switches.get(target);
    if (fault === undefined || fault.mode === 'none' || fault.dice() >= fault.rate) return { mode: 'none', delayMs: 0 };
    return { mode: fault.mode, delayMs: fault.delayMs };
  }
}

/** Says what is wrong with a fault switch that came over HTTP. */
export function checkFault(body: unknown): FaultSwitch | { wrong: string } {
  const { target, mode, rate, delayMs, seed } = (body ?? {}) as Record<string, unknown>;
  if (!FAULT_TARGETS.includes(target as FaultTarget)) return { wrong: `target is one of ${FAULT_TARGETS.join(', ')}` };
  if (!FAULT_MODES.includes(mode as FaultMode)) return { wrong: `mode is one of ${FAULT_MODES.join(', ')}` };
  if (rate !== undefined && !(typeof rate === 'number' && rate >= 0 && rate <= 1))
    return { wrong: 'rate is from 0 to 1' };
  if (delayMs !== undefined && !(typeof delayMs === 'number' && delayMs >= 0))
    return { wrong: 'delayMs is not negative' };
  if (seed !== undefined && !Number.isInteger(seed)) return { wrong: 'seed is a whole number' };
  return body as FaultSwitch;
}

/** A small well-known generator (Tommy Ettinger's mulberry32): the same seed throws the same row. */
export function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
