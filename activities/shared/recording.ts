import type { ActiveHolder } from '../../database/repositories/holders';
import type { PartnerRow } from '../../database/repositories/lifecycle';
import type { Queryable } from '../../database/sql';
import { isRefusal } from '../../domain/errors';
import type { ErrorCode, Refusal } from '../../domain/errors';
import type { JsonObject } from '../../domain/hash';
import { sha256Hex } from '../../domain/hash';
import type { AuditEntry, Origin } from '../../domain/journal';
import type { Actor } from '../../domain/proof';
import { inputHashOf } from '../../domain/proof';
import type { Deps } from './deps';

/** What a recording needs. */
export type RecordingDeps = Pick<
  Deps,
  | 'transaction'
  | 'clock'
  | 'verifyActor'
  | 'codes'
  | 'links'
  | 'trustTemporalUi'
  | 'audit'
  | 'holders'
  | 'lifecycle'
  | 'recorded'
>;

/** A message from outside, as a workflow hands it over. Its content is nobody's word until it is proven. */
export interface Incoming {
  origin: Origin;
  partnerId: string;
  /** `linkId`: a decision by link, which is used up with it. */
  message: { actor: Actor; linkId?: string };
  messageId: string;
  nowMs: number;
  /** What is tried, e.g. `approval.decide`. */
  action: string;
  subject: string;
  /** What a person typed. */
  reason?: string;
  /** Only where one-time codes are given out; they are judged at the time the message was received. */
  code?: { approvalId: string; receivedWallMs: number };
}

/** Who speaks, and how we know. */
export interface Speaker {
  personId: string;
  holder: ActiveHolder;
  partner: PartnerRow;
  /** As the audit names them. */
  actor: string;
  proven: boolean;
  /** What the person was shown, where a one-time code says so. */
  shownHash?: string;
  businessKey: string;
}

/** What a recording has done. `repeated`: nothing, because it is on record under another message. */
export interface Done<Outcome> {
  outcome: Outcome;
  details?: JsonObject;
  /** The absent person for whom it was done: the audit names both. */
  onBehalfOf?: string;
  /** Another word for the audit than the one under which it was tried. */
  audited?: string;
  /** What follows from it, and is written with it: lines of the audit after its own. */
  following?: AuditEntry[];
  repeated?: true;
}

/** The most that a person can type as a reason or comment. */
const TYPED_LENGTH_MAX = 2_000;
/** Longer message ids are kept as their hash: an index row has a limit, and so do we. */
const MESSAGE_ID_LENGTH_MAX = 200;

/**
 * The one order of every recording, in one transaction: look up the business key; verify the proof; then the work
 * checks rights and inserts; then the audit row, and the code is used up. A refusal leaves an audit row under the
 * same key and nothing else. A second run answers like the first.
 */
export async function record<Outcome extends object>(
  deps: RecordingDeps,
  incoming: Incoming,
  work: (tx: Queryable, speaker: Speaker) => Promise<Done<Outcome> | Refusal>,
): Promise<Outcome | Refusal> {
  const businessKey = messageKey(incoming.origin.workflowId, incoming.messageId);
  return deps.transaction(async (tx) => {
    await deps.recorded.lockRecording(tx, businessKey);
    const known = await deps.recorded.findRecorded(tx, businessKey);
    if (known) return 'refusal' in known ? known.refusal : (known.outcome as Outcome);
    const speaker = await prove(deps, tx, { ...incoming, businessKey });
    if (isRefusal(speaker)) return leaveRefusal(deps, tx, { incoming, businessKey }, speaker);
    const done = await work(tx, speaker);
    if (isRefusal(done)) return leaveRefusal(deps, tx, { incoming, businessKey, speaker }, done);
    if (!done.repeated) await leaveOutcome(deps, tx, { incoming, speaker }, done);
    return done.outcome;
  });
}

/** The business key of a message: its id, within the workflow that it was sent to. */
export const messageKey = (workflowId: string, messageId: string): string =>
  `${workflowId}/${messageId.length > MESSAGE_ID_LENGTH_MAX || !isStorable(messageId) ? sha256Hex(messageId) : messageId}`;

/** A refusal in one line. */
export const refusal = (refused: ErrorCode, message: string): Refusal => ({ refused, message });

/** Refuses unless the holder has one of the roles. */
export function lacksRole(holder: ActiveHolder, roles: readonly string[]): Refusal | undefined {
  if (holder.roles.some((role) => roles.includes(role))) return undefined;
  return refusal('AUTH.FORBIDDEN', `This needs one of the roles ${roles.join(', ')} for this partner.`);
}

/** Neither NUL nor half a surrogate pair: Postgres stores neither. */
export function isStorable(value: unknown): boolean {
  return !/\\u(0000|d[89a-f][0-9a-f]{2})/i.test(JSON.stringify(value) ?? '');
}

