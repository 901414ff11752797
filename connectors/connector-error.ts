/** What a caller needs to know to decide between trying again, looking up, and asking a person. */
export interface Verdict {
  /** True when the same call may succeed later without any change. */
  retryable: boolean;
  /** True when the other side may have done what was asked: look up before repeating what is not idempotent. */
  unknownOutcome: boolean;
  /** The HTTP status, when there was an answer. */
  status?: number;
  /** How long the other side asks us to wait, in milliseconds. */
  retryAfterMs?: number;
}

/** A third party did not do what was asked. The message names the system and what it said, and no personal data. */
export class ConnectorError extends Error {
  override readonly name = 'ConnectorError';
  readonly retryable: boolean;
  readonly unknownOutcome: boolean;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(message: string, verdict: Verdict, options?: { cause: unknown }) {
    super(message, options);
    this.retryable = verdict.retryable;
    this.unknownOutcome = verdict.unknownOutcome;
    this.status = verdict.status;
    this.retryAfterMs = verdict.retryAfterMs;
  }
}
