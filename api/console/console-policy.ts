/** An issuer that does not answer in this time is asked again by the next page. */
const DISCOVERY_PATIENCE_MS = 3_000;

/**
 * The Content Security Policy of the console's page: its own scripts and nothing inline, styles of its own or with this
 * answer's nonce, and no word to anybody but us and the issuer.
 */
export function consolePolicy(nonce: string, issuerOrigins: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ${["'self'", ...issuerOrigins].join(' ')}`,
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** Whom the console must be able to speak to for signing in: an issuer's token endpoint may live elsewhere. */
export class IssuerOrigins {
  private known: string[] | undefined;

  constructor(private readonly issuer: string) {}

  /** The origins; only the issuer's own while its discovery document cannot be had. */
  async read(): Promise<string[]> {
    const own = new URL(this.issuer).origin;
    this.known ??= await this.discover().then(
      (endpoints) => [...new Set([own, ...endpoints.map((endpoint) => new URL(endpoint).origin)])],
      // Signing in would fail as well: the next page asks again.
      () => undefined,
    );
    return this.known ?? [own];
  }

  private async discover(): Promise<string[]> {
    const address = `${this.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_PATIENCE_MS) });
    if (!response.ok) throw new Error(`The issuer's discovery document answers ${response.status}.`);
    const { token_endpoint: token, revocation_endpoint: revocation } = (await response.json()) as Record<
      string,
      string | undefined
    >;
    return [token, revocation].filter((endpoint) => endpoint !== undefined);
  }
}
