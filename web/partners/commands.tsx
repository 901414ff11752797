import { Button, Group, Menu } from '@mantine/core';
import { useState } from 'react';
import type { CommandName } from '../../domain/lifecycle';
import { Icon } from '../kit/icons';
import { CommandDialog } from './command-dialog';
import { COMMANDS } from './command-words';
import type { Partner } from './use-partner';

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
