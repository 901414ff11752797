import type { ErrorCode, Fault } from '../../domain/errors';
import type { components } from './schema';

/** What the API answers when it cannot do what was asked (RFC 9457). */
export type Problem = components['schemas']['Problem'];

/** A request that was refused, or that never reached the API. */
export class ApiError extends Error {
  override readonly name = 'ApiError';

  constructor(
    readonly problem: Pick<Problem, 'title' | 'status' | 'detail' | 'traceId' | 'errors'> & { code: string },
  ) {
    super(problem.detail ?? problem.title);
  }

  /** Tells whether the refusal has one of these codes. */
  is(...codes: ErrorCode[]): boolean {
    return (codes as string[]).includes(this.problem.code);
  }

  get faults(): Fault[] {
    return this.problem.errors ?? [];
  }
}

/** The API did not answer at all. */
export function unreachable(): ApiError {
  return new ApiError({
    title: 'The server cannot be reached',
    detail: 'Check your connection. Nothing was lost: try again in a moment.',
    status: 0,
    code: 'CONSOLE.OFFLINE',
    traceId: '',
  });
}

/** An answer that is no success, as an error. */
export async function problemOf(response: Response): Promise<ApiError> {
  const isProblem = response.headers.get('content-type')?.includes('json') ?? false;
  if (isProblem) return new ApiError((await response.json()) as Problem);
  return new ApiError({
    title: `The server answered ${response.status}`,
    status: response.status,
    code: 'CONSOLE.UNREADABLE',
    traceId: '',
  });
}
