import { Stack, Table, Text } from '@mantine/core';
import type { Program } from '../../domain/program';
import { Card } from '../kit/page';
import { durationText, regionText, words } from '../kit/words';
import { titleIn } from './step-words';

/** Who takes part, what each tier asks for, and how people learn for it. */
export function PeopleAndTiersTab({ program }: { program: Program }) {
  return (
    <Stack gap="md">
      <div className="ple-pair">
        <Roles program={program} />
        <Tiers program={program} />
      </div>
      <Tracks program={program} />
      <Profile program={program} />
    </Stack>
  );
}

function Roles({ program: { roles, ownerRole } }: { program: Program }) {
  return (
    <Card title="Roles">
      <Plain
        columns={['Role', 'Who', 'Side']}
        rows={Object.entries(roles).map(([role, { title, side }]) => [
          role,
          `${title}${role === ownerRole ? ', owns the partner' : ''}`,
          side === 'vendor' ? 'Ours' : 'Partner',
        ])}
      />
    </Card>
  );
}

function Tiers({ program: { tiers, currency, period, certifications } }: { program: Program }) {
  const money = new Intl.NumberFormat('en', { style: 'currency', currency, maximumFractionDigits: 0 });
  const asks = (certified: Record<string, number>): string =>
    Object.entries(certified)
      .map(([certification, count]) => `${count} × ${certifications[certification]?.title ?? certification}`)
      .join(', ') || '–';
  return (
    <Card title="Tiers">
      <Plain
        columns={['Tier', `Sales in a ${period}`, 'Certified people']}
        rows={tiers.map(({ title, salesFrom, certified }) => [
          title,
          `from ${money.format(Number(salesFrom))}`,
          asks(certified),
        ])}
      />
    </Card>
  );
}

function Tracks({ program: { tracks, certifications, roles } }: { program: Program }) {
  return (
    <Card title="Training">
      <Plain
        columns={['Track', 'For', 'Courses', 'Earns', 'Valid for']}
        rows={Object.values(tracks).map(({ title, role, courses, certification }) => [
          title,
          titleIn(roles, role),
          courses.map((course) => course.title).join(', '),
          certifications[certification]?.title ?? certification,
          durationText(certifications[certification]?.validFor ?? '–'),
        ])}
      />
    </Card>
  );
}

function Profile({ program: { profile } }: { program: Program }) {
  return (
    <Card title="The ideal partner">
      <Text c="dimmed" mb="sm">
        What an application is scored by: 0 to 100 points for each line, the weights sum to 100.
      </Text>
      <Plain
        columns={['Line', 'Weight', 'Points']}
        rows={profile.map(({ title, weight, field, points, steps }) => [
          title,
          String(weight),
          points
            ? Object.entries(points)
                .sort(([, a], [, b]) => b - a)
                .map(
                  ([value, score]) =>
                    `${value === '*' ? 'any other' : field === 'region' ? regionText(value) : words(value)} ${score}`,
                )
                .join(', ')
            : (steps ?? []).map(({ from, points: score }) => `from ${from}: ${score}`).join(', '),
        ])}
      />
    </Card>
  );
}

/** A table of texts. */
export function Plain({ columns, rows }: { columns: string[]; rows: string[][] }) {
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label={columns[0]} tabIndex={0}>
      <Table className="ple-table ple-narrow-table">
        <Table.Thead>
          <Table.Tr>
            {columns.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(([first, ...others]) => (
            <Table.Tr key={first}>
              <Table.Th scope="row">{first}</Table.Th>
              {others.map((text, index) => (
                <Table.Td key={index}>{text}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
