import { csvHead } from '../../domain/csv-head';
import type { Fault } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import type { PartnerFile, PartnerMapping } from '../../domain/recruit/import-mapping';
import {
  checkPartnerMapping,
  completePartnerMapping,
  guessPartnerMapping,
  mapPartnerRows,
  unmappedValues,
} from '../../domain/recruit/import-mapping';
import type { StagedPartners } from '../../domain/recruit/partner-import';
import { applicationOfRow } from '../../domain/recruit/partner-import';
import { lookAlikes } from '../../domain/recruit/partner-report';
import type { PublishedProgram } from '../../database/views/programs';
import { mappingIn } from '../imports/sent-rows';
import type { PartnerFileDto, PartnerFileQueryDto } from './partner-imports.dto';
import { partnerMapping } from './partner-imports.dto';

/** A file with more partners than any channel has is a mistake. */
const ROWS_MAX = 20_000;
/** Rows that a preview shows. */
const PREVIEW_ROWS_MAX = 20;

/** A file of partners, read far enough to say what its columns and values mean. */
export class PartnerFileReader {
  private readonly file: PartnerFile;
  private readonly mapping: PartnerMapping;
  private readonly faults: Fault[];

  /** @throws REQUEST.TOO_LARGE, REQUEST.INVALID for a mapping that is none */
  constructor(
    private readonly csv: string,
    private readonly program: PublishedProgram,
    private readonly query: PartnerFileQueryDto,
  ) {
    this.file = csvHead(csv, ROWS_MAX + 1);
    if (this.file.rows.length > ROWS_MAX)
      throw new DomainError('REQUEST.TOO_LARGE', `At most ${ROWS_MAX} partners are imported at once.`);
    this.mapping = mappingFor(query.mapping, this.file, program);
    this.faults = checkPartnerMapping(this.mapping, this.file, program.document);
  }

  /** What the import reads. @throws IMPORT.MAPPING with every fault */
  content(): Json {
    if (this.faults[0]) throw new DomainError('IMPORT.MAPPING', this.faults[0].message, this.faults);
    const { programId, version } = this.program;
    const staged: StagedPartners = {
      source: this.query.source,
      programId,
      programVersion: version,
      csv: this.csv,
      mapping: this.mapping,
    };
    return staged as unknown as Json;
  }

  /** How each of the first rows would be read, and how many of all could not. */
  preview(): Extract<PartnerFileDto, { state: 'preview' }> {
    const { mapping, faults } = this;
    const total = this.file.rows.length;
    const unmapped = unmappedValues(mapping, this.file);
    const head = { state: 'preview' as const, total, mapping, unmapped, faults };
    if (faults.length > 0) return { ...head, refused: total, notes: 0, lookAlikes: 0, rows: [] };
    const mapped = mapPartnerRows(this.file, mapping, this.program.document);
    const reads = mapped.map((row) => applicationOfRow(row, this.query.source, this.program.document));
    const rows = mapped.map((row, index) => {
      const read = reads[index]!;
      const { name = null, type = null, country = null, region = null } = 'application' in read ? read.application : {};
      const refusal = 'refused' in read ? { code: read.refused, message: read.message } : { code: null, message: null };
      return {
        rowNumber: index + 1,
        reference: read.reference,
        name,
        type,
        country,
        region,
        notes: row.notes,
        ...refusal,
      };
    });
    const refused = rows.filter((row) => row.code !== null).length;
    const notes = rows.filter((row) => row.notes.length > 0).length;
    return { ...head, refused, notes, lookAlikes: lookAlikes(reads), rows: rows.slice(0, PREVIEW_ROWS_MAX) };
  }
}

function mappingFor(text: string | undefined, file: PartnerFile, { document }: PublishedProgram): PartnerMapping {
  const guess = guessPartnerMapping(file, document);
  if (text === undefined) return guess;
  const message = 'Send the mapping as the preview shows it, or the part of it that you change.';
  const changed = mappingIn(text, partnerMapping, message);
  return completePartnerMapping({ ...changed, columns: { ...guess.columns, ...changed.columns } }, file, document);
}
