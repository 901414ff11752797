import { findTurned } from '../../database/repositories/concerned';
import { insertGrant } from '../../database/repositories/person-rows';
import { DAY_MS } from '../../domain/duration';
import type { Step } from '../../domain/steps';
import { Housekeeper } from '../../workers/housekeeper';
import type { Engine } from '../kit/engine';
import { realTime } from '../kit/engine';
import { apply } from '../kit/partner-desk';
import { addPerson } from '../kit/rows';
import { smallProgram } from '../kit/small-program';

/** From giving a role to its beginning: longer than the giving takes. */
const A_MOMENT_MS = 500;

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
      findTurned: () => Promise.resolve([]),
      tellPeopleChanged: () => Promise.resolve({ told: 0 }),
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

describe('roles that begin or end to count, though nobody changed anything now', () => {
  const ok: Step = { kind: 'approval', title: 'Agree', owner: 'PM', roles: ['VP'], quorum: 1, rejection: 'ends' };
  let asked: () => Promise<string[]>;

  beforeAll(async () => {
    const partner = await apply(engine, await engine.publish(smallProgram({ stages: { strategize: { ok } } })));
    const approval = await partner.approval('strategize', 'ok');
    asked = async () =>
      (
        await engine.rows<{ person_id: string }>(
          'SELECT person_id FROM approval_candidate WHERE approval_id = $1 ORDER BY person_id',
          [approval.approval_id],
        )
      ).map(({ person_id: id }) => id);
    await engine.soon('the vice president is asked', async () => (await asked()).length === 1);
  });

  async function becomesVicePresident(personId: string, fromWallMs?: number): Promise<string> {
    await addPerson(engine.pool, { personId });
    const grant = { personId, role: 'VP', region: undefined, grantedBy: 'system:test', businessKey: personId };
    await insertGrant(engine.pool, { ...grant, atWallMs: engine.now(), fromWallMs });
    return personId;
  }

  test('are told of: who begins is asked', async () => {
    const fromWallMs = engine.now() + A_MOMENT_MS;
    const deputy = await becomesVicePresident('deputy', fromWallMs);
    await engine.soon('the role counts', () => Promise.resolve(engine.now() > fromWallMs));
    const housekeeper = engine.startHousekeeper();
    await engine.soon('the deputy is asked', async () => (await asked()).includes(deputy));
    await housekeeper.stop();
  });

  test('are told of: who has ended is not asked any more', async () => {
    const successor = await becomesVicePresident('successor');
    await engine.rows(`UPDATE role_grant SET to_wall = $1 WHERE role = 'VP' AND person_id <> 'successor'`, [
      engine.now(),
    ]);
    const housekeeper = engine.startHousekeeper();
    await engine.soon('the successor is asked', async () => (await asked()).join() === successor);
    await housekeeper.stop();
  });

  test('a role that counted at once was told of when it was given: a worker that starts tells nobody again', async () => {
    const nowMs = engine.now();
    await becomesVicePresident('newcomer');
    const span = { afterWallMs: nowMs - 1, uptoWallMs: engine.now() + 1 };
    expect(await findTurned(engine.pool, span)).toEqual([]);
  });
});
