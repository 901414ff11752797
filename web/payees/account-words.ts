/** A masked account as people tell it: "Bank account …2051 in DE". */
export function accountText({
  kind,
  lastFour,
  country,
}: {
  kind: 'iban' | 'reference';
  lastFour: string;
  country: string | null;
}): string {
  return `${kind === 'iban' ? 'Bank account' : 'Account'} …${lastFour}${country === null ? '' : ` in ${country}`}`;
}
