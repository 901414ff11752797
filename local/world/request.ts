import type { IncomingMessage } from 'node:http';

const REQUEST_BYTES_MAX = 262_144;

/** A request as the third parties see it. */
export interface WorldRequest {
  method: string;
  path: string;
  query: URLSearchParams;
  body: unknown;
}

/** Undefined when the body is no JSON of a bearable size. */
export async function readRequest(incoming: IncomingMessage): Promise<WorldRequest | undefined> {
  const url = new URL(incoming.url ?? '/', 'http://world');
  let text = '';
  for await (const chunk of incoming.setEncoding('utf8')) {
    text += String(chunk);
    if (text.length > REQUEST_BYTES_MAX) return undefined;
  }
  try {
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    return { method: incoming.method ?? 'GET', path: url.pathname, query: url.searchParams, body };
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
