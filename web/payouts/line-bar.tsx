import type { PayoutLineState } from '../../domain/incentivize/payout-run';
import type { Run } from './payout-words';
import { LINE_STATES } from './payout-words';

const STATES = Object.keys(LINE_STATES) as PayoutLineState[];

/** Payees by how their line stands: as a bar, and in words. */
export function LineBar({ lines }: { lines: Run['lines'] }) {
  const there = STATES.filter((state) => lines[state] > 0);
  if (there.length === 0) return <>None yet</>;
  return (
    <div>
      <span className="ple-shares" aria-hidden="true">
        {there.map((state) => (
          <span key={state} className={`ple-${LINE_STATES[state].tone}`} style={{ flexGrow: lines[state] }} />
        ))}
      </span>
      <span className="ple-row-line">
        {there.map((state) => (
          <span key={state}>
            {lines[state].toLocaleString('en')} {LINE_STATES[state].title.toLowerCase()}
          </span>
        ))}
      </span>
    </div>
  );
}
