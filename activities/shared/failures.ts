import { ApplicationFailure } from '@temporalio/common';
import { DomainError } from '../../domain/errors';

/** What each activity looks like from outside. */
type Effect = (...args: never[]) => Promise<unknown>;

/**
 * Decides, for every activity, what a retry may cure. A rule's error, a statement that Postgres will always refuse and
 * a third party's final "no" end the activity at once; anything else (no connection, a lost race, a timeout, our own
 * bug until it is repaired) is retried as the proxy says.
 */
export function withFailures<Registry extends object>(registry: Registry): Registry {
  const wrapped = Object.entries(registry).map(([name, effect]) => [name, judged(effect as Effect)]);
  return Object.fromEntries(wrapped) as Registry;
}

function judged(effect: Effect): Effect {
  return async (...args) => {
    try {
      return await effect(...args);
    } catch (error) {
      throw isFinal(error) ? finalFailure(error as Error) : error;
    }
  };
}

function isFinal(error: unknown): boolean {
  if (error instanceof DomainError) return true;
  const { name, retryable } = (error ?? {}) as { name?: string; retryable?: boolean };
  return name === 'DatabaseBug' || (name === 'ConnectorError' && retryable === false);
}

function finalFailure(error: Error): ApplicationFailure {
  const type = error instanceof DomainError ? error.code : error.name;
  return ApplicationFailure.create({ type, message: error.message, nonRetryable: true, cause: error });
}
