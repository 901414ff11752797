import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  patched,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
} from '@temporalio/workflow';
import type { ApprovalOutcome, ApprovalState } from '../../domain/approvals';
import { timeoutOutcome } from '../../domain/approvals';
import { isRefusal } from '../../domain/errors';
import type { ApprovalTurn, AuditEntry, DecisionEnding } from '../../domain/journal';
import type { LadderTime } from '../../domain/ladder';
import { statusPair, waitingPairs } from '../kit/attributes';
import { Climb } from '../kit/ladder';
import { orderOnRecord } from '../kit/order-on-record';
import { nowMs, origin } from '../kit/origin';
import { AuditPad, nextTurn } from '../kit/turns';
import { business, journal } from '../kit/proxies';
import type { ApprovalInput, ApprovalResult } from './approval.messages';
import { orderApproval, viewApproval } from './approval.messages';
import { approvalPage } from './approval-page';
import { Chain } from './chain';
import { openDoors } from './decision-doors';
import type { ActEntry, DecisionEntry, Entry, WordsGoTo } from './decision-doors';
import { Task } from './task';

/**
 * One decision by people: opened, decided by a quorum or ended by its ladder, told to the asker.
 *
 * 1. Updates, signals, timers and orders only append to one queue; the loop takes one entry at a time, records it,
 *    then changes state. So a decision received before the timer wins even if Postgres is down past the deadline.
 * 2. What was shown is what is decided: every decision carries the content's hash.
 * 3. After the end nothing changes: the queue is emptied and each late entry is told `APPROVAL.CLOSED`.
 * 4. Whatever a person says, a decision or not, by whichever door, is recorded in `record` and nowhere else.
 */
export async function approval(input: ApprovalInput): Promise<ApprovalResult> {
  return new ApprovalRun(input).run();
}

class ApprovalRun implements WordsGoTo {
  readonly queue: Entry[] = [];
  private readonly chain: Chain;
  private readonly climb: Climb;
  readonly task: Task;
  private outcome: ApprovalOutcome | undefined;
  private recalled = false;
  private turn = 0;
  private toldShort = false;
  private readonly auditLines = new AuditPad();

  constructor(readonly input: ApprovalInput) {
    this.chain = new Chain(input);
    this.climb = new Climb({ title: input.content.title, ...input });
    this.task = new Task(this.climb, input.rule?.infoStopsClock ?? false);
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
    const { approvals, rejections } = this.chain.tally();
    const recalled = this.recalled ? { recalled: true as const } : {};
    return { outcome: this.outcome!, approvals, rejections, endedMs, ...recalled };
  }

  private async open(): Promise<void> {
    const { approvalId, content, audience, round, openedMs, programVersion } = this.input;
    const opened = await business.openApproval.executeWithOptions({ summary: `Open approval: ${content.title}` }, [
      {
        origin: origin(),
        approvalId,
        partnerId: audience.partyId,
        content,
        ...this.question,
        round,
        openedMs,
        dueMs: this.climb.dueMs,
        programVersion,
      },
    ]);
    this.chain.heard(opened);
    if (this.chain.needsMorePeople) await this.escalateAtOnce();
    this.showDetails();
  }

  /** What is asked of whom, as every activity needs it. */
  private get question() {
    const { contentHash, rule, requester, beneficiaries, audience } = this.input;
    return { contentHash, plan: this.chain.plan, rule, requester, beneficiaries, audience };
  }

  /** Nobody, or too few, could decide: the next people are asked now, not at the deadline. */
  private async escalateAtOnce(): Promise<void> {
    const { chain } = this;
    while (chain.needsMorePeople) {
      const rung = this.climb.takeEscalation();
      if (!rung) break;
      await this.escalate(
        rung,
        chain.candidates === 0 ? 'nobody holds a deciding role' : 'too few hold a deciding role',
      );
    }
    // Approvals that began before have lost one more rung here.
    if (!patched('human-task-rung-kept')) this.climb.takeEscalation();
    const why = `${chain.short} of the approvals nobody could give: grant a role, or enter who stands in`;
    if (chain.short > 0 && !this.toldShort) await this.journal([this.line('approval.unreachable', why)]);
    this.toldShort = chain.short > 0;
  }

  private async take(entry: Entry): Promise<void> {
    if (entry.what === 'decision' || entry.what === 'act') await this.record(entry);
    else if (entry.what === 'order') await this.follow(entry.order);
    else if (entry.what === 'cancel') await this.end('cancelled', 'the asker withdrew the question');
    else await this.reach(entry.rung);
    this.showDetails();
  }

  /** The one choke point: whatever people say is recorded here, with the proof of who says it, and then has its effect. */
  private async record(entry: DecisionEntry | ActEntry): Promise<void> {
    const { approvalId, audience } = this.input;
    const { messageId, receivedWallMs } = entry;
    const said = {
      origin: origin(),
      approvalId,
      partnerId: audience.partyId,
      ...this.question,
      progress: this.chain.place,
      messageId,
      receivedWallMs,
      nowMs: this.now(),
    };
    if (entry.what === 'decision') {
      const outcome = await journal.recordDecision({ ...said, message: entry.message, ending: this.ending });
      if (!isRefusal(outcome) && this.chain.take(outcome) && !this.task.paused) await this.settle(outcome.endedIn);
      entry.answer = outcome;
    } else {
      const { act, message } = entry;
      const { claimedBy, askedBy } = this.task;
      const task = { state: this.state, claimedBy, askedBy };
      const outcome = await journal.recordApprovalAct({ ...said, ...task, act, message });
      if (!isRefusal(outcome)) await this.perform(outcome);
      entry.answer = outcome;
    }
  }

