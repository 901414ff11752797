import { createHash } from 'node:crypto';
import { canonicalJson } from '../../domain/hash';

/** `contentHash` of the domain by Node's own SHA-256: staged content may be megabytes. */
export function hashOf(content: unknown): string {
  return createHash('sha256').update(canonicalJson(content)).digest('hex');
}
