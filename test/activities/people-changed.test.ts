import { PARTNERS_TOLD_MAX } from '../../domain/people/people-changed';
import type { PeopleChange, PeopleChangeTold } from '../../domain/people/people-changed';
import type { ProgramVersion } from '../../domain/program';
import type { ActivityKit } from '../kit/activities';
import { activityKit } from '../kit/activities';
import { addPartner, approvalOf, publishVersion } from '../kit/rows';

let kit: ActivityKit;
let version: ProgramVersion;
const told: string[] = [];

beforeAll(async () => {
  const peopleChanged = async (partnerId: string): Promise<void> => void told.push(partnerId);
  kit = await activityKit({ lifecycles: { notify: () => Promise.reject(new Error('No facts here.')), peopleChanged } });
  version = await publishVersion(kit.pool);
});
afterAll(() => kit.close());
beforeEach(() => void told.splice(0));

const tell = (change: Partial<PeopleChange> & { afterPartnerId?: string }): Promise<PeopleChangeTold> =>
  kit.activities.tellPeopleChanged({ partnerId: null, grants: [], changeId: 'person/p1/changeRoles/k', ...change });

/** A partner with an approval that PM, CAM or LEG decide. */
async function asking(partnerId: string, region: string): Promise<string> {
  await addPartner(kit.pool, version, { partnerId, region, country: region === 'us' ? 'US' : 'DE' });
  await kit.activities.openApproval(approvalOf(partnerId, { region }));
  return partnerId;
}

describe('who is told that people changed', () => {
  test('partners with an open approval for that role, in that region', async () => {
    await asking('a-us', 'us');
    await asking('b-de', 'de');
    await asking('c-us', 'us');
    await kit.rows(`UPDATE approval SET state = 'approved', ended_ms = opened_ms WHERE partner_id = 'c-us'`);
    await addPartner(kit.pool, version, { partnerId: 'd-us' });
    const toldOf = async (change: Partial<PeopleChange>): Promise<string[]> => {
      await tell(change);
      return told.splice(0).sort();
    };
    expect(await toldOf({ grants: [{ role: 'PM', region: null }] })).toEqual(['a-us', 'b-de']);
    expect(await toldOf({ grants: [{ role: 'PM', region: 'us' }] })).toEqual(['a-us']);
    expect(await toldOf({ grants: [{ role: 'FIN', region: null }] })).toEqual([]);
    expect(await toldOf({ grants: [{ role: 'PM', region: null }], partnerId: 'b-de' })).toEqual(['b-de']);
  });

  test('each once, in pages of bounded size', async () => {
    for (let n = 1; n <= PARTNERS_TOLD_MAX; n += 1) await asking(`many-${n}`, 'us');
    const grants = [{ role: 'LEG', region: null }];
    const first = await tell({ grants });
    expect(first).toEqual({ told: PARTNERS_TOLD_MAX, afterPartnerId: told.toSorted().at(-1) });
    expect(await tell({ grants, afterPartnerId: first.afterPartnerId })).toEqual({ told: 2 });
    expect(new Set(told).size).toBe(PARTNERS_TOLD_MAX + 2);
  });
});
