import type { ReactNode } from 'react';
import { useRoles } from './roles';
import { dayText } from './times';
import { words } from './words';

/** Deeper than this nobody reads it as a list. */
const DEPTH_MAX = 3;
/** Members for programs: opaque ids, fingerprints, amounts that stand beside them in words. */
const FOR_PROGRAMS = /(Id|Hash|Digest|Minor|signedBy|countersignedBy|judgedBy)$|^(by|seq|recorded|endedIn)$/;

type AnyRecord = Record<string, unknown>;

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

/** The members of an object that say something to people. */
export function tellingMembers(of: AnyRecord, skip: readonly string[] = []): [name: string, value: unknown][] {
  const hasMoney = isMoney(of['amount']) || minorMoney(of) !== null;
  return Object.entries(of).filter(
    ([key, value]) =>
      value !== null &&
      value !== undefined &&
      !skip.includes(key) &&
      !FOR_PROGRAMS.test(key) &&
      !(hasMoney && key === 'currency') &&
      !(isObject(value) && tellingMembers(value).length === 0 && !isMoney(value)),
  );
}

/** Facts of the operating model as they are, whatever they are: keys as words, money as money. */
export function AnyFacts({ of, skip = [], depth = 0 }: { of: AnyRecord; skip?: readonly string[]; depth?: number }) {
  const minor = isMoney(of['amount']) ? null : minorMoney(of);
  const items = tellingMembers(of, skip).map(
    ([key, value]) =>
      [words(key.replace(/Ms$/, '')), <AnyValue key={key} name={key} value={value} depth={depth} />] as const,
  );
  if (minor === null && items.length === 0) return null;
  return <Facts items={[minor === null ? null : ['Amount', <strong key="money">{minor}</strong>], ...items]} />;
}

/** Members whose texts are ids of roles. */
const OF_ROLES = /roles?$/i;

function AnyValue({ name, value, depth }: { name: string; value: unknown; depth: number }) {
  const { titleOf } = useRoles();
  if (typeof value === 'string') return OF_ROLES.test(name) ? titleOf(value) : value;
  if (typeof value === 'number') return name.endsWith('Ms') ? dayText(value) : value.toLocaleString('en');
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (isMoney(value)) return <strong>{moneyText(value)}</strong>;
  if (depth >= DEPTH_MAX) return <code>{JSON.stringify(value)}</code>;
  if (Array.isArray(value))
    return <AnyList values={OF_ROLES.test(name) ? value.map((role) => titleOf(String(role))) : value} />;
  const rows = Object.entries(value as AnyRecord);
  if (rows.length > 1 && rows.every(([, row]) => isFlat(row)))
    return <FlatTable rows={rows.map(([key, row]) => ({ '': words(key), ...(row as AnyRecord) }))} />;
  return <AnyFacts of={value as AnyRecord} depth={depth + 1} />;
}

function AnyList({ values }: { values: unknown[] }) {
  if (values.length === 0) return <>none</>;
  if (values.every(isFlat)) return <FlatTable rows={values as AnyRecord[]} />;
  if (values.every((one) => typeof one === 'string' && one.length < 20)) return <>{values.join(', ')}</>;
  return (
    <ul className="ple-list-plain">
      {values.map((one, index) => (
        <li key={index}>{isObject(one) ? <AnyFacts of={one} depth={DEPTH_MAX} /> : String(one)}</li>
      ))}
    </ul>
  );
}

function FlatTable({ rows }: { rows: AnyRecord[] }) {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return (
    <table className="ple-facts-table">
      <thead>
        <tr>
          {columns.map((column) =>
            column === '' ? (
              <td key={column} />
            ) : (
              <th key={column} scope="col">
                {words(column)}
              </th>
            ),
          )}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {columns.map((column) => (
              <td key={column}>{row[column] === undefined || row[column] === null ? '–' : String(row[column])}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const isObject = (value: unknown): value is AnyRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A row of a table: an object of texts and numbers. */
const isFlat = (value: unknown): boolean =>
  isObject(value) && !isMoney(value) && Object.values(value).every((member) => typeof member !== 'object');

/** A SHA-256 as people compare it: its beginning, and all of it when asked. */
export function Hash({ value }: { value: string }) {
  return (
    <span className="ple-hash" title={value}>
      {value.slice(0, 12)}…
    </span>
  );
}

interface Money {
  amount: string;
  currency: string;
}

const isMoney = (value: unknown): value is Money =>
  isObject(value) && typeof value['amount'] === 'string' && typeof value['currency'] === 'string';

function minorMoney({ amountMinor, currency }: AnyRecord): string | null {
  if (typeof amountMinor !== 'number' || typeof currency !== 'string') return null;
  const format = new Intl.NumberFormat('en', { style: 'currency', currency });
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amountMinor / 10 ** digits);
}

/** An amount of an answer, written as money. */
export function moneyText({ amount, currency }: Money): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency }).format(Number(amount));
}
