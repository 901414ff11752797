import type { Fault } from '../errors';
import type { Json, JsonObject } from '../hash';
import { contentHash } from '../hash';
import type { LearnerIdentifier } from '../people/person-change';
import { checkStatement, timestampMs, VOIDED_VERB } from './statement-shape';

/** The largest batch that is taken in one request. */
export const STATEMENTS_MAX = 1_000;

/**
 * What a statement does here. Every sound statement is stored, because a learning record store must give it back,
 * recognise it when it comes again, and let it be voided; only completions of people by known verbs count.
 */
export type StatementEffect = 'completed' | 'passed' | 'failed' | 'voids' | 'none';

const EFFECT_OF_VERB: Readonly<Record<string, StatementEffect>> = {
  'http://adlnet.gov/expapi/verbs/completed': 'completed',
  'http://adlnet.gov/expapi/verbs/passed': 'passed',
  'http://adlnet.gov/expapi/verbs/failed': 'failed',
  [VOIDED_VERB]: 'voids',
};

/** One statement as it is stored. */
export interface TrainingStatement {
  /** UUID in lower case. */
  statementId: string;
  /** Who learned; null where the actor is a group, which stands for nobody in particular. */
  learner: LearnerIdentifier | null;
  /** IRI of the verb. */
  verb: string;
  effect: StatementEffect;
  /** IRI of the activity; null where the object is something else. */
  activity: string | null;
  /** The statement that this one takes back. */
  voids: string | null;
  success: boolean | null;
  /** Between -1 and 1. */
  scoreScaled: number | null;
  /** When it happened, program time as the sender says; null: when it was stored. */
  timestampMs: number | null;
  /** When it was received, wall time. */
  storedWallMs: number;
  /** Who vouches for it: the principal that sent it. */
  authority: string;
  /** Hash of what makes it the same statement when it comes again; see {@link contentOf}. */
  contentHash: string;
  /** As it was sent, with its id. */
  statement: JsonObject;
}

/** Staged content of an import of statements: checked, and each with its id. */
export interface StagedStatements {
  authority: string;
  /** Wall time at which they were received. */
  storedWallMs: number;
  statements: JsonObject[];
}

/** Who sends, and when it was received. */
export interface StatementSource {
  authority: string;
  /** Wall time, epoch ms. */
  storedWallMs: number;
  /** Makes the id of a statement that has none. */
  newId(): string;
}

/** Sound statements, or else every fault of the request: a batch is taken as a whole or not at all. */
export interface ParsedStatements {
  statements: TrainingStatement[];
  faults: Fault[];
}

/**
 * Reads one statement or a list of them. Two statements of one batch with the same id are a fault (xAPI 1.0.3,
 * Communication 2.1.1). An actor known only by `openid` is refused: nobody here has one to be matched by.
 */
export function parseStatements(json: unknown, source: StatementSource): ParsedStatements {
  const single = !Array.isArray(json);
  const items: unknown[] = single ? [json] : json;
  const faults: Fault[] = [];
  if (items.length > STATEMENTS_MAX)
    return fail('', 'TOO_MANY', `A batch holds at most ${STATEMENTS_MAX} statements: send it in parts.`);
  items.forEach((item, index) => checkOne(item, single ? '' : `/${index}`, faults));
  if (faults.length > 0) return { statements: [], faults };
  const statements = (items as JsonObject[]).map((item) => readStatement(item, source));
  const twice = statements.findIndex(
    (one, index) => statements.findIndex((other) => other.statementId === one.statementId) < index,
  );
  if (twice >= 0) return fail(`/${twice}/id`, 'RULE', 'Another statement of this batch has the same id.');
  return { statements, faults };
}

/**
 * The normal form of an identifier, so that what an administrator typed and what a system sends are equal:
 * `mailto:a@b.example`, 40 lower-case hex digits, or `<home page>|<name>` as it is.
 */
export function normalLearner({ kind, value }: LearnerIdentifier): LearnerIdentifier {
  if (kind === 'account') return { kind, value };
  const lower = value.trim().toLowerCase();
  return { kind, value: kind === 'mbox' && !lower.startsWith('mailto:') ? `mailto:${lower}` : lower };
}

/** An account's identifier: the home page of the system and the name there. */
export const accountLearner = (homePage: string, name: string): LearnerIdentifier => ({
  kind: 'account',
  value: `${homePage}|${name}`,
});

