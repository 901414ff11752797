/** The longest name of a company. */
export const COMPANY_NAME_LENGTH_MAX = 200;

/** Controls, and characters without width or that turn the direction of text: a name that hides something. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Zl}\p{Zp}]/u;

/** A company's name as it is kept: composed (NFC), single spaces, none around it. Nothing where it cannot be one. */
export function companyName(text: string): string | undefined {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Zs}\t]+/gu, ' ')
    .trim();
  const isReadable = /[\p{L}\p{N}]/u.test(name) && !HIDDEN.test(name);
  return isReadable && name.length <= COMPANY_NAME_LENGTH_MAX ? name : undefined;
}
