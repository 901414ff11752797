import type { Window } from '../../kit/browser';
import { applied, approve, asked, BUSINESS_CASE, imported, task, workThrough } from '../house';
import type { ConsoleHouse } from '../house';

const CHECK = 'Check that the company is eligible';
const INTERVIEW = 'Interview and score sheet';
const ADMISSION = 'Admit the partner';
const PLAN = 'Write the 30/60/90-day plan';

/** Whoever works and hands in: claims, recalls, answers, tries again. */
export function handingInScenes(house: ConsoleHouse): void {
  describe('handing in', () => {
    test('a task is claimed and released; who claims it second is told who was faster', async () => {
      await makeChannelManager(house, 'Sam Rossi, solution engineer');
      const [partnerId] = await inRecruit(house, ['Claimed Cycles']);
      const { stepId } = await task(house, 'carl', partnerId!, CHECK);
      const carl = await house.desk('Carl Nowak', `/inbox/task-${stepId}`);
      const sam = await house.deafWindow('Sam Rossi', `/inbox/task-${stepId}`);
      await sam.sees('Nobody sees to it yet');
      await carl.button('Claim').click();
      await carl.sees('Claimed by you');
      await sam.button('Claim').click();
      await sam.sees('Somebody was faster');
      await sam.sees('Claimed by Carl Nowak, channel manager');
      await carl.button('Release').click();
      await carl.sees('Nobody sees to it yet');
    }, 120_000);

    test('whoever asked takes it back, hands in something else, and it is asked anew', async () => {
      const [partnerId] = await inRecruit(house, ['Recalled Cycles']);
      await workThrough(house, 'carl', partnerId!, [CHECK, INTERVIEW]);
      const { approvalId } = await asked(house, partnerId!, ADMISSION);
      const pam = await house.desk('Pam Ortega', `/inbox/approval-${approvalId}`);
      await pam.button('Approve').waitFor();
      const carl = await house.desk('Carl Nowak', `/inbox/approval-${approvalId}`);
      await carl.button('More').click();
      await carl.page.getByRole('menuitem', { name: 'Take it back' }).click();
      await carl.page.getByLabel('Why').fill('The figures are of last year');
      await carl.page.getByRole('dialog').getByRole('button', { name: 'Take it back' }).click();
      await pam.sees('This was taken back');
      await carl.link('Hand in something else').click();
      await handInAgain(carl, { 'Score sheet': 'The figures of this year' });
      const again = await asked(house, partnerId!, ADMISSION);
      expect(again.approvalId).not.toBe(approvalId);
      await pam.go(`/inbox/approval-${again.approvalId}`);
      await pam.sees('The figures of this year');
    }, 120_000);

    test('after a rejection the stage is repeated, and what is handed in then is decided', async () => {
      const [partnerId] = await inRecruit(house, ['Second Try Cycles']);
      await workThrough(house, 'carl', partnerId!, [CHECK, INTERVIEW]);
      const { approvalId } = await asked(house, partnerId!, ADMISSION);
      const pam = await house.desk('Pam Ortega', `/inbox/approval-${approvalId}`);
      await pam.page.getByLabel('Comment', { exact: true }).fill('Not enough people to serve');
      await pam.button('Reject').click();
      await pam.sees('This is rejected');
      await pam.go(`/partners/${partnerId}`);
      await pam.button('Commands').click();
      await pam.page.getByRole('menuitem', { name: 'Repeat a stage' }).click();
      const dialog = pam.page.getByRole('dialog');
      await dialog.getByLabel('Stage').selectOption('recruit');
      await dialog.getByLabel('Reason').fill('They have hired three people');
      await dialog.getByRole('button', { name: 'Repeat a stage' }).click();
      await pam.sees('Repeat a stage: Second Try Cycles');
      await workThrough(house, 'carl', partnerId!, [CHECK, INTERVIEW]);
      const again = await asked(house, partnerId!, ADMISSION);
      await pam.go(`/inbox/approval-${again.approvalId}`);
      await pam.button('Approve').click();
      await pam.sees('You have approved this');
    }, 120_000);

    test('the partner answers a question, hands in something better, and it is asked anew', async () => {
      const partnerId = await withPlan(house, 'Tandem Trails');
      const { approvalId } = await asked(house, partnerId, 'Agree on the plan', 'carl');
      const tia = await house.desk('Tia Novak', '/mine');
      const carl = await house.desk('Carl Nowak', `/inbox/approval-${approvalId}`);
      await carl.button('More').click();
      await carl.page.getByRole('menuitem', { name: 'Ask for information' }).click();
      await carl.page.getByLabel('Question').fill('Who runs the first campaign?');
      await carl.button('Ask for information').click();
      await tia.sees('“Who runs the first campaign?”');
      expect(await tia.faults()).toEqual([]);
      await tia.page.getByLabel('Your answer').fill('Our marketing lead');
      await tia.button('Answer').click();
      await carl.sees('“Our marketing lead”');
      await tia.link(PLAN).click();
      await handInAgain(tia, { Plan: 'With a name for each date' });
      await carl.sees('This was handed in again');
      const again = await asked(house, partnerId, 'Agree on the plan', 'carl');
      await carl.go(`/inbox/approval-${again.approvalId}`);
      await carl.sees('With a name for each date');
    }, 180_000);

    test('what could not be delivered says why, and is sent again by a click', async () => {
      const partnerId = await applied(house, 'flo', 'Unreachable Cycles');
      await house.mailFault({ mode: 'reject', to: 'flo@partner.example' });
      await approve(house, partnerId, { title: BUSINESS_CASE, by: ['pam'] });
      await workThrough(house, 'carl', partnerId, [CHECK]);
      const flo = await house.desk('Flo Santos', '/notices');
      await flo.sees(/answered 550/);
      const ada = await house.desk('Ada Quist', '/notices?tab=failed');
      await ada.sees('To Flo Santos, finance at a partner');
      await house.mailFault({ mode: 'none' });
      await flo.button('Send again').click();
      await flo.sees('Delivered by mail');
      await ada.sees('Everything was delivered');
    }, 180_000);
  });
}

