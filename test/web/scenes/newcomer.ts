import type { Window } from '../../kit/browser';
import { BUSINESS_CASE } from '../house';
import type { ConsoleHouse } from '../house';
import { record } from '../pictures';

/** What the README promises. */
const FIVE_MINUTES_MS = 5 * 60_000;
/** Small enough to be read where the README shows it. */
const README = { viewport: { width: 1200, height: 800 } };

/** The README's "Five minutes in the console", step by step and by clicks alone; RECORD=1 keeps its pictures. */
export function newcomerScenes(house: ConsoleHouse): void {
  describe('a newcomer', () => {
    test('applies in one browser, approves as two managers in another, and sees it move, in under five minutes', async () => {
      const beganMs = Date.now();
      const [ana, managers] = [await house.window(README), await house.window(README)];
      await ana.signIn('Ana Duarte');
      await apply(ana);

      await managers.signIn('Pam Ortega');
      await managers.sees(BUSINESS_CASE);
      await record(managers, 'console-inbox');
      await managers.link(new RegExp(`${BUSINESS_CASE}.*Acme Cycles`)).click();
      await managers.page.getByLabel('Comment', { exact: true }).fill('Good fit for the region');
      await managers.button('Approve').click();
      await managers.sees(`Approved: ${BUSINESS_CASE}, Acme Cycles`);
      // Nobody reloads: the stream of events brings it.
      await ana.sees('Check that the company is eligible');

      await changePlaces(managers, 'Carl Nowak');
      await complete(managers, 'Check that the company is eligible', { Finding: 'Registered, and no competitor' });
      await complete(managers, 'Interview and score sheet', {
        'Score sheet': 'https://vendor.example/scores/acme-cycles',
      });
      // He held the interview that is decided about: he asks, so he does not decide.
      await managers.seesNo('Admit the partner');

      await changePlaces(managers, 'Pam Ortega');
      await managers.link(/Admit the partner.*Acme Cycles/).click();
      await managers.sees('https://vendor.example/scores/acme-cycles');
      await managers.button('Approve').click();
      await managers.sees('You have approved this');
      await changePlaces(managers, 'Lena Fischer');
      await managers.link(/Admit the partner.*Acme Cycles/).click();
      await managers.sees('1 of 2 approvals');
      await record(managers, 'console-admission');
      await managers.button('Approve').click();
      await managers.sees('This is approved');

      await changePlaces(managers, 'Carl Nowak');
      await complete(managers, 'Send the offer letter', { Letter: 'https://vendor.example/letters/acme-cycles' });
      await ana.sees('Sign the partner agreement');
      await ana.page.getByRole('listitem').filter({ hasText: 'Onboard' }).filter({ hasText: 'running now' }).waitFor();
      expect(Date.now() - beganMs).toBeLessThan(FIVE_MINUTES_MS);
      await record(ana, 'console-moved');
    }, 300_000);
  });
}

async function apply(ana: Window): Promise<void> {
  await ana.page.getByLabel('Company name').fill('Acme Cycles');
  await ana.page.getByLabel('What kind of partner').selectOption('reseller');
  await ana.page.getByLabel('Country').selectOption('US');
  await ana.page.getByLabel('City').fill('Seattle');
  await ana.page.getByLabel('Employees').fill('24');
  await ana.page.getByLabel('Years in business').fill('7');
  await ana.page.getByLabel('Focus').fill('cycling');
  await record(ana, 'console-apply');
  await ana.button('Apply').click();
  await ana.page.getByRole('navigation', { name: 'Your partnership' }).waitFor();
  await ana.sees('Nothing waits for you');
}

/** Signs out, and in as somebody else. */
async function changePlaces(window: Window, displayName: string): Promise<void> {
  await window.button('Sign out').click();
  await window.page.getByRole('button', { name: /^Sign out/ }).click();
  await window.button('Sign in').click();
  await window.page.getByRole('button', { name: displayName }).click();
  await window.page.getByRole('heading', { name: 'Inbox' }).waitFor();
}

/** Does a task that waits in the inbox. */
async function complete(window: Window, title: string, evidence: Record<string, string>): Promise<void> {
  await window.link(new RegExp(title)).click();
  for (const [field, text] of Object.entries(evidence)) await window.field(field).fill(text);
  await window.button('Complete').click();
  await window.sees(`Done: ${title}`);
}
