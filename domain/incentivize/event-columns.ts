/** Which column of a file of commission events holds what: guessed from its headers, shown, and editable. */
import type { Fault } from '../errors';
import { DomainError } from '../errors';
import type { IncomingEvent } from './incoming-event';
import { EVENT_AMOUNTS, EVENT_TEXTS } from './incoming-event';

/** What a column may hold. People, credits and rates are lists or records, and are sent as JSON. */
export const EVENT_COLUMNS = [
  'eventId',
  'kind',
  'partner',
  'occurredOn',
  'of',
  'amount',
  'currency',
  ...EVENT_AMOUNTS,
  ...EVENT_TEXTS,
  'quantity',
  'motion',
  'registered',
  'termMonths',
  'period',
] as const;
type EventColumn = (typeof EVENT_COLUMNS)[number];

/** Column → header of the file. */
export interface EventMapping {
  columns: Partial<Record<EventColumn, string>>;
}

/** A file without these says too little. */
const REQUIRED: readonly EventColumn[] = ['eventId', 'kind', 'partner', 'occurredOn'];

/** Other headers by meaning, the first one found wins; compared without case, spaces and punctuation. */
const HEADERS: Partial<Record<EventColumn, readonly string[]>> = {
  eventId: ['id', 'transactionid', 'dealid', 'invoiceid', 'paymentid'],
  kind: ['type', 'eventtype', 'eventkind'],
  partner: ['partnerid', 'reseller', 'resellerid', 'dealer', 'dealerid', 'affiliate', 'affiliateid'],
  occurredOn: ['date', 'occurredat', 'eventdate', 'timestamp', 'datetime', 'wondate', 'invoicedate', 'paidon'],
  of: ['originalid', 'original', 'refundof', 'corrects', 'about'],
  amount: ['gross', 'grossamount', 'total', 'revenue'],
  currency: ['currencycode'],
  quantity: ['qty', 'units'],
  customerId: ['customer', 'account', 'accountid'],
  dealId: ['deal', 'opportunity', 'opportunityid'],
  product: ['productid', 'sku', 'productcode'],
  termMonths: ['term', 'months'],
};

/** Guesses the mapping; what it does not find is missing from it. A header names one column. */
export function guessEventMapping(headers: readonly string[]): EventMapping {
  const byName = new Map(headers.map((header) => [plain(header), header]));
  const columns: EventMapping['columns'] = {};
  const taken = new Set<string>();
  const take = (column: EventColumn, name: string): void => {
    const header = byName.get(name);
    if (columns[column] !== undefined || header === undefined || taken.has(header)) return;
    columns[column] = header;
    taken.add(header);
  };
  for (const column of EVENT_COLUMNS) take(column, plain(column));
  for (const column of EVENT_COLUMNS) for (const name of HEADERS[column] ?? []) take(column, name);
  return { columns };
}

/** All that is wrong with a mapping for these headers; empty when the file can be read with it. */
export function checkEventMapping(
  { columns }: EventMapping,
  headers: readonly string[],
  currency: string | undefined,
): Fault[] {
  const faults: Fault[] = [];
  const fault = (pointer: string, message: string): void =>
    void faults.push({ pointer, code: 'IMPORT.MAPPING', message });
  const has = headers.join(', ');
  const twice = headers.find((header, index) => headers.indexOf(header) !== index);
  if (twice !== undefined) fault('/headers', `The header "${twice}" comes twice: rename one.`);
  for (const column of REQUIRED)
    if (columns[column] === undefined) fault(`/columns/${column}`, `No column holds ${column}. The file has: ${has}.`);
  for (const [column, header] of Object.entries(columns))
    if (!headers.includes(header)) fault(`/columns/${column}`, `The file has no column "${header}". It has: ${has}.`);
  if (columns.amount !== undefined && columns.currency === undefined && currency === undefined)
    fault('/columns/currency', 'No column holds the currency: name one currency for the whole file.');
  return faults;
}

/**
 * Reads the rows of a file, in order, as incoming events. Empty cells are absent values.
 *
 * @throws IMPORT.MAPPING with every fault of the mapping
 */
export function mapEventRows(
  file: { headers: readonly string[]; rows: readonly string[][] },
  { mapping, currency }: { mapping: EventMapping; currency: string | undefined },
): IncomingEvent[] {
  const faults = checkEventMapping(mapping, file.headers, currency);
  if (faults[0]) throw new DomainError('IMPORT.MAPPING', faults[0].message, faults);
  const places = EVENT_COLUMNS.map(
    (column) => [column, file.headers.indexOf(mapping.columns[column] ?? '')] as const,
  ).filter(([, place]) => place >= 0);
  return file.rows.map((row) => {
    const cells = Object.fromEntries(
      places.flatMap(([column, place]) => {
        const text = row[place]?.trim();
        return text ? [[column, text] as const] : [];
      }),
    ) as Partial<Record<EventColumn, string>>;
    return eventOf(cells, currency);
  });
}

function eventOf(cells: Partial<Record<EventColumn, string>>, fileCurrency: string | undefined): IncomingEvent {
  const { eventId = '', kind = '', partner = '', occurredOn = '', amount, currency, registered, ...rest } = cells;
  return {
    ...rest,
    eventId,
    partner,
    occurredOn,
    kind: kind.toLowerCase().replace(/[\s-]+/g, '_'),
    ...(amount !== undefined && { amount: { amount, currency: currency ?? fileCurrency ?? '' } }),
    ...(registered !== undefined && { registered: /^(true|yes|y|1)$/i.test(registered) }),
  };
}

function plain(header: string): string {
  return header.toLowerCase().replace(/[^a-z0-9]/g, '');
}
