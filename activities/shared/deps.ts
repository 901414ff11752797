import type { Chat } from '../../connectors/chat/webhook';
import type { readCsv } from '../../connectors/csv/csv';
import type { Mail } from '../../connectors/mail/smtp';
import type { Provisioning } from '../../connectors/provisioning/scim';
import type { Screening } from '../../connectors/screening/screening';
import type { DecisionLinks } from '../../database/intake/decision-links';
import type { IntakeStore } from '../../database/intake/intake-store';
import type { OneTimeCodes } from '../../database/intake/one-time-codes';
import type { VerifyActor } from '../../database/intake/actor-proof';
import type * as absences from '../../database/repositories/absences';
import type * as access from '../../database/repositories/access';
import type * as agreements from '../../database/repositories/agreements';
import type * as applicants from '../../database/repositories/applicants';
import type * as approvals from '../../database/repositories/approvals';
import type * as audit from '../../database/repositories/audit';
import type * as commissionEvents from '../../database/repositories/commission-events';
import type * as concerned from '../../database/repositories/concerned';
import type * as corrections from '../../database/repositories/corrections';
import type * as disputes from '../../database/repositories/disputes';
import type * as earnings from '../../database/repositories/earnings';
import type * as eventBooks from '../../database/repositories/event-books';
import type * as facts from '../../database/repositories/facts';
import type * as holders from '../../database/repositories/holders';
import type * as imports from '../../database/repositories/imports';
import type * as ledger from '../../database/repositories/ledger';
import type * as lifecycle from '../../database/repositories/lifecycle';
import type * as noticeDeliveries from '../../database/repositories/notice-deliveries';
import type * as notices from '../../database/repositories/notices';
import type * as ownEvents from '../../database/repositories/own-events';
import type * as partnerImports from '../../database/repositories/partner-imports';
import type * as personRows from '../../database/repositories/person-rows';
import type * as payeeRows from '../../database/repositories/payee-rows';
import type * as paymentFiles from '../../database/repositories/payment-files';
import type * as paymentReports from '../../database/repositories/payment-reports';
import type * as payoutNotices from '../../database/repositories/payout-notices';
import type * as payoutDisputes from '../../database/repositories/payout-disputes';
import type * as payoutDues from '../../database/repositories/payout-dues';
import type * as payoutHolds from '../../database/repositories/payout-holds';
import type * as payoutLines from '../../database/repositories/payout-lines';
import type * as payoutRuns from '../../database/repositories/payout-runs';
import type * as payouts from '../../database/repositories/payouts';
import type * as pricingRuns from '../../database/repositories/pricing-runs';
import type * as recorded from '../../database/repositories/recorded';
import type * as sales from '../../database/repositories/sales';
import type * as screenings from '../../database/repositories/screenings';
import type * as stages from '../../database/repositories/stages';
import type * as steps from '../../database/repositories/steps';
import type * as tiers from '../../database/repositories/tiers';
import type * as training from '../../database/repositories/training';
import type { Queryable } from '../../database/sql';
import type { PayoutRunKey } from '../../domain/incentivize/payout-run';
import type { PayoutScheduleTerms } from '../../domain/incentivize/payout-schedule';
import type { CertificateInput } from '../../domain/enable/certificate';
import type { CalendarTable } from '../../domain/local-time';
import type { ProgramsView } from '../../database/views/programs';
import type { Program, ProgramSlice } from '../../domain/program';
import type { AbsenceInput } from '../../domain/people/absence';

/** What every activity may touch; made by workers/compose. A factory takes the part that it needs. */
export interface Deps extends Repositories {
  /** For reading without a transaction. */
  db: Queryable;
  /** Runs the work in one transaction, again when it loses a race: the work has no effect outside of it. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** The one source of wall time: grants, codes. */
  clock: { now(): number };
  /** Checks the API's signature over a claim. */
  verifyActor: VerifyActor;
  codes: Pick<OneTimeCodes, 'verify' | 'consume'>;
  links: Pick<DecisionLinks, 'issue' | 'verify' | 'consume'>;
  intake: Pick<IntakeStore, 'open' | 'close' | 'move' | 'stageAccepted'>;
  /** Laptop mode only: a bare person is believed, and recorded as "identity not proven". */
  trustTemporalUi: boolean;
  /** Published versions; they never change and are kept. */
  published: Pick<ProgramsView, 'version' | 'latest'>;
  /** Calendar tables of a version expanded anew, from the year before `nowMs` to the sixth after. */
  renewedCalendars(
    program: Program,
    partner: { region: string; nowMs: number },
  ): Pick<ProgramSlice, 'calendar' | 'regionCalendar'>;
  screening: Screening;
  provisioning: Pick<Provisioning, 'ensureUser' | 'deactivateUser'>;
  /** How people are reached; null where nothing is set up: then nobody is told anything. */
  reach: Reach | null;
  /** The clock of a time zone around an instant. */
  zoneTable(zone: string, nowMs: number): CalendarTable;
  readCsv: typeof readCsv;
  lifecycles: Lifecycles;
  starter: Starter;
  certificates: Certificates;
  absenceLives: AbsenceLives;
  payoutSchedules: PayoutSchedules;
  payoutStarter: PayoutStarter;
}

