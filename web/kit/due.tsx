import { Tooltip } from '@mantine/core';
import { useProgramNow } from './program-now';
import { Status } from './status';
import { lengthText, minuteText } from './times';

interface Moment {
  ms: number;
}

/** Due dates this close are worth a second look. */
const SOON_MS = 24 * 3_600_000;

/** When something is due, from the program's own present: "in 3 days", "2 days overdue". */
export function Due({ due, program }: { due: Moment | null; program: string | undefined }) {
  const nowMs = useProgramNow(program);
  if (due === null) return <Status tone="quiet">No due date</Status>;
  if (nowMs === undefined) return <span className="ple-dim">{minuteText(due.ms)}</span>;
  const leftMs = due.ms - nowMs;
  const tone = leftMs < 0 ? 'bad' : leftMs < SOON_MS ? 'warn' : 'quiet';
  return (
    <Tooltip label={`Due ${minuteText(due.ms)}`}>
      <span>
        <Status tone={tone}>{leftMs < 0 ? `${lengthText(leftMs)} overdue` : `Due in ${lengthText(leftMs)}`}</Status>
      </span>
    </Tooltip>
  );
}

/** How long ago something was, from the program's own present. */
export function Since({ at, program }: { at: Moment; program: string | undefined }) {
  const nowMs = useProgramNow(program);
  return <span title={minuteText(at.ms)}>{nowMs === undefined ? minuteText(at.ms) : lengthText(nowMs - at.ms)}</span>;
}
