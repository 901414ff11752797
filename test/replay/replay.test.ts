import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { recordedHistories, textOf } from '../kit/histories';
import type { RecordedHistory } from '../kit/histories';
import * as registry from '../../workflows';
import { workflowBundle } from '../kit/temporal';

const recorded = recordedHistories();

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});

const camel = (words: string): string => words.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Replays one history with the workflows of today. */
async function replay({ workflowId, history }: RecordedHistory): Promise<void> {
  await Worker.runReplayHistory({ workflowBundle: await workflowBundle() }, historyFromJSON(history), workflowId);
}

/** The same history, as if another activity had been asked for. */
function tampered(one: RecordedHistory): RecordedHistory {
  const copy = structuredClone(one);
  const event = copy.history.events.find((found) => 'activityTaskScheduledEventAttributes' in found);
  const { activityType } = event!['activityTaskScheduledEventAttributes'] as { activityType: { name: string } };
  activityType.name = 'somethingElse';
  return copy;
}

describe('partners who are on their way when we deploy', () => {
  test('are of every kind, the lifecycle over several runs, the approval with every end', () => {
    const kinds = [...recorded.keys()].map((file) => camel(file.split('.')[0]!));
    expect([...new Set(kinds)].sort()).toEqual(Object.keys(registry).sort());
    expect(kinds.filter((kind) => kind === 'partnerLifecycle').length).toBeGreaterThanOrEqual(5);
    expect([...recorded.keys()].filter((file) => file.startsWith('approval.v1.')).sort()).toEqual(
      ['approved', 'cancelled', 'expired', 'paused', 'rejected'].map((end) => `approval.v1.${end}.json`),
    );
  });

  test('are short: each file has less than 200 KB', () => {
    for (const [file, one] of recorded) expect([file, JSON.stringify(one).length < 200_000]).toEqual([file, true]);
  });

  test.each([...recorded])('%s goes on with today’s code', async (_file, one) => {
    await expect(replay(one)).resolves.toBeUndefined();
  });

  test('would not go on with code that does something else: the replay notices', async () => {
    const one = recorded.get('strategize.v1.json')!;
    await expect(replay(tampered(one))).rejects.toThrow(/[Nn]ondeterminism|[Dd]eterminism/);
  });

  test('carry nobody’s mail address and nobody’s name in their histories', () => {
    for (const [file, { history }] of recorded) {
      const text = textOf(history);
      // Who took part in the recorded stories.
      expect(`${file}: ${/Olive Owner|Irene Invited|Nora Noted|Una Untold/i.exec(text)?.[0] ?? 'nobody'}`).toBe(
        `${file}: nobody`,
      );
      expect(`${file}: ${/[\w.+-]+@[\w-]+\.(example|com|org|net)/.exec(text)?.[0] ?? 'no address'}`).toBe(
        `${file}: no address`,
      );
    }
  });
});
