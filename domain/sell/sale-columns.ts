/** Which column of a file of sales holds what: guessed from its headers, shown, and editable. */
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import type { IncomingSale } from './sale';

/** What a column may hold. `line` is the number of a line within its order. */
export const SALE_COLUMNS = [
  'saleId',
  'partner',
  'occurredOn',
  'amount',
  'currency',
  'kind',
  'refundOf',
  'corrects',
  'product',
  'quantity',
  'line',
] as const;
/** See {@link SALE_COLUMNS}. */
type SaleColumn = (typeof SALE_COLUMNS)[number];

/** Column → header of the file. */
export interface SaleMapping {
  columns: Partial<Record<SaleColumn, string>>;
  /**
   * The id column holds the number of an order, which has several lines: the sale's id is `<order>/<line>`, the line
   * from its own column or counted within the file.
   */
  orderLines: boolean;
}

/** A file without these says too little. */
const REQUIRED: readonly SaleColumn[] = ['saleId', 'partner', 'occurredOn', 'amount'];

/** Headers by meaning, the first one found wins; compared without case, spaces and punctuation. */
const HEADERS: Record<SaleColumn, readonly string[]> = {
  saleId: ['saleid', 'id', 'transactionid', 'invoicelineid', 'orderlineid', 'eventid'],
  partner: ['partner', 'partnerid', 'reseller', 'resellerkey', 'resellerid', 'accountid', 'dealer', 'dealerid'],
  occurredOn: [
    'occurredon',
    'date',
    'saledate',
    'orderdate',
    'bookedon',
    'bookingdate',
    'invoicedate',
    'occurredat',
    'timestamp',
    'datetime',
    'bookedat',
  ],
  amount: ['amount', 'salesamount', 'saleamount', 'netamount', 'linetotal', 'total', 'revenue'],
  currency: ['currency', 'currencycode'],
  kind: ['kind', 'saletype', 'transactiontype'],
  refundOf: ['refundof', 'originalsale', 'originalsaleid'],
  corrects: ['corrects', 'correctionof', 'correctedsale', 'correctedsaleid'],
  product: ['product', 'productid', 'productkey', 'productcode', 'sku', 'item'],
  quantity: ['quantity', 'orderquantity', 'qty', 'units'],
  line: ['line', 'linenumber', 'salesorderlinenumber', 'orderline', 'lineno'],
};

/** Headers that name an order and not a sale. */
const ORDER_HEADERS: readonly string[] = [
  'salesordernumber',
  'ordernumber',
  'orderno',
  'orderid',
  'invoicenumber',
  'invoiceno',
];

/** Guesses the mapping; what it does not find is missing from it. */
export function guessSaleMapping(headers: readonly string[]): SaleMapping {
  const byName = new Map(headers.map((header) => [plain(header), header]));
  const find = (names: readonly string[]): string | undefined =>
    names.map((name) => byName.get(name)).find((header) => header !== undefined);
  const columns: SaleMapping['columns'] = {};
  for (const column of SALE_COLUMNS) {
    const header = find(HEADERS[column]);
    if (header !== undefined) columns[column] = header;
  }
  const order = find(ORDER_HEADERS);
  const orderLines = columns.saleId === undefined && order !== undefined;
  if (orderLines) columns.saleId = order;
  return { columns, orderLines };
}

/** All that is wrong with a mapping for these headers; empty when the file can be read with it. */
export function checkSaleMapping(
  mapping: SaleMapping,
  headers: readonly string[],
  currency: string | undefined,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, message: string): void =>
    void faults.push({ pointer, code: 'IMPORT.MAPPING', message });
  const twice = headers.find((header, index) => headers.indexOf(header) !== index);
  if (twice !== undefined) fault('/headers', `The header "${twice}" comes twice: rename one.`);
  for (const column of REQUIRED) {
    if (mapping.columns[column] === undefined)
      fault(`/columns/${column}`, `No column holds ${column}. The file has: ${headers.join(', ')}.`);
  }
  for (const [column, header] of Object.entries(mapping.columns)) {
    if (!headers.includes(header))
      fault(`/columns/${column}`, `The file has no column "${header}". It has: ${headers.join(', ')}.`);
  }
  if (mapping.columns.currency === undefined && currency === undefined) {
    fault('/columns/currency', 'No column holds the currency: name one currency for the whole file.');
  }
  return faults;
}

/**
 * Reads the rows of a file, in order, as incoming sales. Empty cells are absent values.
 *
 * @throws IMPORT.MAPPING with every fault of the mapping
 */
export function mapSaleRows(
  file: { headers: readonly string[]; rows: readonly string[][] },
  { mapping, currency }: { mapping: SaleMapping; currency: string | undefined },
): IncomingSale[] {
  const faults = checkSaleMapping(mapping, file.headers, currency);
  if (faults[0]) throw new DomainError('IMPORT.MAPPING', faults[0].message, faults);
  const indexOf = (column: SaleColumn): number => file.headers.indexOf(mapping.columns[column] ?? '');
  const at = Object.fromEntries(SALE_COLUMNS.map((column) => [column, indexOf(column)])) as Record<SaleColumn, number>;
  const linesOfOrder = new Map<string, number>();
  return file.rows.map((row) => {
    const cell = (column: SaleColumn): string | undefined =>
      at[column] < 0 ? undefined : row[at[column]]?.trim() || undefined;
    const id = cell('saleId') ?? '';
    const counted = (linesOfOrder.get(id) ?? 0) + 1;
    linesOfOrder.set(id, counted);
    return {
      saleId: mapping.orderLines && id !== '' ? `${id}/${cell('line') ?? counted}` : id,
      partner: cell('partner') ?? '',
      kind: cell('kind')?.toLowerCase(),
      refundOf: cell('refundOf'),
      corrects: cell('corrects'),
      occurredOn: cell('occurredOn') ?? '',
      amount: { amount: cell('amount') ?? '', currency: cell('currency') ?? currency ?? '' },
      product: cell('product'),
      quantity: cell('quantity'),
    };
  });
}

function plain(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '');
}
