import type { ReactNode } from 'react';
import { dayText } from './times';
import { words } from './words';

/** Deeper than this nobody reads it as a list. */
const DEPTH_MAX = 3;

/** Names beside values, as a list that screen readers understand. */
export function Facts({ items }: { items: (readonly [name: string, value: ReactNode] | null | false | undefined)[] }) {
  return (
    <dl className="ple-facts">
      {items
        .filter((item) => item !== null && item !== undefined && item !== false)
        .map(([name, value]) => (
          <FactRow key={name} name={name} value={value} />
        ))}
    </dl>
  );
}

function FactRow({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </>
  );
}

/** Facts of the operating model as they are, whatever they are: keys as words, money as money. */
export function AnyFacts({
  of,
  skip = [],
  depth = 0,
}: {
  of: Record<string, unknown>;
  skip?: readonly string[];
  depth?: number;
}) {
  const money = moneyIn(of);
  const items = Object.entries(of)
    .filter(
      ([key, value]) =>
        !skip.includes(key) &&
        !(money && ['amountMinor', 'currency'].includes(key)) &&
        value !== null &&
        value !== undefined,
    )
    .map(
      ([key, value]) =>
        [words(key.replace(/Ms$/, '')), <AnyValue key={key} name={key} value={value} depth={depth} />] as const,
    );
  const amount = money === null ? null : (['Amount', <strong key="money">{money}</strong>] as const);
  return <Facts items={[amount, ...items]} />;
}

function AnyValue({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  if (typeof value === 'string') return isHash(value) ? <Hash value={value} /> : value;
  if (typeof value === 'number') return name.endsWith('Ms') ? dayText(value) : value.toLocaleString('en');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (depth >= DEPTH_MAX) return <code>{JSON.stringify(value)}</code>;
  if (!Array.isArray(value)) return <AnyFacts of={value as Record<string, unknown>} depth={depth + 1} />;
  if (value.every((one) => typeof one !== 'object')) return value.length > 0 ? value.join(', ') : 'none';
  return (
    <ul className="ple-list-plain">
      {value.map((one, index) => (
        <li key={index}>
          {typeof one === 'object' && one !== null ? (
            <AnyFacts of={one as Record<string, unknown>} depth={depth + 1} />
          ) : (
            String(one)
          )}
        </li>
      ))}
    </ul>
  );
}

const isHash = (text: string): boolean => /^[0-9a-f]{64}$/.test(text);

/** A SHA-256 as people compare it: its beginning, and all of it when asked. */
export function Hash({ value }: { value: string }) {
  return (
    <span className="ple-hash" title={value}>
      {value.slice(0, 12)}…
    </span>
  );
}

function moneyIn({ amountMinor, currency }: Record<string, unknown>): string | null {
  if (typeof amountMinor !== 'number' || typeof currency !== 'string') return null;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

/** An amount of an answer, written as money. */
export function moneyText({ amount, currency }: { amount: string; currency: string }): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(amount));
}
