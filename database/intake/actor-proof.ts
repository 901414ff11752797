import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ProofClaim } from '../../domain/proof';
import { proofText } from '../../domain/proof';

/** A key shorter than a hash could be guessed before the hash is. */
const KEY_BYTES_MIN = 32;

/** Checks a claim's signature; made from the shared key by {@link actorProofs}. */
export type VerifyActor = (claim: ProofClaim, signature: string | undefined) => boolean;
/** Signs a claim: only for whoever has made sure of who speaks. */
export type SignActor = (claim: ProofClaim) => string;

/**
 * Both halves of the proof over one key, which API and worker share and nobody else has.
 *
 * @throws RangeError when the key is shorter than 32 bytes
 */
export function actorProofs(key: string): { sign: SignActor; verify: VerifyActor } {
  if (Buffer.byteLength(key) < KEY_BYTES_MIN)
    throw new RangeError(`The actor key must have at least ${KEY_BYTES_MIN} bytes.`);
  return {
    sign: (claim) => signActor(key, claim),
    verify: (claim, signature) => verifyActor(key, claim, signature),
  };
}

/** The signature of a claim: hex HMAC-SHA-256 over its text. */
export function signActor(key: string, claim: ProofClaim): string {
  return createHmac('sha256', key).update(proofText(claim)).digest('hex');
}

/** Tells whether the signature is this claim's, in a time that does not depend on how much of it is right. */
export function verifyActor(key: string, claim: ProofClaim, signature: string | undefined): boolean {
  if (signature === undefined || !/^[0-9a-f]{64}$/.test(signature)) return false;
  return timingSafeEqual(Buffer.from(signature, 'hex'), Buffer.from(signActor(key, claim), 'hex'));
}
