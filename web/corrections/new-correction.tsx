import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { words } from '../kit/words';
import { holds, useMe } from '../shell/context';
import { changedQuery, Link, navigate, useAddress } from '../shell/router';
import { CorrectForm } from './correct-form';
import type { RecordedInput } from './correction-words';
import { useRecordedInputs } from './use-recorded-inputs';

/** Says what was wrong: first which sale or event, then what it should have been. The address keeps which. */
export function NewCorrection() {
  const { query } = useAddress();
  const [id, source] = [query.get('id') ?? '', query.get('source')];
  const mayCorrect = holds(useMe(), ['FIN']);
  return (
    <Page
      title="Correct an input"
      lead={
        <span className="ple-row-line">
          <span>Nothing is posted by this: what it comes to is shown first.</span>
          <Link to="/corrections">All corrections</Link>
        </span>
      }
    >
      {mayCorrect ? (
        <Stack gap="md">
          <Find key={id} id={id} />
          {id !== '' && <Inputs id={id} source={source} />}
        </Stack>
      ) : (
        <div className="ple-card">
          <EmptyState icon="correct" title="Corrections are asked for by finance">
            Tell them which sale or event is wrong, and what it should have been.
          </EmptyState>
        </div>
      )}
    </Page>
  );
}

function Find({ id }: { id: string }) {
  const [typed, setTyped] = useState(id);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (typed.trim() !== '') navigate(`/corrections/new${changedQuery(new URLSearchParams(), { id: typed.trim() })}`);
  };
  return (
    <Card title="Which sale or event">
      <form onSubmit={submit} role="search">
        <Group align="flex-end" gap="sm">
          <TextInput
            label="Its id"
            description="As whoever sent it calls it; a partner’s page lists its sales"
            required
            maxLength={200}
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            className="ple-grows"
          />
          <Button type="submit" variant={id === '' ? 'filled' : 'default'}>
            Find it
          </Button>
        </Group>
      </form>
    </Card>
  );
}

function Inputs({ id, source }: { id: string; source: string | null }) {
  const inputs = useRecordedInputs(id);
  return (
    <Read query={inputs} what="the sale or event">
      {({ items }) => {
        if (items.length === 0) return <Unknown id={id} />;
        const chosen = items.length === 1 ? items[0] : items.find((one) => one.source === source);
        if (chosen === undefined) return <Choose id={id} items={items} />;
        return <CorrectForm key={`${chosen.door}/${chosen.source}`} input={chosen} />;
      }}
    </Read>
  );
}

function Unknown({ id }: { id: string }) {
  return (
    <div className="ple-card">
      <EmptyState icon="alert" title={`No sale or event is called “${id}”`}>
        Look for it at its partner, under <Link to="/partners?view=table">Money</Link>, and mind capital letters. What
        is recorded for no partner yet has earned nothing: it is matched, not corrected.
      </EmptyState>
    </div>
  );
}

function Choose({ id, items }: { id: string; items: RecordedInput[] }) {
  return (
    <Card title={`Several are called ${id}`}>
      <ul className="ple-rows">
        {items.map(({ source, door, kind, partnerName, occurredOn, counts }) => (
          <li key={`${door}/${source}`}>
            <Link to={`/corrections/new${changedQuery(new URLSearchParams(), { id, source })}`} className="ple-row">
              <strong>
                {source}: {words(kind)} of {partnerName}
              </strong>
              <Text size="sm" c="dimmed">
                {occurredOn}
                {counts && `, ${moneyText(counts)}`}
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </Card>
  );
}
