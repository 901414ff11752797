import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ApprovalOutcome, ApprovalPlan, Decision } from '../../domain/approvals';
import { tally, timeoutOutcome } from '../../domain/approvals';
import { isRefusal } from '../../domain/errors';
import type { ApprovalTurn, AuditEntry, DecisionOutcome } from '../../domain/journal';
import type { LadderTime } from '../../domain/ladder';
import { statusPair, waitingPairs } from '../kit/attributes';
import { Climb } from '../kit/ladder';
import { nowMs, origin } from '../kit/origin';
import { AuditPad, nextTurn } from '../kit/turns';
import { business, journal } from '../kit/proxies';
import type { ApprovalInput, ApprovalOrder, ApprovalResult } from './approval.messages';
import { orderApproval, viewApproval } from './approval.messages';
import { approvalPage } from './approval-page';
import { openDoors } from './decision-doors';
import type { DecisionEntry, DecisionsGoTo, Entry } from './decision-doors';

/**
 * One decision by people: opened, decided by a quorum or ended by its ladder, told to the asker.
 *
 * 1. Updates, signals, timers and orders only append to one queue; the loop takes one entry at a time, records it,
 *    then changes state. So a decision received before the timer wins even if Postgres is down past the deadline.
 * 2. What was shown is what is decided: every decision carries the content's hash.
 * 3. After the end nothing changes: the queue is emptied and each late entry is told `APPROVAL.CLOSED`.
 */
export async function approval(input: ApprovalInput): Promise<ApprovalResult> {
  return new ApprovalRun(input).run();
}

class ApprovalRun implements DecisionsGoTo {
  readonly queue: Entry[] = [];
  private readonly decisions: Decision[] = [];
  private plan: ApprovalPlan;
  state: 'open' | 'paused' | ApprovalOutcome = 'open';
  private candidates = 0;
  private turn = 0;
  private readonly auditLines = new AuditPad();
  private readonly climb: Climb;

  constructor(readonly input: ApprovalInput) {
    this.plan = input.plan;
    this.climb = new Climb({ title: input.content.title, ...input });
    openDoors(this);
    setHandler(orderApproval, (order) => void this.queue.push({ what: 'order', order }), {
      description: 'For the asking workflow only; carries ids of what is on record, and nothing that is believed.',
    });
    setHandler(viewApproval, () => this.view(), { description: 'Where this approval stands.' });
  }

  async run(): Promise<ApprovalResult> {
    // Cancelling is the asker's way to withdraw the question: it is one more entry, never an interruption of a record.
    CancellationScope.current().cancelRequested.catch((error: unknown) => {
      if (!isCancellation(error)) throw error;
      this.queue.push({ what: 'cancel' });
    });
    return CancellationScope.nonCancellable(() => this.story());
  }

  private async story(): Promise<ApprovalResult> {
    await this.open();
    const climbing = this.climb.climb(
      () => this.ended,
      (rung) => void this.queue.push({ what: 'rung', rung }),
    );
    while (!this.ended) {
      await condition(() => this.queue.length > 0);
      await this.take(this.queue.shift()!);
    }
    const endedMs = this.now();
    await climbing;
    await this.answerTheLate();
    const { approvals, rejections } = tally(this.plan, this.decisions, this.candidates);
    return { outcome: this.state as ApprovalOutcome, approvals, rejections, endedMs };
  }

  private async open(): Promise<void> {
    const {
      approvalId,
      content,
      contentHash,
      plan,
      requester,
      beneficiaries,
      audience,
      round,
      openedMs,
      programVersion,
    } = this.input;
    const opened = await business.openApproval.executeWithOptions({ summary: `Open approval: ${content.title}` }, [
      {
        origin: origin(),
        approvalId,
        partnerId: audience.partyId,
        content,
        contentHash,
        plan,
        requester,
        beneficiaries,
        audience,
        round,
        openedMs,
        dueMs: this.climb.dueMs,
        programVersion,
      },
    ]);
    this.candidates = opened.candidates;
    if (this.candidates === 0) await this.escalateAtOnce();
    this.showDetails();
  }

  /** Nobody could decide: the next people are asked now, not at the deadline. */
  private async escalateAtOnce(): Promise<void> {
    for (let rung = this.climb.takeEscalation(); rung && this.candidates === 0; rung = this.climb.takeEscalation())
      await this.escalate(rung, 'nobody holds a deciding role');
  }

  private async take(entry: Entry): Promise<void> {
    if (entry.what === 'decision') await this.record(entry);
    else if (entry.what === 'order') await this.follow(entry.order);
    else if (entry.what === 'cancel') await this.end('cancelled', 'the asker withdrew the question');
    else await this.reach(entry.rung);
    this.showDetails();
  }

