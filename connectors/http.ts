import { ConnectorError } from './connector-error';

/** No answer of our third parties comes near this; more is a fault of theirs or an attack. */
const ANSWER_BYTES_MAX = 1_048_576;
/** A third party that needs longer is treated as silent: the activity's retries are the patient ones. */
const TIMEOUT_MS_DEFAULT = 10_000;
const RETRY_AFTER_MS_MAX = 3_600_000;

/** Where a third party lives and how we speak to it. */
export interface HttpEndpoint {
  /** Names the system in error messages, such as `screening`. */
  system: string;
  baseUrl: string;
  /** Sent as a bearer token. */
  token?: string;
  /** Bounds one call from its first byte to its last. Default 10 s. */
  timeoutMs?: number;
  /** Of request and answer. Default `application/json`. */
  mediaType?: string;
}

export interface HttpCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Begins with a slash; the caller has percent-encoded what it put in. */
  path: string;
  body?: unknown;
  /** Sent besides our own, such as an idempotency key. */
  headers?: Record<string, string>;
  /** Statuses that are an answer and no failure, besides 2xx. */
  accept?: number[];
}

export interface HttpAnswer {
  status: number;
  /** The parsed JSON body; undefined when there was none. */
  json: unknown;
}

/**
 * One bounded call: a time limit over everything, a size limit on the answer, no redirects.
 *
 * @throws ConnectorError telling whether to retry and whether it may have happened.
 */
export async function callHttp(endpoint: HttpEndpoint, call: HttpCall): Promise<HttpAnswer> {
  const { system, timeoutMs = TIMEOUT_MS_DEFAULT, mediaType = 'application/json' } = endpoint;
  const url = new URL(endpoint.baseUrl.replace(/\/+$/, '') + call.path);
  const headers: Record<string, string> = { ...call.headers, accept: mediaType };
  if (endpoint.token) headers['authorization'] = `Bearer ${endpoint.token}`;
  if (call.body !== undefined) headers['content-type'] = mediaType;
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  const what = `${system} ${call.method} ${call.path.split(/[?]/)[0]}`;
  let response: Response;
  let text: string;
  try {
    const signal = AbortSignal.timeout(timeoutMs);
    response = await fetch(url, { method: call.method, headers, body, signal, redirect: 'manual' });
    text = await boundedText(response, what);
  } catch (error) {
    throw unanswered(error, `${what} (limit ${timeoutMs} ms)`);
  }
  if (!response.ok && !call.accept?.includes(response.status)) throw refused(response, what);
  return { status: response.status, json: parse(text, response.status, what) };
}

async function boundedText(response: Response, what: string): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  // Leaving the loop early cancels the stream and with it the connection.
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > ANSWER_BYTES_MAX) {
      const verdict = { retryable: false, unknownOutcome: true, status: response.status };
      throw new ConnectorError(`${what}: the answer is larger than ${ANSWER_BYTES_MAX} bytes.`, verdict);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** Failures of the network: what never left us cannot have happened, everything else may have. */
function unanswered(error: unknown, what: string): ConnectorError {
  if (error instanceof ConnectorError) return error;
  const { name, message, cause } = error as Error & { cause?: { code?: string; message?: string } };
  const neverSent = [
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'UND_ERR_CONNECT_TIMEOUT',
  ];
  const why = name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? cause?.message ?? message);
  const unknownOutcome = cause?.code === undefined || !neverSent.includes(cause.code);
  return new ConnectorError(`${what}: ${why}.`, { retryable: true, unknownOutcome }, { cause: error });
}

function refused(response: Response, what: string): ConnectorError {
  const { status } = response;
  if (status >= 300 && status < 400) {
    return new ConnectorError(
      `${what}: answered with a redirect (${status}), which is not followed; check the address.`,
      {
        retryable: false,
        unknownOutcome: false,
        status,
      },
    );
  }
  const retryable = status >= 500 || [408, 425, 429].includes(status);
  // Whoever limits the rate has not begun; whoever fails may have finished first.
  const unknownOutcome = retryable && status !== 429;
  const retryAfterMs = retryable ? retryAfter(response.headers.get('retry-after')) : undefined;
  return new ConnectorError(`${what}: answered ${status}.`, { retryable, unknownOutcome, status, retryAfterMs });
}

function retryAfter(header: string | null): number | undefined {
  if (header === null || !/^\d{1,6}$/.test(header.trim())) return undefined;
  return Math.min(Number(header) * 1_000, RETRY_AFTER_MS_MAX);
}

function parse(text: string, status: number, what: string): unknown {
  if (text.trim() === '') return undefined;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw nonsense(what, 'the answer is not JSON', { status, cause });
  }
}

/** The call was answered, but not as the contract says: it may have happened, and may go better next time. */
export function nonsense(
  what: string,
  why: string,
  details: { status?: number; cause?: unknown } = {},
): ConnectorError {
  const verdict = { retryable: true, unknownOutcome: true, status: details.status };
  return new ConnectorError(`${what}: ${why}.`, verdict, { cause: details.cause });
}
