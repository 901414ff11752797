/**
 * Every error the product can say, as one closed list.
 *
 * `status` is the HTTP status (each code has its page at `/problems/<code>`), `retryable` says whether the same request may
 * succeed later without any change. Codes are `AREA.REASON` and never change their meaning.
 */
export const ERRORS = {
  'REQUEST.INVALID': { status: 400, retryable: false, title: 'The request does not have the documented shape' },
  'REQUEST.NOT_FOUND': { status: 404, retryable: false, title: 'There is no such thing, or it is not yours to see' },
  'REQUEST.METHOD_NOT_ALLOWED': { status: 405, retryable: false, title: 'This address does not know that method' },
  'REQUEST.NOT_ACCEPTABLE': { status: 406, retryable: false, title: 'The answer cannot be given in that format' },
  'REQUEST.TIMEOUT': { status: 408, retryable: true, title: 'The request was not sent in time' },
  'REQUEST.TOO_LARGE': { status: 413, retryable: false, title: 'The request is larger than allowed' },
  'REQUEST.ADDRESS_TOO_LONG': { status: 414, retryable: false, title: 'The address is longer than allowed' },
  'REQUEST.HEADERS_TOO_LARGE': { status: 431, retryable: false, title: 'The headers are larger than allowed' },
  'REQUEST.MEDIA_TYPE': { status: 415, retryable: false, title: 'The content type is not supported here' },
  'REQUEST.TOO_MANY': { status: 429, retryable: true, title: 'Too many requests' },
  'REQUEST.RULE': { status: 422, retryable: false, title: 'The request breaks a rule' },
  'SERVER.BUG': { status: 500, retryable: false, title: 'Something went wrong on our side' },
  'SERVER.UNAVAILABLE': { status: 503, retryable: true, title: 'A system we depend on does not answer' },
  'PROCESS.ENDED': { status: 409, retryable: false, title: 'The workflow that does this was ended without an answer' },
  'AUTH.REQUIRED': { status: 401, retryable: false, title: 'A valid access token is required' },
  'AUTH.FORBIDDEN': { status: 403, retryable: false, title: 'Your roles do not allow this' },
  'AUTH.PROOF_INVALID': { status: 403, retryable: false, title: 'The proof of who decides is missing or wrong' },
  'IDEMPOTENCY.IN_PROGRESS': {
    status: 409,
    retryable: true,
    title: 'The first request with this key is still running',
  },
  'IDEMPOTENCY.KEY_REUSED': { status: 422, retryable: false, title: 'This Idempotency-Key was used with another body' },
  'IDEMPOTENCY.KEY_REQUIRED': { status: 400, retryable: false, title: 'An Idempotency-Key is required here' },
  'INTAKE.CONFLICT': { status: 409, retryable: false, title: 'Other content is stored under this id' },
  'PROGRAM.INVALID': { status: 422, retryable: false, title: 'The program document has faults' },
  'PROGRAM.NOT_PUBLISHED': { status: 422, retryable: false, title: 'The program has no published version' },
  'PROGRAM.VERSION_EXISTS': {
    status: 409,
    retryable: false,
    title: 'This version is already published with other content',
  },
  'PARTNER.EXISTS': { status: 409, retryable: false, title: 'This partner already exists' },
  'PARTNER.UNKNOWN': { status: 404, retryable: false, title: 'There is no such partner' },
  'PARTNER.NOT_ELIGIBLE': { status: 422, retryable: false, title: 'The program does not accept this type or region' },
  'LIFECYCLE.STATE': { status: 409, retryable: false, title: 'The lifecycle is not in a state that allows this' },
  'LIFECYCLE.BUSY': {
    status: 429,
    retryable: true,
    title: 'This lifecycle has taken too many messages; wait for the next cycle',
  },
  'STAGE.NOT_REPEATABLE': { status: 409, retryable: false, title: 'This stage cannot be repeated now' },
  'STEP.UNKNOWN': { status: 404, retryable: false, title: 'There is no such step' },
  'STEP.CLOSED': { status: 409, retryable: false, title: 'This step is not open' },
  'STEP.EVIDENCE_MISSING': { status: 422, retryable: false, title: 'The evidence that this step asks for is missing' },
  'STEP.CLAIMED': { status: 409, retryable: false, title: 'Somebody else has claimed this step' },
  'STEP.STALE': { status: 409, retryable: false, title: 'The document changed since it was shown' },
  'APPROVAL.UNKNOWN': { status: 404, retryable: false, title: 'There is no such approval' },
  'APPROVAL.CLOSED': { status: 409, retryable: false, title: 'This approval has ended' },
  'APPROVAL.STALE': { status: 409, retryable: false, title: 'What was shown is not what is decided' },
  'APPROVAL.ALREADY_DECIDED': {
    status: 409,
    retryable: false,
    title: 'You have already decided otherwise; revoke first',
  },
  'APPROVAL.NOT_DECIDED': { status: 409, retryable: false, title: 'There is no decision of yours to revoke' },
  'APPROVAL.NOT_CANDIDATE': { status: 403, retryable: false, title: 'You do not hold a role that decides here' },
  'APPROVAL.EXCLUDED': {
    status: 403,
    retryable: false,
    title: 'Requester and beneficiaries cannot decide their own case',
  },
  'APPROVAL.NOT_YET': { status: 409, retryable: true, title: 'Your level of this approval is not asked yet' },
  'APPROVAL.CLAIMED': { status: 409, retryable: false, title: 'Somebody else has claimed this' },
  'APPROVAL.STATE': { status: 409, retryable: false, title: 'This is not possible in the state of the approval' },
  'LINK.GONE': { status: 410, retryable: false, title: 'This link was used, is too old, or is no longer kept' },
  'LINK.NOT_YOURS': { status: 403, retryable: false, title: 'This link was sent to somebody else' },
  'AGREEMENT.UNKNOWN': { status: 404, retryable: false, title: 'There is no such agreement' },
  'TRAINING.STATEMENT_CONFLICT': {
    status: 409,
    retryable: false,
    title: 'A statement with this id and other content is stored',
  },
  'SALE.CONFLICT': { status: 409, retryable: false, title: 'A sale with this id and other content is stored' },
  'EVENT.CONFLICT': { status: 409, retryable: false, title: 'An event with this id and other content is stored' },
  'MONEY.AMOUNT_INVALID': { status: 422, retryable: false, title: 'The amount is not valid for its currency' },
  'MONEY.CURRENCY_UNKNOWN': { status: 422, retryable: false, title: 'The currency is not an active ISO 4217 code' },
  'MONEY.OVERFLOW': { status: 422, retryable: false, title: 'The amount is larger than can be handled' },
  'MONEY.RATE_INVALID': { status: 422, retryable: false, title: 'The rate cannot be read' },
  'PLAN.INVALID': { status: 422, retryable: false, title: 'The commission plan has faults' },
  'DURATION.INVALID': { status: 422, retryable: false, title: 'The duration cannot be read' },
  'CALENDAR.INVALID': { status: 422, retryable: false, title: 'The calendar, date or period cannot be read' },
  'CALENDAR.BEYOND_TABLE': {
    status: 422,
    retryable: false,
    title: 'The date lies beyond the calendar of this program version',
  },
  'CLOCK.INVALID': { status: 422, retryable: false, title: 'The program clock is not valid' },
  'ID.INVALID': { status: 422, retryable: false, title: 'The id cannot be built' },
  'PAYEE.STATE': { status: 409, retryable: false, title: 'The payee is not in a state that allows this' },
  'PAYEE.NO_KEY': { status: 503, retryable: true, title: 'Bank details cannot be kept here: no key is set up' },
  'PAYOUT.STATE': { status: 409, retryable: false, title: 'The payout run is not in a state that allows this' },
  'PAYOUT.STALE': { status: 409, retryable: false, title: 'What was shown is not what would be paid' },
  'PAYOUT.NO_RAIL': { status: 503, retryable: true, title: 'No payment rail is set up' },
  'PAYMENT.INVALID': { status: 422, retryable: false, title: 'The payment cannot be made as it is' },
  'PAYMENT.IBAN': { status: 422, retryable: false, title: 'The bank account is not valid' },
  'PAYMENT.FILE': { status: 422, retryable: false, title: 'The file about payments cannot be read' },
  'IMPORT.MAPPING': { status: 422, retryable: false, title: 'The columns of the file cannot be mapped' },
  'PERSON.UNKNOWN': { status: 404, retryable: false, title: 'There is no such person' },
  'PERSON.ABSENCE_UNKNOWN': { status: 404, retryable: false, title: 'There is no such absence' },
  'PERSON.CONFLICT': { status: 409, retryable: false, title: 'Another person already has this identity' },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

/** A stable error code, `AREA.REASON`. */
export type ErrorCode = keyof typeof ERRORS;

/** One fault inside a larger input: where (RFC 6901 pointer), which rule, and what to do. */
export interface Fault {
  pointer: string;
  code: string;
  message: string;
}

/** What a recording activity answers when it refuses: a value, never an exception, because a retry cannot cure it. */
export interface Refusal {
  refused: ErrorCode;
  message: string;
}

/** An error with a stable code. The message names the field, the rule, the value and what to do. */
export class DomainError extends Error {
  override readonly name = 'DomainError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly errors: Fault[] = [],
    /** What may be done instead, where that is known. */
    readonly allowedActions?: readonly string[],
  ) {
    super(message);
  }
}

/** Tells a refusal from an outcome. */
export function isRefusal(value: unknown): value is Refusal {
  return typeof value === 'object' && value !== null && 'refused' in value;
}
