import { defineSearchAttributeKey, SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import type { ProgramSlice } from '../../domain/program';
import { ONCE_STAGES } from '../../domain/program';
import type { LifecycleInput } from '../../workflows/partner-lifecycle.messages';

const PARTNER_ID = defineSearchAttributeKey('PartnerId', SearchAttributeType.KEYWORD);
const STAGE = defineSearchAttributeKey('Stage', SearchAttributeType.KEYWORD);
const STATUS = defineSearchAttributeKey('Status', SearchAttributeType.KEYWORD);
const WAITING_ON = defineSearchAttributeKey('WaitingOn', SearchAttributeType.KEYWORD_LIST);
const PROGRAM_VERSION = defineSearchAttributeKey('ProgramVersion', SearchAttributeType.KEYWORD);

/** How a lifecycle is started: what people find and read in the Temporal UI, and what it pins. */
export function lifecycleStart(of: { workflowId: string; partnerId: string; intakeId: string; name: string; type: string; region: string; slice: ProgramSlice }) {
  const { workflowId, partnerId, intakeId, name, type, region, slice } = of;
  const input: LifecycleInput = { partnerId, intakeId, slice };
  const programVersion = `${slice.programId}@${slice.version}`;
  return {
    workflowId,
    args: [input],
    staticSummary: `Partner: ${name}`.slice(0, 200),
    staticDetails: `**${name}** (${type}, ${region}) in the program \`${programVersion}\`.\n\nAPI: \`/v1/partners/${partnerId}\``,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: PARTNER_ID, value: partnerId },
      { key: STAGE, value: ONCE_STAGES[0] },
      { key: STATUS, value: 'active' },
      { key: WAITING_ON, value: [] },
      { key: PROGRAM_VERSION, value: programVersion },
    ]),
  };
}
