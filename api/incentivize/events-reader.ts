import { Injectable } from '@nestjs/common';
import type { Json } from '../../domain/hash';
import { checkEventMapping, guessEventMapping, mapEventRows } from '../../domain/incentivize/event-columns';
import type { StagedEvents } from '../../domain/incentivize/event-import';
import { checkEvent } from '../../domain/incentivize/incoming-event';
import { checkBatch, readFile } from '../imports/sent-rows';
import { NamedProgram } from '../programs/named-program';
import type { CommissionEventsDto, CommissionEventsFileQueryDto } from './commission-events.dto';
import { eventMapping } from './commission-events.dto';

/** Checks what is sent before anything is staged: a batch wholly, a file by its first lines. */
@Injectable()
export class EventsReader {
  constructor(private readonly programs: NamedProgram) {}

  /** @throws REQUEST.RULE with every fault of every event */
  async batch({ source, program, events }: CommissionEventsDto): Promise<Json> {
    const { programId, calendar, document } = await this.programs.find(program);
    const place = { zone: calendar, unit: document.period };
    checkBatch('events', events, (event) => checkEvent(event, place));
    const staged: StagedEvents = { format: 'json', source, programId, events };
    return staged as unknown as Json;
  }

  /** @throws MONEY.CURRENCY_UNKNOWN, REQUEST.INVALID for a mapping that is none */
  async file(csv: string, query: CommissionEventsFileQueryDto) {
    const { source, currency } = query;
    const { programId } = await this.programs.find(query.program);
    return readFile(csv, query, {
      schema: eventMapping,
      guess: guessEventMapping,
      check: checkEventMapping,
      show: (head, by) =>
        mapEventRows(head, by).map(({ eventId, kind, partner, occurredOn, of = null, amount = null }) => ({
          ...{ eventId, kind, partner, occurredOn, of, amount },
        })),
      stage: (mapping): StagedEvents => ({ format: 'csv', source, programId, csv, mapping, currency }),
    });
  }
}
