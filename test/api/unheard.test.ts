import { Unheard } from '../../api/unheard';
import { waitFor } from '../../local/processes';

const SOON_MS = 5_000;

/** What was logged, by level. */
let logged: { info: object[]; warn: object[] };
const logger = {
  info: (line: object) => void logged.info.push(line),
  warn: (line: object) => void logged.warn.push(line),
};
beforeEach(() => (logged = { info: [], warn: [] }));

describe('a message that was on its way when Temporal went away', () => {
  test('is sent again once the server is back, if a worker had recorded it', async () => {
    const tries: string[] = [];
    const unheard = new Unheard(() => 0, logger, { lookEveryMs: 1 });
    unheard.add('complete', {
      isRecorded: async () => true,
      sendAgain: async () => {
        tries.push('sent');
        if (tries.length < 3) throw new Error('Temporal is away');
      },
    });
    expect(await waitFor(async () => logged.info.length === 1, SOON_MS, 1)).toBe(true);
    unheard.close();
    expect(tries).toHaveLength(3);
    expect(logged.info).toEqual([{ message: 'complete' }]);
    expect(logged.warn).toEqual(Array(2).fill({ message: 'complete', err: new Error('Temporal is away') }));
  });

  test('is forgotten, and never sent, if nobody has recorded it within a minute', async () => {
    let nowMs = 0;
    let looks = 0;
    let sent = 0;
    const unheard = new Unheard(() => nowMs, logger, { lookEveryMs: 1 });
    unheard.add('complete', {
      isRecorded: async () => {
        looks += 1;
        nowMs += 10_000;
        return false;
      },
      sendAgain: async () => void (sent += 1),
    });
    expect(await waitFor(async () => looks === 7, SOON_MS, 1)).toBe(true);
    expect(await waitFor(async () => looks > 7, 100, 10)).toBe(false);
    expect(sent).toBe(0);
    expect(logged.info).toEqual([{ message: 'complete' }]);
    unheard.close();
  });

  test('is named in the log if there are too many to look after, or the API closes', () => {
    const unheard = new Unheard(() => 0, logger, { rememberedMax: 2 });
    const message = { isRecorded: async () => false, sendAgain: async () => undefined };
    for (const id of ['first', 'second', 'third', 'second']) unheard.add(id, message);
    expect(logged.warn).toEqual([{ message: 'third', remembered: 2 }]);
    unheard.close();
    unheard.add('late', message);
    expect(logged.warn.slice(1)).toEqual([{ messages: ['first', 'second'] }, { message: 'late', remembered: 2 }]);
  });
});
