import { isCurrency } from '../../domain/money';
import { isHolidayCountry, isHolidayState, isTimeZone } from '../calendar-table';
import { isCountry } from '../countries';
import type { Draft, ProgramDraft } from '../draft';
import { items, members } from '../draft';
import type { Region } from '../../domain/program';
import type { FaultList, Path } from '../faults';
import { quoted } from '../faults';

/** Zones, currencies, languages, countries and holidays must be those of the world. */
export function checkRegions(program: ProgramDraft, faults: FaultList): void {
  checkZone(['zone'], program.zone, faults);
  checkCurrency(['currency'], program.currency, faults);
  const regionByCountry = new Map<string, string>();
  for (const [id, region] of members(program.regions)) {
    const path = ['regions', id];
    checkZone([...path, 'zone'], region.zone, faults);
    checkCurrency([...path, 'currency'], region.currency, faults);
    if (region.language !== undefined && !isLanguage(region.language)) {
      const message = `${quoted(region.language)} is no language tag: use one of BCP 47 such as de or fr-CA.`;
      faults.add('PROGRAM.LANGUAGE', [...path, 'language'], message);
    }
    checkCountries(id, region, regionByCountry, faults);
    checkHolidays([...path, 'holidays'], region.holidays, faults);
  }
}

function checkCountries(
  id: string,
  region: Draft<Region>,
  regionByCountry: Map<string, string>,
  faults: FaultList,
): void {
  for (const [index, country] of items(region.countries)) {
    const path = ['regions', id, 'countries', index];
    const other = regionByCountry.get(country);
    if (!isCountry(country)) {
      faults.add('PROGRAM.COUNTRY', path, `${quoted(country)} is no country code: use ISO 3166-1 alpha-2, e.g. DE.`);
    } else if (other !== undefined) {
      const where = other === id ? 'listed twice' : `in region "${other}" too`;
      faults.add('PROGRAM.COUNTRY_TWICE', path, `${country} is ${where}: each country is in one region, once.`);
    } else {
      regionByCountry.set(country, id);
    }
  }
}

function checkHolidays(path: Path, holidays: Draft<Region['holidays']> | undefined, faults: FaultList): void {
  const { country, state } = holidays ?? {};
  if (country === undefined) return;
  if (!isHolidayCountry(country)) {
    const message = `No public holidays are known for ${quoted(country)}: give an ISO 3166-1 alpha-2 code such as DE.`;
    faults.add('PROGRAM.HOLIDAYS', [...path, 'country'], message);
  } else if (state !== undefined && !isHolidayState(country, state)) {
    const message = `No public holidays are known for ${quoted(state)} in ${country}: give what follows the dash in ISO 3166-2, or leave it out.`;
    faults.add('PROGRAM.HOLIDAYS', [...path, 'state'], message);
  }
}

function checkZone(path: Path, zone: string | undefined, faults: FaultList): void {
  if (zone === undefined || isTimeZone(zone)) return;
  faults.add('PROGRAM.ZONE', path, `${quoted(zone)} is no time zone: use an IANA name such as Europe/Berlin.`);
}

function checkCurrency(path: Path, currency: string | undefined, faults: FaultList): void {
  if (currency === undefined || isCurrency(currency)) return;
  faults.add('PROGRAM.CURRENCY', path, `${quoted(currency)} is no active ISO 4217 currency: use one such as EUR.`);
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch (error) {
    // The only documented way to ask whether a tag is well formed.
    if (error instanceof RangeError) return false;
    throw error;
  }
}
