import { eventually } from '../crash/house';
import { describeInBrowser, TestBrowser } from '../kit/browser';
import type { Window } from '../kit/browser';
import { dose } from '../kit/dose';
import { applied, asked, decisionsOn, imported, openConsole, workThrough } from './house';
import type { ConsoleHouse } from './house';

/** How many approvals are double-clicked. */
const DOUBLE_CLICKS = dose({ test: 3, hard: 100, soak: 100 });
const BUSINESS_CASE = 'Approve the business case';

let house: ConsoleHouse;
let browser: TestBrowser;

describeInBrowser('deciding in the console', () => {
  beforeAll(async () => {
    [house, browser] = [await openConsole(), await TestBrowser.open()];
  }, 240_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  }, 60_000);

  const signedIn = async (name: string, path = '/'): Promise<Window> => {
    const window = await browser.window(house.url);
    await window.signIn(name, path);
    return window;
  };

  test('a company applies in one browser, two managers approve in two others, and everybody sees it move', async () => {
    const pam = await signedIn('Pam Ortega', '/inbox');
    const ana = await signedIn('Ana Duarte');
    await ana.page.getByLabel('Company name').fill('Acme Cycles');
    await ana.page.getByLabel('What kind of partner').selectOption('reseller');
    await ana.page.getByLabel('Country').selectOption('US');
    await ana.page.getByLabel('City').fill('Seattle');
    await ana.page.getByLabel('Employees').fill('24');
    await ana.button('Apply').click();
    await ana.page.getByRole('navigation', { name: 'Your partnership' }).waitFor();
    await ana.sees('Nothing waits for you');

    // Nobody reloads: the stream of events brings it.
    await pam.link(new RegExp(`${BUSINESS_CASE}.*Acme Cycles`)).click();
    await pam.page.getByLabel('Comment', { exact: true }).fill('Good fit for the region');
    await pam.button('Approve').click();
    await pam.sees(`Approved: ${BUSINESS_CASE}, Acme Cycles`);
    await pam.sees('“Good fit for the region”');

    const { partnerId } = await house.as('ana').get<{ partnerId: string }>('/v1/people/me');
    await workThrough(house, 'carl', partnerId, ['Check that the company is eligible', 'Interview and score sheet']);
    const { approvalId } = await asked(house, partnerId, 'Admit the partner');
    // Carl has held the interview that is decided about: he asks, so he does not decide.
    const carl = await signedIn('Carl Nowak', `/inbox/approval-${approvalId}`);
    await carl.sees('Not yours to decide');
    await pam.go(`/inbox/approval-${approvalId}`);
    await pam.sees('Checked, and in order');
    await pam.button('Approve').click();
    await pam.sees('You have approved this');
    await pam.go(`/partners/${partnerId}`);
    const lena = await signedIn('Lena Fischer', `/inbox/approval-${approvalId}`);
    await lena.sees('1 of 2 approvals');
    await lena.button('Approve').click();
    await lena.sees('This is approved');
    await workThrough(house, 'carl', partnerId, ['Send the offer letter']);

    await pam.page.getByRole('listitem').filter({ hasText: 'Onboard' }).filter({ hasText: 'running now' }).waitFor();
    await ana.sees('Sign the partner agreement');
    for (const { complaints } of [pam, ana, carl, lena]) expect(complaints).toEqual([]);
  }, 240_000);

  test('a letter leads to what it is about; a link that nobody keeps any more says so', async () => {
    const [partnerId] = await imported(house, ['Letter Cycles']);
    const { approvalId } = await asked(house, partnerId!, BUSINESS_CASE);
    const pam = await signedIn('Pam Ortega', `/approvals/${approvalId}`);
    await pam.button('Approve').waitFor();
    expect(new URL(pam.page.url()).pathname).toBe(`/inbox/approval-${approvalId}`);
    await pam.go('/links/nobody-keeps-this');
    await pam.sees('This link was used, is too old, or is no longer kept');
  }, 120_000);

  test('who was slower is told so: live, and in a tab that heard nothing', async () => {
    const [partnerId] = await imported(house, ['Slow Cycles']);
    const { approvalId } = await asked(house, partnerId!, BUSINESS_CASE);
    const [pam, vera, stale] = [
      await signedIn('Pam Ortega', `/inbox/approval-${approvalId}`),
      await signedIn('Vera Blom', `/inbox/approval-${approvalId}`),
      await browser.window(house.url),
    ];
    await stale.context.route('**/v1/events', (route) => route.abort());
    await stale.signIn('Vera Blom', `/inbox/approval-${approvalId}`);
    await stale.button('Approve').waitFor();
    await vera.button('Approve').waitFor();
    await pam.button('Approve').click();
    await vera.sees('Somebody was faster: this is approved');
    await vera.sees('Decided by Pam Ortega, program manager.');
    await stale.button('Approve').click();
    await stale.sees(/Somebody was faster/);
    expect(await decisionsOn(house, approvalId)).toHaveLength(1);
  }, 180_000);

  test('a double click is one decision, every time', async () => {
    const names = Array.from({ length: DOUBLE_CLICKS }, (_, n) => `Twice ${n + 1}`);
    const partnerIds = await imported(house, names);
    const approvals = [];
    for (const partnerId of partnerIds) approvals.push(await asked(house, partnerId, BUSINESS_CASE));
    const pam = await signedIn('Pam Ortega');
    for (const { approvalId } of approvals) {
      await pam.go(`/inbox/approval-${approvalId}`);
      await pam.button('Approve').dblclick();
      await pam.sees(/This is approved/);
      expect(await decisionsOn(house, approvalId)).toHaveLength(1);
    }
    expect(pam.complaints).toEqual([]);
  }, 600_000);

  test('several approvals are decided at once, each with its own answer', async () => {
    const partnerIds = await imported(house, ['Bulk One', 'Bulk Two']);
    for (const partnerId of partnerIds) await asked(house, partnerId, BUSINESS_CASE);
    const pam = await signedIn('Pam Ortega', '/inbox');
    for (const name of ['Bulk One', 'Bulk Two']) await pam.page.getByLabel(`Select ${BUSINESS_CASE}, ${name}`).check();
    await pam.sees('2 approvals selected');
    await pam.button('Approve all').click();
    await pam.sees('Approved: 2 approvals');
    await eventually('both partners are in Recruit', async () => {
      const { items } = await house.as('pam').get<{ items: { partnerId: string }[] }>('/v1/partners?stage=recruit');
      return partnerIds.every((id) => items.some(({ partnerId }) => partnerId === id));
    });
  }, 120_000);

  test('everything goes by keyboard alone: signing in, finding, approving', async () => {
    const [partnerId] = await imported(house, ['Keyboard Cycles']);
    await asked(house, partnerId!, BUSINESS_CASE);
    const { page, ...pam } = await browser.window(house.url);
    await page.goto(`${house.url}/inbox`);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /Pam Ortega/ }).waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /Keyboard Cycles/ }).waitFor();
    const panel = page.getByRole('region', { name: BUSINESS_CASE }).filter({ hasText: 'Keyboard Cycles' });
    for (let pressed = 0; pressed < 50 && !(await panel.isVisible()); pressed += 1) {
      await page.keyboard.press('j');
      await page.getByRole('button', { name: 'Approve', exact: true }).or(panel).first().waitFor();
    }
    await panel.waitFor();
    await page.keyboard.press('a');
    await page.keyboard.press('Enter');
    await page.getByText(`Approved: ${BUSINESS_CASE}, Keyboard Cycles`).waitFor();
    expect(pam.complaints).toEqual([]);
  }, 120_000);

  test('after signing out, Back shows nothing of what was there', async () => {
    await applied(house, 'sal', 'Secret Cycles');
    const vera = await signedIn('Vera Blom', '/partners?view=table');
    await vera.sees('Secret Cycles');
    await vera.button('Sign out').click();
    await vera.page.getByRole('button', { name: /^Sign out/ }).click();
    await vera.button('Sign in').waitFor();
    for (let steps = 0; steps < 3; steps += 1) {
      await vera.page.goBack({ waitUntil: 'load' });
      await vera.seesNo('Secret Cycles');
    }
    await vera.go('/partners?view=table');
    await vera.button('Sign in').waitFor();
    await vera.seesNo('Secret Cycles');
  }, 120_000);
});
