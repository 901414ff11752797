import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/processes';
import { eventually } from '../crash/house';
import { describeInBrowser, TestBrowser } from '../kit/browser';
import type { Window } from '../kit/browser';
import { dose } from '../kit/dose';
import { applied, asked, imported, openConsole, workThrough } from './house';
import type { ConsoleHouse } from './house';

const WIDE = { width: 1600, height: 1000 };
const NARROW = { width: 360, height: 740 };
type Look = { viewport: typeof WIDE; colorScheme: 'light' | 'dark' };

const ALL_LOOKS: Look[] = [
  { viewport: WIDE, colorScheme: 'light' },
  { viewport: NARROW, colorScheme: 'dark' },
  { viewport: WIDE, colorScheme: 'dark' },
  { viewport: NARROW, colorScheme: 'light' },
];
/** Every width and every scheme once; in the larger doses each with each. */
const LOOKS = ALL_LOOKS.slice(0, dose({ test: 2, hard: 4, soak: 4 }));
/** How many hostile names. */
const HOSTILE = dose({ test: 6, hard: 50, soak: 50 });

const PAYLOADS = [
  `<script>window.hostile = 1</script>`,
  `<img src=x onerror="window.hostile = 2">`,
  `"><svg onload=window.hostile=3>`,
  `javascript:window.hostile=4`,
  `{{constructor.constructor('window.hostile=5')()}}`,
  `=HYPERLINK("http://evil.example";"click")`,
];

let house: ConsoleHouse;
let browser: TestBrowser;
let partnerId: string;
let paths: { who: string; path: string; shows: string | RegExp; picture?: string }[];

/** Our pages and the partner's, with what each must show. */
function allPages(approvalId: string, stepId: string): typeof paths {
  const partner = `/partners/${partnerId}`;
  return [
    { who: 'Pam Ortega', path: '/inbox', shows: /waits? for you/ },
    {
      who: 'Pam Ortega',
      path: `/inbox/approval-${approvalId}`,
      shows: 'Admit the partner',
      picture: 'console-approval',
    },
    { who: 'Pam Ortega', path: '/partners', shows: 'Acme Cycles', picture: 'console-board' },
    { who: 'Pam Ortega', path: '/partners?view=table', shows: 'Acme Cycles' },
    { who: 'Pam Ortega', path: '/partners?q=nobody-is-called-this', shows: 'No partner is like that' },
    { who: 'Pam Ortega', path: partner, shows: 'Check that the company is eligible', picture: 'console-partner' },
    { who: 'Pam Ortega', path: `${partner}?tab=timeline`, shows: /Workflow/ },
    { who: 'Pam Ortega', path: `${partner}?tab=timers`, shows: /It counts as overdue/ },
    { who: 'Pam Ortega', path: `${partner}?tab=people`, shows: 'Ana Duarte, owner of a partner' },
    { who: 'Pam Ortega', path: `${partner}?tab=documents`, shows: 'No document yet' },
    { who: 'Pam Ortega', path: `${partner}?tab=money`, shows: 'No sale yet' },
    { who: 'Pam Ortega', path: '/tasks', shows: 'Check that the company is eligible' },
    {
      who: 'Pam Ortega',
      path: '/overview',
      shows: 'Funnel, cycle times and deadlines by stage',
      picture: 'console-overview',
    },
    { who: 'Pam Ortega', path: '/programs', shows: 'Channel partner program' },
    {
      who: 'Pam Ortega',
      path: '/programs/channel',
      shows: 'Score the fit with our ideal partner',
      picture: 'console-program',
    },
    { who: 'Pam Ortega', path: '/programs/channel?tab=ladders', shows: 'Approvals: who decides what' },
    { who: 'Pam Ortega', path: '/programs/channel?tab=commission', shows: 'Commission on booked sales' },
    { who: 'Pam Ortega', path: '/programs/channel?tab=people', shows: 'The ideal partner' },
    { who: 'Pam Ortega', path: '/programs/channel?tab=regions', shows: 'Data processing agreement' },
    { who: 'Pam Ortega', path: '/programs/publish?from=channel@1', shows: 'Nothing checked yet' },
    { who: 'Pam Ortega', path: '/absence', shows: 'You are here' },
    { who: 'Pam Ortega', path: '/notices', shows: 'What you were told' },
    { who: 'Pam Ortega', path: '/notices?tab=how', shows: 'By which way' },
    { who: 'Pam Ortega', path: '/mine', shows: 'There is no such page for you' },
    { who: 'Pam Ortega', path: `/tasks/task-${stepId}`, shows: /Only holders of/ },
    { who: 'Carl Nowak', path: `/inbox/task-${stepId}`, shows: 'Finding' },
    { who: 'Sal Marino', path: '/apply', shows: 'Company name' },
    { who: 'Ana Duarte', path: '/mine', shows: 'On our side', picture: 'console-mine' },
    { who: 'Ana Duarte', path: '/mine?tab=training', shows: /certified/ },
    { who: 'Ana Duarte', path: '/mine?tab=agreements', shows: 'No document yet' },
    { who: 'Ana Duarte', path: '/mine?tab=statements', shows: 'Statements and payouts' },
  ];
}

