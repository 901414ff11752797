import type { Client } from '@temporalio/client';
import { WorkflowIdReusePolicy } from '@temporalio/common';
import { Worker } from '@temporalio/worker';
import { personChangeActivities } from '../../activities/people/person-change';
import { programPublicationActivities } from '../../activities/programs/program-publication';
import { personCommandId, publicationId } from '../../domain/ids';
import type { Json } from '../../domain/hash';
import type { PeopleChangeTelling } from '../../domain/people/people-changed';
import { invitedPersonId } from '../../domain/people/person-change';
import { PROGRAM_VERSION_KIND } from '../../domain/programs/program-publication';
import { query } from '../../database/sql';
import type { PersonChangeInput, PersonChangeResult } from '../../workflows/people/person-change.messages';
import { PERSON_CHANGE } from '../../workflows/people/person-change.messages';
import type { ProgramPublicationInput } from '../../workflows/programs/program-publication.messages';
import { PROGRAM_PUBLICATION } from '../../workflows/programs/program-publication.messages';
import type { TestTemporal } from '../kit/temporal';
import { connectTemporal, freshTaskQueue, workflowBundle } from '../kit/temporal';
import { smallVersion } from '../kit/small-program';
import { Desk, START } from './desk';

let desk: Desk;
let temporal: TestTemporal;
let client: Client;
let stop: () => Promise<void>;
const taskQueue = freshTaskQueue('people');
const revoked: object[] = [];
const told: PeopleChangeTelling[] = [];
/** The other system is down the first time. */
let outages = 1;

beforeAll(async () => {
  desk = await Desk.open();
  temporal = await connectTemporal();
  ({ client } = temporal);
  const worker = await Worker.create({
    connection: temporal.nativeConnection,
    namespace: temporal.namespace,
    taskQueue,
    workflowBundle: await workflowBundle(),
    shutdownForceTime: '5s',
    activities: {
      ...personChangeActivities({ people: desk.repository }),
      ...programPublicationActivities({ programs: desk.programs }),
      schedulePayoutRuns: async () => ({ scheduleId: 'none', scheduled: false }),
      tellPeopleChanged: async (telling: PeopleChangeTelling) => {
        told.push(telling);
        // A second page, once.
        return telling.afterPartnerId === undefined ? { told: 500, afterPartnerId: 'm' } : { told: 1 };
      },
      revokeAccess: async (input: object) => {
        if ((outages -= 1) >= 0) throw new Error('The portal does not answer');
        revoked.push(input);
        return { revoked: 1 };
      },
    },
  });
  const running = worker.run();
  stop = async () => {
    worker.shutdown();
    await running;
  };
});
afterAll(async () => {
  await stop();
  await temporal.close();
  await desk.close();
});

async function run(
  command: PersonChangeInput['command'],
  personId: string,
  content: object,
): Promise<{ workflowId: string; result: PersonChangeResult }> {
  const workflowId = `${personCommandId(personId, command, desk.key())}/${taskQueue}`;
  const staging = {
    kind: `person.${command}`,
    target: workflowId,
    content: content as Json,
    principal: START,
    nowWallMs: (desk.wallMs += 1_000),
  };
  const { intakeId } = await desk.intake.stage(staging);
  const input: PersonChangeInput = { personId, command, intakeId };
  const result = await client.workflow.execute<(input: PersonChangeInput) => Promise<PersonChangeResult>>(
    PERSON_CHANGE,
    { workflowId, taskQueue, args: [input] },
  );
  return { workflowId, result };
}

describe('people and programs by workflow', () => {
  test('a program is published by a workflow of its own, which starts once', async () => {
    const version = smallVersion({ nowMs: desk.wallMs });
    const workflowId = publicationId(version.programId, version.contentHash, taskQueue);
    const staging = {
      kind: PROGRAM_VERSION_KIND,
      target: workflowId,
      content: version as unknown as Json,
      principal: START,
      nowWallMs: desk.wallMs,
    };
    const { intakeId } = await desk.intake.stage(staging);
    const input: ProgramPublicationInput = { programId: version.programId, contentHash: version.contentHash, intakeId };
    const options = {
      workflowId,
      taskQueue,
      args: [input],
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
    };
    expect(await client.workflow.execute(PROGRAM_PUBLICATION, options)).toMatchObject({ version: 1, changed: true });
    await expect(client.workflow.start(PROGRAM_PUBLICATION, options)).rejects.toThrow('already');
    expect(await desk.published.latest('small')).toMatchObject({ version: 1, contentHash: version.contentHash });
  });

  test('an invitation leaves neither name nor mail in the history, a refusal is a result', async () => {
    const content = { email: 'greta.garbo@people.example', displayName: 'Greta Garbo', roles: [{ role: 'FIN' }] };
    const personId = invitedPersonId(START, 'greta');
    const { workflowId, result } = await run('invite', personId, content);
    expect(result).toMatchObject({ personId, changed: true });
    const { result: refusal } = await run('invite', invitedPersonId(START, 'greta again'), content);
    expect(refusal).toMatchObject({ refused: 'PERSON.CONFLICT' });
    const history = JSON.stringify(await client.workflow.getHandle(workflowId).fetchHistory());
    const decoded = history.replace(
      /[A-Za-z0-9+/]{16,}={0,2}/g,
      (text) => text + Buffer.from(text, 'base64').toString('utf8'),
    );
    expect(decoded).toContain(personId);
    expect(decoded).not.toMatch(/greta\.garbo|Greta Garbo/);
    const [row] = await query(
      desk.pool,
      'SELECT workflow_id, run_id, history_length FROM audit WHERE business_key = $1',
      [workflowId],
    );
    expect(row).toMatchObject({ workflow_id: workflowId, history_length: 3 });
  });

  test('who leaves a partner loses the accounts in other systems, even if one is down at first', async () => {
    await desk.partner('acme', 'us');
    const person = await desk.partnerPerson('Lea', 'acme', 'P-own');
    await query(
      desk.pool,
      `INSERT INTO provisioned_access (partner_id, system, person_id, external_id, active, changed_ms) VALUES ('acme', 'portal', $1, 'x', true, 1)`,
      [person],
    );
    const { result } = await run('leave', person, { reason: 'new job' });
    expect(result).toMatchObject({ changed: true, accessToRevoke: 1 });
    expect(revoked).toEqual([expect.objectContaining({ partnerId: 'acme', personId: person, reason: 'left' })]);
  });

  test('whoever asks for a role that somebody got or lost is told, page by page; who only changed a name tells nobody', async () => {
    const person = await desk.staff('Tilda', 'FIN');
    told.splice(0);
    await run('updateDetails', person, { displayName: 'Tilda T.' });
    await run('changeRoles', person, { grant: [{ role: 'FIN' }], revoke: [] });
    expect(told).toEqual([]);
    const { workflowId } = await run('changeRoles', person, { grant: [{ role: 'PM', region: 'us' }], revoke: [] });
    const change = { partnerId: null, grants: [{ role: 'PM', region: 'us' }], changeId: workflowId };
    expect(told).toEqual([change, { ...change, afterPartnerId: 'm' }]);
    told.splice(0);
    await run('leave', person, {});
    expect(told[0]!.grants).toEqual([
      { role: 'FIN', region: null },
      { role: 'PM', region: 'us' },
    ]);
  });

  test('a partner’s person concerns that partner only', async () => {
    const person = await desk.partnerPerson('Nora', 'acme', 'P-own');
    told.splice(0);
    await run('leave', person, {});
    expect(told[0]).toMatchObject({ partnerId: 'acme', grants: [{ role: 'P-own', region: null }] });
  });
});
