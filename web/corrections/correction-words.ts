import type { Got } from '../api/client';
import { moneyText } from '../kit/facts';
import type { Tone } from '../kit/status';
import { words } from '../kit/words';

/** A correction with all that it changes. */
export type Correction = Got<'/v1/corrections/{id}'>;
/** How a correction stands. */
export type CorrectionState = Correction['state'];

/** A sale or an event as it counts now. */
export type RecordedInput = Got<'/v1/corrections/inputs'>['items'][number];

interface Money {
  amount: string;
  currency: string;
}

/** How a correction stands, and what is next. */
export const CORRECTION_STATES: Record<CorrectionState, { title: string; tone: Tone; next: string }> = {
  starting: {
    title: 'Being worked out',
    tone: 'info',
    next: 'All that was priced for the partner is priced again with what it should have been, and undone.',
  },
  shown: {
    title: 'Shown, not asked for',
    tone: 'warn',
    next: 'Nothing is posted. Whoever asked for it has it approved by somebody else of finance, or drops it; after 30 days it is dropped.',
  },
  submitted: {
    title: 'Waits for the approval',
    tone: 'warn',
    next: 'Nothing is posted yet. Somebody else of finance approves exactly these differences, or rejects them.',
  },
  refused: { title: 'Refused', tone: 'bad', next: 'It cannot be worked out, and nothing has happened.' },
  posted: {
    title: 'Posted',
    tone: 'good',
    next: 'Exactly these differences are posted. The next close collects them.',
  },
  rejected: { title: 'Rejected', tone: 'bad', next: 'Nothing is posted.' },
  withdrawn: { title: 'Dropped', tone: 'quiet', next: 'Nothing is posted.' },
  expired: { title: 'Lapsed', tone: 'quiet', next: 'Nobody had it approved in time. Nothing is posted.' },
};

/** What of an event may be corrected here, in the order of the form. */
export const INPUT_FACTS = {
  product: { label: 'Product' },
  quantity: { label: 'Quantity', isCount: true },
  customerId: { label: 'Customer' },
  dealId: { label: 'Deal' },
  segment: { label: 'Segment' },
  discount: { label: 'Discount', isMoney: true },
  tax: { label: 'Tax', isMoney: true },
  freight: { label: 'Freight', isMoney: true },
  cost: { label: 'Cost', isMoney: true },
  acv: { label: 'Annual contract value', isMoney: true },
  tcv: { label: 'Total contract value', isMoney: true },
  termMonths: { label: 'Months paid for', isCount: true },
  certification: { label: 'Certification' },
  milestone: { label: 'Milestone' },
} as const satisfies Record<string, { label: string; isMoney?: true; isCount?: true }>;
/** See {@link INPUT_FACTS}. */
export type InputFact = keyof typeof INPUT_FACTS;

interface Corrects {
  sale?: { source: string; saleId: string; amount: Money };
  event?: { source: string; eventId: string; changes: Record<string, unknown> };
  tiers?: { fromDay: string; tier: string | null }[];
}

/** What is corrected, as its sender calls it. */
export function subjectOf({ corrects }: Pick<Correction, 'corrects'>): { source: string; id: string } | null {
  const { sale, event } = corrects as Corrects;
  if (sale) return { source: sale.source, id: sale.saleId };
  return event ? { source: event.source, id: event.eventId } : null;
}

/** What is corrected, in a few words. */
export function correctionTitle(of: Pick<Correction, 'corrects' | 'partnerName'>): string {
  const subject = subjectOf(of);
  return subject ? `${subject.source}, ${subject.id}` : `Tier of ${of.partnerName}`;
}

/** What it should have been, fact by fact. */
export function shouldBe({ corrects }: Pick<Correction, 'corrects'>): [name: string, value: string][] {
  const { sale, event, tiers } = corrects as Corrects;
  if (sale) return [['Amount', typedMoney(sale.amount)]];
  if (tiers)
    return tiers.map(({ fromDay, tier }) => [`From ${fromDay}`, tier === null ? 'No tier begins' : words(tier)]);
  return Object.entries(event?.changes ?? {}).map(([name, value]) => [labelOf(name), valueText(value)]);
}

/** What is on record of a fact now, by what it is called; null where nothing is. */
export function nowText({ counts, said }: RecordedInput, label: string): string | null {
  if (label === 'Amount') return counts && moneyText(counts);
  const name = Object.keys(said).find((one) => labelOf(one) === label);
  return name === undefined ? null : valueText(said[name]);
}

const labelOf = (name: string): string =>
  name in INPUT_FACTS ? INPUT_FACTS[name as InputFact].label : name === 'credits' ? 'Split' : words(name);

function valueText(value: unknown): string {
  if (Array.isArray(value))
    return (value as { partnerId?: string; personId?: string; share?: string; role?: string }[])
      .map(({ partnerId, personId, share, role }) => [share, partnerId ?? personId, role].filter(Boolean).join(' '))
      .join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  if ('amount' in value) return typedMoney(value as unknown as Money);
  const { rate, source, on } = value as { rate?: string; source?: string; on?: string };
  return `${rate ?? ''}, ${source ?? ''}, ${on ?? ''}`;
}

/** What somebody typed: as money where that shows all of it, else as it is. */
function typedMoney(typed: Money): string {
  const { amount, currency } = typed;
  const isMoney = /^[A-Z]{3}$/.test(currency) && /^\d{1,15}(\.\d+)?$/.test(amount);
  const shown = isMoney ? moneyText(typed) : '';
  const digits = (text: string): string => text.replace(/[^\d.]/g, '').replace(/\.?0*$/, '');
  return isMoney && digits(shown) === digits(amount.includes('.') ? amount : `${amount}.0`)
    ? shown
    : `${amount} ${currency}`;
}

/** A difference with its sign. */
export const signedMoney = (money: Money): string => `${Number(money.amount) > 0 ? '+' : ''}${moneyText(money)}`;
/** What a difference means to whoever is paid. */
export const toneOfDifference = ({ amount }: Money): Tone =>
  Number(amount) < 0 ? 'bad' : Number(amount) > 0 ? 'good' : 'quiet';
