/** The real order lines as events (invoices, refunds, closed quarters), and the same facts in a table for plain SQL. */
import type { PoolClient } from 'pg';
import { addCivilDays } from '../../domain/civil-date';
import { adventureWorks, cellsOf } from './adventure-works';
import type { EventLike } from './money';

/** A line of the file, with what the tests add: who helped, and what was given back. Whole cents. */
interface Line {
  id: string;
  order: string;
  partner: string;
  day: string;
  cents: number;
  costCents: number | null;
  quantity: number;
  refundCents: number;
  refundDay: string;
  finder: string | null;
  helper: string | null;
}

const cents = (text: string): number => Math.round(Number(text) * 100);

/** Lines of one partner in so many, in the order of their days and ids. */
export function realLines(oneIn: number): Line[] {
  const rows = cellsOf(adventureWorks('reseller-sales.csv'));
  const partners = [...new Set(rows.map((row) => row[3]!))].sort().filter((_, index) => index % oneIn === 0);
  const place = new Map(partners.map((partner, index) => [partner, index]));
  const ofOrder = new Map<string, number>();
  const lines: Line[] = [];
  for (const [order = '', day = '', , partner = '', , , quantity = '', , cost = '', amount = ''] of rows) {
    const number = (ofOrder.get(order) ?? 0) + 1;
    ofOrder.set(order, number);
    const at = place.get(partner);
    if (at === undefined) continue;
    const n = lines.length;
    const other = (by: number): string => `aw-${partners[(at + by) % partners.length]!}`;
    lines.push({
      ...{ id: `${order}/${String(number).padStart(3, '0')}`, order, partner: `aw-${partner}`, day },
      ...{ cents: cents(amount), costCents: cost === 'NULL' ? null : cents(cost), quantity: Number(quantity) },
      // One line in seven is given back in part, soon or late; one in four was found by another partner.
      refundCents: n % 7 === 3 ? Math.ceil(cents(amount) * 0.37) : 0,
      refundDay: addCivilDays(day, 1 + (n % 5) * 40),
      finder: n % 4 === 1 ? other(1) : null,
      helper: n % 8 === 1 ? other(2) : null,
    });
  }
  return lines.sort((a, b) => (`${a.day} ${a.id}` < `${b.day} ${b.id}` ? -1 : 1));
}

const QUARTERS: readonly (readonly [period: string, lastDay: string])[] = [2017, 2018, 2019, 2020]
  .flatMap((year) =>
    ['03-31', '06-30', '09-30', '12-31'].map((end, q) => [`${year}-Q${q + 1}`, `${year}-${end}`] as const),
  )
  .filter(([period]) => period >= '2017-Q3' && period <= '2020-Q2');

/** What is sent, in the order of time: a closed quarter comes after all else of its last day. */
export function eventsOf(lines: readonly Line[]): EventLike[] {
  const money = (minor: number): string => (minor / 100).toFixed(2);
  const sent: { at: string; event: EventLike }[] = [];
  for (const line of lines) {
    const { id, partner, day, order: dealId, quantity, costCents, refundCents, refundDay, finder, helper } = line;
    const credits = [
      ...(finder === null ? [] : [{ partnerId: finder, part: 'found' }]),
      ...(helper === null
        ? []
        : [
            { partnerId: helper, part: 'helped' },
            { partnerId: helper, part: 'advised' },
          ]),
    ];
    const cost = costCents === null ? {} : { cost: money(costCents) };
    const invoice = {
      eventId: id,
      partner,
      kind: 'invoice_issued',
      occurredOn: day,
      amount: money(line.cents),
      ...cost,
    };
    sent.push({
      at: `${day} 0 ${id}`,
      event: { ...invoice, dealId, quantity, ...(credits.length > 0 && { credits }) },
    });
    if (refundCents === 0) continue;
    const refund = { eventId: `R-${id}`, partner, kind: 'refund', of: id, occurredOn: refundDay };
    sent.push({ at: `${refundDay} 0 R-${id}`, event: { ...refund, amount: money(refundCents) } });
  }
  for (const partner of new Set(lines.map((line) => line.partner)))
    for (const [period, lastDay] of QUARTERS) {
      const event = {
        eventId: `close/${partner}/${period}`,
        partner,
        kind: 'period_close',
        occurredOn: lastDay,
        period,
      };
      sent.push({ at: `${lastDay} 1 ${event.eventId}`, event });
    }
  return sent.sort((a, b) => (a.at < b.at ? -1 : 1)).map(({ event }) => event);
}

/**
 * The same facts for plain SQL, in temporary tables: `line`, and `step`, which has a row for each line and each refund,
 * signed, in the quarter of the line. Amounts are numeric, major units.
 */
export async function loadLines(client: PoolClient, lines: readonly Line[]): Promise<void> {
  await client.query(`CREATE TEMP TABLE line (id text COLLATE "C", deal text, partner text COLLATE "C", day date, amount numeric, cost numeric, quantity int,
    refund numeric, refund_day date, finder text COLLATE "C", helper text COLLATE "C", period text)`);
  const column = <Key extends keyof Line>(key: Key) => lines.map((line) => line[key]);
  await client.query(
    `INSERT INTO line SELECT id, deal, partner, day, amount / 100.0, cost / 100.0, quantity, refund / 100.0, refund_day, finder, helper, to_char(day, 'YYYY"-Q"Q')
     FROM unnest($1::text[], $2::text[], $3::text[], $4::date[], $5::bigint[], $6::bigint[], $7::int[], $8::bigint[], $9::date[], $10::text[], $11::text[])
       AS t(id, deal, partner, day, amount, cost, quantity, refund, refund_day, finder, helper)`,
    [
      ...[column('id'), column('order'), column('partner'), column('day'), column('cents'), column('costCents')],
      ...[column('quantity'), column('refundCents'), column('refundDay'), column('finder'), column('helper')],
    ],
  );
  await client.query(`CREATE TEMP TABLE step AS
    SELECT id AS event_id, id AS line_id, partner, period, day, day AS sold, amount FROM line
    UNION ALL SELECT 'R-' || id, id, partner, period, refund_day, day, -refund FROM line WHERE refund > 0`);
}
