import { ApplicationFailure } from '@temporalio/workflow';
import type { ErrorCode, Refusal } from '../../domain/errors';
import { DomainError } from '../../domain/errors';

/**
 * Refusals in one place. An `ApplicationFailure` ends an update with a reason; any other error would fail the
 * workflow task and retry until redeploy, which is right for a bug and wrong for a refusal.
 */
export function refuse(code: ErrorCode, message: string, details: Record<string, unknown> = {}): never {
  throw ApplicationFailure.create({ type: code, message, nonRetryable: true, details: [details] });
}

/** Throws a recording activity's refusal as the answer of an update. */
export function refuseAs(refusal: Refusal): never {
  refuse(refusal.refused, refusal.message);
}

/** The words of an error that a rule threw, for a step's reason. Anything but a rule's error is a bug and goes on. */
export function ruleMessage(error: unknown): string {
  if (error instanceof DomainError) return `${error.code}: ${error.message}`;
  throw error;
}
