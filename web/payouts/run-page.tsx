import { Alert, Stack, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import { Facts, Hash, moneyText } from '../kit/facts';
import { Loading, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { Status } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { holds, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { LineBar } from './line-bar';
import type { Run } from './payout-words';
import { askedBy, RUN_STATES, runTitle } from './payout-words';
import { RunActions } from './run-actions';
import { useRun } from './use-run';

const RunFiles = lazy(async () => ({ default: (await import('./run-files')).RunFiles }));
const RunReview = lazy(async () => ({ default: (await import('./run-review')).RunReview }));

/** One run: how it stands, what changed against what was paid before, and what may be done. */
export function RunPage({ runId }: { runId: string }) {
  const run = useRun(runId);
  if (run.data === undefined)
    return (
      <div className="ple-page">
        <Read query={run} what="the payout run">
          {() => null}
        </Read>
      </div>
    );
  return <Shown run={run.data} />;
}

function Shown({ run }: { run: Run }) {
  const { state, program, temporalUrl, revision, lines } = run;
  const { title, tone } = RUN_STATES[state];
  const me = useMe();
  // Whatever changes on the way, its lines are read again.
  const key = JSON.stringify([revision, state, lines]);
  return (
    <Page
      title={`Payout run ${runTitle(run)}`}
      lead={
        <span className="ple-row-line">
          <Status tone={tone}>{title}</Status>
          <Link to={`/programs/${program}`}>{program}</Link>
          {revision > 1 && <span>Calculated {revision} times</span>}
          <Link to="/payouts">All runs</Link>
          <TemporalLink href={temporalUrl} />
        </span>
      }
      actions={<RunActions run={run} />}
    >
      <Standing run={run} />
      {state === 'starting' || state === 'open' ? (
        <div className="ple-card">
          <Loading what="the lines: they are being calculated" />
        </div>
      ) : (
        <Suspense fallback={<Loading what="the review" />}>
          {holds(me, ['FIN']) && <RunFiles runId={run.runId} turn={key} />}
          <RunReview run={run} turn={key} />
        </Suspense>
      )}
    </Page>
  );
}

function Standing({ run }: { run: Run }) {
  const { state, lines, totals, approvals, approvalsNeeded, opened, contentHash } = run;
  return (
    <Stack gap="md">
      <Alert variant="default" className="ple-note" title={RUN_STATES[state].title}>
        <Text size="sm">{RUN_STATES[state].next}</Text>
      </Alert>
      <div className="ple-pair">
        <Card title="How it stands">
          <div aria-live="polite">
            <LineBar lines={lines} />
          </div>
          <Facts
            items={[
              ...totals.map((total) => [`To be paid, ${total.currency}`, <strong key="total">{moneyText(total)}</strong>] as const), // prettier-ignore
              totals.length === 0 && ['To be paid', 'Nothing'],
            ]}
          />
        </Card>
        <Card title="Who answers for it">
          <Facts
            items={[
              ['Asked for by', askedBy(run)],
              ['Opened', opened ? minuteText(Date.parse(opened)) : '–'],
              [
                'Approved by',
                approvals.length === 0
                  ? 'Nobody yet'
                  : approvals
                      .map(({ displayName, approved }) => `${displayName}, ${minuteText(Date.parse(approved))}`)
                      .join('; '),
              ],
              approvalsNeeded > 1 && ['Approvals', `${approvals.length} of ${approvalsNeeded}: nobody asked for it, so two look at it`], // prettier-ignore
              contentHash !== null && ['Content that is approved', <Hash key="hash" value={contentHash} />],
            ]}
          />
        </Card>
      </div>
    </Stack>
  );
}
