import { patched, setCurrentDetails } from '@temporalio/workflow';
import { isRefusal } from '../../domain/errors';
import { origin } from '../kit/origin';
import { business, journal } from '../kit/proxies';
import type { ProgramPublicationInput, ProgramPublicationResult } from './program-publication.messages';

/**
 * One attempt to publish a validated program version. The same content is the same version, whoever publishes it; the
 * schedule of its payout runs is then as the latest version says.
 */
export async function programPublication({
  programId,
  intakeId,
}: ProgramPublicationInput): Promise<ProgramPublicationResult> {
  const outcome = await journal.recordPublication({ origin: origin(), programId, intakeId });
  setCurrentDetails(
    isRefusal(outcome)
      ? `Refused, **${outcome.refused}**: ${outcome.message}`
      : `Published as **${programId}** version **${outcome.version}**`,
  );
  if (!isRefusal(outcome) && patched('5-payout-schedule'))
    await business.schedulePayoutRuns.executeWithOptions({ summary: `Schedule the payout runs of ${programId}` }, [
      { programId },
    ]);
  return outcome;
}
