import { Stack, Table, Text } from '@mantine/core';
import type { Got } from '../api/client';
import { AnyFacts, Facts, Hash, moneyText, tellingMembers } from '../kit/facts';
import { Read } from '../kit/notices';
import { versionKey } from '../kit/program-now';
import { useProgram } from '../kit/use-program';
import { Link } from '../shell/router';

type Earning = Got<'/v1/partners/{id}/earnings'>['items'][number];

/** What a trace of a line says, as far as people read it; other kinds are shown as they are. */
interface LineTrace {
  currency: string;
  basisBefore: string;
  basisAfter: string;
  steps: { from: string; to?: string; rate: string; part: string; amount: string }[];
  exactBefore: string;
  exactAfter: string;
  rounding: string;
  roundedBefore: string;
  roundedAfter: string;
  earned: string;
}

/** Members that the line's own facts and table say already. */
const SAID = ['steps', 'basisBefore', 'basisAfter', 'exactBefore', 'exactAfter', 'roundedBefore', 'roundedAfter', 'rounding', 'earned', 'amount', 'kind', 'currency', 'occurredOn', 'tier']; // prettier-ignore

/** How one earning came about, band by band: enough to compute it again with pencil and paper. */
export function EarningTrace({ earning, ledgerAt }: { earning: Earning; ledgerAt?: string }) {
  const { trace, rule, tier, program, amount, revision } = earning;
  const line = 'steps' in trace ? (trace as unknown as LineTrace) : null;
  const skip = line ? SAID : [];
  return (
    <Stack gap="xs" py="xs">
      <Facts
        items={[
          ['Rule', rule],
          ['Tier', tier],
          ['Program', <ProgramVersion key="program" program={program} />],
          line && ['Basis', `${line.basisBefore} → ${line.basisAfter} ${line.currency}`],
          revision > 1 && ['Revision', `${revision}: the difference to what had been posted before`],
        ]}
      />
      {line && line.steps.length > 0 && <Steps steps={line.steps} currency={line.currency} />}
      {line && (
        <Facts
          items={[
            ['Exactly', `${line.exactBefore} → ${line.exactAfter}`],
            [`Rounded ${line.rounding}`, `${line.roundedBefore} → ${line.roundedAfter}`],
            ['The line earns', `${line.roundedAfter} − ${line.roundedBefore} = ${line.earned} ${line.currency}`],
            ['Posted', <strong key="posted">{moneyText(amount)}</strong>],
          ]}
        />
      )}
      {tellingMembers(trace, skip).length > 0 && <AnyFacts of={trace} skip={skip} />}
      {ledgerAt !== undefined && (
        <Text size="sm">
          <Link to={ledgerAt}>Its transactions in the ledger</Link>
        </Text>
      )}
    </Stack>
  );
}

function Steps({ steps, currency }: Pick<LineTrace, 'steps' | 'currency'>) {
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label="Band by band" tabIndex={0}>
      <Table className="ple-table ple-narrow-table">
        <Table.Thead>
          <Table.Tr>
            {['Band', 'Part of the basis', 'Rate', `Amount, ${currency}`].map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {steps.map(({ from, to, rate, part, amount }) => (
            <Table.Tr key={from + part}>
              <Table.Th scope="row">{to === undefined ? `from ${from}` : `${from} to ${to}`}</Table.Th>
              <Table.Td className="ple-number">{part}</Table.Td>
              <Table.Td className="ple-number">{rate}</Table.Td>
              <Table.Td className="ple-number">{amount}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

/** The version that priced it, and the fingerprint of its content. */
function ProgramVersion({ program }: { program: Earning['program'] }) {
  const version = useProgram(program.programId, program.version);
  return (
    <span className="ple-row-line">
      <Link to={`/programs/${program.programId}/${program.version}?tab=commission`}>{versionKey(program)}</Link>
      <Read query={version} what="the version">
        {({ contentHash }) => <Hash value={contentHash} />}
      </Read>
    </span>
  );
}
