import type { RowOutcome } from '../../domain/imports';
import { DomainError } from '../../domain/errors';
import { readableId } from '../../domain/row-checks';
import type { IncomingSale } from '../../domain/sell/sale';
import { checkSale } from '../../domain/sell/sale';
import { mapSaleRows } from '../../domain/sell/sale-columns';
import type { StagedSales } from '../../domain/sell/sale-import';
import type { RowWriter, RowWriterDeps } from './row-writers';

/** Sales: checked one by one, stored set by set. */
export function saleRows(deps: RowWriterDeps): RowWriter {
  return {
    async open(content, _by, receivedWallMs) {
      const staged = content as unknown as StagedSales;
      const program = await deps.published.latest(staged.programId);
      if (program === null)
        throw new DomainError('PROGRAM.NOT_PUBLISHED', `Program "${staged.programId}" has no published version.`);
      const incoming = incomingOf(staged, deps);
      return {
        source: staged.source,
        total: incoming.length,
        async write(tx, { importId, from, to }) {
          const checked = incoming.slice(from, to).map((sale) => checkSale(sale, program.calendar));
          const sales = checked.flatMap((row, index) =>
            'sale' in row ? [{ ...row.sale, row: from + index + 1 }] : [],
          );
          const filed = { importId, receivedWallMs, source: staged.source, periodUnit: program.document.period };
          const outcomes = await deps.sales.storeSales(tx, { ...filed, sales });
          let next = 0;
          return checked.map((row, index) =>
            'sale' in row ? outcomes[next++]! : refused(incoming[from + index]!, row.faults),
          );
        },
      };
    },
  };
}

function incomingOf(staged: StagedSales, deps: RowWriterDeps): IncomingSale[] {
  if (staged.format === 'json') return staged.sales;
  const { mapping, currency } = staged;
  return mapSaleRows(deps.readCsv(staged.csv), { mapping, currency });
}

function refused(
  { saleId }: IncomingSale,
  faults: Extract<ReturnType<typeof checkSale>, { faults: unknown }>['faults'],
): RowOutcome {
  const message = faults.map((fault) => `${fault.pointer}: ${fault.message}`).join(' ');
  return { outcome: 'refused', reference: readableId(saleId), partnerId: null, code: faults[0]?.code ?? null, message };
}
