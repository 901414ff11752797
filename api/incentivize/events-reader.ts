import { Injectable } from '@nestjs/common';
import { csvHead } from '../../domain/csv-head';
import { DomainError } from '../../domain/errors';
import type { Json } from '../../domain/hash';
import type { EventMapping } from '../../domain/incentivize/event-columns';
import { checkEventMapping, guessEventMapping, mapEventRows } from '../../domain/incentivize/event-columns';
import type { StagedEvents } from '../../domain/incentivize/event-import';
import { checkEvent } from '../../domain/incentivize/incoming-event';
import { isCurrency } from '../../domain/money';
import { parseJsonParameter } from '../http/strict-json';
import { NamedProgram } from '../programs/named-program';
import type {
  CommissionEventsDto,
  CommissionEventsFileDto,
  CommissionEventsFileQueryDto,
} from './commission-events.dto';
import { eventMapping } from './commission-events.dto';

/** Rows that a preview shows. */
const PREVIEW_ROWS_MAX = 10;

/** A file as it would be read. */
interface ReadFile {
  /** @throws IMPORT.MAPPING with every fault */
  content(): Json;
  preview(): Extract<CommissionEventsFileDto, { state: 'preview' }>;
}

/** Checks what is sent before anything is staged: a batch wholly, a file by its first lines. */
@Injectable()
export class EventsReader {
  constructor(private readonly programs: NamedProgram) {}

  /** @throws REQUEST.RULE with every fault of every event */
  async batch({ source, program, events }: CommissionEventsDto): Promise<Json> {
    const { programId, calendar, document } = await this.programs.find(program);
    const place = { zone: calendar, unit: document.period };
    const faults = events.flatMap((event, index) => {
      const checked = checkEvent(event, place);
      return 'faults' in checked
        ? checked.faults.map((fault) => ({ ...fault, pointer: `/events/${index}${fault.pointer}` }))
        : [];
    });
    if (faults[0])
      throw new DomainError('REQUEST.RULE', `${faults.length} fault(s); the first: ${faults[0].message}`, faults);
    const staged: StagedEvents = { format: 'json', source, programId, events };
    return staged as unknown as Json;
  }

  /** @throws MONEY.CURRENCY_UNKNOWN, REQUEST.INVALID for a mapping that is none */
  async file(csv: string, query: CommissionEventsFileQueryDto): Promise<ReadFile> {
    const { source, currency } = query;
    if (currency !== undefined && !isCurrency(currency))
      throw new DomainError('MONEY.CURRENCY_UNKNOWN', `"${currency}" is not an active ISO 4217 currency.`);
    const head = csvHead(csv, PREVIEW_ROWS_MAX);
    const mapping = query.mapping === undefined ? guessEventMapping(head.headers) : mappingOf(query.mapping);
    const faults = checkEventMapping(mapping, head.headers, currency);
    const { programId } = await this.programs.find(query.program);
    return {
      content: () => {
        if (faults[0]) throw new DomainError('IMPORT.MAPPING', faults[0].message, faults);
        const staged: StagedEvents = { format: 'csv', source, programId, csv, mapping, currency };
        return JSON.parse(JSON.stringify(staged)) as Json;
      },
      preview: () => ({
        state: 'preview',
        mapping,
        faults,
        rows:
          faults.length > 0
            ? []
            : mapEventRows(head, { mapping, currency }).map(
                ({ eventId, kind, partner, occurredOn, of = null, amount = null }) => ({
                  ...{ eventId, kind, partner, occurredOn, of, amount },
                }),
              ),
      }),
    };
  }
}

function mappingOf(text: string): EventMapping {
  const parsed = eventMapping.safeParse(parseJsonParameter('mapping', text));
  if (parsed.success) return parsed.data;
  const message = 'Send the mapping as the preview shows it.';
  throw new DomainError('REQUEST.INVALID', message, [{ pointer: '/mapping', code: 'REQUEST.MAPPING', message }]);
}
