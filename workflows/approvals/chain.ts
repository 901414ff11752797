import type { ApprovalPlan, Decision } from '../../domain/approvals';
import type { PlanProgress } from '../../domain/approvals/plan';
import { planAt, progressAt } from '../../domain/approvals/plan';
import { factsOf } from '../../domain/approvals/rule';
import type { ChainTally, SeatedLevel } from '../../domain/approvals/seats';
import { tallyOf } from '../../domain/approvals/seats';
import type { ApprovalCandidates, DecisionOutcome } from '../../domain/journal';
import type { RoleId } from '../../domain/steps';
import type { ApprovalInput } from './approval.messages';

/** The count of one approval: what was decided, which level is asked, who could decide. Bookkeeping, no effects. */
export class Chain {
  readonly decisions: Decision[] = [];
  plan: ApprovalPlan;
  level = 1;
  candidates = 0;
  /** Approvals that nobody could give. */
  short = 0;
  private added: RoleId[] = [];
  private seats: SeatedLevel[] | undefined;

  constructor(private readonly input: Pick<ApprovalInput, 'plan' | 'rule' | 'content' | 'contentHash'>) {
    this.plan = input.plan;
  }

  /** Who could decide, as an activity has resolved it. */
  heard({ candidates, short = 0, levels }: ApprovalCandidates): void {
    this.candidates = candidates;
    this.short = short;
    this.seats = levels ?? this.seats;
    this.showLevel();
  }

  /** Takes a recorded decision into account. @returns false when it was known already */
  take({ recorded: _recorded, endedIn: _endedIn, ...decision }: DecisionOutcome): boolean {
    if (this.decisions.some(({ personId, seq }) => personId === decision.personId && seq === decision.seq))
      return false;
    this.decisions.push({ ...decision, contentHash: this.input.contentHash });
    return true;
  }

  tally(): ChainTally {
    return tallyOf({ plan: this.plan, ...this.counted });
  }

  /** What is counted, for whoever records one more decision. */
  get counted() {
    const { decisions, candidates, seats } = this;
    return { decisions, candidates, seats };
  }

  /** Asks another level: the next one, or, after a revoke, an earlier one again. */
  goTo(level: number): void {
    this.level = level;
    this.showLevel();
  }

  /** More roles may decide from now on. */
  add(roles: readonly RoleId[]): void {
    this.added = [...new Set([...this.added, ...roles])];
    this.plan = { ...this.plan, roles: [...new Set([...this.plan.roles, ...roles])] };
  }

  /** Nobody at all, or too few: the next people are asked now. */
  get needsMorePeople(): boolean {
    return this.candidates === 0 || this.short > 0;
  }

  get progress(): PlanProgress | undefined {
    if (this.input.rule) return progressAt(this.level, this.decisions, this.added);
    // What the ladder has added is among the roles of a plain plan.
    return this.decisions.length > 0 ? progressAt(1, this.decisions) : undefined;
  }

  /** For whoever records a decision: it reads itself what was decided. */
  get place(): Pick<PlanProgress, 'level' | 'added'> | undefined {
    return this.input.rule && { level: this.level, added: this.added };
  }

  private showLevel(): void {
    const { rule, content } = this.input;
    if (!rule) return;
    const { level, added, seats } = this;
    this.plan = planAt(rule, { facts: factsOf(content.facts), level, added, seats: seats?.[level - 1] });
  }
}
