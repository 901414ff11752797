import { lifecycleStart } from '../../workflows/lifecycle-start.messages';
import { sliceFor } from '../../programs/publish';
import type { Step } from '../../domain/steps';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import { apply } from '../kit/partner-desk';
import { smallProgram, smallVersion } from '../kit/small-program';

let engine: Engine;

beforeAll(async () => {
  engine = await realTime();
});
afterEach(() => engine.clear());
afterAll(() => engine.close());

const work: Step = { kind: 'task', title: 'Work', owner: 'CAM', due: '2bd' };
const ask: Step = { kind: 'approval', title: 'Agree', owner: 'PM', needs: ['work'], roles: ['PM'], quorum: 1, rejection: 'ends', due: '2bd' }; // prettier-ignore

describe('a manager who knows only the Temporal UI', () => {
  test('finds a stage by the roles whose task is open and by its due date, and an approval by its own', async () => {
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize: { work, ask } } })));
    await partner.reaches('strategize', 'work', 'open');
    const attributes = async (workflowId: string) =>
      (await engine.client.workflow.getHandle(workflowId).describe()).searchAttributes;
    const stageId = partner.stageWorkflowId('strategize');
    const waiting = await engine.soon('the stage says whom it waits for', async () => {
      const found = await attributes(stageId);
      return (found['WaitingOn'] as string[] | undefined)?.includes('CAM') && found;
    });
    expect(waiting['DueAt']?.[0]).toEqual(new Date((await partner.step('strategize', 'work'))!.due_ms!));
    await partner.complete('strategize', 'work', engine.staff.CAM);
    const approval = await partner.approval('strategize', 'ask');
    // Whoever looks for what waits for PM finds the approval, which says it itself, and not its stage as well.
    await engine.soon(
      'nobody is waited for by the stage',
      async () => !(await attributes(stageId))['WaitingOn']?.length,
    );
    expect((await attributes(approval.workflow_id))['WaitingOn']).toEqual(['PM']);
  });

  test('reads at every record what it is', async () => {
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize: { work } } })));
    await partner.reaches('strategize', 'work', 'open');
    // The rows are there before the server has the record of it.
    const stage = engine.client.workflow.getHandle(partner.stageWorkflowId('strategize'));
    const records = await engine.soon('there is a record', async () => {
      const { events } = await stage.fetchHistory();
      const found = events!.filter(
        (event) => event.markerRecordedEventAttributes?.markerName === 'core_local_activity',
      );
      return found.length > 0 && found;
    });
    for (const { userMetadata } of records)
      expect(Buffer.from(userMetadata!.summary!.data!).toString()).toContain('Write what has changed');
  });

  test('goes on to the console, where somebody has said where it is', () => {
    const version = smallVersion({});
    const company = { partnerId: 'acme-1', intakeId: 'in_1', name: 'Acme', type: 'reseller', region: 'us' };
    const order = { ...company, slice: sliceFor(version, company) };
    const link = '[Open in the console](https://console.example/partners/acme-1)';
    expect(lifecycleStart({ ...order, consoleUrl: 'https://console.example' }).staticDetails).toContain(link);
    expect(lifecycleStart(order).staticDetails).not.toContain('console');
  });
});
