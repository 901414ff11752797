/** Where this tab keeps who is signed in. A tab of its own: closing it forgets. */
const PLACE = 'ple.session';

/** What the issuer gave. Times are wall time, epoch ms. */
export interface Tokens {
  accessToken: string;
  refreshToken?: string;
  idToken?: string;
  expiresMs: number;
}

/** Reads what this tab keeps. */
export function readTokens(): Tokens | null {
  const text = sessionStorage.getItem(PLACE);
  return text === null ? null : (JSON.parse(text) as Tokens);
}

/** Keeps tokens, or forgets them. */
export function keepTokens(tokens: Tokens | null): void {
  if (tokens === null) sessionStorage.removeItem(PLACE);
  else sessionStorage.setItem(PLACE, JSON.stringify(tokens));
}
