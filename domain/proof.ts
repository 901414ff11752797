import { contentHash } from './hash';

/**
 * Who says something to a workflow, and the proof of it.
 *
 * From the API the proof is a signature over principal, target, input hash and message id, made with a key that API
 * and worker share. In the Temporal UI it is a one-time code that the API gave to the signed-in person.
 */
export interface Actor {
  personId: string;
  /** Hex HMAC-SHA-256 over {@link proofText}; absent in the Temporal UI. */
  signature?: string;
  /** One-time code, as typed; absent from the API. */
  code?: string;
}

/** What is signed. `target` is the workflow id, `messageId` the update id (or fact id). */
export interface ProofClaim {
  personId: string;
  target: string;
  messageId: string;
  inputHash: string;
}

/** The text under an actor's signature. */
export const proofText = (claim: ProofClaim): string =>
  ['ple-actor-v1', claim.personId, claim.target, claim.messageId, claim.inputHash].join('\n');

/** The hash of a message's content without its actor: what the signature binds. */
export function inputHashOf(input: { actor?: unknown }): string {
  const { actor: _actor, ...content } = input;
  return contentHash(content);
}
