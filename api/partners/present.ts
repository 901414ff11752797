import type { PartnerDetail, PartnerSummary, StageRunView, StepView } from '../../database/views/partners';
import type { TimelineEntry } from '../../database/views/timeline';
import { sideOf } from '../../domain/roles';
import { allowedActions, COMMANDS } from '../../domain/lifecycle';
import type { Principal } from '../auth/principal';
import { holdsOne } from '../auth/principal';
import { momentOf, momentOrNull } from '../http/moments';
import type { Temporal } from '../temporal';

/** Makes rows into answers for one reader: with links, and without what is not theirs to read. */
export class Presenter {
  constructor(
    private readonly reader: Principal,
    private readonly temporal: Temporal,
  ) {}

  /** A partner in a list. */
  summary(partner: PartnerSummary) {
    const { appliedMs, changedMs, nextDueMs, sinceMs, programId, programVersion, workflowId, ...rest } = partner;
    return {
      ...rest,
      // Who it resembles is another partner's name to a partner's people.
      possibleDuplicateOf: this.isStaff ? rest.possibleDuplicateOf : null,
      applied: momentOf(appliedMs),
      changed: momentOf(changedMs),
      nextDue: momentOrNull(nextDueMs),
      since: momentOrNull(sinceMs),
      program: { programId, version: programVersion },
      temporalUrl: this.temporal.linkTo(workflowId),
    };
  }

  /** A partner's own page. */
  detail(partner: PartnerDetail, runs: readonly StageRunView[]) {
    const { profile, registrationNumber, notes, previousPartnerId, owners } = partner;
    const open = runs.filter((run) => run.outcome === null);
    return {
      state: 'running' as const,
      ...this.summary(partner),
      registrationNumber,
      profile,
      notes: this.isStaff ? notes : [],
      previousPartnerId,
      owners,
      allowedActions: allowedActions(partner.mode),
      myActions: allowedActions(partner.mode).filter((name) =>
        holdsOne(this.reader, COMMANDS[name].roles, partner.region),
      ),
      waitingFor: open.flatMap((run) =>
        run.steps.filter((step) => step.state === 'open').map((step) => this.waiting(run, step)),
      ),
      stageRuns: runs.map((run) => this.run(run)),
    };
  }

  /** One line of a partner's timeline. */
  entry(entry: TimelineEntry) {
    const isTheirs = this.isStaff || entry.actor === `person/${this.reader.personId}`;
    return {
      seq: entry.seq,
      at: momentOf(entry.atMs),
      // A partner's people learn that somebody of ours acted, not who or what was said about them.
      actor: isTheirs || !entry.actor.startsWith('person/') ? entry.actor : 'person',
      actorName: isTheirs ? entry.actorName : null,
      onBehalfOf: isTheirs ? entry.onBehalfOf : null,
      action: entry.action,
      subject: entry.subject,
      reason: isTheirs ? entry.reason : null,
      details: isTheirs ? entry.details : null,
      programVersion: entry.programVersion,
      temporalUrl: this.temporal.linkTo(entry.workflowId),
    };
  }

  private waiting(run: StageRunView, step: StepView) {
    const { stepId, title, waitingFor, roles } = step;
    return { stepId, stage: run.stage, title, waitingFor, roles, due: momentOrNull(step.dueMs) };
  }

  private run(run: StageRunView) {
    const { workflowId, startedMs, endedMs, closesMs, steps, ...rest } = run;
    return {
      ...rest,
      reason: this.isStaff ? rest.reason : null,
      started: momentOf(startedMs),
      ended: momentOrNull(endedMs),
      closes: momentOrNull(closesMs),
      temporalUrl: this.temporal.linkTo(workflowId),
      steps: steps.map((step) => this.step(step)),
    };
  }

  private step(step: StepView) {
    const { openedMs, dueMs, endedMs, approvalWorkflowId, ...rest } = step;
    const mayReadAll = this.isStaff || step.roles.some((role) => sideOf(role) === 'partner');
    return {
      ...rest,
      ...(mayReadAll ? {} : { reason: null, result: null, details: null }),
      opened: momentOrNull(openedMs),
      due: momentOrNull(dueMs),
      ended: momentOrNull(endedMs),
      approvalTemporalUrl: approvalWorkflowId === null ? null : this.temporal.linkTo(approvalWorkflowId),
    };
  }

  private get isStaff(): boolean {
    return this.reader.partnerId === null;
  }
}
