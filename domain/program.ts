import type { CalendarTable } from './calendar';
import type { PeriodUnit } from './calendar';
import type { ProgramClock } from './clock';
import type { CommissionPlan } from './incentivize/commission-plan';
import type { DurationText, RoleId, Step } from './steps';

/** The eight stages, in the order in which a partner meets them. */
export const STAGES = [
  'strategize',
  'recruit',
  'onboard',
  'enable',
  'market',
  'sell',
  'incentivize',
  'accelerate',
] as const;
/** The name of a stage; also its workflow type. */
export type StageName = (typeof STAGES)[number];

/** Stages that a partner meets once, before its cycles. */
export const ONCE_STAGES = ['strategize', 'recruit', 'onboard', 'enable'] as const satisfies StageName[];
/** Stages of each cycle; those in one group run side by side. */
export const CYCLE_GROUPS = [['market', 'sell'], ['incentivize'], ['accelerate']] as const satisfies StageName[][];
/** Stages that run through the period and close at its end. */
export const PERIOD_STAGES: readonly StageName[] = ['market', 'sell'];

/** A role: who may hold it, ours or the partner's people. */
export interface Role {
  title: string;
  side: 'vendor' | 'partner';
}

/** A tier; the first one is the entry tier. */
export interface Tier {
  id: string;
  title: string;
  /** Sales in the closed period, in major units of the program's currency, that qualify for this tier. */
  salesFrom: string;
  /** Distinct people with a valid certificate of each certification that qualify for this tier. */
  certified: Record<string, number>;
}

/** A region: its calendar, currency and language; fixed for a partner at application. */
export interface Region {
  title: string;
  /** ISO 3166-1 alpha-2 codes of the countries in it. */
  countries: string[];
  zone: string;
  currency: string;
  language: string;
  /** ISO weekdays, 1 = Monday. */
  workWeek: number[];
  holidays: { country: string; state?: string };
  /** Where personal data of this region must stay. */
  residency?: string;
  /** Steps that this region adds to or replaces in a stage, by key. */
  stages?: Partial<Record<StageName, { steps: Record<string, Step> }>>;
}

/** Reminders before, people added after, and how it ends. */
export interface Ladder {
  /** Shares of the time from opening to due, e.g. `50%`. */
  reminders?: string[];
  /** Durations after due. */
  escalations?: { after: DurationText; add: RoleId[] }[];
  /** The end: a duration after due and the outcome. Without it the ladder is endless. */
  end?: { after: DurationText; as: LadderOutcome };
}

/** How a ladder ends what nobody ended. */
export type LadderOutcome = 'approve' | 'reject' | 'expire';

/** A named qualification of one person, valid for a time. */
export interface Certification {
  title: string;
  validFor: DurationText;
  /** Before expiry. */
  reminders: DurationText[];
}

/** A learning path for holders of a role: completing every course earns the certification. */
export interface Track {
  title: string;
  role: RoleId;
  certification: string;
  /** xAPI activity ids (IRIs) of the courses and exams. */
  courses: { activity: string; title: string; verb: 'completed' | 'passed' }[];
  /** How many of the partner's people must hold it, by tier id. */
  people: Record<string, number>;
}

/** A document to sign. */
export interface AgreementDocument {
  title: string;
  text: string;
}

/** One line of the ideal partner profile; weights of all lines sum to 100. */
export interface ProfileCriterion {
  id: string;
  title: string;
  weight: number;
  /** Field of the application that is scored. */
  field: 'type' | 'region' | 'employees' | 'yearsInBusiness' | 'focus';
  /** For words: points 0–100 by value, `*` for any other. */
  points?: Record<string, number>;
  /** For numbers: points 0–100 from this value on. */
  steps?: { from: number; points: number }[];
}

/** A stage of the operating model. */
export interface Stage {
  title: string;
  /** What must be true when it ends, for people. */
  goal: string;
  /** May a required step's failure be repaired by repeating the stage, for how long, how often. */
  repeat?: { within: DurationText; attemptsMax: number };
  steps: Record<string, Step>;
}

/** When a partner counts as activated, and when it is noticed that it does not become so. */
export interface Activation {
  /** The stage whose completion starts the clock. */
  after: StageName;
  /** What must be on record, ever: facts by kind, also `sale_booked` and `certificate_earned`. */
  facts: { fact: string; count: number }[];
  atRiskAfter: DurationText;
  dormantAfter: DurationText;
}

/** The operating model of one program, as its YAML says it. */
export interface Program {
  id: string;
  title: string;
  zone: string;
  currency: string;
  period: PeriodUnit;
  roles: Record<RoleId, Role>;
  partnerTypes: Record<string, string>;
  tiers: Tier[];
  regions: Record<string, Region>;
  ladders: Record<string, Ladder>;
  documents: Record<string, AgreementDocument>;
  certifications: Record<string, Certification>;
  tracks: Record<string, Track>;
  profile: ProfileCriterion[];
  /** The role that owns the partner; its first holder in scope becomes the named owner. */
  ownerRole: RoleId;
  activation?: Activation;
  stages: Record<StageName, Stage>;
  plan: CommissionPlan;
}

/** A published version: immutable. */
export interface ProgramVersion {
  programId: string;
  version: number;
  /** SHA-256 of document, clock and calendars. */
  contentHash: string;
  clock: ProgramClock;
  document: Program;
  /** The program's own calendar, for periods and money dates. */
  calendar: CalendarTable;
  /** Each region's calendar, for deadlines. */
  regionCalendars: Record<string, CalendarTable>;
}

/** What a partner carries of its pinned version: its region's merged stages and its region's calendar. */
export interface ProgramSlice {
  programId: string;
  version: number;
  contentHash: string;
  clock: ProgramClock;
  period: PeriodUnit;
  entryTier: string;
  ownerRole: RoleId;
  roles: Record<RoleId, Role>;
  activation?: Activation;
  stages: Record<StageName, Stage>;
  ladders: Record<string, Ladder>;
  /** SHA-256 of each document's text: what is signed is what was published. */
  documentHashes: Record<string, string>;
  calendar: CalendarTable;
  regionCalendar: CalendarTable;
}

/** The role that holds every right of administration; not part of any program. */
export const ADMIN_ROLE = 'ADMIN';
