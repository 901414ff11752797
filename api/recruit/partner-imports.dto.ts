import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';
import { PARTNER_COLUMNS } from '../../domain/recruit/import-mapping';
import { unionDto } from '../http/union-dto';
import { ImportStartedDto } from '../imports/imports.dto';

const text = z.string().min(1).max(200);
const words = z.record(text, text);

/** How a file of partners is read: what is left out is guessed. */
export const partnerMapping = z.strictObject({
  columns: z.partialRecord(z.enum(PARTNER_COLUMNS), text).default({}).describe('Column → header of the file'),
  aliases: words.default({}).describe('Another spelling in the file → the value that it is read as; each use is noted'),
  types: words.default({}).describe('Value of the type column → partner type of the program'),
  countries: words.default({}).describe('Value of the country column → ISO 3166-1 code'),
});

/** How to import. */
export class PartnerFileQueryDto extends createZodDto(
  z.strictObject({
    source: z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,39}$/, 'Give a word such as crm-export.')
      .describe('Whose rows these are: with a row’s id its identity'),
    programId: z.string().min(1).max(40).default('channel'),
    preview: z.enum(['true', 'false']).default('false').describe('Only shows how the file would be read'),
    mapping: z.string().max(3_000).optional().describe('JSON, as the preview shows it; guessed where left out'),
  }),
) {}

const preview = z.object({
  state: z.literal('preview'),
  total: z.number().int(),
  mapping: partnerMapping,
  unmapped: z
    .object({ types: z.array(z.string()), countries: z.array(z.string()) })
    .describe('Values that the mapping knows no meaning of: add them to it, or their rows are refused'),
  faults: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
  refused: z.number().int().describe('Rows that could not become applications'),
  notes: z.number().int().describe('Rows with an alias note'),
  lookAlikes: z.number().int().describe('Companies whose name looks like that of one before in the file'),
  rows: z.array(
    z.object({
      rowNumber: z.number().int(),
      reference: z.string().nullable(),
      name: z.string().nullable(),
      type: z.string().nullable(),
      country: z.string().nullable(),
      region: z.string().nullable(),
      notes: z.array(z.string()),
      code: z.string().nullable(),
      message: z.string().nullable(),
    }),
  ),
});

/** A started import, or how a file would be read. */
export const PartnerFileDto = unionDto(
  'PartnerFileDto',
  z.discriminatedUnion('state', [ImportStartedDto.schema, preview]),
);
/** See {@link PartnerFileDto}. */
export type PartnerFileDto = InstanceType<typeof PartnerFileDto>;
