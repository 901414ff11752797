import { useRef } from 'react';
import { ApiError } from '../api/problem';

/**
 * The Idempotency-Key of what a form sends. It stays until there is an answer: a second click, or another try after a
 * lost connection, is the same request. After an answer, also a refusal, the next one is another request.
 */
export function useRequestKey(): { current(): string; answered(error: unknown): void } {
  const key = useRef<string>(undefined);
  return {
    current: () => (key.current ??= crypto.randomUUID()),
    answered: (error) => {
      if (error === null || isAnswer(error)) key.current = undefined;
    },
  };
}

/** Whoever got no answer, or "later", does not know what has happened. */
function isAnswer(error: unknown): boolean {
  if (!(error instanceof ApiError)) return false;
  const { status } = error.problem;
  return status >= 400 && status < 500 && status !== 429 && !error.is('IDEMPOTENCY.IN_PROGRESS');
}
