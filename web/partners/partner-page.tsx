import { Alert, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import { versionKey } from '../kit/program-now';
import { EmptyState, Loading, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { regionText, words } from '../kit/words';
import { Tabs } from '../kit/tabs';
import { changedQuery, Link, useAddress } from '../shell/router';
import { Commands } from './commands';
import { DocumentsTab } from './documents-tab';
import { NowTab } from './now-tab';
import { StagePath } from './stage-path';
import { TimersTab } from './timers-tab';
import { TimelineTab } from './timeline-tab';
import type { Partner } from './use-partner';
import { usePartner } from './use-partner';

const PeopleTab = lazy(async () => ({ default: (await import('./people-tab')).PeopleTab }));
const LedgerTab = lazy(async () => ({ default: (await import('./ledger-tab')).LedgerTab }));
const MoneyTab = lazy(async () => ({ default: (await import('./money-tab')).MoneyTab }));

const TABS: { key: string; title: string; show(partner: Partner): ReactNode }[] = [
  { key: 'now', title: 'Steps', show: (partner) => <NowTab partner={partner} /> },
  { key: 'timeline', title: 'Timeline', show: (partner) => <TimelineTab partner={partner} /> },
  { key: 'timers', title: 'Timers', show: (partner) => <TimersTab partner={partner} /> },
  { key: 'people', title: 'People and certificates', show: (partner) => <PeopleTab partner={partner} /> },
  { key: 'documents', title: 'Documents', show: (partner) => <DocumentsTab partnerId={partner.partnerId} /> },
  { key: 'money', title: 'Sales and earnings', show: (partner) => <MoneyTab partnerId={partner.partnerId} isOurs /> },
  { key: 'ledger', title: 'Ledger', show: (partner) => <LedgerTab partnerId={partner.partnerId} /> },
];

/** One partner: where it stands, what happens next, what happened, and what may be commanded. */
export function PartnerPage({ partnerId }: { partnerId: string }) {
  const partner = usePartner(partnerId);
  if (partner.data === undefined)
    return (
      <div className="ple-page">
        <Read query={partner} what="the partner">
          {() => null}
        </Read>
      </div>
    );
  if (partner.data.state !== 'running') return <NotYet state={partner.data.state} />;
  return <Shown partner={partner.data} />;
}

function Shown({ partner }: { partner: Partner }) {
  const { titleOf } = useRoles();
  const { query } = useAddress();
  const tab = TABS.find(({ key }) => key === query.get('tab')) ?? TABS[0]!;
  const { name, mode, tier, type, region, city, activation, program, owners } = partner;
  return (
    <Page
      title={name}
      lead={
        <span className="ple-row-line">
          <Status tone={toneOf(mode)}>{words(mode)}</Status>
          {tier && <span>{words(tier)} tier</span>}
          <span>{words(type)}</span>
          <span>{[city, regionText(region)].filter(Boolean).join(', ')}</span>
          {activation && <Status tone={toneOf(activation)}>Activation: {words(activation).toLowerCase()}</Status>}
          {owners.map(({ role, displayName }) => (
            <span key={role}>
              {titleOf(role)}: {displayName}
            </span>
          ))}
          <Link to={`/programs/${program.programId}/${program.version}`}>{versionKey(program)}</Link>
          <TemporalLink href={partner.temporalUrl} />
        </span>
      }
      actions={<Commands partner={partner} />}
    >
      {partner.possibleDuplicateOf && (
        <Alert variant="default" className="ple-note" title="This may be a company that is already here">
          <Text size="sm">
            Its name looks like that of <Link to={`/partners/${partner.possibleDuplicateOf}`}>another partner</Link>.
            Whoever judges the screening decides.
          </Text>
        </Alert>
      )}
      <StagePath partner={partner} />
      <Tabs
        label="About this partner"
        tabs={TABS}
        open={tab.key}
        to={(key) =>
          `/partners/${partner.partnerId}${changedQuery(new URLSearchParams(), { tab: key === 'now' ? undefined : key })}`
        }
      />
      <Suspense fallback={<Loading what={tab.title.toLowerCase()} />}>{tab.show(partner)}</Suspense>
    </Page>
  );
}

/** Why no partner came of an application. */
const NO_PARTNER = {
  refused: { title: 'This application was refused', text: 'No partner came of it.' },
  failed: {
    title: 'This application was ended in Temporal',
    text: 'No partner came of it. Whoever applied can apply again.',
  },
};

function NotYet({ state }: { state: 'starting' | keyof typeof NO_PARTNER }) {
  return (
    <Page title="Application">
      <div className="ple-card">
        {state === 'starting' ? (
          <Loading what="the new partner" />
        ) : (
          <EmptyState icon="cross" title={NO_PARTNER[state].title}>
            {NO_PARTNER[state].text} <Link to="/partners">Back to the partners</Link>
          </EmptyState>
        )}
      </div>
    </Page>
  );
}
