import { setTimeout as pause } from 'node:timers/promises';

/** No request may hang for longer. */
const HANG_MS = 30_000;
/** Whoever is told to come again does so, soon: a test has no time. */
const AGAIN_AFTER_MS = 200;
/** The time in which an impatient client hangs up: about the middle of a request. */
const HANG_UP_MS = 8;
/** For this long somebody repeats a request before giving up for good. */
const INSIST_MS = 180_000;

/** What the API said. */
export interface Answer {
  status: number;
  body: Record<string, unknown> & { code?: string; state?: string };
  headers: Headers;
}

/** How a request is sent. */
interface Sending {
  body?: unknown;
  key?: string;
}

/** What somebody lived through with the API. */
export class Experience {
  /** Requests without any answer: the connection was cut, or nobody listened. */
  cut = 0;
  /** Answers "not now": 503. */
  unavailable = 0;
  /** Whatever no promise allows, in words. */
  readonly faults: string[] = [];
}

/** Somebody with a token who speaks to the API over HTTP. */
export class Person {
  readonly lived = new Experience();
  private token: Promise<string> | undefined;

  constructor(
    readonly name: string,
    private readonly at: { readonly apiUrl: string; tokenFor(name: string): Promise<string> },
  ) {}

  /** Sends one request. @returns nothing when there was no answer */
  async ask(method: 'GET' | 'POST', path: string, sending: Sending = {}): Promise<Answer | undefined> {
    const startedMs = Date.now();
    try {
      const response = await this.send(method, path, { ...sending, signal: AbortSignal.timeout(HANG_MS) });
      const text = await response.text();
      const answer = {
        status: response.status,
        body: JSON.parse(text || '{}') as Answer['body'],
        headers: response.headers,
      };
      this.judge(`${method} ${path}`, answer);
      return answer;
    } catch (error) {
      this.lived.cut += 1;
      if (Date.now() - startedMs >= HANG_MS) this.lived.faults.push(`${method} ${path} hung: ${String(error)}`);
      return undefined;
    }
  }

  /** Sends the same request, with the same key, until it is answered for good. */
  async insist(method: 'GET' | 'POST', path: string, sending: Sending = {}): Promise<Answer> {
    for (const endMs = Date.now() + INSIST_MS; Date.now() < endMs; await pause(AGAIN_AFTER_MS)) {
      const answer = await this.ask(method, path, sending);
      if (answer && isFinal(answer)) return answer;
    }
    throw new Error(`${this.name}: ${method} ${path} got no final answer in ${INSIST_MS / 1_000} s.`);
  }

  /** Sends a POST and cuts the connection a moment later, wherever the request may be by then. */
  async sendAndHangUp(path: string, sending: Sending): Promise<void> {
    await this.send('POST', path, { ...sending, signal: AbortSignal.timeout(HANG_UP_MS) }).catch((error: unknown) => {
      if ((error as Error).name !== 'TimeoutError' && !(error instanceof TypeError)) throw error;
    });
  }

  private async send(
    method: string,
    path: string,
    { body, key, signal }: Sending & { signal: AbortSignal },
  ): Promise<Response> {
    const headers = {
      authorization: `Bearer ${await this.signedIn()}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    };
    return fetch(`${this.at.apiUrl}${path}`, { method, headers, body: asText(body), signal });
  }

  private signedIn(): Promise<string> {
    this.token ??= this.at.tokenFor(this.name);
    return this.token;
  }

  /** "Not now" is told with when to come again; anything else from 500 on is a fault of ours. */
  private judge(request: string, { status, headers, body }: Answer): void {
    if (status < 500) return;
    this.lived.unavailable += status === 503 ? 1 : 0;
    if (status !== 503 || Number(headers.get('retry-after')) < 1)
      this.lived.faults.push(`${this.name}: ${request} → ${status} ${JSON.stringify(body)}`);
  }
}

/** Pending, busy and unavailable are asked again. */
function isFinal({ status, body }: Answer): boolean {
  if (status === 202) return body.state !== 'pending';
  return status < 500 && status !== 429 && body.code !== 'IDEMPOTENCY.IN_PROGRESS';
}

const asText = (body: unknown): string | undefined => (body === undefined ? undefined : JSON.stringify(body));
