import { Injectable } from '@nestjs/common';
import type { Json } from '../../domain/hash';
import { checkSale } from '../../domain/sell/sale';
import { checkSaleMapping, guessSaleMapping, mapSaleRows } from '../../domain/sell/sale-columns';
import type { StagedSales } from '../../domain/sell/sale-import';
import { checkBatch, readFile } from '../imports/sent-rows';
import { NamedProgram } from '../programs/named-program';
import type { SalesDto, SalesFileQueryDto } from './sales.dto';
import { saleMapping } from './sales.dto';

/** Checks what is sent before anything is staged: a batch wholly, a file by its first lines. */
@Injectable()
export class SalesReader {
  constructor(private readonly programs: NamedProgram) {}

  /** @throws REQUEST.RULE with every fault of every sale */
  async batch({ source, program, sales }: SalesDto): Promise<Json> {
    const { programId, calendar } = await this.programs.find(program);
    checkBatch('sales', sales, (sale) => checkSale(sale, calendar));
    const staged: StagedSales = { format: 'json', source, programId, sales };
    return staged as unknown as Json;
  }

  /** @throws MONEY.CURRENCY_UNKNOWN, REQUEST.INVALID for a mapping that is none */
  async file(csv: string, query: SalesFileQueryDto) {
    const { source, currency } = query;
    const { programId } = await this.programs.find(query.program);
    return readFile(csv, query, {
      schema: saleMapping,
      guess: guessSaleMapping,
      check: checkSaleMapping,
      show: (head, by) =>
        mapSaleRows(head, by).map(({ kind = null, product = null, saleId, partner, occurredOn, amount }) => ({
          ...{ saleId, partner, occurredOn, amount, kind, product },
        })),
      stage: (mapping): StagedSales => ({ format: 'csv', source, programId, csv, mapping, currency }),
    });
  }
}