/**
 * Tells whether a statement that comes under a stored id is that statement. The id, the authority, the version, the
 * time of storing and a timestamp that only one of them has are the store's own doing and no difference.
 */
export function isSameStatement(
  one: Pick<TrainingStatement, 'contentHash' | 'timestampMs'>,
  other: Pick<TrainingStatement, 'contentHash' | 'timestampMs'>,
): boolean {
  if (one.contentHash !== other.contentHash) return false;
  return one.timestampMs === null || other.timestampMs === null || one.timestampMs === other.timestampMs;
}

function fail(pointer: string, rule: string, message: string): ParsedStatements {
  return { statements: [], faults: [{ pointer, code: `STATEMENT.${rule}`, message }] };
}

function checkOne(item: unknown, at: string, faults: Fault[]): void {
  const before = faults.length;
  checkStatement(item, at, faults);
  if (faults.length > before || !('openid' in ((item as JsonObject)['actor'] as JsonObject))) return;
  const message = 'Learners are known by mbox, mbox_sha1sum or account; identify the actor by one of these.';
  faults.push({ pointer: `${at}/actor/openid`, code: 'STATEMENT.OPENID', message });
}

/** A statement whose shape is right. */
interface Shape {
  id?: string;
  actor: { objectType?: string; mbox?: string; mbox_sha1sum?: string; account?: { homePage: string; name: string } };
  verb: { id: string };
  object: { objectType?: string; id?: string };
  result?: { success?: boolean; completion?: boolean; score?: { scaled?: number } };
  timestamp?: string;
}

function readStatement(item: JsonObject, source: StatementSource): TrainingStatement {
  const { id, actor, verb, object, result, timestamp } = item as unknown as Shape;
  const statementId = (id ?? source.newId()).toLowerCase();
  const isActivity = (object.objectType ?? 'Activity') === 'Activity';
  const learner = actor.objectType === 'Group' ? null : learnerOf(actor);
  return {
    statementId,
    learner,
    verb: verb.id,
    effect: effectOf({ verb: verb.id, counts: learner !== null && isActivity, result }),
    activity: isActivity ? object.id! : null,
    voids: verb.id === VOIDED_VERB ? object.id!.toLowerCase() : null,
    success: result?.success ?? null,
    scoreScaled: result?.score?.scaled ?? null,
    timestampMs: timestamp === undefined ? null : timestampMs(timestamp)!,
    storedWallMs: source.storedWallMs,
    authority: source.authority,
    contentHash: contentHash(contentOf(item)),
    statement: { ...item, id: statementId },
  };
}

/** A "passed" that says it did not succeed, and a "completed" that says it is not complete, contradict themselves. */
function effectOf(said: { verb: string; counts: boolean; result: Shape['result'] }): StatementEffect {
  const effect = EFFECT_OF_VERB[said.verb] ?? 'none';
  if (effect === 'voids') return effect;
  if (!said.counts) return 'none';
  if (effect === 'passed' && said.result?.success === false) return 'none';
  return effect === 'completed' && said.result?.completion === false ? 'none' : effect;
}

function learnerOf({ mbox, mbox_sha1sum: sha1, account }: Shape['actor']): LearnerIdentifier {
  if (mbox !== undefined) return normalLearner({ kind: 'mbox', value: mbox });
  if (sha1 !== undefined) return normalLearner({ kind: 'mbox_sha1sum', value: sha1 });
  return accountLearner(account!.homePage, account!.name);
}

/** What the store may add or a sender may word differently: no part of a statement's identity (xAPI 1.0.3, Data 2.3.1). */
const NO_CONTENT = ['id', 'authority', 'stored', 'version', 'timestamp'];

/** A statement's content without {@link NO_CONTENT}, and without words for people: display texts and definitions. */
function contentOf(item: JsonObject): Json {
  const kept = Object.entries(item).filter(([name]) => !NO_CONTENT.includes(name));
  return withoutWords(Object.fromEntries(kept));
}

function withoutWords(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutWords);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(([name]) => name !== 'display' && name !== 'definition');
  return Object.fromEntries(
    kept.map(([name, member]) => [name, name === 'extensions' ? member : withoutWords(member)]),
  );
}
