import type { Fault } from '../../domain/errors';
import { DomainError } from '../../domain/errors';
import type { RowOutcome } from '../../domain/imports';
import { mapEventRows } from '../../domain/incentivize/event-columns';
import type { StagedEvents } from '../../domain/incentivize/event-import';
import type { IncomingEvent } from '../../domain/incentivize/incoming-event';
import { checkEvent, MANUAL_ROLES } from '../../domain/incentivize/incoming-event';
import { readableId } from '../../domain/row-checks';
import type { RowWriter, RowWriterDeps } from './row-writers';

/** Commission events: checked one by one, stored set by set. */
export function eventRows(deps: RowWriterDeps): RowWriter {
  return {
    async open(content, by, receivedWallMs) {
      const staged = content as unknown as StagedEvents;
      const { source } = staged;
      const program = await deps.published.latest(staged.programId);
      if (program === null)
        throw new DomainError('PROGRAM.NOT_PUBLISHED', `Program "${staged.programId}" has no published version.`);
      const place = { zone: program.calendar, unit: program.document.period };
      const incoming = incomingOf(staged, deps);
      const mayAdjust = await deps.imports.holdsAny(deps.db, {
        personId: by,
        roles: MANUAL_ROLES,
        wallMs: receivedWallMs,
      });
      return {
        source,
        total: incoming.length,
        async write(tx, { importId, from, to }) {
          const chunk = incoming.slice(from, to);
          const checked = chunk.map((event) => checkEvent(event, place));
          const events = checked.flatMap((row, index) =>
            'event' in row && (mayAdjust || row.event.kind !== 'manual')
              ? [{ ...row.event, row: from + index + 1 }]
              : [],
          );
          const outcomes = await deps.commissionEvents.storeEvents(tx, { importId, source, receivedWallMs, events });
          let next = 0;
          return checked.map((row, index) => {
            if ('faults' in row) return refused(chunk[index]!, row.faults);
            return mayAdjust || row.event.kind !== 'manual' ? outcomes[next++]! : notAllowed(row.event.eventId);
          });
        },
      };
    },
  };
}

function incomingOf(staged: StagedEvents, deps: RowWriterDeps): IncomingEvent[] {
  if (staged.format === 'json') return staged.events;
  const { mapping, currency } = staged;
  return mapEventRows(deps.readCsv(staged.csv), { mapping, currency });
}

function refused({ eventId }: IncomingEvent, faults: readonly Fault[]): RowOutcome {
  const message = faults.map((fault) => `${fault.pointer}: ${fault.message}`).join(' ');
  return {
    outcome: 'refused',
    reference: readableId(eventId),
    partnerId: null,
    code: faults[0]?.code ?? null,
    message,
  };
}

function notAllowed(eventId: string): RowOutcome {
  const message = `A manual earning is for ${MANUAL_ROLES.join(' or ')} to send.`;
  return { outcome: 'refused', reference: eventId, partnerId: null, code: 'AUTH.FORBIDDEN', message };
}
