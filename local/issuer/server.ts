import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type Provider from 'oidc-provider';
import type { DemoIdentity } from '../identities';
import { keepIdentities, readIdentities, readKeep } from './keep';
import { createProvider } from './provider';
import { signInPage } from './sign-in-page';

const FORM_BYTES_MAX = 4_096;

/** Serves the issuer on 127.0.0.1 and nowhere else; its address is `http://127.0.0.1:<port>`. */
export async function serveIssuer({ dataDir, port }: { dataDir: string; port: number }): Promise<Server> {
  keepIdentities(dataDir);
  const identities = () => readIdentities(dataDir);
  const provider = createProvider(`http://127.0.0.1:${port}`, await readKeep(dataDir), identities);
  const handle = provider.callback();
  const server = createServer((request, response) => {
    if (!request.url?.startsWith('/interaction/')) return void handle(request, response);
    signIn(provider, identities(), { request, response }).catch((error: Error) => {
      if (!response.headersSent) response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' });
      response.end(`The sign-in cannot go on: ${error.message}. Start again from where you came.`);
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return server;
}

/** Shows who may sign in, and signs in who was chosen. */
async function signIn(
  provider: Provider,
  identities: readonly DemoIdentity[],
  { request, response }: { request: IncomingMessage; response: ServerResponse },
): Promise<void> {
  const { uid, prompt } = await provider.interactionDetails(request, response);
  if (prompt.name === 'consent') {
    // Both clients are ours: there is nothing to consent to.
    await provider.interactionFinished(request, response, { consent: {} }, { mergeWithLastSubmission: true });
    return;
  }
  if (request.method !== 'POST') {
    const headers = {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'x-frame-options': 'DENY',
    };
    response.writeHead(200, headers).end(signInPage(`/interaction/${uid}`, identities));
    return;
  }
  const name = new URLSearchParams(await readForm(request)).get('identity');
  const identity = identities.find((known) => known.name === name);
  if (identity === undefined) throw new Error('nobody of that name is known here');
  await provider.interactionFinished(request, response, { login: { accountId: identity.subject } });
}

async function readForm(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > FORM_BYTES_MAX) throw new Error('the form is too large');
  }
  return text;
}
