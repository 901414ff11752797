import type { ApprovalActOutcome, ApprovalActRecord } from '../domain/approvals/acts';
import type { RecordedOrder } from '../domain/journal';
import type {
  ApprovalCandidates,
  ApprovalOpening,
  ApprovalTurn,
  ClaimsHeld,
  CommandRecord,
  DecisionOutcome,
  DecisionRecord,
} from '../domain/journal';
import type {
  LifecycleStart,
  LifecycleStarted,
  LifecycleTurn,
  Origin,
  ServiceInput,
  ServiceResult,
} from '../domain/journal';
import type { StageTurn, StepActionOutcome, StepActionRecord } from '../domain/journal';
import type { AbsenceInput, Rerouted, RerouteRequest } from '../domain/people/absence';
import type { PersonChanged, PersonChangeRecord } from '../domain/people/person-change';
import type { NoticeDelivery, NoticeDeliveryFailed, NoticeGathering, NoticePlan } from '../domain/people/notices';
import type { PeopleChangeTelling, PeopleChangeTold } from '../domain/people/people-changed';
import type { PublicationRecord, Published } from '../domain/programs/program-publication';
import type { ImportProgress, ImportTicket } from '../domain/imports';
import type { CertificateStanding, CertificateTurn } from '../domain/enable/certificate';
import type { DisputeOutcome, DisputeRaised, DisputeSettling, DisputeTicket } from '../domain/incentivize/dispute';
import type {
  PayoutRunOpened,
  PayoutRunOpening,
  PayoutRunOrdered,
  PayoutRunStanding,
  PayoutRunState,
  PayoutRunTicket,
} from '../domain/incentivize/payout-run';
import type {
  PayoutOpened,
  PayoutOpening,
  PayoutScheduled,
  PayoutScheduling,
} from '../domain/incentivize/payout-schedule';
import type { ReportTaken, ReportTicket } from '../domain/incentivize/payment-report';
import type { PayeeChanged, PayeeChangeRecord } from '../domain/incentivize/payee';
import type { PricingProgress, PricingTicket } from '../domain/incentivize/pricing-run';
import type { ProgramSlice } from '../domain/program';
import type { Refusal } from '../domain/errors';
import { tier } from './accelerate/tier';
import { approvals } from './approvals/approval';
import { access } from './onboard/access';
import { agreement } from './onboard/agreement';
import { absences } from './people/absence';
import { notices } from './people/notices';
import { personChangeActivities } from './people/person-change';
import type { PersonChangeDeps } from './people/person-change';
import { peopleChanged } from './people/people-changed';
import { programPublicationActivities } from './programs/program-publication';
import type { ProgramPublicationDeps } from './programs/program-publication';
import { application } from './recruit/application';
import { screening } from './recruit/screening';
import { calendars } from './shared/calendars';
import { commands } from './shared/commands';
import type { Deps } from './shared/deps';
import { facts } from './shared/facts';
import { withFailures } from './shared/failures';
import { journal } from './shared/journal';

import { programReader } from './shared/programs';
import { stepActions } from './shared/step-actions';
import { stepClaims } from './shared/step-claims';
import { training } from './training/training';
import { imports } from './imports/bulk-import';
import { disputes } from './payouts/dispute';
import { payeeChangeActivities } from './payouts/payee-change';
import type { PayeeChangeDeps } from './payouts/payee-change';
import { payouts } from './payouts/payout';
import { paymentReports } from './payouts/payment-report';
import type { PaymentReportDeps } from './payouts/payment-report';
import { payoutSchedules } from './payouts/payout-schedule';
import { payoutRuns } from './payouts/payout-run';
import type { PayoutRunDeps } from './payouts/payout-run';
import { pricing } from './payouts/pricing';
import { fit } from './strategize/fit';

/**
 * The registry: every effect of the product by name, one line each, grouped by kind of risk (workflows/kit/proxies.ts).
 *
 * Recording activities return refusals and throw only for what a retry can cure. Each says what it is idempotent by.
 */
