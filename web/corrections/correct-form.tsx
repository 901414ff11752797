import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { FormEvent } from 'react';
import { Facts, moneyText } from '../kit/facts';
import { ErrorNotice } from '../kit/notices';
import { Card } from '../kit/page';
import { Status } from '../kit/status';
import { useRequestKey } from '../kit/use-request-key';
import { words } from '../kit/words';
import { EarnedBySale } from '../partners/earned-by-sale';
import { useConsole } from '../shell/context';
import { Link, navigate } from '../shell/router';
import type { RecordedInput } from './correction-words';
import { draftOf, emptied, sentChange, splitSumFault } from './draft';
import type { Draft } from './draft';
import { FactFields } from './fact-fields';
import { SplitFields } from './split-fields';

/** One sale or event beside what it should have been. Its differences are worked out on the next page. */
export function CorrectForm({ input }: { input: RecordedInput }) {
  const { api } = useConsole();
  const [draft, setDraft] = useState<Draft>(() => draftOf(input));
  const [reason, setReason] = useState('');
  const key = useRequestKey();
  const change = sentChange(input, draft);
  const fault = faultOf(input, draft);
  const show = useMutation({
    mutationFn: () => {
      const { partnerId, program } = input;
      return api.post('/v1/corrections', {
        body: { program, partnerId, reason: reason.trim(), ...change! },
        key: key.current(),
      });
    },
    onSettled: (_answer, error) => key.answered(error),
    onSuccess: ({ correctionId }) => navigate(`/corrections/${correctionId}`),
  });
  const [isTold, setTold] = useState(false);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (change === null || fault !== null) setTold(true);
    else if (!show.isPending) show.mutate();
  };
  const told = isTold
    ? (fault ?? (change === null ? 'Say at least one thing that should have been different.' : null))
    : null;
  return (
    <div className="ple-pair">
      <AsItIs input={input} />
      <Card title="What it should have been">
        <form onSubmit={submit} noValidate={false}>
          <Stack gap="sm">
            <FactFields input={input} draft={draft} onChange={setDraft} />
            <SplitFields draft={draft} onChange={setDraft} partnerId={input.partnerId} />
            <Textarea
              label="Why"
              description="Kept with the correction. Visible in the Temporal UI: no names or addresses of persons, please."
              required
              autosize
              minRows={2}
              maxLength={1_000}
              value={reason}
              onChange={(event) => setReason(event.currentTarget.value)}
            />
            {told !== null && (
              <Text size="sm" role="alert" className="ple-grave">
                {told}
              </Text>
            )}
            {show.error && <ErrorNotice error={show.error} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => navigate('/corrections')}>
                Cancel
              </Button>
              <Button type="submit" loading={show.isPending}>
                Show what it comes to
              </Button>
            </Group>
          </Stack>
        </form>
      </Card>
    </div>
  );
}

function faultOf(input: RecordedInput, draft: Draft): string | null {
  const [empty] = emptied(input, draft);
  if (empty !== undefined) return `${empty} cannot be taken away, only replaced: say what it should have been.`;
  return splitSumFault(draft);
}

function AsItIs({ input }: { input: RecordedInput }) {
  const { source, id, kind, partnerId, partnerName, occurredOn, period, sent, counts, isCorrected } = input;
  const isOther = sent !== null && counts !== null && sent.amount !== counts.amount;
  return (
    <Card title="As it is now" aside={isCorrected && <Status tone="info">Corrected before</Status>}>
      <Facts
        items={[
          ['Recorded as', `${source}, ${id}`],
          ['Kind', words(kind)],
          ['Partner', <Link key="partner" to={`/partners/${partnerId}?tab=money`}>{partnerName}</Link>], // prettier-ignore
          ['On', `${occurredOn}, in ${period}`],
          counts !== null && ['Amount', <strong key="counts">{moneyText(counts)}</strong>],
          isOther && ['As it was sent', moneyText(sent)],
          ['What it has earned', <EarnedBySale key="earned" partnerId={partnerId} isOurs saleId={id} />],
        ]}
      />
      <Text size="sm" c="dimmed" mt="sm">
        Its id, kind and day stay. What happened on another day is taken back and sent anew.
      </Text>
    </Card>
  );
}
