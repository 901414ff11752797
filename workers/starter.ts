import type { Client } from '@temporalio/client';
import { WorkflowExecutionAlreadyStartedError } from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import type { Starter } from '../activities/shared/deps';
import type { ProgramsView } from '../database/views/programs';
import type { ProgramSlice } from '../domain/program';
import { DomainError } from '../domain/errors';
import { sliceFor } from '../programs/publish';
import { lifecycleStart, PARTNER_LIFECYCLE } from '../workflows/lifecycle-start.messages';

/** Slices of one version, by region and type: an import of hundreds of partners needs a handful. */
const SLICES_KEPT_MAX = 100;

/** Starts lifecycles for imports. Starting one again is harmless. */
export function lifecycleStarter(
  client: Client,
  of: { taskQueue: string; published: ProgramsView; consoleUrl?: string },
): Starter {
  const slices = new Map<string, ProgramSlice>();
  const sliceOf = async (asked: Parameters<Starter['start']>[0]): Promise<ProgramSlice> => {
    const { programId, programVersion, region, type } = asked;
    const key = JSON.stringify([programId, programVersion, region, type]);
    const kept = slices.get(key);
    if (kept) return kept;
    const version = await of.published.version(programId, programVersion);
    if (!version)
      throw new DomainError('PROGRAM.NOT_PUBLISHED', `There is no version ${programVersion} of "${programId}".`);
    if (slices.size >= SLICES_KEPT_MAX) slices.clear();
    const slice = sliceFor(version, { region, type });
    slices.set(key, slice);
    return slice;
  };
  return {
    start: async (asked) => {
      const options = lifecycleStart({ ...asked, slice: await sliceOf(asked), consoleUrl: of.consoleUrl });
      try {
        await client.workflow.start(PARTNER_LIFECYCLE, {
          ...options,
          taskQueue: of.taskQueue,
          workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
        });
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
      }
    },
  };
}
