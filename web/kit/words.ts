/** Keys of the operating model as people read them. */
const ACRONYMS = /^(id|sla|vp|xapi|url)$/i;

/** `marketing-plan-approval`, `scoreSheet` or `at_risk` as words: "Marketing plan approval". */
export function words(key: string): string {
  const parts = key
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .split(/[\s_-]+/)
    .map((part) => (ACRONYMS.test(part) ? part.toUpperCase() : part.toLowerCase()));
  const text = parts.join(' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** "1 step", "2 steps". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** "PM, CAM or LEG". */
export function either(items: readonly string[]): string {
  return items.length < 2 ? (items[0] ?? '') : `${items.slice(0, -1).join(', ')} or ${items.at(-1)}`;
}

/** A region's key as people read it: "US", "DACH", "Latin america". */
export const regionText = (region: string): string => (region.length <= 4 ? region.toUpperCase() : words(region));

const UNITS: Record<string, string> = {
  ms: 'millisecond',
  s: 'second',
  m: 'minute',
  h: 'hour',
  d: 'day',
  bh: 'business hour',
  bd: 'business day',
};

/** A duration of a program as people read it: `5bd` is "5 business days". */
export function durationText(text: string): string {
  const [, count, unit = ''] = /^(\d+)([a-z]+)$/.exec(text) ?? [];
  return count !== undefined && UNITS[unit] ? counted(Number(count), UNITS[unit]) : text;
}

/** A sentence of the operating model with its durations as people read them. */
export const withDurations = (text: string): string => text.replace(/\b\d+(?:ms|bd|bh|[smhd])\b/g, durationText);
