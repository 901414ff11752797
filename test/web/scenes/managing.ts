import { readFileSync } from 'node:fs';
import { eventually } from '../../crash/house';
import { asked, BUSINESS_CASE, imported } from '../house';
import type { ConsoleHouse } from '../house';

const DAY_MS = 86_400_000;

/** A day from now as a date field wants it. */
const day = (fromNow: number): string => new Date(Date.now() + fromNow * DAY_MS).toISOString().slice(0, 10);

/** Whoever sees to things: claims, questions, absences, notices, commands, views. */
export function managingScenes(house: ConsoleHouse): void {
  describe('seeing to things', () => {
    let approvalId: string;
    let partnerId: string;
    beforeAll(async () => {
      [partnerId] = (await imported(house, ['Northwind Wheels', 'Berta Sports'])) as [string];
      ({ approvalId } = await asked(house, partnerId, BUSINESS_CASE));
    }, 60_000);

    test('who claims an approval is seen to be at it; an administrator gives it to somebody else', async () => {
      const place = `/inbox/approval-${approvalId}`;
      const vera = await house.desk('Vera Blom', place);
      await vera.sees('Nobody sees to it yet');
      const pam = await house.desk('Pam Ortega', place);
      await pam.button('Claim').click();
      await pam.sees(`Claimed: ${BUSINESS_CASE}`);
      await vera.sees('Claimed by Pam Ortega, program manager');
      await vera.button('Approve').waitFor();
      const ada = await house.desk('Ada Quist', place);
      await ada.button('More').click();
      await ada.page.getByRole('menuitem', { name: 'Reassign' }).click();
      await ada.page.getByRole('combobox', { name: 'To' }).selectOption({ label: 'Vera Blom, vice president' });
      await ada.page.getByLabel('Reason').fill('Pam has too much');
      await ada.button('Reassign').click();
      await vera.sees('Claimed by you');
      await vera.sees('“Pam has too much”');
      await vera.button('Release').click();
      await pam.sees('Nobody sees to it yet');
    }, 120_000);

    test('a question is asked and answered, and both are read by whoever decides', async () => {
      const pam = await house.desk('Pam Ortega', `/inbox/approval-${approvalId}`);
      await pam.button('More').click();
      await pam.page.getByRole('menuitem', { name: 'Ask for information' }).click();
      await pam.page.getByLabel('Question').fill('Why now?');
      await pam.button('Ask for information').click();
      await pam.sees('A question waits for its answer');
      const vera = await house.desk('Vera Blom', `/inbox/approval-${approvalId}`);
      await vera.button('More').click();
      await vera.page.getByRole('menuitem', { name: 'Answer the question' }).click();
      await vera.page.getByRole('textbox', { name: 'Answer' }).fill('The season begins');
      await vera.button('Answer the question').click();
      await pam.sees('“The season begins”');
      expect(await pam.faults()).toEqual([]);
    }, 120_000);

    test('an absence shows what it reroutes, reaches who stands in, and ends', async () => {
      const pam = await house.desk('Pam Ortega', '/absence');
      await pam.sees('You are here');
      await pam.sees(/approvals? waits? now and will be asked of others/);
      await pam.page.getByLabel('First day away').fill(day(0));
      await pam.page.getByLabel('First day back').fill(day(-3));
      await pam.page.getByLabel('Who stands in').selectOption({ label: 'Lena Fischer, legal (Legal)' });
      await pam.button('Enter the absence').click();
      await pam.sees(/ends after it begins/);
      await pam.page.getByLabel('First day back').fill(day(3));
      await pam.button('Enter the absence').click();
      await pam.sees('Away now');
      await pam.sees(/Lena Fischer, legal stands in/);
      await eventually('Lena is asked for her', async () => {
        const { items } = await house
          .as('lena')
          .get<{ items: { approvalId: string }[] }>('/v1/approvals?mine=true&state=live');
        return items.some((one) => one.approvalId === approvalId);
      });
      expect({ faults: await pam.faults(), overflow: await pam.overflow() }).toEqual({ faults: [], overflow: 0 });
      const ada = await house.desk('Ada Quist', '/absence');
      await ada.page.getByLabel('Whose absences').selectOption({ label: 'Pam Ortega, program manager' });
      await ada.button('End now').click();
      await pam.sees('Ended early');
    }, 120_000);

    test('how somebody is told is theirs to say, and what was told is listed', async () => {
      const pam = await house.desk('Pam Ortega', '/notices?tab=how');
      await pam.page.getByLabel('How often').selectOption('daily');
      await pam.page.getByLabel('Quiet hours').check();
      await pam.button('Save').first().click();
      await pam.sees(/Saved: it holds from now on/);
      const { personId } = await house.as('pam').get<{ personId: string }>('/v1/people/me');
      expect(await house.as('pam').get(`/v1/people/${personId}/notice-settings`)).toMatchObject({
        pace: 'daily',
        quiet: { from: '20:00', to: '07:00' },
      });
      expect({ faults: await pam.faults(), overflow: await pam.overflow() }).toEqual({ faults: [], overflow: 0 });
      await pam.go('/notices');
      await pam.sees('It waits for you');
      const ada = await house.desk('Ada Quist', '/notices?tab=failed');
      await ada.sees(/Everything was delivered|Not delivered/);
      expect(await ada.faults()).toEqual([]);
    }, 120_000);

    test('a partner is paused with a reason, and goes on', async () => {
      const pam = await house.desk('Pam Ortega', `/partners/${partnerId}`);
      const command = async (title: string, reason: string): Promise<void> => {
        await pam.button('Commands').click();
        await pam.page.getByRole('menuitem', { name: title }).click();
        await pam.page.getByLabel('Reason').fill(reason);
        await pam.page.getByRole('dialog').getByRole('button', { name: title }).click();
        await pam.sees(`${title}: Northwind Wheels`);
      };
      await command('Pause', 'Their books are closed');
      await pam.page.getByText('Paused', { exact: true }).first().waitFor();
      await command('Resume', 'They are back');
      await pam.page.getByText('Active', { exact: true }).first().waitFor();
      await pam.go(`/partners/${partnerId}?tab=timeline`);
      await pam.sees('Their books are closed');
    }, 120_000);

    test('a view is kept under its name, and its rows leave as a file', async () => {
      const pam = await house.desk('Pam Ortega', '/partners?view=table');
      await pam.page.getByLabel('Search by name').fill('Berta');
      await pam.link('Northwind Wheels').waitFor({ state: 'hidden' });
      await pam.button('Save this view').click();
      await pam.page.getByLabel('Name of the view').fill('Bertas');
      await pam.button('Save').last().click();
      await pam.go('/partners?view=table');
      await pam.link('Northwind Wheels').waitFor();
      await pam.link('Bertas').click();
      await pam.link('Northwind Wheels').waitFor({ state: 'hidden' });
      const leaving = pam.page.waitForEvent('download');
      await pam.button('Export CSV').click();
      const text = readFileSync(await (await leaving).path(), 'utf8');
      expect(text).toContain('Berta Sports');
      expect(text).not.toContain('Northwind Wheels');
    }, 120_000);
  });
}