export interface Activities {
  // ── journal: our own rows, called as local activities ────────────────────────────────────────────────────────────
  /** Turns the staged application into partner, first person, entry tier and named owner. Idempotent by partner id. */
  beginLifecycle(input: LifecycleStart): Promise<LifecycleStarted | Refusal>;
  /** Writes the partner's row and its audit lines. Idempotent by (workflow id, turn). */
  journalLifecycle(turn: LifecycleTurn): Promise<void>;
  /** Writes the stage's row, changed step rows and audit lines. Idempotent by (stage workflow id, turn). */
  journalStage(turn: StageTurn): Promise<void>;
  /** Verifies who commands and that they may, audits it, applies a hand-over. Idempotent by message id. */
  recordCommand(record: CommandRecord): Promise<{ recorded: true; personId: string } | Refusal>;
  /** Reads a command that a workflow was told to follow; one that is not on record is dropped with an audit line. Idempotent by message id. */
  readOrder(input: OrderRequest): Promise<RecordedOrder | null>;
  /** Verifies who acts on a step and that they may, moves evidence, records a signature. Idempotent by message id. */
  recordStepAction(record: StepActionRecord): Promise<StepActionOutcome | Refusal>;
  /** Which claims are held by people who left, or who hold none of the step's roles any more. Reads only. */
  findLostClaims(held: ClaimsHeld): Promise<{ lost: string[] }>;
  /** Tells whether a change of what an approval decides is on record; one that is not is dropped with an audit line. Idempotent by message id. */
  readAmendment(input: OrderRequest & { askerId: string }): Promise<{ amended: boolean }>;
  /** Makes the document to sign. Idempotent by (stage workflow id, step key). */
  prepareAgreement(input: AgreementRequest): Promise<{ agreementId: string; documentHash: string }>;
  /** Counts the facts of a kind on record. Reads only. */
  countFacts(input: {
    partnerId: string;
    fact: string;
    period?: string;
    fromMs?: number;
    toMs?: number;
  }): Promise<{ count: number }>;
  /** Reads how many of the partner's people hold the track's certification. Reads only. */
  checkTraining(input: TrainingCheck): Promise<TrainingStanding>;
  /** Reads the partner's tier on the day of `nowMs`. Reads only. */
  readPartner(input: {
    partnerId: string;
    programId: string;
    programVersion: number;
    nowMs: number;
  }): Promise<{ tier: string }>;
  /** Expands calendar tables anew where a partner's end soon, and audits it. Idempotent by run and last day. */
  renewCalendars(input: {
    origin: Origin;
    partnerId: string;
    programId: string;
    programVersion: number;
    region: string;
    nowMs: number;
  }): Promise<Pick<ProgramSlice, 'calendar' | 'regionCalendar'>>;
  /** Records one decision. Idempotent by message id. */
  recordDecision(record: DecisionRecord): Promise<DecisionOutcome | Refusal>;
  /** Records a claim, a question, an answer, a comment or a recall. Idempotent by message id. */
  recordApprovalAct(record: ApprovalActRecord): Promise<ApprovalActOutcome | Refusal>;
  /** Writes an approval's change that is no decision, re-resolving who could decide. Idempotent by (approval id, turn). */
  journalApproval(turn: ApprovalTurn): Promise<ApprovalCandidates>;
  /** Changes a person or service: invitation, roles, details, leaving, first sign-in. Idempotent by workflow id. */
  recordPersonChange(record: PersonChangeRecord): Promise<PersonChanged | Refusal>;
  /** Changes a payee: an account proposed or decided on, a gate, a hold. Idempotent by workflow id. */
  recordPayeeChange(record: PayeeChangeRecord): Promise<PayeeChanged | Refusal>;
  /** Opens a payout run, after checking who staged it and that they may. Idempotent by run id. */
  openPayoutRun(opening: PayoutRunOpening): Promise<PayoutRunOpened>;
  /** Records what somebody orders a run to do, or why it is refused. Idempotent by intake id. */
  recordPayoutOrder(order: { origin: Origin; runId: string; intakeId: string }): Promise<PayoutRunOrdered | Refusal>;
  /** Reads how a run stands. Reads only. */
  readPayoutRun(input: { runId: string }): Promise<PayoutRunStanding>;
  /** Moves a run from one state to the next. Idempotent by being a compare-and-set. */
  turnPayoutRun(input: PayoutRunTicket & { from: PayoutRunState; to: PayoutRunState }): Promise<PayoutRunStanding>;
  /** Tells whether an absence was cancelled. Reads only. */
  readAbsence(input: { absenceId: string }): Promise<{ cancelled: boolean }>;
  /** Looks at a certificate, and audits the moment of its life that has come. Idempotent by (certificate id, moment). */
  journalCertificate(turn: CertificateTurn): Promise<{ standing: CertificateStanding }>;
  /** Looks at what a person is to be told, and makes the delivery when it is time. Idempotent by delivery id. */
  gatherNotices(input: NoticeGathering): Promise<NoticePlan>;
  /** Gives a delivery up: its notices count as failed, with an audit line. Idempotent by delivery id. */
  failDelivery(failed: NoticeDeliveryFailed): Promise<void>;
  /** Publishes a staged, validated program version. Idempotent by workflow id and by content. */
  recordPublication(record: PublicationRecord): Promise<Published | Refusal>;

