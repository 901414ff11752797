import type { paths } from './schema';
import { problemOf, unreachable } from './problem';

/** Asks for the access token of whoever is signed in. */
export type TokenSource = () => Promise<string | null>;

type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;
type Answer<Operation> = Operation extends { responses: infer R }
  ? { [S in keyof R & (200 | 201 | 202)]: Json<R[S]> }[keyof R & (200 | 201 | 202)]
  : never;
type Query<Operation> = Operation extends { parameters: { query?: infer Q } } ? Partial<NonNullable<Q>> : never;
type Params<Path extends string> = Path extends `${string}{${infer Name}}${infer Rest}` ? Name | Params<Rest> : never;
type PathArgs<Path extends string> =
  Params<Path> extends never ? object : { path: Record<Params<Path>, string | number> };
type Sent<Operation> = Operation extends { requestBody: { content: { 'application/json': infer Body } } }
  ? Body
  : never;

type Getting = { [P in keyof paths]: paths[P] extends { get: object } ? P : never }[keyof paths];
type Posting = { [P in keyof paths]: paths[P] extends { post: object } ? P : never }[keyof paths];

/** What the API answers to reading an address. */
export type Got<Path extends Getting> = Answer<paths[Path]['get']>;
/** What the API answers to a POST. */
export type Posted<Path extends Posting> = Answer<paths[Path]['post']>;
/** The JSON that a POST takes. */
export type Body<Path extends Posting> = Sent<paths[Path]['post']>;

type GetArgs<Path extends Getting> = PathArgs<Path> & { query?: Query<paths[Path]['get']>; signal?: AbortSignal };
type PostArgs<Path extends Posting> = PathArgs<Path> & {
  body: Body<Path> | { text: string; type: string };
  query?: Query<paths[Path]['post']>;
  /** Repeating with the same key has one effect. */
  key: string;
};

/** The API as its own description says: addresses, parameters and answers are checked by the compiler. */
export class Api {
  constructor(
    private readonly token: TokenSource,
    private readonly onUnauthorized: () => void,
  ) {}

  /** @throws ApiError */
  async get<Path extends Getting>(path: Path, args: GetArgs<Path>): Promise<Got<Path>> {
    const { signal } = args;
    return (await this.request('GET', addressOf(path, args), { signal })) as Got<Path>;
  }

  /** @throws ApiError */
  async post<Path extends Posting>(path: Path, args: PostArgs<Path>): Promise<Posted<Path>> {
    const { body, key } = args;
    const isText = typeof body === 'object' && body !== null && 'text' in body && 'type' in body;
    const text = isText ? (body as { text: string }).text : JSON.stringify(body);
    const type = isText ? (body as { type: string }).type : 'application/json';
    const headers = { 'content-type': type, 'idempotency-key': key };
    return (await this.request('POST', addressOf(path, args), { headers, body: text })) as Posted<Path>;
  }

  /** A file that the API writes. @throws ApiError */
  async file<Path extends Getting>(path: Path, args: GetArgs<Path>): Promise<Blob> {
    const response = await this.send('GET', addressOf(path, args), { headers: { accept: '*/*' }, signal: args.signal });
    return response.blob();
  }

  /** The running stream of events, as bytes. @throws ApiError */
  async events(lastEventId: string | null, signal: AbortSignal): Promise<ReadableStream<Uint8Array>> {
    const headers = { accept: 'text/event-stream', ...(lastEventId ? { 'last-event-id': lastEventId } : {}) };
    return (await this.send('GET', '/v1/events', { headers, signal })).body!;
  }

  private async request(method: string, address: string, init: RequestInit): Promise<unknown> {
    const response = await this.send(method, address, init);
    const text = await response.text();
    return text === '' ? undefined : JSON.parse(text);
  }

  private async send(method: string, address: string, init: RequestInit): Promise<Response> {
    const token = await this.token();
    const headers = {
      accept: 'application/json',
      ...init.headers,
      ...(token ? { authorization: `Bearer ${token}` } : {}),
    };
    const response = await fetch(address, { ...init, method, headers }).catch((error: Error) => {
      throw error.name === 'AbortError' ? error : unreachable();
    });
    if (response.status === 401) this.onUnauthorized();
    if (!response.ok) throw await problemOf(response);
    return response;
  }
}

function addressOf(path: string, args: { path?: Record<string, string | number>; query?: object }): string {
  const filled = path.replace(/\{([^}]+)\}/g, (_, name: string) => encodeURIComponent(String(args.path![name])));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(args.query ?? {}))
    if (value !== undefined && value !== '') query.set(name, String(value));
  return query.size > 0 ? `${filled}?${query}` : filled;
}
