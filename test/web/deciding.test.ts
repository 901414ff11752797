import { describeInBrowser, TestBrowser } from '../kit/browser';
import type { Window } from '../kit/browser';
import { applied, asked, openConsole } from './house';
import type { ConsoleHouse } from './house';

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

  test('a manager signs in, approves the business case with a comment, and sees that it went on', async () => {
    const partnerId = await applied(house, 'ana', 'Acme Cycles');
    await asked(house, partnerId, 'Approve the business case');
    const pam = await signedIn('Pam Ortega');
    await pam.page.getByRole('link', { name: /Approve the business case/ }).click();
    await pam.page.getByLabel('Comment', { exact: true }).fill('Good fit for the region');
    await pam.button('Approve').click();
    await pam.sees(/Approved: Approve the business case, Acme Cycles/);
    await pam.sees('“Good fit for the region”');
    const { state } = await house
      .as('pam')
      .get<{ state: string }>(`/v1/approvals/${pam.page.url().split('approval-')[1]}`);
    expect(state).toBe('approved');
    expect(pam.complaints).toEqual([]);
  }, 120_000);
});
