import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import type { Got } from '../api/client';
import { Due } from '../kit/due';
import { AnyFacts, Facts, Hash, moneyText } from '../kit/facts';
import { Read } from '../kit/notices';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { regionText, words } from '../kit/words';
import { useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { Evidence, useEvidence } from '../tasks/evidence';
import { ApprovalActs } from './acts';
import { CodePanel } from './code-panel';
import { DecideForm } from './decide-form';
import { Decisions, liveOf, nameIn } from './decisions';
import { Explained } from './explained';
import { Notes } from './notes';

/** One approval with all that it shows. */
export type Approval = Got<'/v1/approvals/{id}'>;

interface ShownFacts {
  correctionId?: string;
  decides?: Record<string, unknown>;
  tier?: string | null;
  type?: string | null;
  stage?: string | null;
}
/** Facts that stand elsewhere on the panel, in words. */
const SHOWN_ELSEWHERE = ['partner', 'region', 'decides', 'tier', 'type', 'stage'];

/** One approval: what is to be decided, by whom, until when; and the decision itself. Facts that the page `around` it shows are left out. */
export function ApprovalPanel({ approvalId, around = [] }: { approvalId: string; around?: readonly string[] }) {
  const { api } = useConsole();
  const approval = useQuery({
    queryKey: ['approval', approvalId],
    queryFn: ({ signal }) => api.get('/v1/approvals/{id}', { path: { id: approvalId }, signal }),
  });
  return (
    <Read query={approval} what="the approval">
      {(data) => <Shown latest={data} around={around} />}
    </Read>
  );
}

/** What was shown first stays on the screen: nothing may change under somebody's hand. */
function Shown({ latest, around }: { latest: Approval; around: readonly string[] }) {
  const [shown, setShown] = useState(latest);
  const isStale = shown.contentHash !== latest.contentHash;
  const { eitherOf } = useRoles();
  const { content, title, partnerId, partnerName, due, programVersion, plan, roles } = shown;
  const { decides, tier, type, stage, correctionId } = content.facts as ShownFacts;
  return (
    <section className="ple-card" aria-label={title}>
      <Stack gap="md">
        <div>
          <Title order={2}>{title}</Title>
          <div className="ple-row-line">
            <Link to={`/partners/${partnerId}`}>{partnerName}</Link>
            {type && <span>{words(type)}</span>}
            {tier && <span>{words(tier)} tier</span>}
            <span>{regionText(latest.region)}</span>
            {stage && <span>{words(stage)}</span>}
            {correctionId && !around.includes('correctionId') && (
              <Link to={`/corrections/${correctionId}`}>All differences, line by line</Link>
            )}
          </div>
          <div className="ple-row-line">
            {latest.state === 'open' || latest.state === 'info_requested' ? (
              <Due due={due} program={programVersion} />
            ) : (
              <Status tone={toneOf(latest.state)}>{words(latest.state)}</Status>
            )}
            {latest.state === 'info_requested' && <Status tone="warn">A question waits for its answer</Status>}
            {latest.levels > 1 && (
              <span>
                Level {latest.level} of {latest.levels}
              </span>
            )}
          </div>
        </div>
        <ApprovalActs approval={latest} />
        {decides && (
          <section aria-label="What is decided" className="ple-inset">
            <Title order={3} mb={6}>
              What is decided
            </Title>
            <AnyFacts of={decides} />
            {typeof decides['evidenceId'] === 'string' && (
              <>
                <Evidence evidenceId={decides['evidenceId']} />
                <HandInAgain approval={latest} evidenceId={decides['evidenceId']} />
              </>
            )}
          </section>
        )}
        <PaidPeople paid={shown.paid} isDispute={shown.subjectType === 'dispute'} />
        <Decisions approval={latest} />
        <Notes approval={latest} />
        {isStale ? (
          <Alert
            color="orange"
            variant="default"
            className="ple-alert"
            title="This has changed since you opened it"
            role="alert"
          >
            <Text size="sm" mb="xs">
              Your decision would be for something else than what you see.
            </Text>
            <Button size="compact-sm" onClick={() => setShown(latest)}>
              Show what is to be decided now
            </Button>
          </Alert>
        ) : (
          <Deciding shown={shown} latest={latest} />
        )}
        <AnyFacts of={content.facts} skip={[...SHOWN_ELSEWHERE, ...around]} />
        <Facts
          items={[
            [
              'Who decides',
              `${plan.quorum} of the holders of ${eitherOf(roles)}; a rejection ${plan.rejection === 'ends' ? 'ends it' : 'counts'}`,
            ],
            [
              'Who was asked',
              latest.candidates.map(({ displayName }) => displayName).join('; ') ||
                'Nobody holds these roles: it escalates',
            ],
            ['Content', <Hash key="hash" value={shown.contentHash} />],
          ]}
        />
        <Explained approval={latest} />
        <TemporalLink href={latest.temporalUrl} />
      </Stack>
    </section>
  );
}

/** What people of the partner are paid by the same decision, or who disputes how much; for finance. */
function PaidPeople({ paid, isDispute }: Pick<Approval, 'paid'> & { isDispute: boolean }) {
  if (paid === null || paid.length === 0) return null;
  const title = isDispute ? 'What this person earned' : 'What people of the partner are paid with it';
  return (
    <section aria-label={title} className="ple-inset">
      <Title order={3} mb={6}>
        {title}
      </Title>
      <dl className="ple-facts">
        {paid.map(({ personId, name, amount }) => (
          <Fragment key={personId}>
            <dt>{name ?? personId}</dt>
            <dd>{moneyText(amount)}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

/** The way to hand it in again, for whoever did: as long as it is asked, or once they took it back. */
function HandInAgain({ approval, evidenceId }: { approval: Approval; evidenceId: string }) {
  const me = useMe();
  const { data } = useEvidence(evidenceId);
  const isOpen = approval.allowedActions.length > 0 || isRecalled(approval);
  if (data === undefined || approval.requester !== me.personId || !isOpen) return null;
  return (
    <Text size="sm" mt="xs">
      <Link to={`/inbox/task-${data.stepId}`}>Hand in something else</Link>
    </Text>
  );
}

function Deciding({ shown, latest }: { shown: Approval; latest: Approval }) {
  const me = useMe();
  const { eitherOf, inText } = useRoles();
  const mine = liveOf(latest.decisions).find(({ personId }) => personId === me.personId);
  const isLive = latest.allowedActions.length > 0;
  if (!isLive) return <Ended approval={latest} isMine={mine !== undefined} />;
  if (!latest.mayDecide && mine === undefined)
    return (
      <Notice title="Not yours to decide">
        {latest.whyNot ? inText(latest.whyNot.message) : `You hold none of the roles ${eitherOf(latest.roles)}.`}
      </Notice>
    );
  return (
    <>
      {latest.state === 'paused' && (
        <Notice title="The partner is paused">You can still decide; it takes effect when the partner goes on.</Notice>
      )}
      <DecideForm shown={shown} mine={mine?.decision} />
      <CodePanel approvalId={shown.approvalId} contentHash={shown.contentHash} />
    </>
  );
}

const isRecalled = ({ notes }: Approval): boolean => notes.some(({ action }) => action === 'approval.recalled');

/** How it ended without a decision, so that nobody wonders why there is nothing to decide. */
function endOf(approval: Approval): { title: string; text: string } | undefined {
  if (approval.state === 'superseded')
    return { title: 'This was handed in again', text: 'What is decided has changed and is asked anew.' };
  if (isRecalled(approval))
    return { title: 'This was taken back', text: 'It is asked anew as soon as it is handed in again.' };
  if (approval.state === 'cancelled') return { title: 'This was withdrawn', text: 'What asked for it has ended.' };
  return undefined;
}

/** Says who was faster, so that nobody wonders why there is nothing left to decide. */
function Ended({ approval, isMine }: { approval: Approval; isMine: boolean }) {
  const end = endOf(approval);
  if (end !== undefined) return <Notice title={end.title}>{end.text} There is nothing to decide here.</Notice>;
  const deciders = liveOf(approval.decisions).map(({ personId }) => nameIn(approval, personId));
  const who = deciders.length > 0 ? `Decided by ${deciders.join(' and ')}.` : 'Nobody decided in time.';
  return (
    <Notice title={isMine ? `This is ${approval.state}` : `Somebody was faster: this is ${approval.state}`}>
      {who} There is nothing left to decide here.
    </Notice>
  );
}

function Notice({ title, children }: { title: string; children: React.ReactNode }) {
  return (
    <Alert variant="default" className="ple-note" title={title} role="status">
      <Text size="sm">{children}</Text>
    </Alert>
  );
}
