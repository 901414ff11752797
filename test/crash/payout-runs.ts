/** Many payout runs at once, each of a program of its own, with everybody to pay ready in the tables. */
import type { AccountVault } from '../../database/intake/account-vault';
import { payoutRunId } from '../../domain/ids';
import { payoutRunRowId } from '../../domain/incentivize/payout-run';
import type { PayoutRunKey, PayoutRunState } from '../../domain/incentivize/payout-run';
import type { ProgramVersion } from '../../domain/program';
import type { PaymentProvider } from '../../local/payment-provider';
import type { Service } from '../../local/service';
import type { DuePartner } from '../kit/payouts';
import { addDuePartner } from '../kit/payouts';
import { addPerson } from '../kit/rows';
import type { House } from './house';
import { publish, rows } from './house';
import { crashProgram } from './program';

/** Every so many-th account is closed: its payment is refused. */
const CLOSED_EVERY = 4;
/** Every so many-th payee is a person at the partner. */
const PERSON_EVERY = 3;
/** `temporal.api.enums.v1.PendingActivityState`. */
const STARTED = 2;

/** The runs of a test, and what they are to pay. */
export class PayoutRuns {
  readonly keys: PayoutRunKey[];
  private readonly due: DuePartner[] = [];

  constructor(
    private readonly house: House,
    private readonly many: { runs: number; payees: number },
  ) {
    this.keys = Array.from({ length: many.runs }, (_, n) => ({
      ...{ programId: `paid-${n + 1}`, period: '2026-Q3', kind: 'regular', number: 1 },
    }));
  }

  get rowIds(): string[] {
    return this.keys.map(payoutRunRowId);
  }

  /** Programs, and partners to whom something is due: whole amounts, cents, closed accounts. */
  async prepare(vault: AccountVault): Promise<void> {
    const { house, many } = this;
    const finance = { proposer: await addPerson(house.pool), verifier: await addPerson(house.pool) };
    for (const [run, { programId }] of this.keys.entries()) {
      await publish(house, { ...crashProgram(), id: programId, title: `Paid ${run + 1}` });
      const version = { programId, version: 1 } as ProgramVersion;
      for (let n = 1; n <= many.payees; n += 1) {
        const partnerId = `due-${run + 1}-${n}`;
        const closed = n % CLOSED_EVERY === 0;
        const given = {
          ...{ finance, vault, partnerId, holderName: closed ? `${partnerId} Closed` : partnerId },
          // What one of a partner's people has earned moves once, too.
          ...(n % PERSON_EVERY === 0 && { personId: `seller-${n}` }),
        };
        const partner = await addDuePartner(house.pool, version, { ...given, amountMinor: BigInt(n * 10_001 + run) });
        if (!closed) this.due.push(partner);
      }
    }
  }

  async open(): Promise<void> {
    await this.each(({ programId, ...asked }) =>
      this.send('fiona', '/v1/payout-runs', { program: programId, ...asked }),
    );
  }

  async approve(): Promise<void> {
    const hashes = await rows<{ runId: string; contentHash: string }>(
      this.house,
      'SELECT run_id AS "runId", content_hash AS "contentHash" FROM payout_run',
    );
    await Promise.all(
      hashes.map(({ runId, contentHash }) => this.send('frank', `/v1/payout-runs/${runId}/approval`, { contentHash })),
    );
  }

  async close(): Promise<void> {
    const body = { command: 'close', reason: 'Accounts are closed' };
    await this.each((key) => this.send('fiona', `/v1/payout-runs/${payoutRunRowId(key)}/commands`, body));
  }

  /** Whether every run is in one of these states. */
  async are(...states: PayoutRunState[]): Promise<boolean> {
    const found = await rows(this.house, 'SELECT FROM payout_run WHERE state = ANY($1)', [states]);
    return found.length === this.keys.length;
  }

  /** As an operator may do it: from its first task on everything happens again, orders included. */
  async resetToStart(): Promise<void> {
    const { temporal, stack } = this.house;
    await this.each(async (key) => {
      const workflowId = payoutRunId(key);
      const { events } = await temporal.workflow.getHandle(workflowId).fetchHistory();
      const first = events?.find(({ workflowTaskCompletedEventAttributes: task }) => task);
      await temporal.workflowService.resetWorkflowExecution({
        namespace: stack.temporal.namespace,
        workflowExecution: { workflowId },
        reason: 'A test',
        workflowTaskFinishEventId: first!.eventId,
        requestId: `${workflowId}/reset`,
      });
    });
  }

  /** Whether the worker is paying for some run; one is asked after another, not to keep Temporal busy with it. */
  async areInHandOf({ pid }: Service): Promise<boolean> {
    for (const key of this.keys) {
      const { raw } = await this.house.temporal.workflow.getHandle(payoutRunId(key)).describe();
      const inHand = (raw.pendingActivities ?? []).some(
        ({ state, lastWorkerIdentity }) => state === STARTED && lastWorkerIdentity?.startsWith(`${pid}@`),
      );
      if (inHand) return true;
    }
    return false;
  }

  /** The oracle is the provider's own book: each payee's money has moved once, to the cent, and nobody else's. */
  expectPaidOnce(provider: PaymentProvider): void {
    const moved = provider.moved().map(({ payeeName, amount }) => `${payeeName} ${amount}`);
    const owed = this.due.map(({ partnerId, amountMinor }) => `${partnerId} ${decimal(amountMinor)}`);
    expect(moved.sort()).toEqual(owed.sort());
  }

  private async each(work: (key: PayoutRunKey) => Promise<void>): Promise<void> {
    await Promise.all(this.keys.map(work));
  }

  private async send(who: string, path: string, body: object): Promise<void> {
    const { status, body: answer } = await this.house
      .person(who)
      .insist('POST', path, { body, key: `${who} ${path} ${JSON.stringify(body)}`.replace(/\W+/g, '-').slice(0, 200) });
    if (status >= 300) throw new Error(`POST ${path} was answered ${status}: ${JSON.stringify(answer)}`);
  }
}

const decimal = (minor: bigint): string => `${minor / 100n}.${String(minor % 100n).padStart(2, '0')}`;
