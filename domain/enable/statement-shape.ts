import type { Fault } from '../errors';

/*
 * The shape of an xAPI statement (xAPI 1.0.3 "Data" part 2, IEEE 9274.1.1 = xAPI 2.0), as far as a learning record
 * store must refuse what breaks it: unknown members, nulls, wrong types, and texts that miss their format. What 2.0
 * added (context agents and groups) is accepted from either version.
 */

type Check = (value: unknown, at: string, faults: Fault[]) => void;
type Members = Record<string, Check>;

/** The four ways to identify an agent; each one has exactly one of them. */
const AGENT_IDENTIFIERS = ['mbox', 'mbox_sha1sum', 'account', 'openid'] as const;
/** The verb that takes a statement back. */
export const VOIDED_VERB = 'http://adlnet.gov/expapi/verbs/voided';

const IRI = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"{}|\\^`]+$/;
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const MBOX = /^mailto:[^\s@]+@[^\s@]+$/i;
const SHA1 = /^[0-9a-f]{40}$/i;
const LANGUAGE = /^[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*$/;
const VERSION = /^[12]\.0(\.\d+)?$/;
const DURATION = /^P(?=.)(\d+([.,]\d+)?[YMWD])*(T(\d+([.,]\d+)?[HMS])+)?$/;
const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:Z|([+-])(\d\d)(?::?(\d\d))?)$/;
const INTERACTIONS = /^(true-false|choice|fill-in|long-fill-in|matching|performance|sequencing|likert|numeric|other)$/;

/** Adds what is wrong with one statement, each fault with its pointer below `at`. */
export const checkStatement: Check = (value, at, faults) => {
  const before = faults.length;
  statement(value, at, faults);
  if (faults.length === before) checkRules(value as Statement, at, faults);
};

/** The instant (epoch ms) of an ISO 8601 date and time with its offset; undefined when it is none. */
export function timestampMs(text: string): number | undefined {
  const match = TIMESTAMP.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const [sign, offsetHours, offsetMinutes] = [match[8], Number(match[9] ?? 0), Number(match[10] ?? 0)];
  const dayMs = Date.UTC(year, month - 1, day);
  const exists = new Date(dayMs).getUTCMonth() === month - 1 && month >= 1 && day >= 1 && year >= 1000;
  if (!exists || hour > 23 || minute > 59 || second > 60 || offsetHours > 23 || offsetMinutes > 59) return undefined;
  const offsetMs = (offsetHours * 60 + offsetMinutes) * 60_000;
  // RFC 3339: "-00:00" says that the offset is unknown, so the instant is unknown too.
  if (sign === '-' && offsetMs === 0) return undefined;
  const fractionMs = Math.floor(Number(`0.${match[7] ?? 0}`) * 1_000);
  return dayMs + ((hour * 60 + minute) * 60 + second) * 1_000 + fractionMs - (sign === '-' ? -offsetMs : offsetMs);
}

interface Statement {
  verb: { id: string };
  object: { objectType?: string };
  context?: { revision?: string; platform?: string };
  attachments?: { fileUrl?: string }[];
}

/** What holds between members. */
function checkRules({ verb, object, context, attachments }: Statement, at: string, faults: Fault[]): void {
  const isActivity = (object.objectType ?? 'Activity') === 'Activity';
  if (verb.id === VOIDED_VERB && object.objectType !== 'StatementRef')
    add(faults, `${at}/object`, 'RULE', 'A voiding statement names the statement that it voids: use a StatementRef.');
  for (const name of ['revision', 'platform'] as const)
    if (context?.[name] !== undefined && !isActivity)
      add(faults, `${at}/context/${name}`, 'RULE', `"${name}" is allowed only where the object is an activity.`);
  attachments?.forEach((attachment, index) => {
    if (attachment.fileUrl === undefined)
      add(faults, `${at}/attachments/${index}`, 'RULE', 'Attachments are not stored here: give their "fileUrl".');
  });
}

function add(faults: Fault[], pointer: string, rule: string, message: string): void {
  faults.push({ pointer, code: `STATEMENT.${rule}`, message });
}

