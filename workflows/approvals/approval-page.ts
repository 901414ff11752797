import type { ApprovalOutcome, ApprovalPlan } from '../../domain/approvals';
import { dayOf } from '../kit/origin';
import type { ApprovalInput } from './approval.messages';

/** Where an approval stands. */
interface Standing {
  state: 'open' | 'paused' | ApprovalOutcome;
  plan: ApprovalPlan;
  approvals: number;
  rejections: number;
  dueMs: number | undefined;
}

/** What a manager reads of an approval in the Temporal UI, as Markdown. */
export function approvalPage({ content, contentHash }: ApprovalInput, standing: Standing): string {
  const { state, plan, approvals, rejections, dueMs } = standing;
  const due = dueMs === undefined ? '' : `\n\nDue **${dayOf(dueMs)}** UTC (program time).`;
  return [
    `### ${content.title}`,
    `**${state}**: ${approvals} of ${plan.quorum} approvals, ${rejections} rejections; waits for ${plan.roles.join(', ')}.${due}`,
    `Content hash \`${contentHash}\``,
    `\`\`\`json\n${JSON.stringify(content.facts, null, 1)}\n\`\`\``,
  ].join('\n\n');
}
