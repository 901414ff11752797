import type { OpenAPIObject } from '@nestjs/swagger';
import type { ErrorCode } from '../domain/errors';
import { ERRORS } from '../domain/errors';
import type { RouteRules } from './http/route-rules';

/** An operation of the description. */
export type Operation = NonNullable<OpenAPIObject['paths'][string]['get']>;

/** A route as the door knows it. */
export interface DescribedRoute {
  method: string;
  /** With parameters in braces. */
  path: string;
  rules: RouteRules;
}

type Schema = { $ref?: string; oneOf?: Schema[]; properties?: Record<string, { const?: unknown }> };

/** The state of whatever was sent and is not answered yet. */
const PENDING = 'pending';
const PENDING_STATUS = '202';

/** What any route may answer: limits of the door, and what we depend on. */
const ANYWHERE = [400, 406, 414, 429, 431, 500, 503];
/** Where somebody must be known, and things may be hidden from them. */
const BEHIND_SIGN_IN = [401, 403, 404];
/** Where something is sent, and rules and the state of things may be against it. */
const WITH_BODY = [408, 409, 413, 415, 422];

/** Where what is named ends one day. */
const GONE = 410;

const PROBLEM_SCHEMA = {
  type: 'object',
  required: ['type', 'title', 'status', 'instance', 'code', 'traceId'],
  properties: {
    type: { type: 'string', description: 'The page that explains it' },
    title: { type: 'string' },
    status: { type: 'integer' },
    detail: { type: 'string' },
    instance: { type: 'string' },
    code: { type: 'string', description: 'Stable: what programs go by' },
    traceId: { type: 'string', description: 'What the log knows it by' },
    errors: {
      type: 'array',
      items: {
        type: 'object',
        required: ['pointer', 'code', 'message'],
        properties: { pointer: { type: 'string' }, code: { type: 'string' }, message: { type: 'string' } },
      },
    },
    allowedActions: { type: 'array', items: { type: 'string' } },
  },
};

/** The components that {@link describeAnswers} refers to: problems, one response per status. */
export function problemComponents() {
  const codes = Object.keys(ERRORS) as ErrorCode[];
  const statuses = [...new Set(codes.map((code) => ERRORS[code].status))];
  const responses = statuses.map((status) => [
    `Problem${status}`,
    problemResponse(
      status,
      codes.filter((code) => ERRORS[code].status === status),
    ),
  ]);
  return { schemas: { Problem: PROBLEM_SCHEMA }, responses: Object.fromEntries(responses) as Record<string, object> };
}

/** Writes into an operation what its route's rules say: every status that it answers with, who may, which key. */
export function describeAnswers(operation: Operation, route: DescribedRoute, schemas: Record<string, unknown>): void {
  const { method, path, rules } = route;
  if (rules.public) operation.security = [];
  splitByState(operation, rules, schemas);
  const hasBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const statuses = [
    ...ANYWHERE,
    ...(rules.public ? (path.includes('{') ? [404] : []) : BEHIND_SIGN_IN),
    ...(rules.signed ? [401] : []),
    ...(hasBody ? WITH_BODY : []),
    ...(rules.perishable ? [GONE] : []),
  ];
  for (const status of statuses.sort((a, b) => a - b))
    operation.responses[status] = { $ref: `#/components/responses/Problem${status}` };
  if (method === 'POST' && rules.idempotency !== 'none') describeKey(operation, rules);
}

function describeKey(operation: Operation, { idempotency }: RouteRules): void {
  operation.parameters ??= [];
  operation.parameters.push({
    name: 'Idempotency-Key',
    in: 'header',
    required: idempotency === 'required',
    description: 'The same key and body give the same answer and one effect.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  });
}

/**
 * A union of states is answered with a status per state: `pending` always 202, the others as the route's rules say, and
 * what they do not name with the route's own status.
 */
function splitByState(operation: Operation, rules: RouteRules, schemas: Record<string, unknown>): void {
  const [own] = Object.keys(operation.responses);
  const response = operation.responses[own!] as { content?: Record<string, { schema?: Schema }> };
  const { $ref } = response.content?.['application/json']?.schema ?? {};
  const union = ($ref && (schemas[$ref.split('/').at(-1)!] as Schema).oneOf) || [];
  const states = union.map((variant) => variant.properties?.['state']?.const as string);
  const named: Record<string, readonly string[]> = {
    ...(states.includes(PENDING) ? { [PENDING_STATUS]: [PENDING] } : {}),
    ...rules.answers,
  };
  if (Object.keys(named).length === 0) return;
  const rest = states.filter((state) => !Object.values(named).flat().includes(state));
  const answered = own! in named ? named : { ...named, [own!]: rest };
  for (const [status, wanted] of Object.entries(answered)) {
    const variants = union.filter((_variant, index) => wanted.includes(states[index]!));
    const schema = variants.length === 1 ? variants[0]! : { oneOf: variants };
    operation.responses[status] = {
      description: `State: ${wanted.join(' or ')}.`,
      content: { 'application/json': { schema: schema as never } },
    };
  }
}

function problemResponse(status: number, codes: readonly ErrorCode[]) {
  const schema = {
    $ref: '#/components/schemas/Problem',
    properties: { status: { const: status }, code: { enum: codes } },
  };
  const headers = {
    ...(status === 401 ? { 'WWW-Authenticate': { schema: { type: 'string' } } } : {}),
    ...(codes.some((code) => ERRORS[code].retryable)
      ? { 'Retry-After': { description: 'Seconds', schema: { type: 'integer' } } }
      : {}),
  };
  return {
    description: codes.map((code) => `\`${code}\`: ${ERRORS[code].title}.`).join('\n'),
    headers,
    content: { 'application/problem+json': { schema } },
  };
}
