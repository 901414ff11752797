import type { Activities } from '../index';
import type { Deps } from '../shared/deps';

/** Absences: the workflow that watches each of them, and what its row says. */
export function absences(
  deps: Pick<Deps, 'db' | 'absences' | 'absenceLives'>,
): Pick<Activities, 'readAbsence' | 'tellAbsence'> {
  return {
    /** Reads only. */
    async readAbsence({ absenceId }) {
      return { cancelled: await deps.absences.isCancelled(deps.db, absenceId) };
    },

    /** Idempotent by absence id: it starts once, and looks at its row however often it is told. */
    async tellAbsence({ absence, cancelledAbsence }) {
      if (absence) await deps.absenceLives.start(absence);
      if (cancelledAbsence !== undefined) await deps.absenceLives.lookAgain(cancelledAbsence);
    },
  };
}
