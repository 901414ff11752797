import type { ProgramSlice } from '../domain/program';
import { ONCE_STAGES } from '../domain/program';
import { lifecycleId } from '../domain/ids';
import { partnerAttributes } from './kit/attributes';
import { consoleLink } from './kit/console-link';
import type { LifecycleInput } from './partner-lifecycle.messages';

/** What the start of a lifecycle needs to know; company facts only. */
export interface LifecycleStartOrder {
  partnerId: string;
  /** The staged application. */
  intakeId: string;
  name: string;
  type: string;
  region: string;
  /** The pinned version's slice for that region and type. */
  slice: ProgramSlice;
  /** Where people's browsers reach the console, without a slash at its end. */
  consoleUrl?: string;
}

/** The workflow's type, for whoever starts it. */
export const PARTNER_LIFECYCLE = 'partnerLifecycle';

/** How a lifecycle is started, by the API and by imports: its id, what it pins, and what people read in the Temporal UI. */
export function lifecycleStart(order: LifecycleStartOrder) {
  const { partnerId, intakeId, name, type, region, slice, consoleUrl } = order;
  const input: LifecycleInput = { partnerId, intakeId, slice, ...(consoleUrl && { consoleUrl }) };
  const programVersion = `${slice.programId}@${slice.version}`;
  return {
    workflowId: lifecycleId(partnerId),
    args: [input] as [LifecycleInput],
    staticSummary: `Partner: ${name}`.slice(0, 200),
    staticDetails: `**${name}** (${type}, ${region}) in the program \`${programVersion}\`.\n\nAPI: \`/v1/partners/${partnerId}\`${consoleLink(consoleUrl, `partners/${partnerId}`)}`,
    typedSearchAttributes: partnerAttributes({
      partnerId,
      stage: ONCE_STAGES[0],
      status: 'active',
      waitingOn: [],
      programVersion,
    }),
  };
}