/** Partners whose business case is approved. @returns their ids */
async function inRecruit(house: ConsoleHouse, names: readonly string[]): Promise<string[]> {
  const partnerIds = await imported(house, names);
  for (const partnerId of partnerIds) await approve(house, partnerId, { title: BUSINESS_CASE, by: ['pam'] });
  return partnerIds;
}

/** A partner of Tia's in Onboard: both have signed, and she has handed in the plan. @returns its id */
async function withPlan(house: ConsoleHouse, name: string): Promise<string> {
  const partnerId = await applied(house, 'tia', name);
  await approve(house, partnerId, { title: BUSINESS_CASE, by: ['pam'] });
  await workThrough(house, 'carl', partnerId, [CHECK, INTERVIEW]);
  await approve(house, partnerId, { title: ADMISSION, by: ['pam', 'lena'] });
  await workThrough(house, 'carl', partnerId, ['Send the offer letter']);
  for (const who of ['tia', 'lena']) await workThrough(house, who, partnerId, ['Sign the partner agreement']);
  await workThrough(house, 'carl', partnerId, ['Hold the kick-off']);
  await workThrough(house, 'tia', partnerId, [PLAN]);
  return partnerId;
}

/** A second holder of Carl's role. */
async function makeChannelManager(house: ConsoleHouse, displayName: string): Promise<void> {
  const { items } = await house.as('ada').get<{ items: { personId: string; displayName: string }[] }>('/v1/people');
  const { personId } = items.find((one) => one.displayName === displayName)!;
  await house.as('ada').post(`/v1/people/${personId}/roles`, { grant: [{ role: 'CAM' }] }, `grant-${personId}`);
}

async function handInAgain(window: Window, evidence: Record<string, string>): Promise<void> {
  await window.page.getByText('Hand in something else').click();
  for (const [field, text] of Object.entries(evidence)) await window.field(field).fill(text);
  await window.button('Hand in again').click();
  await window.sees(/^Handed in again/);
}
