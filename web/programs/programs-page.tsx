import { Group, Stack, Text } from '@mantine/core';
import { lazy } from 'react';
import { EmptyState, Read } from '../kit/notices';
import { Page } from '../kit/page';
import { Status } from '../kit/status';
import { dayText } from '../kit/times';
import { usePrograms } from '../kit/use-program';
import { Link } from '../shell/router';
import { PublishButton } from './publish-button';

const ProgramPage = lazy(async () => ({ default: (await import('./program-page')).ProgramPage }));
const PublishPage = lazy(async () => ({ default: (await import('./publish-page')).PublishPage }));

/** The operating models: all of them, one version as a picture, or a new version. */
export function ProgramsPage({ rest: [first, version] }: { rest: string[] }) {
  if (first === 'publish') return <PublishPage />;
  if (first !== undefined)
    return <ProgramPage programId={first} version={version === undefined ? undefined : Number(version)} />;
  return <AllPrograms />;
}

function AllPrograms() {
  const programs = usePrograms();
  return (
    <Page
      title="Programs"
      lead="The operating models that partners run on. Publishing never changes a running partner."
      actions={<PublishButton />}
    >
      <Read query={programs} what="the programs">
        {({ items }) =>
          items.length === 0 ? (
            <div className="ple-card">
              <EmptyState icon="program" title="No program is published">
                Publish the first one: a YAML document such as <code>programs/channel.yaml</code>.
              </EmptyState>
            </div>
          ) : (
            <ul className="ple-rows" aria-label="Programs">
              {items.map(({ programId, version, title, publishedAt, demo, regions, partnerTypes }) => (
                <li key={programId}>
                  <Link to={`/programs/${programId}`} className="ple-row">
                    <strong>{title}</strong>
                    <span className="ple-row-line">
                      <span>
                        {programId}, version {version}, published {dayText(Date.parse(publishedAt))}
                      </span>
                      {demo && <Status tone="warn">Demo clock</Status>}
                    </span>
                    <Stack gap={0}>
                      <Group gap="xs">
                        <Text size="sm">For {Object.values(partnerTypes).join(', ')}</Text>
                      </Group>
                      <Text size="sm">
                        In{' '}
                        {Object.values(regions)
                          .map((region) => region.title)
                          .join(', ')}
                      </Text>
                    </Stack>
                  </Link>
                </li>
              ))}
            </ul>
          )
        }
      </Read>
    </Page>
  );
}
