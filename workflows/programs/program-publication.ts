import { origin } from '../kit/origin';
import { journal } from '../kit/proxies';
import type { ProgramPublicationInput, ProgramPublicationResult } from './program-publication.messages';

/** One attempt to publish a validated program version. The same content is the same version, whoever publishes it. */
export async function programPublication({
  programId,
  intakeId,
}: ProgramPublicationInput): Promise<ProgramPublicationResult> {
  return journal.recordPublication({ origin: origin(), programId, intakeId });
}
