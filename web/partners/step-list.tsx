import { Table, Text } from '@mantine/core';
import { Due } from '../kit/due';
import { Disclosed } from '../kit/disclosed';
import { AnyFacts, tellingMembers } from '../kit/facts';
import { useRoles } from '../kit/roles';
import { Status, toneOf } from '../kit/status';
import { TemporalLink } from '../kit/temporal-link';
import { minuteText } from '../kit/times';
import { words } from '../kit/words';
import { useMe } from '../shell/context';
import { Link } from '../shell/router';
import { Evidence } from '../tasks/evidence';
import type { StageRun, Step } from './use-partner';

/** Every step of a run: state, holder, due, outcome. */
export function StepList({ run, program, chosen }: { run: StageRun; program: string; chosen: string | undefined }) {
  return (
    <div className="ple-scroll" role="region" aria-label={`Steps of ${words(run.stage)}`} tabIndex={0}>
      <Table className="ple-table">
        <Table.Thead>
          <Table.Tr>
            {['Step', 'State', 'Who can act', 'Due or ended', 'What came of it'].map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {run.steps.map((step) => (
            <Row key={step.stepId} step={step} program={program} isChosen={step.key === chosen} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function Row({ step, program, isChosen }: { step: Step; program: string; isChosen: boolean }) {
  const { title, kind, state, roles, due, ended, waitingFor, optional, needs } = step;
  const { eitherOf, inText } = useRoles();
  return (
    <Table.Tr data-chosen={isChosen} id={`step-${step.key}`}>
      <Table.Th scope="row">
        <Act step={step}>{title}</Act>
        <Text size="xs" c="dimmed">
          {words(kind)}
          {optional ? ', optional' : ''}
          {needs.length > 0 ? `, after ${needs.map(words).join(' and ').toLowerCase()}` : ''}
        </Text>
      </Table.Th>
      <Table.Td>
        <Status tone={toneOf(state)}>{words(state)}</Status>
        {state === 'open' && waitingFor && (
          <Text size="sm" c="dimmed">
            Waits for {inText(waitingFor)}
          </Text>
        )}
      </Table.Td>
      <Table.Td>{eitherOf(roles)}</Table.Td>
      <Table.Td>{state === 'open' ? <Due due={due} program={program} /> : ended ? minuteText(ended.ms) : '–'}</Table.Td>
      <Table.Td>
        <Outcome step={step} />
      </Table.Td>
    </Table.Tr>
  );
}

/** Leads to where somebody can act on it. */
function Act({ step, children }: { step: Step; children: string }) {
  const me = useMe();
  if (me.partnerId !== null) return <>{children}</>;
  if (step.approvalId) return <Link to={`/inbox/approval-${step.approvalId}`}>{children}</Link>;
  const isForPeople = Array.isArray(step.details?.['actions']);
  // What was handed in can be handed in again while it is decided on.
  return (isForPeople && step.state === 'open') || (step.kind === 'task' && step.state === 'done') ? (
    <Link to={`/inbox/task-${step.stepId}`}>{children}</Link>
  ) : (
    <>{children}</>
  );
}

function Outcome({ step }: { step: Step }) {
  const { reason, result, approvalTemporalUrl } = step;
  const isTelling = result !== null && tellingMembers(result).length > 0;
  const evidenceId = result?.['evidenceId'];
  if (!reason && !isTelling && !approvalTemporalUrl && !evidenceId) return <>–</>;
  return (
    <>
      {reason && <Text size="sm">{reason}</Text>}
      {isTelling && <Disclosed summary="Details">{() => <AnyFacts of={result} />}</Disclosed>}
      {typeof evidenceId === 'string' && (
        <Disclosed summary="What was handed in">{() => <Evidence evidenceId={evidenceId} />}</Disclosed>
      )}
      {approvalTemporalUrl && <TemporalLink href={approvalTemporalUrl}>In the Temporal UI</TemporalLink>}
    </>
  );
}
