import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What both forms of the view have. */
const COLUMNS = (partner: string): string =>
  `s.sale_key, s.source, s.sale_id, ${partner}, s.kind, s.occurred_on, s.period,
   s.amount_minor, s.currency, s.product, s.quantity, s.refund_of, s.import_id`;

const PARTNER_SALE = (more: string): string =>
  `CREATE VIEW partner_sale AS
     SELECT ${COLUMNS('s.partner_id')}${more} FROM sale s WHERE s.partner_id IS NOT NULL
     UNION ALL
     SELECT ${COLUMNS('m.partner_id')}${more} FROM sale s LEFT JOIN sale_match m USING (sale_key) WHERE s.partner_id IS NULL`;

/** The plan's currency of the version that the sale's partner pins. */
const PLAN = `LEFT JOIN LATERAL (
       SELECT v.document #>> '{plan,currency}' AS plan_currency
       FROM partner r JOIN program_version v ON v.program_id = r.program_id AND v.version = r.program_version
       WHERE r.partner_id = s.partner_id) p ON true`;

const PRICED = `WHEN EXISTS (SELECT 1 FROM earning e WHERE e.sale_key = s.sale_key) THEN 'priced'
            WHEN p.plan_currency IS NOT NULL AND p.plan_currency <> s.currency THEN 'awaiting_rate'
            ELSE 'booked' END AS state`;

/** Which of two corrections was received later. */
const RECEIPT = (of: string): string =>
  `(${of}.received_wall, ${of}.import_id COLLATE "C", ${of}.import_row, ${of}.sale_id COLLATE "C")`;

/** Sales have a time of day, and can be corrected: by `domain/sell/counted-sales.ts`, whose rules `sale_state` follows. */
export class SaleTimesAndCorrections1796050000000 implements MigrationInterface {
  readonly name = 'SaleTimesAndCorrections1796050000000';

  async up(runner: QueryRunner): Promise<void> {
    const statements = [
      `ALTER TABLE sale ADD COLUMN corrects text, ADD COLUMN occurred_ms bigint,
         ADD COLUMN received_wall bigint, ADD COLUMN import_row integer`,
      `ALTER TABLE sale DROP CONSTRAINT sale_kind_check`,
      `ALTER TABLE sale ADD CONSTRAINT sale_kind_check CHECK (kind IN ('sale','refund','correction')),
         ADD CONSTRAINT sale_corrects_check CHECK ((kind = 'correction') = (corrects IS NOT NULL)),
         ADD CONSTRAINT sale_receipt_check CHECK (kind <> 'correction' OR (received_wall IS NOT NULL AND import_row IS NOT NULL))`,
      `CREATE INDEX sale_refund_of ON sale (source, refund_of) WHERE refund_of IS NOT NULL`,
      `CREATE INDEX sale_corrects ON sale (source, corrects) WHERE corrects IS NOT NULL`,
      `DROP VIEW sale_state`,
      `DROP VIEW partner_sale`,
      PARTNER_SALE(', s.corrects, s.occurred_ms, s.received_wall, s.import_row'),
      `CREATE VIEW sale_state AS
         SELECT s.*,
           CASE WHEN s.partner_id IS NULL OR (s.kind = 'correction' AND t.sale_key IS NULL) THEN 'unmatched'
                WHEN s.kind = 'correction' AND (t.kind = 'correction' OR t.currency <> s.currency) THEN 'no_effect'
                WHEN s.kind = 'correction' AND EXISTS (
                  SELECT 1 FROM partner_sale l WHERE l.source = s.source AND l.corrects = s.corrects AND l.currency = s.currency
                    AND l.partner_id = s.partner_id AND ${RECEIPT('l')} > ${RECEIPT('s')}) THEN 'superseded'
                WHEN s.kind = 'correction' THEN 'in_force'
                WHEN t.kind <> 'sale' THEN 'no_effect'
                WHEN t.currency <> s.currency THEN 'awaiting_rate'
                ${PRICED}
         FROM partner_sale s
         LEFT JOIN LATERAL (
           SELECT r.sale_key, r.kind, r.currency FROM partner_sale r
           WHERE s.kind <> 'sale' AND r.source = s.source AND r.sale_id = coalesce(s.refund_of, s.corrects)
             AND r.partner_id = s.partner_id) t ON true
         ${PLAN}`,
    ];
    for (const statement of statements) await runner.query(statement);
  }

  /** Refuses while there are corrections: what was priced by them could not be explained any more. */
  async down(runner: QueryRunner): Promise<void> {
    const statements = [
      `ALTER TABLE sale DROP CONSTRAINT sale_kind_check`,
      `ALTER TABLE sale ADD CONSTRAINT sale_kind_check CHECK (kind IN ('sale','refund'))`,
      `DROP VIEW sale_state`,
      `DROP VIEW partner_sale`,
      `DROP INDEX sale_corrects`,
      `DROP INDEX sale_refund_of`,
      `ALTER TABLE sale DROP CONSTRAINT sale_receipt_check, DROP CONSTRAINT sale_corrects_check,
         DROP COLUMN corrects, DROP COLUMN occurred_ms, DROP COLUMN received_wall, DROP COLUMN import_row`,
      PARTNER_SALE(''),
      `CREATE VIEW sale_state AS
         SELECT s.*, CASE WHEN s.partner_id IS NULL THEN 'unmatched' ${PRICED} FROM partner_sale s ${PLAN}`,
    ];
    for (const statement of statements) await runner.query(statement);
  }
}
