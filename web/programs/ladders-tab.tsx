import { Stack, Table, Text } from '@mantine/core';
import type { Ladder, Program } from '../../domain/program';
import { Card } from '../kit/page';
import { STAGES } from '../kit/stages';
import type { Tone } from '../kit/status';
import { Status } from '../kit/status';
import { durationText, either, words } from '../kit/words';
import { chainTexts, rejectionText } from './rule-words';
import { titleIn } from './step-words';

const ENDS = { approve: 'approved', reject: 'rejected', expire: 'expired' } as const;

/** What happens while something waits, and who decides what. */
export function LaddersTab({ program }: { program: Program }) {
  return (
    <Stack gap="md">
      <Card title="Ladders: what happens while something waits">
        <Stack gap="lg">
          {Object.entries(program.ladders).map(([name, ladder]) => (
            <LadderPicture key={name} name={name} ladder={ladder} roles={program.roles} />
          ))}
        </Stack>
      </Card>
      <Card title="Approvals: who decides what">
        <Approvals program={program} />
      </Card>
    </Stack>
  );
}

function LadderPicture({ name, ladder, roles }: { name: string; ladder: Ladder; roles: Program['roles'] }) {
  return (
    <section aria-label={`Ladder ${words(name)}`}>
      <Text fw={600} mb={6}>
        {words(name)}
      </Text>
      <ol className="ple-ladder">
        {rungsOf(ladder, roles).map(({ tone, when, what }) => (
          <li key={when + what}>
            <Status tone={tone}>{when}</Status>
            <span>{what}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function rungsOf(
  { reminders = [], escalations = [], end }: Ladder,
  roles: Program['roles'],
): { tone: Tone; when: string; what: string }[] {
  return [
    { tone: 'info', when: 'Opens', what: 'its holders are told' },
    ...reminders.map((share) => ({ tone: 'info' as const, when: `${share} of the time`, what: 'reminder' })),
    { tone: 'warn', when: 'Due', what: 'counts as overdue' },
    ...escalations.map(({ after, add }) => ({
      tone: 'warn' as const,
      when: afterDue(after),
      what: `${either(add.map((role) => titleIn(roles, role)))} may act too`,
    })),
    end
      ? { tone: 'bad', when: afterDue(end.after), what: `ends: ${ENDS[end.as]}` }
      : { tone: 'quiet', when: 'No end', what: 'stays open until somebody acts' },
  ];
}

const afterDue = (after: string): string => (parseInt(after) === 0 ? 'When due' : `${durationText(after)} after due`);

function Approvals({ program }: { program: Program }) {
  const approvals = STAGES.flatMap((stage) =>
    Object.entries(program.stages[stage].steps).flatMap(([key, step]) =>
      step.kind === 'approval' ? [{ stage, key, step }] : [],
    ),
  );
  return (
    <div className="ple-scroll ple-flat" role="region" aria-label="Approvals" tabIndex={0}>
      <Table className="ple-table">
        <Table.Thead>
          <Table.Tr>
            {['Approval', 'Stage', 'Who decides', 'A rejection', 'Due', 'Ladder'].map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {approvals.map(({ stage, key, step }) => (
            <Table.Tr key={`${stage}/${key}`}>
              <Table.Th scope="row">{step.title}</Table.Th>
              <Table.Td>{words(stage)}</Table.Td>
              <Table.Td>
                {chainTexts(step, program).map((text) => (
                  <div key={text}>{text}</div>
                ))}
              </Table.Td>
              <Table.Td>{rejectionText(step)}</Table.Td>
              <Table.Td>{step.due ? durationText(step.due) : '–'}</Table.Td>
              <Table.Td>{step.ladder ? words(step.ladder) : '–'}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
