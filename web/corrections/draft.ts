import type { Body } from '../api/client';
import type { InputFact, RecordedInput } from './correction-words';
import { INPUT_FACTS } from './correction-words';

type Asked = Body<'/v1/corrections'>;
type Change = Pick<Asked, 'sale'> | Pick<Asked, 'event'>;

/** A partner's part of a deal. */
export interface Credit {
  partnerId: string;
  share?: string;
  part?: string;
  overlay?: boolean;
}

/** What somebody types: what it should have been. It begins as it is. */
export interface Draft {
  amount: string;
  currency: string;
  facts: Record<InputFact, string>;
  credits: Credit[];
}

const FACTS = Object.keys(INPUT_FACTS) as InputFact[];

/** As it is now. */
export function draftOf({ counts, said }: RecordedInput): Draft {
  const facts = FACTS.map((name) => [name, said[name] === undefined ? '' : String(said[name] as string | number)]);
  return {
    ...{ amount: counts?.amount ?? '', currency: counts?.currency ?? '' },
    facts: Object.fromEntries(facts) as Draft['facts'],
    credits: creditsOf(said),
  };
}

const creditsOf = (said: RecordedInput['said']): Credit[] => (said['credits'] ?? []) as Credit[];
const same = (a: string, b: string): boolean => a.trim() === b.trim();

/** The facts that are there now and that somebody has emptied, by what they are called: a correction can only replace. */
export function emptied(input: RecordedInput, draft: Draft): string[] {
  const now = draftOf(input);
  return [
    ...(now.amount !== '' && draft.amount.trim() === '' ? ['The amount'] : []),
    ...FACTS.filter((name) => now.facts[name] !== '' && draft.facts[name].trim() === '').map(
      (name) => `“${INPUT_FACTS[name].label}”`,
    ),
    ...(now.credits.length > 0 && draft.credits.length === 0 ? ['The split'] : []),
  ];
}

/** What is wrong with the parts, before anybody is asked; exactly whether they make one whole is the rule's business. */
export function splitSumFault({ credits }: Draft): string | null {
  if (credits.some(({ partnerId }) => partnerId === '')) return 'Choose a partner for each part of the split.';
  if (credits.some(({ share, overlay }) => overlay !== true && (share ?? '').trim() === ''))
    return 'Say how much each partner’s part is, such as 30% or 1/3.';
  return null;
}

/** What is sent: only what differs. Null where nothing does. */
export function sentChange(input: RecordedInput, draft: Draft): Change | null {
  const { door, source, id, isAmountByEvent } = input;
  const now = draftOf(input);
  const facts = FACTS.filter((name) => !same(now.facts[name], draft.facts[name]));
  const isOtherAmount = !same(now.amount, draft.amount) || !same(now.currency, draft.currency);
  const isOtherSplit = JSON.stringify(now.credits) !== JSON.stringify(draft.credits);
  if (!isOtherAmount && !isOtherSplit && facts.length === 0) return null;
  const amount = { amount: draft.amount.trim(), currency: draft.currency.trim().toUpperCase() };
  if (door === 'sale' && facts.length === 0 && !isOtherSplit && !isAmountByEvent)
    return { sale: { source, saleId: id, amount } };
  // Amounts beside the gross one are in its currency, which is said with it.
  const needsAmount = isOtherAmount || facts.some((name) => 'isMoney' in INPUT_FACTS[name]);
  const changes = {
    ...(needsAmount && { amount }),
    ...Object.fromEntries(facts.map((name) => [name, valueOf(name, draft.facts[name].trim())])),
    ...(isOtherSplit && { credits: draft.credits }),
  };
  return { event: { source, eventId: id, changes } };
}

const valueOf = (name: InputFact, text: string): string | number =>
  'isCount' in INPUT_FACTS[name] ? Number(text) : text;
