import { eventually } from '../../crash/house';
import { applied, approve, asked, BUSINESS_CASE, imported, task, workThrough } from '../house';
import type { ConsoleHouse } from '../house';
import { record } from '../pictures';
import { ALL_LOOKS, LOOKS, readability, READABLE, readable } from '../readability';

interface Shown {
  path: string;
  shows: string | RegExp;
  picture?: string;
  /** The page is about the operating model as it is written, ids and all. */
  writesIds?: true;
}

/** Ids of roles and lengths as a program writes them: people read titles, and "5 business days". */
const CODED = /(?<![\w-])(?:P-\w+|PM|CAM|PO|FIN|LEG|MKT|SE|VP|\d+b[dh])(?![\w-])/;

/** What the pages are about. */
interface Setting {
  /** A partner in Recruit that Max Weber has applied for. */
  partnerId: string;
  /** Its admission, to be decided. */
  approvalId: string;
  /** A task of Carl's at another partner. */
  stepId: string;
}

/** Our pages and the partner's by who looks at them, with what each must show. */
const pagesOf = ({ partnerId, approvalId, stepId }: Setting): Record<string, Shown[]> => ({
  'Pam Ortega': [...workPages(`/partners/${partnerId}`, { approvalId, stepId }), ...programPages(), ...ownPages()],
  'Fiona Marsh': moneyPages(partnerId),
  'Carl Nowak': [{ path: `/inbox/task-${stepId}`, shows: 'Finding' }],
  'Sal Marino': [{ path: '/apply', shows: 'Company name' }],
  'Max Weber': [
    { path: '/mine', shows: 'On our side' },
    { path: '/mine?tab=training', shows: /certified/ },
    { path: '/mine?tab=agreements', shows: 'No document yet' },
    { path: '/mine?tab=statements', shows: 'Statements and payouts' },
  ],
});

function workPages(partner: string, { approvalId, stepId }: Omit<Setting, 'partnerId'>): Shown[] {
  return [
    { path: '/inbox', shows: /waits? for you/ },
    { path: `/inbox/approval-${approvalId}`, shows: 'Admit the partner' },
    { path: '/partners', shows: 'Summit Bikes', picture: 'console-board' },
    { path: '/partners?view=table', shows: 'Summit Bikes' },
    { path: '/partners?q=nobody-is-called-this', shows: 'No partner is like that' },
    { path: partner, shows: 'Check that the company is eligible', picture: 'console-partner' },
    { path: `${partner}?tab=timeline`, shows: 'Interview and score sheet: completed' },
    { path: `${partner}?tab=timers`, shows: /It counts as overdue/ },
    { path: `${partner}?tab=people`, shows: 'Max Weber, marketing at a partner' },
    { path: `${partner}?tab=documents`, shows: 'No document yet' },
    { path: `${partner}?tab=money`, shows: 'No sale yet' },
    { path: `${partner}?tab=ledger`, shows: 'No book yet' },
    { path: '/tasks', shows: 'Check that the company is eligible' },
    { path: `/tasks/task-${stepId}`, shows: /Only holders of/ },
    { path: '/overview', shows: 'Funnel, cycle times and deadlines by stage', picture: 'console-overview' },
  ];
}

function programPages(): Shown[] {
  const program = '/programs/channel';
  return [
    { path: '/programs', shows: 'Channel partner program' },
    { path: program, shows: 'Score the fit with our ideal partner', picture: 'console-program' },
    { path: `${program}?tab=ladders`, shows: 'Approvals: who decides what' },
    {
      path: `${program}?tab=commission`,
      shows: /so one more sale never lowers the total/,
      picture: 'console-commission',
    },
    { path: `${program}?tab=people`, shows: 'The ideal partner', writesIds: true },
    { path: `${program}?tab=regions`, shows: 'Data processing agreement' },
    { path: '/programs/publish?from=channel@1', shows: 'Nothing checked yet', writesIds: true },
  ];
}

/** Before anybody has sold anything: each says what to do. `following-a-cent` and `correcting` have them full. */
function moneyPages(partnerId: string): Shown[] {
  return [
    { path: '/payouts', shows: 'No payout run yet' },
    { path: '/payouts?state=void', shows: 'No run is like that' },
    { path: '/payouts/files', shows: 'No payment file yet' },
    { path: '/payouts/reports', shows: 'No report yet' },
    { path: '/payees', shows: 'No payee yet' },
    { path: `/payees/${partnerId}`, shows: 'Nothing is on file yet' },
    { path: '/statements', shows: 'No statement yet' },
    { path: `/statements/${partnerId}`, shows: 'No statement yet' },
    { path: `/statements/${partnerId}/2026-Q1?currency=USD`, shows: 'Nothing moved in this period' },
    { path: '/corrections', shows: 'No correction yet' },
    { path: '/corrections?state=rejected', shows: 'No correction is like that' },
    { path: '/corrections/new?id=nothing-is-called-this', shows: 'No sale or event is called' },
  ];
}

