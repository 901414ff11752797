import { useState } from 'react';
import type { ReactNode } from 'react';
import { Page } from '../kit/page';
import { Tabs } from '../kit/tabs';
import type { Me } from '../shell/context';
import { isAdmin, useMe } from '../shell/context';
import { changedQuery, useAddress } from '../shell/router';
import { NoticeList } from './notice-list';
import { NoticeSettingsForm } from './notice-settings';

const TABS: { key: string; title: string; isFor: (me: Me) => boolean; show: () => ReactNode }[] = [
  { key: 'told', title: 'What you were told', isFor: () => true, show: () => <NoticeList whose="mine" /> },
  { key: 'how', title: 'How you are told', isFor: () => true, show: () => <NoticeSettingsForm /> },
  { key: 'failed', title: 'Not delivered, of everybody', isFor: isAdmin, show: () => <NoticeList whose="all" /> },
];

/** What I was told and by which way, what did not reach me, and how I want to be told. */
export function NoticesPage() {
  const me = useMe();
  const { query } = useAddress();
  const [tabs] = useState(() => TABS.filter(({ isFor }) => isFor(me)));
  const tab = tabs.find(({ key }) => key === query.get('tab')) ?? tabs[0]!;
  return (
    <Page title="Notices" lead="Letters and messages about what waits. Whatever they say is also in the inbox.">
      <Tabs
        label="Notices"
        tabs={tabs}
        open={tab.key}
        to={(key) => `/notices${changedQuery(query, { tab: key === 'told' ? undefined : key })}`}
      />
      {tab.show()}
    </Page>
  );
}