  // ── business: our own effects worth seeing in the Temporal UI ────────────────────────────────────────────────────
  /** Opens an approval: its row, its candidates. Idempotent by approval id. */
  openApproval(opening: ApprovalOpening): Promise<ApprovalCandidates>;
  /** Moves staged facts into rows. Tells which were new; unknown ids are dropped with an audit line. Idempotent by fact id. */
  recordFacts(input: {
    origin: Origin;
    partnerId: string;
    factIds: string[];
    nowMs: number;
  }): Promise<{ accepted: number }>;
  /** Records that the partner's people reached what the tier asks for. Idempotent by business key. */
  completeTraining(input: TrainingCheck & { origin: Origin; businessKey: string }): Promise<TrainingStanding>;
  /** Issues what a person's statements earn, e.g. when they were matched just now. Idempotent by certificate. */
  certifyLearner(input: { origin: Origin; personId: string }): Promise<void>;
  /** Tells a partner's lifecycle that a certificate began or lapsed. Idempotent by the lifecycle: a note may come twice. */
  announceCertificate(input: { origin: Origin; partnerId: string }): Promise<void>;
  /** Starts the workflow of an absence, or tells it that it was cancelled. Idempotent by absence id. */
  tellAbsence(input: { absence?: AbsenceInput; cancelledAbsence?: string }): Promise<void>;
  /** Scores the application against the ideal partner profile. Idempotent by being a pure read. */
  scoreFit(input: ServiceInput): Promise<ServiceResult>;
  /** Prices the period's sales and collects what is in no payout yet. Idempotent by (sale, rule, revision). */
  calculatePayout(input: ServiceInput): Promise<ServiceResult>;
  /** Turns an approved calculation into a payout that is due. Idempotent by payout id. */
  recordPayout(input: ServiceInput): Promise<ServiceResult>;
  /** Verifies who disputes a line, and that it is theirs; from then on no payout collects it. Idempotent by dispute id. */
  raiseDispute(ticket: DisputeTicket): Promise<DisputeRaised | Refusal>;
  /** Records how a dispute ended, by the approval on record. Idempotent by dispute id. */
  endDispute(input: DisputeSettling): Promise<{ outcome: DisputeOutcome }>;
  /** Scores the closed period and proposes a tier. Idempotent by being a pure read. */
  scorePartner(input: ServiceInput): Promise<ServiceResult>;
  /** Makes the decided tier effective. Idempotent by (partner, day). */
  applyTier(input: ServiceInput): Promise<ServiceResult>;
  /** Makes the schedule of a program's payout runs as its latest version says, or takes it away. Idempotent by program. */
  schedulePayoutRuns(scheduling: PayoutScheduling): Promise<PayoutScheduled>;
  /** Opens the run of the period that has ended, if nobody has. Idempotent by run id. */
  openScheduledRun(opening: PayoutOpening): Promise<PayoutOpened | Refusal>;
  /** Lets open approvals look again at who may decide, a page of partners at a time. Idempotent: a look may come twice. */
  tellPeopleChanged(telling: PeopleChangeTelling): Promise<PeopleChangeTold>;

  // ── bulk: rows by the thousand, with heartbeat and resume point ──────────────────────────────────────────────────
  /** Writes staged rows chunk by chunk; ends early when there are many. Idempotent by (import id, row). */
  importRows(ticket: ImportTicket): Promise<ImportProgress | Refusal>;
  /** The same for whatever waits for somebody who is absent, or back. Idempotent: a look may come twice. */
  rerouteApprovals(request: RerouteRequest): Promise<Rerouted>;
  /** Tells each lifecycle that an import touched, once. Idempotent by the lifecycle: a note may come twice. */
  notifyLifecycles(input: { importId: string }): Promise<{ told: number }>;
  /** Prices periods of many partners, no payout made; ends early when there are many. Idempotent by (sale, rule, revision). */
  pricePartners(ticket: PricingTicket): Promise<PricingProgress | Refusal>;