/** Temporal Schedules of payout runs, one per program. */
export interface PayoutSchedules {
  /** Idempotent by program: what is there is changed, and stays paused if somebody has paused it. */
  ensure(terms: PayoutScheduleTerms): Promise<void>;
  /** Takes it away; one that is not there is no fault. */
  remove(programId: string): Promise<void>;
}

/** Starts payout runs; one that runs already is no fault. */
export interface PayoutStarter {
  /** What to pay is staged under `intakeId`. */
  open(key: PayoutRunKey, intakeId: string): Promise<void>;
}

/** The workflows that watch absences; one that has ended is no fault. */
export interface AbsenceLives {
  /** Idempotent by absence id. */
  start(absence: AbsenceInput): Promise<void>;
  /** It looks at its row again, and ends if it was cancelled. */
  lookAgain(absenceId: string): Promise<void>;
}

/** Mail and chat, and where people find the console. */
export interface Reach {
  /** Base of every link, without a slash at its end. */
  publicUrl: string;
  /** Null where no mail server is set. */
  mail: Mail | null;
  chat: Chat;
}

/** The workflows that live certificates through; one that has ended is no fault. */
export interface Certificates {
  /** Idempotent by certificate id. */
  start(certificate: CertificateInput): Promise<void>;
  /** It looks at its row again, and ends if it is not valid any more. */
  lookAgain(certificateId: string): Promise<void>;
}

/** Starts lifecycles for imports; one that is there already is no fault. */
export interface Starter {
  start(of: {
    programId: string;
    programVersion: number;
    partnerId: string;
    /** The staged application. */
    intakeId: string;
    name: string;
    type: string;
    region: string;
  }): Promise<void>;
}

/** Tells running lifecycles that rows have arrived or changed. One that has ended, or never was, is no fault. */
export interface Lifecycles {
  notify(partnerId: string, note: { importId: string; count: number }): Promise<void>;
  /** Other people may act now: it looks again. */
  peopleChanged(partnerId: string, note: { changeId: string }): Promise<void>;
}

/** The tables, by the module that speaks to them. */
export interface Repositories {
  absences: Pick<typeof absences, 'isCancelled'>;
  access: typeof access;
  agreements: typeof agreements;
  applicants: typeof applicants;
  approvals: typeof approvals;
  audit: Pick<typeof audit, 'insertAudit' | 'auditRefusal' | 'findCommand' | 'hasAmendment'>;
  commissionEvents: typeof commissionEvents;
  concerned: typeof concerned;
  corrections: typeof corrections;
  disputes: typeof disputes;
  earnings: typeof earnings;
  eventBooks: typeof eventBooks;
  facts: typeof facts;
  holders: typeof holders;
  imports: typeof imports;
  ledger: typeof ledger;
  lifecycle: typeof lifecycle;
  noticeDeliveries: typeof noticeDeliveries;
  notices: typeof notices;
  personRows: Pick<
    typeof personRows,
    'personById' | 'insertPerson' | 'insertGrant' | 'addIdentifiers' | 'identifiersOfEmail'
  >;
  ownEvents: typeof ownEvents;
  partnerImports: typeof partnerImports;
  payeeRows: Pick<typeof payeeRows, 'readStandings'>;
  paymentFiles: typeof paymentFiles;
  paymentReports: typeof paymentReports;
  payoutNotices: typeof payoutNotices;
  payoutDisputes: typeof payoutDisputes;
  payoutDues: typeof payoutDues;
  payoutHolds: typeof payoutHolds;
  payoutLines: typeof payoutLines;
  payoutRuns: typeof payoutRuns;
  payouts: typeof payouts;
  pricingRuns: typeof pricingRuns;
  recorded: typeof recorded;
  sales: typeof sales;
  screenings: typeof screenings;
  stages: typeof stages;
  steps: typeof steps;
  tiers: typeof tiers;
  training: typeof training;
}
