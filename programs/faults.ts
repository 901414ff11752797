import type { Fault } from '../domain/errors';

/** Every fault that a program document can have, by its stable code. Faults of the commission plan have `PLAN.` and `MONEY.` codes. */
export const PROGRAM_FAULTS = {
  'PROGRAM.YAML': 'The text is not YAML that can be read',
  'PROGRAM.TOO_LARGE': 'The document, or the part of it that each partner carries, is too large',
  'PROGRAM.MISSING': 'Something required is missing',
  'PROGRAM.TYPE': 'This is of another type than expected',
  'PROGRAM.UNKNOWN_KEY': 'There is no such key here',
  'PROGRAM.KEY': 'A key is not formed as keys must be, or is taken',
  'PROGRAM.SIZE': 'This is longer, shorter, larger or smaller than allowed',
  'PROGRAM.VALUE': 'This value is none of the allowed ones',
  'PROGRAM.FORMAT': 'This text is not formed as it must be',
  'PROGRAM.DUPLICATE': 'The same thing is listed twice',
  'PROGRAM.DURATION': 'The duration cannot be read',
  'PROGRAM.REMINDER': 'A reminder is no share of the time between 0 % and 100 %',
  'PROGRAM.STEP_KIND': 'There is no such kind of step',
  'PROGRAM.ZONE': 'There is no such time zone',
  'PROGRAM.CURRENCY': 'There is no such currency',
  'PROGRAM.LANGUAGE': 'There is no such language tag',
  'PROGRAM.COUNTRY': 'There is no such country',
  'PROGRAM.COUNTRY_TWICE': 'A country is in two regions',
  'PROGRAM.HOLIDAYS': 'No public holidays are known for this country or part of it',
  'PROGRAM.ROLE_UNKNOWN': 'There is no such role',
  'PROGRAM.ROLE_SIDE': 'The role is on the wrong side',
  'PROGRAM.ROLE_RESERVED': 'The role id is reserved',
  'PROGRAM.ROLE_PREFIX': 'The id of a role and its side contradict each other',
  'PROGRAM.ROLE_MISSING': 'A role is missing that rights of the system are given to',
  'PROGRAM.TIER_UNKNOWN': 'There is no such tier',
  'PROGRAM.TIER_ENTRY': 'The entry tier asks for something',
  'PROGRAM.TIER_ORDER': 'A higher tier asks for less than a lower one, or for no more',
  'PROGRAM.AMOUNT': 'The amount cannot be read',
  'PROGRAM.REGION_UNKNOWN': 'There is no such region',
  'PROGRAM.TYPE_UNKNOWN': 'There is no such partner type',
  'PROGRAM.LADDER_UNKNOWN': 'There is no such ladder',
  'PROGRAM.LADDER_WITHOUT_DUE': 'A ladder needs a due time to hang on',
  'PROGRAM.LADDER_ORDER': 'An escalation comes after the end of its ladder',
  'PROGRAM.LADDER_APPROVES': 'Something would pass because nobody acted that only people can pass',
  'PROGRAM.LADDER_ENDLESS': 'A step of the close could stay open for ever',
  'PROGRAM.DOCUMENT_UNKNOWN': 'There is no such document',
  'PROGRAM.TRACK_UNKNOWN': 'There is no such track',
  'PROGRAM.CERTIFICATION_UNKNOWN': 'There is no such certification',
  'PROGRAM.CERTIFICATION_UNEARNED': 'A tier asks for a certification that no track leads to',
  'PROGRAM.CERTIFICATE_REMINDER': 'A reminder does not fall into the life of a certificate',
  'PROGRAM.TRACK_TIERS': 'A track does not say what it asks of a tier',
  'PROGRAM.NEEDS_UNKNOWN': 'A needed step does not exist in its stage',
  'PROGRAM.NEEDS_CYCLE': 'Steps need each other in a circle',
  'PROGRAM.NEEDS_OPTIONAL': 'A required step needs an optional one',
  'PROGRAM.NEEDS_PERIOD_END': 'A step could only open after its stage has closed',
  'PROGRAM.DECIDES_UNKNOWN': 'What is decided does not exist in its stage',
  'PROGRAM.DECIDES_NOT_NEEDED': 'What is decided may not be there yet',
  'PROGRAM.DECIDES_NOTHING': 'What is decided has no result',
  'PROGRAM.WHEN_NEVER': 'A condition can never hold where it stands',
  'PROGRAM.STAGE_OPTIONAL': 'A stage would be over before anybody could act',
  'PROGRAM.REPEAT': 'Stages of a cycle are not repeated',
  'PROGRAM.SERVICE_STAGE': 'A service stands in a stage where it cannot work',
  'PROGRAM.SERVICE_UNDECIDED': 'A service would act on what nobody has approved',
  'PROGRAM.SERVICE_TWICE': 'A close would calculate its payout twice',
  'PROGRAM.CARRY': 'Only steps of market and sell can be carried over',
  'PROGRAM.WAIT': 'A wait needs exactly one of "for" and "until", and no deadline beside it',
  'PROGRAM.WAIT_PERIOD_END': 'Only market and sell end with the period',
  'PROGRAM.PATH_TOO_LONG': 'The close of a period could take more than half a period',
  'PROGRAM.BEYOND_CALENDAR': 'Something could end after the calendar of a version does',
  'PROGRAM.NO_TIME': 'Something would be over as soon as it begins',
  'PROGRAM.ACTIVATION_ORDER': 'A partner would be dormant before it is at risk',
  'PROGRAM.PROFILE_WEIGHTS': 'The weights of the profile do not sum to 100',
  'PROGRAM.PROFILE_POINTS': 'A criterion does not say how its field is scored',
} as const;

