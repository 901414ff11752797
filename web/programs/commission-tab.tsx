import '@mantine/charts/styles.css';
import { LineChart } from '@mantine/charts';
import { Stack, Table, Text } from '@mantine/core';
import type { Band, CommissionRule } from '../../domain/incentivize/commission-plan';
import type { Program } from '../../domain/program';
import { Card } from '../kit/page';
import { words } from '../kit/words';
import { bandsByTier, isCurve, pays, ruleText } from './rule-words';

/** A picture shows this much beyond the last edge. */
const BEYOND = 1.3;
const POINTS = 60;
const COLORS = ['ink.6', 'teal.7', 'orange.7', 'grape.6', 'red.7', 'cyan.8'];

/** What a sale earns: the bands of each tier, and what a period's sales come to. */
export function CommissionTab({ program }: { program: Program }) {
  const { plan } = program;
  return (
    <Stack gap="md">
      {plan.rules.map((rule) => (
        <Card key={rule.id} title={rule.title}>
          <Text c="dimmed" mb="sm">
            {ruleText(rule, program.period)}
          </Text>
          {isCurve(rule) && <Earned rule={rule} program={program} />}
          <Bands rule={rule} program={program} />
        </Card>
      ))}
    </Stack>
  );
}

const percentOf = (rate = '0%'): number => Number.parseFloat(rate) / 100;

/** What sales of so much have earned, for the picture only: amounts that are paid are computed exactly elsewhere. */
function earned(bands: readonly Band[], sales: number): number {
  return bands.reduce((sum, { from, to, rate }) => {
    const top = to === undefined ? sales : Math.min(sales, Number(to));
    return sum + Math.max(0, top - Number(from)) * percentOf(rate);
  }, 0);
}

function Earned({ rule, program }: { rule: CommissionRule; program: Program }) {
  const { tiers, plan } = program;
  const bandsOf = bandsByTier(rule, program);
  const shown = tiers.filter(({ id }) => bandsOf[id]);
  const edges = Object.values(bandsOf).flatMap((bands) => bands.map(({ from }) => Number(from)));
  const most = Math.max(...edges, 1) * BEYOND;
  const data = Array.from({ length: POINTS + 1 }, (_, index) => {
    const sales = (most * index) / POINTS;
    return {
      sales,
      ...Object.fromEntries(shown.map(({ id, title }) => [title, Math.round(earned(bandsOf[id]!, sales))])),
    };
  });
  const money = new Intl.NumberFormat('en', {
    style: 'currency',
    currency: plan.currency,
    maximumFractionDigits: 0,
    notation: 'compact',
  });
  return (
    <figure
      className="ple-figure-picture"
      aria-label={`What a period’s sales earn, by tier, in ${plan.currency}. The table below has the same in numbers.`}
    >
      <div aria-hidden="true">
        <LineChart
          h={300}
          data={data}
          dataKey="sales"
          withDots={false}
          withLegend
          lineChartProps={{ accessibilityLayer: false }}
          curveType="linear"
          xAxisProps={{ type: 'number', domain: [0, most], tickFormatter: (sales: number) => money.format(sales) }}
          valueFormatter={(value) => money.format(value)}
          series={shown.map(({ title }, index) => ({ name: title, color: COLORS[index % COLORS.length]! }))}
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
