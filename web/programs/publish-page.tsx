import { Alert, Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { ApiError } from '../api/problem';
import { ErrorNotice } from '../kit/notices';
import { Page } from '../kit/page';
import { say } from '../kit/toast';
import { useProgram } from '../kit/use-program';
import { useRequestKey } from '../kit/use-request-key';
import { counted } from '../kit/words';
import { useConsole } from '../shell/context';
import { navigate, useAddress } from '../shell/router';
import type { PlacedFault } from './fault-places';
import { placed, yamlText } from './fault-places';

/** A new version: the document as text, and every fault at its place. */
export function PublishPage() {
  const { api } = useConsole();
  const queries = useQueryClient();
  const { query } = useAddress();
  const [programId, version] = (query.get('from') ?? '').split('@');
  const from = useProgram(programId || undefined, version === undefined ? undefined : Number(version));
  const [text, setText] = useState<string>();
  const key = useRequestKey();
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (text === undefined && from.data?.document) setText(yamlText(from.data.document));
  }, [text, from.data]);
  const publish = useMutation({
    mutationFn: (yaml: string) =>
      api.post('/v1/programs', {
        body: { text: yaml, type: 'application/yaml' },
        key: key.current(),
      }),
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: async (answer) => {
      if (answer.state !== 'published') return;
      say(
        answer.changed
          ? `Published: ${answer.programId}, version ${answer.version}`
          : `The very same content is version ${answer.version} already`,
      );
      await queries.invalidateQueries();
      navigate(`/programs/${answer.programId}/${answer.version}`);
    },
  });
  const faults =
    publish.error instanceof ApiError && publish.variables === text ? placed(text ?? '', publish.error.faults) : [];
  const show = ({ from: start, to, line }: PlacedFault): void => {
    const box = area.current;
    if (!box) return;
    box.focus();
    box.setSelectionRange(start, Math.max(to, start + 1));
    box.scrollTop = Math.max(0, (line - 4) * Number.parseFloat(getComputedStyle(box).lineHeight));
  };
  return (
    <Page
      title="Publish a version"
      lead="The document is checked as a whole, and every fault is shown at once. Running partners keep their version."
    >
      <div className="ple-publish">
        <Stack gap="sm">
          <Group gap="sm">
            <FileButton accept=".yaml,.yml,.json" onChange={(file) => void file?.text().then(setText)}>
              {(props) => (
                <Button variant="default" {...props}>
                  Read a file
                </Button>
              )}
            </FileButton>
            <Button onClick={() => publish.mutate(text ?? '')} loading={publish.isPending} disabled={!text?.trim()}>
              Check and publish
            </Button>
          </Group>
          <Textarea
            ref={area}
            label="Program document"
            description="YAML or JSON, such as programs/channel.yaml"
            classNames={{ input: 'ple-code' }}
            rows={30}
            spellCheck={false}
            value={text ?? ''}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </Stack>
        <Faults error={publish.error} faults={faults} isOld={publish.variables !== text} onShow={show} />
      </div>
    </Page>
  );
}

interface FaultsProps {
  error: Error | null;
  faults: PlacedFault[];
  isOld: boolean;
  onShow: (fault: PlacedFault) => void;
}

function Faults({ error, faults, isOld, onShow }: FaultsProps) {
  if (error === null)
    return (
      <Alert variant="default" className="ple-note" title="Nothing checked yet">
        <Text size="sm">
          What is wrong is listed here, each fault with its line. Choosing one shows it in the text.
        </Text>
      </Alert>
    );
  if (isOld)
    return (
      <Alert variant="default" className="ple-note" title="You have changed the text">
        <Text size="sm">Check again to see what is left.</Text>
      </Alert>
    );
  if (faults.length === 0) return <ErrorNotice error={error} />;
  return (
    <section aria-label="Faults" role="alert">
      <Text fw={600} mb="xs">
        {counted(faults.length, 'fault')}: nothing was published
      </Text>
      <ul className="ple-rows">
        {faults.map((fault) => (
          <li key={fault.pointer + fault.code + fault.message}>
            <button type="button" className="ple-row ple-plain" onClick={() => onShow(fault)}>
              <strong>Line {fault.line}</strong>
              <span>{fault.message}</span>
              <code>{fault.pointer || '/'}</code>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
