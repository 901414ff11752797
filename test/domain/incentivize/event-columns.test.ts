import { checkEventMapping, guessEventMapping, mapEventRows } from '../../../domain/incentivize/event-columns';

describe('a file of commission events', () => {
  const headers = ['Id', 'Type', 'Reseller', 'Won Date', 'Original', 'Amount', 'Cur', 'Opportunity', 'Registered'];

  it('is read by its headers', () => {
    const mapping = guessEventMapping(headers);
    expect(mapping.columns).toEqual({
      ...{ eventId: 'Id', kind: 'Type', partner: 'Reseller', occurredOn: 'Won Date', of: 'Original' },
      ...{ amount: 'Amount', dealId: 'Opportunity', registered: 'Registered' },
    });
    const rows = [
      ['d-1', 'Deal won', 'acme', '2026-03-01', '', '10.00', '', 'o-7', 'yes'],
      ['r-1', 'charge-back', 'acme', '2026-03-02', 'd-1', '', '', '', ''],
    ];
    expect(mapEventRows({ headers, rows }, { mapping, currency: 'USD' })).toEqual([
      {
        ...{ eventId: 'd-1', kind: 'deal_won', partner: 'acme', occurredOn: '2026-03-01', dealId: 'o-7' },
        ...{ amount: { amount: '10.00', currency: 'USD' }, registered: true },
      },
      { eventId: 'r-1', kind: 'charge_back', partner: 'acme', occurredOn: '2026-03-02', of: 'd-1' },
    ]);
  });

  it('that does not say enough is refused with each column that is missing', () => {
    const mapping = guessEventMapping(['Amount', 'Customer']);
    const pointers = checkEventMapping(mapping, ['Amount', 'Customer'], undefined).map(({ pointer }) => pointer);
    expect(pointers).toEqual([
      ...['/columns/eventId', '/columns/kind', '/columns/partner', '/columns/occurredOn'],
      '/columns/currency',
    ]);
    expect(() => mapEventRows({ headers: ['Amount', 'Customer'], rows: [] }, { mapping, currency: 'USD' })).toThrow(
      'No column holds eventId',
    );
  });
});
