import { ApiProblem } from './http';
import type { ApiClient } from './http';
import type { ApprovalAnswer, Page, TaskAnswer } from './answers';

/** What people hand in when a task asks for evidence. */
const EVIDENCE: Record<string, string> = {
  finding: 'In the company register, no competing brand',
  scoreSheet: 'Market 4/5, team 4/5, commitment 5/5',
  taxForm: 'https://files.example/acme/w-9.pdf',
  bankLetter: 'https://files.example/acme/bank-letter.pdf',
  notes: 'Goals, contacts and first customers agreed',
  plan: 'Certificate by day 30, first deal by day 60, first campaign by day 90',
  feedback: 'Clear story, good answers on sizing',
  answer: 'https://files.example/acme/ownership.pdf',
  letter: 'https://files.example/acme/offer.pdf',
  request: '2,400 USD for a demo day in week six',
  proof: 'https://files.example/acme/demo-day-photos.zip',
  invoice: 'https://files.example/acme/demo-day-invoice.pdf',
  leadList: 'https://files.example/acme/demo-day-leads.csv',
  roiSheet: '42 leads, 9 in the pipeline',
  decision: 'No conflict; protected for 90 days',
  forecast: 'Three deals likely this quarter',
  minutes: 'Quarter reviewed, two joint accounts for the next one',
};

/** Somebody else decided or completed it in the same moment, or it closed: then there is nothing left to do. */
const TOO_LATE = new Set([
  'APPROVAL.CLOSED',
  'APPROVAL.ALREADY_DECIDED',
  'APPROVAL.EXCLUDED',
  'APPROVAL.NOT_CANDIDATE',
  'STEP.CLOSED',
  'REQUEST.NOT_FOUND',
  'AUTH.FORBIDDEN',
]);

/** One person who looks into the inbox and does what waits there. */
export class Player {
  private readonly seen = new Set<string>();

  constructor(
    readonly name: string,
    readonly api: ApiClient,
    private readonly told: (what: string) => void,
  ) {}

  /** Does everything that waits for this person at one partner; tells how many things that were. */
  async act(partnerId: string): Promise<number> {
    const approvals = await this.api.get<Page<ApprovalAnswer>>('/v1/approvals?state=open');
    const tasks = await this.api.get<Page<TaskAnswer>>('/v1/tasks');
    let done = 0;
    for (const approval of approvals.items)
      if (approval.partnerId === partnerId && (await this.once(approval.approvalId, () => this.decide(approval))))
        done += 1;
    for (const task of tasks.items)
      if (task.partnerId === partnerId && (await this.once(keyOf(task), () => this.perform(task)))) done += 1;
    return done;
  }

  private async once(key: string, act: () => Promise<void>): Promise<boolean> {
    if (this.seen.has(key)) return false;
    this.seen.add(key);
    try {
      await act();
      return true;
    } catch (error) {
      if (error instanceof ApiProblem && TOO_LATE.has(error.code)) return false;
      throw error;
    }
  }

  private async decide({ approvalId, contentHash, title }: ApprovalAnswer): Promise<void> {
    await this.api.post(`/v1/approvals/${approvalId}/decisions`, {
      decision: 'approve',
      contentHash,
      comment: 'Looks right',
    });
    this.told(`approved “${title}”`);
  }

  private async perform(task: TaskAnswer): Promise<void> {
    const { stepId, kind, title, details } = task;
    if (kind === 'agreement') {
      await this.api.post(`/v1/agreements/${String(details?.['agreementId'])}/signatures`, {
        documentHash: details?.['documentHash'],
      });
      return this.told(`${details?.['signed'] === true ? 'countersigned' : 'signed'} “${title}”`);
    }
    const asked = (details?.['evidence'] ?? []) as string[];
    const evidence = Object.fromEntries(asked.map((field) => [field, EVIDENCE[field] ?? `${field}: see the file`]));
    await this.api.post(`/v1/tasks/${stepId}/completion`, { evidence, comment: 'Done' });
    this.told(`completed “${title}”`);
  }
}

/** An agreement waits twice, first for the partner's and then for our signature. */
function keyOf({ stepId, details }: TaskAnswer): string {
  return `${stepId}/${String(details?.['signed'] ?? '')}`;
}
