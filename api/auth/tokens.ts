import { Injectable } from '@nestjs/common';
import type { JWTPayload, JWTVerifyGetKey } from 'jose';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';
import { DomainError } from '../../domain/errors';
import { WallClock } from '../clock';
import type { ApiSettings } from '../settings';

/** Asymmetric algorithms only: a shared secret would let every verifier issue tokens. */
const ALGORITHMS = ['RS256', 'PS256', 'ES256', 'EdDSA'];
/** How far the issuer's clock may be from ours. */
const SKEW_S = 30;
const DISCOVERY_PATIENCE_MS = 5_000;
/** A key that the issuer takes back is believed for so much longer; what people may is read for each request anyway. */
const VERIFIED_KEPT_MS = 60_000;
const VERIFIED_KEPT_MAX = 2_000;
/** A larger token is a fault or an attack. */
const TOKEN_LENGTH_MAX = 8_192;
const NAME_LENGTH_MAX = 200;

/** What a verified token proves: who, and until when. Claims beyond that are the issuer's word. */
export interface Token {
  issuer: string;
  subject: string;
  /** Wall time, epoch ms. */
  expiresWallMs: number;
  /** Wall time by the issuer's clock, epoch ms; where the token does not say, when it was seen. */
  issuedWallMs: number;
  claims: JWTPayload;
}

/** Verifies bearer tokens against the issuer's published keys. */
@Injectable()
export class TokenVerifier {
  private keys: JWTVerifyGetKey | undefined;
  /** A token is good or not: whoever sends the same one again within a minute is not asked to wait for the arithmetic. */
  private readonly verified = new Map<string, { token: Token; untilMs: number }>();

  constructor(
    private readonly settings: ApiSettings['oidc'],
    private readonly clock: WallClock,
  ) {}

  /**
   * @throws AUTH.REQUIRED without a valid token, whatever is wrong with it; SERVER.UNAVAILABLE when the issuer's keys
   *   cannot be had
   */
  async verify(authorization: string | undefined): Promise<Token> {
    const token = /^Bearer ([A-Za-z0-9._~+/-]+=*)$/i.exec(authorization ?? '')?.[1];
    if (!token || token.length > TOKEN_LENGTH_MAX) throw unauthenticated();
    const nowMs = this.clock.now();
    const known = this.verified.get(token);
    if (known && nowMs < known.untilMs) return known.token;
    const found = await this.check(token, nowMs);
    this.keep(token, { token: found, untilMs: Math.min(nowMs + VERIFIED_KEPT_MS, found.expiresWallMs) });
    return found;
  }

  private keep(text: string, known: { token: Token; untilMs: number }): void {
    this.verified.delete(text);
    this.verified.set(text, known);
    const [oldest] = this.verified.keys();
    if (this.verified.size > VERIFIED_KEPT_MAX) this.verified.delete(oldest!);
  }

  private async check(token: string, nowMs: number): Promise<Token> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, await this.keySource(), {
        algorithms: ALGORITHMS,
        issuer,
        audience,
        requiredClaims: ['exp', 'sub', 'iss', 'aud'],
        clockTolerance: SKEW_S,
        currentDate: new Date(nowMs),
      });
      const issuedWallMs = payload.iat === undefined ? nowMs : payload.iat * 1_000;
      return { issuer, subject: payload.sub!, expiresWallMs: payload.exp! * 1_000, issuedWallMs, claims: payload };
    } catch (error) {
      throw isTokensFault(error) ? unauthenticated() : unreachable(error);
    }
  }

  private async keySource(): Promise<JWTVerifyGetKey> {
    this.keys ??= createRemoteJWKSet(new URL(this.settings.jwksUri ?? (await this.discover())), {
      timeoutDuration: DISCOVERY_PATIENCE_MS,
    });
    return this.keys;
  }

  private async discover(): Promise<string> {
    const address = `${this.settings.issuer.replace(/\/+$/, '')}/.well-known/openid-configuration`;
    const response = await fetch(address, { signal: AbortSignal.timeout(DISCOVERY_PATIENCE_MS) });
    const { jwks_uri: jwksUri } = (await response.json()) as { jwks_uri?: string };
    if (!jwksUri) throw new Error('The issuer publishes no jwks_uri.');
    return jwksUri;
  }
}

/** What jose says about the token itself; its other errors are about getting the keys. */
function isTokensFault(error: unknown): boolean {
  return (
    error instanceof errors.JOSEError &&
    !(error instanceof errors.JWKSTimeout) &&
    error.code !== 'ERR_JOSE_GENERIC' &&
    !(error instanceof errors.JWKSInvalid)
  );
}

const unauthenticated = (): DomainError =>
  new DomainError('AUTH.REQUIRED', 'Send a valid access token: Authorization: Bearer <token>.');

function unreachable(cause: unknown): Error {
  return Object.assign(new DomainError('SERVER.UNAVAILABLE', 'The keys of the token issuer cannot be had.'), { cause });
}

/** The name that a token gives, for people to read. */
export function nameOf({ claims, subject }: Token): string {
  const { name } = claims;
  return typeof name === 'string' && name.trim()
    ? name.trim().slice(0, NAME_LENGTH_MAX)
    : subject.slice(0, NAME_LENGTH_MAX);
}

/** Only an address that the issuer has verified says who somebody is. */
export function verifiedEmailOf({ claims }: Token): string | null {
  return claims['email_verified'] === true && typeof claims['email'] === 'string' ? claims['email'] : null;
}