  /** Makes the lines of a payout run; ends early when there are many. Idempotent by (run, revision, payee). */
  calculatePayoutRun(ticket: PayoutRunTicket): Promise<PayoutRunStanding>;
  /** Sends what is approved, and looks up what is under way. Idempotent by attempt and provider key. Undo: none. */
  submitPayoutRun(ticket: PayoutRunTicket): Promise<PayoutRunStanding>;

  /** Takes in what a file or the provider says of payments, all of it or nothing. Idempotent by the report's content. */
  takePaymentReport(ticket: ReportTicket): Promise<ReportTaken | Refusal>;
  /** Confirms or declines what somebody else has reported. Idempotent by intake id. */
  decidePaymentReport(ticket: ReportTicket): Promise<ReportTaken | Refusal>;

  // ── outside: somebody else's system ──────────────────────────────────────────────────────────────────────────────
  /** Asks the screening provider. Idempotent by reference (partner and stage run). */
  screenPartner(input: {
    partnerId: string;
    reference: string;
    nowMs: number;
  }): Promise<{ result: 'clear' | 'hit' | 'unknown' }>;
  /** Sends a delivery, by mail or chat; what no longer matters is left out. Idempotent by delivery id, and by Message-ID. */
  deliverNotices(delivery: NoticeDelivery): Promise<{ told: number }>;
  /** Gives the partner's people access. Idempotent by (partner, system, person). Undo: revokeAccess. */
  provisionAccess(input: AccessRequest): Promise<{ people: number; systems: string[] }>;
  /** Takes back whatever access the partner's people have, or one of them who left. Idempotent: absent is done. */
  revokeAccess(input: {
    origin: Origin;
    partnerId: string;
    personId?: string;
    reason: string;
    nowMs: number;
  }): Promise<{ revoked: number }>;
}

/** Whoever was told to follow a command asks for it. */
export interface OrderRequest {
  origin: Origin;
  partnerId: string;
  /** The id of the message that brought the command to the lifecycle. */
  messageId: string;
  nowMs: number;
}

/** A document to make for signing. */
export interface AgreementRequest {
  origin: Origin;
  partnerId: string;
  stageWorkflowId: string;
  stepKey: string;
  document: string;
  programId: string;
  programVersion: number;
  nowMs: number;
}

/** Which certification how many people need. */
export interface TrainingCheck {
  partnerId: string;
  track: string;
  programId: string;
  programVersion: number;
  /** Tier whose minimum counts. */
  tier: string;
  nowMs: number;
}

/** How far the partner's people are. */
export interface TrainingStanding {
  certification: string;
  certified: number;
  needed: number;
}

/** Access to give. */
export interface AccessRequest {
  origin: Origin;
  partnerId: string;
  systems: string[];
  nowMs: number;
}

/** All that the activities together need. */
export type AllDeps = Deps &
  PersonChangeDeps &
  PayeeChangeDeps &
  PayoutRunDeps &
  PaymentReportDeps &
  ProgramPublicationDeps;

/** Every effect over its dependencies: an activity that is missing here does not compile. */
export function createActivities(deps: AllDeps): Activities {
  const programs = programReader(deps);
  return withFailures<Activities>({
    ...journal(deps),
    ...calendars(deps),
    ...commands(deps),
    ...stepActions(deps),
    ...stepClaims(deps),
    ...facts(deps),
    ...approvals(deps),
    ...application(deps, programs),
    ...screening(deps),
    ...agreement(deps, programs),
    ...access(deps),
    ...fit(deps, programs),
    ...tier(deps, programs),
    ...imports(deps),
    ...absences(deps),
    ...notices(deps),
    ...personChangeActivities(deps),
    ...payeeChangeActivities(deps),
    ...peopleChanged(deps),
    ...programPublicationActivities(deps),
    ...payouts(deps, programs),
    ...disputes(deps, programs),
    ...pricing(deps, programs),
    ...payoutRuns(deps),
    ...paymentReports(deps),
    ...payoutSchedules(deps),
    ...training(deps, programs),
  });
}
