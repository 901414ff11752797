import { Alert, Loader, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { Facts, Hash } from '../kit/facts';
import { Loading, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { Status } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { counted } from '../kit/words';
import { useConsole } from '../shell/context';
import { Link } from '../shell/router';
import { CorrectionActions } from './correction-actions';
import type { Correction } from './correction-words';
import { CORRECTION_STATES, correctionTitle, nowText, shouldBe, subjectOf } from './correction-words';
import { Differences } from './differences';
import { useRecordedInputs } from './use-recorded-inputs';

/** While it is worked out, and while its approval is on the way. */
const LOOK_EVERY_MS = 1_000;

const ApprovalPanel = lazy(async () => ({ default: (await import('../approvals/approval-panel')).ApprovalPanel }));

/** A place in what was sent, for programs. */
const POINTER = /(^| )\/[\w/]+: /g;
/** Facts of its approval that stand on this page already. */
const SHOWN = ['correctionId', 'net', 'lines', 'reason', 'periods'];

/** One correction: what was wrong, all that it changes, and how it is decided. */
export function CorrectionPage({ correctionId }: { correctionId: string }) {
  const { api } = useConsole();
  const correction = useQuery({
    queryKey: ['correction', correctionId],
    queryFn: ({ signal }) => api.get('/v1/corrections/{id}', { path: { id: correctionId }, signal }),
    refetchInterval: ({ state: { data } }) => (data && isMoving(data) ? LOOK_EVERY_MS : false),
  });
  if (correction.data !== undefined) return <Shown correction={correction.data} />;
  return (
    <div className="ple-page">
      <Read query={correction} what="the correction">
        {() => null}
      </Read>
    </div>
  );
}

const isMoving = ({ state, approvalId }: Correction): boolean =>
  state === 'starting' || (state === 'submitted' && approvalId === null);

function Shown({ correction }: { correction: Correction }) {
  const { state, partnerId, partnerName, temporalUrl, approvalId } = correction;
  const { title, tone } = CORRECTION_STATES[state];
  return (
    <Page
      title={`Correction of ${correctionTitle(correction)}`}
      lead={
        <span className="ple-row-line">
          <Status tone={tone}>{title}</Status>
          <Link to={`/partners/${partnerId}?tab=money`}>{partnerName}</Link>
          <Link to="/corrections">All corrections</Link>
          <TemporalLink href={temporalUrl} />
        </span>
      }
      actions={<CorrectionActions correction={correction} />}
    >
      <Stack gap="md">
        <Standing correction={correction} />
        <div className="ple-pair">
          <WhatWasWrong correction={correction} />
          <WhoAnswers correction={correction} />
        </div>
        {state !== 'starting' && state !== 'refused' && <Differences correction={correction} />}
        {approvalId !== null && (
          <div id="decision">
            <Suspense fallback={<Loading what="the approval" />}>
              <ApprovalPanel key={approvalId} approvalId={approvalId} around={SHOWN} />
            </Suspense>
          </div>
        )}
      </Stack>
    </Page>
  );
}

function Standing({ correction: { state, refusal, corrects } }: { correction: Correction }) {
  const { title, next } = CORRECTION_STATES[state];
  const subject = subjectOf({ corrects });
  if (state === 'refused')
    return (
      <Alert role="alert" className="ple-alert" variant="default" color="red" title={title}>
        <Text size="sm">{refusal?.message.replace(POINTER, '$1') ?? next}</Text>
        <Text size="sm" mt={4}>
          Nothing has happened.{' '}
          <Link to={subject ? `/corrections/new?id=${encodeURIComponent(subject.id)}` : '/corrections/new'}>
            Say again what it should have been
          </Link>
          .
        </Text>
      </Alert>
    );
  return (
    <Alert variant="default" className="ple-note" title={title} role="status">
      <span className="ple-row-line">
        {state === 'starting' && <Loader size="xs" aria-hidden="true" />}
        <Text size="sm" component="span">
          {next}
        </Text>
      </span>
      {state === 'starting' && (
        <Text size="sm" c="dimmed">
          Mostly a matter of seconds; longer where much was sold. You may leave: it is kept under this address.
        </Text>
      )}
    </Alert>
  );
}

function WhatWasWrong({ correction }: { correction: Correction }) {
  const { reason, program, state } = correction;
  const subject = subjectOf(correction);
  const { data } = useRecordedInputs(subject?.id ?? '');
  const input = data?.items.find(({ source }) => source === subject?.source);
  // Once it has ended, what is on record says what it came to, not what it was.
  const isUndecided = state === 'shown' || state === 'submitted';
  const now = (name: string): ReactNode => {
    const text = isUndecided && input !== undefined ? nowText(input, name) : null;
    return text !== null && <> instead of {text}</>;
  };
  return (
    <Card title="What was wrong">
      <Facts
        items={[
          subject && ['Recorded as', `${subject.source}, ${subject.id}`],
          ['Program', <Link key="program" to={`/programs/${program}`}>{program}</Link>], // prettier-ignore
          ...shouldBe(correction).map(
            ([name, value]) => [`${name} should be`, <span key={name}><strong>{value}</strong>{now(name)}</span>] as const, // prettier-ignore
          ),
          ['Why', reason],
        ]}
      />
    </Card>
  );
}

function WhoAnswers({ correction }: { correction: Correction }) {
  const { requestedByName, requested, ended, round, hash, approvalId, state } = correction;
  return (
    <Card title="Who answers for it">
      <Facts
        items={[
          ['Asked for by', requestedByName ?? 'You, just now'],
          requested !== null && ['Asked for', minuteText(Date.parse(requested))],
          approvalId !== null && ['Approval', <a key="decision" href="#decision">{state === 'submitted' ? 'Waits below' : 'See below'}</a>], // prettier-ignore
          round > 1 && ['Shown', `${counted(round, 'time')}: something else had changed, so what was asked before is void`], // prettier-ignore
          ended !== null && [CORRECTION_STATES[state].title, minuteText(Date.parse(ended))],
          hash !== null && ['Content that is approved', <Hash key="hash" value={hash} />],
        ]}
      />
    </Card>
  );
}
