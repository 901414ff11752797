import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CryptoKey, JWTPayload } from 'jose';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';

/** The audience of every test API. */
export const AUDIENCE = 'partner-lifecycle';

/** An issuer of tokens for tests: whoever a test names, with whatever claims it wants, right or wrong. */
export interface TokenIssuer {
  issuer: string;
  /** A valid token, unless the claims or header say otherwise. */
  token(subject: string, claims?: JWTPayload, header?: { alg?: string; kid?: string }): Promise<string>;
  privateKey: CryptoKey;
  close(): Promise<void>;
}

/** Serves discovery and keys on a free port. */
export async function startTokenIssuer(): Promise<TokenIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test', alg: 'ES256', use: 'sig' };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(
      JSON.stringify(request.url === '/jwks' ? { keys: [jwk] } : { issuer: address(), jwks_uri: `${address()}/jwks` }),
    );
  });
  const address = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    issuer: address(),
    privateKey,
    token: (subject, claims = {}, header = {}) => {
      const nowS = Math.floor(Date.now() / 1_000);
      const payload = { iss: address(), aud: AUDIENCE, sub: subject, iat: nowS, exp: nowS + 600, ...claims };
      return new SignJWT(payload).setProtectedHeader({ alg: 'ES256', kid: 'test', ...header }).sign(privateKey);
    },
    close: () => new Promise((resolve) => void (server.closeAllConnections(), server.close(() => resolve()))),
  };
}
