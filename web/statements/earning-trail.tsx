import { Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Got } from '../api/client';
import { Facts, moneyText } from '../kit/facts';
import { Read } from '../kit/notices';
import { Card } from '../kit/page';
import { Status } from '../kit/status';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { ATTEMPT_STATES, LINE_STATES, railText } from '../payouts/payout-words';
import { holds, useConsole, useMe } from '../shell/context';
import { Link } from '../shell/router';
import { EarningDetails, useEarning } from './earning-details';
import type { AddressOf, StatementPlace } from './places';

type Trail = Got<'/v1/partners/{id}/earnings/{earningId}/trail'>;

/** While the money is under way, and no event tells of it. */
const LOOK_EVERY_MS = 3_000;

/** One earning from its sale to the payment that moved it: each step leads to where it is looked at. */
export function EarningTrail({
  partnerId,
  earningId,
  at,
  isOurs = false,
}: {
  partnerId: string;
  earningId: string;
  at: AddressOf;
  isOurs?: boolean;
}) {
  const { api } = useConsole();
  const trail = useQuery({
    queryKey: ['trail', partnerId, earningId],
    queryFn: ({ signal }) =>
      api.get('/v1/partners/{id}/earnings/{earningId}/trail', { path: { id: partnerId, earningId }, signal }),
    refetchInterval: ({ state: { data } }) => (data?.line?.state === 'in_transit' ? LOOK_EVERY_MS : false),
  });
  return (
    <Card>
      <Read query={trail} what="where the money went">
        {({ sale, statement, line, attempt, postings }) => (
          <ol className="ple-trail ple-wraps">
            <Sale sale={sale} />
            <Step title="Earned" isReached>
              <Earned partnerId={partnerId} earningId={earningId} />
              <EarningDetails {...{ partnerId, earningId, isOurs }} />
            </Step>
            <Step title="On the statement" isReached={statement !== null}>
              {statement === null ? (
                <Text c="dimmed">It is in no book.</Text>
              ) : (
                <Link to={at(placeOf(statement))}>
                  Statement {statement.period}, {statement.currency}
                </Link>
              )}
              {isOurs && statement?.person === null && postings.length > 0 && (
                <Text size="sm">
                  Posted as{' '}
                  {postings.map(({ kind, number }) => `${words(kind).toLowerCase()}, no. ${number}`).join('; ')}
                </Text>
              )}
            </Step>
            <RunLine line={line} />
            <Payment attempt={attempt} />
          </ol>
        )}
      </Read>
    </Card>
  );
}

function Step({ title, isReached, children }: { title: string; isReached: boolean; children: ReactNode }) {
  return (
    <li data-reached={isReached}>
      <Title order={2}>{title}</Title>
      {children}
    </li>
  );
}

function Sale({ sale: { source, saleId, occurredOn, product, amount } }: Pick<Trail, 'sale'>) {
  return (
    <Step title="Sale" isReached>
      <Facts
        items={[
          ['From', `${source}, ${saleId}`],
          ['On', occurredOn],
          amount !== null && ['Amount', moneyText(amount)],
          product !== null && ['Product', product],
        ]}
      />
    </Step>
  );
}

function Earned({ partnerId, earningId }: { partnerId: string; earningId: string }) {
  const { data } = useEarning(partnerId, earningId);
  if (!data) return null;
  return (
    <Text>
      <strong>{moneyText(data.amount)}</strong>. {data.explanation}
    </Text>
  );
}

function RunLine({ line }: Pick<Trail, 'line'>) {
  const me = useMe();
  return (
    <Step title="In a payout run" isReached={line !== null}>
      {line === null ? (
        <Text c="dimmed">Not yet: it goes into the next run after its period is closed and the payout approved.</Text>
      ) : (
        <>
          <Status tone={LINE_STATES[line.state].tone}>{LINE_STATES[line.state].title}</Status>{' '}
          {holds(me, ['FIN', 'ADMIN']) ? (
            <Link to={`/payouts/${line.runId}/${line.lineId}`}>Line of the payout run {line.period}</Link>
          ) : (
            `Payout run ${line.period}`
          )}
        </>
      )}
    </Step>
  );
}

function Payment({ attempt }: Pick<Trail, 'attempt'>) {
  return (
    <Step title="Paid" isReached={attempt?.state === 'paid'}>
      {attempt === null ? (
        <Text c="dimmed">Not yet: money leaves after the run is approved.</Text>
      ) : (
        <Facts
          items={[
            ['State', <Status key="state" tone={ATTEMPT_STATES[attempt.state].tone}>{ATTEMPT_STATES[attempt.state].title}</Status>], // prettier-ignore
            ['By', railText(attempt.rail)],
            attempt.reference !== null && ['Reference', <code key="reference">{attempt.reference}</code>],
            ['Last changed', minuteText(Date.parse(attempt.changed))],
          ]}
        />
      )}
    </Step>
  );
}

/** The statement's place: a person's is another one than the partner's. */
function placeOf({ period, currency, person }: NonNullable<Trail['statement']>): StatementPlace {
  return { period, currency, ...(person !== null && { person }) };
}
