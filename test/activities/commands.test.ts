import type { CommandMessage, CommandRecord } from '../../domain/journal';
import type { CommandName } from '../../domain/lifecycle';
import { COMMAND_NAMES, COMMANDS } from '../../domain/lifecycle';
import { lifecycleId } from '../../domain/ids';
import type { ProgramVersion } from '../../domain/program';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: ProgramVersion;
let partnerId: string;
let pm: string;

beforeAll(async () => {
  kit = await activityKit();
  version = await publishVersion(kit.pool);
  partnerId = await addPartner(kit.pool, version);
  pm = await addPerson(kit.pool, { roles: ['PM'] });
});
afterAll(() => kit.close());

let messages = 0;
function given(command: CommandName, personId: string, message: Partial<CommandMessage> = {}): CommandRecord {
  const workflowId = lifecycleId(partnerId);
  const messageId = `command-${(messages += 1)}`;
  const signed = kit.signed({ actor: { personId }, reason: 'They asked us to', ...message }, { workflowId, messageId });
  return {
    origin: originOf(workflowId),
    partnerId,
    command,
    message: signed,
    messageId,
    nowMs: NOW_MS,
    modeBefore: 'active',
  };
}

const owner = async () =>
  (
    await kit.rows<{ person_id: string }>(
      `SELECT person_id FROM partner_owner WHERE partner_id = $1 AND role = 'CAM'`,
      [partnerId],
    )
  )[0]?.person_id;

describe('commands', () => {
  it.each(COMMAND_NAMES.filter((name) => name !== 'handOver'))(
    '%s is for its roles only, and audited with its reason',
    async (command) => {
      const { roles } = COMMANDS[command];
      const [role] = roles;
      const holder = await addPerson(kit.pool, { roles: [role!], ...(role!.startsWith('P-') && { partnerId }) });
      const record = given(command, holder);
      await expect(kit.activities.recordCommand(record)).resolves.toEqual({ recorded: true, personId: holder });
      const [line] = await kit.rows<Record<string, unknown>>(
        'SELECT actor, reason, action, details FROM audit WHERE business_key = $1',
        [`${record.origin.workflowId}/${record.messageId}`],
      );
      expect(line).toMatchObject({
        actor: `person/${holder}`,
        reason: 'They asked us to',
        action: `lifecycle.${command}`,
      });
      const stranger = await addPerson(kit.pool, { roles: ['FIN', 'SE'] });
      await expect(kit.activities.recordCommand(given(command, stranger))).resolves.toMatchObject({
        refused: 'AUTH.FORBIDDEN',
      });
    },
  );

  it('withdraw is for the partner’s own owner, not for another partner’s', async () => {
    const other = await addPerson(kit.pool, { partnerId: await addPartner(kit.pool, version), roles: ['P-own'] });
    await expect(kit.activities.recordCommand(given('withdraw', other))).resolves.toMatchObject({
      refused: 'AUTH.FORBIDDEN',
    });
  });

  it('a retried command is answered like the first, refusals too', async () => {
    const [good, bad] = [given('pause', pm), given('pause', await addPerson(kit.pool))];
    for (const record of [good, bad]) {
      const first = await kit.activities.recordCommand(record);
      await expect(kit.activities.recordCommand(record)).resolves.toEqual(first);
    }
    const lines = await kit.rows('SELECT 1 FROM audit WHERE business_key IN ($1, $2)', [
      `${good.origin.workflowId}/${good.messageId}`,
      `refused/${bad.origin.workflowId}/${bad.messageId}`,
    ]);
    expect(lines).toHaveLength(2);
  });

  it('a message that was changed after signing is nobody’s', async () => {
    const record = given('pause', pm);
    const changed = { ...record, message: { ...record.message, reason: 'Another reason' } };
    await expect(kit.activities.recordCommand(changed)).resolves.toMatchObject({ refused: 'AUTH.PROOF_INVALID' });
    const [line] = await kit.rows<{ actor: string; details: object }>(
      `SELECT actor, details FROM audit WHERE business_key LIKE $1`,
      [`refused/%${record.messageId}`],
    );
    expect(line).toMatchObject({ actor: 'unproven', details: { claimed: pm } });
  });

  it('a one-time code is for approvals, not for commands', async () => {
    const record = given('pause', pm);
    const message = { ...record.message, actor: { personId: pm, code: 'ABCD-2345' } };
    await expect(kit.activities.recordCommand({ ...record, message })).resolves.toMatchObject({
      refused: 'AUTH.PROOF_INVALID',
    });
  });
});

describe('a hand-over', () => {
  it('names a new owner who holds the role for the partner’s region', async () => {
    const [ana, ben] = [
      await addPerson(kit.pool, { roles: ['CAM'] }),
      await addPerson(kit.pool, { roles: [['CAM', 'us']] }),
    ];
    for (const to of [ana, ben]) {
      await expect(
        kit.activities.recordCommand(given('handOver', pm, { params: { role: 'CAM', toPersonId: to } })),
      ).resolves.toMatchObject({ recorded: true });
      expect(await owner()).toBe(to);
    }
  });

  it.each([
    ['who works for another region', async () => addPerson(kit.pool, { roles: [['CAM', 'de']] }), 'REQUEST.RULE'],
    ['who has left', async () => addPerson(kit.pool, { roles: ['CAM'], status: 'left' as const }), 'PERSON.UNKNOWN'],
    ['whom nobody knows', async () => 'person_nobody', 'PERSON.UNKNOWN'],
  ])('to somebody %s is refused and changes nothing', async (_who, someone, code) => {
    const before = await owner();
    const params = { role: 'CAM', toPersonId: await someone() };
    await expect(kit.activities.recordCommand(given('handOver', pm, { params }))).resolves.toMatchObject({
      refused: code,
    });
    expect(await owner()).toBe(before);
  });

  it('without role and person is refused', async () => {
    await expect(kit.activities.recordCommand(given('handOver', pm))).resolves.toMatchObject({
      refused: 'REQUEST.INVALID',
    });
  });
});