async function prove(
  deps: RecordingDeps,
  tx: Queryable,
  incoming: Incoming & { businessKey: string },
): Promise<Speaker | Refusal> {
  const { message, businessKey, partnerId } = incoming;
  const fault = faultOf(message);
  if (fault) return refusal('REQUEST.INVALID', fault);
  const proof = await proofOf(deps, tx, incoming);
  if (isRefusal(proof)) return proof;
  if (!proof)
    return refusal(
      'AUTH.PROOF_INVALID',
      'The signature or one-time code is missing, wrong, too old or used. Ask for a new one.',
    );
  const partner = await deps.lifecycle.findPartner(tx, partnerId);
  if (!partner) return refusal('PARTNER.UNKNOWN', `There is no partner ${partnerId}.`);
  const { personId } = message.actor;
  const scope = { partnerId, region: partner.region, wallMs: deps.clock.now() };
  const holder = await deps.holders.findHolder(tx, scope, personId);
  if (!holder) return refusal('AUTH.FORBIDDEN', 'This person is not known here, or has left.');
  return { personId, holder, partner, actor: `${holder.kind}/${personId}`, businessKey, ...proof };
}

/** Signals reach us unchecked: whatever is not a message must be refused, not crash the recording for ever. */
function faultOf(message: unknown): string | undefined {
  const actor = (message as { actor?: Partial<Actor> } | null | undefined)?.actor;
  if (typeof actor?.personId !== 'string') return 'Say who: {"actor":{"personId":"per_…"}}.';
  const { linkId } = message as { linkId?: unknown };
  if (linkId !== undefined && typeof linkId !== 'string') return 'A link is named by a text.';
  const typed = [actor.signature, actor.code].filter((text) => text !== undefined && text !== null);
  if (!typed.every((text) => typeof text === 'string')) return 'Signature and code are texts.';
  if (!isStorable(message)) return 'The message holds a NUL character or half of a surrogate pair.';
  const { reason, comment } = message as { reason?: unknown; comment?: unknown };
  for (const text of [reason, comment])
    if (text !== undefined && text !== null && (typeof text !== 'string' || text.length > TYPED_LENGTH_MAX))
      return `A reason or comment is a text of at most ${TYPED_LENGTH_MAX} characters.`;
  return undefined;
}

async function proofOf(
  deps: RecordingDeps,
  tx: Queryable,
  incoming: Incoming & { businessKey: string },
): Promise<Pick<Speaker, 'proven' | 'shownHash'> | Refusal | undefined> {
  const { message, messageId, origin, code: bound, businessKey } = incoming;
  const { personId, signature, code } = message.actor;
  const { linkId } = message;
  if (signature) {
    const claim = { personId, target: origin.workflowId, messageId, inputHash: inputHashOf(message) };
    if (!deps.verifyActor(claim, signature)) return undefined;
    if (linkId === undefined) return { proven: true };
    // A link comes besides the signed-in person, never instead.
    const told = bound && (await deps.links.verify(tx, { linkId, personId, ...bound, businessKey }));
    if (!told) return refusal('LINK.GONE', 'This link was used, is too old, or is for something else.');
    return { proven: true, shownHash: told.contentHash };
  }
  if (linkId !== undefined) return undefined;
  if (code) {
    const shown = bound && (await deps.codes.verify(tx, { code, personId, ...bound, businessKey }));
    return shown ? { proven: true, shownHash: shown.contentHash } : undefined;
  }
  return deps.trustTemporalUi ? { proven: false } : undefined;
}

async function leaveRefusal(
  deps: RecordingDeps,
  tx: Queryable,
  { incoming, businessKey, speaker }: { incoming: Incoming; businessKey: string; speaker?: Speaker },
  refused: Refusal,
): Promise<Refusal> {
  const { origin, partnerId, nowMs, action, subject } = incoming;
  const claimed = (incoming.message as Incoming['message'] | undefined)?.actor?.personId;
  const told: JsonObject = typeof claimed === 'string' && isStorable(claimed) ? { claimed: claimed.slice(0, 100) } : {};
  return deps.audit.auditRefusal(
    tx,
    {
      origin,
      partnerId,
      atMs: nowMs,
      action,
      subject,
      businessKey: `${deps.recorded.REFUSED}${businessKey}`,
      actor: speaker?.actor ?? 'unproven',
      programVersion: speaker && versionOf(speaker.partner),
      details: speaker ? undefined : told,
    },
    refused,
  );
}

async function leaveOutcome(
  deps: RecordingDeps,
  tx: Queryable,
  { incoming, speaker }: { incoming: Incoming; speaker: Speaker },
  done: Done<object>,
): Promise<void> {
  const { origin, partnerId, nowMs, action, subject, reason, message } = incoming;
  const details: JsonObject = { ...done.details, identityProven: speaker.proven, outcome: done.outcome as JsonObject };
  await deps.audit.insertAudit(tx, {
    origin,
    partnerId,
    atMs: nowMs,
    programVersion: versionOf(speaker.partner),
    businessKey: speaker.businessKey,
    entries: [
      {
        action: done.audited ?? action,
        actor: speaker.actor,
        subject,
        reason,
        details,
        ...(done.onBehalfOf === undefined ? {} : { onBehalfOf: `person/${done.onBehalfOf}` }),
      },
      ...(done.following ?? []),
    ],
  });
  const { businessKey, shownHash } = speaker;
  if (message.linkId !== undefined) await deps.links.consume(tx, { linkId: message.linkId, businessKey });
  else if (shownHash !== undefined) await deps.codes.consume(tx, { code: message.actor.code!, businessKey });
}

/** As rows and audit name a version. */
export const versionOf = (partner: Pick<PartnerRow, 'programId' | 'programVersion'>): string =>
  `${partner.programId}@${partner.programVersion}`;