function step(at: string, name: string | number): string {
  return `${at}/${String(name).slice(0, 60).replaceAll('~', '~0').replaceAll('/', '~1')}`;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const matching =
  (pattern: RegExp, what: string): Check =>
  (value, at, faults) => {
    if (typeof value !== 'string') add(faults, at, 'TYPE', `This is ${what}, given as a text.`);
    else if (!pattern.test(value)) add(faults, at, 'FORMAT', `This must be ${what}.`);
  };

const text = matching(/^/, 'a text');
const iri = matching(IRI, 'an IRI with its scheme');
const uuid = matching(UUID, 'a UUID');
const timestamp: Check = (value, at, faults) => {
  if (typeof value !== 'string' || timestampMs(value) === undefined)
    add(faults, at, 'FORMAT', 'This must be an ISO 8601 date and time with its offset, e.g. 2026-03-01T09:30:00Z.');
};
const bool: Check = (value, at, faults) => {
  if (typeof value !== 'boolean') add(faults, at, 'TYPE', 'This is true or false.');
};
const number: Check = (value, at, faults) => {
  if (typeof value !== 'number') add(faults, at, 'TYPE', 'This is a number.');
};
const whole: Check = (value, at, faults) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) add(faults, at, 'TYPE', 'This is a whole number from 0.');
};

const listOf =
  (check: Check): Check =>
  (value, at, faults) => {
    if (!Array.isArray(value)) return add(faults, at, 'TYPE', 'This is a list.');
    value.forEach((item, index) => check(item, step(at, index), faults));
  };

const oneOrList =
  (check: Check): Check =>
  (value, at, faults) =>
    (Array.isArray(value) ? listOf(check) : check)(value, at, faults);

/** An object with exactly these members; those marked with `!` must be there. */
const objectOf = (members: Members): Check => {
  const known = new Map(Object.entries(members).map(([name, check]) => [name.replace('!', ''), check]));
  const required = Object.keys(members)
    .filter((name) => name.endsWith('!'))
    .map((name) => name.slice(0, -1));
  return (value, at, faults) => {
    if (!isObject(value)) return add(faults, at, 'TYPE', 'This is an object.');
    for (const name of required) if (!(name in value)) add(faults, step(at, name), 'MISSING', `"${name}" is missing.`);
    for (const [name, member] of Object.entries(value)) {
      const check = known.get(name);
      if (!check) add(faults, step(at, name), 'UNKNOWN_PROPERTY', 'xAPI knows no such property here.');
      else if (member === null) add(faults, step(at, name), 'NULL', 'null is not allowed: leave the property out.');
      else check(member, step(at, name), faults);
    }
  };
};

const mapOf =
  (key: RegExp, what: string, check: Check): Check =>
  (value, at, faults) => {
    if (!isObject(value)) return add(faults, at, 'TYPE', 'This is an object.');
    for (const [name, member] of Object.entries(value)) {
      if (!key.test(name)) add(faults, step(at, name), 'FORMAT', `The name must be ${what}.`);
      check(member, step(at, name), faults);
    }
  };

const languageMap = mapOf(LANGUAGE, 'a language tag (RFC 5646)', text);
/** Extensions may hold anything, null included. */
const extensions = mapOf(IRI, 'an IRI', () => undefined);
const typed = (name: string): Check => matching(new RegExp(`^${name}$`), `"${name}"`);

const identity: Members = {
  name: text,
  mbox: matching(MBOX, 'a mail address after "mailto:"'),
  mbox_sha1sum: matching(SHA1, 'a SHA-1 in 40 hex digits'),
  openid: iri,
  account: objectOf({ 'homePage!': iri, 'name!': matching(/./, 'a name') }),
};

const countIdentifiers = (value: object): number => AGENT_IDENTIFIERS.filter((name) => name in value).length;

const agentMembers = objectOf({ objectType: typed('Agent'), ...identity });
const agent: Check = (value, at, faults) => {
  agentMembers(value, at, faults);
  if (isObject(value) && countIdentifiers(value) !== 1)
    add(faults, at, 'RULE', `An agent has exactly one of ${AGENT_IDENTIFIERS.join(', ')}.`);
};

