import { Button, Group, Menu } from '@mantine/core';
import { useState } from 'react';
import type { CommandName } from '../../domain/lifecycle';
import { Icon } from '../kit/icons';
import { CommandDialog } from './command-dialog';
import type { Partner } from './use-partner';

/** What each command is called, and what it does, for whoever is about to give it. */
export const COMMANDS: Record<CommandName, { title: string; effect: string; isGrave?: true }> = {
  pause: { title: 'Pause', effect: 'Deadlines stop and no step starts until you resume. What was left goes on then.' },
  resume: { title: 'Resume', effect: 'Deadlines go on with the time that was left, and access comes back.' },
  suspend: {
    title: 'Suspend',
    effect: 'Pauses the partner, switches its access off and holds its payouts, until you resume.',
    isGrave: true,
  },
  withdraw: {
    title: 'Withdraw',
    effect: 'Ends the partnership from the partner’s side: open steps are cancelled, access is taken back. Final.',
    isGrave: true,
  },
  offboard: {
    title: 'Offboard',
    effect: 'Ends the partnership from our side: open steps are cancelled, access is taken back. Final.',
    isGrave: true,
  },
  skipStep: { title: 'Skip a step', effect: 'The step counts as done without having been done.' },
  repeatStage: { title: 'Repeat a stage', effect: 'Runs a stage that has ended once more, from its beginning.' },
  handOver: { title: 'Hand over', effect: 'Another person becomes the named owner; what is open is asked of them.' },
};

/** What may be commanded on this partner, by me, now. */
export function Commands({ partner }: { partner: Partner }) {
  const [command, setCommand] = useState<CommandName>();
  if (partner.myActions.length === 0) return null;
  return (
    <Group>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button variant="default" rightSection={<Icon name="more" size={16} />}>
            Commands
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {partner.myActions.map((name) => (
            <Menu.Item
              key={name}
              onClick={() => setCommand(name)}
              className={COMMANDS[name].isGrave ? 'ple-grave' : undefined}
            >
              {COMMANDS[name].title}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {command && <CommandDialog partner={partner} command={command} onClose={() => setCommand(undefined)} />}
    </Group>
  );
}
