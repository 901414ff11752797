import { historyFromJSON } from '@temporalio/common/lib/proto-utils';
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker';
import { recordedHistories } from '../kit/histories';
import type { RecordedHistory } from '../kit/histories';
import { workflowBundle } from '../kit/temporal';

const recorded = recordedHistories();

beforeAll(() => {
  Runtime.install({ logger: new DefaultLogger('ERROR') });
});

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
  test('are of every kind: the lifecycle over three runs, eight stages, approvals, certificates, imports', () => {
    const kinds = [...recorded.keys()].map((file) => file.split('.')[0]);
    expect(new Set(kinds)).toEqual(
      new Set(
        'partner-lifecycle strategize recruit onboard enable market sell incentivize accelerate approval certificate bulk-import'.split(
          ' ',
        ),
      ),
    );
    expect(kinds.filter((kind) => kind === 'partner-lifecycle').length).toBeGreaterThanOrEqual(3);
  });

  test.each([...recorded])('%s goes on with today’s code', async (_file, one) => {
    await expect(replay(one)).resolves.toBeUndefined();
  });

  test('would not go on with code that does something else: the replay notices', async () => {
    const one = [...recorded].find(([file]) => file.startsWith('strategize'))![1];
    await expect(replay(tampered(one))).rejects.toThrow(/[Nn]ondeterminism|[Dd]eterminism/);
  });

  test('carry nobody’s mail address in their histories', () => {
    for (const [file, { history }] of recorded) {
      const text = textOf(history);
      expect(`${file}: ${/[\w.+-]+@[\w-]+\.(example|com|org|net)/.exec(text)?.[0] ?? 'no address'}`).toBe(
        `${file}: no address`,
      );
    }
  });
});

/** The history with its payloads decoded. */
function textOf(value: unknown): string {
  if (Array.isArray(value)) return value.map(textOf).join('\n');
  if (typeof value !== 'object' || value === null) return String(value);
  return Object.entries(value)
    .map(([key, member]) =>
      key === 'data' && typeof member === 'string' ? Buffer.from(member, 'base64').toString('utf8') : textOf(member),
    )
    .join('\n');
}
