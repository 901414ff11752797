import { DomainError } from '../../domain/errors';
import { isCurrency, parseAmount } from '../../domain/money';
import type { Tier } from '../../domain/program';
import type { Draft, ProgramDraft } from '../draft';
import { items, members } from '../draft';
import type { FaultList, Path } from '../faults';
import { listed } from '../faults';

/** Tiers climb from the entry tier on, each can be reached, and every track says what each of them asks for. */
export function checkTiers(program: ProgramDraft, faults: FaultList): void {
  const sales = checkSales(program, faults);
  checkCertified(program, sales, faults);
  checkEarnable(program, faults);
  checkTracks(program, faults);
}

/** @returns each tier's threshold in minor units, where it can be read */
function checkSales(program: ProgramDraft, faults: FaultList): (bigint | undefined)[] {
  const currency = program.currency !== undefined && isCurrency(program.currency) ? program.currency : undefined;
  const sales: (bigint | undefined)[] = [];
  let highest: bigint | undefined;
  for (const [index, tier] of items(program.tiers)) {
    const path = ['tiers', index];
    const salesMinor =
      currency === undefined ? undefined : amountOf([...path, 'salesFrom'], tier.salesFrom, { currency, faults });
    sales[index] = salesMinor;
    if (index === 0) checkEntryTier(path, tier, { salesMinor, faults });
    if (salesMinor === undefined) continue;
    if (highest !== undefined && salesMinor < highest) {
      const message = `"${tier.id}" asks for less than a tier below it: list tiers from the lowest to the highest.`;
      faults.add('PROGRAM.TIER_ORDER', [...path, 'salesFrom'], message);
    }
    highest = salesMinor;
  }
  return sales;
}

function checkEntryTier(
  path: Path,
  tier: Draft<Tier>,
  found: { salesMinor: bigint | undefined; faults: FaultList },
): void {
  const asksForSales = found.salesMinor !== undefined && found.salesMinor > 0n;
  if (!asksForSales && Object.keys(tier.certified ?? {}).length === 0) return;
  const message = 'The first tier is where every partner starts: give it salesFrom "0" and no certificates.';
  found.faults.add('PROGRAM.TIER_ENTRY', [...path, asksForSales ? 'salesFrom' : 'certified'], message);
}

function amountOf(
  path: Path,
  text: string | undefined,
  by: { currency: string; faults: FaultList },
): bigint | undefined {
  if (text === undefined) return undefined;
  try {
    return parseAmount(text, by.currency, { allowZero: true });
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    by.faults.add('PROGRAM.AMOUNT', path, error.message);
    return undefined;
  }
}

/** Each tier asks for as many certificates as the one below, and for more of something. */
function checkCertified(program: ProgramDraft, sales: readonly (bigint | undefined)[], faults: FaultList): void {
  const { tiers, certifications } = program;
  const isReadable = (tier: Draft<Tier> | undefined): boolean =>
    Object.entries(tier?.certified ?? { '': undefined }).every(
      ([key, people]) => people !== undefined && certifications && Object.hasOwn(certifications, key),
    );
  for (const [index, tier] of items(tiers)) {
    const below = tiers?.[index - 1];
    if (!below || !isReadable(tier) || !isReadable(below)) continue;
    const asks = (certification: string): number => tier.certified?.[certification] ?? 0;
    const less = members(below.certified).find(([certification, people]) => asks(certification) < people);
    const more = members(tier.certified).some(([key, people]) => people > (below.certified?.[key] ?? 0));
    const [from, fromBelow] = [sales[index], sales[index - 1]];
    if (less) {
      const message = `"${below.id}" asks for ${less[1]} people certified in ${less[0]} and "${tier.id}" for ${asks(less[0])}: a higher tier asks for no less.`;
      faults.add('PROGRAM.TIER_ORDER', ['tiers', index, 'certified'], message);
    } else if (!more && from !== undefined && from === fromBelow) {
      const message = `"${tier.id}" asks for no more than "${below.id}", so nobody would ever be on "${below.id}": raise its sales or certificates.`;
      faults.add('PROGRAM.TIER_ORDER', ['tiers', index], message);
    }
  }
}

/** A tier that asks for a certificate which no track leads to is out of reach. */
function checkEarnable({ tiers, tracks, certifications }: ProgramDraft, faults: FaultList): void {
  const known = (name: string | undefined): boolean =>
    name !== undefined && certifications !== undefined && Object.hasOwn(certifications, name);
  // A track whose certification cannot be read may lead to the one that is meant.
  if (!tracks || Object.values(tracks).some((track) => !known(track?.certification))) return;
  const earned = new Set(members(tracks).map(([, track]) => track.certification));
  for (const [index, tier] of items(tiers)) {
    for (const [certification, people] of members(tier.certified)) {
      if (people === 0 || !known(certification) || earned.has(certification)) continue;
      const message = `No track leads to ${certification}, so nobody could ever reach "${tier.id}": add a track, or ask for another certification.`;
      faults.add('PROGRAM.CERTIFICATION_UNEARNED', ['tiers', index, 'certified', certification], message);
    }
  }
}

/** What a track does not say for a tier would count as nobody, and training would pass without anybody trained. */
function checkTracks({ tiers, tracks }: ProgramDraft, faults: FaultList): void {
  if (!tiers || tiers.some((tier) => tier?.id === undefined)) return;
  for (const [key, { people }] of members(tracks)) {
    if (!people) continue;
    const missing = [...new Set(tiers.flatMap((tier) => tier?.id ?? []))].filter((id) => !Object.hasOwn(people, id));
    if (missing.length === 0) continue;
    const message = `Say how many people must hold the certification on each tier, 0 where nobody must: ${listed(missing)} is missing.`;
    faults.add('PROGRAM.TRACK_TIERS', ['tracks', key, 'people'], message);
  }
}
