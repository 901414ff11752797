import { readCsv } from '../../connectors/csv/csv';
import { DomainError } from '../../domain/errors';
import { checkSaleMapping, guessSaleMapping, mapSaleRows } from '../../domain/sell/sale-columns';

const read = (csv: string, currency?: string) => {
  const file = readCsv(csv);
  return mapSaleRows(file, { mapping: guessSaleMapping(file.headers), currency });
};

describe('columns of a file of sales', () => {
  it('are guessed from the headers of AdventureWorks, an order having several lines', () => {
    const sales = read(
      'SalesOrderNumber,OrderDate,ProductKey,ResellerKey,OrderQuantity,UnitPrice,SalesAmount\nSO1,2017-07-01,349,676,1,10.00,10.00\nSO1,2017-07-01,350,676,3,10.00,30\nSO2,2017-07-02,350,7,1,10.00,10.00\n',
      'USD',
    );
    expect(sales.map(({ saleId, partner, amount }) => [saleId, partner, amount])).toEqual([
      ['SO1/1', '676', { amount: '10.00', currency: 'USD' }],
      ['SO1/2', '676', { amount: '30', currency: 'USD' }],
      ['SO2/1', '7', { amount: '10.00', currency: 'USD' }],
    ]);
    expect(sales[1]).toMatchObject({ occurredOn: '2017-07-01', product: '350', quantity: '3' });
  });

  it('take our own names, with the currency in the file, quotes, a byte-order mark and either line end', () => {
    expect(
      read(
        '\uFEFFSale ID;x,partner,date,"amount",currency,kind,refund of\r\n'.replace(';x', '') +
          'a,"b ""c""",2026-01-01,5,EUR,Refund,z\r\n',
      ),
    ).toEqual([
      {
        saleId: 'a',
        partner: 'b "c"',
        occurredOn: '2026-01-01',
        amount: { amount: '5', currency: 'EUR' },
        kind: 'refund',
        refundOf: 'z',
        product: undefined,
        quantity: undefined,
      },
    ]);
  });

  it('count lines by their own column where there is one', () => {
    expect(read('OrderNumber,LineNumber,partner,date,amount\nA,7,p,2026-01-01,1\n', 'USD')[0]?.saleId).toBe('A/7');
  });

  it('name every fault: what is missing, what is not in the file, and no currency', () => {
    const headers = ['sale id', 'when'];
    const mapping = { ...guessSaleMapping(headers), columns: { saleId: 'sale id', amount: 'price' } };
    expect(checkSaleMapping(mapping, headers, undefined).map((fault) => fault.pointer)).toEqual([
      '/columns/partner',
      '/columns/occurredOn',
      '/columns/amount',
      '/columns/currency',
    ]);
    expect(() => read('a,b\n1,2\n', 'USD')).toThrow(DomainError);
  });

  it('refuse a file that is no CSV, and an empty one', () => {
    expect(() => readCsv('a,b\n"1,2\n')).toThrow(/IMPORT|no CSV/);
    expect(() => readCsv('a,b\n1,2,3\n')).toThrow(/no CSV/);
    expect(() => readCsv('')).toThrow(/empty/);
  });
});
