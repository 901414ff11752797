import { Stack } from '@mantine/core';
import type { Program } from '../../domain/program';
import { Card } from '../kit/page';
import { words } from '../kit/words';
import { Plain } from './people-and-tiers-tab';

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];

/** What differs by region, and what is signed. */
export function RegionsTab({ program: { regions, documents } }: { program: Program }) {
  return (
    <Stack gap="md">
      <Card title="Regions">
        <Plain
          columns={['Region', 'Countries', 'Time zone', 'Work week', 'Currency', 'Language', 'Steps of its own']}
          rows={Object.values(regions).map(({ title, countries, zone, workWeek, currency, language, stages }) => [
            title,
            countries.join(', '),
            zone,
            workWeek.map((day) => DAYS[day - 1]).join(' '),
            currency,
            language,
            Object.entries(stages ?? {})
              .map(
                ([stage, { steps }]) =>
                  `${words(stage)}: ${Object.values(steps)
                    .map((step) => step.title)
                    .join(', ')}`,
              )
              .join('; ') || '–',
          ])}
        />
      </Card>
      {Object.entries(documents).map(([key, { title, text }]) => (
        <Card key={key} title={title}>
          <details>
            <summary>Read the text</summary>
            <pre className="ple-document" tabIndex={0} aria-label={`Text of the ${title}`}>
              {text}
            </pre>
          </details>
        </Card>
      ))}
    </Stack>
  );
}
