import { Injectable } from '@nestjs/common';
import { csvHead } from '../../domain/csv-head';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import { isCurrency } from '../../domain/money';
import { checkSale } from '../../domain/sell/sale';
import type { SaleMapping } from '../../domain/sell/sale-columns';
import { checkSaleMapping, guessSaleMapping, mapSaleRows } from '../../domain/sell/sale-columns';
import type { StagedSales } from '../../domain/sell/sale-import';
import { parseJsonParameter } from '../http/strict-json';
import { NamedProgram } from '../programs/named-program';
import type { SalesDto, SalesFileDto, SalesFileQueryDto } from './sales.dto';
import { saleMapping } from './sales.dto';

/** Rows that a preview shows. */
const PREVIEW_ROWS_MAX = 10;

/** A file as it would be read. */
export interface ReadFile {
  /** @throws IMPORT.MAPPING with every fault */
  content(): Json;
  preview(): Extract<SalesFileDto, { state: 'preview' }>;
}

/** Checks what is sent before anything is staged: a batch wholly, a file by its first lines. */
@Injectable()
export class SalesReader {
  constructor(private readonly programs: NamedProgram) {}

  /** @throws REQUEST.RULE with every fault of every sale */
  async batch({ source, program, sales }: SalesDto): Promise<Json> {
    const { programId, calendar } = await this.programs.find(program);
    const faults = sales.flatMap((sale, index) => {
      const checked = checkSale(sale, calendar);
      return 'faults' in checked
        ? checked.faults.map((fault) => ({ ...fault, pointer: `/sales/${index}${fault.pointer}` }))
        : [];
    });
    if (faults[0])
      throw new DomainError('REQUEST.RULE', `${faults.length} fault(s); the first: ${faults[0].message}`, faults);
    const staged: StagedSales = { format: 'json', source, programId, sales };
    return staged as unknown as Json;
  }

  /** @throws MONEY.CURRENCY_UNKNOWN, REQUEST.INVALID for a mapping that is none */
  async file(csv: string, query: SalesFileQueryDto): Promise<ReadFile> {
    const { source, currency } = query;
    if (currency !== undefined && !isCurrency(currency))
      throw new DomainError('MONEY.CURRENCY_UNKNOWN', `"${currency}" is not an active ISO 4217 currency.`);
    const head = csvHead(csv, PREVIEW_ROWS_MAX);
    const mapping = query.mapping === undefined ? guessSaleMapping(head.headers) : mappingOf(query.mapping);
    const faults = checkSaleMapping(mapping, head.headers, currency);
    const { programId } = await this.programs.find(query.program);
    return {
      content: () => {
        if (faults[0]) throw new DomainError('IMPORT.MAPPING', faults[0].message, faults);
        const staged: StagedSales = { format: 'csv', source, programId, csv, mapping, currency };
        return JSON.parse(JSON.stringify(staged)) as Json;
      },
      preview: () => ({
        state: 'preview',
        mapping,
        faults,
        rows:
          faults.length > 0
            ? []
            : mapSaleRows(head, { mapping, currency }).map(
                ({ kind, product, saleId, partner, occurredOn, amount }) => ({
                  saleId,
                  partner,
                  occurredOn,
                  amount,
                  kind: kind ?? null,
                  product: product ?? null,
                }),
              ),
      }),
    };
  }
}

function mappingOf(text: string): SaleMapping {
  const parsed = saleMapping.safeParse(parseJsonParameter('mapping', text));
  if (parsed.success) return parsed.data;
  const message = 'Send the mapping as the preview shows it.';
  throw new DomainError('REQUEST.INVALID', message, [{ pointer: '/mapping', code: 'REQUEST.MAPPING', message }]);
}