  private async record(entry: DecisionEntry): Promise<void> {
    const { approvalId, contentHash, requester, beneficiaries, audience } = this.input;
    const { message, messageId, receivedWallMs } = entry;
    const outcome = await journal.recordDecision({
      origin: origin(),
      approvalId,
      partnerId: audience.partyId,
      plan: this.plan,
      contentHash,
      requester,
      beneficiaries,
      audience,
      message,
      messageId,
      receivedWallMs,
      nowMs: this.now(),
    });
    if (!isRefusal(outcome) && !this.knows(outcome)) {
      this.decisions.push({
        personId: outcome.personId,
        seq: outcome.seq,
        decision: outcome.decision,
        contentHash,
        decidedMs: outcome.decidedMs,
      });
      if (this.state !== 'paused') await this.endIfDecided();
    }
    entry.answer = outcome;
  }

  private knows(outcome: DecisionOutcome): boolean {
    return this.decisions.some((known) => known.personId === outcome.personId && known.seq === outcome.seq);
  }

  private async endIfDecided(): Promise<void> {
    const { outcome } = tally(this.plan, this.decisions, this.candidates);
    if (outcome) await this.end(outcome, 'decided');
  }

  private async follow(order: Partial<ApprovalOrder> | null | undefined): Promise<void> {
    if (order?.order === 'command') return this.obey(String(order.messageId));
    if (order?.order !== 'peopleChanged') return;
    await this.journal([]);
    if (this.candidates === 0) await this.escalateAtOnce();
    // With fewer people left the quorum may be out of reach.
    if (this.state === 'open') await this.endIfDecided();
  }

  private async obey(messageId: string): Promise<void> {
    const { partyId: partnerId } = this.input.audience;
    const found = await journal.readOrder({ origin: origin(), partnerId, messageId, nowMs: this.now() });
    if (!found?.stands) return;
    const { command, atMs } = found;
    if ((command === 'pause' || command === 'suspend') && this.state === 'open') {
      this.state = 'paused';
      this.climb.pause(atMs);
      await this.journal([]);
    } else if (command === 'resume' && this.state === 'paused') {
      this.state = 'open';
      this.climb.resume(atMs);
      this.tellWaiting();
      await this.journal([]);
      // Decisions taken during the pause take effect now.
      await this.endIfDecided();
    }
  }

  private async reach(rung: LadderTime): Promise<void> {
    if (this.state === 'paused') return this.climb.putBack(rung);
    if (rung.kind === 'end') return this.end(timeoutOutcome(rung.outcome!), `nobody decided in time: ${rung.label}`);
    if (rung.kind === 'escalate') return this.escalate(rung, rung.label);
    await this.journal([this.line('approval.reminded', rung.label)]);
  }

  private async escalate(rung: LadderTime, why: string): Promise<void> {
    this.plan = { ...this.plan, roles: [...new Set([...this.plan.roles, ...(rung.add ?? [])])] };
    // Whoever is added must find it in the Temporal UI too.
    this.tellWaiting();
    await this.journal([this.line('approval.escalated', `${why}; added ${(rung.add ?? []).join(', ')}`)]);
  }

  private tellWaiting(): void {
    upsertSearchAttributes(waitingPairs(this.plan.roles, this.climb.dueMs));
  }

  private async end(outcome: ApprovalOutcome, why: string): Promise<void> {
    this.state = outcome;
    upsertSearchAttributes(statusPair(outcome));
    await this.journal([this.line(`approval.${outcome}`, why)]);
  }

  private async journal(lines: AuditEntry[]): Promise<void> {
    const { approvalId, audience, requester, beneficiaries } = this.input;
    this.turn = nextTurn(this.turn);
    for (const line of lines) this.auditLines.add(line);
    const turn: ApprovalTurn = {
      origin: origin(),
      approvalId,
      partnerId: audience.partyId,
      turn: this.turn,
      nowMs: this.now(),
      state: this.state,
      plan: this.plan,
      audience,
      requester,
      beneficiaries,
      dueMs: this.climb.dueMs,
      audit: this.auditLines.take(),
    };
    this.candidates = (await journal.journalApproval(turn)).candidates;
  }

  private line(action: string, reason: string): AuditEntry {
    const actor = reason === 'decided' ? 'system:workflow' : 'system:timer';
    return { action, actor, reason, subject: `approval/${this.input.approvalId}` };
  }

  /**
   * Each entry that came after the end is told so (the recording activity refuses it, or repeats the first answer
   * where it is a repetition); only then may the workflow return.
   */
  private async answerTheLate(): Promise<void> {
    do {
      for (const entry of this.queue.splice(0)) if (entry.what === 'decision') await this.record(entry);
      await condition(() => this.queue.length > 0 || allHandlersFinished());
    } while (this.queue.length > 0);
  }

  get ended(): boolean {
    return this.state !== 'open' && this.state !== 'paused';
  }

  private now(): number {
    return nowMs(this.input.clock);
  }

  private view() {
    const { approvalId, contentHash, content } = this.input;
    return {
      approvalId,
      state: this.state,
      contentHash,
      content,
      plan: this.plan,
      decisions: this.decisions,
      dueMs: this.climb.dueMs,
    };
  }

  private showDetails(): void {
    const { approvals, rejections } = tally(this.plan, this.decisions, this.candidates);
    const { plan, state } = this;
    setCurrentDetails(approvalPage(this.input, { state, plan, approvals, rejections, dueMs: this.climb.dueMs }));
  }
}
