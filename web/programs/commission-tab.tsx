import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { Stack, Table, Text } from '@mantine/core';
import type { Got } from '../api/client';
import type { CommissionRule } from '../../domain/incentivize/commission-plan';
import type { Program } from '../../domain/program';
import { Card } from '../kit/page';
import { words } from '../kit/words';
import { bandsByTier, pays } from './rule-words';

const COLORS = ['ink.6', 'teal.7', 'orange.7', 'grape.6', 'red.7', 'cyan.8'];

type Told = NonNullable<Got<'/v1/programs/{id}'>['commission']>;
type Curve = NonNullable<Told['rules'][number]['curve']>;

/** What a sale earns: each rule in words, what its bands come to as curves, and the bands themselves. */
export function CommissionTab({ program, told }: { program: Program; told: Told | null }) {
  const { plan } = program;
  return (
    <Stack gap="md">
      {plan.rules.map((rule) => {
        const { words: sentences = [], curve = null } = told?.rules.find(({ ruleId }) => ruleId === rule.id) ?? {};
        return (
          <Card key={rule.id} title={rule.title}>
            <Sentences of={sentences} />
            {curve && <Earned curve={curve} program={program} />}
            {rule.guarantee === undefined && <Bands rule={rule} program={program} />}
          </Card>
        );
      })}
      {told && told.words.length > 0 && (
        <Card title="For all rules together">
          <Sentences of={told.words} />
        </Card>
      )}
    </Stack>
  );
}

function Sentences({ of }: { of: readonly string[] }) {
  return (
    <Stack gap={4} mb="sm">
      {of.map((sentence, index) => (
        <Text key={sentence} c={index === 0 ? undefined : 'dimmed'}>
          {sentence}
        </Text>
      ))}
    </Stack>
  );
}

function Earned({ curve: { tiers: ids, counted: isCounted, points }, program }: { curve: Curve; program: Program }) {
  const { tiers, plan } = program;
  const rank = (id: string | null): number => tiers.findIndex((tier) => tier.id === id);
  const lines = ids
    .map((id, place) => ({ id, place, name: tiers[rank(id)]?.title ?? words(id ?? 'every tier') }))
    .sort((a, b) => rank(a.id) - rank(b.id));
  const data = points.map(({ basis, amounts }) => ({
    basis: Number(basis),
    ...Object.fromEntries(lines.map(({ name, place }) => [name, Number(amounts[place])])),
  }));
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: plan.currency,
    maximumFractionDigits: 0,
    notation: 'compact',
  });
  const exact = new Intl.NumberFormat('en', { style: 'currency', currency: plan.currency });
  const basisText = (basis: number): string => (isCounted ? basis.toLocaleString('en') : money.format(basis));
  return (
    <figure
      className="ple-figure-picture"
      aria-label={`What the bands pay, by tier, in ${plan.currency}. The table below has the same in numbers.`}
    >
      <div aria-hidden="true">
        <LineChart
          h={300}
          data={data}
          dataKey="basis"
          withDots={false}
          withLegend
          lineChartProps={{ accessibilityLayer: false }}
          curveType="linear"
          xAxisProps={{ type: 'number', domain: [0, 'dataMax'], tickFormatter: basisText }}
          yAxisProps={{ tickFormatter: (value: number) => money.format(value) }}
          valueFormatter={(value) => exact.format(value)}
          series={lines.map(({ name }, index) => ({ name, color: COLORS[index % COLORS.length]! }))}
        />
      </div>
    </figure>
  );
}

function Bands({ rule, program }: { rule: CommissionRule; program: Program }) {
  const { tiers, plan } = program;
  const money = new Intl.NumberFormat('en', { style: 'currency', currency: plan.currency, maximumFractionDigits: 0 });
  const titleOf = (tier: string): string => tiers.find(({ id }) => id === tier)?.title ?? words(tier);
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label={`Bands of ${rule.title}`} tabIndex={0}>
      <Table className="ple-table ple-narrow-table">
        <Table.Thead>
          <Table.Tr>
            {['Tier', 'From', 'To', 'Rate'].map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {Object.entries(bandsByTier(rule, program)).flatMap(([tier, bands]) =>
            bands.map(({ from, to, rate, each }) => (
              <Table.Tr key={tier + from}>
                <Table.Th scope="row">{titleOf(tier)}</Table.Th>
                <Table.Td className="ple-number">{money.format(Number(from))}</Table.Td>
                <Table.Td className="ple-number">{to === undefined ? 'and above' : money.format(Number(to))}</Table.Td>
                <Table.Td className="ple-number">{pays({ from, rate, each }, plan.currency)}</Table.Td>
              </Table.Tr>
            )),
          )}
        </Table.Tbody>
      </Table>
    </div>
  );
}
