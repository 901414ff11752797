import { workflowInfo } from '@temporalio/workflow';
import { origin } from './origin';
import { journal } from './proxies';
import type { ApprovalOrder } from '../approvals/approval.messages';

/** An order that an approval may follow, because what it tells is on record. */
export type FoundOrder =
  { what: 'peopleChanged' } | { what: 'amended' } | { what: 'command'; command: string; atMs: number };

/** Reads what an order says happened. Nothing, where it is no order, not on record, or overtaken by a later one. */
export async function orderOnRecord(
  order: unknown,
  { partnerId, nowMs }: { partnerId: string; nowMs: number },
): Promise<FoundOrder | undefined> {
  const told = order as Partial<ApprovalOrder & { messageId: string }> | null | undefined;
  const messageId = String(told?.messageId);
  if (told?.order === 'peopleChanged') return { what: 'peopleChanged' };
  if (told?.order === 'amended') {
    const askerId = workflowInfo().parent?.workflowId ?? '';
    const { amended } = await journal.readAmendment({ origin: origin(), partnerId, askerId, messageId, nowMs });
    return amended ? { what: 'amended' } : undefined;
  }
  if (told?.order !== 'command') return undefined;
  const found = await journal.readOrder({ origin: origin(), partnerId, messageId, nowMs });
  return found?.stands ? { what: 'command', command: found.command, atMs: found.atMs } : undefined;
}
