/** From changes of lines to postings: shares by largest remainder, revisions, and traces. */
import type { Rational } from '../money';
import { formatAmount, multiply, rational, roundHalfAway, splitByLargestRemainder, toDecimalText } from '../money';
import type { CommissionEvent, CommissionPosting, Payee } from './commission-events';
import type { PayeeShare } from './commission-payees';
import { payeesOf } from './commission-payees';
import type { CapTrace, PostingTrace } from './commission-posting-trace';
import type { WalkLine } from './commission-walk';

/** Decimals of a share in a trace, before it is written as a fraction. */
const SHARE_DIGITS = 8;
/** The share of whoever is not paid any more. */
const NOTHING = rational(0n);

/** A change of a line that is to be posted. */
export interface LineChange {
  line: Pick<WalkLine, 'unit' | 'placed' | 'rule' | 'tier' | 'period'>;
  amountMinor: bigint;
  cause: CommissionEvent;
  trace: Omit<PostingTrace, 'posted' | 'shared' | 'caps'>;
  caps?: CapTrace[];
  /** A line is told once even where it earns nothing. */
  first: boolean;
}

/** What a payee has of a unit. */
interface Part {
  share: PayeeShare;
  amountMinor: bigint;
}

/**
 * Collects postings. What a unit has under a rule is shared as a whole, so its parts always sum to it; where it turns out
 * that others are paid, or other shares, the parts move between them.
 */
export class Poster {
  readonly postings: CommissionPosting[] = [];
  private readonly wholes = new Map<string, bigint>();
  /** What each payee has of each unit under each rule. */
  private readonly parts = new Map<string, ReadonlyMap<string, Part>>();
  private readonly revisions = new Map<string, number>();
  /** What a partner's own rules have earned by period, people aside: what a guarantee looks at. */
  private readonly earned = new Map<string, bigint>();

  constructor(private readonly currency: string) {}

  post(change: LineChange): void {
    const { line, amountMinor } = change;
    const payees = payeesOf(line.rule, line.unit.event);
    // A line without payees is never made; `hasPayees` refused it.
    if (typeof payees === 'string') return;
    const unit = `${line.unit.key}\u0001${line.rule.id}`;
    const before = this.wholes.get(unit) ?? 0n;
    const after = before + amountMinor;
    this.wholes.set(unit, after);
    this.addEarned(change);
    const had = this.parts.get(unit) ?? new Map<string, Part>();
    const has = new Map(partsOf(after, payees).map((part) => [partKey(part.share), part]));
    this.parts.set(unit, has);
    for (const [key, { share, amountMinor: now }] of has) {
      const part = now - (had.get(key)?.amountMinor ?? 0n);
      if (part === 0n && !change.first) continue;
      const shared = has.size > 1 ? this.sharedOf(share, before, after) : undefined;
      this.push(change, share, { part, shared });
    }
    for (const [key, { share, amountMinor: was }] of had) {
      if (has.has(key) || was === 0n) continue;
      this.push(change, share, { part: -was, shared: this.sharedOf({ ...share, share: NOTHING }, before, after) });
    }
  }

  /** What a partner's rules have earned in a period, guarantees and people aside. */
  earnedIn(partnerId: string, period: string): bigint {
    return this.earned.get(`${partnerId}\u0000${period}`) ?? 0n;
  }

  private push(
    { line, cause, trace, caps = [] }: LineChange,
    { payee, overlay }: PayeeShare,
    { part, shared }: { part: bigint; shared: PostingTrace['shared'] },
  ): void {
    const { source, id: eventId, partnerId } = line.placed.event;
    const ruleId = line.rule.id;
    const key = postingKey({ source, eventId, ruleId, payee, overlay });
    const revision = (this.revisions.get(key) ?? 0) + 1;
    this.revisions.set(key, revision);
    this.postings.push({
      source,
      eventId,
      ruleId,
      payee,
      overlay,
      revision,
      amountMinor: part,
      partnerId,
      currency: this.currency,
      period: line.period,
      tier: line.tier,
      cause: { source: cause.source, id: cause.id },
      trace: {
        ...(trace as PostingTrace),
        ...(caps.length > 0 && { caps }),
        ...(shared && { shared }),
        posted: formatAmount(part, this.currency),
      },
    });
  }

  private addEarned({ line, amountMinor }: LineChange): void {
    const { guarantee, payee } = line.rule.source;
    if (guarantee || payee) return;
    const key = `${line.unit.event.partnerId}\u0000${line.period}`;
    this.earned.set(key, (this.earned.get(key) ?? 0n) + amountMinor);
  }

  private sharedOf({ share }: PayeeShare, before: bigint, after: bigint): PostingTrace['shared'] {
    return {
      share: toDecimalText(share, SHARE_DIGITS),
      wholeBefore: formatAmount(before, this.currency),
      wholeAfter: formatAmount(after, this.currency),
    };
  }
}

/** What tells the postings of one event, rule and payee. */
export function postingKey(posting: {
  source: string;
  eventId: string;
  ruleId: string;
  payee: Payee;
  overlay: boolean;
}): string {
  const { source, eventId, ruleId, payee, overlay } = posting;
  return JSON.stringify([source, eventId, ruleId, payee.kind, payee.id, overlay]);
}

function partKey({ payee, overlay }: PayeeShare): string {
  return JSON.stringify([payee.kind, payee.id, overlay]);
}

/** The parts of a whole: shares by largest remainder, overlays each rounded on top. */
function partsOf(wholeMinor: bigint, payees: readonly PayeeShare[]): Part[] {
  const shared = payees.filter(({ overlay }) => !overlay);
  const parts = splitByLargestRemainder(
    wholeMinor,
    shared.map(({ share }) => share),
    shared.map(({ payee }) => payee.id),
  );
  const tops = payees.filter(({ overlay }) => overlay);
  return [
    ...shared.map((share, index): Part => ({ share, amountMinor: parts[index] ?? 0n })),
    ...tops.map((share): Part => ({ share, amountMinor: portion(wholeMinor, share.share) })),
  ];
}

function portion(wholeMinor: bigint, share: Rational): bigint {
  return roundHalfAway(multiply(rational(wholeMinor), share));
}
