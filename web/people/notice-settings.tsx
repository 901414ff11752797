import { Button, Checkbox, Group, NativeSelect, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import type { Body, Got } from '../api/client';
import { ApiError } from '../api/problem';
import { ErrorNotice, Read } from '../kit/notices';
import { Card } from '../kit/page';
import { useConsole, useMe } from '../shell/context';
import { useAct } from '../tasks/use-act';

type Settings = Got<'/v1/people/{id}/notice-settings'>;
type Changes = Body<'/v1/people/{id}/notice-settings'>;

/** Languages that letters are written in; any other one gets English. */
const LANGUAGES: Record<string, string> = { en: 'English', de: 'Deutsch', fr: 'Français' };
const ZONES = Intl.supportedValuesOf('timeZone');

/** How I want to be told: by which way, how often, not at which hours, in which language. */
export function NoticeSettingsForm() {
  const { api } = useConsole();
  const me = useMe();
  const settings = useQuery({
    queryKey: ['notice-settings', me.personId],
    queryFn: ({ signal }) => api.get('/v1/people/{id}/notice-settings', { path: { id: me.personId }, signal }),
  });
  return (
    <Read query={settings} what="how you are told">
      {(data) => (
        <div className="ple-halves">
          <Card title="Way and time">
            <WayAndTime settings={data} />
          </Card>
          <Card title="Language">
            <Language />
          </Card>
        </div>
      )}
    </Read>
  );
}

function WayAndTime({ settings }: { settings: Settings }) {
  const { api } = useConsole();
  const me = useMe();
  const [wanted, setWanted] = useState({ ...settings, chatUrl: '' });
  const set = (changes: Partial<typeof wanted>): void => setWanted({ ...wanted, ...changes });
  const act = useAct(
    (body: Changes, key) => api.post('/v1/people/{id}/notice-settings', { path: { id: me.personId }, body, key }),
    'Saved: it holds from now on, also for what waits already.',
  );
  const faultOf = (name: string): string | undefined =>
    act.error instanceof ApiError
      ? act.error.faults.find(({ pointer }) => pointer.startsWith(`/${name}`))?.message
      : undefined;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const { channel, zone, pace, dailyAt, quiet, chatUrl, chat } = wanted;
    const hook = chatUrl.trim() === '' ? {} : { chat: { kind: chat?.kind ?? 'slack', url: chatUrl.trim() } };
    if (!act.isPending) act.mutate({ channel, zone, pace, dailyAt, quiet, ...hook });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <NativeSelect
          label="By which way"
          value={wanted.channel}
          onChange={(event) => set({ channel: event.currentTarget.value as Settings['channel'] })}
          error={faultOf('channel')}
          data={[
            { value: 'mail', label: 'By mail' },
            ...(me.partnerId === null ? [{ value: 'chat', label: 'By chat' }] : []),
            { value: 'none', label: 'Not at all: I look into the inbox' },
          ]}
        />
        {wanted.channel === 'chat' && <Chat settings={settings} wanted={wanted} set={set} faultOf={faultOf} />}
        <NativeSelect
          label="How often"
          value={wanted.pace}
          onChange={(event) => set({ pace: event.currentTarget.value as Settings['pace'] })}
          data={[
            { value: 'at_once', label: 'At once, what comes together in one letter' },
            { value: 'daily', label: 'Once a day, with all that waits' },
          ]}
        />
        {wanted.pace === 'daily' && (
          <TextInput
            type="time"
            label="At"
            required
            value={wanted.dailyAt}
            onChange={(event) => set({ dailyAt: event.currentTarget.value })}
            error={faultOf('dailyAt')}
          />
        )}
        <QuietHours quiet={wanted.quiet} onChange={(quiet) => set({ quiet })} fault={faultOf('quiet')} />
        <NativeSelect
          label="Time zone"
          value={wanted.zone}
          onChange={(event) => set({ zone: event.currentTarget.value })}
          error={faultOf('zone')}
          data={[...new Set([wanted.zone, 'UTC', ...ZONES])]}
        />
        {act.error && <ErrorNotice error={act.error} />}
        <Group>
          <Button type="submit" loading={act.isPending}>
            Save
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Chat({
  settings,
  wanted,
  set,
  faultOf,
}: {
  settings: Settings;
  wanted: Settings & { chatUrl: string };
  set: (changes: Partial<Settings & { chatUrl: string }>) => void;
  faultOf: (name: string) => string | undefined;
}) {
  return (
    <>
      <NativeSelect
        label="Which chat"
        value={wanted.chat?.kind ?? 'slack'}
        onChange={(event) =>
          set({ chat: { host: wanted.chat?.host ?? '', kind: event.currentTarget.value as 'slack' | 'teams' } })
        }
        data={[
          { value: 'slack', label: 'Slack' },
          { value: 'teams', label: 'Teams' },
        ]}
      />
      <TextInput
        label="Address of the incoming webhook"
        description={
          settings.chat
            ? `One at ${settings.chat.host} is kept, and is not shown again: whoever has it can write there.`
            : 'Made in the chat, for the channel or person that is to be told'
        }
        required={settings.chat === null}
        type="url"
        value={wanted.chatUrl}
        onChange={(event) => set({ chatUrl: event.currentTarget.value })}
        error={faultOf('chat')}
      />
    </>
  );
}

function QuietHours({
  quiet,
  onChange,
  fault,
}: {
  quiet: Settings['quiet'];
  onChange: (quiet: Settings['quiet']) => void;
  fault: string | undefined;
}) {
  const time = (name: 'from' | 'to', label: string, hours: NonNullable<Settings['quiet']>) => (
    <TextInput
      type="time"
      label={label}
      required
      value={hours[name]}
      onChange={(event) => onChange({ ...hours, [name]: event.currentTarget.value })}
    />
  );
  return (
    <>
      <Checkbox
        label="Quiet hours: what falls due then comes at their end"
        checked={quiet !== null}
        onChange={(event) => onChange(event.currentTarget.checked ? { from: '20:00', to: '07:00' } : null)}
      />
      {quiet && (
        <Group grow align="flex-start">
          {time('from', 'Quiet from', quiet)}
          {time('to', 'Quiet until', quiet)}
        </Group>
      )}
      {fault && (
        <Text size="sm" c="red">
          {fault}
        </Text>
      )}
    </>
  );
}

function Language() {
  const { api } = useConsole();
  const me = useMe();
  const [language, setLanguage] = useState(me.language);
  const act = useAct(
    (_: void, key) => api.post('/v1/people/{id}/details', { path: { id: me.personId }, body: { language }, key }),
    'Saved: your next letter is in this language.',
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (!act.isPending) act.mutate();
      }}
    >
      <Stack gap="sm">
        <NativeSelect
          label="Letters are written in"
          value={language}
          onChange={(event) => setLanguage(event.currentTarget.value)}
          data={Object.entries({ [me.language]: me.language, ...LANGUAGES }).map(([value, label]) => ({
            value,
            label,
          }))}
        />
        {act.error && <ErrorNotice error={act.error} />}
        <Group>
          <Button type="submit" variant="default" loading={act.isPending}>
            Save the language
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
