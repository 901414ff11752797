import { WriteStream } from 'node:tty';
import { dirname } from 'node:path';
import { ApiClient } from '../../local/demo/http';
import type { Page, TimelineAnswer } from '../../local/demo/answers';
import { Screen } from '../../local/demo/screen';
import type { Told } from '../../local/demo/story';
import { tellStory } from '../../local/demo/story';
import type { Stack } from '../../local/stack';
import { startStack } from '../../local/stack';
import { builtProgram, freshFolder } from '../kit/programs';

/** What the demo writes, kept for reading. */
function notebook(): { out: NodeJS.WriteStream; text(): string } {
  const written: string[] = [];
  const out = Object.create(WriteStream.prototype as object) as NodeJS.WriteStream;
  Object.defineProperties(out, {
    isTTY: { value: false },
    write: { value: (chunk: string) => written.push(chunk) > 0 },
  });
  return { out, text: () => written.join('') };
}

describe('the whole ring over HTTP, on real servers', () => {
  let stack: Stack;
  let told: Told;
  const notes = notebook();
  const as = (name: string): ApiClient => new ApiClient(stack.apiUrl, () => stack.tokenFor(name));

  beforeAll(async () => {
    const dist = dirname(dirname(await builtProgram('local/demo')));
    stack = await startStack({
      dataDir: freshFolder('ring'),
      dist,
      env: { PATH: process.env['PATH'], HOME: process.env['HOME'] },
    });
    told = await tellStory(stack, new Screen(notes.out));
  }, 240_000);

  afterAll(() => stack?.stop(), 60_000);

  /** The partner's sales, and what each quarter comes to. */
  async function booked() {
    const { items: sales } = await as('fiona').get<Page<{ occurredOn: string; amount: { amount: string } }>>(
      `/v1/sales?partner=${told.partner.partnerId}`,
    );
    const cents = new Map<string, number>();
    for (const { occurredOn, amount } of sales) {
      const quarter = `${occurredOn.slice(0, 4)}-${Math.ceil(Number(occurredOn.slice(5, 7)) / 3)}`;
      cents.set(quarter, (cents.get(quarter) ?? 0) + Math.round(Number(amount.amount) * 100));
    }
    return { sales, cents };
  }

  test('a partner goes through all eight stages and into the next cycle', () => {
    const ended = told.partner.stageRuns
      .filter(({ outcome }) => outcome !== null)
      .map(({ stage, cycle, outcome }) => `${stage} ${cycle} ${outcome}`);
    expect(ended.sort()).toEqual(
      ['strategize 0', 'recruit 0', 'onboard 0', 'enable 0', 'market 1', 'sell 1', 'incentivize 1', 'accelerate 1']
        .map((stage) => `${stage} completed`)
        .sort(),
    );
    expect(told.partner).toMatchObject({ mode: 'active', cycle: 2 });
  });

  test('its tier is what the quarter’s sales reach: gold where the clock let both orders fall into one', async () => {
    const { cents } = await booked();
    const [, quarterOfTheSecond] = [...cents].sort().at(-1)!;
    expect(told.partner.tier).toBe(quarterOfTheSecond < 10_000_000 ? 'silver' : 'gold');
  });

  test('the payout is what the pinned plan says of the sales that were booked, and it is due', async () => {
    const { items } = await as('fiona').get<Page<{ amount: { amount: string; currency: string }; state: string }>>(
      `/v1/partners/${told.partner.partnerId}/payouts`,
    );
    const { sales, cents } = await booked();
    // Registered tier of the shipped plan: 3 % up to 50,000.00, 4 % above, per quarter.
    const earned = [...cents.values()].reduce(
      (sum, total) => sum + Math.round(Math.min(total, 5_000_000) * 0.03 + Math.max(0, total - 5_000_000) * 0.04),
      0,
    );
    expect(sales).toHaveLength(6);
    expect(items).toEqual([
      expect.objectContaining({ amount: { amount: (earned / 100).toFixed(2), currency: 'USD' }, state: 'due' }),
    ]);
  });

  test('the timeline tells who did what', async () => {
    const { items } = await as('pam').get<TimelineAnswer>(`/v1/partners/${told.partner.partnerId}/timeline?limit=200`);
    const actions = items.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['lifecycle.cycle_started', 'approval.approved']));
    expect(items.every(({ actor }) => /^(person|service|system)[:/]/.test(actor))).toBe(true);
  });

  test('whoever watches the demo sees stages, steps and who acted', () => {
    for (const words of [
      'Recruit',
      'pam approved',
      'ana signed',
      'lena countersigned',
      'lms reported',
      'erp booked',
      'incentivize completed',
    ])
      expect(notes.text()).toContain(words);
  });

  test('people were written to, and the mailbox shows it', async () => {
    const read = async (path: string): Promise<string> => (await fetch(`${stack.mailboxUrl}${path}`)).text();
    expect(await read('/')).toContain('href="/mails/1"');
    expect(await read('/mails/1')).toContain(told.partner.name);
  });

  test('another partner’s people and strangers see nothing of it', async () => {
    const stranger = await fetch(`${stack.apiUrl}/v1/partners/${told.partner.partnerId}`, {
      headers: { authorization: `Bearer ${await stack.tokenFor('lms')}` },
    });
    const nobody = await fetch(`${stack.apiUrl}/v1/partners/${told.partner.partnerId}`);
    expect([stranger.status, nobody.status]).toEqual([404, 401]);
  });
});
