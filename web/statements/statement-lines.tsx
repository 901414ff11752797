import { Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { DataTable } from '../kit/data-table';
import { Disclosed } from '../kit/disclosed';
import { moneyText } from '../kit/facts';
import { EmptyState } from '../kit/notices';
import { Status } from '../kit/status';
import { dayText } from '../kit/times';
import { words } from '../kit/words';
import { LINE_STATES } from '../payouts/payout-words';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { DisputeButton } from './dispute-button';
import { EarningDetails } from './earning-details';
import type { AddressOf, Statement } from './places';

type Line = Statement['lines'][number];
type Dispute = Got<'/v1/partners/{id}/disputes'>['items'][number];

/** Disputes that are looked at for the lines in sight. */
const DISPUTES_MAX = 200;

/** Lines of a statement: each opens into its trace, and leads on to what pays it. */
export function StatementLines({
  partnerId,
  lines,
  at,
  isOurs,
  person,
}: {
  partnerId: string;
  lines: Line[];
  at: AddressOf;
  isOurs: boolean;
  /** Who has earned it, where it is one of the partner's people: nobody else disputes it. */
  person: string | undefined;
}) {
  const { api } = useConsole();
  const { data } = useQuery({
    queryKey: ['disputes', partnerId],
    queryFn: ({ signal }) =>
      api.get('/v1/partners/{id}/disputes', { path: { id: partnerId }, query: { limit: DISPUTES_MAX }, signal }),
  });
  if (lines.length === 0)
    return (
      <EmptyState icon="money" title="Nothing moved in this period">
        What was open when it began is open when it ends. <Link to={at({})}>All statements</Link>
      </EmptyState>
    );
  return (
    <DataTable name="Lines of the statement" columns={['What', 'Date', 'Amount', 'Why', 'Paid by']}>
      {lines.map((line) => (
        <Row
          key={line.lineId + line.transactionId}
          {...{ partnerId, line, at, isOurs, person }}
          dispute={data?.items.find(({ earningId }) => earningId === line.earning?.earningId)}
        />
      ))}
    </DataTable>
  );
}

interface RowProps {
  partnerId: string;
  line: Line;
  dispute: Dispute | undefined;
  at: AddressOf;
  isOurs: boolean;
  person: string | undefined;
}

function Row({ partnerId, line, dispute, at, isOurs, person }: RowProps) {
  const { part, earning, amount, posted, paidBy, ledgerKind } = line;
  return (
    <Table.Tr>
      <Table.Th scope="row">
        {words(part)}
        {earning && (
          <Text size="xs" c="dimmed">
            {earning.saleId}
          </Text>
        )}
      </Table.Th>
      <Table.Td className="ple-number">{earning?.occurredOn ?? dayText(posted.ms)}</Table.Td>
      <Table.Td className="ple-number">{moneyText(amount)}</Table.Td>
      <Table.Td>
        {earning ? (
          <>
            {earning.explanation}
            <Disclosed summary="How it came about">
              {() => <EarningDetails partnerId={partnerId} earningId={earning.earningId} isOurs={isOurs} />}
            </Disclosed>
            <Link to={at({ earning: earning.earningId })}>Where the money went</Link>
            <Disputed {...{ partnerId, line, dispute, person }} />
          </>
        ) : (
          words(ledgerKind)
        )}
      </Table.Td>
      <Table.Td>
        <PaidBy paidBy={paidBy} />
      </Table.Td>
    </Table.Tr>
  );
}

/** The line of a run; whoever of ours keeps payouts can go there. */
function PaidBy({ paidBy }: Pick<Line, 'paidBy'>) {
  const me = useMe();
  if (paidBy === null) return <>–</>;
  const { title, tone } = LINE_STATES[paidBy.state];
  return (
    <>
      <Status tone={tone}>{title}</Status>
      {holds(me, ['FIN', 'ADMIN']) && (
        <div>
          <Link to={`/payouts/${paidBy.runId}/${paidBy.lineId}`}>Line of the payout run</Link>
        </div>
      )}
    </>
  );
}

const OUTCOMES: Record<Dispute['state'], string> = {
  open: 'Disputed: finance decides',
  accepted: 'Disputed: accepted',
  declined: 'Disputed: the line stands',
  withdrawn: 'Disputed, and withdrawn',
};

/** What becomes of the line's money until finance has answered. */
function heldText({ held, amount }: Dispute): string {
  if (amount.amount.startsWith('-')) return 'What it takes away stays in its payout until then.';
  return held ? 'No payout collects it until then.' : 'A payout had collected it before.';
}

function Disputed({
  partnerId,
  line: { earning, amount },
  dispute,
  person,
}: Pick<RowProps, 'partnerId' | 'line' | 'dispute' | 'person'>) {
  const me = useMe();
  const mayDispute = me.partnerId === partnerId && (person === undefined || person === me.personId);
  if (dispute !== undefined && dispute.state === 'open')
    return (
      <div>
        <Status tone="warn">{OUTCOMES.open}</Status>
        <Text size="xs" c="dimmed">
          “{dispute.reason}” Answered by {dayText(dispute.due.ms)}. {heldText(dispute)}
        </Text>
      </div>
    );
  return (
    <>
      {dispute !== undefined && (
        <div>
          <Status tone="quiet">{OUTCOMES[dispute.state]}</Status>
        </div>
      )}
      {mayDispute && earning && (
        <DisputeButton
          partnerId={partnerId}
          earningId={earning.earningId}
          what={`${earning.saleId}, ${moneyText(amount)}`}
        />
      )}
    </>
  );
}
