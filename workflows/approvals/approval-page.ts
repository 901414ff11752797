import type { ApprovalPlan, ApprovalState } from '../../domain/approvals';
import { dayOf } from '../kit/origin';
import type { ApprovalInput } from './approval.messages';

/** Where an approval stands. */
interface Standing {
  state: ApprovalState;
  plan: ApprovalPlan;
  approvals: number;
  rejections: number;
  dueMs: number | undefined;
  claimedBy: string | undefined;
}

/** What a manager reads of an approval in the Temporal UI, as Markdown. */
export function approvalPage({ content, contentHash }: ApprovalInput, standing: Standing): string {
  const { state, plan, approvals, rejections, dueMs, claimedBy } = standing;
  const due = dueMs === undefined ? '' : `\n\nDue **${dayOf(dueMs)}** UTC (program time).`;
  const claimed = claimedBy === undefined ? '' : `\n\nClaimed by \`${claimedBy}\`.`;
  const count =
    plan.level === undefined
      ? `${approvals} of ${plan.quorum} approvals`
      : `level ${plan.level} of ${plan.levelCount} (${plan.quorum} needed there), ${approvals} approvals so far`;
  return [
    `### ${content.title}`,
    `**${state}**: ${count}, ${rejections} rejections; waits for ${plan.roles.join(', ')}.${due}${claimed}`,
    `Content hash \`${contentHash}\``,
    `\`\`\`json\n${JSON.stringify(content.facts, null, 1)}\n\`\`\``,
  ].join('\n\n');
}
