import type { Journal } from './journal';
import type { WorldRequest } from './request';
import type { Reply } from './server';

interface Check {
  reference: string;
  companyName: string;
  country: string;
  result: 'clear' | 'hit' | 'unknown';
  hits: string[];
}

/** A screening service: names with "Sanctioned" are hits, with "Unclear" unknown, all others clear. */
export class ScreeningWorld {
  private readonly checks = new Map<string, Check>();

  constructor(private readonly journal: Journal) {
    for (const event of journal.read()) {
      if (event.kind === 'screening.checked') this.checks.set(String(event['reference']), event as unknown as Check);
    }
  }

  handle({ method, path, body }: WorldRequest): Reply {
    const reference = /^\/screening\/checks\/([^/]+)$/.exec(path)?.[1];
    if (method === 'POST' && path === '/screening/checks') return this.check(body);
    if (method === 'GET' && reference) {
      const found = this.checks.get(decodeURIComponent(reference));
      return found ? { status: 200, json: answer(found) } : { status: 404, json: { error: 'no such check' } };
    }
    return { status: 404, json: { error: 'no such address' } };
  }

  /** Idempotent by reference: a repetition gets the first result, another question under it is refused. */
  private check(body: unknown): Reply {
    const { reference, companyName, country } = (body ?? {}) as Record<string, unknown>;
    if (typeof reference !== 'string' || reference === '') return invalid('reference');
    if (typeof companyName !== 'string' || companyName === '') return invalid('companyName');
    if (typeof country !== 'string' || !/^[A-Z]{2}$/.test(country)) return invalid('country');
    const known = this.checks.get(reference);
    if (known) {
      if (known.companyName === companyName && known.country === country) return { status: 200, json: answer(known) };
      return { status: 409, json: { error: 'this reference was used for another company' } };
    }
    const check: Check = { reference, companyName, country, ...judge(companyName) };
    this.journal.append('screening.checked', { ...check });
    this.checks.set(reference, check);
    return { status: 201, json: answer(check) };
  }
}

function judge(companyName: string): Pick<Check, 'result' | 'hits'> {
  if (/sanctioned/i.test(companyName)) return { result: 'hit', hits: [`Demonstration list, entry 1: ${companyName}`] };
  return { result: /unclear/i.test(companyName) ? 'unknown' : 'clear', hits: [] };
}

function answer({ reference, result, hits }: Check): Record<string, unknown> {
  return { reference, result, hits };
}

function invalid(field: string): Reply {
  return { status: 400, json: { error: `${field} is missing or not valid` } };
}
