import { Group, TextInput } from '@mantine/core';
import type { InputFact, RecordedInput } from './correction-words';
import { INPUT_FACTS } from './correction-words';
import type { Draft } from './draft';
import { draftOf } from './draft';

const FACTS = Object.keys(INPUT_FACTS) as InputFact[];
/** Asked for even where nothing was said. */
const ALWAYS: readonly InputFact[] = ['product', 'customerId'];

interface Fields {
  input: RecordedInput;
  draft: Draft;
  onChange: (draft: Draft) => void;
}

/** What it should have said, fact by fact; each begins as it is, and says so once it is another one. */
export function FactFields({ input, draft, onChange }: Fields) {
  const now = draftOf(input);
  const usual = FACTS.filter((name) => ALWAYS.includes(name) || now.facts[name] !== '');
  const rest = FACTS.filter((name) => !usual.includes(name));
  const field = (name: InputFact) => (
    <TextInput
      key={name}
      label={INPUT_FACTS[name].label}
      description={isNow(now.facts[name], draft.facts[name])}
      autoComplete="off"
      maxLength={200}
      value={draft.facts[name]}
      {...('isCount' in INPUT_FACTS[name] && { type: 'number', step: 1 })}
      onChange={(event) => onChange({ ...draft, facts: { ...draft.facts, [name]: event.currentTarget.value } })}
    />
  );
  return (
    <>
      <Group align="flex-end" gap="sm" grow preventGrowOverflow={false}>
        <TextInput
          label="Amount"
          description={isNow(now.amount, draft.amount)}
          inputMode="decimal"
          autoComplete="off"
          maxLength={40}
          value={draft.amount}
          onChange={(event) => onChange({ ...draft, amount: event.currentTarget.value })}
        />
        <TextInput
          label="Currency"
          description={input.door === 'sale' ? 'A sale keeps its own' : isNow(now.currency, draft.currency)}
          readOnly={input.door === 'sale'}
          autoComplete="off"
          maxLength={3}
          value={draft.currency}
          onChange={(event) => onChange({ ...draft, currency: event.currentTarget.value.toUpperCase() })}
        />
      </Group>
      {usual.map(field)}
      <details>
        <summary>Other facts</summary>
        {rest.map(field)}
      </details>
    </>
  );
}

const isNow = (now: string, draft: string): string | undefined => {
  if (now.trim() === draft.trim()) return undefined;
  return now === '' ? 'Not said now' : `Now ${now}`;
};
