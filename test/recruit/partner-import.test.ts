import type { Starter } from '../../activities/shared/deps';
import { ProgramsView } from '../../database/views/programs';
import type { Json } from '../../domain/hash';
import { importWorkflowId, lifecycleId, partnerIdOf } from '../../domain/ids';
import type { ImportTicket } from '../../domain/imports';
import { importIntakeKind } from '../../domain/imports';
import type { ProgramVersion } from '../../domain/program';
import { guessPartnerMapping } from '../../domain/recruit/import-mapping';
import type { StagedPartners } from '../../domain/recruit/partner-import';
import { readCsv } from '../../connectors/csv/csv';
import { lifecycleStarter } from '../../workers/starter';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { adventureWorks, hasAdventureWorks, unlessAbsent } from '../kit/adventure-works';
import { asActivity } from '../kit/money';
import { addPartner, addPerson, NOW_MS, originOf, publishVersion } from '../kit/rows';
import { freshName } from '../kit/servers';
import type { TestTemporal } from '../kit/temporal';
import { connectTemporal } from '../kit/temporal';

const HEADER = 'Company number,Partner ID,Company,Type,Country,Town';

/** The activity on real rows and a real Temporal, on whose queue nobody works: lifecycles are started and wait. */
describe('partners that arrive as a file', () => {
  let kit: ActivityKit;
  let temporal: TestTemporal;
  let version: ProgramVersion;
  let importer: string;
  let real: Starter;
  /** What a test puts in front of the real start. */
  let before: (partnerId: string) => void = () => undefined;
  const started: string[] = [];

  beforeAll(async () => {
    temporal = await connectTemporal();
    kit = await activityKit({
      starter: {
        start: async (asked) => {
          before(asked.partnerId);
          started.push(asked.partnerId);
          await real.start(asked);
        },
      },
    });
    real = startingOn(freshName('nobody'));
    version = await publishVersion(kit.pool);
    importer = await addPerson(kit.pool, { roles: ['IMPORTER'], kind: 'service' });
  });
  afterEach(() => {
    before = () => undefined;
    started.length = 0;
  });
  afterAll(async () => {
    await kit.close();
    await temporal.close();
  });

  const startingOn = (taskQueue: string): Starter =>
    lifecycleStarter(temporal.client, { taskQueue, published: new ProgramsView(kit.pool) });
  const stage = async (csv: string, source: string): Promise<ImportTicket> => {
    const importId = freshName('imp');
    const target = importWorkflowId(importId);
    const { programId, version: programVersion } = version;
    const content: StagedPartners = {
      ...{ source, programId, programVersion, csv },
      mapping: guessPartnerMapping(readCsv(csv), version.document),
    };
    const { intakeId } = await kit.intake.stage({
      ...{ kind: importIntakeKind('partners'), target, principal: importer, nowWallMs: kit.clock.now() },
      content: content as unknown as Json,
    });
    return { origin: originOf(target), importId, kind: 'partners', intakeId };
  };
  const report = ({ importId }: ImportTicket) =>
    kit.rows<{ outcome: string; partner_id: string | null; code: string | null; message: string | null }>(
      'SELECT outcome, partner_id, code, message FROM import_row WHERE import_id = $1 ORDER BY row_number',
      [importId],
    );
  const run = (ticket: ImportTicket) => asActivity(kit.activities.importRows, ticket);
  const imported = async (lines: string[], source: string) => {
    const ticket = await stage([HEADER, ...lines].join('\n'), source);
    const progress = await run(ticket);
    const rows = await report(ticket);
    return { progress, rows, outcomes: rows.map((row) => row.outcome), importId: ticket.importId };
  };
  /** What the lifecycle does first. */
  const begin = async (partnerId: string): Promise<void> => {
    const workflowId = lifecycleId(partnerId);
    const [staged] = await kit.rows<{ intake_id: string }>('SELECT intake_id FROM intake WHERE target = $1', [
      workflowId,
    ]);
    const { programId, version: programVersion } = version;
    await kit.activities.beginLifecycle({
      ...{ origin: originOf(workflowId), partnerId, intakeId: staged!.intake_id, programId, programVersion },
      ...{ entryTier: 'registered', ownerRole: 'CAM', nowMs: NOW_MS },
    });
  };
  const runIdOf = async (partnerId: string): Promise<string> =>
    (await temporal.client.workflow.getHandle(lifecycleId(partnerId)).describe()).runId;

  /** Temporal's list of workflows follows a moment later. */
  const visible = async (query: string, count: number): Promise<void> => {
    for (const endMs = Date.now() + 20_000; ; await new Promise((resolve) => setTimeout(resolve, 50))) {
      const seen = (await temporal.client.workflow.count(query)).count;
      if (seen >= count || Date.now() > endMs) return expect(seen).toBe(count);
    }
  };

  it('become one lifecycle each, staged in the name of whoever imports', async () => {
    const { progress, rows } = await imported(['HRB 1,7,Öl & Söhne GmbH,Value Added Reseller,Germany,Köln'], 'erp');
    expect(progress).toMatchObject({ finished: true, total: 1, counts: { stored: 1 } });
    const partnerId = partnerIdOf('Öl & Söhne GmbH', 'erp', '7');
    expect(rows).toEqual([{ outcome: 'stored', partner_id: partnerId, code: null, message: null }]);
    const staged = await kit.rows('SELECT state, principal, content FROM intake WHERE target = $1', [
      lifecycleId(partnerId),
    ]);
    expect(staged).toEqual([
      {
        state: 'accepted',
        principal: importer,
        content: {
          ...{ partnerId, name: 'Öl & Söhne GmbH', type: 'reseller', region: 'de', country: 'DE', city: 'Köln' },
          ...{ source: 'erp', externalId: '7', registrationNumber: 'HRB 1', profile: {}, notes: [], applicant: null },
        },
      },
    ]);
    const { type, status, searchAttributes, memo } = await temporal.client.workflow
      .getHandle(lifecycleId(partnerId))
      .describe();
    expect({ type, status: status.name, memo }).toEqual({ type: 'partnerLifecycle', status: 'RUNNING', memo: {} });
    expect(searchAttributes['PartnerId']).toEqual([partnerId]);
  });

  it('go on after a crash in the middle: nobody is started twice, and each row is reported once', async () => {
    const lines = Array.from({ length: 120 }, (_, n) => `,${n},Crash ${letters(n)},Reseller,US,Here`);
    const ticket = await stage([HEADER, ...lines].join('\n'), 'crash');
    before = () => {
      if (started.length === 50) throw new Error('the worker is gone');
    };
    await expect(run(ticket)).rejects.toThrow('the worker is gone');
    const [first, runs] = [[...started], new Map<string, string>()];
    expect(first.length).toBeGreaterThanOrEqual(50);
    for (const partnerId of first) runs.set(partnerId, await runIdOf(partnerId));
    before = () => undefined;
    started.length = 0;
    expect(await run(ticket)).toMatchObject({
      finished: true,
      total: 120,
      done: 120,
      counts: { stored: 120, same: 0 },
    });
    expect(new Set([...first, ...started]).size).toBe(120);
    for (const [partnerId, runId] of runs) expect(await runIdOf(partnerId)).toBe(runId);
    expect(await report(ticket)).toHaveLength(120);
    // A third run of the same activity changes nothing and answers alike.
    started.length = 0;
    expect(await run(ticket)).toMatchObject({ finished: true, counts: { stored: 120 } });
    expect(started).toEqual([]);
  });

  it('are the same when they come again, even before their lifecycle has begun', async () => {
    const lines = [',1,Again One,Reseller,US,Here', ',2,Again Two,Reseller,DE,Here'];
    expect((await imported(lines, 'again')).outcomes).toEqual(['stored', 'stored']);
    expect((await imported(lines, 'again')).outcomes).toEqual(['same', 'same']);
    expect((await imported(lines, 'elsewhere')).outcomes).toEqual(['stored', 'stored']);
  });

  it('are a conflict when they come with other content under their id, and everybody else is imported', async () => {
    await imported([',1,Changing,Reseller,US,Here'], 'changing');
    const { outcomes, rows, progress } = await imported(
      [',1,Changing,Reseller,DE,Here', ',1,Changed,Reseller,US,Here', ',2,New One,Reseller,US,Here'],
      'changing',
    );
    expect(outcomes).toEqual(['conflict', 'conflict', 'stored']);
    expect(rows[0]).toMatchObject({ code: 'PARTNER.EXISTS' });
    expect(progress).toMatchObject({ finished: true, counts: { conflict: 2, stored: 1 } });
    const changed = lifecycleId(partnerIdOf('Changed', 'changing', '1'));
    await expect(temporal.client.workflow.getHandle(changed).describe()).rejects.toThrow();
  });

  it('are one lifecycle when two files say the same id at once', async () => {
    const lines = (country: string) =>
      Array.from({ length: 40 }, (_, n) => `,${n},Race ${letters(n)},Reseller,${country},`);
    const both = await Promise.all([imported(lines('US'), 'race'), imported(lines('DE').reverse(), 'race')]);
    const reports = both.flatMap(({ rows }) => rows);
    expect(reports.filter((row) => row.outcome === 'stored')).toHaveLength(40);
    expect(reports.filter((row) => row.outcome === 'conflict')).toHaveLength(40);
    expect(new Set(started).size).toBe(40);
  });

  it('are compared with each other when one file says the same id or registration number twice', async () => {
    const { outcomes, rows } = await imported(
      [
        'R-1,1,Twice Told,Reseller,US,Here',
        'R-1,1,Twice Told,Reseller,US,Here',
        'R-1,1,Twice Else,Reseller,US,Here',
        'R-1,2,Numbered Alike,Reseller,US,Here',
      ],
      'twice',
    );
    expect(outcomes).toEqual(['stored', 'same', 'conflict', 'conflict']);
    expect(rows[3]?.message).toContain('registration number');
  });

  it('whose name resembles another partner, of before or of the file, start with that said', async () => {
    const known = await addPartner(kit.pool, version, { name: 'Lookalike Sports' });
    const { outcomes, rows } = await imported(
      [
        ',1,"Looka1ike Sports, Inc.",Reseller,US,Here',
        ',2,Mirror Bikes,Reseller,US,Here',
        ',3,Mirror Bikes Ltd.,Reseller,UK,There',
      ],
      'alike',
    );
    expect(outcomes).toEqual(['stored', 'stored', 'stored']);
    expect(rows.map((row) => row.code)).toEqual(['PARTNER.POSSIBLE_DUPLICATE', null, 'PARTNER.POSSIBLE_DUPLICATE']);
    expect(rows[0]?.message).toContain(known);
    expect(rows[2]?.message).toContain('row 2');
  });

  it('that have a partner already are never started again, whatever Temporal remembers of it', async () => {
    const partnerId = await addPartner(kit.pool, version, {
      partnerId: 'left-aaaaaaaa',
      name: 'Left Long Ago',
      mode: 'offboarded',
      source: 'old',
      externalId: '9',
    });
    const { rows } = await imported([',9,Left Long Ago,Reseller,US,'], 'old');
    expect(rows).toMatchObject([{ outcome: 'same', partner_id: partnerId }]);
    expect(started).toEqual([]);
  });

  it('are refused row by row, each with its code, and the others are imported', async () => {
    const { rows, outcomes } = await imported(
      [
        ',1,,Reseller,US,Here',
        ',2,No Country,Reseller,Atlantis,Here',
        ',3,No Kind,Circus,US,Here',
        ',,No Id,Reseller,US,Here',
        ',5,"Quoted ""Fine"", Ltd.",Reseller,US,"New York, NY"',
      ],
      'bad',
    );
    expect(rows.map((row) => row.code)).toEqual([
      'REQUEST.INVALID', 'PARTNER.NOT_ELIGIBLE', 'PARTNER.NOT_ELIGIBLE', 'REQUEST.INVALID', null,
    ]); // prettier-ignore
    expect(outcomes.at(-1)).toBe('stored');
  });

  (hasAdventureWorks ? it : it.skip)(
    `become 701 lifecycles from the file of 701 real resellers, two flagged pairs and five alias notes${unlessAbsent}`,
    async () => {
      const taskQueue = freshName('resellers');
      real = startingOn(taskQueue);
      const ticket = await stage(adventureWorks('resellers.csv'), 'aw');
      expect(await run(ticket)).toMatchObject({ finished: true, total: 701, counts: { stored: 701 } });
      expect(new Set(started).size).toBe(701);
      await visible(`TaskQueue = '${taskQueue}' AND WorkflowType = 'partnerLifecycle'`, 701);

      // They begin in the order of the file, so of two that look alike the later one is flagged.
      for (const { partner_id: partnerId } of await report(ticket)) await begin(partnerId!);
      const partners = await kit.rows<{ external_id: string; twin: string | null; notes: string[] }>(
        `SELECT p.external_id, t.external_id AS twin, p.notes FROM partner p
         LEFT JOIN partner t ON t.partner_id = p.possible_duplicate_of WHERE p.source = 'aw'`,
      );
      expect(partners).toHaveLength(701);
      const flagged = partners.filter(({ twin }) => twin !== null).map((row) => [row.external_id, row.twin]);
      expect(flagged.sort()).toEqual([
        ['643', '290'],
        ['649', '211'],
      ]);
      expect(partners.flatMap(({ notes }) => notes)).toEqual(Array(5).fill('"Ware House" was read as "Warehouse"'));
      const told = await report(ticket);
      expect(told.filter((row) => row.code === 'PARTNER.POSSIBLE_DUPLICATE')).toHaveLength(2);
      expect(told.filter((row) => row.message?.includes('was read as'))).toHaveLength(5);

      started.length = 0;
      expect(await run(await stage(adventureWorks('resellers.csv'), 'aw'))).toMatchObject({ counts: { same: 701 } });
      expect(started).toEqual([]);
    },
    120_000,
  );
});

/** Digits look like letters, and two names that look alike are another test. */
const letters = (n: number): string => String(n).replaceAll(/\d/g, (digit) => 'abcdefghjk'[Number(digit)]!);
