import type { ProgramVersion } from '../../domain/program';
import { smallProgram } from '../kit/small-program';
import { moneyKit } from '../kit/money';
import type { EventLike, MoneyKit } from '../kit/money';
import { addPartner, addPerson, publishVersion } from '../kit/rows';

describe('commission events that arrive', () => {
  let kit: MoneyKit;
  let program: ProgramVersion;
  let partner: string;

  beforeAll(async () => {
    kit = await moneyKit();
    program = await publishVersion(kit.pool, { program: smallProgram({}) });
    partner = await addPartner(kit.pool, program, { partnerId: 'acme-aaaaaaaa' });
  });
  afterAll(() => kit.close());

  const stored = (eventId: string) => kit.rows('SELECT * FROM partner_commission_event WHERE event_id = $1', [eventId]);
  const won = (eventId: string, parts: Partial<EventLike> = {}): EventLike => ({
    ...{ eventId, partner, kind: 'deal_won', amount: '1234.55' },
    ...parts,
  });

  it('are stored once: the same again is harmless, another body under the same id is refused with the reason', async () => {
    expect((await kit.importEvents(program, [won('d-1')])).outcomes).toEqual(['stored']);
    expect((await kit.importEvents(program, [won('d-1')])).outcomes).toEqual(['same']);
    const other = await kit.importEvents(program, [won('d-1', { amount: '1234.56' })]);
    expect(other.rows[0]).toMatchObject({ outcome: 'conflict', code: 'EVENT.CONFLICT', reference: 'd-1' });
    expect(other.rows[0]?.message).toMatch('stored with other content');
    expect(await stored('d-1')).toMatchObject([{ amount_minor: '123455', period: '2026-Q3', partner_id: partner }]);
  });

  it('keep all that was said, in minor units, with the instant and when it was recorded', async () => {
    const event = won('d-2', {
      ...{ occurredOn: '2026-07-01T02:30:00+02:00', tax: '190', quantity: 3, customerId: 'k', termMonths: 12 },
      credits: [{ partnerId: partner, share: '1' }],
    });
    await kit.importEvents(program, [event]);
    const [row] = await stored('d-2');
    // By the clocks of New York it was still June, and so the second quarter.
    expect(row).toMatchObject({ occurred_on: '2026-06-30', period: '2026-Q2', recorded_at: expect.any(Date) });
    expect(row).toMatchObject({
      occurred_ms: String(Date.parse('2026-07-01T00:30:00Z')),
      details: { taxMinor: 19_000, quantity: 3, customerId: 'k', termMonths: 12, credits: [{ share: '1' }] },
    });
  });

  it('are refused one by one, each with its reason, and the others are stored', async () => {
    const report = await kit.importEvents(program, [
      won('r-1', { kind: 'sale_booked' }),
      won('r-2', { kind: 'gossip' }),
      won('r-3', { kind: 'refund' }),
      won('r-4', { of: 'd-1' }),
      won('r-5', { kind: 'milestone' }),
      won('r-6', { amount: '1.234' }),
      won('r-7', { amount: undefined, tax: '5' }),
      won('r-8', { credits: [{ partnerId: 'nobody-known' }] }),
      won('r-9', { kind: 'period_close', period: '2026-13' }),
      won('r-10', { rate: { rate: 'much', source: 'ecb', on: '2026-07-01' } }),
      won('r-11'),
    ]);
    expect(report.outcomes).toEqual([...Array.from({ length: 10 }, () => 'refused'), 'stored']);
    expect(report.rows.map(({ message }) => message?.split(':')[0])).toEqual([
      ...['/kind', '/kind', '/of', '/of', '/milestone', '/amount/amount', '/tax', '/credits', '/period', '/rate/rate'],
      undefined,
    ]);
  });

  it('of the kind manual are for Finance alone', async () => {
    const goodwill = won('m-1', { kind: 'manual', reason: 'a statement was late' });
    expect((await kit.importEvents(program, [goodwill])).rows[0]).toMatchObject({ code: 'AUTH.FORBIDDEN' });
    const finance = await addPerson(kit.pool, { roles: ['FIN'] });
    expect((await kit.importEvents(program, [goodwill], { by: finance })).outcomes).toEqual(['stored']);
  });

  it('cannot have the id of a sale of the same source', async () => {
    await kit.importSales(program, [{ saleId: 's-1', partner, amount: '10' }]);
    expect((await kit.importEvents(program, [won('s-1')])).rows[0]).toMatchObject({ code: 'EVENT.CONFLICT' });
    expect((await kit.importEvents(program, [won('s-1')], { source: 'erp' })).outcomes).toEqual(['stored']);
  });

  it('for an unknown partner are kept, and belong to it as soon as it is known', async () => {
    expect((await kit.importEvents(program, [won('u-1', { partner: 'K-77' })], { source: 'erp' })).outcomes).toEqual([
      'unmatched',
    ]);
    const known = { partnerId: 'late-aaaaaaaa', source: 'erp', externalId: 'K-77' };
    const late = await addPartner(kit.pool, program, known);
    const match = () => kit.deps.commissionEvents.matchEvents(kit.pool, { partnerIds: [late], businessKey: 'test' });
    expect([await match(), await match()]).toEqual([1, 0]);
    expect(await stored('u-1')).toMatchObject([{ partner_id: late }]);
  });

  it('are records: the application cannot change or remove one', async () => {
    await expect(kit.rows(`UPDATE commission_event SET amount_minor = 1`)).rejects.toThrow('permission denied');
    await expect(kit.rows('DELETE FROM commission_event')).rejects.toThrow('permission denied');
  });
});
