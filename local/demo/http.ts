/** A small client of the public API: what the demo does, anybody can do. */
export class ApiClient {
  constructor(
    private readonly apiUrl: string,
    private readonly token: () => Promise<string>,
  ) {}

  get<T>(path: string): Promise<T> {
    return this.request<T>('GET', path);
  }

  /** @param key the Idempotency-Key: the same key and body have one effect. */
  post<T>(path: string, body: unknown, key?: string): Promise<T> {
    return this.request<T>(
      'POST',
      path,
      { 'content-type': 'application/json', ...(key ? { 'idempotency-key': key } : {}) },
      JSON.stringify(body),
    );
  }

  /** Sends something that is not JSON, such as a program's YAML or a CSV file. */
  send<T>(path: string, body: { type: string; text: string; key?: string }): Promise<T> {
    return this.request<T>(
      'POST',
      path,
      { 'content-type': body.type, ...(body.key ? { 'idempotency-key': body.key } : {}) },
      body.text,
    );
  }

  /** Sends xAPI statements as a learning system does. */
  statements(statements: unknown[]): Promise<string[]> {
    return this.request(
      'POST',
      '/xapi/statements',
      { 'content-type': 'application/json', 'x-experience-api-version': '1.0.3' },
      JSON.stringify(statements),
    );
  }

  private async request<T>(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body?: string,
  ): Promise<T> {
    const response = await fetch(`${this.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${await this.token()}`, accept: 'application/json', ...headers },
      body,
      signal: AbortSignal.timeout(30_000),
    });
    const text = await response.text();
    if (!response.ok) throw new ApiProblem(response.status, method, path, text);
    return (text === '' ? undefined : JSON.parse(text)) as T;
  }
}

/** What the API said no to, with its own words. */
export class ApiProblem extends Error {
  readonly code: string;

  constructor(
    readonly status: number,
    method: string,
    path: string,
    text: string,
  ) {
    const problem = parse(text);
    super(`${method} ${path} → ${status} ${problem.code ?? ''} ${problem.detail ?? text.slice(0, 500)}`);
    this.code = problem.code ?? '';
  }
}

function parse(text: string): { code?: string; detail?: string } {
  try {
    return JSON.parse(text) as { code?: string; detail?: string };
  } catch {
    // Not a problem document: the text itself is shown.
    return {};
  }
}
