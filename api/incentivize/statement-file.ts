import { writeCsv } from '../../connectors/csv/csv';
import type { PdfLine } from '../../connectors/pdf/pdf';
import { writePdf } from '../../connectors/pdf/pdf';
import type { StatementLine } from '../../database/views/statements';
import { explainEarning } from '../../domain/incentivize/period-pricing';
import type { StatementPart } from '../../domain/incentivize/statement';
import { statementPartOf } from '../../domain/incentivize/statement';
import { formatAmount } from '../../domain/money';
import type { FoundStatement } from './statement-desk';

/** What people call the parts. */
const PARTS: Record<StatementPart, string> = {
  earned: 'Earned',
  adjusted: 'Adjusted',
  clawed_back: 'Clawed back',
  withheld: 'Withheld',
  paid: 'Paid',
};

const KEPT_BACK = 'Of it kept back';

/** A line as a file shows it. */
export interface ShownLine {
  what: string;
  date: string;
  reference: string;
  rule: string;
  period: string;
  amount: string;
  explanation: string;
  lineId: string;
}

/** What tells a line: its earning, or its transaction. */
export function lineIdOf({ of, transactionId }: StatementLine): string {
  return of?.earningId ?? transactionId;
}

/** Which part of the statement a line is. */
export function partOf(line: StatementLine): StatementPart {
  return statementPartOf({ ...line, day: '' });
}

/** Why a line has its amount; nothing where it is about no earning. */
export function explanationOf({ of, amountMinor, earning }: StatementLine): string {
  return of ? explainEarning({ amountMinor, revision: earning?.revision ?? 1, trace: of.trace }) : '';
}

/**
 * All rows of a statement's file: what was open, each line, and what is open now. They sum up from the first to the close;
 * after it stands what of it is kept back, where something is.
 */
export function shownLines(statement: FoundStatement, lines: readonly StatementLine[]): ShownLine[] {
  const { currency, period, openMinor, closeMinor, reservedMinor } = statement;
  const edge = (what: string, minor: bigint): ShownLine => ({
    ...{ what, date: '', reference: '', rule: '', period, explanation: '', lineId: '' },
    amount: formatAmount(minor, currency),
  });
  return [
    edge('Open', openMinor),
    ...lines.map((line): ShownLine => {
      const { of, earning, amountMinor, effectiveMs } = line;
      return {
        what: PARTS[partOf(line)],
        date: of?.occurredOn ?? new Date(effectiveMs).toISOString().slice(0, 10),
        reference: of ? `${of.source}/${of.saleId}` : line.transactionId,
        rule: of?.ruleId ?? '',
        period: earning?.period ?? period,
        amount: formatAmount(amountMinor, currency),
        explanation: explanationOf(line),
        lineId: lineIdOf(line),
      };
    }),
    edge('Close', closeMinor),
    ...(reservedMinor === 0n ? [] : [edge(KEPT_BACK, reservedMinor)]),
  ];
}

/** A statement as comma-separated values. */
export function statementCsv(statement: FoundStatement, lines: readonly StatementLine[]): string {
  return writeCsv({
    headers: ['what', 'date', 'reference', 'rule', 'period', 'amount', 'currency', 'explanation', 'line'],
    rows: shownLines(statement, lines).map(({ what, date, reference, rule, period, amount, explanation, lineId }) => [
      ...[what, date, reference, rule, period, amount, statement.currency, explanation, lineId],
    ]),
  });
}

/** Where the columns of the PDF are, points from the left edge. */
const COLUMNS = { what: 48, date: 120, reference: 182, rule: 350, amount: 547 } as const;
/** What fits into its column. */
const FITS = { reference: 30, rule: 22 } as const;

/** A statement as PDF: the equation first, then each line. */
export function statementPdf(statement: FoundStatement, lines: readonly StatementLine[]): Promise<Buffer> {
  const { partner, person, period, currency, final } = statement;
  const title = `Statement ${period}, ${currency}`;
  const name = person === null ? partner.name : `${person.name ?? person.personId}, ${partner.name}`;
  return writePdf({
    title: `${title}: ${name}`,
    header: { cells: [{ text: `${name} (${person?.personId ?? partner.partnerId})`, x: COLUMNS.what }] },
    lines: [
      { cells: [] },
      { cells: [{ text: title, x: COLUMNS.what, bold: true }], size: 14 },
      { cells: [{ text: final ? 'Final.' : 'Not final: the period after it has not ended.', x: COLUMNS.what }] },
      { cells: [] },
      ...equationOf(statement),
      { cells: [] },
      rowOf({ what: 'Line', date: 'Date', reference: 'Reference', rule: 'Rule', amount: currency }, true),
      ...shownLines(statement, lines).map((line) => rowOf(line)),
    ],
  });
}

function equationOf(statement: FoundStatement): PdfLine[] {
  const { currency, openMinor, earnedMinor, adjustedMinor, clawedBackMinor, withheldMinor, paidMinor } = statement;
  const rows: [string, bigint][] = [
    ['Open', openMinor],
    ['+ earned', earnedMinor],
    ['+ adjusted', adjustedMinor],
    ['- clawed back', clawedBackMinor],
    ['- withheld', withheldMinor],
    ['- paid', paidMinor],
    ['= close', statement.closeMinor],
    ['of it kept back', statement.reservedMinor],
  ];
  return rows.map(([text, minor]) => ({
    cells: [
      { text, x: COLUMNS.what },
      { text: formatAmount(minor, currency), x: COLUMNS.reference, align: 'right' },
      { text: currency, x: COLUMNS.reference + 6 },
    ],
  }));
}

function rowOf(line: Pick<ShownLine, 'what' | 'date' | 'reference' | 'rule' | 'amount'>, bold?: true): PdfLine {
  const look = bold && { bold };
  const fitting = (text: string, most: number): string =>
    [...text].length > most ? `${[...text].slice(0, most - 1).join('')}…` : text;
  return {
    cells: [
      { text: line.what, x: COLUMNS.what, ...look },
      { text: line.date, x: COLUMNS.date, ...look },
      { text: fitting(line.reference, FITS.reference), x: COLUMNS.reference, ...look },
      { text: fitting(line.rule, FITS.rule), x: COLUMNS.rule, ...look },
      { text: line.amount, x: COLUMNS.amount, align: 'right', ...look },
    ],
  };
}