/** A stable code of a fault in a program document. */
export type ProgramFaultCode = keyof typeof PROGRAM_FAULTS;

/** Where something stands in a document: keys and indexes from the root. */
export type Path = readonly (string | number)[];

/** The RFC 6901 pointer of a path. */
export function pointerOf(path: Path): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** The path of an RFC 6901 pointer; indexes stay text. */
export function pathOf(pointer: string): string[] {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** How many values a message names before it says "…". */
const NAMED_MAX = 20;
/** How much of a value a message repeats. */
const QUOTED_LENGTH_MAX = 60;

/** Collects faults, each once: a base step is seen again with each region that is merged over it. */
export class FaultList {
  readonly faults: Fault[] = [];
  private readonly seen = new Set<string>();

  add(code: ProgramFaultCode, path: Path, message: string): void {
    this.addFault({ pointer: pointerOf(path), code, message });
  }

  addFault(fault: Fault): void {
    const key = `${fault.code} ${fault.pointer}`;
    if (this.seen.has(key)) return;
    this.seen.add(key);
    this.faults.push(fault);
  }

  /** Reports a name that is not among the known ones, telling which are. Says nothing when the known ones are unreadable. */
  unknown(
    code: ProgramFaultCode,
    path: Path,
    reference: { what: string; name: string | undefined; known: readonly string[] | undefined; under: string },
  ): void {
    const { what, name, known, under } = reference;
    if (name === undefined || known === undefined || known.includes(name)) return;
    this.add(code, path, `${quoted(name)} is no ${what}. Use one of ${listed(known)}, or add it under ${under}.`);
  }
}

/** A value as a message repeats it, shortened; texts in quotes. */
export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  const short = text.length > QUOTED_LENGTH_MAX ? `${text.slice(0, QUOTED_LENGTH_MAX)}…` : text;
  return typeof value === 'string' ? JSON.stringify(short) : short;
}

/** Names as a message lists them, shortened. */
export function listed(names: readonly string[]): string {
  if (names.length === 0) return '(none yet)';
  return names.slice(0, NAMED_MAX).join(', ') + (names.length > NAMED_MAX ? ', …' : '');
}
