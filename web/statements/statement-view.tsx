import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { ShowMore } from '../kit/data-table';
import { moneyText } from '../kit/facts';
import { Read } from '../kit/notices';
import { Card } from '../kit/page';
import { Status } from '../kit/status';
import type { Tone } from '../kit/status';
import { useConsole } from '../shell/context';
import { FileButtons } from './file-buttons';
import type { AddressOf, Statement } from './places';
import { StatementLines } from './statement-lines';

const PAGE = 50;

/** One statement: what adds up, the files, and each line with what it came from. */
export function StatementView({
  partnerId,
  period,
  currency,
  person,
  at,
  isOurs = false,
}: {
  partnerId: string;
  period: string;
  currency: string | undefined;
  person: string | undefined;
  at: AddressOf;
  isOurs?: boolean;
}) {
  const { api } = useConsole();
  const statement = useInfiniteQuery({
    queryKey: ['statement', partnerId, period, currency, person],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      api.get('/v1/partners/{id}/statements/{period}', {
        path: { id: partnerId, period },
        query: { currency, person, limit: PAGE, cursor: pageParam },
        signal,
      }),
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <Read query={statement} what="the statement">
      {({ pages }) => {
        const [of] = pages;
        const lines = pages.flatMap((page) => page.lines);
        return (
          <Stack gap="md">
            <Card title={titleOf(of!)} aside={<FileButtons statement={of!} />}>
              <Equation statement={of!} />
              {Number(of!.reserved.amount) !== 0 && (
                <Text size="sm">
                  {moneyText(of!.reserved)} of it is kept back for later refunds, and paid once its day has come.
                </Text>
              )}
              <Status tone={of!.final ? 'good' : 'info'}>{of!.final ? 'Final' : 'Still open'}</Status>
              <Text size="sm" c="dimmed">
                {of!.final
                  ? 'Nothing joins it any more: what comes later is in a later statement.'
                  : 'The period after it has not ended: what is posted until then can still join it.'}
              </Text>
            </Card>
            <Card title="Lines">
              <StatementLines {...{ partnerId, lines, at, isOurs }} person={of!.person?.personId} />
              {lines.length > 0 && <ShowMore pages={statement} count={lines.length} what="line" />}
            </Card>
          </Stack>
        );
      }}
    </Read>
  );
}

function titleOf({ period, currency, person }: Statement): string {
  const title = `Statement ${period}, ${currency}`;
  return person === null ? title : `${title}: ${person.name ?? person.personId}`;
}

/** The sum, line by line; the bars say how much each part is. */
function Equation({ statement }: { statement: Statement }) {
  const { open, earned, adjusted, clawedBack, withheld, paid, close } = statement;
  const rows: [name: string, money: Statement['open'], tone: Tone][] = [
    ['Open', open, 'info'],
    ['+ earned', earned, 'good'],
    ['± adjusted', adjusted, 'warn'],
    ['− clawed back', clawedBack, 'bad'],
    ['− withheld', withheld, 'quiet'],
    ['− paid', paid, 'info'],
    ['= close', close, 'info'],
  ];
  const most = Math.max(1e-9, ...rows.map(([, { amount }]) => Math.abs(Number(amount))));
  return (
    <table className="ple-equation" aria-label="What adds up">
      <tbody>
        {rows.map(([name, money, tone]) => (
          <tr key={name} data-sum={name === '= close'}>
            <th scope="row">{name}</th>
            <td className="ple-number">{moneyText(money)}</td>
            <td aria-hidden="true" className={`ple-${tone} ple-equation-bar`}>
              {Number(money.amount) !== 0 && (
                <span className="ple-bar" style={{ width: `${(100 * Math.abs(Number(money.amount))) / most}%` }} />
              )}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
