import { ActionIcon, Burger, Button, Group, Text, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useState } from 'react';
import type { ReactNode } from 'react';
import mark from '../kit/mark.svg';
import { Icon } from '../kit/icons';
import { useRoles } from '../kit/roles';
import { Status } from '../kit/status';
import { Toasts } from '../kit/toast';
import { useConsole, useMe } from './context';
import type { LiveState } from './live';
import { InboxCount } from './inbox-count';
import { pagesOf } from './pages';
import { Link, useAddress } from './router';

const LIVE: Record<LiveState, { tone: 'good' | 'quiet' | 'warn'; text: string }> = {
  live: { tone: 'good', text: 'Live' },
  connecting: { tone: 'quiet', text: 'Connecting' },
  lost: { tone: 'warn', text: 'Reconnecting' },
};

/** What surrounds every page: where to go, who I am, whether what I see is live. */
export function Layout({ live, children }: { live: LiveState; children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  const brand = (
    <Link to="/" className="ple-brand">
      <img src={mark} alt="" />
      Partner lifecycle
    </Link>
  );
  return (
    <div className="ple-shell">
      <a className="ple-skip" href="#main">
        Skip to the page
      </a>
      <header className="ple-top">
        <Burger
          opened={isOpen}
          onClick={() => setOpen(!isOpen)}
          size="sm"
          aria-label="Navigation"
          aria-expanded={isOpen}
        />
        {brand}
      </header>
      <nav className="ple-side" data-open={isOpen} aria-label="Console">
        {brand}
        <Navigation onGo={() => setOpen(false)} />
        <Whoami live={live} />
      </nav>
      <main id="main" tabIndex={-1}>
        {children}
      </main>
      <Toasts />
    </div>
  );
}

function Navigation({ onGo }: { onGo: () => void }) {
  const me = useMe();
  const { path } = useAddress();
  return (
    <>
      {pagesOf(me)
        .filter(({ isListed }) => isListed?.(me) ?? true)
        .map(({ name, title, icon }) => (
          <Link
            key={name}
            to={`/${name}`}
            className="ple-nav"
            onClick={onGo}
            aria-current={path.split('/')[1] === name ? 'page' : undefined}
          >
            <Icon name={icon} />
            {title}
            {name === 'inbox' && <InboxCount />}
          </Link>
        ))}
    </>
  );
}

function Whoami({ live }: { live: LiveState }) {
  const me = useMe();
  const { session } = useConsole();
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const { titleOf } = useRoles();
  const roles = [...new Set(me.grants.map(({ role }) => titleOf(role)))];
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <div className="ple-me">
      <Text fw={600} size="sm">
        {me.displayName}
      </Text>
      <Group justify="space-between" gap="xs">
        <Text size="xs" c="dimmed">
          {roles.length > 0 ? roles.join(' · ') : 'No role yet'}
        </Text>
        {me.known && <Status tone={LIVE[live].tone}>{LIVE[live].text}</Status>}
      </Group>
      <Group gap="xs" mt="sm" wrap="nowrap">
        <Button
          variant="default"
          size="xs"
          fullWidth
          leftSection={<Icon name="out" size={16} />}
          onClick={() => void session.signOut()}
        >
          Sign out
        </Button>
        <ActionIcon
          variant="default"
          size={30}
          aria-label={`Use ${other} colours`}
          onClick={() => setColorScheme(other)}
        >
          <Icon name={other === 'dark' ? 'moon' : 'sun'} size={16} />
        </ActionIcon>
      </Group>
    </div>
  );
}
