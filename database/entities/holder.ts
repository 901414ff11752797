import type { ColumnOptions } from 'typeorm';

/** Whose it is, by one name: a partner's id, or `<partner>/<person>` of one of its people; see `holderIdOf`. */
export const HOLDER_ID: ColumnOptions = {
  type: 'text',
  name: 'holder_id',
  generatedType: 'STORED',
  asExpression: "(partner_id || COALESCE(('/'::text || person_id), ''::text))",
};
