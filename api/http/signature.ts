import { createHmac, timingSafeEqual } from 'node:crypto';

/** A message that is older, or comes from the future, is not believed: whoever recorded it cannot send it again later. */
export const SIGNED_WITHIN_MS = 300_000;

/** A message with what its sender says of it. */
export interface SignedMessage {
  /** Seconds since 1970, as the header has it. */
  timestamp: unknown;
  /** Hex. */
  signature: unknown;
  /** As it came: what was read and written again may differ. */
  body: Uint8Array;
}

/** Whether a message is signed with one of the secrets (HMAC-SHA-256 over `<timestamp>.<body>`), and no older than five minutes. */
export function isSigned(
  { timestamp, signature, body }: SignedMessage,
  { secrets, nowMs }: { secrets: readonly string[]; nowMs: number },
): boolean {
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return false;
  if (typeof signature !== 'string' || !/^[0-9a-f]{64}$/.test(signature)) return false;
  if (Math.abs(nowMs - Number(timestamp) * 1_000) > SIGNED_WITHIN_MS) return false;
  const told = Buffer.from(signature, 'hex');
  // Every secret is tried, whichever it is: the time it takes tells nothing.
  const matches = secrets.map((secret) =>
    timingSafeEqual(createHmac('sha256', secret).update(`${timestamp}.`).update(body).digest(), told),
  );
  return matches.includes(true);
}
