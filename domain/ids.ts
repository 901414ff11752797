import { DomainError } from './errors';
import { shortHash } from './hash';
import type { StageName } from './program';

/** The longest workflow id that we ever build; Temporal allows 1,000, Postgres indexes and people prefer less. */
export const WORKFLOW_ID_LENGTH_MAX = 200;
/** The longest key that a program may give to a step, stage part or approval. */
export const KEY_LENGTH_MAX = 40;
/** The longest readable part of a partner id. */
export const SLUG_LENGTH_MAX = 40;

/** Lower-case ASCII words joined by dashes, at most 40 characters; `partner` when nothing readable is left. */
export function slugOf(name: string): string {
  const ascii = transliterate(name)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, SLUG_LENGTH_MAX)
    .replace(/-+$/, '');
  return ascii === '' ? 'partner' : ascii;
}

const TRANSLITERATION: Record<string, string> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'Ae',
  œ: 'oe',
  Œ: 'Oe',
  ø: 'o',
  Ø: 'O',
  đ: 'd',
  Đ: 'D',
  ł: 'l',
  Ł: 'L',
  þ: 'th',
  Þ: 'Th',
  ð: 'd',
  Ð: 'D',
  ä: 'ae',
  ö: 'oe',
  ü: 'ue',
  Ä: 'Ae',
  Ö: 'Oe',
  Ü: 'Ue',
  ı: 'i',
};

/** Letters of Latin scripts in ASCII as far as they go (`Müller` is `Mueller`); what has no counterpart stays. */
export function transliterate(name: string): string {
  const replaced = Array.from(name.normalize('NFC'), (character) => TRANSLITERATION[character] ?? character).join('');
  return replaced.normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
}

/**
 * The id of a partner: readable slug of the company plus 8 base32 characters of a hash of what makes the
 * application unique, (principal, idempotency key) or (import source, external id). Starting twice is harmless.
 */
export function partnerIdOf(companyName: string, ...identity: [string, string]): string {
  return `${slugOf(companyName)}-${shortHash(JSON.stringify(identity), 8)}`;
}

/** Workflow id of a partner's lifecycle. */
export const lifecycleId = (partnerId: string): string => checked(`partner/${partnerId}`);

/** Workflow id of one run of a stage: cycle 0 for the once-only stages, attempt counts repeats from 1. */
export const stageId = (partnerId: string, stage: StageName, run: { cycle: number; attempt: number }): string =>
  checked(`partner/${partnerId}/${stage}/${run.cycle}.${run.attempt}`);

/** Workflow id of one approval: a child of whoever asks; a new round voids the earlier one. */
export const approvalWorkflowId = (askerId: string, key: string, round: number): string =>
  checked(`${askerId}/approval/${key}.${round}`);

/** Workflow id of an import of sales, statements or partners. */
export const importWorkflowId = (importId: string): string => checked(`import/${importId}`);

/** Workflow id of the dispute of a line of a statement. */
export const disputeWorkflowId = (disputeId: string): string => checked(`dispute/${disputeId}`);

/** Workflow id of a pricing run that runs without any stage. */
export const pricingRunId = (programId: string, key: string): string => checked(`pricing-run/${programId}/${key}`);

/**
 * Workflow id of one attempt to publish a program version. The attempt (who asks, under which key) is part of it, so
 * that a refusal is that attempt's and never the content's; that the same content is one version Postgres sees to.
 */
export const publicationId = (programId: string, contentHash: string, attempt: string): string =>
  checked(`program/${programId}/publish/${contentHash.slice(0, 32)}/${shortHash(attempt, 16)}`);

/** Workflow id of a command on a person. */
export const personCommandId = (personId: string, command: string, key: string): string =>
  checked(`person/${personId}/${command}/${shortHash(key, 16)}`);

/** Workflow id of a payout run: opening it twice is opening it once. */
export const payoutRunId = (key: { programId: string; period: string; kind: string; number: number }): string =>
  checked(`payout-run/${key.programId}/${key.period}/${key.kind}.${key.number}`);

/** Id of the Temporal Schedule of a program's payout runs. */
export const payoutScheduleId = (programId: string): string => checked(`payout-runs/${programId}`);

/** Workflow id of what the schedule starts; Temporal adds the time. */
export const payoutOpeningId = (programId: string): string => checked(`payout-opening/${programId}`);

/** Workflow id of a report about payments; with an attempt, of a decision about it. */
export const paymentReportId = (reportId: string, attempt?: string): string =>
  checked(`payment-report/${reportId}${attempt === undefined ? '' : `/decision/${shortHash(attempt, 16)}`}`);

/** Workflow id of a command on a payee. */
export const payeeCommandId = (payeeId: string, command: string, key: string): string =>
  checked(`payee/${payeeId}/${command}/${shortHash(key, 16)}`);

/** Workflow id of one absence: its beginning and its end. */
export const absenceWorkflowId = (absenceId: string): string => checked(`absence/${absenceId}`);
/** Workflow id of telling one person what there is to be told. */
export const noticesId = (personId: string): string => checked(`notices/${personId}`);

/** Workflow id of one certificate's life: reminders, expiry. */
export const certificateWorkflowId = (certificateId: string): string => checked(`certificate/${certificateId}`);

/** The update id of a decision: repeating the same request is the same update. `n` is that person's revokes so far. */
export const decisionUpdateId = (d: {
  approvalId: string;
  personId: string;
  contentHash: string;
  decision: string;
  revokes: number;
}): string => `${d.approvalId}/${d.personId}/${d.contentHash}/${d.decision}/${d.revokes}`;

/** An opaque row id that is always the same for the same business key: repeating an insert is harmless. */
export const rowId = (prefix: string, businessKey: string): string => `${prefix}_${shortHash(businessKey, 20)}`;

function checked(id: string): string {
  if (id.length > WORKFLOW_ID_LENGTH_MAX)
    throw new DomainError(
      'ID.INVALID',
      `The workflow id "${id.slice(0, 60)}…" has ${id.length} characters; at most ${WORKFLOW_ID_LENGTH_MAX} are allowed. Shorten the key in the program.`,
    );
  return id;
}
