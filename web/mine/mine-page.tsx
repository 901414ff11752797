import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Due } from '../kit/due';
import { EmptyState, Loading, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { versionKey } from '../kit/program-now';
import { Status, toneOf } from '../kit/status';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { Tabs } from '../kit/tabs';
import { DocumentsTab } from '../partners/documents-tab';
import { StagePath } from '../partners/stage-path';
import type { Partner } from '../partners/use-partner';
import { usePartner } from '../partners/use-partner';
import { holds, useConsole, useMe } from '../shell/context';
import { changedQuery, Link, useAddress } from '../shell/router';
import { TaskPanel } from '../tasks/task-panel';
import { Questions } from './questions';

const TrainingCard = lazy(async () => ({ default: (await import('../partners/people-tab')).TrainingCard }));
const OwnStatements = lazy(async () => ({ default: (await import('../statements/own-statements')).OwnStatements }));

const TABS: { key: string; title: string; show(partner: Partner): ReactNode }[] = [
  { key: 'steps', title: 'Your steps', show: (partner) => <Steps partner={partner} /> },
  { key: 'training', title: 'Training', show: ({ partnerId }) => <TrainingCard partnerId={partnerId} /> },
  { key: 'agreements', title: 'Agreements', show: ({ partnerId }) => <DocumentsTab partnerId={partnerId} /> },
  { key: 'statements', title: 'Statements', show: ({ partnerId }) => <OwnStatements partnerId={partnerId} /> },
];

/** The partner's own view: their steps, trainings, agreements and statements, and nothing else. */
export function MinePage({ rest }: { rest: string[] }) {
  const me = useMe();
  const partner = usePartner(me.partnerId!);
  return (
    <Read query={partner} what="your partnership">
      {(data) =>
        data.state === 'running' ? <Mine partner={data} openStep={rest[0]} /> : <Loading what="your partnership" />
      }
    </Read>
  );
}

function Mine({ partner, openStep }: { partner: Partner; openStep: string | undefined }) {
  const { query } = useAddress();
  const tab = TABS.find(({ key }) => key === query.get('tab')) ?? TABS[0]!;
  return (
    <Page
      title={partner.name}
      lead={
        <span className="ple-row-line">
          <Status tone={toneOf(partner.mode)}>{words(partner.mode)}</Status>
          {partner.tier && <span>{words(partner.tier)} tier</span>}
        </span>
      }
    >
      <StagePath partner={partner} linked={false} />
      <Tabs
        label="Your partnership"
        tabs={TABS}
        open={tab.key}
        to={(key) => `/mine${changedQuery(new URLSearchParams(), { tab: key === 'steps' ? undefined : key })}`}
      />
      {openStep === undefined ? (
        <Suspense fallback={<Loading what={tab.title.toLowerCase()} />}>{tab.show(partner)}</Suspense>
      ) : (
        <>
          <Link to="/mine">All your steps</Link>
          <TaskPanel key={openStep} stepId={openStep} />
        </>
      )}
    </Page>
  );
}

function Steps({ partner }: { partner: Partner }) {
  const { api } = useConsole();
  const tasks = useQuery({
    queryKey: ['tasks', 'mine'],
    queryFn: ({ signal }) => api.get('/v1/tasks', { query: { partnerId: partner.partnerId, limit: 100 }, signal }),
  });
  const others = partner.waitingFor.filter(({ roles }) => !roles.some((role) => role.startsWith('P-')));
  return (
    <Read query={tasks} what="your steps">
      {({ items }) => (
        <>
          <Questions />
          {items.length === 0 ? (
            <div className="ple-card">
              <EmptyState icon="check" title="Nothing waits for you">
                As soon as something does, it appears here by itself.
              </EmptyState>
            </div>
          ) : (
            <ul className="ple-rows" aria-label="Waiting for you">
              {items.map(({ stepId, title, stage, due, programVersion }) => (
                <li key={stepId}>
                  <Link to={`/mine/${stepId}`} className="ple-row">
                    <strong>{title}</strong>
                    <span className="ple-row-line">
                      {words(stage)}
                      <Due due={due} program={programVersion} />
                    </span>
                  </Link>
                </li>
              ))}
            </ul>
          )}
          <HandedIn partner={partner} />
          {others.length > 0 && (
            <section className="ple-card" aria-label="On our side">
              <Text fw={600} mb={6}>
                On our side
              </Text>
              <ul className="ple-list-plain">
                {others.map(({ stepId, title, due }) => (
                  <li key={stepId} className="ple-row-line">
                    <span>{title}</span>
                    <Due due={due} program={versionKey(partner.program)} />
                  </li>
                ))}
              </ul>
            </section>
          )}
        </>
      )}
    </Read>
  );
}

/** What we have handed in with the stages that run: while it is decided on, it can be handed in again. */
function HandedIn({ partner }: { partner: Partner }) {
  const me = useMe();
  const done = partner.stageRuns
    .filter(({ outcome }) => outcome === null)
    .flatMap(({ steps }) =>
      steps.filter(({ kind, state, roles }) => kind === 'task' && state === 'done' && holds(me, roles)),
    );
  if (done.length === 0) return null;
  return (
    <section className="ple-card" aria-label="What you have handed in">
      <Text fw={600} mb={6}>
        What you have handed in
      </Text>
      <ul className="ple-list-plain">
        {done.map(({ stepId, title, ended }) => (
          <li key={stepId} className="ple-row-line">
            <Link to={`/mine/${stepId}`}>{title}</Link>
            {ended && <span>{minuteText(ended.ms)}</span>}
          </li>
        ))}
      </ul>
    </section>
  );
}
