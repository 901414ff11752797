import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/processes';

/** A file of sales, as a source would send it. */
export interface SalesFile {
  csv: string;
  lines: number;
  /** Ids of the partners that it names. */
  partners: string[];
  /** Where it comes from, for the report. */
  origin: string;
}

/** The shape of the real file: what the generated one repeats. */
const SHAPE = { partners: 632, orders: 3_616, lines: 57_851, firstDay: Date.UTC(2017, 6, 1), days: 1_065 };
const SEED = 20_261_122;

/** The real order lines where they are, else as many generated ones of the same shape. */
export function salesFile(): SalesFile {
  const real = join(projectRoot(), '..', 'shared', 'data', 'adventure-works', 'reseller-sales.csv');
  if (!existsSync(real)) return of(generated(), `generated, seed ${SEED}`);
  return of(readFileSync(real, 'utf8'), 'AdventureWorks, as it is');
}

function of(csv: string, origin: string): SalesFile {
  const rows = csv.trimEnd().split(/\r?\n/).slice(1);
  return { csv, origin, lines: rows.length, partners: [...new Set(rows.map((row) => row.split(',')[3]!))] };
}

function generated(): string {
  const random = mulberry32(SEED);
  const upTo = (n: number): number => Math.floor(random() * n);
  const rows = [
    'SalesOrderNumber,OrderDate,ProductKey,ResellerKey,EmployeeKey,SalesTerritoryKey,OrderQuantity,UnitPrice,TotalProductCost,SalesAmount,StandardCost',
  ];
  const perOrder = SHAPE.lines / SHAPE.orders;
  for (let order = 0; rows.length <= SHAPE.lines; order += 1) {
    const day = new Date(SHAPE.firstDay + Math.floor((order * SHAPE.days) / SHAPE.orders) * 86_400_000)
      .toISOString()
      .slice(0, 10);
    const partner = order < SHAPE.partners ? order : upTo(SHAPE.partners);
    const lines = Math.min(1 + upTo(2 * perOrder - 1), SHAPE.lines + 1 - rows.length);
    for (let line = 0; line < lines; line += 1) {
      const cents = 1 + upTo(268_000);
      rows.push(
        `SO${43_659 + order},${day},${200 + upTo(397)},${partner},0,0,${1 + upTo(9)},0,0,${(cents / 100).toFixed(2)},0`,
      );
    }
  }
  return `${rows.join('\n')}\n`;
}

/** A small generator of numbers in [0, 1) that is the same everywhere. Source: Tommy Ettinger, public domain. */
function mulberry32(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
