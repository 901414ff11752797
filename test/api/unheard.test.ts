import { Unheard } from '../../api/unheard';
import { waitFor } from '../../local/processes';

const SOON_MS = 5_000;

describe('a message that was on its way when Temporal went away', () => {
  test('is sent again once the server is back, if a worker had recorded it', async () => {
    const tries: string[] = [];
    const unheard = new Unheard(() => 0, 1);
    unheard.add('complete', {
      isRecorded: async () => true,
      sendAgain: async () => {
        tries.push('sent');
        if (tries.length < 3) throw new Error('Temporal is away');
      },
    });
    expect(await waitFor(async () => tries.length === 3, SOON_MS, 1)).toBe(true);
    unheard.close();
    expect(tries).toHaveLength(3);
  });

  test('is forgotten, and never sent, if nobody has recorded it within a minute', async () => {
    let nowMs = 0;
    let looks = 0;
    let sent = 0;
    const unheard = new Unheard(() => nowMs, 1);
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
    unheard.close();
  });
});
