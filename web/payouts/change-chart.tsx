import '@mantine/charts/styles.css';
import { BarChart } from '@mantine/charts';
import { VisuallyHidden } from '@mantine/core';
import type { Got } from '../api/client';

type Groups = Got<'/v1/payout-runs/{id}/review'>['groups'];

/** How many payees changed by how much. */
export function ChangeChart({ groups }: { groups: Groups }) {
  const data = groups.map((group) => ({ change: groupText(group), Payees: group.payees }));
  return (
    <figure className="ple-figure-picture">
      <div aria-hidden="true">
        <BarChart
          h={220}
          data={data}
          dataKey="change"
          barChartProps={{ accessibilityLayer: false }}
          yAxisProps={{ allowDecimals: false, width: 36 }}
          series={[{ name: 'Payees', color: 'ink.6' }]}
        />
      </div>
      <VisuallyHidden>
        <table>
          <caption>Payees by how their amount changed</caption>
          <tbody>
            {data.map(({ change, Payees }) => (
              <tr key={change}>
                <th scope="row">{change}</th>
                <td>{Payees}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </VisuallyHidden>
      <figcaption>Payees by how their amount changed</figcaption>
    </figure>
  );
}

function groupText({ fromPercent, toPercent }: Groups[number]): string {
  if (fromPercent === null) return `below ${toPercent} %`;
  return toPercent === null ? `over ${fromPercent} %` : `${fromPercent} to ${toPercent} %`;
}
