import { eventually } from '../../crash/house';
import { dose } from '../../kit/dose';
import { approve, asked, BUSINESS_CASE, decisionsOn, imported } from '../house';
import type { ConsoleHouse } from '../house';

/** How many approvals are double-clicked. */
const DOUBLE_CLICKS = dose({ test: 3, hard: 100, soak: 100 });

/** Whoever decides: once, at once, and told where they stand. */
export function decidingScenes(house: ConsoleHouse): void {
  describe('deciding', () => {
    test('a letter leads to what it is about; a link that nobody keeps any more says so', async () => {
      const [partnerId] = await imported(house, ['Letter Cycles']);
      const { approvalId } = await asked(house, partnerId!, BUSINESS_CASE);
      const pam = await house.desk('Pam Ortega', `/approvals/${approvalId}`);
      await pam.button('Approve').waitFor();
      expect(new URL(pam.page.url()).pathname).toBe(`/inbox/approval-${approvalId}`);
      await pam.go('/links/nobody-keeps-this');
      await pam.sees('This link was used, is too old, or is no longer kept');
    }, 120_000);

    test('who was slower is told so: live, and in a tab that heard nothing', async () => {
      const [partnerId] = await imported(house, ['Slow Cycles']);
      const { approvalId } = await asked(house, partnerId!, BUSINESS_CASE);
      const [pam, vera, stale] = [
        await house.desk('Pam Ortega', `/inbox/approval-${approvalId}`),
        await house.desk('Vera Blom', `/inbox/approval-${approvalId}`),
        await house.deafWindow('Vera Blom', `/inbox/approval-${approvalId}`),
      ];
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
      const pam = await house.desk('Pam Ortega', '/inbox');
      for (const { approvalId } of approvals) {
        await pam.turnTo(`/inbox/approval-${approvalId}`);
        await pam.button('Approve').dblclick();
        await pam.sees(/This is approved/);
        expect(await decisionsOn(house, approvalId)).toHaveLength(1);
      }
    }, 600_000);

    test('several approvals are decided at once, each with its own answer', async () => {
      const partnerIds = await imported(house, ['Bulk One', 'Bulk Two']);
      for (const partnerId of partnerIds) await asked(house, partnerId, BUSINESS_CASE);
      const pam = await house.desk('Pam Ortega', '/inbox');
      for (const name of ['Bulk One', 'Bulk Two'])
        await pam.page.getByLabel(`Select ${BUSINESS_CASE}, ${name}`).check();
      await pam.sees('2 approvals selected');
      await pam.button('Approve all').click();
      await pam.sees('Approved: 2 approvals');
      await eventually('both partners are in Recruit', async () => {
        const { items } = await house.as('pam').get<{ items: { partnerId: string }[] }>('/v1/partners?stage=recruit');
        return partnerIds.every((id) => items.some(({ partnerId }) => partnerId === id));
      });
    }, 120_000);

    test('of several at once, those that somebody else has decided meanwhile are named with the reason', async () => {
      const names = ['Bulk Three', 'Bulk Four', 'Bulk Five'];
      const partnerIds = await imported(house, names);
      for (const partnerId of partnerIds) await asked(house, partnerId, BUSINESS_CASE);
      const pam = await house.deafWindow('Pam Ortega', '/inbox');
      for (const name of names) await pam.page.getByLabel(`Select ${BUSINESS_CASE}, ${name}`).check();
      await approve(house, partnerIds[1]!, { title: BUSINESS_CASE, by: ['vera'] });
      await pam.button('Approve all').click();
      await pam.sees('Approved: 2 approvals');
      const refused = pam.page.getByRole('alert').filter({ hasText: '1 approval not decided' });
      await refused.getByText(`${BUSINESS_CASE}, Bulk Four: somebody was faster`).waitFor();
      await pam.page.getByLabel(`Select ${BUSINESS_CASE}, Bulk Three`).waitFor({ state: 'hidden' });
      await refused.getByText('Bulk Four').waitFor();
      expect(await pam.faults()).toEqual([]);
    }, 120_000);

    test('everything goes by keyboard alone: signing in, finding, approving', async () => {
      const [partnerId] = await imported(house, ['Keyboard Cycles']);
      await asked(house, partnerId!, BUSINESS_CASE);
      const { page } = await house.window();
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
    }, 120_000);

    test('after signing out, Back shows nothing of what was there', async () => {
      await imported(house, ['Secret Cycles']);
      const vera = await house.window();
      await vera.signIn('Vera Blom', '/partners?view=table');
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
}
