import type { ZodError } from 'zod';
import type { Fault } from '../../domain/errors';

/** Longer names inside a pointer would repeat what was sent. */
const SEGMENT_LENGTH_MAX = 60;

type Issue = ZodError['issues'][number];

/** The faults of a schema check: where, by RFC 6901, and what was expected; never what was sent. */
export function faultsOf(error: ZodError): Fault[] {
  return error.issues.flatMap((issue) => faultsOfIssue(issue));
}

function faultsOfIssue(issue: Issue): Fault[] {
  const pointer = pointerOf(issue.path);
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'REQUEST.UNKNOWN_PROPERTY',
      message: 'There is no such property here.',
    }));
  return [{ pointer, code: `REQUEST.${issue.code.toUpperCase()}`, message: messageOf(issue) }];
}

/** Zod's own words name the rule; what follows "received" is said without the value. */
function messageOf(issue: Issue): string {
  return issue.code === 'custom' || !/received/i.test(issue.message)
    ? issue.message
    : issue.message.replace(/,? received .*$/i, '');
}

/** Where, by RFC 6901; names are cut short. */
export function pointerOf(path: readonly PropertyKey[]): string {
  return path
    .map((segment) => `/${String(segment).slice(0, SEGMENT_LENGTH_MAX).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}
