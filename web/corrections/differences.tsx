import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useState } from 'react';
import { csv, download } from '../kit/csv';
import { DataTable } from '../kit/data-table';
import { Disclosed } from '../kit/disclosed';
import { moneyText } from '../kit/facts';
import { Icon } from '../kit/icons';
import { EmptyState } from '../kit/notices';
import { Card } from '../kit/page';
import { Status } from '../kit/status';
import { counted, words } from '../kit/words';
import { EarnedBySale } from '../partners/earned-by-sale';
import { Link } from '../shell/router';
import type { Correction } from './correction-words';
import { signedMoney, toneOfDifference } from './correction-words';

type Payee = Correction['payees'][number];
type Line = Correction['lines'][number];

/** So many lines at a time: the biggest are first, and most people need no more. */
const LINES = 25;

/** All that a correction changes: by who is paid, by period, line by line. */
export function Differences({ correction }: { correction: Correction }) {
  const { payees, lines, state } = correction;
  if (lines.length === 0)
    return (
      <div className="ple-card">
        <EmptyState icon="check" title="It changes no amount">
          No tier, band, cap or split comes to anything else by it. Once it is approved, the record is right and nothing
          is posted.
        </EmptyState>
      </div>
    );
  return (
    <>
      <Card title={state === 'posted' ? 'What was posted' : 'What it comes to'}>
        <Stack gap="sm">
          <Text>
            {counted(lines.length, 'line changes', 'lines change')} for {counted(payees.length, 'payee')}. What stays as
            it is is left out.
          </Text>
          <Payees payees={payees} />
          <Periods periods={correction.periods} />
        </Stack>
      </Card>
      <Lines correction={correction} />
    </>
  );
}

function Payees({ payees }: { payees: Payee[] }) {
  return (
    <DataTable name="Differences by payee" columns={['Payee', 'Before', 'After', 'Difference', 'Lines']}>
      {payees.map((payee) => (
        <Table.Tr key={`${payee.partnerId}/${payee.personId ?? ''}/${payee.difference.currency}`}>
          <Table.Th scope="row">
            <Link to={`/statements/${payee.partnerId}`}>{payee.partnerName}</Link>
            {payee.personId !== null && (
              <Text size="xs" c="dimmed">
                {payee.personName ?? payee.personId}, a person of the partner
              </Text>
            )}
          </Table.Th>
          <Change of={payee} />
          <Table.Td>{payee.lines.toLocaleString('en')}</Table.Td>
        </Table.Tr>
      ))}
    </DataTable>
  );
}

function Change({ of: { before, after, difference } }: { of: Pick<Line, 'before' | 'after' | 'difference'> }) {
  return (
    <>
      <Table.Td className="ple-number">{moneyText(before)}</Table.Td>
      <Table.Td className="ple-number">{moneyText(after)}</Table.Td>
      <Table.Td className="ple-number">
        <Status tone={toneOfDifference(difference)}>{signedMoney(difference)}</Status>
      </Table.Td>
    </>
  );
}

function Periods({ periods }: Pick<Correction, 'periods'>) {
  return (
    <span className="ple-row-line">
      {periods.map(({ period, difference }) => (
        <span key={period + difference.currency}>
          {period}: <strong className="ple-number">{signedMoney(difference)}</strong>
        </span>
      ))}
    </span>
  );
}

function Lines({ correction: { correctionId, lines } }: { correction: Correction }) {
  const [shown, setShown] = useState(LINES);
  return (
    <Card
      title="Line by line, the biggest difference first"
      aside={
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<Icon name="down" size={16} />}
          onClick={() => download(`${correctionId}.csv`, fileOf(lines))}
        >
          CSV
        </Button>
      }
    >
      <DataTable
        name="Differences line by line"
        columns={['Sale or event', 'Payee', 'Rule', 'Period', 'Before', 'After', 'Difference']}
      >
        {lines.slice(0, shown).map(
          (line) =>
          <OneLine key={JSON.stringify([line.reference, line.rule, line.partnerId, line.personId, line.overlay, line.period])} line={line} />, // prettier-ignore
        )}
      </DataTable>
      <Group justify="space-between" mt="xs">
        <Text size="sm" c="dimmed" role="status">
          {counted(lines.length, 'line')}
          {lines.length > shown && `, the first ${shown} are shown`}
        </Text>
        {lines.length > shown && (
          <Button variant="default" size="sm" onClick={() => setShown(shown + 4 * LINES)}>
            Show more
          </Button>
        )}
      </Group>
    </Card>
  );
}

function OneLine({ line }: { line: Line }) {
  const { reference, sale, partnerId, partnerName, personName, rule, period, overlay, before } = line;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {reference.replace('/', ', ')}
        {Number(before.amount) !== 0 && (
          <Disclosed summary="What it has earned">
            {() => <EarnedBySale partnerId={partnerId} isOurs saleId={sale} />}
          </Disclosed>
        )}
      </Table.Th>
      <Table.Td>
        {personName ?? partnerName}
        {overlay && (
          <Text size="xs" c="dimmed">
            Overlay credit
          </Text>
        )}
      </Table.Td>
      <Table.Td>{words(rule)}</Table.Td>
      <Table.Td>
        <Link to={`/statements/${partnerId}/${period}?currency=${before.currency}`}>{period}</Link>
      </Table.Td>
      <Change of={line} />
    </Table.Tr>
  );
}

const fileOf = (lines: readonly Line[]): string =>
  csv(
    ['reference', 'partner', 'person', 'rule', 'period', 'currency', 'before', 'after', 'difference'],
    lines.map(({ reference, partnerName, personName, rule, period, before, after, difference }) => [
      ...[reference, partnerName, personName ?? '', rule, period, before.currency],
      ...[before.amount, after.amount, difference.amount],
    ]),
  );