function ownPages(): Shown[] {
  return [
    { path: '/absence', shows: 'You are here' },
    { path: '/notices', shows: 'What you were told' },
    { path: '/notices?tab=how', shows: 'By which way' },
    { path: '/mine', shows: 'There is no such page for you' },
  ];
}

/** What holds of each page. */
export function everyPageScenes(house: ConsoleHouse): void {
  describe('every page', () => {
    let setting: Setting;
    beforeAll(async () => {
      const partnerId = await applied(house, 'max', 'Summit Bikes');
      const [other] = await imported(house, ['Blue Ridge Outfitters', 'Cascade Trail Supply', 'Harbour Cycles']);
      for (const id of [partnerId, other!]) await approve(house, id, { title: BUSINESS_CASE, by: ['pam'] });
      await workThrough(house, 'carl', partnerId, ['Check that the company is eligible', 'Interview and score sheet']);
      const { approvalId } = await asked(house, partnerId, 'Admit the partner');
      const { stepId } = await task(house, 'carl', other!, 'Check that the company is eligible');
      setting = { partnerId, approvalId, stepId };
    }, 120_000);

    test.each(['Pam Ortega', 'Fiona Marsh', 'Carl Nowak', 'Sal Marino', 'Max Weber'])(
      'that %s sees is readable by everybody, and fits wide and narrow windows, light and dark',
      async (who) => {
        const window = await house.desk(who, '/');
        for (const { path, shows, picture, writesIds } of pagesOf(setting)[who]!) {
          await window.turnTo(path);
          await window.sees(shows);
          await window.seesNo(/Loading/);
          if (!writesIds) await window.seesNo(CODED);
          for (const look of LOOKS) {
            await window.look(look);
            expect({ path, ...look, ...(await readability(window)) }).toEqual({ path, ...look, ...READABLE });
            if (picture && look === LOOKS[0]) await record(window, picture);
          }
        }
      },
      600_000,
    );

    test('an approval says why these people decide, and why others do not', async () => {
      const pam = await house.desk('Pam Ortega', `/inbox/approval-${setting.approvalId}`);
      await pam.page.getByText('Why these people decide').click();
      await pam.sees('Carl Nowak, channel manager has asked for it');
      expect(await readability(pam)).toEqual(READABLE);
      await record(pam, 'console-explained', pam.page.getByRole('region', { name: 'Admit the partner' }));
    }, 60_000);

    test('an earning opens band by band, and leads to its postings in the ledger', async () => {
      await sold(house, setting.partnerId);
      const page = `/partners/${setting.partnerId}`;
      const olga = await house.desk('Olga Lind', `${page}?tab=money`);
      await olga.page.getByText('Band by band').first().click();
      await olga.sees('Its transactions in the ledger');
      await olga.sees('0 to 50000');
      await readable(olga, { picture: 'console-earning' });
      await olga.link('Its transactions in the ledger').click();
      await olga.sees('Only those of one earning');
      await olga.page.getByText('2 postings').click();
      await olga.sees('Spent by the program');
      await readable(olga, { picture: 'console-ledger' });
    }, 120_000);

    test('the door itself is readable by everybody', async () => {
      const window = await house.window();
      await window.go('/');
      await window.button('Sign in').waitFor();
      for (const look of ALL_LOOKS) {
        await window.look(look);
        expect(await readability(window)).toEqual(READABLE);
      }
    }, 120_000);

    test('a program with faults is refused, and each fault leads to its line', async () => {
      const pam = await house.desk('Pam Ortega', '/programs/publish?from=channel@1');
      const area = pam.page.getByLabel('Program document');
      await eventually('the document is there', async () => (await area.inputValue()).includes('quorum: 2'));
      const text = (await area.inputValue()).replace('quorum: 2', 'quorum: 9').replace('after: 2bd', 'after: soon');
      await area.fill(text);
      await pam.button('Check and publish').click();
      await pam.sees(/faults?: nothing was published/);
      const line = text.split('\n').findIndex((words) => words.includes('after: soon')) + 1;
      await pam
        .button(new RegExp(`Line ${line}\\b`))
        .first()
        .click();
      const chosen =
        'document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd)';
      expect(await pam.page.evaluate(chosen)).toBe('soon');
      expect(await pam.faults()).toEqual([]);
    }, 120_000);
  });
}

/** A sale, recorded and priced. */
async function sold(house: ConsoleHouse, partner: string): Promise<void> {
  const olga = house.as('olga');
  const amount = { amount: '60000.10', currency: 'USD' };
  const sales = [{ saleId: 'one-cent', partner, occurredOn: '2026-02-03', amount }];
  await olga.post('/v1/sales', { source: 'crm', sales }, 'sold-one-cent');
  const read = (path: string) => olga.get<{ items: unknown[] }>(path);
  await eventually('the sale is recorded', async () => (await read(`/v1/sales?partner=${partner}`)).items.length === 1);
  await olga.post('/v1/pricing-runs', { program: 'channel', from: '2026-Q1', to: '2026-Q1' }, 'price-one-cent');
  await eventually('it is priced', async () => (await read(`/v1/partners/${partner}/earnings`)).items.length === 1);
}
