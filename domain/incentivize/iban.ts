import { DomainError } from '../errors';

/** Lengths by country, as in the IBAN registry of ISO 13616; territories such as RE use the IBANs of their country. */
const LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 DO28 EE20 EG29 ES24 ' +
    'FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 ' +
    'LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 ' +
    'RS22 RU33 SA24 SC31 SD18 SE24 SI19 SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry): [string, number] => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** The countries and territories that take part in the scheme (EPC409-09); GB covers its dependencies' IBANs too. */
const SEPA_COUNTRIES = new Set(
  (
    'AD AL AT BE BG CH CY CZ DE DK EE ES FI FR GB GI GR HR HU IE IS IT LI LT LU LV MC MD ME MK MT NL NO PL PT RO RS SE ' +
    'SI SK SM VA'
  ).split(' '),
);

const FORM = /^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$/;
const BIC_FORM = /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/;
/** An IBAN on paper has a space after each four characters; nothing longer is one. */
const TEXT_LENGTH_MAX = 50;
const MODULUS = 97;

/**
 * Reads an IBAN as people write it (spaces, small letters) into its electronic form. Says which rule is broken, never the
 * number: a message ends up in logs, a bank detail must not.
 *
 * @throws PAYMENT.IBAN
 */
export function readIban(text: string): string {
  const iban = text.length <= TEXT_LENGTH_MAX ? text.replace(/ /g, '').toUpperCase() : '';
  if (!FORM.test(iban)) refuse('must be two letters, two digits, then 11 to 30 letters or digits; copy it again');
  const country = iban.slice(0, 2);
  const length = LENGTHS.get(country);
  if (length === undefined) refuse(`begins with ${country}, which is no country of the IBAN registry`);
  if (iban.length !== length) refuse(`has ${iban.length} characters, in ${country} it has ${length}`);
  if (remainder(iban) !== 1) refuse('has wrong check digits: a character was mistyped or swapped; copy it again');
  return iban;
}

/**
 * Reads a BIC (ISO 9362), eight or eleven characters.
 *
 * @throws PAYMENT.IBAN
 */
export function readBic(text: string): string {
  const bic = text.trim().toUpperCase();
  if (!BIC_FORM.test(bic)) throw new DomainError('PAYMENT.IBAN', 'The BIC must have 8 or 11 letters and digits.');
  return bic;
}

/** The country in an electronic IBAN, ISO 3166-1 alpha-2 (and XK). */
export function countryOf(iban: string): string {
  return iban.slice(0, 2);
}

/** ISO 7064 mod 97-10: the head goes to the end, letters count from 10; digit by digit, so that it stays a small number. */
function remainder(iban: string): number {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = [...turned].map((sign) => parseInt(sign, 36).toString()).join('');
  return [...digits].reduce((rest, digit) => (rest * 10 + Number(digit)) % MODULUS, 0);
}

function refuse(why: string): never {
  throw new DomainError('PAYMENT.IBAN', `The IBAN ${why}.`);
}

/** Whether a country's accounts are reached by SEPA credit transfers. */
export const isSepaCountry = (country: string): boolean => SEPA_COUNTRIES.has(country);
