import { DomainError } from '../../domain/errors';
import type { Activities } from '../index';
import type { Deps } from './deps';

/** Calendars reach some years ahead; a partner that lives longer carries newer ones. */
export function calendars(
  deps: Pick<Deps, 'transaction' | 'audit' | 'published' | 'renewedCalendars'>,
): Pick<Activities, 'renewCalendars'> {
  return {
    /** Idempotent by run and last day: what the second run finds is the same table, and its audit line is there. */
    async renewCalendars({ origin, partnerId, programId, programVersion, region, nowMs }) {
      const version = await deps.published.version(programId, programVersion);
      if (!version)
        throw new DomainError('PROGRAM.NOT_PUBLISHED', `There is no version ${programVersion} of "${programId}".`);
      const renewed = deps.renewedCalendars(version.document, { region, nowMs });
      const { lastDay } = renewed.regionCalendar;
      await deps.transaction((tx) =>
        deps.audit.insertAudit(tx, {
          origin,
          partnerId,
          atMs: nowMs,
          programVersion: `${programId}@${programVersion}`,
          businessKey: `${origin.workflowId}/${origin.runId}/calendars/${lastDay}`,
          entries: [
            {
              action: 'lifecycle.calendars_renewed',
              actor: 'system:workflow',
              subject: `partner/${partnerId}`,
              reason: `deadlines and periods are now known until ${lastDay}`,
            },
          ],
        }),
      );
      return renewed;
    },
  };
}
