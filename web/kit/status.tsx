import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** What a state means to whoever looks at it. */
export type Tone = 'good' | 'info' | 'warn' | 'bad' | 'quiet';

const TONES: Record<string, Tone> = {
  active: 'good',
  paused: 'warn',
  suspended: 'bad',
  withdrawn: 'quiet',
  offboarded: 'quiet',
  rejected: 'bad',
  expired: 'bad',
  open: 'info',
  waiting: 'quiet',
  done: 'good',
  completed: 'good',
  approved: 'good',
  skipped: 'quiet',
  not_applicable: 'quiet',
  failed: 'bad',
  carried: 'quiet',
  lapsed: 'warn',
  cancelled: 'quiet',
  running: 'info',
  at_risk: 'warn',
  dormant: 'bad',
  activated: 'good',
  valid: 'good',
  upcoming: 'info',
  superseded: 'quiet',
  left: 'quiet',
  sent: 'info',
  signed: 'info',
  countersigned: 'good',
  closed: 'quiet',
  calculated: 'info',
  due: 'good',
  void: 'quiet',
  booked: 'info',
  priced: 'good',
  awaiting_rate: 'warn',
  unmatched: 'warn',
  invited: 'info',
  proposed: 'warn',
  verified: 'good',
  passed: 'good',
};

/** The tone of a state of ours. */
export const toneOf = (state: string): Tone => TONES[state] ?? 'quiet';

/** A state in words, with a dot whose colour says the same. */
export function Status({ tone, children }: { tone: Tone; children: ReactNode }) {
  return (
    <Text component="span" className={`ple-status ple-${tone}`}>
      <span className="ple-dot" aria-hidden="true" />
      {children}
    </Text>
  );
}
