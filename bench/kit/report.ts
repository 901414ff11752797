/** What a bench has found, as tables. */
export interface Report {
  title: string;
  /** What was measured and how, in a sentence or two. */
  how: string;
  tables: Table[];
  /** The figures that the product promises. */
  verdicts: Verdict[];
}

/** Texts as they are shown. */
export interface Table {
  header: string[];
  rows: string[][];
}

/** One promised figure. */
export interface Verdict {
  what: string;
  measured: string;
  target: string;
  met: boolean;
}

/** A report as Markdown, below a heading of the second level. */
export function reportMarkdown({ title, how, tables, verdicts }: Report): string {
  const promised: Table = {
    header: ['Promised', 'Measured', 'Target', ''],
    rows: verdicts.map(({ what, measured, target, met }) => [what, measured, target, met ? 'met' : '**missed**']),
  };
  const shown = [...tables, ...(verdicts.length > 0 ? [promised] : [])];
  return [`## ${title}`, how, ...shown.map(tableMarkdown)].join('\n\n');
}

/** The middle value; of an even number the mean of the two middle ones. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How long something takes. */
export async function seconds(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return (performance.now() - startMs) / 1_000;
}

/** A number as people read it. */
export function shown(value: number, digits = 0): string {
  return value.toLocaleString('en-US', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

function tableMarkdown({ header, rows }: Table): string {
  const line = (cells: string[]): string => `| ${cells.join(' | ')} |`;
  const rule = header.map((_, column) => (column === 0 ? '---' : '---:'));
  return [line(header), line(rule), ...rows.map(line)].join('\n');
}
