import { Status } from '../kit/status';
import { GAPS } from '../payouts/payout-words';

/** What stands between a payee and its money, or in other words that nothing does. */
export function Gaps({ gaps, none = 'May be paid' }: { gaps: readonly (keyof typeof GAPS)[]; none?: string }) {
  if (gaps.length === 0) return <Status tone="good">{none}</Status>;
  return gaps.map((gap) => (
    <div key={gap}>
      <Status tone="warn">{GAPS[gap]}</Status>
    </div>
  ));
}
