import { z } from 'zod';
import { timestampMs } from '../../domain/enable/statement-shape';

/** Statements of one page, at most. */
export const STATEMENTS_LISTED_MAX = 200;

const iri = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9+.-]*:\S+$/, 'Give an IRI with its scheme.')
  .max(2_000);
const uuid = z.string().regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'Give a UUID.');
const instant = z
  .string()
  .refine((text) => timestampMs(text) !== undefined, 'Give an ISO 8601 date and time with its offset.')
  .transform((text) => timestampMs(text)!);
/** What we do not do may be said not to be wanted. */
const never = z.literal('false', 'This filter is not supported here.').optional();

/** What both ways of asking may carry: how it is to be written, and what makes a cache ask again. */
const FORM = {
  format: z.literal('exact', 'Statements are given back as they were sent: use exact.').optional(),
  attachments: never,
  cachebuster: z.string().max(100).optional(),
};

/** One statement, by its id. */
export const oneStatementQuery = z.strictObject({ statementId: uuid, ...FORM });
/** One voided statement, by its id. */
export const oneVoidedQuery = z.strictObject({ voidedStatementId: uuid, ...FORM });

/** A list of one's own statements, the latest first. */
export const statementsQuery = z.strictObject({
  agent: z.string().max(2_000).optional(),
  verb: iri.optional(),
  activity: iri.optional(),
  registration: uuid.optional(),
  since: instant.optional(),
  until: instant.optional(),
  limit: z.coerce.number().int().min(0).default(0),
  ascending: z.enum(['true', 'false']).default('false'),
  related_activities: never,
  related_agents: never,
  ...FORM,
  cursor: z.string().min(1).max(600).optional(),
});

/** Where a statement is put. */
export const putQuery = z.strictObject({ statementId: uuid });

/** The actor of a filter: one identifier of an agent. */
export const agentFilter = z.union([
  z.strictObject({ objectType: z.literal('Agent').optional(), name: z.string().optional(), mbox: z.string() }),
  z.strictObject({ objectType: z.literal('Agent').optional(), name: z.string().optional(), mbox_sha1sum: z.string() }),
  z.strictObject({
    objectType: z.literal('Agent').optional(),
    name: z.string().optional(),
    account: z.strictObject({ homePage: z.string(), name: z.string() }),
  }),
]);

/** What the OpenAPI description says of statements: the standard describes the rest. */
export const STATEMENT_SCHEMA = {
  type: 'object',
  additionalProperties: true,
  description: 'An xAPI statement.',
} as const;
