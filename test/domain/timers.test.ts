import { activationTimers, stepTimers, upcoming } from '../../domain/timers';
import { loadShippedProgram } from '../../programs/load';
import { buildVersion, sliceFor } from '../../programs/publish';
import { REAL_CLOCK } from '../../domain/clock';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A Tuesday noon, UTC. */
const NOW_MS = Date.UTC(2026, 9, 6, 12);
const version = buildVersion({ program: loadShippedProgram(), version: 1, clock: REAL_CLOCK, nowMs: NOW_MS });
const { ladders, regionCalendar, activation } = sliceFor(version, { region: 'us', type: 'reseller' });
const step = { title: 'Sign', isWait: false, openedMs: NOW_MS, dueMs: NOW_MS + 14 * DAY_MS };

describe('the timers of a step', () => {
  test('are its ladder and its due date, in the order in which they fire', () => {
    const timers = stepTimers({ ...step, ladder: ladders['signature'] }, regionCalendar, NOW_MS);
    expect(timers.map(({ kind }) => kind)).toEqual(['remind', 'remind', 'due', 'escalate', 'end']);
    expect(timers.at(-1)).toEqual({
      atMs: expect.any(Number),
      kind: 'end',
      about: 'Sign',
      then: 'End: 60d after due, expired',
    });
    expect(timers.map(({ atMs }) => atMs)).toEqual([...timers.map(({ atMs }) => atMs)].sort((a, b) => a - b));
  });

  test('that have fired are told no more', () => {
    const late = step.dueMs + DAY_MS;
    const timers = stepTimers({ ...step, ladder: ladders['signature'] }, regionCalendar, late);
    expect(timers.map(({ kind }) => kind)).toEqual(['escalate', 'end']);
    expect(stepTimers({ ...step, ladder: ladders['signature'] }, regionCalendar, step.dueMs)[0]?.kind).toBe('escalate');
  });

  test('without a due date are none; without a ladder the due date alone; a wait is done', () => {
    expect(stepTimers({ ...step, dueMs: null }, regionCalendar, NOW_MS)).toEqual([]);
    expect(stepTimers(step, regionCalendar, NOW_MS).map(({ kind }) => kind)).toEqual(['due']);
    expect(stepTimers({ ...step, isWait: true }, regionCalendar, NOW_MS)).toMatchObject([
      { kind: 'wait', then: 'The step is done' },
    ]);
  });
});

describe('the activation clock', () => {
  const next = (state: 'running' | 'at_risk' | 'dormant' | 'activated') =>
    activationTimers(activation!, { startedMs: NOW_MS, state }, regionCalendar);

  test('goes from running to at risk after 60 days, then to dormant after 90, and then no further', () => {
    // The same local time: the clocks go back in between.
    expect(next('running')).toMatchObject([{ atMs: NOW_MS + 60 * DAY_MS + HOUR_MS, kind: 'activation' }]);
    expect(next('at_risk')[0]?.then).toContain('dormant');
    expect([...next('dormant'), ...next('activated')]).toEqual([]);
  });
});

test('what is upcoming is what lies ahead, the next first', () => {
  const at = (atMs: number) => ({ atMs, kind: 'due' as const, about: '', then: '' });
  expect(upcoming([at(3), at(1), at(2)], 1).map(({ atMs }) => atMs)).toEqual([2, 3]);
});
