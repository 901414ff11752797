import { Button } from '@mantine/core';
import { ApprovalPanel } from '../approvals/approval-panel';
import { Icon } from '../kit/icons';
import { navigate } from '../shell/router';
import { TaskPanel } from '../tasks/task-panel';

/** What is looked at beside a list: an approval or a step. Where there is no room beside, there is a way back. */
export function OpenItem({ itemKey, back, backText }: { itemKey: string; back: string; backText: string }) {
  const split = itemKey.indexOf('-');
  const [kind, id] = [itemKey.slice(0, split), itemKey.slice(split + 1)];
  return (
    <>
      <Button
        className="ple-narrow"
        variant="subtle"
        size="compact-sm"
        mb="xs"
        leftSection={<Icon name="back" size={16} />}
        onClick={() => navigate(back)}
      >
        {backText}
      </Button>
      {kind === 'approval' ? <ApprovalPanel key={id} approvalId={id} /> : <TaskPanel key={id} stepId={id} />}
    </>
  );
}
