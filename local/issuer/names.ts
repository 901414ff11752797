/** The `aud` of every access token. */
export const AUDIENCE = 'partner-lifecycle';
/** The grant by which the laptop's own tools get a token for a named identity. Never offered off loopback. */
export const DEMO_GRANT = 'urn:partner-lifecycle:grant-type:demo-identity';
/** The client of `npm run token` and the demo; its secret lies in the issuer's data folder. */
export const LAPTOP_CLIENT = 'laptop';
/** The client of a browser: authorization code with PKCE, on any loopback port. */
export const CONSOLE_CLIENT = 'console';
