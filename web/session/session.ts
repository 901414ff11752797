import * as oidc from 'openid-client';
import type { Got } from '../api/client';
import { problemOf, unreachable } from '../api/problem';
import { keepTokens, readTokens } from './tokens';
import type { Tokens } from './tokens';

/** What is kept while the browser is away at the issuer. */
const ERRAND = 'ple.errand';
/** A token that ends this soon is renewed before it is used. */
const RENEW_BEFORE_MS = 30_000;
/** Tells the other tabs that somebody has signed out. */
const CHANNEL = 'ple.session';

interface Errand {
  verifier: string;
  state: string;
  nonce: string;
  returnTo: string;
}

type Answer = Pick<oidc.TokenEndpointResponse, 'access_token' | 'refresh_token' | 'id_token' | 'expires_in'>;

/** Where the session stands. `ended`: it was there, and cannot be renewed. */
export type SessionState = 'in' | 'out' | 'ended';

/** Who is signed in, in this tab: OpenID Connect's code flow with PKCE, renewed by the refresh token. */
export class Session {
  private tokens = readTokens();
  private state: SessionState = this.tokens === null ? 'out' : 'in';
  private readonly listeners = new Set<() => void>();
  private readonly others = new BroadcastChannel(CHANNEL);
  private configuration: Promise<{ config: oidc.Configuration; scope: string }> | undefined;
  private renewing: Promise<string | null> | undefined;

  constructor() {
    this.others.addEventListener('message', () => this.forget('ended'));
    // Back may bring a page as it was left: with nobody signed in, it must not show what it showed.
    addEventListener('pageshow', ({ persisted }) => {
      if (persisted && readTokens() === null) location.reload();
    });
  }

  current = (): SessionState => this.state;

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** The access token, renewed where it is about to end; null when nobody is signed in. */
  token = async (): Promise<string | null> => {
    if (this.tokens === null) return null;
    if (this.tokens.expiresMs - Date.now() > RENEW_BEFORE_MS) return this.tokens.accessToken;
    this.renewing ??= this.renew().finally(() => (this.renewing = undefined));
    return this.renewing;
  };

  /** Leaves for the issuer; whoever signs in there comes back to `/callback`. */
  async signIn(returnTo: string): Promise<void> {
    const { config, scope } = await this.issuer();
    const errand: Errand = {
      verifier: oidc.randomPKCECodeVerifier(),
      state: oidc.randomState(),
      nonce: oidc.randomNonce(),
      returnTo,
    };
    sessionStorage.setItem(ERRAND, JSON.stringify(errand));
    const address = oidc.buildAuthorizationUrl(config, {
      redirect_uri: `${location.origin}/callback`,
      scope,
      code_challenge: await oidc.calculatePKCECodeChallenge(errand.verifier),
      code_challenge_method: 'S256',
      state: errand.state,
      nonce: errand.nonce,
    });
    location.assign(address);
  }

  /** Takes what the issuer sent back. @returns where to go on */
  async completeSignIn(): Promise<string> {
    const text = sessionStorage.getItem(ERRAND);
    if (text === null) return '/';
    sessionStorage.removeItem(ERRAND);
    const { verifier, state, nonce, returnTo } = JSON.parse(text) as Errand;
    const { config } = await this.issuer();
    const answer = await oidc.authorizationCodeGrant(config, new URL(location.href), {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
    });
    this.take(answer);
    return returnTo;
  }

  /** Forgets everything here and in the other tabs, then signs out at the issuer, where it can. */
  async signOut(): Promise<void> {
    const idToken = this.tokens?.idToken;
    this.forget('out');
    this.others.postMessage('signed out');
    const { config } = await this.issuer();
    const { end_session_endpoint: end } = config.serverMetadata();
    if (end === undefined) return location.replace('/');
    const back = { post_logout_redirect_uri: `${location.origin}/` };
    location.replace(oidc.buildEndSessionUrl(config, { ...back, ...(idToken ? { id_token_hint: idToken } : {}) }));
  }

  /** The API does not know the token (any more). */
  reject = (): void => this.forget('ended');

  private async renew(): Promise<string | null> {
    const { refreshToken, idToken } = this.tokens!;
    if (refreshToken === undefined) {
      this.forget('ended');
      return null;
    }
    try {
      const { config } = await this.issuer();
      this.take(await oidc.refreshTokenGrant(config, refreshToken), { refreshToken, idToken });
    } catch (error) {
      // The issuer says no; whatever else went wrong may go right next time.
      if (!(error instanceof oidc.ResponseBodyError)) throw unreachable();
      this.forget('ended');
    }
    return this.tokens?.accessToken ?? null;
  }

  private take(answer: Answer, before: Partial<Tokens> = {}): void {
    this.tokens = {
      accessToken: answer.access_token,
      refreshToken: answer.refresh_token ?? before.refreshToken,
      idToken: answer.id_token ?? before.idToken,
      expiresMs: Date.now() + (answer.expires_in ?? 300) * 1_000,
    };
    keepTokens(this.tokens);
    this.become('in');
  }

  private forget(state: SessionState): void {
    if (this.tokens === null && this.state !== 'in') return;
    this.tokens = null;
    keepTokens(null);
    this.become(state);
  }

  private become(state: SessionState): void {
    this.state = state;
    for (const listener of this.listeners) listener();
  }

  private issuer(): Promise<{ config: oidc.Configuration; scope: string }> {
    this.configuration ??= discover().catch((error: unknown) => {
      this.configuration = undefined;
      throw error;
    });
    return this.configuration;
  }
}

async function discover(): Promise<{ config: oidc.Configuration; scope: string }> {
  const response = await fetch('/v1/console').catch(() => {
    throw unreachable();
  });
  if (!response.ok) throw await problemOf(response);
  const { issuer, clientId, scope } = (await response.json()) as Got<'/v1/console'>;
  const server = new URL(issuer);
  // The laptop's issuer has no TLS; everybody else's must have.
  const isLoopback = ['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname);
  const execute = isLoopback ? [oidc.allowInsecureRequests] : [];
  return { config: await oidc.discovery(server, clientId, undefined, oidc.None(), { execute }), scope };
}
