import { HttpException } from '@nestjs/common';
import type { ServiceError as GrpcError } from '@temporalio/client';
import { isGrpcServiceError, WorkflowFailedError, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure, WorkflowNotFoundError } from '@temporalio/common';
import { ZodValidationException } from 'nestjs-zod';
import { ZodError } from 'zod';
import { isDatabaseUnavailable, isTextRefused } from '../database/views/health';
import type { ErrorCode, Fault } from '../domain/errors';
import { DomainError, ERRORS } from '../domain/errors';
import { faultsOf } from './http/zod-faults';

/** An error as a client reads it: RFC 9457, extended by `code`, `traceId` and `errors`. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  instance: string;
  code: ErrorCode;
  traceId: string;
  errors?: Fault[];
  /** What may be done instead, where that is known. */
  allowedActions?: string[];
}

/** How long a client waits before it asks a system again that is down or busy. */
const RETRY_AFTER_S = 5;
/** Longer explanations help nobody. */
const DETAIL_LENGTH_MAX = 500;
/** More faults than these are a wrong document, not a list to work through. */
const FAULTS_MAX = 200;

/**
 * gRPC says that the server, the way to it, or the workflow cannot serve now. RESOURCE_EXHAUSTED, UNAVAILABLE,
 * DEADLINE_EXCEEDED, CANCELLED, FAILED_PRECONDITION.
 */
const GRPC_UNAVAILABLE: readonly number[] = [8, 14, 4, 1, 9];
const GRPC_NOT_FOUND = 5;

/** A finished problem on its way out, for instance one that was recorded for an Idempotency-Key. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  constructor(readonly problem: Problem) {
    super(problem.title);
  }
}

/** What an error means to a client, before the request it belongs to is known. */
interface Meaning {
  code: ErrorCode;
  detail?: string;
  errors?: Fault[];
  allowedActions?: string[];
}

/** Turns whatever was thrown into a problem. Only a bug is 500, and then nothing but the trace id is said. */
export function problemOf(error: unknown, traceId: string): Problem {
  if (error instanceof ProblemError) return error.problem;
  const { code, detail, errors, allowedActions } = meaningOf(error);
  const { status, title } = ERRORS[code];
  return {
    type: `/problems/${problemPage(code)}`,
    title,
    status,
    ...(detail && status < 500 ? { detail: detail.slice(0, DETAIL_LENGTH_MAX) } : {}),
    instance: `urn:request:${traceId}`,
    code,
    traceId,
    ...(errors?.length ? { errors: errors.slice(0, FAULTS_MAX) } : {}),
    ...(allowedActions ? { allowedActions } : {}),
  };
}

/** Headers that every problem has, and when to come again where that helps. */
export function problemHeaders(problem: Problem): Record<string, string> {
  return {
    'content-type': 'application/problem+json; charset=utf-8',
    'cache-control': 'no-store',
    ...(ERRORS[problem.code].retryable ? { 'retry-after': String(RETRY_AFTER_S) } : {}),
    ...(problem.status === 401 ? { 'www-authenticate': 'Bearer' } : {}),
  };
}

/** The page of a code: `APPROVAL.STALE` is `approval-stale`. */
export const problemPage = (code: ErrorCode): string => code.toLowerCase().replace(/[._]/g, '-');

function meaningOf(error: unknown): Meaning {
  if (error instanceof DomainError) return { code: error.code, detail: error.message, errors: error.errors };
  if (error instanceof ZodValidationException) return meaningOf(error.getZodError());
  if (error instanceof ZodError)
    return {
      code: 'REQUEST.INVALID',
      detail: 'The request does not have the documented shape.',
      errors: faultsOf(error),
    };
  if (error instanceof WorkflowUpdateFailedError) return refusalOf(error.cause);
  if (error instanceof WorkflowFailedError) return endOf(error);
  if (error instanceof WorkflowNotFoundError) return { code: 'REQUEST.NOT_FOUND' };
  const grpc = grpcErrorOf(error);
  if (grpc) return grpcMeaning(grpc);
  if (isDatabaseUnavailable(error)) return { code: 'SERVER.UNAVAILABLE' };
  if (isTextRefused(error)) return { code: 'REQUEST.INVALID', detail: 'A text holds a character that none may hold.' };
  return { code: codeOfStatus(statusOf(error)) };
}

/** A workflow refused an update: the type of its failure is one of our codes. Anything else is a bug of a workflow. */
function refusalOf(cause: unknown): Meaning {
  if (!(cause instanceof ApplicationFailure) || !Object.hasOwn(ERRORS, cause.type ?? '')) return { code: 'SERVER.BUG' };
  const details = cause.details?.[0] as { allowedActions?: string[] } | undefined;
  return { code: cause.type as ErrorCode, detail: cause.message, allowedActions: details?.allowedActions };
}

/** A workflow ended without a result: it failed, or somebody ended it in Temporal. Its page there says which and why. */
function endOf({ cause }: WorkflowFailedError): Meaning {
  const refusal = refusalOf(cause);
  if (refusal.code !== 'SERVER.BUG') return refusal;
  const detail =
    'The workflow was ended in Temporal, or failed there, before it had an answer. Look at it, then ask again with another Idempotency-Key.';
  return { code: 'PROCESS.ENDED', detail };
}

/** The client wraps gRPC's errors, some of them twice. */
function grpcErrorOf(error: unknown): GrpcError['cause'] {
  for (let inner = error; typeof inner === 'object' && inner !== null; inner = (inner as Error).cause)
    if (isGrpcServiceError(inner)) return inner;
  return undefined;
}

function grpcMeaning(error: Error): Meaning {
  const { code } = error as Error & { code: number };
  if (GRPC_UNAVAILABLE.includes(code)) return { code: 'SERVER.UNAVAILABLE' };
  return { code: code === GRPC_NOT_FOUND ? 'REQUEST.NOT_FOUND' : 'SERVER.BUG' };
}

/** Nest's and Fastify's own errors carry a status. */
function statusOf(error: unknown): number {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode, code } = (error ?? {}) as { statusCode?: unknown; code?: unknown };
  return typeof statusCode === 'number' && typeof code === 'string' && code.startsWith('FST_') ? statusCode : 500;
}

const CODES_BY_STATUS: Partial<Record<number, ErrorCode>> = {
  400: 'REQUEST.INVALID',
  401: 'AUTH.REQUIRED',
  403: 'AUTH.FORBIDDEN',
  404: 'REQUEST.NOT_FOUND',
  405: 'REQUEST.METHOD_NOT_ALLOWED',
  406: 'REQUEST.NOT_ACCEPTABLE',
  408: 'REQUEST.TIMEOUT',
  413: 'REQUEST.TOO_LARGE',
  414: 'REQUEST.ADDRESS_TOO_LONG',
  415: 'REQUEST.MEDIA_TYPE',
  429: 'REQUEST.TOO_MANY',
  431: 'REQUEST.HEADERS_TOO_LARGE',
  503: 'SERVER.UNAVAILABLE',
};

const codeOfStatus = (status: number): ErrorCode =>
  CODES_BY_STATUS[status] ?? (status < 500 ? 'REQUEST.INVALID' : 'SERVER.BUG');