describeInBrowser('every page of the console', () => {
  beforeAll(async () => {
    [house, browser] = [await openConsole(), await TestBrowser.open()];
    partnerId = await applied(house, 'ana', 'Acme Cycles');
    const others = await imported(house, ['Blue Ridge Outfitters', 'Cascade Trail Supply', 'Harbour Cycles']);
    await approveCase(partnerId);
    await approveCase(others[0]!);
    await workThrough(house, 'carl', partnerId, ['Check that the company is eligible', 'Interview and score sheet']);
    const { approvalId } = await asked(house, partnerId, 'Admit the partner');
    const stepId = await openTask(others[0]!);
    paths = allPages(approvalId, stepId);
  }, 300_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  }, 60_000);

  test.each(LOOKS)(
    'is readable by everybody and fits its window: $viewport.width px, $colorScheme',
    async (look) => {
      const windows = new Map<string, Window>();
      for (const { who, path, shows, picture } of paths) {
        const window = windows.get(who) ?? (await browser.window(house.url, look));
        if (windows.has(who)) await window.go(path);
        else await window.signIn(who, path);
        windows.set(who, window);
        await window.sees(shows);
        await window.seesNo(/Loading/);
        const found = { path, faults: await window.faults(), overflow: await window.overflow() };
        expect(found).toEqual({ path, faults: [], overflow: 0 });
        if (picture && look === LOOKS[0]) await record(window, picture);
      }
      for (const { complaints } of windows.values()) expect(complaints).toEqual([]);
    },
    600_000,
  );

  test('the door itself is readable by everybody', async () => {
    for (const look of ALL_LOOKS) {
      const window = await browser.window(house.url, look);
      await window.go('/');
      await window.button('Sign in').waitFor();
      expect({ faults: await window.faults(), overflow: await window.overflow() }).toEqual({ faults: [], overflow: 0 });
    }
  }, 120_000);

  test('a program with faults is refused, and each fault leads to its line', async () => {
    const pam = await browser.window(house.url);
    await pam.signIn('Pam Ortega', '/programs/publish?from=channel@1');
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

  test('hostile names are shown as they are, and nothing of them runs', async () => {
    const names = Array.from({ length: HOSTILE }, (_, n) => `${PAYLOADS[n % PAYLOADS.length]} ${n}`);
    const ids = await imported(house, names);
    const pam = await browser.window(house.url);
    let dialogs = 0;
    pam.page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await pam.signIn('Pam Ortega', '/partners?view=table');
    await pam.sees(names[0]!);
    for (const id of ids.slice(0, PAYLOADS.length))
      for (const path of [`/partners/${id}`, `/partners/${id}?tab=timeline`, '/partners', '/inbox']) {
        await pam.go(path);
        await pam.page.locator('h1').waitFor();
        await pam.seesNo(/Loading/);
      }
    expect({ ran: await pam.page.evaluate('window.hostile'), dialogs, complaints: pam.complaints }).toEqual({
      ran: undefined,
      dialogs: 0,
      complaints: [],
    });
  }, 300_000);
});

/** The sponsor approves the business case, so that the partner is in Recruit. */
async function approveCase(of: string): Promise<void> {
  const { approvalId } = await asked(house, of, 'Approve the business case');
  const { contentHash } = await house.as('pam').get<{ contentHash: string }>(`/v1/approvals/${approvalId}`);
  const decision = { decision: 'approve', contentHash, comment: 'Good fit' };
  await house.as('pam').post(`/v1/approvals/${approvalId}/decisions`, decision, `case-${of}`);
}

/** A task of Carl's at a partner, once it is open. */
async function openTask(of: string): Promise<string> {
  let stepId: string | undefined;
  await eventually('a task is open', async () => {
    const { items } = await house.as('carl').get<{ items: { stepId: string }[] }>(`/v1/tasks?partnerId=${of}`);
    stepId = items[0]?.stepId;
    return stepId !== undefined;
  });
  return stepId!;
}

/** Keeps a picture for the README when asked to (RECORD=1). */
async function record(window: Window, name: string): Promise<void> {
  if (process.env['RECORD'] !== '1') return;
  const folder = join(projectRoot(), 'docs', 'pictures');
  mkdirSync(folder, { recursive: true });
  await window.page.screenshot({ path: join(folder, `${name}.png`) });
}
