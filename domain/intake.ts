import { DomainError } from './errors';
import type { JsonObject } from './hash';
import { rowId } from './ids';

/**
 * What the API stages and workflows pass by id: each kind of content, and the workflow it is staged for (its target).
 * People commands and program versions have theirs in domain/people and domain/programs.
 */

/** Intake kind of an {@link Application}; its target is the lifecycle's workflow id. */
export const APPLICATION_KIND = 'application';
/** Intake kind of a {@link StagedFact}; its target is the lifecycle's workflow id, its intake id the fact's id. */
export const FACT_KIND = 'fact';
/** Intake kind of a {@link StagedEvidence}; its target is the stage's workflow id. */
export const EVIDENCE_KIND = 'evidence';

/** Company facts that the ideal partner profile may score. */
export interface CompanyProfile {
  employees?: number;
  yearsInBusiness?: number;
  focus?: string;
}

/** An application: the company, and who applies for it. */
export interface Application {
  partnerId: string;
  name: string;
  /** A partner type of the program. */
  type: string;
  region: string;
  /** ISO 3166-1 alpha-2. */
  country: string;
  city?: string;
  /** In a public register; the same number twice is the same company. */
  registrationNumber?: string;
  profile: CompanyProfile;
  /** Who sent it, and its id there: the application's identity. `api` for people who apply. */
  source: string;
  externalId: string;
  /** What a person should know, e.g. an alias that was read as something else. */
  notes: string[];
  /** Whoever applies becomes the partner's first person; null where a company is imported. */
  applicant: Applicant | null;
  previousPartnerId?: string;
}

/** Who applies, as the verified token says. */
export interface Applicant {
  personId: string;
  issuer: string;
  subject: string;
  displayName: string;
  /** Only an address that the issuer has verified. */
  verifiedEmail?: string;
  language?: string;
}

/** Something that happened outside, as its sender tells it. Identity is (source, event id). */
export interface StagedFact {
  factId: string;
  source: string;
  kind: string;
  /** Program time, epoch ms. */
  occurredMs: number;
  data: JsonObject;
}

/** What somebody gives for a step: a short text or link for each field that the step asks for. */
export interface StagedEvidence {
  evidence: Record<string, string>;
}

/** The id of a fact: the same event sent twice is one fact. */
export const factIdOf = (source: string, eventId: string): string => rowId('fact', JSON.stringify([source, eventId]));

/** Longer values belong into the document behind a link. */
export const EVIDENCE_LENGTH_MAX = 2_000;

/**
 * Makes sure that all fields that a step asks for are given, and no others.
 * @throws STEP.EVIDENCE_MISSING naming each missing or unknown field
 */
export function checkEvidence(asked: readonly string[], evidence: Readonly<Record<string, string>>): void {
  const missing = asked.filter((field) => !evidence[field]?.trim());
  const unknown = Object.keys(evidence).filter((field) => !asked.includes(field));
  if (missing.length === 0 && unknown.length === 0) return;
  const faults = [
    ...missing.map((field) => ({
      pointer: `/evidence/${field}`,
      code: 'STEP.EVIDENCE_MISSING',
      message: 'This step asks for it.',
    })),
    ...unknown.map((field) => ({
      pointer: `/evidence/${field}`,
      code: 'STEP.EVIDENCE_MISSING',
      message: 'This step does not ask for it.',
    })),
  ];
  throw new DomainError('STEP.EVIDENCE_MISSING', `Give exactly this evidence: ${asked.join(', ') || 'none'}.`, faults);
}