const groupMembers = objectOf({ 'objectType!': typed('Group'), ...identity, member: listOf(agent) });
const group: Check = (value, at, faults) => {
  groupMembers(value, at, faults);
  if (!isObject(value)) return;
  const identifiers = countIdentifiers(value);
  if (identifiers > 1 || (identifiers === 0 && !('member' in value)))
    add(faults, at, 'RULE', 'A group has one identifier, or else lists its members.');
};

const actor: Check = (value, at, faults) =>
  (isObject(value) && value['objectType'] === 'Group' ? group : agent)(value, at, faults);

const interactionParts = listOf(objectOf({ 'id!': text, description: languageMap }));
const activity = objectOf({
  objectType: typed('Activity'),
  'id!': iri,
  definition: objectOf({
    name: languageMap,
    description: languageMap,
    type: iri,
    moreInfo: iri,
    extensions,
    interactionType: matching(INTERACTIONS, 'a kind of interaction'),
    correctResponsesPattern: listOf(text),
    choices: interactionParts,
    scale: interactionParts,
    source: interactionParts,
    target: interactionParts,
    steps: interactionParts,
  }),
});

const statementRef = objectOf({ 'objectType!': typed('StatementRef'), 'id!': uuid });
const verb = objectOf({ 'id!': iri, display: languageMap });

const scoreMembers = objectOf({ scaled: number, raw: number, min: number, max: number });
const score: Check = (value, at, faults) => {
  scoreMembers(value, at, faults);
  if (!isObject(value)) return;
  const { scaled = 0, raw, min, max } = value as Partial<Record<string, number>>;
  if (scaled < -1 || scaled > 1) add(faults, step(at, 'scaled'), 'RULE', 'A scaled score lies between -1 and 1.');
  const [low, high] = [min ?? -Infinity, max ?? Infinity];
  if (low >= high || (raw !== undefined && (raw < low || raw > high)))
    add(faults, at, 'RULE', 'A raw score lies between min and max, and min below max.');
};

const result = objectOf({
  score,
  success: bool,
  completion: bool,
  response: text,
  duration: matching(DURATION, 'an ISO 8601 duration'),
  extensions,
});

const activities = oneOrList(activity);
const relevantTypes = listOf(iri);
const context = objectOf({
  registration: uuid,
  instructor: actor,
  team: group,
  contextActivities: objectOf({ parent: activities, grouping: activities, category: activities, other: activities }),
  contextAgents: listOf(objectOf({ 'objectType!': typed('contextAgent'), 'agent!': agent, relevantTypes })),
  contextGroups: listOf(objectOf({ 'objectType!': typed('contextGroup'), 'group!': group, relevantTypes })),
  revision: text,
  platform: text,
  language: matching(LANGUAGE, 'a language tag (RFC 5646)'),
  statement: statementRef,
  extensions,
});

const attachments = listOf(
  objectOf({
    'usageType!': iri,
    'display!': languageMap,
    description: languageMap,
    'contentType!': text,
    'length!': whole,
    'sha2!': text,
    fileUrl: iri,
  }),
);

const objects: Members = { Activity: activity, Agent: agent, Group: group, StatementRef: statementRef };

const objectAmong =
  (kinds: Members): Check =>
  (value, at, faults) => {
    const kind = isObject(value) ? (value['objectType'] ?? 'Activity') : 'Activity';
    const check = typeof kind === 'string' && Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
    if (check) check(value, at, faults);
    else add(faults, step(at, 'objectType'), 'FORMAT', `Use one of ${Object.keys(kinds).join(', ')}.`);
  };

const parts: Members = { 'actor!': actor, 'verb!': verb, result, context, timestamp, attachments };
const subStatement = objectOf({ 'objectType!': typed('SubStatement'), ...parts, 'object!': objectAmong(objects) });
const statement = objectOf({
  id: uuid,
  ...parts,
  'object!': objectAmong({ ...objects, SubStatement: subStatement }),
  stored: timestamp,
  authority: actor,
  version: matching(VERSION, 'version 1.0.x or 2.0.x'),
});
