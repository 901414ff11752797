import Provider, { errors, interactionPolicy } from 'oidc-provider';
import type { ClientMetadata, Configuration, KoaContextWithOIDC, ResourceServer } from 'oidc-provider';
import type { DemoIdentity } from '../identities';
import type { IssuerKeep } from './keep';
import { AUDIENCE, CONSOLE_CLIENT, DEMO_GRANT, LAPTOP_CLIENT } from './names';
import { signOutPage } from './sign-in-page';

const RESOURCE = 'urn:partner-lifecycle:api';
const API_SCOPE = 'api';
const HOUR_S = 3_600;
/** A token from the command line lasts a working day; the console's is renewed by its refresh token. */
const TOKEN_TTL_S = { [LAPTOP_CLIENT]: 8 * HOUR_S, [CONSOLE_CLIENT]: HOUR_S / 4 };
const LOOPBACK_NAMES = ['127.0.0.1', 'localhost', '[::1]'];

/** A real OpenID Connect issuer over the identities, with the two clients a laptop needs. */
export function createProvider(issuer: string, keep: IssuerKeep, identities: () => readonly DemoIdentity[]): Provider {
  const bySubject = (subject: string) => identities().find((identity) => identity.subject === subject);
  const provider = new Provider(issuer, configuration(keep, bySubject));
  const byName = (name: unknown) => identities().find((identity) => identity.name === name);
  provider.registerGrantType<{ identity?: string }>(
    DEMO_GRANT,
    async (ctx) => {
      refuseBrowsers(ctx);
      const identity = byName(ctx.oidc.params.identity);
      if (identity === undefined) throw new errors.InvalidGrant('unknown identity');
      const { client } = ctx.oidc;
      const grant = new provider.Grant({ clientId: client.clientId, accountId: identity.subject });
      grant.addResourceScope(RESOURCE, API_SCOPE);
      const grantId = await grant.save();
      const token = new provider.AccessToken({ accountId: identity.subject, client, grantId, gty: 'demo_identity' });
      token.resourceServer = new provider.ResourceServer(RESOURCE, resourceServer(client.clientId));
      token.scope = API_SCOPE;
      ctx.oidc.entity('AccessToken', token);
      const access_token = await token.save();
      ctx.body = { access_token, token_type: 'Bearer', expires_in: token.expiration, scope: API_SCOPE };
    },
    ['identity'],
  );
  return provider;
}

function configuration(keep: IssuerKeep, bySubject: (subject: string) => DemoIdentity | undefined): Configuration {
  return {
    clients: clients(keep),
    jwks: keep.jwks as Configuration['jwks'],
    cookies: { keys: keep.cookieKeys },
    scopes: ['openid', 'offline_access'],
    claims: { openid: ['sub'], profile: ['name', 'roles'], email: ['email', 'email_verified'] },
    conformIdTokenClaims: false,
    findAccount: (_, subject) => {
      const identity = bySubject(subject);
      return identity && { accountId: subject, claims: () => ({ sub: subject, ...claimsOf(identity) }) };
    },
    extraTokenClaims: (_, token) => {
      const identity = 'accountId' in token && token.accountId ? bySubject(token.accountId) : undefined;
      return identity && claimsOf(identity);
    },
    features: {
      devInteractions: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) => {
          ctx.body = signOutPage(form);
        },
      },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => RESOURCE,
        useGrantedResource: () => true,
        getResourceServerInfo: (_, resource, client) => {
          if (resource !== RESOURCE) throw new errors.InvalidTarget();
          return resourceServer(client.clientId);
        },
      },
    },
    interactions: { policy: signInOnly(), url: (_, interaction) => `/interaction/${interaction.uid}` },
    loadExistingGrant: grantOwnClient,
    // The console is ours and on this machine: it may stay signed in without asking for offline access.
    issueRefreshToken: (_, client) => client.grantTypeAllowed('refresh_token'),
    pkce: { required: () => true },
    clientBasedCORS: (_, origin, client) =>
      client.clientId === CONSOLE_CLIENT && LOOPBACK_NAMES.includes(new URL(origin).hostname),
    ttl: {
      AccessToken: (_, token) => token.resourceServer?.accessTokenTTL ?? HOUR_S,
      IdToken: HOUR_S,
      Session: 8 * HOUR_S,
      Grant: 14 * 24 * HOUR_S,
      Interaction: HOUR_S,
    },
  };
}

function clients(keep: IssuerKeep): ClientMetadata[] {
  return [
    {
      client_id: LAPTOP_CLIENT,
      client_secret: keep.laptopSecret,
      token_endpoint_auth_method: 'client_secret_post',
      grant_types: [DEMO_GRANT],
      redirect_uris: [],
      response_types: [],
    },
    {
      client_id: CONSOLE_CLIENT,
      // A native client may come back to any loopback port (RFC 8252, 7.3): the API's port is chosen at start.
      application_type: 'native',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      response_types: ['code'],
      redirect_uris: ['http://127.0.0.1/callback', 'http://127.0.0.1/docs/oauth2-redirect.html'],
      post_logout_redirect_uris: ['http://127.0.0.1/'],
    },
  ];
}

function resourceServer(clientId: string): ResourceServer {
  const accessTokenTTL = (TOKEN_TTL_S as Record<string, number>)[clientId] ?? HOUR_S;
  return {
    audience: AUDIENCE,
    scope: API_SCOPE,
    accessTokenFormat: 'jwt',
    accessTokenTTL,
    jwt: { sign: { alg: 'RS256' } },
  };
}

function claimsOf({ displayName, email, roles }: DemoIdentity): Record<string, unknown> {
  return { name: displayName, email, email_verified: true, roles };
}

/** A web page must not get tokens by this grant, neither by a plain form nor by pointing its own name at loopback. */
function refuseBrowsers(ctx: KoaContextWithOIDC): void {
  const strangeHost = !LOOPBACK_NAMES.includes(ctx.hostname);
  if (ctx.get('origin') !== '' || strangeHost) throw new errors.InvalidGrant('this grant is not for browsers');
}

/** Our own console needs no consent of its user: sign-in is the only question. */
function signInOnly(): ReturnType<typeof interactionPolicy.base> {
  const policy = interactionPolicy.base();
  policy.get('consent')?.checks.remove('native_client_prompt');
  return policy;
}

async function grantOwnClient(ctx: KoaContextWithOIDC) {
  const { client, session, provider } = ctx.oidc;
  const grant = new provider.Grant({ clientId: client?.clientId, accountId: session?.accountId });
  grant.addOIDCScope('openid offline_access profile email');
  grant.addOIDCClaims(['sub', 'name', 'roles', 'email', 'email_verified']);
  grant.addResourceScope(RESOURCE, API_SCOPE);
  await grant.save();
  return grant;
}
