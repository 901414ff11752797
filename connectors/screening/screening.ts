import { callHttp, nonsense } from '../http';
import type { HttpEndpoint } from '../http';

/** What is asked: a company, under a reference that stays the same for every repetition. */
interface ScreeningRequest {
  /** Ours, unique per check: the other side answers a repeated reference with its first result. */
  reference: string;
  companyName: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
}

/** `clear`: nothing found; `hit`: a list entry fits; `unknown`: the other side cannot say, a person must look. */
interface ScreeningResult {
  result: 'clear' | 'hit' | 'unknown';
  /** The list entries that fit; empty unless `hit`. */
  hits: string[];
}

/** Sanctions and restricted-party screening. */
export interface Screening {
  /**
   * Checks a company. Idempotent by `reference`: it may be repeated after any failure.
   *
   * @throws ConnectorError
   */
  check(request: ScreeningRequest): Promise<ScreeningResult>;
}

const RESULTS = ['clear', 'hit', 'unknown'] as const;
const HITS_MAX = 100;

/** The screening service behind `POST {baseUrl}/checks`. */
export function httpScreening(endpoint: Omit<HttpEndpoint, 'system' | 'mediaType'>): Screening {
  const at = { ...endpoint, system: 'screening' };
  return {
    async check({ reference, companyName, country }) {
      const body = { reference, companyName, country };
      const { json } = await callHttp(at, { method: 'POST', path: '/checks', body });
      return readResult(json, reference);
    },
  };
}

/** An answer about somebody else, or with a word outside the contract, must not clear anybody. */
function readResult(json: unknown, reference: string): ScreeningResult {
  const answer = (json ?? {}) as { reference?: unknown; result?: unknown; hits?: unknown };
  const result = RESULTS.find((word) => word === answer.result);
  if (result === undefined) throw nonsense('screening POST /checks', 'the result is neither clear, hit nor unknown');
  if (answer.reference !== reference) throw nonsense('screening POST /checks', 'the answer is about another reference');
  const hits: unknown[] = Array.isArray(answer.hits) ? answer.hits : [];
  return { result, hits: hits.filter((hit) => typeof hit === 'string').slice(0, HITS_MAX) };
}
