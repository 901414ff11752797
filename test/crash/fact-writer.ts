import { setTimeout as pause } from 'node:timers/promises';
import type { Sight } from './house';
import { eventually, rows } from './house';

/** Somebody who reports facts at a steady rate, whatever is down, and remembers what was acknowledged. */
export class FactWriter {
  readonly acknowledged = new Set<string>();
  readonly surprises: string[] = [];
  private readonly sending: Promise<void>[] = [];
  private stopping = false;
  private writing: Promise<void> | undefined;

  constructor(
    private readonly house: Sight,
    private readonly how: { partners: string[]; perSecond: number },
  ) {}

  start(): void {
    this.writing = this.write();
  }

  /** Stops, and waits until everything that was sent is acknowledged. */
  async stop(): Promise<void> {
    this.stopping = true;
    await this.writing;
    await Promise.all(this.sending);
  }

  /** Every acknowledged fact is exactly one row, and there are no others. */
  async expectAllRecorded(): Promise<void> {
    const { house, acknowledged } = this;
    expect(this.surprises).toEqual([]);
    expect(house.person('carl').lived.faults).toEqual([]);
    const recorded = async (): Promise<string[]> =>
      (await rows<{ fact_id: string }>(house, 'SELECT fact_id FROM fact')).map(({ fact_id }) => fact_id).sort();
    await eventually('all facts are recorded', async () => (await recorded()).length >= acknowledged.size);
    expect(await recorded()).toEqual([...acknowledged].sort());
  }

  private async write(): Promise<void> {
    const { partners, perSecond } = this.how;
    for (let n = 0; !this.stopping; n += 1) {
      this.sending.push(this.report(partners[n % partners.length]!, n));
      await pause(1_000 / perSecond);
    }
  }

  private async report(partner: string, n: number): Promise<void> {
    const body = { eventId: `event-${n}`, kind: 'customer_met', occurredAt: '2026-01-05T12:00:00Z' };
    const answer = await this.house
      .person('carl')
      .insist('POST', `/v1/partners/${partner}/facts`, { body, key: `fact-${n}` });
    if (answer.status === 202) this.acknowledged.add(String(answer.body['factId']));
    else this.surprises.push(`${answer.status} ${JSON.stringify(answer.body)}`);
  }
}
