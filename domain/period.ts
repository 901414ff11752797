import { addCivilDays, compareCivil, dayNumber } from './civil-date';
import { DomainError } from './errors';
import type { CalendarTable } from './local-time';
import { beyondTable, civilDate, dayInTable, dayStartMs } from './local-time';

/** How long a program's periods are: calendar months, quarters or years of the program's zone. */
export type PeriodUnit = 'month' | 'quarter' | 'year';

/**
 * One calendar period. `key` is `2026-11`, `2026-Q4` or `2026`; `endMs` is exclusive and equals the `startMs` of the
 * next one; `firstDay` and `lastDay` are civil dates, both inside.
 */
export interface Period {
  key: string;
  startMs: number;
  endMs: number;
  firstDay: string;
  lastDay: string;
}

/** Months in one period. */
const MONTHS: Record<PeriodUnit, number> = { month: 1, quarter: 3, year: 12 };

const KEYS: Record<PeriodUnit, { grammar: RegExp; example: string }> = {
  month: { grammar: /^(\d{4})-(0[1-9]|1[0-2])$/, example: '2026-11' },
  quarter: { grammar: /^(\d{4})-Q([1-4])$/, example: '2026-Q4' },
  year: { grammar: /^(\d{4})$/, example: '2026' },
};

/**
 * The key of the period that a civil date belongs to; needs no calendar.
 * @throws CALENDAR.INVALID when the text is not a date
 */
export function periodKeyOf(unit: PeriodUnit, civil: string): string {
  const { year, index } = placeOf(unit, civil);
  return keyAt(unit, year, index);
}

/**
 * The period that a civil date belongs to.
 * @throws CALENDAR.BEYOND_TABLE when the table does not cover the whole period, CALENDAR.INVALID
 */
export function periodOfCivil(table: CalendarTable, unit: PeriodUnit, civil: string): Period {
  dayInTable(table, civil);
  const { year, index } = placeOf(unit, civil);
  return periodAtPlace(table, unit, { year, index });
}

/**
 * The period that an instant (epoch ms) belongs to, by the local date of the table's zone.
 * @throws CALENDAR.BEYOND_TABLE
 */
export function periodAt(table: CalendarTable, unit: PeriodUnit, ms: number): Period {
  return periodOfCivil(table, unit, civilDate(table, ms));
}

/**
 * The period that begins where this one ends.
 * @throws CALENDAR.BEYOND_TABLE
 */
export function nextPeriod(table: CalendarTable, unit: PeriodUnit, period: Period): Period {
  return periodOfCivil(table, unit, addCivilDays(period.lastDay, 1));
}

/**
 * The period with this key.
 * @throws CALENDAR.INVALID when the key is not one of that unit, CALENDAR.BEYOND_TABLE
 */
export function periodByKey(table: CalendarTable, unit: PeriodUnit, key: string): Period {
  return periodAtPlace(table, unit, placeOfKey(unit, key));
}

/**
 * The first and last civil day of the period with this key, both inside; needs no calendar, so any year will do.
 * @throws CALENDAR.INVALID when the key is not one of that unit
 */
export function periodDays(unit: PeriodUnit, key: string): Pick<Period, 'firstDay' | 'lastDay'> {
  return daysOf(unit, placeOfKey(unit, key));
}

interface Place {
  year: number;
  /** Which period of the year, from 0. */
  index: number;
}

function placeOfKey(unit: PeriodUnit, key: string): Place {
  const { grammar, example } = KEYS[unit];
  const match = grammar.exec(key);
  if (!match) throw new DomainError('CALENDAR.INVALID', `"${String(key)}" is not a ${unit}: write it as ${example}`);
  return { year: Number(match[1]), index: match[2] === undefined ? 0 : Number(match[2]) - 1 };
}

function daysOf(unit: PeriodUnit, { year, index }: Place): Pick<Period, 'firstDay' | 'lastDay'> {
  return {
    firstDay: firstOfMonth(year, index * MONTHS[unit]),
    lastDay: addCivilDays(firstOfMonth(year, (index + 1) * MONTHS[unit]), -1),
  };
}

function placeOf(unit: PeriodUnit, civil: string): Place {
  dayNumber(civil);
  return { year: Number(civil.slice(0, 4)), index: Math.floor((Number(civil.slice(5, 7)) - 1) / MONTHS[unit]) };
}

function periodAtPlace(table: CalendarTable, unit: PeriodUnit, place: Place): Period {
  const { firstDay, lastDay } = daysOf(unit, place);
  if (compareCivil(firstDay, table.firstDay) < 0) throw beyondTable(table, firstDay);
  if (compareCivil(lastDay, table.lastDay) > 0) throw beyondTable(table, lastDay);
  const startMs = dayStartMs(table, dayNumber(firstDay));
  return {
    key: keyAt(unit, place.year, place.index),
    startMs,
    endMs: dayStartMs(table, dayNumber(lastDay) + 1),
    firstDay,
    lastDay,
  };
}

/** The first day of a month counted from January = 0; 12 is the next January. */
function firstOfMonth(year: number, month: number): string {
  const yyyy = String(year + Math.floor(month / 12)).padStart(4, '0');
  return `${yyyy}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

function keyAt(unit: PeriodUnit, year: number, index: number): string {
  const yyyy = String(year).padStart(4, '0');
  if (unit === 'year') return yyyy;
  return unit === 'quarter' ? `${yyyy}-Q${index + 1}` : `${yyyy}-${String(index + 1).padStart(2, '0')}`;
}
