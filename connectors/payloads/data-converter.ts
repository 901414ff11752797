import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { DataConverter, PayloadCodec } from '@temporalio/common';

/** How failures are written where payloads are encoded; also part of the workers' bundle then. */
export const ENCODED_FAILURES = join(__dirname, '..', '..', 'workflows', 'kit', 'encoded-failures');

/**
 * How payloads are written into histories, the same for the API's client, the workers, and the workers' client: as they
 * are, or through the codecs of a module of yours.
 *
 * @param codecModule a package, or a path from the working directory; it exports `payloadCodecs`, a list of objects
 *   with `encode` and `decode` (`PayloadCodec` of `@temporalio/common`). Absent: identity
 * @throws Error naming the module and what it lacks
 */
export function dataConverterOf(codecModule: string | undefined): DataConverter | undefined {
  if (codecModule === undefined) return undefined;
  const load = createRequire(join(process.cwd(), 'package.json'));
  const { payloadCodecs } = load(codecModule) as { payloadCodecs?: unknown };
  if (!Array.isArray(payloadCodecs) || payloadCodecs.length === 0 || !payloadCodecs.every(isCodec))
    throw new Error(
      `PAYLOAD_CODEC: ${codecModule} must export payloadCodecs, a list of objects with encode() and decode().`,
    );
  return { payloadCodecs, failureConverterPath: ENCODED_FAILURES };
}

function isCodec(value: unknown): value is PayloadCodec {
  const { encode, decode } = (value ?? {}) as Partial<Record<keyof PayloadCodec, unknown>>;
  return typeof encode === 'function' && typeof decode === 'function';
}
