import { DAY_MS } from '../../domain/duration';
import { Housekeeper } from '../../workers/housekeeper';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import { apply } from '../kit/partner-desk';
import { smallProgram } from '../kit/small-program';

let engine: Engine;

beforeAll(async () => {
  engine = await realTime();
});
afterAll(async () => {
  await engine.clear();
  await engine.close();
});

test('what was staged for a workflow that never came to be is dropped after a week; what runs keeps its content', async () => {
  const partner = await apply(engine, await engine.publish(smallProgram({})));
  await engine.soon('its row', () => partner.row());
  const nowWallMs = engine.now();
  const stage = async (target: string): Promise<string> =>
    (await engine.intake.stage({ kind: 'step.evidence', target, content: { a: target }, principal: 'p', nowWallMs }))
      .intakeId;
  const [orphan, alive] = [await stage('partner/nobody'), await stage(partner.workflowId)];
  const states = async () =>
    Object.fromEntries(
      (
        await engine.rows<{ intake_id: string; state: string; content: unknown }>(
          'SELECT intake_id, state, content FROM intake WHERE intake_id = ANY($1)',
          [[orphan, alive]],
        )
      ).map((row) => [row.intake_id, [row.state, row.content !== null]]),
    );
  const troubles: unknown[] = [];
  const sweepAt = async (ms: number): Promise<void> => {
    const { intake, client } = engine;
    await new Housekeeper({
      intake,
      client,
      clock: { now: () => ms },
      onTrouble: (error) => troubles.push(error),
    }).stop();
  };
  await sweepAt(nowWallMs + 6 * DAY_MS);
  expect(await states()).toEqual({ [orphan]: ['staged', true], [alive]: ['staged', true] });
  await sweepAt(nowWallMs + 8 * DAY_MS);
  expect(await states()).toEqual({ [orphan]: ['expired', false], [alive]: ['accepted', true] });
  expect(troubles).toEqual([]);
});