  private async perform(done: Parameters<Task['perform']>[0]): Promise<void> {
    if (done.act === 'recall') {
      this.recalled = true;
      return this.end('cancelled', 'recalled by whoever asked');
    }
    if (this.task.perform(done)) await this.journal([]);
  }

  /** What the recording of a decision writes with it, if it is the one that ends the approval: one transaction for both. */
  private get ending(): DecisionEnding | undefined {
    if (this.ended || this.task.paused) return undefined;
    const { claimedBy } = this.task;
    return { turn: nextTurn(this.turn), ...this.chain.counted, claimedBy, dueMs: this.climb.dueMs };
  }

  /** After a decision, or when there are other people: ended, or another level is asked. */
  private async settle(endedIn?: number): Promise<void> {
    const { outcome, level } = this.chain.tally();
    if (outcome) return this.end(outcome, 'decided', endedIn);
    if (level === this.chain.level) return;
    this.chain.goTo(level);
    this.tellWaiting();
    await this.journal([this.line('approval.advanced', `level ${level} of ${this.chain.plan.levelCount} is asked`)]);
    if (this.chain.needsMorePeople) await this.escalateAtOnce();
  }

  private async follow(order: unknown): Promise<void> {
    const { audience } = this.input;
    const told = await orderOnRecord(order, { partnerId: audience.partyId, nowMs: this.now() });
    if (told?.what === 'amended') await this.end('superseded', 'what was to be decided has changed');
    else if (told?.what === 'peopleChanged') await this.lookAgain();
    else if (told?.what === 'command' && this.task.obey(told)) {
      // What was left of the time goes on from now.
      this.tellWaiting();
      await this.journal([]);
      // Decisions taken during the pause take effect now.
      if (!this.task.paused) await this.settle();
    }
  }

  private async lookAgain(): Promise<void> {
    await this.journal([]);
    if (this.chain.needsMorePeople) await this.escalateAtOnce();
    // With fewer people left the quorum may be out of reach.
    if (!this.task.paused) await this.settle();
  }

  private async reach(rung: LadderTime): Promise<void> {
    if (this.task.stopped) return this.climb.putBack(rung);
    if (rung.kind === 'end') return this.end(timeoutOutcome(rung.outcome!), `nobody decided in time: ${rung.label}`);
    if (rung.kind === 'escalate') return this.escalate(rung, rung.label);
    await this.journal([this.line('approval.reminded', rung.label)]);
  }

  private async escalate(rung: LadderTime, why: string): Promise<void> {
    this.chain.add(rung.add ?? []);
    // Whoever is added must find it in the Temporal UI too.
    this.tellWaiting();
    await this.journal([this.line('approval.escalated', `${why}; added ${(rung.add ?? []).join(', ')}`)]);
  }

  private tellWaiting(): void {
    upsertSearchAttributes(waitingPairs(this.chain.plan.roles, this.climb.dueMs));
  }

  private async end(outcome: ApprovalOutcome, why: string, endedIn = 0): Promise<void> {
    this.outcome = outcome;
    upsertSearchAttributes(statusPair(outcome));
    // What a lost workflow task had written is not the end of this one where other turns have followed.
    if (endedIn > this.turn) this.turn = endedIn;
    else await this.journal([this.line(`approval.${outcome}`, why)]);
  }

  private async journal(lines: AuditEntry[]): Promise<void> {
    const { approvalId, audience } = this.input;
    const { contentHash: _contentHash, ...question } = this.question;
    this.turn = nextTurn(this.turn);
    for (const line of lines) this.auditLines.add(line);
    const turn: ApprovalTurn = {
      origin: origin(),
      approvalId,
      partnerId: audience.partyId,
      turn: this.turn,
      nowMs: this.now(),
      state: this.state,
      ...question,
      progress: this.chain.progress,
      claimedBy: this.task.claimedBy,
      dueMs: this.climb.dueMs,
      audit: this.auditLines.take(),
    };
    const found = await journal.journalApproval(turn);
    this.chain.heard(found);
    if (!found.claimLost) return;
    const reason = `${this.task.claimedBy} cannot decide any more`;
    this.task.claimedBy = undefined;
    await this.journal([{ ...this.line('approval.released', reason), actor: 'system:workflow' }]);
  }

  private line(action: string, reason: string): AuditEntry {
    const actor = BY_WORKFLOW.includes(action) || reason === 'decided' ? 'system:workflow' : 'system:timer';
    return { action, actor, reason, subject: `approval/${this.input.approvalId}` };
  }

  /**
   * Each entry that came after the end is told so (the recording activity refuses it, or repeats the first answer
   * where it is a repetition); only then may the workflow return.
   */
  private async answerTheLate(): Promise<void> {
    do {
      for (const entry of this.queue.splice(0))
        if (entry.what === 'decision' || entry.what === 'act') await this.record(entry);
      await condition(() => this.queue.length > 0 || allHandlersFinished());
    } while (this.queue.length > 0);
  }

  get ended(): boolean {
    return this.outcome !== undefined;
  }

  get state(): ApprovalState {
    return this.outcome ?? this.task.state;
  }

  private now(): number {
    return nowMs(this.input.clock);
  }

  private view() {
    const { approvalId, contentHash, content } = this.input;
    const { plan, decisions } = this.chain;
    const { claimedBy } = this.task;
    return { approvalId, state: this.state, contentHash, content, plan, decisions, dueMs: this.climb.dueMs, claimedBy };
  }

  private showDetails(): void {
    const { approvals, rejections } = this.chain.tally();
    const { state, plan, dueMs, claimedBy } = this.view();
    setCurrentDetails(approvalPage(this.input, { state, plan, approvals, rejections, dueMs, claimedBy }));
  }
}

/** What happens by what people did, and not by the passing of time. */
const BY_WORKFLOW = ['approval.advanced', 'approval.superseded', 'approval.unreachable'];
