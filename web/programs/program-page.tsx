import { NativeSelect, Text } from '@mantine/core';
import { lazy, Suspense } from 'react';
import type { ReactNode } from 'react';
import type { Got } from '../api/client';
import type { Program } from '../../domain/program';
import { Hash } from '../kit/facts';
import { Loading, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { minuteText } from '../kit/times';
import { useProgram } from '../kit/use-program';
import { Tabs } from '../kit/tabs';
import { changedQuery, navigate, useAddress } from '../shell/router';
import { LaddersTab } from './ladders-tab';
import { PeopleAndTiersTab } from './people-and-tiers-tab';
import { PublishButton } from './publish-button';
import { RegionsTab } from './regions-tab';
import { StagesTab } from './stages-tab';

const CommissionTab = lazy(async () => ({ default: (await import('./commission-tab')).CommissionTab }));

type Commission = Got<'/v1/programs/{id}'>['commission'];

const TABS: { key: string; title: string; show(program: Program, commission: Commission): ReactNode }[] = [
  { key: 'stages', title: 'Stages and steps', show: (program) => <StagesTab program={program} /> },
  { key: 'ladders', title: 'Ladders and approvals', show: (program) => <LaddersTab program={program} /> },
  {
    key: 'commission',
    title: 'Commission',
    show: (program, commission) => <CommissionTab program={program} told={commission} />,
  },
  { key: 'people', title: 'Roles, tiers, training', show: (program) => <PeopleAndTiersTab program={program} /> },
  { key: 'regions', title: 'Regions and documents', show: (program) => <RegionsTab program={program} /> },
];

/** One version of a program, as a picture. */
export function ProgramPage({ programId, version }: { programId: string; version: number | undefined }) {
  const program = useProgram(programId, version);
  const { query } = useAddress();
  const tab = TABS.find(({ key }) => key === query.get('tab')) ?? TABS[0]!;
  return (
    <Read query={program} what="the program">
      {({ title, document, commission, versions, contentHash, publishedAt, demo, version: shown }) => {
        const at = (number: number, key: string): string =>
          `/programs/${programId}/${number}${changedQuery(new URLSearchParams(), { tab: key === 'stages' ? undefined : key })}`;
        return (
          <Page
            title={title}
            lead={
              <span className="ple-row-line">
                <span>Published {minuteText(Date.parse(publishedAt))}</span>
                <Hash value={contentHash} />
                {demo && <Status tone="warn">Demo clock: days pass quickly</Status>}
              </span>
            }
            actions={
              <div className="ple-actions">
                <NativeSelect
                  aria-label="Version"
                  value={shown}
                  onChange={(event) => navigate(at(Number(event.currentTarget.value), tab.key))}
                  data={versions.map((one) => ({ value: String(one.version), label: `Version ${one.version}` }))}
                />
                <PublishButton from={`${programId}@${shown}`} />
              </div>
            }
          >
            <Tabs label="About this program" tabs={TABS} open={tab.key} to={(key) => at(shown, key)} />
            {document === null ? (
              <Text>Only our own people may read the document.</Text>
            ) : (
              <Suspense fallback={<Loading what={tab.title.toLowerCase()} />}>
                {tab.show(document, commission)}
              </Suspense>
            )}
          </Page>
        );
      }}
    </Read>
  );
}
