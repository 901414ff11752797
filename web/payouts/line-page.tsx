import { Stack, Table, Text } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import type { Got } from '../api/client';
import { DataTable, ShowMore } from '../kit/data-table';
import { Facts, Hash, moneyText } from '../kit/facts';
import { EmptyState, Read } from '../kit/notices';
import { Card, Page } from '../kit/page';
import { Status, toneOf } from '../kit/status';
import { minuteText } from '../kit/times';
import { counted, words } from '../kit/words';
import { ProofButton } from '../partners/proof-button';
import { earnerText } from '../payees/of-person';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { FileButton } from './file-button';
import { ATTEMPT_STATES, LINE_STATES, railText, reasonText } from './payout-words';

type Line = Got<'/v1/payout-runs/{id}/lines/{lineId}'>;
type Attempt = Line['attempts'][number];

const PAGE = 50;
/** While a payment is under way, and no event tells of it. */
const LOOK_EVERY_MS = 1_500;

/** One line of a run: what it pays, by which payment, and what that moved. */
export function LinePage({ runId, lineId }: { runId: string; lineId: string }) {
  const { api } = useConsole();
  const line = useQuery({
    queryKey: ['payout-line', runId, lineId],
    queryFn: ({ signal }) => api.get('/v1/payout-runs/{id}/lines/{lineId}', { path: { id: runId, lineId }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.state === 'in_transit' ? LOOK_EVERY_MS : false),
  });
  if (line.data === undefined)
    return (
      <div className="ple-page">
        <Read query={line} what="the line">
          {() => null}
        </Read>
      </div>
    );
  return <Shown line={line.data} />;
}

function Shown({ line }: { line: Line }) {
  const { partnerName, partnerId, person, runId, period, state, reason, amount, account, contentHash, payouts } = line;
  const { title, tone } = LINE_STATES[state];
  return (
    <Page
      title={`${moneyText(amount)} to ${earnerText(person) ?? partnerName}`}
      lead={
        <span className="ple-row-line">
          <Status tone={tone}>{title}</Status>
          <Link to={`/payouts/${runId}`}>Payout run {period}</Link>
          <Link to={`/partners/${partnerId}?tab=money`}>{partnerName}</Link>
          <Link to={`/payees/${partnerId}`}>Payee</Link>
        </span>
      }
    >
      <div className="ple-pair">
        <Card title="The line">
          <Facts
            items={[
              ['Amount', <strong key="amount">{moneyText(amount)}</strong>],
              isSomething(line.withheld) && ['Withheld for the tax office', moneyText(line.withheld)],
              line.reservedUntil !== null && ['Kept back', `${moneyText(line.reserved)} until ${line.reservedUntil}`],
              isSomething(line.released) && ['Kept back earlier, paid now', moneyText(line.released)],
              account !== null && [
                'Paid to',
                `${account.kind === 'iban' ? 'Bank account' : 'Account'} …${account.lastFour}${account.country ? ` in ${account.country}` : ''}`, // prettier-ignore
              ],
              reason !== null && state !== 'paid' && ['Why', reasonText(reason)],
              ['Content that was approved', <Hash key="hash" value={contentHash} />],
            ]}
          />
        </Card>
        <Card title="Payment">
          <Attempts attempts={line.attempts} runId={runId} />
        </Card>
      </div>
      <Postings line={line} />
      {payouts.map((payout) => (
        <Payout key={payout.payoutId} partnerId={partnerId} payout={payout} />
      ))}
    </Page>
  );
}

const isSomething = ({ amount }: Line['amount']): boolean => Number(amount) !== 0;

function Attempts({ attempts, runId }: { attempts: Attempt[]; runId: string }) {
  if (attempts.length === 0) return <Text c="dimmed">None yet: it is made when the approved run is sent.</Text>;
  return (
    <Stack gap="sm">
      {attempts.toReversed().map((attempt) => {
        const { title, tone } = ATTEMPT_STATES[attempt.state];
        return (
          <div key={attempt.attemptId} className="ple-inset ple-wraps">
            <Status tone={tone}>{title}</Status>
            <Facts
              items={[
                ['By', railText(attempt.rail)],
                attempt.file !== null && ['In the file', <InFile key="file" {...{ runId, file: attempt.file }} />], // prettier-ignore
                attempt.reference !== null && ['Its reference there', <code key="reference">{attempt.reference}</code>],
                ['Our reference', <code key="ours">{attempt.attemptId}</code>],
                attempt.number > 1 && ['Try', attempt.number],
                attempt.firstSent !== null && ['First sent', minuteText(Date.parse(attempt.firstSent))],
                ['Last changed', minuteText(Date.parse(attempt.changed))],
                attempt.reason !== null && ['What was said', reasonText(attempt.reason)],
              ]}
            />
          </div>
        );
      })}
    </Stack>
  );
}

/** The bank's file: where the payment is in it, and the file itself for finance. */
function InFile({ runId, file }: { runId: string; file: NonNullable<Attempt['file']> }) {
  const isFinance = holds(useMe(), ['FIN']);
  return (
    <>
      <code>{file.fileName}</code> {isFinance && <FileButton {...{ runId, file }} />}
      <Text size="xs" c="dimmed">
        <code>{file.messageId}</code>, there called <code>{file.reference}</code>
      </Text>
    </>
  );
}

function Postings({ line: { postings, partnerId, person } }: { line: Line }) {
  if (postings.length === 0) return null;
  return (
    <Card
      title="What it moved in the ledger"
      aside={
        person === null && <Link to={`/partners/${partnerId}?tab=ledger&account=in_transit`}>The partner’s book</Link>
      }
    >
      <DataTable name="Transactions of the payment" columns={['Transaction', 'Amount', 'When']} isNarrow>
        {postings.map(({ transactionId, kind, number, amount, posted }) => (
          <Table.Tr key={transactionId}>
            <Table.Th scope="row">
              {words(kind)}, no. {number}
            </Table.Th>
            <Table.Td className="ple-number">{moneyText(amount)}</Table.Td>
            <Table.Td>{minuteText(posted.ms)}</Table.Td>
          </Table.Tr>
        ))}
      </DataTable>
    </Card>
  );
}

/** A payout that the line pays, with the earnings that it has collected. */
function Payout({ partnerId, payout }: { partnerId: string; payout: Line['payouts'][number] }) {
  const { api } = useConsole();
  const { payoutId, period, amount, earnings: count } = payout;
  const earnings = useInfiniteQuery({
    queryKey: ['earnings-of', partnerId, payoutId],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/partners/{id}/earnings', {
        path: { id: partnerId },
        query: { payout: payoutId, limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Card
      title={`Close of ${period}: ${moneyText(amount)} from ${counted(count, 'earning')}`}
      aside={<ProofButton partnerId={partnerId} payoutId={payoutId} />}
    >
      <Read query={earnings} what="the earnings">
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0)
            return (
              <EmptyState icon="money" title="No earning is on record for it">
                Its proof holds what it was calculated from.
              </EmptyState>
            );
          return (
            <>
              <DataTable name={`Earnings of ${period}`} columns={['Sale', 'Date', 'Earned', 'Why', 'State']}>
                {items.map(({ earningId, saleId, occurredOn, amount: earned, explanation, state }) => (
                  <Table.Tr key={earningId}>
                    <Table.Th scope="row">
                      <Link to={`/statements/${partnerId}/earnings/${earningId}`}>{saleId}</Link>
                    </Table.Th>
                    <Table.Td>{occurredOn}</Table.Td>
                    <Table.Td className="ple-number">{moneyText(earned)}</Table.Td>
                    <Table.Td>{explanation}</Table.Td>
                    <Table.Td>
                      <Status tone={toneOf(state)}>{words(state)}</Status>
                    </Table.Td>
                  </Table.Tr>
                ))}
              </DataTable>
              <ShowMore pages={earnings} count={items.length} what="earning" />
            </>
          );
        }}
      </Read>
    </Card>
  );
}
